"""No bound lies beyond the best of all schedules, whatever the calendars."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule import codes
from fairlead.schedule.bounds import finish_bound
from fairlead.schedule.bounds.chains import pressed_heads
from fairlead.schedule.bounds.energy import Energy
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.bounds.relaxed import relaxed_bound
from fairlead.schedule.bounds.windows import Search
from fairlead.schedule.bounds.work import workload
from fairlead.schedule.staffing import FULL
from tests.schedule.bounds.staffs import (
    CLOCK,
    FF,
    FS,
    SF,
    SS,
    Chore,
    Person,
    Tie,
    Way,
    a_staff,
    at,
    best_finish,
)

shifts = st.sampled_from([((8, 16),), ((8, 12), (13, 17)), ((12, 20),), ((9, 12),), ((0, 24),), ((22, 24),)])
days = st.sampled_from([(0, 1, 2, 3, 4), (0, 1, 2), (1, 3), (0, 1, 2, 3, 4, 5, 6), (2, 3, 4, 5)])
people = st.builds(Person, shifts, days, st.sets(st.integers(0, 10), max_size=4).map(tuple))
minutes = st.one_of(st.sampled_from([60, 240, 480, 600]), st.integers(1, 900))


@st.composite
def staffs(draw: st.DrawFn) -> tuple[list[Person], list[Chore], list[Tie]]:
    crew = draw(st.lists(people, min_size=2, max_size=3))
    if draw(st.booleans()):
        crew.append(crew[0])  # somebody with the same skill and the same hours
    count = draw(st.integers(2, 4))
    chores = []
    for _ in range(count):
        ways = []
        for _ in range(draw(st.integers(1, 2))):
            one = draw(st.integers(0, len(crew) - 1))
            alike = tuple(i for i, person in enumerate(crew) if person == crew[one])
            who = alike if draw(st.booleans()) else (one,)
            limit = draw(st.sampled_from([None, None, 0]))
            ways.append(Way(draw(minutes), who, draw(st.sampled_from([FULL, FULL // 2])), limit))
        facts = {}
        if draw(st.integers(0, 4)) == 0:
            date = at(draw(st.integers(0, 6)), draw(st.integers(0, 23)))
            facts = {"constraint": codes.START_FROM, "constraint_date": date}
        chores.append(Chore(tuple(ways), facts))
    ties = []
    for after in range(1, count):
        if draw(st.booleans()):
            kind = draw(st.sampled_from([FS, FS, SS, FF, SF]))
            calendar = draw(st.sampled_from([CLOCK, 0, 1]))
            lag = draw(st.sampled_from([0, 0, 90, 700] if calendar != CLOCK else [0, 0, 90, 3000, -200]))
            ties.append(Tie(draw(st.integers(0, after - 1)), after, kind, lag, calendar))
    return crew, chores, ties


@given(staffs())
def test_no_bound_is_later_than_the_best_of_all_schedules(
    staff: tuple[list[Person], list[Chore], list[Tie]],
) -> None:
    best = best_finish(*staff)
    staffed = a_staff(*staff, limits=1)
    frame = Frame(staffed)
    heads = frame.heads()
    by_logic, _ = frame.finish_of(heads)
    assert by_logic <= best
    load = workload(frame, heads)
    heads = pressed_heads(frame, load, heads)
    assert frame.finish_of(heads)[0] <= best

    by_energy = Search(frame, load, heads, by_logic - 1)
    by_energy.by_energy(Energy(load))
    assert by_energy.known < best

    by_prices = Search(frame, load, heads, by_logic - 1)
    by_prices.by_prices(lambda: 5.0)
    assert by_prices.known < best

    by_solver = relaxed_bound(frame, load, heads, by_logic, None, 2.0, lambda moment: None, lambda: False)
    assert (by_solver or by_logic) <= best


@given(staffs())
def test_a_schedule_that_is_known_is_never_beaten_by_the_bound_and_improvements_are_told_in_order(
    staff: tuple[list[Person], list[Chore], list[Tie]],
) -> None:
    best = best_finish(*staff)
    told: list[int] = []
    bound = finish_bound(a_staff(*staff, limits=1), time_limit=1.0, upper=best, report=told.append)

    assert bound.moment <= best
    assert told == sorted(told)
    assert told[-1] == bound.moment


@given(staffs())
def test_where_work_may_be_split_the_bound_holds_for_the_best_unsplit_schedule_too(
    staff: tuple[list[Person], list[Chore], list[Tie]],
) -> None:
    crew, chores, ties = staff
    staffed = a_staff(crew, [chore._replace(may_split=True) for chore in chores], ties, 1, splitting=True)

    assert finish_bound(staffed, time_limit=1.0).moment <= best_finish(crew, chores, ties)
