"""A schedule as a chart."""

from __future__ import annotations

from datetime import datetime

from fairlead.draw.chart import GanttChart
from fairlead.schedule.charts import gantt_chart
from fairlead.schedule.schedule import schedule
from tests.plans import a_plan

PLAN = """
name: Shed
start: 2027-01-04
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
goals: [{id: g, name: Dry, deadline: 2027-01-15, done_when: [c]}]
people: [{id: ana, name: Ana Ruiz}]
tasks:
  - {id: sum, name: Ground, in_order: true, tasks: [{id: a, estimate: 3d, who: [ana]}, {id: b, estimate: 2d}]}
  - {id: c, estimate: 4d, after: [sum], deadline: 2027-01-13}
  - {id: d, estimate: 1d, after: [a SS +1d]}
  - {id: m, milestone: yes, after: [c]}
"""


def chart(**options: object) -> GanttChart:
    plan = a_plan(PLAN)
    return gantt_chart(plan, schedule(plan), **options)  # type: ignore[arg-type]


def test_rows_are_the_outline() -> None:
    assert [(row.id, row.level, row.kind) for row in chart().rows] == [
        ("sum", 0, "summary"), ("a", 1, "task"), ("b", 1, "task"), ("c", 0, "task"), ("d", 0, "task"), ("m", 0, "milestone"),
    ]  # fmt: skip


def test_a_row_knows_dates_people_float_and_deadline() -> None:
    rows = {row.id: row for row in chart().rows}

    assert (rows["a"].start, rows["a"].finish) == (datetime(2027, 1, 4, 8), datetime(2027, 1, 6, 17))
    assert (rows["a"].label, rows["a"].duration, rows["a"].critical) == ("Ana Ruiz", "3d", True)
    assert rows["c"].misses_deadline
    assert rows["d"].float_until == datetime(2027, 1, 14, 17)
    assert rows["m"].duration == ""


def test_links_of_all_kinds_are_arrows() -> None:
    assert {(arrow.from_row, arrow.to_row, arrow.type) for arrow in chart().links} == {
        ("a", "b", "FS"), ("sum", "c", "FS"), ("a", "d", "SS"), ("c", "m", "FS"),
    }  # fmt: skip


def test_goals_are_marked_on_the_day_of_their_deadline() -> None:
    (marker,) = chart().markers
    assert (marker.label, marker.when.date().isoformat()) == ("Dry", "2027-01-15")
    assert chart().subtitle == "the deadline is kept"


def test_weekends_are_closed() -> None:
    assert (datetime(2027, 1, 9), datetime(2027, 1, 11)) in chart().closed


def test_depth_and_critical_leave_rows_out_but_keep_what_is_above() -> None:
    assert [row.id for row in chart(depth=1).rows] == ["sum", "c", "d", "m"]
    assert [row.id for row in chart(critical_only=True).rows] == ["sum", "a", "b", "c", "m"]


def test_a_schedule_shows_itself_in_a_notebook() -> None:
    shown = schedule(a_plan(PLAN))._repr_html_()

    assert shown.lstrip().startswith("<")
    assert "Ground" in shown
    assert "<script" not in shown
