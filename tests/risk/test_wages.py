"""What hours cost when rates change or aren't sure: each minute counts by the rate that holds when it is worked."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.risk.forecast import Forecast
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.optimising.optimised import optimised
from tests.risk.simulated import ITERATIONS, SIGMAS, WEEKDAYS, a_plan_of, forecast

EUR = "currency: EUR\n"


def spent(text: str, iterations: int = 3, **more: Any) -> Forecast:
    return forecast(EUR + text, iterations, hours=WEEKDAYS, **more)


def cost(text: str, **more: Any) -> float:
    """What a plan without luck costs."""
    costs = set(spent(text, **more).cost.tolist())
    assert len(costs) == 1
    return costs.pop()


@pytest.mark.parametrize("people", [True, False])
def test_hours_are_paid_by_when_they_are_worked(people: bool) -> None:
    text = """tasks: [{id: a, estimate: 5d, who: [ana]}]
people: [{id: ana, rate: [10/h, 20/h from 2027-01-06, 30/h from 2027-01-08]}]
"""
    assert cost(text, people=people) == pytest.approx(2 * 80 + 2 * 160 + 240)  # Monday the 4th to Friday


def test_a_rate_that_changes_in_another_year_changes_nothing() -> None:
    text = "tasks: [{id: a, estimate: 5d, who: [ana]}]\npeople: [{id: ana, rate: [10/h, 20/h from 2029-01-01]}]\n"
    assert cost(text, people=True) == pytest.approx(400)


def test_what_comes_late_costs_the_later_rate() -> None:
    found = spent("""tasks: [{id: a, outcomes: [2d at 50%, 4d at 50%]}, {id: b, estimate: 2d, who: [ana], after: [a]}]
people: [{id: ana, rate: [10/h, 20/h from 2027-01-08]}]
""", 200)  # fmt: skip
    assert set(found.cost.tolist()) == {2 * 80, 2 * 160}


def test_those_with_other_hours_are_paid_by_theirs() -> None:
    text = """tasks: [{id: a, estimate: 4d, who: [ana, tom]}]
people:
  - {id: ana, rate: 10/h}
  - {id: tom, hours: Mon-Fri 08:00-12:00, rate: [10/h, 20/h from 2027-01-06]}
"""
    found = spent(text, people=True)
    laid = optimised(a_plan_of(EUR + text, WEEKDAYS), goal="cost", time_limit=0)
    assert found.cost.tolist() == pytest.approx([laid.value] * 3)


def test_work_that_is_done_was_paid_by_the_rate_of_its_days() -> None:
    text = """status_date: 2027-01-07
tasks: [{id: a, estimate: 4d, started: 2027-01-04, done: 2027-01-07, who: [ana]}]
people: [{id: ana, rate: [10/h, 20/h from 2027-01-06]}]
"""
    assert cost(text) == pytest.approx(2 * 80 + 2 * 160)


def test_work_under_way_was_paid_by_the_rate_of_its_days_so_far() -> None:
    text = """status_date: 2027-01-06
tasks: [{id: a, estimate: 5d, started: 2027-01-04, left: 2d, who: [ana]}]
people: [{id: ana, rate: [10/h, 40/h from 2027-01-06, 20/h from 2027-01-07]}]
"""
    assert cost(text, people=True) == pytest.approx(2 * 80 + 320 + 2 * 160)


def test_a_rate_may_be_a_range_and_is_drawn_once_for_all_its_hours() -> None:
    found = spent("""tasks: [{id: a, estimate: 2d, who: [ana]}, {id: b, estimate: 1d, who: [ana]}]
people: [{id: ana, rate: 80..110/h}]
""", ITERATIONS, people=True)  # fmt: skip
    assert found.cost.mean() == pytest.approx(24 * 95, abs=1)
    assert found.cost.std() == pytest.approx(24 * 30 / sqrt(12), rel=0.02)  # two draws would come to less
    assert found.planned_cost == pytest.approx(24 * 95)


def test_a_rate_that_is_not_sure_is_among_what_drives_the_cost() -> None:
    found = spent("""tasks: [{id: a, estimate: 2d, who: [ana]}]
people: [{id: ana, name: Ana Ruiz, rate: 80..85..95/h}]
""", 400, people=True)  # fmt: skip
    (driver,) = found.drivers
    assert (driver.kind, driver.id, driver.title) == ("rate", "ana", "Ana Ruiz")
    assert 16 * 10 < driver.money < 16 * 15
    assert driver.finish[0] == driver.finish[1]


def test_each_of_several_rates_has_its_own_luck() -> None:
    found = spent("""tasks: [{id: a, estimate: 2d, who: [ana]}]
people: [{id: ana, rate: [10..30/h, 20..40/h from 2027-01-05]}]
""", ITERATIONS, people=True)  # fmt: skip
    assert [driver.id for driver in found.drivers] == ["ana", "ana 2027-01-05"]
    assert found.cost.mean() == pytest.approx(8 * 20 + 8 * 30, abs=0.5)
    assert found.cost.std() == pytest.approx(sqrt(2) * 8 * 20 / sqrt(12), rel=0.03)


def test_a_rate_in_another_currency_has_the_luck_of_its_exchange() -> None:
    found = spent("""exchange: {USD: 0.8..1.0}
tasks: [{id: a, estimate: 2d, who: [ana]}]
people: [{id: ana, rate: 100 USD/h}]
""", ITERATIONS, people=True)  # fmt: skip
    assert found.cost.mean() == pytest.approx(16 * 90, abs=1)
    assert found.cost.std() == pytest.approx(1600 * 0.2 / sqrt(12), rel=0.02)


def test_an_exchange_rate_that_changes_changes_what_hours_cost() -> None:
    text = """exchange: {USD: [0.5, 1 from 2027-01-05]}
tasks: [{id: a, estimate: 2d, who: [ana]}]
people: [{id: ana, rate: 100 USD/h}]
"""
    assert cost(text, people=True) == pytest.approx(8 * 50 + 8 * 100)


RATES = st.sampled_from([
    "10/h", "[10/h, 30/h from 2027-01-07]", "[30/h, 10/h from 2027-01-12]", "[160/d, 25/h from 2027-01-06, 5/h from 2027-01-14]",
    "[20 USD/h, 30 USD/h from 2027-01-08]",
])  # fmt: skip
HOURS = st.sampled_from(
    ["", ", hours: Mon-Wed 09:00-15:00", ", share: 50%", ", away: [2027-01-07..2027-01-08]"]
)


@st.composite
def plans(draw: st.DrawFn) -> str:
    people = [f"{{id: p{k}{draw(HOURS)}, rate: {draw(RATES)}}}" for k in range(3)]
    tasks = []
    for k in range(draw(st.integers(2, 5))):
        who = sorted(draw(st.sets(st.integers(0, 2), min_size=1, max_size=2)))
        size = draw(st.sampled_from(["4h", "1d", "3d", "6d"]))
        by = draw(st.sampled_from(["estimate", "work"]))
        after = f", after: [t{k - 1}]" if k and draw(st.booleans()) else ""
        tasks.append(f"{{id: t{k}, {by}: {size}, who: [{', '.join(f'p{p}' for p in who)}]{after}}}")
    head = "exchange: {USD: [0.9, 0.8 from 2027-01-11]}\n"
    return f"{head}tasks:\n  - " + "\n  - ".join(tasks) + "\npeople:\n  - " + "\n  - ".join(people) + "\n"


@given(plans())
def test_without_luck_a_plan_costs_what_its_schedule_does(text: str) -> None:
    plan = a_plan_of(EUR + text, WEEKDAYS)
    laid = optimised(plan, goal="cost", time_limit=0)
    assert laid.schedule is not None
    held = forecast(plan, 2, people=True, agreed=Agreed.of(laid.schedule))
    assert held.planned_cost == pytest.approx(laid.value)
    assert held.cost.tolist() == pytest.approx([laid.value] * 2)


def test_what_is_repeated_is_paid_to_those_whose_work_it_is() -> None:
    """A test of one day of Tom's fails once in two, and Ana's two days are done again: 16 hours of hers, 8 of his."""
    found = spent("""tasks:
  - {id: build, estimate: 2d, who: [ana]}
  - {id: try, estimate: 1d, who: [tom], after: [build], retry: {chance: 50%, repeat: [build]}}
people: [{id: ana, rate: 100/h}, {id: tom, rate: 10/h}]
""", ITERATIONS, people=True)  # fmt: skip
    once, again = 16 * 100 + 8 * 10, 16 * 100 + 8 * 10
    times = (found.cost - once) / again
    assert times.tolist() == pytest.approx(np.round(times).tolist())
    assert np.mean(times == 0) == pytest.approx(0.5, abs=SIGMAS * 0.5 / sqrt(ITERATIONS))
    assert found.finish_minute(0.99) > found.planned_finish  # in the test's time all the same


def test_a_repeated_task_under_way_is_paid_from_its_beginning() -> None:
    found = spent("""status_date: 2027-01-05
tasks:
  - {id: build, estimate: 4d, started: 2027-01-04, left: 2d, who: [ana]}
  - {id: try, estimate: 1d, after: [build], retry: {chance: 50%, repeat: [build]}}
people: [{id: ana, rate: 100/h}]
""", 400, people=True)  # fmt: skip
    assert set(np.unique(np.round(found.cost / 3200))) <= set(range(1, 60))
    assert found.cost.tolist() == pytest.approx((3200 * np.round(found.cost / 3200)).tolist())


def test_finished_work_that_is_repeated_is_paid_again_and_not_otherwise() -> None:
    text = """status_date: 2027-01-06
tasks:
  - {id: build, estimate: 2d, started: 2027-01-04, done: 2027-01-05, who: [ana]}
  - {id: try, estimate: 1d, after: [build], retry: {chance: 50%, repeat: [build]}}
people: [{id: ana, rate: [100/h, 200/h from 2027-01-06]}]
"""
    found = spent(text, 400)
    assert sorted(set(found.cost.tolist()))[:3] == pytest.approx([1600, 1600 + 3200, 1600 + 6400])
    assert cost(text.replace("chance: 50%", "chance: 0%")) == pytest.approx(1600)


def test_what_is_repeated_is_paid_by_the_rate_of_its_last_day() -> None:
    found = spent("""tasks:
  - {id: build, estimate: 2d, who: [ana]}
  - {id: try, estimate: 1d, after: [build], retry: {chance: 50%, repeat: [build]}}
people: [{id: ana, rate: [100/h, 200/h from 2027-01-05]}]
""", 400, people=True)  # fmt: skip
    once = 8 * 100 + 8 * 200
    assert sorted(set(found.cost.tolist()))[:2] == pytest.approx([once, once + 16 * 200])


@pytest.mark.parametrize(
    "said", ["estimate: 5d, needs: [x]", "estimate: 5d, who: [ana]", "work: 5d, needs: [x at 50%]"]
)
def test_whoever_gives_half_of_their_time_is_paid_for_that(said: str) -> None:
    text = f"people: [{{id: ana, skills: {{x: 1}}, rate: 100/h, share: 50%}}]\ntasks: [{{id: a, {said}}}]\n"

    # 40 hours of work, however long they take.
    assert cost(text, people=True) == pytest.approx(40 * 100)


@pytest.mark.parametrize("share", ["50%", "100%"])
def test_what_other_tools_assign_is_a_share_of_somebodys_whole_time(share: str) -> None:
    # At the tool's half of a full time they work 20 of 40 hours, whatever part of their time is the plan's.
    assigned = "{id: a, duration: 5d, work: 20h, assignments: [{who: ana, share: 50%, work: 20h}]}"
    text = f"people: [{{id: ana, rate: 100/h, share: {share}}}]\ntasks: [{assigned}]\n"

    assert cost(text, people=True) == pytest.approx(20 * 100)
