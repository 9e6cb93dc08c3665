from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.xer.exports import (
    activity,
    calendar,
    hours,
    imported,
    link,
    options,
    project,
    scheduled,
    task,
)


def test_types_and_lags() -> None:
    links = [link(1, 2, "SS", 12), link(1, 2, "FF", -0.5), link(3, 2, "SF"), link(3, 2, "FS", 1.75)]
    found = imported(activity(1), activity(2), activity(3), links=links)

    assert list(map(str, task(found, "A2").after)) == ["A1 SS +12h", "A1 FF -0.5h", "A3 SF", "A3 +1.75h"]


def test_a_link_that_closes_a_circle_is_left_out_and_told() -> None:
    links = [link(1, 2), link(2, 3), link(3, 1)]
    found = imported(activity(1), activity(2), activity(3), links=links)

    assert [len(each.after) for each in found.plan.tasks.values()] == [0, 1, 1]
    assert [(finding.code, finding.id, finding.message) for finding in found.findings] == [
        ("circle-cut", "A1", "waits for itself (A1 -> A2 -> A3 -> A1); its link to `A3` is left out")
    ]


def test_a_link_to_itself_is_left_out_and_told() -> None:
    found = imported(activity(1), links=[link(1, 1)])

    assert [finding.message for finding in found.findings] == [
        "waits for itself (A1 -> A1); its link to `A1` is left out"
    ]


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("rcal_Predecessor", "2027-01-05 08:00:00"),
        ("rcal_Successor", "2027-01-06 08:00:00"),
        ("rcal_24Hour", "2027-01-05 08:00:00"),
        ("rcal_ProjDefault", "2027-01-06 08:00:00"),
    ],
)
def test_lags_run_on_the_calendar_that_the_options_name(rule: str, start: str) -> None:
    # A1 ends on Monday at 8 in the evening (round the clock); eight hours later is 4 in the morning on its own
    # calendar, and Wednesday morning on that of A2 and of the project.
    found = scheduled(
        activity(1, 12, clndr_id=2),
        activity(2),
        links=[link(1, 2, "FS", 8)],
        CALENDAR=[calendar(1), calendar(2, clndr_data=hours(range(1, 8), [("00:00", "00:00")]))],
        SCHEDOPTIONS=[options(sched_calendar_on_relationship_lag=rule)],
    )

    assert str(found["A2"].start) == start


def _elsewhere(**said: Any) -> dict[str, Any]:
    return (
        activity(9, 8, proj_id=2, early_start_date="2027-01-11 08:00", early_end_date="2027-01-11 17:00")
        | said
    )


def test_activities_of_other_projects_keep_their_dates_and_are_waited_for() -> None:
    found = scheduled(
        activity(1), _elsewhere(), links=[link(9, 1)], PROJECT=[project(1), project(2, export_flag="N")]
    )

    assert str(found["A9"].start) == "2027-01-11 08:00:00"
    assert str(found["A1"].start) == "2027-01-12 08:00:00"


def test_activities_of_other_projects_dont_move_the_finish_of_this_one() -> None:
    late = _elsewhere(early_end_date="2028-01-11 17:00", late_end_date="2028-01-11 17:00")
    found = scheduled(
        activity(1), late, links=[link(1, 9)], PROJECT=[project(1), project(2, export_flag="N")]
    )

    assert str(found.finish) == "2027-01-04 17:00:00"
    assert found["A1"].critical


def test_links_to_other_projects_may_be_ignored() -> None:
    found = scheduled(
        activity(1),
        _elsewhere(),
        links=[link(9, 1)],
        PROJECT=[project(1), project(2, export_flag="N")],
        SCHEDOPTIONS=[options(sched_outer_depend_type="SD_None")],
    )

    assert str(found["A1"].start) == "2027-01-04 08:00:00"


def test_links_that_lead_nowhere_are_told() -> None:
    assert imported(activity(1), links=[link(7, 1)]).lost["links to activities that are not in the plan"] == 1


def test_an_activity_of_another_project_stands_where_its_remaining_work_does() -> None:
    moved = _elsewhere(restart_date="2027-01-18 08:00", reend_date="2027-01-18 17:00")
    found = scheduled(
        activity(1), moved, links=[link(9, 1)], PROJECT=[project(1), project(2, export_flag="N")]
    )

    assert str(found["A1"].start) == "2027-01-19 08:00:00"
