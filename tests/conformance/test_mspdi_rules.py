"""Rules of Microsoft Project that the files with known answers don't cover, each as a case for the head.

Every plan begins on Monday 4 January 2027; days are 08:00-12:00 and 13:00-17:00.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.mspdi.projects import assignment, calendar, day, read, resource, task

scheduling = pytest.importorskip("fairlead.schedule.schedule", reason="needs the critical path")


def finish(*tasks: str, **parts: str) -> str:
    """When the last of these tasks finishes."""
    answer: dict[str, Any] = scheduling.schedule(read(*tasks, **parts).plan).to_json()
    return str(answer["tasks"][-1]["finish"])[:16]


def with_ana(work: str, more: str = "", **values: object) -> dict[str, str]:
    return {"resources": resource(1, "Ana"), "assignments": assignment(1, 1, more, Work=work, **values)}


def test_half_of_somebody_takes_twice_as_long() -> None:
    assert finish(task(1, Duration="PT16H0M0S"), **with_ana("PT8H0M0S", Units="0.5")) == "2027-01-05T17:00"


def test_a_delayed_assignment_begins_later() -> None:
    # A day of delay and a day of work.
    assert finish(task(1, Duration="PT16H0M0S"), **with_ana("PT8H0M0S", Delay=4800)) == "2027-01-05T17:00"


@pytest.mark.parametrize(
    ("contour", "last"), [(0, "2027-01-06"), (2, "2027-01-08"), (1, "2027-01-08"), (6, "2027-01-11")]
)
def test_contours_stretch_an_assignment(contour: int, last: str) -> None:
    # 24 hours of work: flat 3 days; loaded at one end 60 % on average, 5 days; bell 50 %, 6 days (over a weekend).
    assert (
        finish(task(1, Duration="PT24H0M0S"), **with_ana("PT24H0M0S", WorkContour=contour)) == f"{last}T17:00"
    )


def test_work_drawn_by_hand_takes_as_long_as_the_task() -> None:
    assert finish(task(1, Duration="PT24H0M0S"), **with_ana("PT10H0M0S", WorkContour=8)) == "2027-01-06T17:00"


def test_the_hours_of_the_resource_count_unless_the_task_ignores_them() -> None:
    mornings = calendar(2, "Mornings", days="".join(day(number, "08:00-12:00") for number in range(2, 7)))
    own = calendar(3, "Ana", base=2, days="")
    parts = {
        "calendars": calendar() + mornings + own,
        "resources": resource(1, "Ana", CalendarUID=3),
        "assignments": assignment(1, 1),
    }
    assert finish(task(1), **parts) == "2027-01-05T12:00"
    assert finish(task(1, CalendarUID=1, IgnoreResourceCalendar=1), **parts) == "2027-01-04T17:00"


def test_a_fixed_duration_passes_whoever_works() -> None:
    assert finish(task(1, Type=1, Duration="PT24H0M0S"), **with_ana("PT8H0M0S")) == "2027-01-06T17:00"


def test_an_interrupted_task_ends_with_its_last_part() -> None:
    def span(first: str, last: str, value: str) -> str:
        return (
            f"<TimephasedData><Type>1</Type><Start>2027-01-{first}T08:00:00</Start>"
            f"<Finish>2027-01-{last}:00:00</Finish><Value>{value}</Value></TimephasedData>"
        )

    spans = (
        span("04", "05T08", "PT8H0M0S") + span("05", "06T08", "PT0H0M0S") + span("06", "06T17", "PT8H0M0S")
    )
    parts = with_ana("PT16H0M0S", spans, WorkContour=8)
    assert finish(task(1, Duration="PT16H0M0S"), **parts) == "2027-01-06T17:00"


def test_manual_tasks_stay_and_drive() -> None:
    link = "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink>"
    manual = task(
        1, Manual=1, Start="2027-01-11T08:00:00", Finish="2027-01-12T17:00:00", Duration="PT16H0M0S"
    )
    assert finish(manual, task(2, "Paint", link)) == "2027-01-13T17:00"


def test_a_task_of_another_project_drives_by_the_date_shown() -> None:
    link = "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink>"
    ghost = task(
        1, ExternalTask=1, Start="2027-01-11T08:00:00", Finish="2027-01-12T17:00:00", Duration="PT16H0M0S"
    )
    assert finish(ghost, task(2, "Paint", link)) == "2027-01-13T17:00"


def test_an_elapsed_levelling_delay_runs_on_the_clock() -> None:
    # Two days on the clock from Monday morning: Wednesday morning.
    assert finish(task(1, LevelingDelay=28800, LevelingDelayFormat=8)) == "2027-01-06T17:00"


def test_must_start_on_holds_against_links_when_constraints_are_honoured() -> None:
    link = "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink>"
    pinned = task(2, "Paint", link, ConstraintType=2, ConstraintDate="2027-01-05T08:00:00")
    long = task(1, Duration="PT40H0M0S")
    assert finish(long, pinned, head="<HonorConstraints>1</HonorConstraints>") == "2027-01-05T17:00"
    assert finish(long, pinned, head="<HonorConstraints>0</HonorConstraints>") == "2027-01-11T17:00"
