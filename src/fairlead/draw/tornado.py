"""What a tornado shows: how far each of several causes moves a mean, the one that moves it furthest on top."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from fairlead.draw.measure import Measure, MeasureKind, measure_of


@dataclass(frozen=True, slots=True)
class Swing:
    """One bar: the mean where its cause lies lowest, and where it lies highest (which may be less).

    `detail` says what of it is uncertain, `said` how far it swings.
    """

    name: str
    low: float
    high: float
    said: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Tornado:
    """Bars from the widest to the narrowest, around the mean of everything."""

    title: str
    kind: MeasureKind
    mean: float
    swings: tuple[Swing, ...]
    unit: str = ""
    note: str = ""

    @cached_property
    def measure(self) -> Measure:
        """The scale it is drawn on."""
        ends = [end for swing in self.swings for end in (swing.low, swing.high)]
        return measure_of(self.kind, [self.mean, *ends], (), self.unit)
