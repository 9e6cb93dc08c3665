"""What the model of exact calendars finds and proves, held against every order in every way."""

from __future__ import annotations

from hypothesis import given, settings

from fairlead.plan.document import Plan
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.optimising.own_hours import chosen_exactly, places_of
from fairlead.schedule.verifying import verify
from tests.plans import a_plan
from tests.schedule.bounds.staffs import DAY, Chore, Person, Tie, a_staff, best_finish
from tests.schedule.bounds.test_against_enumeration import staffs

Staff = tuple[list[Person], list[Chore], list[Tie]]


@given(staffs())
@settings(deadline=None)
def test_no_exact_bound_is_later_than_the_best_of_all_schedules(staff: Staff) -> None:
    best = best_finish(*staff)
    staffed = a_staff(*staff, limits=1)
    frame = Frame(staffed)
    places = places_of(staffed, frame)
    assert places is not None

    for upper in (best, best + 2 * DAY):  # what is known already, and what is a little worse
        answer = chosen_exactly(staffed, frame, places, upper=upper, time_limit=5)
        assert answer is not None
        assert answer.status in ("optimal", "feasible", "unknown")
        assert answer.lower_bound <= best


def in_five_seconds(plan: Plan) -> tuple[str, str]:
    answer = optimised(plan, time_limit=5)
    assert answer.schedule is not None
    assert verify(plan, answer.schedule) == []
    return answer.status, f"{answer.schedule.local(answer.schedule.finish):%a %H:%M}"


def test_two_who_meet_for_an_hour_a_day_keep_her_from_what_takes_a_whole_day() -> None:
    # They meet from 15 to 16 on three days. Ana's own work of 8 hours takes a fourth, before or after them.
    plan = a_plan("""
        people: [{id: ana, hours: Mon-Fri 08:00-16:00}, {id: tom, hours: Mon-Fri 15:00-20:00}]
        tasks:
          - {id: meet, estimate: 3h, who: [ana, tom]}
          - {id: write, estimate: 8h, who: [ana]}
    """)

    assert in_five_seconds(plan) == ("optimal", "Thu 16:00")


def test_a_handover_to_who_comes_later_is_proven() -> None:
    # Ana ends at 12 on Monday; Tom takes it up at 13 and has 5 hours: 18:00.
    plan = a_plan("""
        people: [{id: ana, hours: Mon-Fri 08:00-16:00}, {id: tom, hours: Mon-Fri 13:00-21:00}]
        tasks:
          - {id: draft, estimate: 4h, who: [ana]}
          - {id: check, estimate: 5h, who: [tom], after: [draft]}
    """)

    assert in_five_seconds(plan) == ("optimal", "Mon 18:00")
