"""A skill that only one person has."""

from __future__ import annotations

from tests.risk.looking import found

PLAN = """
people: [{id: ana, name: Ana Ruiz, skills: {weld: 3, saw: 1}}, {id: bo, skills: {saw: 2}}]
tasks:
  - {id: frame, name: Frame, estimate: 5d, needs: [weld >= 2]}
  - {id: cut, name: Cut, estimate: 5d, needs: [saw]}
"""


def one(text: str) -> list[str]:
    return [each.id for each in found(text, "one-person-skill")]


def test_the_one_who_has_it_is_named_with_the_tasks() -> None:
    (each,) = found(PLAN, "one-person-skill")
    assert each.sentence == "Only Ana Ruiz has weld >= 2, and 1 task can't be done without"
    assert each.evidence[0] == "weld >= 2: Frame [frame]"
    assert each.draft["away"] == {"ana": "1w..2w..6w"}


def test_a_level_that_only_one_reaches_counts() -> None:
    assert one(PLAN.replace("needs: [saw]", "needs: [saw >= 2]")) == ["r-only-ana", "r-only-bo"]


def test_two_who_have_it_are_enough() -> None:
    assert one(PLAN.replace("bo, skills: {", "bo, skills: {weld: 2, ")) == []


def test_several_alike_are_enough() -> None:
    assert one(PLAN.replace("{id: ana,", "{id: ana, count: 2,")) == []


def test_whoever_was_chosen_by_name_is_no_want_of_others() -> None:
    assert one(PLAN.replace("needs: [weld >= 2]", "needs: [ana]")) == []


def test_finished_work_needs_nobody() -> None:
    assert one(PLAN.replace("[weld >= 2]", "[weld >= 2], started: 2027-01-04, done: 2027-01-08")) == []


def test_a_risk_that_keeps_them_away_holds_it() -> None:
    assert one(PLAN + "risks: [{id: ill, event: Ana falls ill, probability: 10%, away: {ana: 1w}}]\n") == []


def test_each_skill_is_named_once_at_the_least_level() -> None:
    text = PLAN + "  - {id: more, estimate: 1d, needs: [weld >= 3]}\n"
    (each,) = found(text, "one-person-skill")
    assert each.draft["event"] == "Ana Ruiz, the only one with weld >= 2, drops out"
