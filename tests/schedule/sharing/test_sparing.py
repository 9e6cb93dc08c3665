"""Leaving people to the plans that need them."""

from __future__ import annotations

from fairlead.schedule.sharing.sparing import without_choice
from tests.plans import a_plan

TEAM = "people: [{id: ana, skills: {steel: 2, cad: 1}}, {id: tom, skills: {steel: 2}}]"


def test_who_is_wanted_elsewhere_is_not_chosen_for_what_another_can_do() -> None:
    found = without_choice(a_plan(f"{TEAM}\ntasks: [{{id: weld, estimate: 1d, needs: [steel]}}]"), {"ana"})

    assert found is not None
    assert dict(found.people["ana"].skills) == {"cad": 1}


def test_nothing_is_spared_where_nobody_else_could_or_nobody_asks() -> None:
    better = "people: [{id: ana, skills: {steel: 3}}, {id: tom, skills: {steel: 2}}]"

    assert (
        without_choice(a_plan(f"{better}\ntasks: [{{id: weld, estimate: 1d, needs: [steel]}}]"), {"ana"})
        is None
    )
    assert without_choice(a_plan(f"{TEAM}\ntasks: [{{id: weld, estimate: 1d, who: [ana]}}]"), {"ana"}) is None
    assert (
        without_choice(a_plan(f"{TEAM}\ntasks: [{{id: weld, estimate: 1d, needs: [steel]}}]"), set()) is None
    )
