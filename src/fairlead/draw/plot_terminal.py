"""What plots in characters share: their signs, a canvas of cells, the scale below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fairlead.draw.gantt_terminal import Line, Piece
from fairlead.draw.measure import Measure
from fairlead.draw.text import cells, clean, shortened_cells

STYLES = {"percentile": "bold", "planned": "blue", "kept": "green", "missed": "bold red", "curve": "magenta"}
"""How marked values strike the eye, by their kind."""


@dataclass(frozen=True, slots=True)
class PlotSigns:
    """The characters of a plot, one column wide each; `levels` and `shades` go from little to much."""

    levels: str
    shades: str
    curve: str
    stem: str
    pointer: str
    upright: str
    across: str
    axis: str
    notch: str
    low: str
    high: str
    ellipsis: str


BLOCKS = PlotSigns("▁▂▃▄▅▆▇█", "·░▒▓█", "●", "│", "▲", "┊", "╌", "─", "┴", "▒", "█", "…")
ASCII = PlotSigns("_.:#", ".:+*#", "o", "|", "^", ":", "-", "-", "+", "=", "#", "~")
_TO_ASCII = str.maketrans({"→": ">", "←": "<", "↑": "^", "↓": "v", "−": "-", "·": "-", "…": "~"})


def signs_for(plain: bool) -> PlotSigns:
    """Return the signs of a terminal, or those that any pipe can carry."""
    return ASCII if plain else BLOCKS


def said(text: str, plain: bool) -> str:
    """Return a text as its signs allow: with `plain`, arrows and the like of the drawing itself become ASCII."""
    return clean(text).translate(_TO_ASCII) if plain else clean(text)


@dataclass
class Canvas:
    """A field of cells, the upper left one at row 0, column 0; what lies outside isn't drawn."""

    width: int
    height: int
    _rows: list[list[Piece]] = field(init=False)

    def __post_init__(self) -> None:
        self._rows = [[Piece(" ")] * self.width for _ in range(self.height)]

    def put(self, row: int, column: int, text: str, style: str = "") -> None:
        """Write a text from a cell on, a piece for each column it takes."""
        for character in text:
            wide = cells(character)
            if 0 <= row < self.height and column >= 0 and column + max(wide, 1) <= self.width:
                if wide:
                    self._clear(row, column, wide)
                    self._rows[row][column] = Piece(character, style)
                    self._rows[row][column + 1 : column + wide] = [Piece("", style)] * (wide - 1)
                elif column:
                    before = self._rows[row][column - 1]
                    self._rows[row][column - 1] = Piece(before.text + character, before.style)
            column += wide

    def _clear(self, row: int, column: int, wide: int) -> None:
        """Leave no half of a wide character beside what is written over its other half."""
        line = self._rows[row]
        if not line[column].text and column:
            line[column - 1] = Piece(" ")
        if column + wide < self.width and not line[column + wide].text:
            line[column + wide] = Piece(" ")

    def line(self, row: int) -> Line:
        """Return a row, neighbours of one style as one piece."""
        merged: list[Piece] = []
        for piece in self._rows[row]:
            if merged and merged[-1].style == piece.style:
                merged[-1] = Piece(merged[-1].text + piece.text, piece.style)
            else:
                merged.append(piece)
        return tuple(merged)

    def lines(self) -> Iterator[Line]:
        """Yield all rows from the top."""
        return (self.line(row) for row in range(self.height))


def column_of(measure: Measure, value: float, width: int) -> int:
    """Return the column in which a value lies."""
    return min(int(measure.share(value) * width), width - 1)


def scale_lines(measure: Measure, left: int, width: int, plot: PlotSigns) -> Iterator[Line]:
    """Yield the line under a plot of so many columns, its names, and the larger units where they begin."""
    canvas = Canvas(left + width, 3)
    canvas.put(0, left, plot.axis * width, "dim")
    free = group_free = 0
    for notch in measure.notches(max(width // 9, 1)):
        column = left + column_of(measure, notch.value, width)
        canvas.put(0, column, plot.notch, "dim")
        begin = _within(column - cells(notch.name) // 2, notch.name, left + width)
        if begin >= free:
            canvas.put(1, begin, notch.name, "dim")
            free = begin + cells(notch.name) + 1
        begin = _within(column - cells(notch.group) // 2, notch.group, left + width)
        if notch.group and begin >= group_free:
            canvas.put(2, begin, notch.group, "dim")
            group_free = begin + cells(notch.group) + 1
    yield canvas.line(0)
    yield canvas.line(1)
    if group_free:
        yield canvas.line(2)


def _within(column: int, text: str, width: int) -> int:
    return max(min(column, width - cells(text)), 0)


def wrapped_words(parts: list[Piece], width: int, gap: int = 2) -> Iterator[Line]:
    """Yield pieces in lines, so many spaces between them, none broken; what is wider than a line is shortened."""
    line: list[Piece] = []
    for part in parts:
        piece = Piece(shortened_cells(part.text, width), part.style)
        if line and sum(cells(each.text) for each in line) + gap + cells(piece.text) > width:
            yield tuple(line)
            line = []
        line += [Piece(" " * gap), piece] if line else [piece]
    if line:
        yield tuple(line)
