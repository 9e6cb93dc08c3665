"""Kernels: quantiles of what a model says, and the minutes of work that they make."""

from __future__ import annotations

from math import sqrt

import numpy as np

from fairlead.risk import tables as of
from fairlead.risk.drawing import unit
from fairlead.risk.tables import Model
from fairlead.schedule.jit import inlined, kernel

_STEPS = 1 << 31


@kernel
def minutes_at(m: Model, v: int, minutes: float, drawn: np.uint32) -> int:
    """Return the minutes of work that are `minutes` at the value 1, at a uniform."""
    if m.values[v, of.VALUE_KIND] == of.TRIANGULAR:
        turn, low, rise, high, fall = triangle_of(m, v, minutes)
        return int(triangular_at(drawn, turn, low, rise, high, fall))
    return int(minutes * value_at(m, v, unit(drawn)) + 0.5)


@inlined
def triangle_of(
    m: Model, v: int, minutes: float
) -> tuple[np.uint32, np.float32, np.float32, np.float32, np.float32]:
    """Return what `triangular_at` reads of a triangular value.

    The uniform at its mode, and for each side of it the minutes at its end, a half more, and the factor of the root.
    """
    first = m.values[v, of.VALUE_AT]
    low, mode, high = m.numbers[first], m.numbers[first + 1], m.numbers[first + 2]
    width, rise, fall = high - low, mode - low, high - mode
    turn = (
        np.uint32(min(max(rise / width, 0.0) * 4294967296.0, 4294967295.0)) if width > 0.0 else np.uint32(0)
    )
    up, down = (
        minutes * sqrt(max(width * rise, 0.0) / _STEPS),
        minutes * sqrt(max(width * fall, 0.0) / _STEPS),
    )
    return (
        turn,
        np.float32(minutes * low + 0.5),
        np.float32(up),
        np.float32(minutes * high + 0.5),
        np.float32(-down),
    )


@inlined
def triangular_at(
    drawn: np.uint32, turn: np.uint32, low: np.float32, rise: np.float32, high: np.float32, fall: np.float32
) -> np.int32:
    """Return the whole minutes of a triangular value at a uniform, in single precision: exact below 30 years."""
    rising = drawn < turn
    root = np.float32(sqrt(np.float32(np.int32((drawn if rising else np.uint32(~drawn)) >> np.uint32(1)))))
    return np.int32((low if rising else high) + (rise if rising else fall) * root)


@kernel
def value_at(m: Model, v: int, u: float) -> float:
    """Return the quantile of a value at `u`."""
    kind, first = m.values[v, of.VALUE_KIND], m.values[v, of.VALUE_AT]
    if kind == of.TRIANGULAR:
        low, mode, high = m.numbers[first], m.numbers[first + 1], m.numbers[first + 2]
        width = high - low
        if u * width <= mode - low:
            return low + sqrt(u * width * (mode - low))
        return high - sqrt((1.0 - u) * width * (high - mode))
    if kind == of.UNIFORM:
        return m.numbers[first] + u * (m.numbers[first + 1] - m.numbers[first])
    if kind == of.TABLE:
        return _tabulated(m, first, u)
    if kind == of.STEPS:
        size = m.values[v, of.VALUE_SIZE]
        low, high = 0, size - 1
        while low < high:  # the first whose cumulative weight is above u
            middle = (low + high) // 2
            if m.numbers[first + middle] > u:
                high = middle
            else:
                low = middle + 1
        return m.numbers[first + size + low]
    return m.numbers[first]


@kernel
def _tabulated(m: Model, first: int, u: float) -> float:
    at_step = u * of.GRID
    if at_step < 1.0:
        first, at_step = first + of.GRID + 1, at_step * of.GRID
    elif at_step > of.GRID - 1.0:
        first, at_step = first + 2 * (of.GRID + 1), (at_step - (of.GRID - 1.0)) * of.GRID
    k = min(int(at_step), of.GRID - 1)
    below = m.numbers[first + k]
    return below + (at_step - k) * (m.numbers[first + k + 1] - below)
