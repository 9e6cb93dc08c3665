"""Overtime at a price is left unused where that is cheaper and makes nothing late."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.document import Plan
from fairlead.plan.values import Moment
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.optimising.answer import Optimised
from fairlead.schedule.optimising.optimisation import Optimisation
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.optimising.progress import Watch
from fairlead.schedule.staffing import staffed
from fairlead.schedule.verifying import verify, verify_json
from tests.plans import a_plan

# With overtime Ana does her 40 hours by Thursday at 19:00; without, by Friday. Tom likewise a little later.
TWO = """
    currency: EUR
    people:
      - {id: ana, rate: 100/h, overtime: 2h/d at 150%%}
      - {id: tom, rate: 80/h, overtime: 1h/d at %s}
    goals: [{id: weld, deadline: %s, done_when: [a]}]
    tasks: [{id: a, estimate: 40h, who: [ana]}, {id: b, estimate: 40h, who: [tom]}]
"""


def cheapest(plan: Plan, seconds: float = 0) -> Optimised:
    found = optimised(plan, goal="cost", time_limit=seconds)
    assert found.schedule is not None
    assert verify(plan, found.schedule) == []
    assert verify_json(plan, found.to_json()) == []
    return found


@pytest.mark.parametrize("seconds", [0, 0.2])
def test_overtime_that_buys_nothing_is_left_unused(seconds: float) -> None:
    plan = a_plan(TWO % ("125%", "2027-01-08"))
    found = cheapest(plan, seconds)

    # 40 hours at 100 and at 80.
    assert (found.value, found.lower_bound, found.status) == (7200, 7200, "optimal")
    assert found.schedule is not None
    assert found.schedule.overtime_unused == ("ana", "tom")
    assert found.schedule.plan is plan
    assert found.schedule.local(found.schedule["a"].finish) == datetime(2027, 1, 8, 17)
    assert "without overtime" in found.proof


def test_overtime_that_keeps_a_deadline_is_worked() -> None:
    found = cheapest(a_plan(TWO % ("125%", "2027-01-07")))

    # Ana's eight hours of overtime until Thursday cost half as much again; Tom has no deadline.
    assert found.schedule is not None
    assert (found.schedule.overtime_unused, found.value) == (("tom",), 7600)
    assert found.schedule.local(found.schedule["a"].finish) == datetime(2027, 1, 7, 19)


def test_overtime_that_costs_no_more_is_worked_as_ever() -> None:
    found = cheapest(a_plan(TWO % ("100%", "2027-01-08")))

    assert found.schedule is not None
    assert found.schedule.overtime_unused == ("ana",)


def test_a_deadline_that_is_missed_anyhow_is_not_missed_by_more() -> None:
    found = cheapest(a_plan(TWO % ("125%", "2027-01-06")))

    assert found.schedule is not None
    assert found.schedule.overtime_unused == ("tom",)


def test_what_is_agreed_leaves_the_same_overtime_unused() -> None:
    plan = a_plan(TWO % ("125%", "2027-01-08"))
    found = cheapest(plan).schedule
    assert found is not None
    held = levelled(plan, agreed=Agreed.of(found, "cost"))

    assert held.overtime_unused == ("ana", "tom")
    assert {each.id: each.finish for each in held} == {each.id: each.finish for each in found}
    assert verify(plan, held) == []


def test_other_goals_work_all_overtime() -> None:
    found = optimised(a_plan(TWO % ("125%", "2027-01-08")), time_limit=0).schedule

    assert found is not None
    assert found.overtime_unused == ()


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.sampled_from(("ana", "tom")), st.integers(2, 30)), min_size=1, max_size=5),
    st.integers(4, 12),
)
def test_it_never_costs_more_than_with_all_overtime_nor_is_later(
    tasks: list[tuple[str, int]], day: int
) -> None:
    listed = "".join(
        f"\n      - {{id: t{n}, estimate: {hours}h, who: [{who}]}}" for n, (who, hours) in enumerate(tasks)
    )
    text = (TWO % ("125%", f"2027-01-{day:02}")).partition("tasks:")[0] + f"tasks:{listed}\n"
    plan = a_plan(text.replace("done_when: [a]", "done_when: [t0]"))
    found = cheapest(plan)
    whole = Optimisation(plan, staffed(compile_plan(plan)), "cost", Watch(0), 1).answer()

    assert found.schedule is not None
    assert whole.schedule is not None
    assert (found.lower_bound or 0) <= (found.value or 0) <= (whole.value or 0)
    deadline = found.schedule.compiled.axis.minute(Moment.parse(f"2027-01-{day:02}"), end=True)
    assert found.schedule["t0"].finish <= max(whole.schedule["t0"].finish, deadline)
