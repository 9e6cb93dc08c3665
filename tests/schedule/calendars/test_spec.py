"""What a calendar may say, and what a day and a week mean in it."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.schedule.calendars import (
    DayException,
    WorkingTime,
    WorkWeek,
    always,
    month_minutes,
    week_minutes,
    working_day_minutes,
)
from fairlead.schedule.calendars.spec import common_shifts, ordinary_shifts

EIGHT, SIX = ((510, 750), (780, 1020)), ((510, 750), (780, 900))


def test_a_day_is_the_most_frequent_one_and_a_week_is_the_sum() -> None:
    spec = WorkingTime((EIGHT, EIGHT, EIGHT, EIGHT, SIX, (), ()))
    assert working_day_minutes(spec) == 480
    assert week_minutes(spec) == 2280
    assert month_minutes(spec) == 2280 * 52 / 12


def test_one_long_day_does_not_make_a_long_day() -> None:
    assert working_day_minutes(WorkingTime((SIX, SIX, EIGHT, (), (), (), ()))) == 360


def test_of_equally_frequent_days_the_longest_counts() -> None:
    assert working_day_minutes(WorkingTime((EIGHT, SIX, (), (), (), (), ()))) == 480


def test_overlapping_shifts_count_once() -> None:
    assert week_minutes(WorkingTime((((480, 720), (600, 840)), (), (), (), (), (), ()))) == 360


def test_a_calendar_that_works_in_exceptions_only_takes_its_day_from_them() -> None:
    nothing, day = ((),) * 7, date(2027, 1, 4)
    assert working_day_minutes(WorkingTime(nothing, (DayException(day, day, ((0, 60),)),))) == 60
    assert working_day_minutes(WorkingTime(nothing, weeks=(WorkWeek(day, day, (EIGHT,) * 7),))) == 480
    assert working_day_minutes(WorkingTime(nothing)) == 0


def test_round_the_clock_has_a_week_of_168_hours() -> None:
    assert week_minutes(always()) == 168 * 60


def test_common_shifts_are_those_of_both_days() -> None:
    assert common_shifts(EIGHT, ((600, 800),)) == ((600, 750), (780, 800))


def test_the_ordinary_shifts_are_the_most_frequent_ones() -> None:
    assert ordinary_shifts((SIX, EIGHT, EIGHT, (), (), (), ())) == EIGHT
    assert ordinary_shifts(((),) * 7) == ()


@pytest.mark.parametrize("shift", [(600, 600), (600, 500), (-1, 60), (1440, 1500), (0, 2881)])
def test_impossible_shifts_are_refused(shift: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="a shift begins within its day"):
        WorkingTime(((shift,),) * 7)
    with pytest.raises(ValueError, match="a shift begins within its day"):
        DayException(date(2027, 1, 4), date(2027, 1, 4), (shift,))


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="7 days"):
        WorkingTime(((),) * 6)  # type: ignore[arg-type]
