"""Leave of those on the critical path."""

from __future__ import annotations

import pytest

from tests.risk.looking import found


def leaves(
    away: str, estimate: str = "10d", more: str = "", *, people: bool = False
) -> list[dict[str, object]]:
    """The drafts where Ana builds from Monday 4 to Friday 15 January."""
    text = f"""
        people: [{{id: ana, name: Ana Ruiz, away: [{away}]}}]
        tasks: [{{id: build, name: Build, estimate: {estimate}, who: [ana]}}]
        {more}
    """
    return [dict(each.draft) for each in found(text, "leave-on-critical-path", people=people)]


def test_leave_right_after_critical_work_is_found() -> None:
    (draft,) = leaves("2027-01-18..2027-01-22")
    assert draft["delays"] == {"build": "5d"}
    assert draft["probability"] == "20%"


def test_the_range_says_how_often_work_runs_into_it() -> None:
    # 5..10..15 days, and two days between: (15 - 10 - 2)^2 / (10 * 5) = 18%
    (draft,) = leaves("2027-01-20..2027-01-22", "5d..10d..15d")
    assert draft["probability"] == "20%"
    assert draft["delays"] == {"build": "3d"}


def test_leave_inside_the_work_is_found() -> None:
    (draft,) = leaves("2027-01-06..2027-01-07", people=True)
    assert draft["event"] == "Build isn't finished when Ana Ruiz goes on leave"


@pytest.mark.parametrize("away", ["2027-03-01..2027-03-05", "2026-12-01..2026-12-31"])
def test_leave_long_after_or_before_is_none(away: str) -> None:
    assert leaves(away) == []


def test_work_with_room_is_not_critical() -> None:
    text = """
        people: [{id: ana, away: [2027-01-18..2027-01-22]}]
        tasks: [{id: build, estimate: 10d, who: [ana]}, {id: long, estimate: 60d}]
    """
    assert found(text, "leave-on-critical-path") == []


def test_a_risk_of_the_task_holds_it() -> None:
    more = "risks: [{id: r, event: Late, probability: 10%, delays: {build: 2d}}]"
    assert leaves("2027-01-18..2027-01-22", more=more) == []
