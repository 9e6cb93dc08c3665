"""Several ways out: what is said of them is what comes of them."""

from __future__ import annotations

import pytest

from fairlead.feasibility.options import Look, Options, menu_of, options_of, without
from fairlead.feasibility.options.front import front_of
from fairlead.feasibility.options.option import Trying
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.verifying import verify
from tests.plans import a_plan

from .plans import CHAINS, solo


@pytest.fixture(scope="module")
def found() -> Options:
    return options_of(solo(), Luck(300), seconds=60)


def test_up_to_five_that_differ_in_kind_the_cheapest_that_is_enough_first(found: Options) -> None:
    assert 1 < len(found.chosen) <= 5
    pairs = [(a, b) for i, a in enumerate(found.chosen) for b in found.chosen[i + 1 :]]
    assert all(len(a.kinds & b.kinds) <= len(a.kinds | b.kinds) / 2 for a, b in pairs)
    good = [option for option in found.chosen if option.enough]
    assert good
    assert list(found.chosen[: len(good)]) == sorted(
        good, key=lambda option: option.score.cost_p80 + option.extra
    )


def test_each_is_better_than_today(found: Options) -> None:
    assert found.today.chance_of_all is not None
    assert all(option.chance > found.today.chance_of_all for option in found.chosen)


def test_its_odds_are_those_of_a_simulation_of_its_lines(found: Options) -> None:
    for option in found.chosen:
        forecast = simulated(with_lines(solo(), option.lines), Wishes(300))
        assert forecast.chance_of_all == option.score.chance_of_all
        assert forecast.finish_minute(0.8) == option.score.finish_p80
        assert forecast.cost_at(0.8) == option.score.cost_p80


def test_its_schedule_keeps_all_limits(found: Options) -> None:
    for option in found.chosen:
        assert not verify(option.plan, levelled(option.plan))


def test_no_option_on_the_front_is_beaten(found: Options) -> None:
    for one in found.front:
        better = [
            all(a <= b for a, b in zip(other.measures, one.measures, strict=True)) for other in found.front
        ]
        assert sum(better) == sum(other.measures == one.measures for other in found.front)
    assert front_of(found.front) == list(found.front)


def test_the_same_seed_finds_the_same(found: Options) -> None:
    again = options_of(solo(), Luck(300), seconds=60)

    assert [option.lines for option in again.chosen] == [option.lines for option in found.chosen]


def test_a_shortest_engagement_is_paid_whole() -> None:
    # Carol is needed for about two weeks, and can't be had for less than four.
    found = options_of(
        solo("contractors: 1", "never: [lend, buy, shorten, drop, overtime]"), Luck(200), seconds=30
    )

    hires = [option for option in found.chosen if "hire" in option.kinds]
    assert hires
    assert any("Shortest engagement of Carol" in line for line in hires[0].lines)


@pytest.mark.parametrize("more", [0, 3])
def test_what_helps_only_together_is_found_on_small_menus_and_on_large(more: int) -> None:
    # Both chains are late, so that either way alone gains nothing. More tasks make the menu too large for all sets.
    others = "".join(
        f"  - {{id: t{n}, estimate: 1d, who: [ana], after: [ready], instead: [{{estimate: 2d}}, {{estimate: 3d}}]}}\n"
        for n in range(more)
    )
    plan = a_plan(CHAINS + others)
    found = options_of(without(plan, ["lend", "deadline", "overtime", "reassign"]), Luck(100), seconds=60)

    assert found.today.chance_of_all == 0.0
    assert found.chosen[0].enough
    assert {"a estimate 8d", "b estimate 8d"} <= {*found.chosen[0].lines}


LAB = """
name: Lab
start: 2027-03-01
currency: EUR
levers: {overtime: 8h/w at 150%}
people: [{id: ana, skills: {fw: 2}, rate: 80/h}, {id: tom, skills: {fw: 1}, rate: 60/h}]
suppliers: [{id: lab, name: Laboratory, available: [2027-03-15..2027-03-17]}]
goals: [{id: tested, deadline: 2027-03-19, done_when: [test]}]
tasks:
  - {id: build, estimate: 8d..9d..20d, who: [ana]}
  - {id: extra, estimate: 5d, who: [ana], scope: could}
  - {id: test, estimate: 3d, needs: [lab], after: [build]}
"""


def test_what_no_way_can_do_without_is_in_all_and_they_differ_beside_it() -> None:
    # Often the days of the laboratory are over before the building is, whoever helps: it has to be there for longer.
    found = options_of(a_plan(LAB), Luck(200), seconds=60)

    good = [option for option in found.chosen if option.enough]
    assert len(good) > 1
    assert all("window" in option.kinds for option in good)
    beside = [option.kinds - {"window", "deadline"} for option in good]
    assert len({*beside}) == len(beside)


def test_a_plan_that_comes_too_late_for_somebody_already_as_planned_has_ways_out_and_no_hopeless_ones() -> (
    None
):
    # Overtime alone brings it to the laboratory in time in one of nine cases; with more weeks it is surer by far.
    found = options_of(a_plan(LAB.replace("8d..9d..20d", "11d..12d..20d")), Luck(200), seconds=60)

    assert found.today.chance_of_all == 0.0
    assert found.chosen[0].enough
    surest = max(option.chance for option in found.chosen)
    assert all("window" in option.kinds and option.chance >= surest / 2 for option in found.chosen)


def test_a_search_keeps_figures_and_no_networks() -> None:
    # Calendars and networks of hundreds of sets would fill the memory.
    plan, luck = solo(), Luck(100)
    before = scored(plan, luck)
    (move, *_) = menu_of(Look(plan, luck, before))
    tried = Trying(plan, luck, before).option([move])
    full = Trying(plan, luck, before, checked=True).option([move])

    assert tried is not None
    assert full is not None
    assert tried.score.forecast.compiled.network is before.forecast.compiled.network
    assert tried.score.forecast.laid is None
    assert tried.score.to_json() == full.score.to_json()


def test_it_can_be_stopped_with_what_there_is() -> None:
    found = options_of(solo(), Luck(200), seconds=60, stopped=lambda: True)

    assert found.ended_early


def test_json_numbers_them(found: Options) -> None:
    said = found.to_json()

    assert [each["number"] for each in said["options"]] == list(range(1, len(found.chosen) + 1))
    assert said["today"]["enough"] is False
    assert {"name", "changes", "price", "goals", "budget", "joint", "affected", "risks"} <= {
        *said["options"][0]
    }
