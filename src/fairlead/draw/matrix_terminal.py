"""A matrix in characters: coloured cells with numbers at a terminal, signs in their place in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from fairlead.draw.gantt_terminal import Line, Piece
from fairlead.draw.matrix import Board, Matrix, MatrixCell
from fairlead.draw.text import cells, clean, padded

CELL = 8
"""Columns of the terminal for one cell, the gap before the next included."""

_STYLES = ("black on color(151)", "black on color(229)", "black on color(215)", "bold white on color(160)")
_SIGNS = (".", "-", "+", "#")
_GAP = 3


def print_matrix(matrix: Matrix, file: TextIO | None = None, *, width: int) -> None:
    """Print the matrix: coloured cells at a terminal, plain ASCII anywhere else, `width` columns wide."""
    from rich.console import Console
    from rich.text import Text

    out = file or sys.stdout
    console = Console(file=out, highlight=False, width=width)
    if not console.is_terminal:
        text = matrix_text(matrix, width=width)
        out.write(text.encode(out.encoding or "utf-8", "replace").decode(out.encoding or "utf-8"))
        return
    for line in matrix_lines(matrix, width):
        console.print(Text.assemble(*((piece.text, piece.style) for piece in line)), soft_wrap=True)


def matrix_text(matrix: Matrix, *, width: int) -> str:
    """Return the matrix as plain text: the sign at the end of a cell says its level."""
    return "".join(
        "".join(piece.text for piece in line).rstrip() + "\n"
        for line in matrix_lines(matrix, width, marks=True)
    )


def matrix_lines(matrix: Matrix, width: int, *, marks: bool = False) -> Iterator[Line]:
    """Return the matrix line by line; boards without room beside one another follow below.

    With `marks` signs say what colours say otherwise.
    """
    names = max((cells(_named(row.name, row.meaning)) for row in matrix.rows), default=0)
    names = max(names, cells(matrix.row_title)) + 1
    board_width = CELL * len(matrix.columns)
    beside = max((width - names + _GAP) // (board_width + _GAP), 1)
    for first in range(0, len(matrix.boards), beside):
        if first:
            yield (Piece(""),)
        yield from _side_by_side(matrix, matrix.boards[first : first + beside], names, marks)
    yield _key(matrix, marks)


def _side_by_side(matrix: Matrix, boards: Sequence[Board], names: int, marks: bool) -> Iterator[Line]:
    wide = CELL * len(matrix.columns)
    gap = " " * _GAP
    yield (
        Piece(" " * names),
        *(Piece(padded(clean(board.name), wide) + gap, "bold") for board in boards),
    )
    heads = "".join(padded(clean(column.name), CELL - 1) + " " for column in matrix.columns) + gap
    meanings = "".join(padded(clean(column.meaning), CELL - 1) + " " for column in matrix.columns) + gap
    yield Piece(padded(clean(matrix.row_title), names)), Piece(heads * len(boards), "dim")
    if any(column.meaning for column in matrix.columns):
        yield Piece(" " * names), Piece(meanings * len(boards), "dim")
    for place, row in enumerate(matrix.rows):
        line = [Piece(padded(_named(row.name, row.meaning), names))]
        for board in boards:
            line += [piece for cell in board.cells[place] for piece in _cell(cell, marks)]
            line.append(Piece(gap))
        yield tuple(line)


def _named(name: str, meaning: str) -> str:
    return clean(f"{name} {meaning}".strip())


def _cell(cell: MatrixCell, marks: bool) -> Iterator[Piece]:
    text = _numbers(cell, CELL - 2)
    if marks:
        yield Piece(padded(f"{text}{' ' if text else ''}{_SIGNS[cell.level]}", CELL))
    else:
        yield Piece(padded(f" {text}", CELL - 1), _STYLES[cell.level])
        yield Piece(" ")


def _numbers(cell: MatrixCell, room: int) -> str:
    """Return the numbers of what stands in a cell, or how many there are where they have no room."""
    text = " ".join(str(mark.number) for mark in cell.marks)
    if cells(text) <= room:
        return text
    shown = str(cell.marks[0].number)
    return f"{shown} +{len(cell.marks) - 1}"[:room]


def _key(matrix: Matrix, marks: bool) -> Line:
    pieces: list[Piece] = []
    for level, name in enumerate(matrix.levels):
        pieces.append(Piece(_SIGNS[level] if marks else "   ", "" if marks else _STYLES[level]))
        pieces.append(Piece(f" {name}   "))
    return tuple(pieces)
