"""Who is left when only the cheapest are, and what nothing costs less than."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.generating import Generator
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising.cheapest import cheapest, least_cost, wishes_for
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.optimising.progress import Progress
from tests.plans import a_plan
from tests.schedule.optimising.laying import in_order


def left(text: str) -> list[str]:
    """Who may do task `a` when only the cheapest are left."""
    laid = in_order(text)
    few = cheapest(laid.limits)
    return [few.resources[r].id for r in few.demands[laid.place("a")].modes[0].slots[0].eligible]


def least(text: str) -> Decimal:
    return least_cost(in_order(text).limits)


def with_rates(ana: str, tom: str, task: str = "{id: a, estimate: 1d, needs: [code]}") -> str:
    return f"""
        people: [{{id: ana, skills: {{code: 1}}, rate: {ana}}}, {{id: tom, skills: {{code: 1}}, rate: {tom}}}]
        tasks: [{task}]
    """


def test_whoever_costs_more_is_left_out() -> None:
    assert left(with_rates("10/h", "20/h")) == ["ana"]
    assert left(with_rates("10/h", "10/h")) == ["ana", "tom"]
    assert left(with_rates("10/h", "20/h", "{id: a, estimate: 1d, needs: [2 code]}")) == ["ana", "tom"]


def test_whoever_may_cost_less_some_day_stays() -> None:
    assert left(with_rates("[10/h, 30/h from 2027-02-01]", "20/h")) == ["ana", "tom"]
    assert left(with_rates("[10/h, 30/h from 2027-02-01]", "40/h")) == ["ana"]


def test_a_rate_of_the_past_counts_for_nothing() -> None:
    assert left(with_rates("[10/h, 30/h from 2026-12-01]", "20/h")) == ["tom"]


def test_the_least_is_counted_from_the_head_of_a_task_on() -> None:
    # After three days of somebody else's work, Ana's rate has risen.
    text = """
        people: [{id: ana, rate: [10/h, 20/h from 2027-01-06]}, {id: tom}]
        tasks: [{id: wait, estimate: 3d, who: [tom]}, {id: a, estimate: 1d, who: [ana], after: [wait]}]
    """

    assert least(text) == 160


def test_rates_that_rise_are_paid_no_earlier_than_there_are_hours() -> None:
    # Two days of the three are there before the rate rises.
    rising = "people: [{id: ana, rate: [10/h, 20/h from 2027-01-06]}]"
    assert least(f"{rising}\ntasks: [{{id: a, estimate: 3d, who: [ana]}}]") == 2 * 80 + 160


def test_rates_that_fall_are_waited_for() -> None:
    falling = "people: [{id: ana, rate: [20/h, 10/h from 2027-01-06]}]"
    assert least(f"{falling}\ntasks: [{{id: a, estimate: 3d, who: [ana]}}]") == 240


def test_work_on_fixed_dates_waits_for_no_rate() -> None:
    falling = "people: [{id: ana, rate: [20/h, 10/h from 2027-01-06]}]"
    manual = (
        "tasks: [{id: a, duration: 1d, who: [ana], manual: yes, start: on 2027-01-04, finish: on 2027-01-04}]"
    )
    assert least(f"{falling}\n{manual}") == 160


def test_what_the_cheapest_do_is_wished_for_among_all_in_the_same_way() -> None:
    # Only the second way is left, and in it Tom alone: by number the second way, and Tom.
    modes = "modes: [{duration: 1d, who: [ana], cost: 9}, {duration: 1d, needs: [code]}]"
    laid = in_order(with_rates("20/h", "10/h", f"{{id: a, {modes}}}"))
    narrow = manned(cheapest(laid.limits))
    assert [len(narrow.staffed.demands[0].modes), narrow.pick_first[-1]] == [1, 1]

    picks, forced = wishes_for(laid.manned, narrow, np.array([1]), np.array([0]))

    assert (picks.tolist(), forced.tolist()) == ([1], [1])


def test_somebody_dearer_spares_another_a_dearer_date() -> None:
    # Ana alone would keep Mei waiting until Wednesday, when she costs 500. Tom takes one of the two: 80 + 160 + 80.
    text = """
        people:
          - {id: ana, skills: {code: 1}, rate: 10/h}
          - {id: tom, skills: {code: 1}, rate: 20/h}
          - {id: mei, rate: [10/h, 500/h from 2027-01-06]}
        tasks:
          - {id: a, estimate: 1d, needs: [code]}
          - {id: b, estimate: 1d, needs: [code]}
          - {id: c, estimate: 1d, who: [mei], after: [a, b]}
    """
    laid = in_order(text)
    Generator(laid.manned, compiled=True).run(np.arange(laid.manned.size))  # compiling isn't searching
    told: list[Progress] = []
    answer = optimised(
        a_plan(text),
        goal="cost",
        time_limit=4,
        report=told.append,
        stopped=lambda: any(each.best == 320 for each in told),
    )

    assert (answer.value, answer.lower_bound) == (320, 240)


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 40)), min_size=1, max_size=3, unique_by=lambda r: r[0]
    ),
    st.integers(0, 30),
    st.lists(
        st.tuples(st.integers(1, 30), st.sampled_from(["who: [ana]", "needs: [code]"])),
        min_size=1,
        max_size=4,
    ),
)
@settings(deadline=None)
def test_a_schedule_costs_what_its_minutes_cost_and_no_less_than_the_bound(
    steps: list[tuple[int, int]], flat: int, tasks: list[tuple[int, str]]
) -> None:
    rates = [f"{{rate: {steps[0][1]}/h}}"]
    rates += [f"{{from: 2027-01-{4 + day:02d}, rate: {amount}/h}}" for day, amount in sorted(steps)]
    listed = ", ".join(f"{{id: t{i}, estimate: {hours}h, {who}}}" for i, (hours, who) in enumerate(tasks))
    plan = a_plan(f"""
        people:
          - {{id: ana, skills: {{code: 1}}, rate: [{", ".join(rates)}]}}
          - {{id: tom, skills: {{code: 1}}, rate: {flat}/h}}
        tasks: [{listed}]
    """)
    answer = optimised(plan, goal="cost", time_limit=0)

    assert answer.schedule is not None
    assert answer.value is not None
    assert answer.lower_bound is not None
    by_day = dict(sorted(steps))
    assert round(answer.value, 6) == round(
        sum(_cost_of_minutes(answer.schedule, steps[0][1], by_day, flat)), 6
    )
    assert answer.lower_bound <= answer.value


def _cost_of_minutes(found: PeopleSchedule, first: int, by_day: dict[int, int], flat: int) -> list[float]:
    """What each minute on the clock costs, Monday to Friday from 8 to 12 and from 13 to 17."""
    costs = []
    for each in found:
        for begin, end in each.segments:
            for minute in range(begin, end):
                now = found.local(minute)
                if now.weekday() > 4 or now.hour not in (8, 9, 10, 11, 13, 14, 15, 16):
                    continue
                day = (now.date() - found.local(found.start).date()) // timedelta(days=1)
                rate = first
                for since, amount in by_day.items():
                    rate = amount if since <= day else rate
                costs.append((rate if each.assigned[0].who == "ana" else flat) / 60)
    return costs
