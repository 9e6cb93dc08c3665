"""The shapes of a Gantt chart, used alike by its rows and by its legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from fairlead.draw.layout import BAR, BAR_BOTTOM, BAR_TOP, MIDDLE, POINT, SUMMARY
from fairlead.draw.markup import across, closed_shape, number, path, rect

Stretch = tuple[float, float]

_HATCH, _MOST_HATCHES = 5.0, 150


def task_bar(y: float, pieces: Sequence[Stretch], done: Sequence[Stretch], critical: bool) -> str:
    """Return a bar with its done part inside; a critical one has a bold edge and is hatched for eyes without red.

    Split work is held together by a dotted line.
    """
    css = "critical" if critical else "task"
    parts = [_gaps(y, pieces)]
    for left, right in pieces:
        parts.append(rect(css, left, y + BAR_TOP, right - left, BAR, radius=2 if right - left > 6 else 0))
        if critical and right - left > 4:
            parts.append(_hatched(left + 1, y + BAR_TOP + 1, right - left - 2, BAR - 2))
    parts += (rect(f"{css}-done", left, y + MIDDLE - 2.5, right - left, 5) for left, right in done)
    return "".join(parts)


def _gaps(y: float, pieces: Sequence[Stretch]) -> str:
    return path(
        "gap",
        "".join(
            across(before[1], after[0], y + MIDDLE)
            for before, after in pairwise(pieces)
            if after[0] > before[1]
        ),
    )


def _hatched(x: float, y: float, width: float, height: float) -> str:
    """Return diagonal lines over a rectangle, cut off at its edges.

    Lines, not a pattern to fill with: browsers print patterns as pictures, which made pages sixty times larger.
    """
    step = max(_HATCH, width / _MOST_HATCHES)
    lines = []
    for number_of_line in range(1, math.ceil((width + height) / step)):
        reach = number_of_line * step
        left, right = max(reach - height, 0.0), min(reach, width)
        lines.append(
            f"M{number(x + left)} {number(y + reach - left)}L{number(x + right)} {number(y + reach - right)}"
        )
    return path("hatch", "".join(lines))


def summary_bracket(y: float, left: float, right: float, critical: bool) -> str:
    """Return a bracket over the rows it sums up."""
    top, bottom = y + BAR_TOP, y + BAR_TOP + SUMMARY
    tip = min(6.0, (right - left) / 2)
    points = [
        (left, top),
        (right, top),
        (right, bottom + 5),
        (right - tip, bottom),
        (left + tip, bottom),
        (left, bottom + 5),
    ]
    return path("summary-critical" if critical else "summary", closed_shape(points))


def diamond(x: float, y: float, critical: bool) -> str:
    """Return a milestone with its middle at `x`; a critical one is hollow with a bold edge."""
    middle = y + MIDDLE
    points = [(x, middle - POINT), (x + POINT, middle), (x, middle + POINT), (x - POINT, middle)]
    return path("milestone-critical" if critical else "milestone", closed_shape(points))


def star(x: float, y: float, critical: bool) -> str:
    """Return a goal with its middle at `x`."""
    corners = []
    for corner in range(10):
        reach = (POINT + 1.5) * (0.45 if corner % 2 else 1.0)
        angle = math.pi * (corner / 5 - 0.5)
        corners.append((x + reach * math.cos(angle), y + MIDDLE + reach * math.sin(angle)))
    return path("goal-critical" if critical else "goal", closed_shape(corners))


def deadline_arrow(x: float, y: float, missed: bool) -> str:
    """Return an arrow pointing down at the deadline: hollow where it's kept, full where it's missed."""
    top = y + BAR_TOP - 1
    shaft = [(x - 2, top), (x + 2, top)]
    points = [*shaft, (x + 2, top + 6), (x + 5, top + 6), (x, top + 13), (x - 5, top + 6), (x - 2, top + 6)]
    return path("missed" if missed else "kept", closed_shape(points))


def baseline_bar(y: float, left: float, right: float) -> str:
    """Return the thin bar under the row that shows where it was meant to be."""
    return rect("baseline", left, y + BAR_BOTTOM + 3, right - left, 3)


def baseline_point(x: float, y: float) -> str:
    """Return the small diamond under the row that shows when a milestone was meant to be reached."""
    middle = y + BAR_BOTTOM + 3
    return path(
        "baseline", closed_shape([(x, middle - 4), (x + 4, middle), (x, middle + 4), (x - 4, middle)])
    )


def float_whisker(y: float, left: float, right: float) -> str:
    """Return the thin line from the bar's end to where it can slip, with a tick at its end.

    It runs below the label, as if to underline it.
    """
    line = number(y + BAR_BOTTOM + 1.2)
    return path("whisker", f"M{number(left)} {number(y + BAR_BOTTOM - 2)}V{line}H{number(right)}m0 -2v3.5")
