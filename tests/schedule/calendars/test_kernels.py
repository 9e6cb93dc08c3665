"""Moments to working minutes and back: by hand, and against a walk from minute to minute."""

from __future__ import annotations

import bisect
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.schedule.calendars import Calendar, CalendarSet, WorkingTime, compile_calendar, kernels
from fairlead.schedule.calendars.kernels import BEYOND
from fairlead.schedule.calendars.spans import Spans
from fairlead.schedule.jit import load_compiled

from .helpers import MONDAY, a_few_spans, at, minutes_of, shown, spans

STANDARD = compile_calendar(WorkingTime(), MONDAY, MONDAY.replace(day=31)).slice


@pytest.fixture(scope="module", params=["plain", "compiled"])
def k(request: pytest.FixtureRequest) -> ModuleType:
    """Return the kernels in both forms."""
    return load_compiled(kernels.__name__) if request.param == "compiled" else kernels


@pytest.mark.parametrize(
    ("moment", "following", "preceding"),
    [
        ("2027-01-04 08:00", "2027-01-04 08:00", None),  # the window begins here: nothing was worked before
        ("2027-01-04 09:30", "2027-01-04 09:30", "2027-01-04 09:30"),
        ("2027-01-04 12:00", "2027-01-04 13:00", "2027-01-04 12:00"),
        ("2027-01-04 17:00", "2027-01-05 08:00", "2027-01-04 17:00"),
        ("2027-01-05 08:00", "2027-01-05 08:00", "2027-01-04 17:00"),
        ("2027-01-09 10:00", "2027-01-11 08:00", "2027-01-08 17:00"),  # a Saturday
    ],
)
def test_a_moment_has_a_start_like_and_a_finish_like_reading(
    k: ModuleType, moment: str, following: str, preceding: str | None
) -> None:
    assert shown(k.next_work(*STANDARD, at(moment))) == following
    assert k.previous_work(*STANDARD, at(moment)) == (at(preceding) if preceding else -BEYOND)


def test_eight_hours_from_monday_morning_end_on_monday_and_not_on_tuesday_morning(k: ModuleType) -> None:
    assert shown(k.add_work(*STANDARD, at("2027-01-04 08:00"), 480)) == "2027-01-04 17:00"
    assert shown(k.start_at(*STANDARD, 480)) == "2027-01-05 08:00"
    assert shown(k.finish_at(*STANDARD, 480)) == "2027-01-04 17:00"


def test_eight_hours_back_from_monday_evening_began_on_monday_and_not_on_friday_evening(
    k: ModuleType,
) -> None:
    assert shown(k.subtract_work(*STANDARD, at("2027-01-11 17:00"), 480)) == "2027-01-11 08:00"
    assert shown(k.add_work(*STANDARD, at("2027-01-11 17:00"), -480)) == "2027-01-11 08:00"


def test_no_work_moves_nothing_even_outside_working_time(k: ModuleType) -> None:
    saturday = at("2027-01-09 10:00")
    assert k.add_work(*STANDARD, saturday, 0) == k.subtract_work(*STANDARD, saturday, 0) == saturday


def test_a_working_week_lies_between_two_mondays_and_backwards_it_counts_negative(k: ModuleType) -> None:
    a, b = at("2027-01-04 00:00"), at("2027-01-11 03:00")
    assert k.work_between(*STANDARD, a, b) == 2400
    assert k.work_between(*STANDARD, b, a) == -2400


def test_what_leaves_the_window_says_so_on_either_side(k: ModuleType) -> None:
    friday, monday = at("2027-01-29 17:00"), at("2027-01-04 08:00")
    assert k.next_work(*STANDARD, friday) == k.add_work(*STANDARD, friday, 1) == BEYOND
    assert k.previous_work(*STANDARD, monday) == k.subtract_work(*STANDARD, monday, 1) == -BEYOND
    assert k.start_at(*STANDARD, 20 * 480) == BEYOND
    assert k.finish_at(*STANDARD, 20 * 480) == friday
    assert k.finish_at(*STANDARD, 20 * 480 + 1) == BEYOND


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("added", [0, 5000, -5000])
def test_what_goes_in_beyond_comes_out_beyond(k: ModuleType, sign: int, added: int) -> None:
    t = sign * BEYOND + added
    for move in (k.next_work, k.previous_work, k.work_before, k.start_at, k.finish_at):
        assert move(*STANDARD, t) == sign * BEYOND, move
    for shift in (k.add_work, k.subtract_work):
        for minutes in (-100, 0, 100):
            assert shift(*STANDARD, t, minutes) == sign * BEYOND, shift
    assert k.work_between(*STANDARD, at("2027-01-05 00:00"), t) == sign * BEYOND
    assert k.work_between(*STANDARD, t, at("2027-01-05 00:00")) == -sign * BEYOND


def test_a_calendar_without_working_time_leads_nowhere(k: ModuleType) -> None:
    never = Calendar.of(spans(), (0, 100)).slice
    assert k.next_work(*never, 50) == k.start_at(*never, 0) == k.add_work(*never, 50, 1) == BEYOND
    assert k.previous_work(*never, 50) == k.finish_at(*never, 0) == k.subtract_work(*never, 50, 1) == -BEYOND
    assert k.work_before(*never, 50) == 0


@settings(max_examples=80, deadline=None)
@given(a_few_spans(), st.integers(-5, 300))
def test_kernels_agree_with_a_walk_from_minute_to_minute(k: ModuleType, some: Spans, t: int) -> None:
    calendar = Calendar.of(some, (0, 300))
    work = minutes_of(calendar.spans)
    done = sum(minute < t for minute in work)
    rows = sorted(work)

    assert k.work_before(*calendar.slice, t) == done
    assert k.next_work(*calendar.slice, t) == min((minute for minute in work if minute >= t), default=BEYOND)
    ends = [minute + 1 for minute in work if minute + 1 <= t]
    assert k.previous_work(*calendar.slice, t) == max(ends, default=-BEYOND)
    for minutes in (1, 7, 60):
        forward = rows[done + minutes - 1] + 1 if done + minutes <= len(rows) else BEYOND
        assert k.add_work(*calendar.slice, t, minutes) == forward
        back = rows[done - minutes] if done >= minutes else -BEYOND
        assert k.subtract_work(*calendar.slice, t, minutes) == back


@settings(max_examples=60, deadline=None)
@given(a_few_spans(), st.data())
def test_both_inverses_give_back_the_work_they_were_asked_for(
    k: ModuleType, some: Spans, data: st.DataObject
) -> None:
    calendar = Calendar.of(some, (0, 300))
    w = data.draw(st.integers(0, calendar.total))

    start, finish = k.start_at(*calendar.slice, w), k.finish_at(*calendar.slice, w)
    assert start == BEYOND or k.work_before(*calendar.slice, start) == w
    assert finish == -BEYOND or k.work_before(*calendar.slice, finish) == w
    assert finish <= start
    assert start == BEYOND or k.next_work(*calendar.slice, start) == start
    assert finish == -BEYOND or k.previous_work(*calendar.slice, finish) == finish


@settings(max_examples=60, deadline=None)
@given(st.lists(a_few_spans(), min_size=1, max_size=4), st.integers(0, 300), st.integers(1, 60))
def test_a_calendar_answers_the_same_alone_and_among_others(
    k: ModuleType, many: list[Spans], t: int, minutes: int
) -> None:
    calendars = [Calendar.of(some, (0, 300)) for some in many]
    together = CalendarSet.of(calendars)
    flat = (together.starts, together.ends, together.cum)
    for calendar, row in zip(calendars, together.rows, strict=True):
        ends = int(together.first[row]), int(together.last[row])
        assert k.next_work(*flat, *ends, t) == k.next_work(*calendar.slice, t)
        assert k.previous_work(*flat, *ends, t) == k.previous_work(*calendar.slice, t)
        assert k.work_before(*flat, *ends, t) == k.work_before(*calendar.slice, t)
        assert k.add_work(*flat, *ends, t, minutes) == k.add_work(*calendar.slice, t, minutes)
        assert k.subtract_work(*flat, *ends, t, minutes) == k.subtract_work(*calendar.slice, t, minutes)


@settings(max_examples=60, deadline=None)
@given(a_few_spans(), st.integers(0, 299))
def test_later_moments_never_give_less(some: Spans, t: int) -> None:
    calendar = Calendar.of(some, (0, 300)).slice
    for reading in (kernels.work_before, kernels.next_work, kernels.previous_work):
        assert reading(*calendar, t) <= reading(*calendar, t + 1)


rising = st.lists(st.one_of(st.integers(0, 60), st.integers(0, 10**9)), unique=True, max_size=40).map(sorted)


@settings(max_examples=200)
@given(rising, st.data())
def test_the_search_finds_what_bisection_finds_in_even_and_in_wild_values(
    k: ModuleType, values: list[int], data: st.DataObject
) -> None:
    lo = data.draw(st.integers(0, len(values)))
    hi = data.draw(st.integers(lo, len(values)))
    near = [value + step for value in values for step in (-1, 0, 1)]
    x = data.draw(st.sampled_from(near) if near else st.integers(0, 60))
    array = np.array(values, np.int64)
    assert k.last_at_or_before(array, lo, hi, x) == bisect.bisect_right(values, x, lo, hi) - 1


@pytest.mark.parametrize("far", [-(10**9), 10**9])
def test_the_search_stays_inside_its_slice_however_wrong_the_guess(k: ModuleType, far: int) -> None:
    for size in range(1, 40):
        values = np.array(sorted([*range(size), far]), np.int64)
        expected = [bisect.bisect_right(values, x) - 1 for x in range(size)]
        assert [k.last_at_or_before(values, 0, size + 1, x) for x in range(size)] == expected


def test_plain_kernels_take_lists() -> None:
    starts, ends, cum, lo, hi = STANDARD
    lists = (starts.tolist(), ends.tolist(), cum.tolist(), lo, hi)
    assert shown(kernels.add_work(*lists, at("2027-01-04 08:00"), 481)) == "2027-01-05 08:01"
