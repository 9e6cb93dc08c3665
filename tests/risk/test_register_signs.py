"""What in the register wants attention."""

from __future__ import annotations

import pytest

from .looking import registered


def signs(risk: str, status: str = "2027-01-15", task: str = "estimate: 20d") -> dict[str, str]:
    """The signs of one risk of a plan whose only task ends on 29 January, by their kind."""
    found = registered(f"""
        status_date: {status}
        people: [{{id: ana, name: Ana Ruiz}}]
        tasks: [{{id: dig, name: Dig, {task}}}]
        risks: [{{id: r, event: Rain, probability: 10%, {risk}}}]
    """)
    return {sign.kind: sign.text for sign in found["r"].signs}


def test_a_trigger_that_was_seen_has_fired() -> None:
    found = signs("triggered: 2027-01-12, trigger: Clouds")
    assert found == {"triggered": "its trigger was seen on Tue 12 Jan 2027: Clouds"}


def test_a_trigger_seen_after_the_status_date_has_not_fired_yet() -> None:
    assert signs("triggered: 2027-01-18") == {}


def test_a_watched_task_that_is_not_done_in_time_fires() -> None:
    found = signs("watch: {dig: 2027-01-15}")
    assert found == {"fired": "Dig [dig] isn't done, as it should have been by Fri 15 Jan 2027"}


def test_a_watched_task_done_in_time_fires_nothing() -> None:
    assert signs("watch: {dig: 2027-01-15}", task="started: 2027-01-04, done: 2027-01-15") == {}


def test_a_watched_task_done_too_late_has_fired() -> None:
    found = signs("watch: {dig: 2027-01-13}", task="started: 2027-01-04, done: 2027-01-14")
    assert found == {"fired": "Dig [dig] wasn't done by Wed 13 Jan 2027, only on Thu 14 Jan 2027"}


def test_a_watched_date_ahead_is_compared_with_the_schedule() -> None:
    assert list(signs("watch: {dig: 2027-01-20}")) == ["will fire"]
    assert signs("watch: {dig: 2027-03-01}") == {}


@pytest.mark.parametrize(
    ("risk", "kind"),
    [
        ("review: 2027-01-15", "review overdue"),
        ("actions: [{name: Tent, due: 2027-01-15, owner: ana}]", "action overdue"),
        ("window: 2027-01-04..2027-01-15", "window over"),
    ],
)
def test_what_was_due_by_the_status_date_is_overdue(risk: str, kind: str) -> None:
    assert list(signs(risk)) == [kind]
    assert signs(risk, status="2027-01-14") == {}


def test_an_action_that_is_done_is_not_overdue() -> None:
    assert signs("actions: [{name: Tent, due: 2027-01-12, done: 2027-01-11}]") == {}


def test_a_closed_risk_wants_nothing() -> None:
    assert signs("review: 2027-01-12, closed: 2027-01-13") == {}


def test_without_a_status_date_nothing_is_overdue() -> None:
    found = registered(
        "tasks: [{id: a, estimate: 1d}]\nrisks: [{id: r, review: 2020-01-01, watch: {a: 2020-01-01}}]"
    )
    assert [sign.kind for sign in found["r"].signs] == ["will fire"]
