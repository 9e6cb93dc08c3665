"""What a matrix shows: boards of the same rows and columns, each cell with a level and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal[0, 1, 2, 3]
"""How bad a cell is, from 0 to 3."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that stands in a cell: its number in the list beside, its short name, and the lines on hovering."""

    number: int
    name: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell: its level, and what stands in it."""

    level: Level
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """One picture of the matrix: its rows of cells from the top, and the lines below it."""

    name: str
    cells: tuple[tuple[MatrixCell, ...], ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A row's or column's name, and what it stands for (`≤ 30%`), pictures with a second line of that."""

    name: str
    meaning: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Boards side by side. Every board has a cell for each row and column; ValueError otherwise.

    `row_title` and `column_title` say what rows and columns are, `levels` what the four levels are called.
    """

    title: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    boards: tuple[Board, ...]
    levels: tuple[str, str, str, str]
    row_title: str = ""
    column_title: str = ""
    subtitle: str = ""

    def __post_init__(self) -> None:
        for board in self.boards:
            if len(board.cells) != len(self.rows) or any(
                len(row) != len(self.columns) for row in board.cells
            ):
                raise ValueError(
                    f"board {board.name} hasn't {len(self.rows)} rows of {len(self.columns)} cells"
                )


def spoken(row: Heading, column: Heading, mark: Mark) -> tuple[str, ...]:
    """Return what a mark says in words, line by line."""
    return (f"{mark.number}. {mark.name}", *mark.facts, f"{row.name}, {column.name}")
