"""Bounds small enough to check in the head. Everybody works 8 to 16 on weekdays unless said otherwise."""

from __future__ import annotations

import pytest

from fairlead.schedule import codes
from fairlead.schedule.bounds import Bound, explain, finish_bound
from fairlead.schedule.bounds.chains import pressed_heads
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.bounds.windows import Search
from fairlead.schedule.bounds.work import workload
from fairlead.schedule.staffing import FULL
from tests.schedule.bounds.staffs import HOUR, Chore, Person, Tie, Way, a_staff, at, best_finish

DAYTIME = Person()
A_DAY = 8 * HOUR


def a_day_of(*who: int, days: int = 1, units: int = FULL, limit: int | None = None) -> Chore:
    return Chore((Way(days * A_DAY, who, units, limit),))


def test_one_person_does_three_days_of_work_in_no_less_than_three_days() -> None:
    bound = finish_bound(a_staff([DAYTIME], [a_day_of(0)] * 3), time_limit=0)

    assert (bound.moment, bound.method, bound.resources) == (at(2, 16), "energy", ("p0",))
    assert set(bound.tasks) == {"t0", "t1", "t2"}


def test_halves_of_a_person_go_side_by_side() -> None:
    bound = finish_bound(a_staff([DAYTIME], [a_day_of(0, units=FULL // 2)] * 2), time_limit=1)

    assert (bound.moment, bound.method) == (at(0, 16), "critical path")


def test_two_people_of_one_skill_share_its_work() -> None:
    bound = finish_bound(a_staff([DAYTIME, DAYTIME], [a_day_of(0, 1)] * 6), time_limit=0)

    # Six days of work for two: Wednesday evening.
    assert (bound.moment, bound.resources) == (at(2, 16), ("p0", "p1"))


def test_leave_is_nobodys_working_time() -> None:
    away_on_tuesday = Person(away=(1,))

    assert finish_bound(a_staff([away_on_tuesday], [a_day_of(0)] * 2), time_limit=0).moment == at(2, 16)


def test_work_before_a_predecessor_of_others_work_is_done_within_its_window() -> None:
    # Each of three days of p0 is followed by a day of p1: the last of p1's can't begin before Thursday.
    chores = [a_day_of(0)] * 3 + [a_day_of(1)] * 3
    ties = [Tie(0, 3), Tie(1, 4), Tie(2, 5)]

    assert best_finish([DAYTIME, DAYTIME], chores, ties) == at(3, 16)
    assert finish_bound(a_staff([DAYTIME, DAYTIME], chores, ties), time_limit=0).moment == at(3, 16)


def test_a_mode_on_other_hours_counts_where_it_finishes_first() -> None:
    # p1 takes twice as long but works on Monday; p0 is away until Wednesday.
    late, early = Person(away=(0, 1)), Person(shifts=((0, 24),))
    chore = Chore((Way(A_DAY, (0,)), Way(2 * A_DAY, (1,))))

    assert finish_bound(a_staff([late, early], [chore]), time_limit=1).moment == at(0, 16)


def test_a_limit_is_held_at_night_too() -> None:
    # Two tasks of 12 hours that must not overlap: 8 hours on the first day, 4 on the second, and again.
    chores = [Chore((Way(12 * HOUR, (number,), FULL, 0),)) for number in (0, 1)]
    people = [DAYTIME, DAYTIME]
    bound = finish_bound(a_staff(people, chores, limits=1), time_limit=5)

    assert best_finish(people, chores) == at(2, 16)
    assert at(1, 12) <= bound.moment <= at(2, 16)


def test_somebodys_hours_between_a_colleagues_hours_are_their_own() -> None:
    # Mornings and afternoons of two people under one roof don't take from each other.
    morning, afternoon = Person(((8, 12),)), Person(((12, 16),))
    chores = [Chore((Way(8 * HOUR, (number,)),)) for number in (0, 1)]

    assert finish_bound(a_staff([morning, afternoon], chores), time_limit=2).moment == at(1, 16)


def test_finished_work_asks_for_nothing_and_work_begun_for_what_is_left() -> None:
    done = {"state": codes.FINISHED, "actual_start": at(0, 8), "actual_finish": at(0, 16)}
    begun = {"state": codes.STARTED, "actual_start": at(0, 8), "resume": at(1, 8)}
    chores = [
        Chore((Way(A_DAY, (0,)),), done, 0),
        Chore((Way(5 * A_DAY, (0,)),), begun, A_DAY),
        Chore((Way(A_DAY, (0,)),), {"constraint": codes.START_FROM, "constraint_date": at(1, 8)}),
    ]

    # A day is left of the five, and another day has to wait for Tuesday: Wednesday evening.
    assert finish_bound(a_staff([DAYTIME], chores), time_limit=1).moment == at(2, 16)


def test_work_with_dates_set_by_hand_takes_no_room_from_others() -> None:
    by_hand = {"state": codes.FIXED, "actual_start": at(0, 8), "actual_finish": at(0, 16)}
    chores = [Chore((Way(A_DAY, (0,)),), by_hand), a_day_of(0)]

    assert finish_bound(a_staff([DAYTIME], chores), time_limit=1).moment == at(0, 16)


def test_what_nobody_can_do_is_left_out() -> None:
    bound = finish_bound(a_staff([DAYTIME], [a_day_of(0, units=2 * FULL)] * 3), time_limit=1)

    assert bound.moment == at(0, 16)


def test_work_that_may_be_split_counts_in_minutes_and_not_in_stretches() -> None:
    # The other's day begins on Monday noon; whoever splits, two days of work are done on Tuesday evening.
    noon = {"constraint": codes.START_ON, "constraint_date": at(0, 12)}
    chores = [
        Chore((Way(A_DAY, (0,)),), may_split=True),
        Chore((Way(A_DAY, (0,)),), noon, may_split=True),
    ]
    bound = finish_bound(a_staff([DAYTIME], chores, splitting=True), time_limit=1)

    assert bound.moment == at(1, 16)


def test_a_known_schedule_that_is_the_best_is_proven_to_be_and_never_beaten() -> None:
    staffed = a_staff([DAYTIME], [a_day_of(0)] * 3)

    assert finish_bound(staffed, time_limit=1, upper=at(2, 16)).moment == at(2, 16)
    assert finish_bound(staffed, time_limit=1, upper=at(9, 16)).moment == at(2, 16)


def test_the_constraint_solver_proves_what_windows_do_not() -> None:
    # Three tasks of 5 hours for two people: by energy 7.5 hours, but one of them has to do two.
    around = Person(((0, 24),), tuple(range(7)))
    chores = [Chore((Way(5 * HOUR, (0, 1)),))] * 3

    bound = finish_bound(a_staff([around, around], chores), time_limit=5)

    assert best_finish([around, around], chores) == at(0, 10)
    assert (bound.moment, bound.method) == (at(0, 10), "constraint solver")


def test_a_task_waits_until_the_work_before_it_has_found_the_time_of_its_person() -> None:
    # Two days of p0 have to be done before p1's task, and p0's third day after it waits for that.
    chores = [a_day_of(0), a_day_of(0), a_day_of(1), a_day_of(0)]
    staffed = a_staff([DAYTIME, DAYTIME], chores, [Tie(0, 2), Tie(1, 2), Tie(2, 3)])
    frame = Frame(staffed)
    heads = frame.heads()

    assert heads.start[2] == at(1, 8)
    assert pressed_heads(frame, workload(frame, heads), heads).start == [
        at(0, 8),
        at(0, 8),
        at(2, 8),
        at(3, 8),
    ]


def test_two_alike_modes_in_short_days_are_no_reason_to_go_too_far() -> None:
    # Eight hours of work in days of three: two days and two hours.
    short = Person(((9, 12),))
    half = Way(4 * HOUR, (0,))
    bound = finish_bound(a_staff([short], [Chore((half, half)), Chore((half,))]), time_limit=5)

    assert bound.moment == at(2, 11)


def test_prices_alone_stop_where_a_schedule_begins_to_exist() -> None:
    short = Person(((9, 12),))
    frame = Frame(a_staff([short], [Chore((Way(4 * HOUR, (0,)),))] * 2))
    heads = frame.heads()
    by_logic, _ = frame.finish_of(heads)
    search = Search(frame, workload(frame, heads), heads, by_logic - 1)
    search.by_prices(lambda: 5.0)

    # No schedule finishes at 10:59 on Wednesday, one does at 11:00.
    assert at(2, 10) < search.known < at(2, 11)


def test_stopping_keeps_what_milliseconds_found() -> None:
    bound = finish_bound(a_staff([DAYTIME], [a_day_of(0)] * 3), time_limit=60, stopped=lambda: True)

    assert bound.moment == at(0, 16)


def test_the_reason_is_said_in_person_days() -> None:
    bound = finish_bound(a_staff([DAYTIME], [a_day_of(0)] * 3), time_limit=0)

    assert explain(bound) == (
        "To finish by 4 January 2027 16:00, as links and hours alone would let it, 3 tasks would need 3 person-days "
        "from 4 January 2027 08:00 to 4 January 2027 16:00; P0 has 1 person-day."
    )


def test_the_reason_of_the_critical_path_is_its_tasks() -> None:
    people = [DAYTIME, DAYTIME]
    bound = finish_bound(a_staff(people, [a_day_of(0), a_day_of(1)], [Tie(0, 1)]), time_limit=0)

    assert bound.tasks == ("t1", "t0")
    assert explain(bound) == "Links, dates and working hours alone put `t0` and `t1` at 5 January 2027 16:00."


@pytest.mark.parametrize("proof", [(), ("a", "b")])
def test_a_bound_without_clauses_says_nothing(proof: tuple[str, ...]) -> None:
    assert explain(Bound(0, "energy", proof)) == ("A; b." if proof else "")
