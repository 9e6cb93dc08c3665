"""The ways of links between bars: level and upright pieces that keep off the labels."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.chart import Arrow
from fairlead.draw.layout import BAR_BOTTOM, BAR_TOP, POINT, ROW, SUMMARY, TURN, Bar, Layout

Point = tuple[float, float]


def routed(layout: Layout) -> Iterator[tuple[Arrow, list[Point]]]:
    """Return each link between two drawn rows with the corners of its way; the arrow's head is at the last."""
    bars = {bar.row.id: bar for bar in layout.bars}
    for link in layout.chart.links:
        before, after = bars.get(link.from_row), bars.get(link.to_row)
        if before is not None and after is not None and before is not after:
            yield link, route(link.type, before, after)


def route(link_type: str, before: Bar, after: Bar) -> list[Point]:
    """Return the corners of a link's way from one bar to another."""
    match link_type:
        case "SS":
            return _start_to_start(before, after)
        case "FF":
            return _round_about((before.right, +1), (after.right, +1), before, after)
        case "SF":
            return _round_about((before.left, -1), (after.right, +1), before, after)
        case _:
            return _finish_to_start(before, after)


def _finish_to_start(before: Bar, after: Bar) -> list[Point]:
    # Never further out than one turn, where the label of the earlier row begins.
    landing = min(_landing(after), max(before.right + TURN, after.left + 2))
    if after.left >= before.right + TURN + 3:
        turn = min(before.right + TURN, after.left - TURN)
        return [
            (before.right, before.middle),
            (turn, before.middle),
            (turn, after.middle),
            (after.left, after.middle),
        ]
    if landing >= before.right + 2:
        return [(before.right, before.middle), (landing, before.middle), (landing, _edge(after, before))]
    if abs(landing - before.centre) <= POINT:
        return [(landing, _edge(before, after)), (landing, _edge(after, before))]
    return _round_about((before.right, +1), (after.left, -1), before, after)


def _landing(bar: Bar) -> float:
    """Return the x at which a link may come down on the bar: a little behind its start, or a diamond's tip."""
    return bar.centre if bar.row.is_point else bar.left + min(TURN - 1, (bar.right - bar.left) / 2)


def _edge(bar: Bar, towards: Bar) -> float:
    """Return the y of the bar's upper or lower edge, whichever looks towards the other bar."""
    below = towards.number > bar.number
    if bar.row.is_point:
        return bar.middle + (POINT if below else -POINT)
    bottom = BAR_TOP + SUMMARY if bar.row.kind == "summary" else BAR_BOTTOM
    return bar.y + (bottom if below else BAR_TOP)


def _start_to_start(before: Bar, after: Bar) -> list[Point]:
    """Return a way on the left of both bars, where no labels are."""
    outer = min(before.left, after.left) - TURN
    return [
        (before.left, before.middle),
        (outer, before.middle),
        (outer, after.middle),
        (after.left, after.middle),
    ]


def _round_about(begin: tuple[float, int], end: tuple[float, int], before: Bar, after: Bar) -> list[Point]:
    """Return a way that must come back: it crosses between the rows, next to the later bar."""
    (start_x, start_side), (end_x, end_side) = begin, end
    between = after.y if after.number > before.number else after.y + ROW
    out, back = start_x + start_side * TURN, end_x + end_side * TURN
    return [
        (start_x, before.middle),
        (out, before.middle),
        (out, between),
        (back, between),
        (back, after.middle),
        (end_x, after.middle),
    ]
