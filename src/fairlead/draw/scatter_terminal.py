"""A scatter in characters: the denser a cell the darker its sign, the frontier and limits over it, shares below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from fairlead.draw.gantt_terminal import Line, Piece
from fairlead.draw.plot_terminal import (
    STYLES,
    Canvas,
    PlotSigns,
    column_of,
    said,
    scale_lines,
    signs_for,
    wrapped_words,
)
from fairlead.draw.scatter import Place, Scatter
from fairlead.draw.shares import percent
from fairlead.draw.text import cells, shortened_cells

_ROWS = 16


def scatter_lines(scatter: Scatter, width: int, *, plain: bool = False) -> Iterator[Line]:
    """Yield the scatter line by line, none wider than `width` (40 at least); `plain` keeps to ASCII signs."""
    signs, whole = signs_for(plain), max(width, 40)
    notches = scatter.y.notches(5)
    left = max([cells(notch.name) for notch in notches], default=0) + 2
    columns = whole - left - 1
    yield (Piece(shortened_cells(said(scatter.title, plain), whole), "bold"),)
    canvas = Canvas(whole, _ROWS)
    for notch in notches:
        name = notch.name.rjust(left - 2)
        canvas.put(_row(scatter, notch.value), 0, name, "dim")
    _dots(scatter, canvas, left, columns, signs)
    _limits(scatter, canvas, left, columns, signs)
    _frontier(scatter, canvas, left, columns, signs)
    for mark in scatter.marks:
        canvas.put(
            *_cell(scatter, mark.place, left, columns), mark.sign, "bold green" if mark.good else "bold"
        )
    yield from canvas.lines()
    yield from scale_lines(scatter.x, left, columns, signs)
    yield from _key(scatter, whole, signs, plain)


def _row(scatter: Scatter, value: float) -> int:
    return _ROWS - 1 - min(int(scatter.y.share(value) * _ROWS), _ROWS - 1)


def _cell(scatter: Scatter, place: Place, left: int, columns: int) -> tuple[int, int]:
    return _row(scatter, place[1]), left + column_of(scatter.x, place[0], columns)


def _dots(scatter: Scatter, canvas: Canvas, left: int, columns: int, signs: PlotSigns) -> None:
    counts = Counter(_cell(scatter, place, left, columns) for place in scatter.points)
    most = max(counts.values(), default=1)
    for (row, column), count in counts.items():
        shade = min(int(len(signs.shades) * count / (most + 1)), len(signs.shades) - 1)
        canvas.put(row, column, signs.shades[shade], "blue")


def _limits(scatter: Scatter, canvas: Canvas, left: int, columns: int, signs: PlotSigns) -> None:
    if (limit := scatter.y_limit) is not None and scatter.y.shows(limit.value):
        canvas.put(_row(scatter, limit.value), left, signs.across * columns, STYLES[limit.kind])
    if (limit := scatter.x_limit) is not None and scatter.x.shows(limit.value):
        for row in range(_ROWS):
            canvas.put(
                row, left + column_of(scatter.x, limit.value, columns), signs.upright, STYLES[limit.kind]
            )


def _frontier(scatter: Scatter, canvas: Canvas, left: int, columns: int, signs: PlotSigns) -> None:
    corners = [_cell(scatter, place, left, columns) for place in scatter.steps()]
    for row, column in corners[:1]:
        canvas.put(row, column, signs.curve, STYLES["curve"])
    for (row, column), (next_row, next_column) in pairwise(corners):
        for between in range(column, next_column + 1):
            canvas.put(row, between, signs.curve, STYLES["curve"])
        for between in range(row, next_row + 1):
            canvas.put(between, next_column, signs.curve, STYLES["curve"])


def _key(scatter: Scatter, width: int, signs: PlotSigns, plain: bool) -> Iterator[Line]:
    """Yield what the signs mean, then the share of each corner."""
    parts = [Piece(said(f"{scatter.x_title} →, {scatter.y_title} ↑", plain), "dim")]
    if scatter.frontier:
        parts.append(Piece(said(f"{signs.curve} {scatter.frontier_name}", plain), STYLES["curve"]))
    sides = ((scatter.x_limit, scatter.x, signs.upright), (scatter.y_limit, scatter.y, signs.across))
    for limit, measure, sign in sides:
        if limit is not None:
            off = "" if measure.shows(limit.value) else " (beyond the picture)"
            text = " ".join(filter(None, (sign, limit.name, measure.named(limit.value), limit.note)))
            parts.append(Piece(said(text + off, plain), STYLES[limit.kind]))
    parts += [
        Piece(said(f"{mark.sign} {mark.name}", plain), "bold" if mark.good else "") for mark in scatter.marks
    ]
    yield from wrapped_words(parts, width)
    shares = [
        f"{percent(each.share)} {each.name}"
        for each in sorted(scatter.quadrants, key=lambda each: -each.share)
    ]
    yield from wrapped_words([Piece(said(text, plain), "bold") for text in shares], width)
    if scatter.note:
        yield from wrapped_words([Piece(said(word, plain), "dim") for word in scatter.note.split()], width, 1)
