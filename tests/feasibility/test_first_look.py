"""Rough ranges, and what would narrow them most."""

from __future__ import annotations

import math

import numpy as np

from fairlead.feasibility.brief import plan_of_brief
from fairlead.feasibility.first_look import coverage_of, first_look, with_known
from fairlead.risk.scoring import Luck, scored
from fairlead.schedule.compiling import compile_plan
from tests.plans import a_plan

BRIEF = """\
name: Look
start: 2027-03-01
industry: software
team: {dev: 1 at 80/h}
deadline: 2027-09-30
work:
  - Short: 5d
  - Long: 60d after Short
"""


def test_the_range_is_wide_and_the_odds_are_those_of_a_simulation() -> None:
    plan, _ = plan_of_brief(BRIEF)
    found = first_look(plan, Luck(1000))

    forecast = found.score.forecast
    assert forecast.finish_minute(0.9) - forecast.finish_minute(0.1) > 30 * 1440
    assert found.score.goals == scored(plan, Luck(1000)).goals


def test_the_longest_work_is_asked_about_first_and_knowing_all_leaves_nothing() -> None:
    plan, _ = plan_of_brief(BRIEF)
    found = first_look(plan, Luck(1000))

    assert found.questions[0].id == "long"
    assert found.questions[0].finish > 0.8
    for id in ("short", "long"):
        plan = with_known(plan, plan.tasks[id])
    known = scored(plan, Luck(200)).forecast
    assert known.finish.min() == known.finish.max()


def test_its_own_record_is_held_against_its_ranges() -> None:
    # Ratios that are lognormal as the model says: a range of 80 % holds about 80 % of them.
    random = np.random.default_rng(4)
    ratios = [f"{math.exp(random.normal(0.1, 0.4)):.3f}" for _ in range(120)]
    plan = a_plan(f"name: P\nhistory: {{team: [{', '.join(ratios)}]}}\ntasks: [{{id: a, estimate: 1d}}]\n")
    found = coverage_of(compile_plan(plan).ground)

    assert found is not None
    assert found.projects == 120
    assert 0.7 <= found.inside <= 0.9


def test_two_projects_are_no_record() -> None:
    plan = a_plan("name: P\nhistory: {team: [1.1, 0.9]}\ntasks: [{id: a, estimate: 1d}]\n")

    assert coverage_of(compile_plan(plan).ground) is None


def test_json_says_that_it_is_rough() -> None:
    said = first_look(plan_of_brief(BRIEF)[0], Luck(300)).to_json()

    assert said["rough"] is True
    assert said["questions"][0]["id"] == "long"
    assert list(said["finish"]) == ["p10", "p50", "p80", "p90"]
