"""A heat map in characters: coloured blocks with numbers at a terminal, plain ASCII in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TextIO

from fairlead.draw.gantt_terminal import Line, Piece
from fairlead.draw.heatmap import MEANINGS, Heat, HeatCell, HeatMap, HeatRow, groups
from fairlead.draw.text import cells, clean, padded, shortened_cells

CELL = 4
"""Columns of the terminal for one cell, the gap before the next included."""

_STYLES: dict[Heat, str] = {
    "closed": "dim",
    "none": "",
    "low": "black on #dcecdf",
    "half": "black on #a9d6b5",
    "high": "black on #6dba86",
    "full": "bold white on #2f8f57",
    "over": "bold white on #c81e1e",
}
_LEAST_NAMES, _MOST_SHARE = 10, 0.3


def print_heatmap(map: HeatMap, file: TextIO | None = None, *, width: int) -> None:
    """Print the map: coloured blocks at a terminal, plain ASCII anywhere else, `width` columns wide."""
    from rich.console import Console
    from rich.text import Text

    out = file or sys.stdout
    console = Console(file=out, highlight=False, width=width)
    if not console.is_terminal:
        text = heatmap_text(map, width=width)
        out.write(text.encode(out.encoding or "utf-8", "replace").decode(out.encoding or "utf-8"))
        return
    for line in heatmap_lines(map, width):
        console.print(Text.assemble(*((piece.text, piece.style) for piece in line)), soft_wrap=True)


def heatmap_text(map: HeatMap, *, width: int) -> str:
    """Return the map as plain text without colours: what is too much ends with `!`, what is closed is `-`."""
    return "".join(
        "".join(piece.text for piece in line).rstrip() + "\n"
        for line in heatmap_lines(map, width, marks=True)
    )


def heatmap_lines(map: HeatMap, width: int, *, marks: bool = False) -> Iterator[Line]:
    """Return the map line by line, none wider than `width`; columns without room follow in blocks below.

    With `marks` signs say what colours say otherwise.
    """
    widest = max((2 * row.level + cells(clean(row.name)) for row in map.rows), default=0)
    names = min(widest, max(int(width * _MOST_SHARE), _LEAST_NAMES))
    fitting = max((width - names - 1) // CELL, 1)
    for first in range(0, len(map.columns), fitting):
        if first:
            yield (Piece(""),)
        yield from _block(map, names, first, min(first + fitting, len(map.columns)), marks)
    yield from _key(map, width, marks)


def _block(map: HeatMap, names: int, first: int, last: int, marks: bool) -> Iterator[Line]:
    yield Piece(" " * (names + 1)), Piece(_groups(map, first, last), "bold")
    heads = "".join(padded(column.name, CELL - 1, right=True) + " " for column in map.columns[first:last])
    yield Piece(" " * (names + 1)), Piece(heads, "dim")
    for row in map.rows:
        yield (_name(row, names), *_cells(row.cells[first:last], marks))


def _groups(map: HeatMap, first: int, last: int) -> str:
    line = ""
    for name, begin, end in groups(map):
        left, right = max(begin, first), min(end, last)
        room = (right - left) * CELL - 1
        if room > 0:
            line = padded(line, (left - first) * CELL) + _fitting(clean(name), room)
    return line


def _fitting(name: str, room: int) -> str:
    """Return as many of the name's words as there is room for, at least the beginning of the first."""
    words = name.split() or [""]
    while len(words) > 1 and cells(" ".join(words)) > room:
        words.pop()
    return shortened_cells(" ".join(words), room, ellipsis="")


def _name(row: HeatRow, width: int) -> Piece:
    text = "  " * row.level + clean(row.name)
    return Piece(padded(shortened_cells(text, width), width) + " ", "bold" if row.strong else "")


def _cells(row: tuple[HeatCell, ...], marks: bool) -> Iterator[Piece]:
    for cell in row:
        text = f"{cell.text:>3}" if cell.text else _blank(cell)
        if marks:
            yield Piece(text + ("!" if cell.heat == "over" else " "))
        else:
            yield Piece(text, _STYLES[cell.heat])
            yield Piece(" ")


def _blank(cell: HeatCell) -> str:
    return "  -" if cell.heat == "closed" else "  ."


def _key(map: HeatMap, width: int, marks: bool) -> Iterator[Line]:
    """Return what the signs mean, those that occur, wrapped to the width."""
    signs: dict[Heat, str] = {"closed": "-", "none": ".", "over": "100!"}
    entries = [
        (
            signs.get(heat, "   ") if marks or heat in ("closed", "none") else "   ",
            _STYLES[heat],
            MEANINGS[heat],
        )
        for heat in map.heats()
        if heat in signs or not marks
    ]
    line: list[Piece] = []
    used = 0
    for sign, style, meaning in [*entries, ("", "", "numbers are % of capacity")]:
        wide = cells(sign) + cells(meaning) + 3
        if line and used + wide > width:
            yield tuple(line)
            line, used = [], 0
        line += [Piece(sign, "" if marks else style), Piece(f" {meaning}  " if sign else f"{meaning}  ")]
        used += wide
    yield tuple(line)
