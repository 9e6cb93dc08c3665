"""What a schedule is worth by each goal, in numbers that can be worked out in the head."""

from __future__ import annotations

import pytest

from fairlead.schedule.optimising.objectives import (
    EarlyFinish,
    EvenLoad,
    LittleMoney,
    goals_in_time,
    real_places,
)
from tests.schedule.optimising.laying import in_order


def cost(text: str) -> float:
    laid = in_order(text)
    return LittleMoney(laid.manned).value(laid.generated)


def test_an_early_finish_is_the_moment_of_the_last_task() -> None:
    laid = in_order("people: [{id: ana}]\ntasks: [{id: a, estimate: 2d, who: [ana]}, {id: b, estimate: 1d}]")

    finish = EarlyFinish(real_places(laid.manned)).value(laid.generated)
    assert f"{laid.limits.compiled.axis.local(int(finish)):%a %H:%M}" == "Tue 17:00"


def test_lateness_costs_its_penalty_and_else_four_times_what_the_next_goal_does() -> None:
    # The first week ends on Sunday at midnight: both goals are met on Monday the 11th at 17:00, 17 hours of 168 late.
    second = "{{id: h, deadline: 2027-01-10, done_when: [a]}}"
    goals = f"goals: [{{{{id: g, deadline: 2027-01-10, done_when: [a]{{}}}}}}, {second}]"
    tasks = "people: [{id: ana}]\ntasks: [{id: a, estimate: 6d, who: [ana]}]"

    ranked = in_order(f"{goals.format('')}\n{tasks}")
    assert goals_in_time(ranked.limits).value(ranked.generated) == pytest.approx(17 / 168 * (4 + 1), abs=1e-4)
    paid = in_order(f"{goals.format(', penalty: 168/w')}\n{tasks}")
    assert goals_in_time(paid.limits).value(paid.generated) == pytest.approx(17 + 17 / 168, abs=1e-4)


def test_a_goal_that_is_met_costs_nothing() -> None:
    laid = in_order("goals: [{id: g, deadline: 2027-01-04, done_when: [a]}]\n"
                    "people: [{id: ana}]\ntasks: [{id: a, estimate: 1d, who: [ana]}]")  # fmt: skip

    assert goals_in_time(laid.limits).value(laid.generated) == 0


def test_people_cost_their_hours_and_a_mode_its_cost_on_top() -> None:
    # Ana 8 hours at 10, the rig 8 at 5, Tom half of 8 at 20; by mode 100 and 8 at 10.
    text = """
        people: [{id: ana, rate: 10/h}, {id: tom, rate: 160/d}]
        equipment: [{id: rig, rate: 5/h}]
        tasks:
          - {id: a, estimate: 1d, who: [ana], needs: [rig]}
          - {id: b, duration: 1d, who: [tom at 50%]}
          - {id: c, cost: 7, modes: [{duration: 1d, who: [ana], cost: 100}]}
    """

    assert cost(text) == 80 + 40 + 80 + 180


def test_work_is_paid_by_the_rate_that_holds_when_it_is_done() -> None:
    # Three days from Monday; 10 until Wednesday midnight, then 20; half a day of Wednesday at 10 in the second plan.
    tasks = "tasks: [{id: a, estimate: 3d, who: [ana]}]"

    assert cost(f"people: [{{id: ana, rate: [10/h, 20/h from 2027-01-06]}}]\n{tasks}") == 2 * 80 + 160
    noon = "[10/h, {from: 2027-01-06 12:00, rate: 20/h}]"
    assert cost(f"people: [{{id: ana, rate: {noon}}}]\n{tasks}") == 2 * 80 + 40 + 80


def test_days_end_by_the_hours_that_somebody_works_themselves() -> None:
    # 4 hours a day: 8 of 12 hours are done before Wednesday.
    hours = "people: [{id: ana, hours: Mon-Fri 08:00-12:00, rate: [10/h, 20/h from 2027-01-06]}]"

    assert cost(f"{hours}\ntasks: [{{id: a, estimate: 12h, who: [ana]}}]") == 8 * 10 + 4 * 20


def test_a_foreign_rate_changes_with_the_exchange_rate() -> None:
    text = """
        currency: EUR
        exchange: {USD: [0.5, 1 from 2027-01-05]}
        people: [{id: ana, rate: 10 USD/h}]
        tasks: [{id: a, estimate: 2d, who: [ana]}]
    """

    assert cost(text) == 8 * 5 + 8 * 10


def test_work_in_pieces_is_paid_piece_by_piece() -> None:
    # Monday at 10, then a day for what is fixed on Tuesday (80), then two days at 20.
    text = """
        options: {split_when_levelling: yes}
        people: [{id: ana, rate: [10/h, 20/h from 2027-01-06]}]
        tasks:
          - {id: fixed, estimate: 1d, who: [ana], start: fixed 2027-01-05}
          - {id: a, estimate: 3d, who: [ana], split: yes}
    """
    laid = in_order(text)

    assert len(laid.generated.pieces[laid.place("a")]) == 2
    assert LittleMoney(laid.manned).value(laid.generated) == 80 + 80 + 320


def test_an_even_load_is_less_than_a_full_week_and_an_idle_one() -> None:
    people = "people: [{id: ana}]"
    week = in_order(f"{people}\ntasks: [{{id: a, estimate: 5d, who: [ana]}}]")
    two = in_order(f"{people}\ntasks: [{{id: a, estimate: 20h, who: [ana]}}, "
                   "{id: b, estimate: 20h, who: [ana], start: from 2027-01-11}]")  # fmt: skip
    start = int(week.generated.start.min()) // 1440 * 1440

    # 40 hours squared in one week, twice 20 squared in two.
    assert EvenLoad(week.manned, start).value(week.generated) == 1600
    assert EvenLoad(two.manned, start).value(two.generated) == 800
    assert EvenLoad(two.manned, start).lower_bound(int(two.generated.finish.max())) == 800


def test_weeks_before_the_start_count_like_any_others() -> None:
    laid = in_order("people: [{id: ana}]\ntasks: [{id: a, estimate: 5d, who: [ana]}]")
    start = int(laid.generated.start.min()) // 1440 * 1440

    for weeks in (1, 2, 3):  # the work lies so many weeks before what is taken for the start
        assert EvenLoad(laid.manned, start + weeks * 7 * 1440).value(laid.generated) == 1600
