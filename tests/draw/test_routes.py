from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from fairlead.draw.chart import Arrow, GanttChart
from fairlead.draw.layout import arranged
from fairlead.draw.routes import routed
from tests.draw.builders import a_chart, a_row, day
from tests.draw.strategies import charts


@pytest.mark.parametrize("hours", range(0, 48))
def test_a_finish_to_start_link_turns_before_the_label_of_its_row(hours: int) -> None:
    # Half a pixel an hour: from a follower that touches the bar to one that begins beyond its label's gap.
    start = day(7) + timedelta(hours=hours)
    rows = (a_row("a", day(2), day(7), label="Amara"), a_row("b", start, start + timedelta(days=3)))
    layout = arranged(a_chart(*rows, links=(Arrow("a", "b"),)), "week")
    ((_, corners),) = routed(layout)
    in_its_row = [x for x, y in corners if y == layout.bars[0].middle]
    assert max(in_its_row) < layout.bars[0].label_x - 1


def test_a_start_to_start_link_stays_left_of_both_bars() -> None:
    rows = (a_row("a", day(4), day(7)), a_row("b", day(3), day(12)))
    layout = arranged(a_chart(*rows, links=(Arrow("a", "b", "SS"),)))
    ((_, corners),) = routed(layout)
    assert corners[0][0] == layout.bars[0].left
    assert corners[-1][0] == layout.bars[1].left
    assert max(x for x, _ in corners[1:-1]) < layout.bars[1].left


def test_a_finish_to_finish_link_arrives_at_the_finish() -> None:
    rows = (a_row("a", day(2), day(7)), a_row("b", day(3), day(12)))
    layout = arranged(a_chart(*rows, links=(Arrow("a", "b", "FF"),)))
    ((_, corners),) = routed(layout)
    assert corners[0] == (layout.bars[0].right, layout.bars[0].middle)
    assert corners[-1] == (layout.bars[1].right, layout.bars[1].middle)
    assert corners[-2][0] > corners[-1][0]


def test_links_to_rows_that_are_not_there_are_left_out() -> None:
    assert not list(routed(arranged(a_chart(a_row("a"), links=(Arrow("a", "z"), Arrow("a", "a"))))))


@settings(max_examples=60)
@given(charts)
def test_every_piece_of_a_link_is_level_or_upright(chart: GanttChart) -> None:
    for _, corners in routed(arranged(chart)):
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(corners))
