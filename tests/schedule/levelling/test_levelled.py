"""Any small plan, levelled: within its limits, or it says itself where it isn't."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from hypothesis import given

from fairlead.schedule.bounds import finish_bound
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.generating import Generator
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.staffing import staffed
from fairlead.schedule.verifying import Violation, verify
from tests.plans import a_plan
from tests.schedule.levelling.strategies import plans


def names(found: PeopleSchedule, broken: Violation) -> bool:
    """Whether a finding of the schedule names a task of a violation."""
    return any(
        finding.id == task or f"`{task}`" in finding.message
        for finding in found.findings
        for task in broken.tasks
    )


@given(plans())
def test_a_schedule_keeps_every_limit_or_says_which_task_does_not(text: str) -> None:
    plan = a_plan(text)
    found = levelled(plan)

    assert [each for each in verify(plan, found) if not names(found, each)] == []


@given(plans())
def test_the_same_plan_is_levelled_the_same_way_again(text: str) -> None:
    one, again = levelled(a_plan(text)), levelled(a_plan(text))

    assert (dict(one.placed), one.findings) == (dict(again.placed), again.findings)


@given(plans())
def test_no_schedule_without_problems_finishes_before_the_bound(text: str) -> None:
    plan = a_plan(text)
    found = levelled(plan)
    if verify(plan, found):
        return

    assert finish_bound(staffed(compile_plan(plan)), time_limit=0).moment <= found.finish


@given(plans(most=8))
def test_compiled_kernels_place_what_plain_ones_place(text: str) -> None:
    ready = manned(staffed(compile_plan(a_plan(text))))
    rank = np.arange(ready.size)[::-1].copy()
    plain, compiled = (Generator(ready, compiled=each).generated(rank) for each in (False, True))

    for one, other in zip(plain, compiled, strict=True):
        assert np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other


def test_work_that_ignores_hours_waits_for_whoever_does_it_to_come() -> None:
    plan = a_plan("""
        calendars: [{id: nights, hours: Mon-Fri 18:00-24:00}]
        people: [{id: new, skills: {change: 1}, from: 2027-01-11}]
        tasks: [{id: a, estimate: 4h, needs: [change], calendar: nights, ignore_hours: yes}]
    """)
    found = levelled(plan)

    assert found.local(found["a"].start) == datetime(2027, 1, 11, 18)
    assert verify(plan, found) == []


def test_whoever_has_come_is_taken_for_work_that_ignores_hours() -> None:
    found = levelled(
        a_plan("""
        calendars: [{id: nights, hours: Mon-Fri 18:00-24:00}]
        people: [{id: new, skills: {change: 1}, from: 2027-01-11}, {id: old, skills: {change: 2}}]
        tasks: [{id: a, estimate: 4h, needs: [change], calendar: nights, ignore_hours: yes}]
    """)
    )

    assert [each.who for each in found["a"].assigned] == ["old"]
    assert found.local(found["a"].start) == datetime(2027, 1, 4, 18)


def test_a_levelling_delay_is_over_once_somebody_else_has_been_waited_for() -> None:
    plan = a_plan(
        "start: 2027-01-04\npeople: [{id: ana, skills: {saw: 1}}, {id: tom, skills: {drill: 1}}]\ntasks:\n"
        "  - {id: first, estimate: 2d, who: [ana], priority: 900}\n"
        "  - {id: then, estimate: 1d, needs: [1..2 saw], levelling_delay: 1d}\n"
    )
    found = levelled(plan)

    # Ana is free on Wednesday, and the day that `then` was delayed has passed by then.
    assert found.local(found["then"].start) == datetime(2027, 1, 6, 8)


def test_delayed_work_keeps_clear_of_what_comes_round() -> None:
    plan = a_plan(
        "start: 2027-01-04\nteams: [{id: crew, wip: 2}]\n"
        "people: [{id: ana, team: crew, skills: {saw: 2, drill: 1}}, {id: mei, skills: {drill: 3}}]\ntasks:\n"
        "  - {id: drill, needs: [1..2 drill], levelling_delay: 1d}\n"
        "  - {id: saw, needs: [saw], same_as: [drill]}\n"
        "  - {id: weekly, work: 31h, needs: [saw], every: week on Tue from 2027-01-05 until 2027-01-22}\n"
    )

    assert verify(plan, levelled(plan)) == []
