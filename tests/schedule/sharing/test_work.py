"""All that somebody has to do in several plans takes its time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.schedule import schedule
from fairlead.schedule.sharing.clock import Clock
from fairlead.schedule.sharing.pool import pool_of
from fairlead.schedule.sharing.together import optimised_together
from fairlead.schedule.sharing.work import bound_by_work
from tests.plans import a_plan

HOURS = "calendar: {hours: Mon-Fri 08:00-16:00}"


def one(days: int, who: str = "ana", people: str = "{id: ana}, {id: tom}", start: str = "2027-01-04") -> str:
    return (
        f"start: {start}\n{HOURS}\npeople: [{people}]\n"
        f"tasks: [{{id: a, estimate: {days}d, needs: [{who}]}}]\n"
    )


def bound(*texts: str) -> str | None:
    plans = {f"p{number}": a_plan(text) for number, text in enumerate(texts)}
    schedules = {name: levelled(plan) for name, plan in plans.items()}
    clock = Clock.of(each.compiled.axis for each in schedules.values())
    found = bound_by_work(pool_of(plans), clock, schedules)
    return None if found is None else f"{found[1]} {clock.local(found[0]):%d %H:%M}"


def test_one_thing_comes_after_the_other() -> None:
    assert bound(one(2), one(3)) == "ana 08 16:00"


def test_work_that_somebody_else_could_do_does_not_count() -> None:
    assert bound(one(2), one(3, "ana | tom")) is None


def test_two_of_a_kind_do_twice_as_much() -> None:
    two = "{id: ana, count: 2}"
    assert bound(one(2, people=two), one(4, people=two)) == "ana 06 16:00"


def test_it_begins_when_the_first_plan_does() -> None:
    assert bound(one(2, start="2027-01-06"), one(2)) == "ana 07 16:00"


@pytest.mark.parametrize("other", [one(2, "tom"), f"{HOURS}\ntasks: [{{id: a, estimate: 9d}}]"])
def test_none_where_nobody_is_asked_by_two(other: str) -> None:
    assert bound(one(2), other) is None


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(["ana", "tom", "ana | tom"])), min_size=2, max_size=4
    )
)
def test_no_schedule_is_ever_earlier(asked: list[tuple[int, str]]) -> None:
    plans = {f"p{number}": a_plan(one(days, who)) for number, (days, who) in enumerate(asked)}
    found = optimised_together(plans, time_limit=0)

    assert found.value is not None
    assert found.lower_bound is not None
    assert max(schedule(plan).finish for plan in plans.values()) <= found.clock.local(found.lower_bound)
    assert found.lower_bound <= found.value
    if len({who for _, who in asked}) == 1 and "|" not in asked[0][1]:
        assert found.status == "optimal"  # nobody else can, so the order doesn't matter


def test_what_every_way_of_doing_it_takes_counts() -> None:
    people = "{id: ana}, {id: tom, hours: Mon-Fri 08:00-12:00}"

    def in_hall(days: int) -> str:
        return one(days, "ana | tom, hall", people).replace("tasks", "equipment: [{id: hall}]\ntasks")

    # Whoever does it, the hall is taken for two days by one plan and for three by the other.
    assert bound(in_hall(2), in_hall(3)) == "hall 08 16:00"
