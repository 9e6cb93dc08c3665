"""One budget, one menu: the set that buys most chance."""

from __future__ import annotations

from itertools import combinations

import pytest

from fairlead.feasibility.options import bought, without
from fairlead.feasibility.options.buying import goodness
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import within_limits
from fairlead.feasibility.options.move import fit_together
from fairlead.feasibility.options.option import Trying
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored

from .plans import solo

LUCK = Luck(200)


@pytest.mark.parametrize("budget", [0, 600, 3000])
def test_it_equals_brute_force_on_a_small_menu(budget: float) -> None:
    plan = solo("contractors: 1", "never: [lend, hire]")
    found = bought(plan, budget, LUCK)

    base = scored(plan, LUCK)
    look, trying = Look(plan, LUCK, base), Trying(plan, LUCK, base)
    moves = [option.moves[0] for option in found.each]
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
    assert found.all_sets
    assert (found.best is None) == (best is None)
    if found.best is not None and best is not None:
        assert goodness(found.best)[:2] == goodness(best)[:2]
        assert found.best.price == pytest.approx(best.price)


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
    plan = solo(
        "response: accept,\n     actions: [{name: Second source, cost: 500",
        "response: mitigate,\n     actions: [{name: Second source, cost: 5000",
    )
    poor, rich = bought(plan, 100, LUCK), bought(solo("response: accept", "response: mitigate"), 600, LUCK)

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
    found = bought(without(plan, [never]), 600, LUCK)

    assert found.base.to_json() == scored(plan, LUCK).to_json()
    assert not any("mitigate" in each.kinds for each in found.each)
    assert not found.given_up
