"""A histogram as a figure: bins, the cumulative curve with its own scale at the right, marked values above."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.figure import WIDTH, Figure
from fairlead.draw.histogram import Histogram, Level, lanes_of
from fairlead.draw.markup import across, number, path, rect, upright, words
from fairlead.draw.measure import Measure
from fairlead.draw.shares import percent
from fairlead.draw.tables import Column, Table
from fairlead.draw.text import escaped, pixels, shortened

HEIGHT = 220.0
LEFT, RIGHT = 52.0, 56.0
_LANE = 17.0
_BELOW = 40.0
_SIZE = 11.0
_LONGEST = 200.0


def histogram_figure(histogram: Histogram) -> Figure:
    """Return the drawing, with all marked values as its table."""
    labels = _labels(histogram)
    lanes = max((lane + 1 for *_, lane in labels), default=0)
    top = lanes * _LANE + 8
    note = _BELOW + (16 if histogram.note else 0)
    content = "".join(
        (
            _scales(histogram, top),
            "".join(_bins(histogram, top)),
            axis_below(histogram.measure, LEFT, _width(), top + HEIGHT),
            "".join(_lines(histogram, labels, top)),
            _curve(histogram, top),
            words("small quiet", LEFT, top + HEIGHT + _BELOW + 10, histogram.note),
        )
    )
    return Figure(histogram.title, WIDTH, top + HEIGHT + note, content, _table(histogram))


def _width() -> float:
    return WIDTH - LEFT - RIGHT


def _x(measure: Measure, value: float) -> float:
    return LEFT + measure.share(value) * _width()


def _scales(histogram: Histogram, top: float) -> str:
    """Return the lines of the cumulative scale, its names at the right and the height of the bins at the left."""
    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = top + HEIGHT * (1 - share)
        parts.append(path("grid", across(LEFT, LEFT + _width(), y)))
        parts.append(words("curve-word", LEFT + _width() + 7, y + 4, f"{share:.0%}"))
    if histogram.most:
        for part in (0.5, 1.0):
            height = histogram.height_named(part)
            parts.append(words("small quiet", LEFT - 7, top + HEIGHT * (1 - part) + 4, height, anchor="end"))
    return "".join(parts)


def _bins(histogram: Histogram, top: float) -> Iterator[str]:
    most = max(histogram.counts, default=0)
    measure, edges = histogram.measure, histogram.edges
    total = max(histogram.total, sum(histogram.counts), 1)
    for count, first, last in zip(histogram.counts, edges, edges[1:], strict=False):
        left, right = _x(measure, first), _x(measure, last)
        if count:
            height = HEIGHT * count / most
            gap = 1.0 if right - left > 4 else 0.0
            said = f"{measure.named(first)} to {measure.named(last)}: {percent(count / total)}"
            bar = rect("bin", left, top + HEIGHT - height, right - left - gap, height)
            yield f"<g><title>{escaped(said)}</title>{bar}</g>"


def _curve(histogram: Histogram, top: float) -> str:
    points = [
        f"{number(_x(histogram.measure, value))} {number(top + HEIGHT * (1 - share))}"
        for value, share in histogram.curve
    ]
    return path("curve", "M" + "L".join(points)) if points else ""


def axis_below(measure: Measure, left: float, width: float, y: float) -> str:
    """Return the scale under a plot: its line, round places, and the year or day where it begins."""
    parts = [path("rule", across(left, left + width, y))]
    free = group_free = 0.0
    for notch in measure.notches(int(width // 70)):
        x = left + measure.share(notch.value) * width
        half = pixels(notch.name, _SIZE) / 2
        parts.append(path("rule", upright(x, y, y + 4)))
        if x - half >= free:
            parts.append(words("small", x, y + 17, notch.name, anchor="middle"))
            free = x + half + 6
        if notch.group and x - pixels(notch.group, _SIZE) / 2 >= group_free:
            parts.append(words("small quiet", x, y + 31, notch.group, anchor="middle"))
            group_free = x + pixels(notch.group, _SIZE) / 2 + 8
    return "".join(parts)


# ---------------------------------------------------------------- marked values

_Label = tuple[Level, float, str, bool, int]
"""A level, its x, its words, whether they stand at the left of it, its lane."""


def _labels(histogram: Histogram) -> list[_Label]:
    """Return the levels with their lanes: those that open to the right first, from the right."""
    placed = []
    for level in histogram.levels:
        x = _x(histogram.measure, level.value)
        text = histogram.said(level, shortened(level.name, _LONGEST, _SIZE, bold=True))
        wide = pixels(text, _SIZE, bold=True) + 5
        placed.append((level, x, text, x + wide > WIDTH, wide))
    placed.sort(key=lambda each: (each[3], each[1] if each[3] else -each[1]))
    flags = [(x - wide, x, x) if left else (x, x + wide, x) for _, x, _, left, wide in placed]
    lanes = lanes_of(flags, 4.0)
    return [(*each[:4], lane) for each, lane in zip(placed, lanes, strict=True)]


def _lines(histogram: Histogram, labels: list[_Label], top: float) -> Iterator[str]:
    most = max((lane for *_, lane in labels), default=0)
    for level, x, _, _, lane in labels:
        y = (most - lane) * _LANE
        # What lies off the scale is named at its end, but has no line among the bins.
        yield path(
            level.kind, upright(x, y + 2, top + HEIGHT if histogram.measure.shows(level.value) else y + 15)
        )
    for level, x, text, left, lane in labels:
        place, anchor = (x - 5, "end") if left else (x + 5, "")
        yield words(f"{level.kind}-word", place, (most - lane) * _LANE + 12, text, anchor=anchor)


def _table(histogram: Histogram) -> Table:
    rows = tuple(
        (level.name, histogram.measure.named(level.value), level.note)
        for level in sorted(histogram.levels, key=lambda each: each.value)
    )
    return Table((Column("Marked"), Column("At"), Column("")), rows)
