"""Which risks strike, which branches are taken and which options chosen: how often, and which together."""

from __future__ import annotations

import pytest

from fairlead.plan.errors import PlanError
from tests.risk.simulated import forecast, is_near, mixed, odds

TASK = "tasks: [{id: a, duration: 100em}]\n"


def risks(*lines: str, **more: str) -> dict[int, float]:
    """How long a task of 100 minutes takes with these risks."""
    listed = "\n".join(f"  - {{event: It, {line}}}" for line in lines)
    return odds(forecast(f"{TASK}risks:\n{listed}", **more))


def test_a_risk_strikes_as_often_as_it_says() -> None:
    assert is_near(risks("id: r, probability: 30%, delays: {a: 10em}"), {100: 0.7, 110: 0.3})


def test_risks_strike_independently() -> None:
    found = risks(
        "id: r, probability: 30%, delays: {a: 10em}",
        "id: s, probability: 60%, delays: {a: 20em}",
    )
    assert is_near(found, {100: 0.28, 110: 0.12, 120: 0.42, 130: 0.18})


@pytest.mark.parametrize("what", ["struck: 2026-12-20", "kind: problem"])
def test_what_has_struck_is_certain(what: str) -> None:
    assert risks(f"id: r, probability: 30%, {what}, delays: {{a: 10em}}") == {110: 1}


def test_a_closed_risk_never_strikes_even_where_another_would_trigger_it() -> None:
    found = risks(
        "id: r, probability: 30%, triggers: {s: 80%}, delays: {a: 10em}",
        "id: s, probability: 40%, closed: 2026-12-20, delays: {a: 20em}",
    )
    assert is_near(found, {100: 0.7, 110: 0.3})


def test_a_risk_that_triggers_another_makes_it_as_likely_as_it_says() -> None:
    found = risks(
        "id: r, probability: 30%, triggers: {s: 80%}, delays: {a: 10em}",
        "id: s, probability: 40%, delays: {a: 20em}",
    )
    assert is_near(found, {100: 0.7 * 0.6, 120: 0.7 * 0.4, 110: 0.3 * 0.2, 130: 0.3 * 0.8})


def test_a_trigger_makes_nothing_less_likely() -> None:
    found = risks(
        "id: r, probability: 50%, triggers: {s: 10%}, delays: {a: 10em}",
        "id: s, probability: 40%, delays: {a: 20em}",
    )
    assert is_near(found, {100: 0.3, 120: 0.2, 110: 0.3, 130: 0.2})


def test_of_risks_that_exclude_one_another_one_strikes_each_as_often_as_it_says() -> None:
    found = risks(
        "id: r, probability: 30%, excludes: [s], delays: {a: 10em}",
        "id: s, probability: 40%, delays: {a: 20em}",
    )
    assert is_near(found, {100: 0.3, 110: 0.3, 120: 0.4})


def test_two_that_exclude_a_third_may_strike_together() -> None:
    found = risks(
        "id: r, probability: 50%, excludes: [s, t], delays: {a: 10em}",
        "id: s, probability: 40%, delays: {a: 20em}",
        "id: t, probability: 40%, delays: {a: 40em}",
    )
    # Where r doesn't strike, which is half the time, each of the others strikes in four cases of five.
    assert is_near(found, {110: 0.5, 100: 0.5 * 0.04, 120: 0.5 * 0.16, 140: 0.5 * 0.16, 160: 0.5 * 0.64})


def test_exclusive_risks_cannot_be_likelier_than_certain_together() -> None:
    with pytest.raises(PlanError, match="likelier than 100%"):
        risks("id: r, probability: 70%, excludes: [s]", "id: s, probability: 40%")


BROUGHT = (
    "id: r, probability: 50%, delays: {a: 10em}, actions: [{name: Buy, probability: 20%, brings: [q]}]",
    "id: q, probability: 30%, delays: {a: 100em}",
)


def test_an_action_lowers_the_probability_and_brings_a_risk() -> None:
    assert is_near(risks(*BROUGHT), {100: 0.56, 110: 0.14, 200: 0.24, 210: 0.06})


@pytest.mark.parametrize("responses", ["none", "done"])
def test_actions_that_do_not_count_bring_nothing(responses: str) -> None:
    assert is_near(risks(*BROUGHT, responses=responses), {100: 0.5, 110: 0.5})


def test_an_action_that_is_done_counts_with_those_done() -> None:
    done = BROUGHT[0].replace("name: Buy", "name: Buy, done: 2026-12-01")
    assert is_near(risks(done, BROUGHT[1], responses="done"), {100: 0.56, 110: 0.14, 200: 0.24, 210: 0.06})


def test_branches_hang_on_one_another() -> None:
    found = forecast("""
        tasks:
          - {id: a, duration: 100em, chance: 70%}
          - {id: b, duration: 10em, only_if: [a], after: [a]}
          - {id: c, duration: 1000em, unless: [a]}
    """)
    assert is_near(odds(found), {110: 0.7, 1000: 0.3})
    assert found.struck["b"] == found.struck["a"] == pytest.approx(1 - found.struck["c"])


def test_a_task_below_a_branch_is_there_only_with_it() -> None:
    found = forecast("""
        tasks:
          - {id: s, chance: 60%, tasks: [{id: a, duration: 100em, chance: 50%}, {id: b, duration: 50em}]}
          - {id: c, duration: 10em, after: [s]}
    """)
    assert is_near(odds(found), {10: 0.4, 60: 0.3, 110: 0.3})


def test_what_is_absent_is_no_longer_worked_through_but_passes_its_links_on() -> None:
    found = forecast("""
        tasks:
          - {id: a, duration: 100em}
          - {id: b, duration: 50em, after: [a], chance: 40%}
          - {id: c, duration: 10em, after: [b]}
    """)
    assert is_near(odds(found), {110: 0.6, 160: 0.4})


OPTIONS = """
    tasks:
      - {id: a, duration: 100em, only_if: [d.x]}
      - {id: b, duration: 10em, only_if: [d.y]}
      - {id: c, duration: 1000em, only_if: [d.z]}
    decisions: [{id: d, question: Which, options: [x, y, z]%s}]
"""


def test_options_are_chosen_with_their_odds() -> None:
    found = forecast(OPTIONS % ", odds: {x: 40%, y: 35%, z: 25%}")
    assert is_near(odds(found), {100: 0.4, 10: 0.35, 1000: 0.25})


def test_options_without_odds_are_equally_likely() -> None:
    assert is_near(odds(forecast(OPTIONS % "")), dict.fromkeys((10, 100, 1000), 1 / 3))


def test_a_choice_that_is_made_is_made() -> None:
    assert odds(forecast(OPTIONS % ", decided: 2026-12-01, chosen: y")) == {10: 1}


def test_without_luck_just_the_likeliest_option_is_taken() -> None:
    found = forecast(OPTIONS % ", odds: {x: 40%, y: 35%, z: 25%}")
    assert found.planned_finish - found.compiled.ground.plan_start == 100
    found = forecast(OPTIONS % "")  # of equals the first
    assert found.planned_finish - found.compiled.ground.plan_start == 100


def test_a_task_that_a_risk_asks_for() -> None:
    found = forecast("""
        tasks: [{id: a, duration: 100em}, {id: repair, duration: 30em, only_if: [r, d.x], after: [a]}]
        risks: [{id: r, event: Broken, probability: 40%, delays: {a: 5em}}]
        decisions: [{id: d, question: Repair it, options: [x, y], odds: {x: 50%, y: 50%}}]
    """)
    assert is_near(odds(found), mixed((0.6, 100), (0.2, 105), (0.2, 135)))


def test_links_in_a_circle_are_named() -> None:
    with pytest.raises(PlanError, match="waits for itself"):
        risks("id: r, probability: 10%, triggers: {s: 50%}", "id: s, probability: 10%, triggers: {r: 50%}")


# When they strike


def test_a_risk_in_a_window_spares_what_is_done_before_it() -> None:
    found = forecast("""
        tasks: [{id: a, duration: 2ed}]
        risks: [{id: r, event: It, probability: 100%, window: 2027-01-04..2027-01-07, delays: {a: 10ed}}]
    """)
    # Four days, each moment as likely as any other; the task is done after two.
    assert is_near(odds(found), {2 * 1440: 0.5, 12 * 1440: 0.5})


def test_a_window_that_has_passed_strikes_nobody() -> None:
    found = forecast("""
        tasks: [{id: a, duration: 2ed}]
        risks: [{id: r, event: It, probability: 100%, window: 2026-01-04..2026-01-07, delays: {a: 10ed}}]
    """)
    assert odds(found) == {2 * 1440: 1}
    assert found.struck["r"] == 0


def test_a_risk_that_comes_round_strikes_each_time_by_itself_while_work_is_under_way() -> None:
    found = forecast("""
        tasks: [{id: a, duration: 2ed}]
        risks: [{id: r, event: It, probability: 50%, every: day, window: 2027-01-04..2027-01-06, delays: {a: 1ed}}]
    """)
    # Two days pass in any case; a third only where one of them was struck, and it may be struck as well.
    assert found.struck["r"] == pytest.approx(1 - 0.5**3, abs=0.04)  # at least once in three days
    assert is_near(odds(found), {2 * 1440: 0.25, 3 * 1440: 0.25, 4 * 1440: 0.375, 5 * 1440: 0.125})


def test_each_time_it_strikes_it_draws_its_delay_anew() -> None:
    found = forecast("""
        tasks: [{id: a, duration: 2ed}]
        risks: [{id: r, event: It, probability: 100%, every: day, window: 2027-01-04..2027-01-05, delays: {a: 0em..1000em}}]
    """)
    lengths = found.finish - found.compiled.ground.plan_start
    # The sum of two uniforms has half the variance of twice one of them.
    assert lengths.var() == pytest.approx(2 * 1000**2 / 12, rel=0.08)
