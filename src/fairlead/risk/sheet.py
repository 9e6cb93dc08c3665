"""Writing a model down: values, events and what reads them, row by row, before they become tables."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fairlead.risk import tables as of
from fairlead.risk.distributions import Distribution
from fairlead.risk.families import Certain, Discrete, Triangular, Uniform
from fairlead.risk.tables import NOTHING, Floats, Ints, Keys

_TAIL = 1e-6


@dataclass
class Event:
    """Something that may happen: where its uniform has to lie, and what else has to have happened or not."""

    uniform: int = NOTHING
    low: float = 0.0
    high: float = 1.0
    needs: list[tuple[int, int]] = field(default_factory=list)
    causes: list[tuple[int, float]] = field(default_factory=list)
    under_way: bool = False
    window: tuple[int, int] | None = None
    moment: int = NOTHING


@dataclass
class Sheet:
    """What a model is written on; `uniforms` are named, so that the same thing has the same luck in every plan."""

    uniforms: list[str] = field(default_factory=list)
    values: list[tuple[int, int, int, int]] = field(default_factory=list)
    numbers: list[Floats] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    tabulated: dict[object, int] = field(default_factory=dict)
    length: int = 0
    modes: list[float] = field(default_factory=list)
    """The most likely number of each value."""

    def uniform(self, name: str) -> int:
        """Return a new uniform."""
        self.uniforms.append(name)
        return len(self.uniforms) - 1

    def value(self, name: str, distribution: Distribution) -> int:
        """Return a new value with this distribution and a uniform of its own; what is certain needs none."""
        if isinstance(distribution.family, Certain):
            return self.constant(distribution.low)
        return self.value_of(self.uniform(name), distribution)

    def value_of(self, uniform: int, distribution: Distribution) -> int:
        """Return a new value that is a distribution's quantile at a uniform that is there already."""
        kind, numbers = quantiles(distribution)
        key = (kind, numbers.tobytes())
        if key not in self.tabulated:
            self.tabulated[key] = self.length
            self.numbers.append(numbers)
            self.length += len(numbers)
        size = len(numbers) // 2 if kind == of.STEPS else len(numbers)
        self.values.append((kind, uniform, self.tabulated[key], size))
        self.modes.append(most_likely(distribution))
        return len(self.values) - 1

    def drawn(self, name: str) -> int:
        """Return a value that is a uniform itself."""
        return self._raw(of.UNIFORM, self.uniform(name), (0.0, 1.0), 0.0)

    def constant(self, number: float) -> int:
        """Return a value that is always the same."""
        return self._raw(of.CONSTANT, NOTHING, (number,), number)

    def _raw(self, kind: int, uniform: int, numbers: Sequence[float], mode: float) -> int:
        self.modes.append(mode)
        self.values.append((kind, uniform, self.length, len(numbers)))
        self.numbers.append(np.array(numbers, np.float64))
        self.length += len(numbers)
        return len(self.values) - 1

    def event(self, event: Event) -> int:
        """Return a new event; those it depends on must be there already."""
        self.events.append(event)
        return len(self.events) - 1

    # Tables

    def keys(self, factors: Sequence[str] = ()) -> Keys:
        """Return the name of each stream as a number: those of the uniforms, and behind them of common factors."""
        names = [*self.uniforms, *factors]
        return np.array([_number(name) for name in names], np.uint64)

    def value_table(self) -> Ints:
        """Return the rows of `values`."""
        return np.array(self.values, np.int64).reshape(-1, of.VALUE_COLUMNS)

    def number_row(self) -> Floats:
        """Return all numbers that values are made of."""
        return np.concatenate(self.numbers) if self.numbers else np.zeros(1)

    def event_tables(self) -> Mapping[str, Any]:
        """Return events, odds, needs, causes and their odds."""
        rows: list[tuple[int, ...]] = []
        needs: list[tuple[int, int]] = []
        causes: list[tuple[int, float]] = []
        for event in self.events:
            first, last = event.window or (NOTHING, NOTHING)
            rows.append(
                (event.uniform, len(needs), len(causes), int(event.under_way), first, last, event.moment)
            )
            needs += event.needs
            causes += event.causes
        rows.append((NOTHING, len(needs), len(causes), 0, NOTHING, NOTHING, NOTHING))
        return {
            "events": np.array(rows, np.int64),
            "odds": np.array([(event.low, event.high) for event in self.events], float).reshape(-1, 2),
            "needs": np.array(needs, np.int64).reshape(-1, of.NEED_COLUMNS),
            "causes": np.array([cause for cause, _ in causes], np.int64).reshape(-1, of.CAUSE_COLUMNS),
            "cause_odds": np.array([odds for _, odds in causes], float),
        }


def most_likely(distribution: Distribution) -> float:
    """Return the number that a plan without luck reckons with: what people called most likely, else the median."""
    family = distribution.family
    if isinstance(family, Discrete):
        return family.values[int(np.argmax(family.shares))]
    mode = getattr(family, "mode", None)
    return float(mode) if mode is not None else float(distribution.quantile(0.5))


def quantiles(distribution: Distribution) -> tuple[int, Floats]:
    """Return how the kernels read a distribution, and the numbers for it.

    What has no quantile function as short as a line is tabulated: a grid of 1024 steps, both of its end steps divided
    as finely again, straight lines between; the ends are the quantiles of a millionth.
    """
    family = distribution.family
    floored = distribution.floor > float(family.quantile(np.zeros(1))[0])
    match family:
        case Certain():
            return of.CONSTANT, np.array([distribution.low])
        case Uniform(low, high) if not floored:
            return of.UNIFORM, np.array([low, high])
        case Triangular(low, mode, high) if not floored:
            return of.TRIANGULAR, np.array([low, mode, high])
        case Discrete(values, weights):
            rising = np.cumsum(weights)
            rising[-1] = 2.0
            return of.STEPS, np.concatenate([rising, np.maximum(values, distribution.floor)])
    inner = np.linspace(0.0, 1.0, of.GRID + 1)
    lower = inner / of.GRID
    grids = (inner, lower, 1.0 - (1.0 - inner) / of.GRID)
    return of.TABLE, np.concatenate([distribution.quantile(np.clip(u, _TAIL, 1.0 - _TAIL)) for u in grids])


def _number(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
