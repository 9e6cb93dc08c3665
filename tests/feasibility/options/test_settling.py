"""What is promised with a way out: as late and as dear as it has to be."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.feasibility.options import options_of
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move
from fairlead.feasibility.options.option import Option, Trying
from fairlead.feasibility.options.settling import with_kept_promises, with_promises_settled
from fairlead.plan.document import Plan
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

# Ten days or twenty, as likely: by 12 March half sure, by 26 March quite.
COIN = """
name: Coin
start: 2027-03-01
currency: EUR
budget: {total: 2000}
goals: [{id: done, name: Done, deadline: 2027-03-12, done_when: [work], penalty: 500/w}]
tasks: [{id: work, outcomes: [10d at 50%, 20d at 50%], cost: 1000..5000}]
"""
LUCK = Luck(400)


def tried(plan: Plan, *moves: Move) -> tuple[Look, Option]:
    option = Trying(plan, LUCK, scored(plan, LUCK)).option(moves)
    assert option is not None
    return Look(plan, LUCK), option


def later(day: str) -> Move:
    return Move("deadline", f"Done by {day}", (f"done deadline {day}",), frozenset({"done"}))


def test_a_way_promises_what_it_keeps_instead_of_what_it_does_not() -> None:
    look, option = tried(a_plan(COIN))

    moves = with_kept_promises(look, option)

    assert {move.kind for move in moves} == {"deadline", "budget"}
    assert Trying(a_plan(COIN), LUCK, look.score).option(moves).enough  # type: ignore[union-attr]


@pytest.mark.parametrize("promised", ["2027-04-30", "2027-03-19"])
def test_a_promise_is_for_the_first_day_that_is_sure_enough(promised: str) -> None:
    look, option = tried(a_plan(COIN), later(promised))

    (move,) = with_promises_settled(look, option)

    assert move.lines == ("done deadline 2027-03-26",)
    assert move.extra == 2 * 500


def test_a_promise_that_is_not_needed_is_left_out() -> None:
    plan = a_plan(COIN.replace("10d at 50%, 20d at 50%", "4d at 50%, 5d at 50%"))
    look, option = tried(plan, later("2027-03-19"))

    assert with_promises_settled(look, option) == ()


def test_what_is_never_sure_enough_stays_as_it_is() -> None:
    plan = a_plan(COIN.replace("{id: work,", "{id: work, needs: [lab],").replace(
        "tasks:", "suppliers: [{id: lab, available: [2027-03-01..2027-03-12]}]\ntasks:"
    ))  # fmt: skip
    look, option = tried(plan, later("2027-03-19"))

    assert with_promises_settled(look, option) == option.moves


def test_every_promise_of_an_option_is_needed_and_kept() -> None:
    found = options_of(a_plan(COIN), LUCK)

    assert found.chosen
    for option in found.chosen:
        for move in option.moves:
            if move.kind == "deadline":
                (day,) = (line.split()[-1] for line in move.lines)
                assert option.score.goals["done"] >= 0.8
                assert date.fromisoformat(day) == date(2027, 3, 26)


def test_a_goal_that_nothing_is_left_of_is_given_up_and_that_is_not_enough() -> None:
    plan = a_plan("""
        name: Nice to have
        start: 2027-03-01
        people: [{id: ana}]
        goals:
          - {id: must, deadline: 2027-03-05, done_when: [a]}
          - {id: nice, deadline: 2027-03-12, done_when: [b]}
        tasks:
          - {id: a, estimate: 5d, who: [ana]}
          - {id: b, estimate: 5d..5d..20d, who: [ana], scope: could}
    """)
    _, option = tried(plan, Move("drop", "Leave out b", ("drop b",), frozenset({"b"})))

    assert option.given_up == ("nice",)
    assert not option.enough
    assert option.chance == 0.0
    assert option.to_json()["given_up"] == ["nice"]
