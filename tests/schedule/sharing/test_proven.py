"""What is proven of a plan, whichever of its schedules is taken."""

from __future__ import annotations

from dataclasses import replace

from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising.answer import Optimised
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.sharing.proven import better, gap_of, with_schedule
from tests.plans import a_plan


def a_day() -> tuple[Optimised, PeopleSchedule]:
    """A day's work, proven to take a day."""
    plan = a_plan("""
        calendar: {hours: Mon-Fri 08:00-16:00}
        people: [{id: ana}]
        tasks: [{id: saw, estimate: 1d, who: [ana]}]
    """)
    found = optimised(plan, time_limit=0)
    assert found.schedule is not None
    return found, found.schedule


def test_a_later_schedule_keeps_the_bound_and_loses_the_proof() -> None:
    found, people = a_day()
    later = with_schedule(found, replace(people, finish=people.finish + 480))

    assert (found.status, later.status) == ("optimal", "feasible")
    assert later.lower_bound == found.lower_bound
    assert later.gap == 0.5


def test_of_two_the_earlier_schedule_comes_with_the_greater_bound() -> None:
    found, people = a_day()
    early = replace(found, status="feasible", lower_bound=float(people.start), gap=1.0)
    late = with_schedule(found, replace(people, finish=people.finish + 480))

    for best in (better(early, late), better(late, early)):
        assert best.schedule is people
        assert (best.status, best.lower_bound) == ("optimal", float(people.finish))


def test_a_gap_is_a_share_of_the_time_from_the_start() -> None:
    assert gap_of(110, 100, 60) == 0.2
    assert gap_of(100, 110, 60) == 0.0
    assert gap_of(100, None, 60) is None
