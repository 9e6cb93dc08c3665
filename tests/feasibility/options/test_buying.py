"""One budget, one menu: the set that buys most chance."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.feasibility.options import bought, without
from fairlead.feasibility.options.buying import goodness
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import within_limits
from fairlead.feasibility.options.move import fit_together
from fairlead.feasibility.options.option import Trying
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

from .plans import CHAINS, solo

LUCK = Luck(200)


@pytest.mark.parametrize("budget", [0, 600, 3000])
def test_it_equals_brute_force_on_a_small_menu(budget: float) -> None:
    plan = solo("contractors: 1", "never: [lend, hire]")
    found = bought(plan, budget, LUCK)

    base = scored(plan, LUCK)
    look, trying = Look(plan, LUCK, base), Trying(plan, LUCK, base)
    moves = found.menu
    best = None
    for size in range(1, len(moves) + 1):
        for some in combinations(moves, size):
            option = trying.option(some) if fit_together(some) and within_limits(look, some) else None
            if (
                option is not None
                and option.price <= budget + 0.005
                and (best is None or goodness(option) > goodness(best))
            ):
                best = option
    assert {move.kind for move in moves} >= {"mitigate", "overtime", "shorten", "drop", "buy"}
    assert found.all_sets
    assert (found.best is None) == (best is None)
    if found.best is not None and best is not None:
        assert goodness(found.best)[:2] == goodness(best)[:2]
        assert found.best.price == pytest.approx(best.price)


@st.composite
def small_plans(draw: st.DrawFn) -> tuple[str, int]:
    """Return a plan of a few tasks side by side that can be had quicker, with risks and actions, and a sum."""
    money = st.sampled_from([100, 200, 300, 500])
    tasks, risks = [], []
    for n in range(draw(st.integers(1, 3))):
        way = f", instead: [{{estimate: {draw(st.integers(2, 6))}d, cost: {draw(money)}}}]"
        after = f", after: [t{draw(st.integers(0, n - 1))}]" if n and draw(st.booleans()) else ""
        tasks.append(
            f"  - {{id: t{n}, estimate: {draw(st.integers(5, 9))}d..{draw(st.integers(10, 14))}d{after}{way}}}"
        )
    for n in range(draw(st.integers(0, 2))):
        action = f"{{name: Act, cost: {draw(money)}, probability: 5%}}"
        response = draw(st.sampled_from(["accept", "mitigate"]))
        risks.append(f"  - {{id: r{n}, event: Late {n}, probability: 60%, delays: {{t0: {draw(st.integers(1, 5))}d}}, "
                     f"response: {response}, actions: [{action}]}}")  # fmt: skip
    ends = ", ".join(f"t{n}" for n in range(len(tasks)))
    text = "\n".join([
        "name: Small", "start: 2027-03-01", f"goals: [{{id: g, deadline: 2027-03-{draw(st.integers(8, 26)):02}, done_when: [{ends}]}}]",
        "levers: {never: [deadline, overlap]}", "tasks:", *tasks, *(["risks:", *risks] if risks else []),
    ])  # fmt: skip
    return text + "\n", draw(st.sampled_from([0, 150, 300, 600, 1500]))


@given(small_plans())
def test_no_set_of_a_small_menu_is_surer_or_as_sure_and_cheaper(case: tuple[str, int]) -> None:
    text, budget = case
    plan, luck = a_plan(text), Luck(60)
    found = bought(plan, budget, luck)

    begun = with_lines(plan, [f"{id} response accept" for id in plan.risks])
    base = scored(begun, luck)
    best = (base.chance_of_all or 0.0, 0.0)
    for size in range(1, len(found.menu) + 1):
        for some in combinations(found.menu, size):
            if fit_together(some):
                after = scored(with_lines(begun, [line for move in some for line in move.lines]), luck)
                price = after.planned_cost - base.planned_cost
                if price <= budget + 0.005:
                    best = max(best, (after.chance_of_all or 0.0, -price))
    own = (base.chance_of_all or 0.0, 0.0) if found.best is None else (found.best.chance, -found.best.price)
    assert found.all_sets
    assert own == pytest.approx(best, abs=1e-3)


@pytest.mark.parametrize("more", [0, 6])
def test_what_helps_only_together_is_bought_on_small_menus_and_on_large(more: int) -> None:
    # Both chains are late, so that either way alone gains nothing. More tasks make the menu too large for all sets.
    others = "".join(
        f"  - {{id: t{n}, estimate: 1d, who: [ana], after: [ready], instead: [{{estimate: 2d}}, {{estimate: 3d}}]}}\n"
        for n in range(more)
    )
    found = bought(a_plan(CHAINS + others), 6000, LUCK)

    assert found.all_sets is (more == 0)
    assert not any(option.chance for option in found.each)
    assert found.best is not None
    assert found.best.chance == 1.0
    assert {"a estimate 8d", "b estimate 8d"} <= {*found.best.lines}


def test_it_costs_no_more_than_the_sum_and_more_money_buys_no_less() -> None:
    sums = [0.0, 600.0, 3000.0, 20000.0]
    chances = []
    for budget in sums:
        found = bought(solo("contractors: 1", "never: [lend, hire, buy, overlap]"), budget, LUCK)
        assert found.best is None or found.best.price <= budget + 0.005
        chances.append(found.best.chance if found.best is not None else 0.0)
    assert chances == sorted(chances)


def test_actions_that_are_planned_are_bought_or_given_up() -> None:
    # The action costs as much as the whole work and helps little.
    few = ["lend", "hire", "overtime", "buy", "shorten"]
    dear = solo(
        "response: accept,\n     actions: [{name: Second source, cost: 500",
        "response: mitigate,\n     actions: [{name: Second source, cost: 5000",
    )
    poor = bought(without(dear, few), 100, LUCK)
    rich = bought(without(solo("response: accept", "response: mitigate"), few), 600, LUCK)

    assert "r response accept" in poor.given_up
    assert "r response accept" not in rich.given_up or rich.best is None or "mitigate" not in rich.best.kinds


def test_its_lines_make_the_plan_that_was_bought() -> None:
    found = bought(solo("contractors: 1", "never: [lend, hire]"), 3000, LUCK)

    assert found.best is not None
    assert (
        scored(with_lines(solo("contractors: 1", "never: [lend, hire]"), found.lines), LUCK).chance_of_all
        == found.best.score.chance_of_all
    )


@pytest.mark.parametrize("never", ["mitigate", "r"])
@pytest.mark.parametrize("response", ["accept", "mitigate"])
def test_risks_that_the_levers_leave_alone_are_neither_bought_against_nor_given_up(
    never: str, response: str
) -> None:
    plan = solo("response: accept", f"response: {response}")
    found = bought(without(plan, [never, "lend", "hire", "buy", "shorten"]), 600, LUCK)

    assert found.base.chance_of_all == scored(plan, LUCK).chance_of_all
    assert not any("mitigate" in each.kinds for each in found.each)
    assert not found.given_up
