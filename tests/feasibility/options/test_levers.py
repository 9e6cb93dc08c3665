"""What could be done otherwise, and what the plan forbids."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of, within_limits
from fairlead.feasibility.options.move import Move, fit_together
from fairlead.feasibility.options.option import Trying
from fairlead.plan.document import Plan
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

from .plans import SOLO, solo


def menu(plan: Plan) -> list[Move]:
    return menu_of(Look(plan, Luck(200)))


def kinds(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for move in menu(plan):
        found[move.kind].append(move.sentence)
    return found


def test_every_move_can_be_carried_out_and_leaves_a_sound_plan() -> None:
    plan = solo()

    for move in menu(plan):
        changed = with_lines(plan, move.lines, check=check)
        assert changed != plan, move.sentence


def test_the_kinds_that_this_plan_has_levers_for() -> None:
    assert {*kinds(solo())} == {
        "hire", "lend", "overtime", "overlap", "shorten", "buy", "split", "drop", "postpone", "deadline", "mitigate",
    }  # fmt: skip


def test_only_those_whose_skills_are_asked_for_are_hired() -> None:
    assert kinds(solo())["hire"] == [
        "Hire Carol (fw) from Mon 8 Mar 2027, full time",
        "Hire Carol (fw) from Mon 8 Mar 2027, half of their time",
    ]


def test_overtime_is_what_the_plan_allows_and_never_for_those_it_spares() -> None:
    assert kinds(solo())["overtime"] == ["Overtime of 8h/w at 150% for Ana"]
    assert "overtime" not in kinds(solo("contractors: 1", "not_overtime: [ana]"))
    assert "overtime" not in kinds(solo("overtime: 8h/w at 150%, ", ""))


@pytest.mark.parametrize("word", ["hire", "drop", "deadline", "mitigate", "overlap"])
def test_what_the_plan_says_never_to_do_is_not_on_the_menu(word: str) -> None:
    assert word in kinds(solo())
    assert word not in kinds(solo("contractors: 1", f"never: [{word}]"))


def test_an_id_under_never_is_left_alone() -> None:
    found = kinds(solo("contractors: 1", "never: [carol, extra]"))

    assert "hire" not in found
    assert "drop" not in found


@pytest.mark.parametrize(
    ("never", "gone", "left"), [("drop extra", "drop", "postpone"), ("overtime ana", "overtime", "lend")]
)
def test_a_kind_with_an_id_under_never_is_left_alone_and_nothing_else(
    never: str, gone: str, left: str
) -> None:
    found = kinds(solo("contractors: 1", f"never: [{never}]"))

    assert gone not in found
    assert left in found


@pytest.mark.parametrize(
    ("location", "allowed"), [("Kraków, PL", True), ("Lyon, France", True), ("Austin, US", False), ("", True)]
)
def test_nothing_comes_from_outside_the_regions(location: str, allowed: bool) -> None:
    said = f'name: Carol, location: "{location}",' if location else "name: Carol,"
    plan = a_plan(SOLO.replace("contractors: 1", "regions: [EU]").replace("name: Carol,", said))

    assert ("hire" in kinds(plan)) is allowed


def test_a_later_date_costs_its_penalty_by_the_week_begun() -> None:
    (move,) = [move for move in menu(solo()) if move.kind == "deadline"]

    assert move.extra > 0
    assert move.extra % Decimal(2000) == 0


def test_overlapping_brings_a_risk_of_rework_into_the_plan() -> None:
    (move,) = [move for move in menu(solo()) if move.kind == "overlap"]
    changed = with_lines(solo(), move.lines)

    assert [str(link) for link in changed.tasks["last"].after] == ["arm SS +50%"]
    assert changed.risks["rework-last"].delays["last"] is not None


def test_another_way_takes_the_place_of_the_tasks_own_words() -> None:
    buy, shorten = (next(move for move in menu(solo()) if move.kind == kind) for kind in ("buy", "shorten"))

    bought, shortened = (with_lines(solo(), move.lines).tasks["drive"] for move in (buy, shorten))
    assert (bought.estimate, str(bought.duration), [str(need) for need in bought.needs]) == (
        None,
        "2w",
        ["agency"],
    )
    assert str(bought.cost) == "9000"
    assert (str(shortened.estimate), [str(need) for need in shortened.needs]) == ("6d", ["fw"])
    assert not bought.instead


def test_what_is_decided_by_name_can_go_to_others_with_the_skills() -> None:
    plan = solo(
        "people: [{id: ana, name: Ana, skills: {fw: 3}, rate: 80/h}]",
        "people: [{id: ana, name: Ana, skills: {fw: 3}}, {id: tom, name: Tom, skills: {fw: 3, ml: 1}}]",
    )
    named = plan.with_entities(
        plan.tasks["arm"].model_copy(
            update={"who": with_lines(plan, ["arm who ana"]).tasks["arm"].who, "needs": ()}
        )
    )

    assert "Arm by Tom instead of Ana" in kinds(named)["reassign"]


def test_two_moves_about_one_thing_exclude_each_other() -> None:
    moves = menu(solo())
    ways = [move for move in moves if "drive" in move.about]
    drop = next(move for move in moves if move.kind == "drop")

    assert not fit_together(ways[:2])
    assert fit_together([ways[0], drop])


def test_what_is_left_out_is_said_with_its_value() -> None:
    assert (
        next(move.risk for move in menu(solo()) if move.kind == "drop")
        == "Its value in the plan, 2, is lost."
    )


def test_no_more_contractors_than_allowed() -> None:
    plan = solo("contractors: 1", "contractors: 0")
    look = Look(plan, Luck(200))

    hire = next(move for move in menu_of(look) if move.kind == "hire")
    assert not within_limits(look, [hire])
    assert within_limits(Look(solo(), Luck(200)), [hire])


def test_a_plan_without_anything_has_no_moves() -> None:
    assert menu(a_plan("name: P\ntasks: []\n")) == []


def test_a_plan_that_is_scheduled_from_its_finish_begins_with_its_first_work() -> None:
    # Ten days of work end on Friday the 30th of April, so that they begin on Monday the 19th.
    plan = a_plan("""
        name: From the end
        finish: 2027-04-30
        schedule_from: finish
        people: [{id: ana, skills: {fw: 1}}]
        goals: [{id: g, deadline: 2027-04-28, done_when: [b]}]
        tasks: [{id: a, estimate: 5d, needs: [fw]}, {id: b, estimate: 5d, needs: [fw], after: [a]}]
    """)

    plan = plan.with_entities(plan.settings.model_copy(update={"start": None}))
    assert str(Look(plan, Luck(100)).today) == "2027-04-19"
    assert any("from Mon 3 May" in sentence for sentence in kinds(plan)["lend"])


WAITING = """
name: Waiting
start: 2027-03-01
goals: [{id: shown, deadline: 2027-03-19, done_when: [show]}]
people: [{id: jan, skills: {cad: 1}}, {id: ida, skills: {vision: 1}}]
tasks:
  - {id: frame, estimate: 12d, needs: [cad]}
  - {id: see, estimate: 10d, needs: [vision]}
  - {id: grasp, estimate: 10d, needs: [vision]}
  - {id: show, milestone: yes, after: [see, grasp]}
  - {id: manual, estimate: 1d, needs: [cad], priority: 1}
  - {id: spares, estimate: 1d, needs: [cad], priority: 1}
  - {id: colours, estimate: 1d, needs: [cad], priority: 1}
  - {id: labels, estimate: 1d, needs: [cad], priority: 1}
"""


def test_those_are_lent_first_whom_decisive_work_waits_for() -> None:
    # Four tasks wait twelve days or more for jan, and nothing for them.
    assert [sentence.split(" from ")[0] for sentence in kinds(a_plan(WAITING))["lend"]] == [
        "Lend somebody like ida",
        "Lend half of somebody like ida",
        "Lend somebody like jan",
        "Lend half of somebody like jan",
    ]


FIRM = """
name: Firm
start: 2027-03-01
currency: EUR
goals: [{id: shown, deadline: 2027-03-19, done_when: [trial]}]
people: [{id: ida, skills: {vision: 1, testing: 1}}]
suppliers: [{id: lens, name: Lens, skills: {vision: 2}, rate: 100/h, lead_time: 2w, minimum: 5d}]
tasks:
  - {id: see, estimate: 2d, needs: [vision]}
  - {id: trial, estimate: 3d, needs: [testing, vision], after: [see]}
"""


def test_a_firm_is_given_nothing_that_asks_for_a_skill_it_lacks_and_begins_after_its_lead_time() -> None:
    (move,) = [move for move in menu(a_plan(FIRM)) if move.kind == "supplier"]

    assert move.lines == ("see needs lens", "see start from 2027-03-15")
    assert move.sentence == "see done by Lens, from Mon 15 Mar 2027 on"


def test_a_firm_is_paid_for_its_shortest_engagement() -> None:
    plan, luck = a_plan(FIRM), Luck(200)
    (move,) = [move for move in menu(plan) if move.kind == "supplier"]
    option = Trying(plan, luck, scored(plan, luck)).option([move])

    assert option is not None
    assert option.price == 5 * 8 * 100  # two days of work, five are paid
