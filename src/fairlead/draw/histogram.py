"""What a histogram shows: how often a value falls into each bin, the cumulative curve, and values marked on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from fairlead.draw.measure import Measure, MeasureKind, measure_of

LevelKind = Literal["percentile", "planned", "kept", "missed"]


@dataclass(frozen=True, slots=True)
class Level:
    """A value that is marked; `note` stands after its name and value.

    A percentile is one of the distribution itself, planned what was planned; kept and missed are limits, likely to be
    kept or not.
    """

    name: str
    value: float
    kind: LevelKind = "percentile"
    note: str = ""


@dataclass(frozen=True)
class Histogram:
    """Counts of the bins between neighbouring `edges`, one fewer than these; `curve` are points of the cumulative
    curve, each a value and the share that doesn't exceed it, both rising.

    Raises ValueError where the counts don't fit the edges, or edges fall.
    """

    title: str
    kind: MeasureKind
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    curve: tuple[tuple[float, float], ...]
    levels: tuple[Level, ...] = ()
    unit: str = ""
    note: str = ""
    total: int = 0
    """How many there are with those that fall into no bin; the sum of the counts where it is less."""

    def __post_init__(self) -> None:
        if self.counts and len(self.edges) != len(self.counts) + 1:
            raise ValueError(f"{len(self.counts)} bins have {len(self.edges)} edges")
        if any(after <= before for before, after in zip(self.edges, self.edges[1:], strict=False)):
            raise ValueError("the edges of bins have to rise")

    @property
    def most(self) -> float:
        """The share of all in the fullest bin."""
        return max(self.counts, default=0) / max(self.total, sum(self.counts), 1)

    def height_named(self, part: float) -> str:
        """Return the share of all at a part of the height of the fullest bin, in percents."""
        percents = 100 * part * self.most
        return f"{percents:.0f}%" if percents >= 10 else f"{percents:.1f}%"

    @cached_property
    def measure(self) -> Measure:
        """The scale it is drawn on."""
        return measure_of(self.kind, self.edges, [level.value for level in self.levels], self.unit)

    def said(self, level: Level, name: str | None = None) -> str:
        """Return a level in words: its name (or `name`), its value, its note; an arrow where it lies off the scale."""
        measure = self.measure
        text = " ".join(filter(None, (name or level.name, measure.named(level.value), level.note)))
        if measure.shows(level.value):
            return text
        return f"← {text}" if level.value < measure.first else f"{text} →"


def lanes_of(flags: Sequence[tuple[float, float, float]], gap: float) -> list[int]:
    """Return a lane for each flag (left, right, x of its stem), lane 0 nearest to what the stems stand on.

    In order, each gets the lowest lane in which it touches neither a flag nor the stem of one further up. Flags that
    open to the right are given from right to left, so that no stem has to cross the words of another.
    """
    taken: list[list[tuple[float, float]]] = []
    found = []
    for first, last, stem in flags:
        free = (
            number
            for number, lane in enumerate(taken)
            if all(last + gap <= begin or end + gap <= first for begin, end in lane)
        )
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append((first, last))
        for lower in taken[:number]:
            lower.append((stem, stem))
        found.append(number)
    return found
