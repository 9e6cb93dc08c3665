"""Plans that are laid out from their finish: it is kept, and all begins as late as can be found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from fairlead.exchange.benchmarks import read_psplib
from fairlead.plan.document import Plan
from fairlead.plan.values import Moment
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.optimising.answer import Optimised
from fairlead.schedule.optimising.objectives import GOALS
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.verifying import verify
from tests.plans import a_plan
from tests.schedule.levelling.strategies import plans
from tests.schedule.levelling.test_from_finish import TWO, days
from tests.schedule.levelling.test_levelled import names

J30 = Path("../shared/data/rcpsp/j30/j3014_9.sm")


def starts(found: Optimised) -> datetime:
    assert found.schedule is not None
    return found.schedule.local(found.schedule.start)


def test_it_starts_as_late_as_its_people_allow_which_is_proven() -> None:
    plan = a_plan(TWO)
    found = optimised(plan, time_limit=0)

    # Ana has eight days of work until Friday the 26th; nobody can begin them after the 17th.
    assert (starts(found), found.status, found.gap) == (datetime(2027, 3, 17, 8), "optimal", 0.0)
    assert found.keeps_finish
    assert found.start_bound == found.schedule.start
    assert "ana" in found.proof


# Levelling has Ana do both short ones first; the right way is that Tom, who can't do the long one, does them.
CHOICE = """
    finish: 2027-03-26
    schedule_from: finish
    people: [{id: ana, skills: {easy: 1, hard: 1}}, {id: tom, skills: {easy: 1}, hours: Mon-Fri 08:00-12:00}]
    tasks:
      - {id: long, estimate: 5d, needs: [hard]}
      - {id: one, estimate: 10h, needs: [easy]}
      - {id: two, estimate: 10h, needs: [easy]}
      - {id: three, estimate: 20h, needs: [hard], after: [one]}
"""


def test_a_search_finds_a_later_start_than_levelling() -> None:
    plan = a_plan(CHOICE)
    before, found = levelled(plan), optimised(plan, time_limit=2)

    assert found.schedule is not None
    assert verify(plan, found.schedule) == []
    assert found.schedule.local(found.schedule.finish) <= datetime(2027, 3, 26, 17)
    assert found.schedule.start >= before.start
    # Ana has 60 hours of what only she can do: seven days and a half, which begin on the 17th at 13:00 at the latest.
    assert starts(found) <= datetime(2027, 3, 17, 13)
    assert found.status == "optimal"


def test_a_finish_that_cannot_be_kept_is_missed_by_as_little_as_can_be() -> None:
    plan = a_plan(TWO.replace("finish: 2027-03-26", "finish: 2027-03-26\n    status_date: 2027-03-22", 1))
    found = optimised(plan, time_limit=0)

    # Eight days for Ana from the morning after on.
    assert found.schedule is not None
    assert found.schedule.local(found.schedule.finish) == datetime(2027, 4, 1, 17)
    assert (found.keeps_finish, found.status) == (False, "optimal")
    assert found.lower_bound == found.schedule.finish


def test_without_people_the_late_dates_are_proven() -> None:
    found = optimised(a_plan(TWO.replace(", who: [ana]", "").replace(", who: [tom]", "")), time_limit=0)

    # Six days by links: wire or plan, then test.
    assert (starts(found), found.status, found.keeps_finish) == (datetime(2027, 3, 19, 8), "optimal", True)
    assert found.start_bound == found.schedule.start  # type: ignore[union-attr]


def test_what_is_agreed_counts_where_it_is_as_late_as_can_be() -> None:
    plan = a_plan(TWO)
    agreed = optimised(plan, time_limit=0).schedule
    assert agreed is not None

    again = optimised(plan, time_limit=0, agreed=Agreed.of(agreed)).schedule

    assert again is not None
    assert days(plan, again) == days(plan, agreed)


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_keeps_the_finish(goal: str) -> None:
    plan = a_plan(TWO)
    found = optimised(plan, goal=goal, time_limit=0.3).schedule  # type: ignore[arg-type]

    assert found is not None
    assert verify(plan, found) == []
    assert found.local(found.finish) <= datetime(2027, 3, 26, 17)
    assert found.local(found.start) == datetime(2027, 3, 17, 8)


def test_a_goal_that_asks_for_an_early_start_gets_it_and_nothing_else_begins_early() -> None:
    plan = a_plan(TWO + "    goals: [{id: show, deadline: 2027-03-10, done_when: [wire], penalty: 100/d}]\n")
    found = optimised(plan, goal="goals", time_limit=0)

    assert (found.value, found.status) == (0.0, "optimal")
    assert days(plan, found.schedule) == {  # type: ignore[arg-type]
        "plan": "17-19", "weld": "22-24", "paint": "25-26", "wire": "05-10", "test": "25-26", "done": "26-26",
    }  # fmt: skip


@pytest.mark.skipif(not J30.exists(), reason="the benchmark files are not there")
def test_backwards_a_plan_takes_as_long_as_forwards() -> None:
    forwards = read_psplib(J30.read_bytes(), J30.name).plan
    said = forwards.settings.model_copy(
        update={"finish": Moment.parse("2030-01-01"), "schedule_from": "finish"}
    )
    plan: Plan = replace(forwards, settings=said)
    found = optimised(plan, time_limit=5)

    # The optimum of j30 14_9 is 46 periods of an hour.
    assert found.schedule is not None
    assert (found.schedule.finish - found.schedule.start, found.status) == (46 * 60, "optimal")
    assert verify(plan, found.schedule) == []


@settings(max_examples=15)
@given(plans(most=7))
def test_nothing_starts_after_the_bound_and_the_finish_is_kept_or_named(text: str) -> None:
    plan = a_plan(text + "\nfinish: 2027-06-30\nschedule_from: finish\n")
    quick, found = optimised(plan, time_limit=0), optimised(plan, time_limit=0.1)

    assert found.schedule is not None
    assert [each for each in verify(plan, found.schedule) if not names(found.schedule, each)] == []
    if found.keeps_finish:
        assert found.schedule.local(found.schedule.finish) <= datetime(2027, 7, 1)
        assert found.schedule.start >= levelled(plan).start
        if quick.start_bound is not None:
            assert found.schedule.start <= quick.start_bound
