"""The time axis: how many pixels a day takes, and the ticks of its two header lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fairlead.draw.chart import FIRST_MINUTE, LAST_MINUTE, minutes, moment_at
from fairlead.draw.errors import DrawingTooLarge
from fairlead.draw.units import UNITS, Unit
from fairlead.plan.errors import RequestError

MINUTES_PER_DAY = 1440.0


@dataclass(frozen=True, slots=True)
class Zoom:
    """A magnification: pixels for a day, and the units of the upper and lower header line."""

    name: str
    pixels_per_day: float
    upper: Unit
    lower: Unit


ZOOMS = (
    Zoom("minute", 4800.0, UNITS["day"], UNITS["quarter-hour"]),
    Zoom("hour", 816.0, UNITS["day"], UNITS["hour"]),
    Zoom("shift", 144.0, UNITS["day"], UNITS["six-hours"]),
    Zoom("day", 34.0, UNITS["month"], UNITS["day"]),
    Zoom("week", 12.0, UNITS["month"], UNITS["week"]),
    Zoom("month", 4.0, UNITS["month"], UNITS["week"]),
    Zoom("quarter", 1.6, UNITS["quarter"], UNITS["month"]),
    Zoom("year", 0.5, UNITS["year"], UNITS["quarter"]),
    Zoom("decade", 0.12, UNITS["decade"], UNITS["year"]),
    Zoom("century", 0.012, UNITS["century"], UNITS["decade"]),
)
ZOOM_NAMES = tuple(zoom.name for zoom in ZOOMS)

# As wide as a large screen beside the names, or a landscape A3 page at a readable size.
_COMFORTABLE_WIDTH = 1900.0
_GREATEST_WIDTH = 30_000.0
_SMALLEST_WIDTH = 520.0


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Where moments lie: `first` and `last` in minutes since 1970, x from 0 to `width` in pixels."""

    zoom: Zoom
    first: float
    last: float
    width: float

    def x(self, when: float) -> float:
        """Return the x of the minute, held within the axis."""
        share = (when - self.first) / (self.last - self.first)
        return min(max(share, 0.0), 1.0) * self.width

    def shows(self, when: float) -> bool:
        """Whether the minute lies on the axis."""
        return self.first <= when <= self.last

    def ticks(self, unit: Unit) -> Iterator[Tick]:
        """Return the unit's stretches from left to right, the outer ones cut off at the ends of the axis."""
        for begin, end in stretches(unit, self.first, self.last):
            yield Tick(self.x(minutes(begin)), self.x(minutes(end)), begin)


@dataclass(frozen=True, slots=True)
class Tick:
    """One stretch in a header line, from x `left` to `right`; `begin` is its true start."""

    left: float
    right: float
    begin: datetime


def fitting_scale(first: float, last: float, zoom_name: str | None = None) -> TimeScale:
    """Return the axis over the minutes from `first` to `last`, with some air at both ends.

    Without a name the finest magnification is taken that stays comfortably wide. Raises DrawingTooLarge when the
    one named would be wider than anything can show.
    """
    zoom = _named(zoom_name, first, last) if zoom_name else finest_zoom(first, last)
    begin, end = aired(zoom.lower, first, last)
    wanted = begin + _SMALLEST_WIDTH / zoom.pixels_per_day * MINUTES_PER_DAY
    end = max(end, _next_turn(zoom.lower, min(wanted, LAST_MINUTE)))
    width = (end - begin) / MINUTES_PER_DAY * zoom.pixels_per_day
    return TimeScale(zoom, begin, end, max(width, 100.0))


def finest_zoom(first: float, last: float, width: float = _COMFORTABLE_WIDTH) -> Zoom:
    """Return the finest magnification at which the span is no wider than `width` pixels."""
    days = (last - first) / MINUTES_PER_DAY
    return next((zoom for zoom in ZOOMS if days * zoom.pixels_per_day <= width), ZOOMS[-1])


def _named(name: str, first: float, last: float) -> Zoom:
    zoom = next((zoom for zoom in ZOOMS if zoom.name == name), None)
    if zoom is None:
        raise RequestError(f"there is no zoom {name!r}; choose one of {', '.join(ZOOM_NAMES)}")
    width = (last - first) / MINUTES_PER_DAY * zoom.pixels_per_day
    if width > _GREATEST_WIDTH:
        best = finest_zoom(first, last, _GREATEST_WIDTH).name
        raise DrawingTooLarge(
            f"at zoom {name!r} the chart would be {width:,.0f} pixels wide; choose {best!r} or a coarser one"
        )
    return zoom


def aired(unit: Unit, first: float, last: float) -> tuple[float, float]:
    """Return the span widened to whole units, with at least a third of a unit free at both ends."""
    air = unit.minutes / 3
    begin = minutes(unit.floor(moment_at(first - air)))
    return max(begin, FIRST_MINUTE), _next_turn(unit, last + air)


def _next_turn(unit: Unit, when: float) -> float:
    try:
        return min(minutes(unit.following(unit.floor(moment_at(when)))), LAST_MINUTE)
    except (OverflowError, ValueError):
        return LAST_MINUTE


def stretches(unit: Unit, first: float, last: float) -> Iterator[tuple[datetime, datetime]]:
    """Return the unit's stretches that touch the span of minutes, in order."""
    begin = unit.floor(moment_at(first))
    while minutes(begin) < last:
        try:
            end = unit.following(begin)
        except (OverflowError, ValueError):
            end = moment_at(LAST_MINUTE)
        yield begin, end
        if end <= begin:
            return
        begin = end
