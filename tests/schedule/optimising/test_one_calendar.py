"""A plan on one calendar, in whole periods of its working time."""

from __future__ import annotations

from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.optimising.one_calendar import InPeriods, in_periods
from fairlead.schedule.staffing import staffed
from tests.plans import a_plan
from tests.schedule.optimising.test_optimised import NIGHT_SHIFT


def periods(text: str) -> InPeriods | None:
    limits = staffed(compile_plan(a_plan(text)))
    return in_periods(limits, Frame(limits).heads().start)


def test_nothing_is_held_back_by_hours_that_nobody_keeps() -> None:
    found = periods(NIGHT_SHIFT)

    # 24 hours of 60 minutes are the period; painting can begin after one of them, not after three days of 8 hours.
    assert found is not None
    assert (found.axis.period, found.problem.release.tolist()) == (1440, [0, 1])
    assert found.problem.duration.tolist() == [1, 1]


def test_people_who_can_always_stand_for_one_another_are_one_pool() -> None:
    found = periods("""
        people: [{id: ana, skills: {steel: 1}}, {id: tom, skills: {steel: 1}}]
        tasks: [{id: a, estimate: 2d, needs: [steel]}, {id: b, estimate: 4d, needs: [2 steel]}]
    """)

    assert found is not None
    assert found.problem.capacity.tolist() == [2]
    assert found.problem.demand.tolist() == [[1], [2]]


def test_hours_of_their_own_and_choices_are_no_such_plan() -> None:
    own_hours = "people: [{id: ana}, {id: tom, hours: Mon-Wed 09:00-15:00}]"
    tasks = "tasks: [{id: a, estimate: 2d, who: [ana]}, {id: b, estimate: 1d, who: [tom]}]"
    assert periods(f"{own_hours}\n{tasks}") is None

    skills = "people: [{id: ana, skills: {code: 1, steel: 1}}, {id: tom, skills: {steel: 1}}]"
    assert (
        periods(
            f"{skills}\ntasks: [{{id: a, estimate: 1d, needs: [steel]}}, {{id: b, estimate: 1d, needs: [code]}}]"
        )
        is None
    )
