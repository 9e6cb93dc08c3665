"""A histogram in characters: bars with the cumulative curve over them, marked values pointed at from below."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from fairlead.draw.gantt_terminal import Line, Piece
from fairlead.draw.histogram import Histogram, Level, lanes_of
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
from fairlead.draw.text import cells, shortened_cells

_ROWS = 9
_LEFT, _RIGHT = 5, 5
_NAME, _SHORTEST_NAME = 26, 8


def histogram_lines(histogram: Histogram, width: int, *, plain: bool = False) -> Iterator[Line]:
    """Yield the histogram line by line, none wider than `width` (40 at least); `plain` keeps to ASCII signs."""
    signs, columns = signs_for(plain), max(width, 40) - _LEFT - _RIGHT
    key = Piece(f"   {signs.curve} share up to there (right)", STYLES["curve"])
    yield Piece(shortened_cells(said(histogram.title, plain), max(width, 40) - cells(key.text)), "bold"), key
    yield from _plot(histogram, columns, signs).lines()
    yield from scale_lines(histogram.measure, _LEFT, columns, signs)
    yield from _levels(histogram, columns, signs, plain)
    if histogram.note:
        note = [Piece(word, "dim") for word in said(histogram.note, plain).split()]
        yield from wrapped_words(note, max(width, 40), 1)


def _plot(histogram: Histogram, columns: int, signs: PlotSigns) -> Canvas:
    canvas = Canvas(_LEFT + columns + _RIGHT, _ROWS)
    heights = _heights(histogram, columns)
    steps = len(signs.levels)
    for column, height in enumerate(heights):
        filled = round(height * _ROWS * steps)
        filled = max(filled, 1) if height > 0 else 0
        for row in range(_ROWS):
            level = min(filled - (_ROWS - 1 - row) * steps, steps)
            if level > 0:
                canvas.put(row, _LEFT + column, signs.levels[level - 1], "blue")
    for column in range(columns):
        share = _share_at(histogram, column, columns)
        if share > 0.0:
            canvas.put(_row_of(share), _LEFT + column, signs.curve, STYLES["curve"])
    for share in (0.0, 0.5, 1.0):
        canvas.put(_row_of(share), _LEFT + columns, f" {share:.0%}", STYLES["curve"])
    _left_scale(histogram, canvas)
    return canvas


def _left_scale(histogram: Histogram, canvas: Canvas) -> None:
    if histogram.most:
        most = histogram.height_named(1.0)
        canvas.put(0, max(_LEFT - 1 - len(most), 0), most, "dim")


def _row_of(share: float) -> int:
    return round((1 - share) * (_ROWS - 1))


def _heights(histogram: Histogram, columns: int) -> list[float]:
    """Return how high each column stands, 1 for the highest: bins narrower than a column are added up in it."""
    measure, edges = histogram.measure, histogram.edges
    below = [0, *itertools.accumulate(histogram.counts)]

    def up_to(value: float) -> float:
        place = bisect_right(edges, value) - 1
        if place < 0:
            return 0.0
        if place >= len(edges) - 1:
            return float(below[-1])
        part = (value - edges[place]) / (edges[place + 1] - edges[place])
        return below[place] + part * (below[place + 1] - below[place])

    ends = [measure.first + (measure.last - measure.first) * k / columns for k in range(columns + 1)]
    # A sum up to a place is a difference of large numbers: what remains of nothing is nothing.
    masses = [max(up_to(b) - up_to(a), 0.0) for a, b in itertools.pairwise(ends)]
    most = max(masses, default=0.0)
    return [mass / most if mass > 1e-9 * most else 0.0 for mass in masses] if most > 0 else [0.0] * columns


def _share_at(histogram: Histogram, column: int, columns: int) -> float:
    measure = histogram.measure
    value = measure.first + (measure.last - measure.first) * (column + 1) / columns
    place = bisect_right(histogram.curve, (value, 2.0))
    return histogram.curve[place - 1][1] if place else 0.0


# ---------------------------------------------------------------- marked values


@dataclass(frozen=True, slots=True)
class _Label:
    level: Level
    column: int
    text: str
    begin: int

    @property
    def to_the_left(self) -> bool:
        return self.begin < self.column


def _levels(histogram: Histogram, columns: int, signs: PlotSigns, plain: bool) -> Iterator[Line]:
    """Yield lines of labels, each under its column; stems reach up to the scale through the lines above."""
    labels = [_label(histogram, level, columns, plain) for level in histogram.levels]
    labels.sort(key=lambda each: (each.to_the_left, each.column if each.to_the_left else -each.column))
    flags = [
        (
            float(min(each.begin, each.column)),
            float(max(each.begin + cells(each.text), each.column)),
            float(each.column),
        )
        for each in labels
    ]
    lanes = lanes_of(flags, 1.0)
    canvas = Canvas(_LEFT + columns + _RIGHT, max(lanes, default=-1) + 1)
    for label, lane in zip(labels, lanes, strict=True):
        style = STYLES[label.level.kind]
        for row in range(lane):
            canvas.put(row, label.column, signs.stem, style)
    for label, lane in zip(labels, lanes, strict=True):
        style = STYLES[label.level.kind]
        canvas.put(lane, label.begin, label.text, style)
        canvas.put(lane, label.column, signs.pointer, style)
    yield from canvas.lines()


def _label(histogram: Histogram, level: Level, columns: int, plain: bool) -> _Label:
    """Return the words of a level at the right of its pointer, or at the left where they have more room there.

    Its name is shortened first: value and note say more.
    """
    column = _LEFT + column_of(histogram.measure, level.value, columns)
    text = said(histogram.said(level, shortened_cells(level.name, _NAME)), plain)
    right, left = _LEFT + columns + _RIGHT - column - 2, column - 1
    room = right if cells(text) <= right or right >= left else left
    if cells(text) > room:
        rest = cells(histogram.said(level, "-")) - 1
        text = said(
            histogram.said(level, shortened_cells(level.name, max(room - rest, _SHORTEST_NAME))), plain
        )
        text = shortened_cells(text, room)
    return _Label(level, column, text, column + 2 if room == right else column - 1 - cells(text))
