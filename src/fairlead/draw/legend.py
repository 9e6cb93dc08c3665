"""The legend of a Gantt chart: only what the chart shows, wrapped to its width."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.chart import share_done
from fairlead.draw.glyphs import (
    baseline_bar,
    deadline_arrow,
    diamond,
    float_whisker,
    star,
    summary_bracket,
    task_bar,
)
from fairlead.draw.layout import MIDDLE, ROW, SMALL_SIZE, Layout
from fairlead.draw.markup import moved, path, rect, upright, words
from fairlead.draw.text import pixels

_GLYPH = 26.0
_GAP = 20.0


def legend(layout: Layout, width: float) -> tuple[str, float]:
    """Return the legend and its height; nothing where the chart wants none or shows nothing."""
    if not layout.chart.legend or not layout.bars:
        return "", 0.0
    x, y, parts = 0.0, 0.0, []
    for name, glyph in _entries(layout):
        room = _GLYPH + 6 + pixels(name, SMALL_SIZE)
        if x and x + room > width:
            x, y = 0.0, y + ROW
        parts.append(moved(x, y, glyph, words("small quiet", _GLYPH + 6, MIDDLE + 4, name)))
        x += room + _GAP
    return "".join(parts), y + ROW


def _entries(layout: Layout) -> Iterator[tuple[str, str]]:
    yield from _shapes(layout)
    yield from _extras(layout)
    yield from _lines(layout)


def _shapes(layout: Layout) -> Iterator[tuple[str, str]]:
    rows = [bar.row for bar in layout.bars]
    tasks = [row for row in rows if row.kind == "task"]
    if any(not row.critical for row in tasks):
        yield "Task", task_bar(0, [(0, _GLYPH)], [], False)
    if any(row.critical for row in tasks):
        yield "Critical task", task_bar(0, [(0, _GLYPH)], [], True)
    if any(share_done(row) > 0 for row in tasks):
        yield "Part done", task_bar(0, [(0, _GLYPH)], [(0, _GLYPH * 0.6)], False)
    if any(row.kind == "summary" for row in rows):
        yield "Summary", summary_bracket(0, 0, _GLYPH, False)
    if any(row.kind == "milestone" and not row.critical for row in rows):
        yield "Milestone", diamond(_GLYPH / 2, 0, False)
    if any(row.kind == "milestone" and row.critical for row in rows):
        yield "Critical milestone", diamond(_GLYPH / 2, 0, True)
    if any(row.kind == "goal" for row in rows):
        yield "Goal", star(_GLYPH / 2, 0, False)


def _extras(layout: Layout) -> Iterator[tuple[str, str]]:
    rows = [bar.row for bar in layout.bars]
    if any(row.baseline for row in rows):
        yield "Baseline", baseline_bar(-6, 0, _GLYPH)
    if any(bar.whisker is not None for bar in layout.bars):
        yield "Total float", float_whisker(-2, 0, _GLYPH)
    if any(row.deadline and not row.misses_deadline for row in rows):
        yield "Deadline kept", deadline_arrow(_GLYPH / 2, 0, False)
    if any(row.misses_deadline for row in rows):
        yield "Deadline missed", deadline_arrow(_GLYPH / 2, 0, True)


def _lines(layout: Layout) -> Iterator[tuple[str, str]]:
    if any(flag.kind == "today" for flag in layout.flags):
        yield "Today", path("today", upright(_GLYPH / 2, 3, ROW - 4))
    if layout.chart.closed:
        yield "No work", rect("closed", 0, 3, _GLYPH, ROW - 7)
