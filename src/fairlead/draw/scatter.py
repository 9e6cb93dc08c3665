"""What a scatter shows: points of two measures, limits of both, and the frontier that a wanted share keeps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from fairlead.draw.histogram import Level
from fairlead.draw.measure import Measure, MeasureKind, measure_of, roomy

Place = tuple[float, float]
_BESIDE = 1.0  # a limit belongs to the picture sooner than a value marked on a histogram does


@dataclass(frozen=True, slots=True)
class Quadrant:
    """The share of all points on one side of each limit, None for one that isn't there; `name` says what they are."""

    share: float
    x_within: bool | None
    y_within: bool | None
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with a name of its own: a `sign` of one or two letters that stands for it, and what is said of it.

    A good one is filled, another hollow.
    """

    place: Place
    sign: str
    name: str
    good: bool = False


@dataclass(frozen=True)
class Scatter:
    """Points (x, y), the frontier from left to right, and at most one limit for each measure.

    The frontier is a staircase: whoever promises one of its corners keeps both with the share in its name.
    """

    title: str
    x_title: str
    y_title: str
    x_kind: MeasureKind
    y_kind: MeasureKind
    points: tuple[Place, ...]
    frontier: tuple[Place, ...] = ()
    frontier_name: str = ""
    x_limit: Level | None = None
    y_limit: Level | None = None
    quadrants: tuple[Quadrant, ...] = ()
    x_unit: str = ""
    y_unit: str = ""
    note: str = ""
    marks: tuple[Mark, ...] = ()

    @cached_property
    def x(self) -> Measure:
        """The scale from left to right."""
        values = [each[0] for each in self.points + self.frontier + tuple(mark.place for mark in self.marks)]
        return _measure(self.x_kind, values, self.x_limit, self.x_unit, 0.25)

    @cached_property
    def y(self) -> Measure:
        """The scale upwards."""
        values = [each[1] for each in self.points + self.frontier + tuple(mark.place for mark in self.marks)]
        return _measure(self.y_kind, values, self.y_limit, self.y_unit, 0.14)

    def steps(self) -> tuple[Place, ...]:
        """Return the frontier as corners of a staircase: right at the old height, then down."""
        corners: list[Place] = []
        for x, y in self.frontier:
            if corners:
                corners.append((x, corners[-1][1]))
            corners.append((x, y))
        return tuple(corners)


def _measure(kind: MeasureKind, values: list[float], limit: Level | None, unit: str, room: float) -> Measure:
    """Return a scale with room for words at both sides of its limit."""
    if limit is None:
        return measure_of(kind, values, (), unit)
    return roomy(measure_of(kind, values, [limit.value], unit, beside=_BESIDE), limit.value, room)
