"""Everything about people from outside in one."""

from __future__ import annotations

import pytest

from fairlead.outsource.page import blocks
from fairlead.outsource.staffing import must_ask_for, staffing
from fairlead.plan.errors import RequestError
from tests.outsource.plans import LUCK, NAMED, NOBODY, TWO
from tests.plans import a_plan


def test_needs_and_who_is_ranked_for_each_belong_together() -> None:
    found = staffing(a_plan(TWO), LUCK)

    assert [(need.skill, ranked[0].id) for need, ranked in zip(found.needs, found.ranked, strict=True)] == [
        ("fw", "carol")
    ]
    assert found.missing == ()
    assert list(blocks(found))


def test_one_skill_alone_leaves_the_rest_and_the_lead_aside() -> None:
    found = staffing(a_plan(NOBODY.replace("fw: 2}}", "fw: 2}}, {id: tom, name: Tom}")), LUCK, skill="weld")

    assert [need.skill for need in found.needs] == ["weld"]
    assert found.leading is None


def test_whoever_stops_it_gets_what_is_known_until_then() -> None:
    found = staffing(a_plan(TWO), LUCK, stopped=lambda: True)

    assert (found.needs, found.ranked) == ([], [])
    assert found.before.planned_cost > 0


@pytest.mark.parametrize(
    ("text", "skill", "message"),
    [
        ("name: P\ntasks: []\n", None, "no tasks"),
        (NOBODY, "pant", "did you mean `paint`"),
        (NAMED, "bo", "it asks for ana"),
    ],
)
def test_what_nobody_asks_for_is_refused_by_name(text: str, skill: str | None, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        must_ask_for(a_plan(text), skill)
