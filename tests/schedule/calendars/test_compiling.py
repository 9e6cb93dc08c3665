"""From rules to spans: by hand, and against a walk from day to day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.errors import PlanError
from fairlead.schedule.calendars import DayException, WorkingTime, WorkWeek, always, compile_calendar

from .helpers import MONDAY, at, minutes_of, slow_minutes, some_working_time, stretches

NINE_TO_FIVE = ((540, 1020),)
BERLIN, SINGAPORE = "Europe/Berlin", "Asia/Singapore"


def compiled(spec: WorkingTime, first: str, last: str, axis_zone: str | None = None) -> list[str]:
    return stretches(compile_calendar(spec, date.fromisoformat(first), date.fromisoformat(last), axis_zone))


def a_week(*weekdays: int, shifts: tuple[tuple[int, int], ...] = NINE_TO_FIVE) -> WorkingTime:
    days = [shifts if day in weekdays else () for day in range(7)]
    return WorkingTime((days[0], days[1], days[2], days[3], days[4], days[5], days[6]))


def test_the_standard_week_has_forty_hours_and_lunch() -> None:
    week = compile_calendar(WorkingTime(), MONDAY, date(2027, 1, 10))
    assert week.total == 2400
    assert stretches(week)[:2] == ["2027-01-04 08:00..2027-01-04 12:00", "2027-01-04 13:00..2027-01-04 17:00"]


def test_round_the_clock_is_one_span() -> None:
    assert compiled(always(), "2027-01-01", "2027-12-31") == ["2027-01-01 00:00..2028-01-01 00:00"]


def test_a_night_shift_ends_on_the_next_day_and_begins_before_the_window() -> None:
    nights = a_week(0, 1, shifts=((1320, 1800),))
    assert compiled(nights, "2027-01-05", "2027-01-06") == [
        "2027-01-05 00:00..2027-01-05 06:00",
        "2027-01-05 22:00..2027-01-06 06:00",
    ]


def test_a_closed_saturday_leaves_the_end_of_the_late_shift_of_friday_alone() -> None:
    nights = WorkingTime(
        (((1320, 1800),),) * 7, exceptions=(DayException(date(2027, 1, 9), date(2027, 1, 9)),)
    )
    assert compiled(nights, "2027-01-09", "2027-01-10") == [
        "2027-01-09 00:00..2027-01-09 06:00",
        "2027-01-10 22:00..2027-01-11 00:00",
    ]


def test_exceptions_beat_work_weeks_beat_the_week_and_the_first_of_each_wins() -> None:
    day, saturday = date(2027, 1, 6), date(2027, 1, 9)
    spec = WorkingTime(
        week=a_week(0, 1, 2).week,
        exceptions=(DayException(day, day, ((0, 60),)), DayException(MONDAY, day)),
        weeks=(
            WorkWeek(saturday, saturday, (((600, 660),),) * 7),
            WorkWeek(MONDAY, date(2027, 1, 10), (((0, 120),),) * 7),
        ),
    )
    assert compiled(spec, "2027-01-05", "2027-01-09") == [
        "2027-01-06 00:00..2027-01-06 01:00",  # closed by the second exception, opened by the first
        "2027-01-07 00:00..2027-01-07 02:00",  # the second work week
        "2027-01-08 00:00..2027-01-08 02:00",
        "2027-01-09 10:00..2027-01-09 11:00",  # the first work week
    ]


def test_a_restricting_exception_shortens_a_day_and_calls_nobody_in() -> None:
    christmas = DayException(date(2027, 12, 24), date(2027, 12, 26), ((480, 720),), restricts=True)
    spec = WorkingTime(a_week(3, 4).week, exceptions=(christmas,))
    assert compiled(spec, "2027-12-23", "2027-12-26") == [
        "2027-12-23 09:00..2027-12-23 17:00",
        "2027-12-24 09:00..2027-12-24 12:00",
    ]


def test_stretches_add_then_take_away_then_limit() -> None:
    monday = at("2027-01-04 00:00")
    spec = WorkingTime(
        a_week(0).week,
        extra=((monday + 1000, monday + 1200),),
        absences=((monday + 600, monday + 660), (monday + 630, monday + 700)),
        available=((monday - 99999, monday + 1080),),
    )
    assert compiled(spec, "2027-01-01", "2027-01-31") == [
        "2027-01-04 09:00..2027-01-04 10:00",
        "2027-01-04 11:40..2027-01-04 18:00",
    ]


def test_somebody_in_another_zone_works_their_own_hours() -> None:
    mei = WorkingTime(a_week(0, 1, 2, 3, 4).week, zone=SINGAPORE)
    assert compiled(mei, "2027-01-04", "2027-01-05", BERLIN) == [
        "2027-01-04 01:00..2027-01-04 09:00",  # 09:00-17:00 in Singapore, in UTC
        "2027-01-05 01:00..2027-01-05 09:00",
    ]


def test_floating_time_knows_no_zones() -> None:
    mei = WorkingTime(a_week(0).week, zone=SINGAPORE)
    assert compiled(mei, "2027-01-04", "2027-01-05") == ["2027-01-04 09:00..2027-01-04 17:00"]


def test_summer_time_keeps_the_hour_on_the_wall() -> None:
    spans = compiled(a_week(4), "2027-03-26", "2027-04-02", BERLIN)
    assert spans == ["2027-03-26 08:00..2027-03-26 16:00", "2027-04-02 07:00..2027-04-02 15:00"]


@pytest.mark.parametrize(
    ("zone", "night", "minutes"),
    [
        (BERLIN, "2027-03-27", 420),
        (BERLIN, "2027-10-30", 540),
        ("America/New_York", "2027-03-13", 420),
        ("America/New_York", "2027-11-06", 540),
        ("Australia/Lord_Howe", "2027-04-03", 510),
        ("Australia/Lord_Howe", "2027-10-02", 450),
        (SINGAPORE, "2027-03-27", 480),
    ],
)
def test_a_night_shift_across_the_change_has_the_minutes_that_really_pass(
    zone: str, night: str, minutes: int
) -> None:
    first = date.fromisoformat(night)
    spec = WorkingTime(((),) * 7, exceptions=(DayException(first, first, ((1320, 1800),)),))
    assert compile_calendar(spec, first, first + timedelta(days=1), zone).total == minutes


def test_round_the_clock_stays_one_span_across_clock_changes() -> None:
    year = compile_calendar(always(), date(2027, 1, 1), date(2027, 12, 31), BERLIN)
    assert len(year) == 1
    assert year.total == 365 * 1440


def test_the_window_is_the_days_of_the_axis_zone() -> None:
    first, last = compile_calendar(always(), date(2027, 3, 28), date(2027, 3, 28), BERLIN).window
    assert (first, last) == (at("2027-03-27 23:00"), at("2027-03-28 22:00"))


def test_a_calendar_that_never_works_is_empty() -> None:
    assert compile_calendar(a_week(), MONDAY, date(2030, 1, 1), BERLIN).total == 0


def test_a_window_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="after the last day"):
        compile_calendar(WorkingTime(), date(2027, 1, 2), date(2027, 1, 1))


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(PlanError, match="Europe/Berlin"):
        compile_calendar(WorkingTime(zone="Europe/Berln"), MONDAY, MONDAY, BERLIN)


@pytest.mark.parametrize("year", [1, 1900, 9998])
def test_far_years_compile(year: int) -> None:
    calendar = compile_calendar(always(), date(year, 6, 1), date(year, 6, 2), BERLIN)
    assert calendar.total == 2880


@settings(max_examples=150)
@given(some_working_time(), st.integers(0, 21))
def test_floating_calendars_agree_with_a_walk_from_day_to_day(spec: WorkingTime, days: int) -> None:
    last = MONDAY + timedelta(days=days)
    assert minutes_of(compile_calendar(spec, MONDAY, last).spans) == slow_minutes(spec, MONDAY, last)


CHANGES = {
    "Europe/Berlin": [date(2027, 3, 28), date(2027, 10, 31)],
    "America/New_York": [date(2027, 3, 14), date(2027, 11, 7)],
    "Australia/Lord_Howe": [date(2027, 4, 4), date(2027, 10, 3)],
    "Asia/Singapore": [date(2027, 3, 28)],
}


@settings(max_examples=120)
@given(
    some_working_time(zones=[None, *CHANGES]),
    st.sampled_from(list(CHANGES)),
    st.booleans(),
    st.integers(0, 3),
)
def test_zoned_calendars_agree_with_a_walk_from_day_to_day(
    spec: WorkingTime, axis_zone: str, autumn: bool, days: int
) -> None:
    changes = CHANGES[spec.zone or axis_zone]
    first = changes[-1 if autumn else 0] - timedelta(days=2)
    last = first + timedelta(days=days)
    found = minutes_of(compile_calendar(spec, first, last, axis_zone).spans)
    assert found == slow_minutes(spec, first, last, axis_zone)
