"""What a heat map shows: rows and columns of cells, each with a share between none and too much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Heat = Literal["closed", "none", "low", "half", "high", "full", "over"]

HEATS: tuple[Heat, ...] = ("closed", "none", "low", "half", "high", "full", "over")
"""From nothing that could be filled to more than fits."""

MEANINGS: dict[Heat, str] = {
    "closed": "not there",
    "none": "free",
    "low": "up to 40%",
    "half": "up to 75%",
    "high": "up to 98%",
    "full": "full",
    "over": "too much",
}


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell: `share` is 1 where it is full, None where there is nothing to fill.

    `over` marks a cell that is too full at some moment, even where its share says otherwise. `facts` are the lines
    shown on hovering, after the names of row and column.
    """

    share: float | None = None
    over: bool = False
    facts: tuple[str, ...] = ()

    @property
    def heat(self) -> Heat:
        """How full it is, in words that colours stand for."""
        if self.over:
            return "over"
        if self.share is None:
            return "closed"
        if self.share <= 0.004:
            return "none"
        if self.share > 1.02:
            return "over"
        return (
            "full"
            if self.share >= 0.98
            else "high"
            if self.share > 0.75
            else "half"
            if self.share > 0.4
            else "low"
        )

    @property
    def text(self) -> str:
        """The share in percent, as short as a cell asks for: nothing where it is free or closed."""
        if self.share is None or self.heat == "none":
            return ""
        return f"{self.share * 100:.0f}" if self.share < 9.995 else "999"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A line of cells; `level` is its depth, `strong` rows are headings of those below them."""

    name: str
    cells: tuple[HeatCell, ...]
    level: int = 0
    strong: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A column: its short name, the name of the group above it, and its name in full."""

    name: str
    group: str
    title: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A whole heat map. Every row has a cell for each column; ValueError otherwise."""

    title: str
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    subtitle: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {row.name} has {len(row.cells)} cells for {len(self.columns)} columns")

    def heats(self) -> list[Heat]:
        """Return the heats that occur, in their order."""
        found = {cell.heat for row in self.rows for cell in row.cells}
        return [heat for heat in HEATS if heat in found]


def spoken(row: HeatRow, column: HeatColumn, cell: HeatCell) -> tuple[str, ...]:
    """Return what a cell says in words, line by line: whose, when, how full, its facts."""
    state = MEANINGS[cell.heat] if cell.heat in ("closed", "none") else f"{cell.text}% of capacity"
    crowd = ", too much at once" if cell.over else ""
    return (row.name, f"{column.title}: {state}{crowd}", *cell.facts)


def groups(map: HeatMap) -> list[tuple[str, int, int]]:
    """Return the groups of columns in order: name, first column, the one after the last."""
    found: list[tuple[str, int, int]] = []
    for place, column in enumerate(map.columns):
        if found and found[-1][0] == column.group:
            found[-1] = (column.group, found[-1][1], place + 1)
        else:
            found.append((column.group, place, place + 1))
    return found
