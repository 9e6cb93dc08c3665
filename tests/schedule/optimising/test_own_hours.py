"""What the model of exact calendars finds and proves, held against every order in every way."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings

from fairlead.plan.document import Plan
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.codes import LATEST
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.optimising.own_hours import OnTheClock, chosen_exactly, places_of
from fairlead.schedule.staffing.from_plan import staffed
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


def the_model(plan: Plan, stopped: Callable[[], bool] | None = None) -> OnTheClock:
    limits = staffed(compile_plan(plan))
    frame = Frame(limits)
    places = places_of(limits, frame)
    assert places is not None
    upper = max(frame.earliest.finish) + 14 * 1440
    return OnTheClock(limits, frame, places, upper, -LATEST, stopped=stopped)


MEETING = """
    people: [{id: ana, hours: Mon-Fri 08:00-16:00}, {id: tom, hours: Mon-Fri 15:00-20:00}]
    tasks:
      - {id: meet, estimate: 3h, who: [ana, tom]}
      - {id: write, estimate: 8h, who: [ana]}
"""


def test_a_model_is_given_up_while_it_is_written_when_somebody_stops_it() -> None:
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    assert the_model(a_plan(MEETING)).fits
    assert not the_model(a_plan(MEETING), stopped).fits
    assert asked == 3


def test_a_model_that_there_is_no_time_to_write_is_not_searched() -> None:
    limits = staffed(compile_plan(a_plan(MEETING)))
    frame = Frame(limits)
    places = places_of(limits, frame)
    assert places is not None

    assert chosen_exactly(limits, frame, places, upper=14 * 1440, time_limit=0) is None


def test_starts_beside_others_hours_are_all_those_from_which_no_minute_is_shared() -> None:
    model = the_model(a_plan(MEETING))
    (taking,) = (each for r in model.takings.values() for each in r if each.minutes == 480)
    both = model.frame.hours(model.takings[0][0].calendar)
    allowed = [m for low, high in model._resting(taking, both) for m in range(low, high + 1)]

    # Ana writes for eight hours from any minute of her day on; Tom's hours begin at 15, an hour before hers end.
    own = model.frame.hours(taking.calendar)
    starts = [m for p in (x for key, v in model.tables.items() if key[0] == taking.place for x in v)
              for m in range(p.low, p.high + 1)]  # fmt: skip
    apart = [m - model.origin for m in starts
             if both.before(own.first(own.before(m) + taking.minutes)) == both.before(m)]  # fmt: skip
    assert sorted(set(allowed)) == sorted(set(apart))


def test_tasks_that_links_keep_in_order_are_not_kept_apart_again() -> None:
    chain = "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d, after: [a]}, {id: c, estimate: 1d, after: [b +1d]}]"
    model = the_model(a_plan(chain))
    a, b, c = model.places

    assert model.are_in_order(a, c)
    assert model.are_in_order(c, b)
    assert not the_model(a_plan(chain.replace("after: [a]", "after: [a SS]"))).are_in_order(a, b)


def test_work_whose_finish_a_link_holds_in_closed_hours_is_done_when_they_open_again() -> None:
    # Tom delivers at 21 on Monday. Ana's eight hours of Monday are done with that: when her hours begin on Tuesday.
    plan = a_plan("""
        people: [{id: ana, hours: Mon-Fri 08:00-16:00}, {id: tom, hours: Mon-Fri 20:00-22:00}]
        tasks:
          - {id: deliver, estimate: 1h, who: [tom]}
          - {id: write, estimate: 8h, who: [ana], after: [deliver FF]}
    """)

    limits = staffed(compile_plan(plan))
    frame = Frame(limits)
    places = places_of(limits, frame)
    assert places is not None
    answer = chosen_exactly(limits, frame, places, upper=max(frame.earliest.finish) + 1440, time_limit=5)
    assert answer is not None
    assert answer.status == "optimal"
    assert f"{limits.compiled.axis.local(answer.lower_bound):%a %H:%M}" == "Tue 08:00"
    assert in_five_seconds(plan) == ("optimal", "Tue 08:00")
