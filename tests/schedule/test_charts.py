"""A schedule as a chart."""

from __future__ import annotations

from datetime import datetime

from fairlead.draw.chart import GanttChart
from fairlead.schedule.charts import gantt_chart, load_map
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.load import load_of
from fairlead.schedule.outlook import Outlook
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
    assert chart().subtitle == "by logic alone: the deadline is kept"


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


def test_bars_stand_at_the_dates_with_people_and_say_for_whom_they_wait() -> None:
    plan = a_plan("""
name: Bench
start: 2027-01-04
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
people: [{id: ana, name: Ana Ruiz}]
tasks: [{id: saw, estimate: 2d, who: [ana]}, {id: glue, estimate: 1d, who: [ana]}]
""")
    logic, people = schedule(plan), levelled(plan)
    found = gantt_chart(plan, logic, people=people)

    assert gantt_chart(plan, logic).finish.day == 5
    assert (found.finish.day, found.subtitle) == (6, "with your people")
    assert [row.note[:9] for row in found.rows if row.note] == ["waits 1d "] or [
        row.note for row in found.rows if row.note
    ] == ["waits 2d for Ana Ruiz"]


def test_the_load_is_a_heat_map_of_teams_and_people() -> None:
    plan = a_plan("""
name: Bench
start: 2027-01-04
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
teams: [{id: wood, name: Joiners}]
people: [{id: ana, name: Ana Ruiz, team: wood}]
tasks: [{id: saw, name: Saw, estimate: 2d, who: [ana]}]
""")
    people = levelled(plan)
    found = load_map(Outlook(schedule(plan), people), load_of(people))

    assert [(row.name, row.level, row.strong) for row in found.rows] == [
        ("Joiners", 0, True),
        ("Ana Ruiz", 1, False),
    ]
    assert [(column.name, column.group, column.title) for column in found.columns] == [
        ("4", "Jan 2027", "week of 4 January 2027")
    ]
    assert found.rows[1].cells[0].share == 0.4
    assert found.rows[1].cells[0].facts == ("16 of 40 h", "Saw: 16 h")
