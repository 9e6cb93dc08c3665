from __future__ import annotations

import pytest
from hypothesis import given, settings

from fairlead.plan.values import Hours, OpenHours, Period, Rhythm, WeekHours
from tests.plan.values.strategies import weeks


def test_days_and_shifts_make_hours() -> None:
    assert Hours.parse("Mon-Thu 08:30-12:30 13:00-17:00") == Hours((0, 1, 2, 3), ((510, 750), (780, 1020)))
    assert Hours.parse("Tue Thu 20:00-24:00") == Hours((1, 3), ((1200, 1440),))
    assert Hours.parse("Mon-Sun 00:00-24:00").shifts == ((0, 1440),)


def test_a_shift_may_end_after_midnight() -> None:
    assert Hours.parse("Fri 22:00-06:00").shifts == ((1320, 1800),)
    assert Hours.parse("Fri 22:00-00:00").shifts == ((1320, 1440),)


def test_closed_is_no_shift() -> None:
    assert Hours.parse("Sat closed") == Hours((5,), ())


def test_a_range_of_days_may_run_over_sunday() -> None:
    assert str(Hours.parse("Sat-Mon 08:00-12:00")) == "Mon Sat Sun 08:00-12:00"


def test_shifts_are_sorted() -> None:
    assert str(Hours.parse("Mon 13:00-17:00 08:00-12:00")) == "Mon 08:00-12:00 13:00-17:00"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Mon 08:00-12:00 11:00-13:00", "Mon 08:00-12:00 and Mon 11:00-13:00 overlap"),
        ("Mon Tue 22:00-06:00 05:00-07:00", "overlap"),
        ("Mon Sun 20:00-09:00 08:00-10:00", "Sun 20:00-09:00 and Mon"),
        ("Mon 08:00-08:00", "empty"),
        ("Monday 08:00-12:00", '"Monday" is no weekday'),
        ("08:00-12:00", "days and shifts"),
        ("Mon 24:00-06:00", "days and shifts"),
        ("Mon", "days and shifts"),
    ],
)
def test_what_is_no_working_time_is_refused(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Hours.parse(text)


def test_entries_make_a_week() -> None:
    week = WeekHours.parse("Mon-Thu 08:30-12:30 13:00-17:00, Fri 08:30-12:30 13:00-15:00, Sat closed")
    # Four days of 8 h and one of 6.
    assert week.minutes() == 38 * 60
    assert week.week()[4] == ((510, 750), (780, 900))
    assert week.week()[5] == ()


def test_a_day_in_two_entries_works_the_shifts_of_both() -> None:
    week = WeekHours.of([Hours.parse("Mon-Fri 08:00-12:00"), Hours.parse("Mon 13:00-14:00")])
    assert week.week()[0] == ((480, 720), (780, 840))


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Mon-Fri 08:00-12:00, Mon closed", "Mon can't be closed"),
        ("Sun 22:00-06:00, Mon 05:00-12:00", "overlap"),
    ],
)
def test_entries_must_not_contradict_each_other(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        WeekHours.parse(text)


def test_open_hours_are_a_period_or_rhythm_and_shifts() -> None:
    assert OpenHours.parse("2027-12-24 08:00-12:00") == OpenHours(Period.parse("2027-12-24"), ((480, 720),))
    assert OpenHours.parse("month on 1st Sat 08:00-12:00").when == Rhythm.parse("month on 1st Sat")
    assert OpenHours.parse("2 weeks on Fri 08:00-12:00").when == Rhythm.parse("2 weeks on Fri")
    assert OpenHours.parse("2027-12-18").shifts == ()


@pytest.mark.parametrize(
    "text", ["08:00-12:00", "week on Mon 10:00", "2027-12-24 10:00..2027-12-25 08:00-12:00", ""]
)
def test_what_is_no_open_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"08:00-12:00|whole days"):
        OpenHours.parse(text)


@settings(max_examples=100)
@given(weeks())
def test_a_week_is_as_long_as_a_count_of_its_minutes(week: WeekHours) -> None:
    worked = {
        day * 1440 + minute
        for day, shifts in enumerate(week.week())
        for shift in shifts
        for minute in range(*shift)
    }
    assert len(worked) == week.minutes()
