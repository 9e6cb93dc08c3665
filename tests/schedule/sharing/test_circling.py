"""Circles of waiting that lead through several plans."""

from __future__ import annotations

from fairlead.schedule.sharing.circling import circles_between
from tests.plans import a_plan


def circles(**tasks: str) -> list[str]:
    return [
        each.message
        for each in circles_between({name: a_plan(f"tasks: {text}") for name, text in tasks.items()})
    ]


def test_a_circle_through_two_plans_is_told() -> None:
    assert circles(a="[{id: x, after: [b:y]}]", b="[{id: y, after: [a:x]}]") == [
        "waits for itself: a:x -> b:y -> a:x"
    ]


def test_a_summary_waits_for_what_it_stands_for() -> None:
    inner = "[{id: box, tasks: [{id: x, after: [b:y]}]}]"

    assert len(circles(a=inner, b="[{id: y, after: [a:box]}]")) == 1


def test_plans_that_wait_for_each_other_in_turns_are_no_circle() -> None:
    assert circles(a="[{id: x}, {id: z, after: [b:y]}]", b="[{id: y, after: [a:x]}]") == []
