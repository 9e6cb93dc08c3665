from __future__ import annotations

import pytest
from hypothesis import given, settings

from fairlead.draw.chart import GanttChart
from fairlead.draw.layout import arranged
from tests.draw.builders import a_chart, a_row, day
from tests.draw.strategies import charts


def test_a_bar_begins_and_ends_at_its_dates() -> None:
    # 34 pixels a day: five days are 170 pixels, and a bar two days later begins 68 pixels further right.
    first, second = arranged(a_chart(a_row("a", day(2), day(7)), a_row("b", day(4), day(5))), "day").bars
    assert first.right - first.left == pytest.approx(5 * 34)
    assert second.left - first.left == pytest.approx(2 * 34)


def test_half_done_fills_half_of_the_work_from_the_left_over_a_split() -> None:
    row = a_row("a", day(2), day(8), segments=((day(2), day(4)), (day(6), day(8))), done=0.75)
    (bar,) = arranged(a_chart(row), "day").bars
    assert [round(right - left) for left, right in bar.pieces] == [68, 68]
    assert [round(right - left) for left, right in bar.done] == [68, 34]


def test_a_milestone_stands_at_its_finish() -> None:
    task, milestone = arranged(
        a_chart(a_row("a", day(2), day(7)), a_row("m", day(7), day(7), kind="milestone")), "day"
    ).bars
    assert milestone.centre == pytest.approx(task.right)


def test_a_label_keeps_off_the_deadline_beside_its_bar() -> None:
    (bar,) = arranged(a_chart(a_row("a", day(2), day(7), label="Amara", deadline=day(8))), "day").bars
    assert bar.deadline is not None
    assert bar.label_x > bar.deadline


def test_dates_have_92_pixels_and_chosen_columns_appear() -> None:
    layout = arranged(a_chart(a_row(), columns=("start", "finish", "float")), "day")
    assert [(column.key, column.width >= 92) for column in layout.columns[1:3]] == [
        ("start", True),
        ("finish", True),
    ]
    assert layout.columns[3].title == "Float"


def test_a_wild_date_beside_the_work_does_not_squeeze_the_bars() -> None:
    sane = arranged(a_chart(a_row("a", deadline=day(9))))
    wild = arranged(a_chart(a_row("a", deadline=day(9).replace(year=2926))))
    assert wild.scale.width <= sane.scale.width


@settings(max_examples=50)
@given(charts)
def test_nothing_stands_outside_the_canvas(chart: GanttChart) -> None:
    layout = arranged(chart)
    for bar in layout.bars:
        marks = [*bar.pieces, *bar.done, (bar.left, bar.right), bar.baseline or (0, 0)]
        marks += [(x, x) for x in (bar.whisker, bar.deadline) if x is not None]
        assert all(-1e-6 <= left <= right <= layout.right_width + 1e-6 for left, right in marks)
        assert bar.label_x <= layout.right_width
