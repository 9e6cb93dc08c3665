"""Whether a plan can be met: by a schedule, or a proof that there is none."""

from __future__ import annotations

from hypothesis import given

from fairlead.feasibility.why_not import can_be_met
from fairlead.plan.document import Plan
from fairlead.schedule.verifying import verify
from tests.feasibility.why_not.brute import earliest, small
from tests.feasibility.why_not.test_finding import end_of, small_plans


@given(small_plans())
def test_the_answer_is_that_of_all_orders(plan: Plan) -> None:
    deadline = plan.goals["g"].deadline
    assert deadline is not None
    wanted = earliest(small(plan), "end") <= end_of(deadline.date)

    found = can_be_met(plan, time_limit=5)

    assert found.goals == {"g": wanted}
    assert found.feasible is wanted
    if found.schedule is not None:
        assert not verify(found.schedule.plan, found.schedule)
