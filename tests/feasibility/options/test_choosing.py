"""Several ways out: what is said of them is what comes of them."""

from __future__ import annotations

import pytest

from fairlead.feasibility.options import Options, options_of
from fairlead.feasibility.options.searching import front_of
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.verifying import verify

from .plans import solo


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
