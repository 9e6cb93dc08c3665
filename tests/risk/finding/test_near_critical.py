"""Paths with little room."""

from __future__ import annotations

import pytest

from tests.risk.looking import found


def near(second: str, head: str = "") -> list[dict[str, object]]:
    text = f"""
        {head}
        tasks: [{{id: long, estimate: 40d}}, {{id: next, name: Next, estimate: {second}}}]
    """
    return [dict(each.draft) for each in found(text, "near-critical-path")]


def test_a_path_with_little_room_is_found() -> None:
    (draft,) = near("38d")
    assert draft["delays"] == {"next": "2d..4d"}


def test_its_ranges_say_how_often_it_becomes_critical() -> None:
    # 34..38..48 days: on average 2 days longer than likely, which is just the room
    (draft,) = near("34d..38d..48d")
    assert draft["probability"] == "50%"


@pytest.mark.parametrize("second", ["30d", "40d"])
def test_much_room_and_none_are_no_near_critical_path(second: str) -> None:
    assert near(second) == []


def test_the_plan_says_what_near_is() -> None:
    assert near("30d", "options: {near_critical_float: 12d}") != []
