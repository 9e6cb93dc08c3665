"""Everything accountable to one person."""

from __future__ import annotations

from tests.risk.looking import found

PLAN = """
people: [{id: ana, name: Ana Ruiz}, {id: bo}]
tasks:
  - id: all
    raci: {A: ana}
    tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d}, {id: c, estimate: 1d}, {id: d, estimate: 1d}, {id: e, estimate: 1d}]
"""


def test_one_who_answers_for_everything_is_found() -> None:
    (each,) = found(PLAN, "one-person-accountable")
    assert each.sentence == "Ana Ruiz answers for 5 of 5 tasks"
    assert each.draft["away"] == {"ana": "1w..2w..4w"}


def test_two_who_share_it_are_not() -> None:
    text = PLAN.replace("{id: d,", "{id: d, raci: {A: bo},").replace("{id: e,", "{id: e, raci: {A: bo},")
    assert found(text, "one-person-accountable") == []


def test_alone_nobody_else_could() -> None:
    assert found(PLAN.replace(", {id: bo}", ""), "one-person-accountable") == []


def test_a_stakeholder_who_answers_delays_what_is_critical() -> None:
    text = "stakeholders: [{id: boss, name: Boss}]" + PLAN.replace("A: ana", "A: boss")
    (each,) = found(text, "one-person-accountable")
    assert list(each.draft["delays"]) == ["a"]
