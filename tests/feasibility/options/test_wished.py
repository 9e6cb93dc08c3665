"""Ways out as somebody wishes them."""

from __future__ import annotations

import pytest

from fairlead.feasibility.options import Look, menu_of, options_of, options_with, without
from fairlead.feasibility.options.menu import within_limits
from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.language.lines import parse_lines
from fairlead.plan.levers import against_levers
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

from .plans import SOLO, solo

LUCK = Luck(200)


def test_each_way_has_what_is_asked_for_and_is_priced_against_the_plan_itself() -> None:
    plan = solo()
    found = options_with(plan, ["overtime"], LUCK, seconds=3)

    assert found.plan is plan
    assert found.today.to_json() == scored(plan, LUCK).to_json()
    assert len(found.chosen) > 1
    for option in found.chosen:
        assert "overtime" in option.kinds
        after = scored(with_lines(plan, option.lines), LUCK)
        assert option.score.cost_p80 == after.cost_p80
        assert option.price == pytest.approx(after.planned_cost - found.today.planned_cost + option.extra)


def test_it_may_be_about_somebody_or_something() -> None:
    found = options_with(solo(), ["carol", "drop"], LUCK, seconds=1)

    assert found.chosen
    for option in found.chosen:
        assert {"hire", "drop"} <= option.kinds
        assert any(line.startswith("hire carol ") for line in option.lines)


def test_no_way_has_what_is_excluded() -> None:
    found = options_of(without(solo(), ["overtime", "extra"]), LUCK, seconds=2)

    assert found.chosen
    assert not any("overtime" in each.kinds or "drop extra" in each.lines for each in found.chosen)


def test_what_a_plan_without_levers_may_use_stays_so_without_something() -> None:
    plan = solo("levers: {overtime: 8h/w at 150%, contractors: 1}\n", "")
    kinds = {move.kind for move in menu_of(Look(plan, LUCK))}

    assert {move.kind for move in menu_of(Look(without(plan, ["drop"]), LUCK))} == kinds - {"drop"}


@pytest.mark.parametrize(
    ("levers", "word", "because"),
    [
        ("never: [drop]", "drop", "`levers: never` says `drop`"),
        ("hires: 1", "overtime", "`levers` say nothing of `overtime`"),
        ("contractors: 0", "hire", "`levers: contractors` allows 0"),
        ("regions: [EU]", "carol", "Carol is in Pune, IN, and `levers: regions` allows EU"),
    ],
)
def test_what_the_plan_forbids_is_refused_by_name(levers: str, word: str, because: str) -> None:
    text = SOLO.replace("overtime: 8h/w at 150%, contractors: 1", levers)
    plan = solo_of(text.replace("name: Carol,", 'name: Carol, location: "Pune, IN",'))

    with pytest.raises(RequestError, match="the plan forbids it") as refused:
        options_with(plan, [word], LUCK, seconds=1)
    assert because in str(refused.value)


def solo_of(text: str) -> Plan:
    return a_plan(text)


def test_what_isnt_there_is_refused_with_what_is() -> None:
    with pytest.raises(RequestError, match=r"no move of that kind .* there are .*drop"):
        options_with(solo(), ["budget"], LUCK, seconds=1)
    with pytest.raises(RequestError, match=r"--with `overtme` is neither .* did you mean `overtime`"):
        options_with(solo(), ["overtme"], LUCK)
    with pytest.raises(RequestError, match=r"--without `carl` is neither .* did you mean `carol`"):
        without(solo(), ["carl"])


def test_whoever_is_hired_already_counts_among_those_who_are_allowed() -> None:
    plan = with_lines(solo(), ["hire carol from 2027-03-08"])
    look = Look(plan, LUCK)
    buy = next(move for move in menu_of(look) if move.kind == "buy")

    assert within_limits(Look(solo(), LUCK), [buy])
    assert not within_limits(look, [buy])  # one contractor, and that is Carol


def test_no_move_on_the_menu_goes_against_the_levers() -> None:
    plan = solo()
    for move in menu_of(Look(plan, LUCK), 1000):
        changes = parse_lines(move.lines, plan)
        assert against_levers(plan, apply(plan, changes), changes) == [], move.sentence


def test_what_holds_a_must_isnt_left_out() -> None:
    inside = "tasks: [{id: check, estimate: 1d, needs: [fw], scope: must}, {id: more, estimate: 3d, needs: [fw], scope: could}]"
    plan = solo("estimate: 4d, needs: [fw], scope: could, value: 2", f"scope: could, {inside}")

    assert [move.lines for move in menu_of(Look(plan, LUCK)) if move.kind == "drop"] == [("drop more",)]
