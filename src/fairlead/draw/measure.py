"""The scale of what is measured: moments or amounts, with ticks at round places.

A moment is its wall-clock minutes since 1970, as `chart.minutes` counts them; an amount is itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from fairlead.draw.chart import FIRST_MINUTE, LAST_MINUTE, minutes, moment_at
from fairlead.draw.scale import stretches
from fairlead.draw.units import MONTHS, UNITS

MeasureKind = Literal["moment", "amount"]

_DAY = 1440.0
BESIDE = 0.6  # of the span of what is measured; what lies further off is pointed at
_LADDER: tuple[tuple[str, int], ...] = (
    ("quarter-hour", 1),
    ("hour", 1),
    ("hour", 3),
    ("six-hours", 1),
    ("day", 1),
    ("day", 2),
    ("week", 1),
    ("week", 2),
    ("month", 1),
    ("month", 2),
    ("quarter", 1),
    ("year", 1),
    ("year", 2),
    ("year", 5),
    ("decade", 1),
    ("decade", 2),
    ("century", 1),
)
_SIZES = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True, slots=True)
class Notch:
    """A round place on the scale; `group` is the larger unit that begins here (a year, a day), else nothing."""

    value: float
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A scale from `first` to `last`, which differ; `unit` is a currency or nothing."""

    kind: MeasureKind
    first: float
    last: float
    unit: str = ""

    def share(self, value: float) -> float:
        """Return where a value lies, from 0 to 1, held within the scale."""
        return min(max((value - self.first) / (self.last - self.first), 0.0), 1.0)

    def shows(self, value: float) -> bool:
        """Whether a value lies on the scale."""
        return self.first <= value <= self.last

    def named(self, value: float) -> str:
        """Return a value in full: `12 Mar 2027`, with the time where the scale shows days, or `EUR 12,500`."""
        if self.kind == "amount":
            return f"{self.unit} {value:,.0f}".lstrip()
        moment = moment_at(value)
        time = f" {moment.hour:02d}:{moment.minute:02d}" if self.last - self.first < 3 * _DAY else ""
        return f"{day_name(moment)} {moment.year}{time}"

    def notches(self, most: int) -> tuple[Notch, ...]:
        """Return the round places, at most about so many."""
        found = self._moments(most) if self.kind == "moment" else self._amounts(most)
        return tuple(found)

    def _moments(self, most: int) -> Iterator[Notch]:
        span = self.last - self.first
        fitting = (each for each in _LADDER if span / (UNITS[each[0]].minutes * each[1]) <= max(most, 1))
        name, step = next(fitting, _LADDER[-1])
        turns = [begin for begin, _ in stretches(UNITS[name], self.first, self.last)]
        group = ""
        for turn in (turn for turn in turns if self.shows(minutes(turn)) and not _order(name, turn) % step):
            new = _group(name, turn)
            yield Notch(minutes(turn), _turn_name(name, turn), new if new != group else "")
            group = new

    def _amounts(self, most: int) -> Iterator[Notch]:
        step = _round_step((self.last - self.first) / max(most, 1))
        size, suffix = _size(max(abs(self.first), abs(self.last)))
        digits = max(math.ceil(-math.log10(step / size) - 1e-9), 0)
        for number in range(math.ceil(self.first / step - 1e-9), math.floor(self.last / step + 1e-9) + 1):
            yield Notch(number * step, f"{number * step / size:,.{digits}f}{suffix if number else ''}")


def measure_of(
    kind: MeasureKind,
    values: Iterable[float],
    asides: Iterable[float] = (),
    unit: str = "",
    *,
    beside: float = BESIDE,
) -> Measure:
    """Return the scale over all values, and over what is marked beside them where it isn't too far away.

    `beside` is how far that may be, as a share of the span of the values.
    """
    known = [value for value in values if math.isfinite(value)]
    first, last = (min(known), max(known)) if known else (0.0, 1.0)
    room = last - first
    if room <= 0:
        room = _DAY if kind == "moment" else max(abs(first) * 0.05, 1.0)
        first, last = first - room / 2, last + room / 2
    near = [value for value in asides if first - beside * room <= value <= last + beside * room]
    first, last = min([first, *near]), max([last, *near])
    air = (last - first) * 0.02
    if kind == "moment":
        return Measure(kind, max(first - air, FIRST_MINUTE), min(last + air, LAST_MINUTE), unit)
    return Measure(kind, first - air if first < 0 else max(first - air, 0.0), last + air, unit)


def roomy(measure: Measure, limit: float, room: float) -> Measure:
    """Return the scale widened until a limit on it has so much of it at each side (less than a half)."""
    if not measure.shows(limit):
        return measure
    first = min(measure.first, limit - (measure.last - limit) * room / (1 - room))
    last = max(measure.last, limit + (limit - first) * room / (1 - room))
    return replace(measure, first=first, last=last)


def day_name(moment: datetime) -> str:
    """Return a day as `12 Mar`."""
    return f"{moment.day} {MONTHS[moment.month - 1][:3]}"


def _order(unit: str, turn: datetime) -> int:
    """Return which of its kind a turn is, so that every second one is the same one on any scale."""
    match unit:
        case "hour":
            return turn.hour
        case "day":
            return turn.toordinal()
        case "week":
            return turn.toordinal() // 7
        case "month":
            return turn.month - 1
        case "decade":
            return turn.year // 10
    return turn.year


def _group(unit: str, turn: datetime) -> str:
    if UNITS[unit].minutes < _DAY:
        return f"{day_name(turn)} {turn.year}"
    return str(turn.year) if UNITS[unit].minutes < UNITS["year"].minutes else ""


def _turn_name(unit: str, turn: datetime) -> str:
    if UNITS[unit].minutes < _DAY:
        return f"{turn.hour:02d}:{turn.minute:02d}"
    if unit in ("day", "week"):
        return day_name(turn)
    if unit == "month":
        return MONTHS[turn.month - 1][:3]
    return f"Q{(turn.month + 2) // 3}" if unit == "quarter" else str(turn.year)


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that isn't less."""
    power: float = 10.0 ** math.floor(math.log10(max(least, 1e-9)))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def _size(greatest: float) -> tuple[float, str]:
    return next(((size, suffix) for size, suffix in _SIZES if greatest >= 10 * size), (1.0, ""))
