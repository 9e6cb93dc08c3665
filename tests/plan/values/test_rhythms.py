from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.values import Rhythm
from tests.plan.values.strategies import rhythms

FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 12, 31)


def days(
    text: str, first: str = "2027-01-01", last: str = "2027-12-31", anchor: str | None = None
) -> list[str]:
    """The rhythm's dates between two others, as text."""
    begin = dt.date.fromisoformat(anchor) if anchor else None
    found = Rhythm.parse(text).occurrences(dt.date.fromisoformat(first), dt.date.fromisoformat(last), begin)
    return [date.isoformat() for date in found]


def test_words_become_fields() -> None:
    assert Rhythm.parse("2 weeks on Mon Wed at 10:00") == Rhythm(2, "week", (0, 2), time=dt.time(10))
    assert Rhythm.parse("month on last Thu") == Rhythm(1, "month", (3,), ordinal=-1)
    assert Rhythm.parse("month on last day") == Rhythm(1, "month", day=-1)
    assert Rhythm.parse("year on 24 Dec") == Rhythm(1, "year", day=24, month=12)
    assert Rhythm.parse("week for 10 times").times == 10


def test_midnight_is_a_time() -> None:
    assert str(Rhythm.parse("week on Mon 00:00")) == "week on Mon 00:00"


def test_the_first_tuesday_of_some_months() -> None:
    assert days("month on 1st Tue from 2027-06-01 until 2027-09-30") == [
        "2027-06-01", "2027-07-06", "2027-08-03", "2027-09-07",
    ]  # fmt: skip


def test_every_second_week_counts_from_the_anchors_week() -> None:
    # 11 January 2027 is a Monday.
    assert days("2 weeks on Fri", last="2027-02-15", anchor="2027-01-11") == [
        "2027-01-15",
        "2027-01-29",
        "2027-02-12",
    ]
    assert days("2 weeks on Fri", last="2027-02-15", anchor="2027-01-18") == ["2027-01-22", "2027-02-05"]


def test_a_rhythm_of_its_own_beginning_ignores_the_anchor() -> None:
    assert days("week from 2027-01-13 until 2027-01-27", anchor="2026-01-01") == [
        "2027-01-13",
        "2027-01-20",
        "2027-01-27",
    ]


def test_a_month_without_the_day_takes_its_last() -> None:
    assert days("month on 31", last="2027-04-30") == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert days("year on 29 Feb", last="2028-12-31") == ["2027-02-28", "2028-02-29"]


def test_a_month_without_a_fifth_tuesday_is_left_out() -> None:
    assert days("month on 5th Tue", last="2027-06-30") == ["2027-03-30", "2027-06-29"]


def test_days_of_the_quarter_and_year() -> None:
    assert days("quarter on last day") == ["2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31"]
    assert days("quarter on 1st Mon") == ["2027-01-04", "2027-04-05", "2027-07-05", "2027-10-04"]
    assert days("quarter on last Fri") == ["2027-03-26", "2027-06-25", "2027-09-24", "2027-12-31"]
    assert days("quarter on 15") == ["2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15"]
    assert days("year on last day") == ["2027-12-31"]
    assert days("year", anchor="2025-05-06") == ["2027-05-06"]


def test_times_are_counted_from_the_beginning() -> None:
    assert days("week for 3 times", first="2027-01-12", anchor="2027-01-04") == ["2027-01-18"]


def test_working_days_are_those_the_calendar_says() -> None:
    rhythm = Rhythm.parse("2 working days from 2027-01-11")
    found = rhythm.occurrences(FIRST, dt.date(2027, 1, 20), working=lambda date: date.weekday() in (0, 1, 2))
    assert [date.day for date in found] == [11, 13, 19]
    assert days("working day", "2027-01-15", "2027-01-19") == ["2027-01-15", "2027-01-18", "2027-01-19"]


def test_the_ends_of_the_calendar_are_no_trap() -> None:
    for text in ("day", "week on Sun", "month on 31", "quarter on last day", "year on 31 Dec", "working day"):
        assert (
            list(islice(Rhythm.parse(text).occurrences(dt.date.min, dt.date.min.replace(day=31)), 3))
            is not None
        )
        assert list(Rhythm.parse(text).occurrences(dt.date(9999, 12, 1), dt.date.max)) is not None


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("weekly on Mon", "write week on Mon"),
        ("every week", "write week"),
        ("month on Mon", "1st Mon"),
        ("week on 15", "week on Mon"),
        ("day on Mon", "week on Mon"),
        ("year on 24", "24 Dec"),
        ("month on 24 Dec", "year on 24 Dec"),
        ("year on 30 Feb", "24 Dec"),
        ("week on Monday", "week on Mon"),
        ("0 weeks", "like week"),
        ("week from 2027-02-01 until 2027-01-01", "earlier date"),
        ("week from 2027-02-30", "28 days"),
    ],
)
def test_what_is_no_rhythm_is_refused(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Rhythm.parse(text)


_FREQUENCIES = {"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY, "year": rrule.YEARLY}


def _as_rrule(rhythm: Rhythm, start: dt.date, until: dt.date) -> rrule.rrule:
    """The same rhythm for the outside oracle; a day that a month lacks is the last of the days up to it."""
    more: dict[str, Any] = {}
    unit, every = rhythm.unit, rhythm.every
    weekdays = [rrule.weekday(day) for day in rhythm.days]
    day, month = rhythm.day, rhythm.month
    if unit == "working day":
        unit, weekdays = "day", [rrule.weekday(number) for number in range(5)]
    if unit in ("month", "quarter", "year") and not rhythm.days:
        day = start.day if day is None else day
        if unit == "year":
            more["bymonth"] = 12 if rhythm.day == -1 else month or start.month
        more |= {"bymonthday": -1} if day == -1 else {"bymonthday": list(range(1, day + 1)), "bysetpos": -1}
    if unit == "quarter":
        # A quarter is a month rule whose start is moved to the quarter's first (or last) month.
        unit, every = "month", 3 * every
    if rhythm.ordinal is not None:
        weekdays = [rrule.weekday(rhythm.days[0], rhythm.ordinal)]
    return rrule.rrule(
        _FREQUENCIES[unit],
        interval=every,
        dtstart=dt.datetime.combine(start, dt.time()),
        until=dt.datetime.combine(until, dt.time()),
        byweekday=weekdays or None,
        wkst=rrule.MO,
        **more,
    )


@settings(max_examples=200, deadline=None)
@given(
    rhythms(with_time=False).filter(
        lambda each: each.unit != "quarter" and (each.unit, each.every > 1) != ("working day", True)
    ),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    st.integers(0, 2000),
    st.integers(0, 1500),
)
def test_dates_agree_with_dateutil(rhythm: Rhythm, start: dt.date, skip: int, length: int) -> None:
    start = rhythm.first or start
    first = start + dt.timedelta(days=skip)
    last = first + dt.timedelta(days=length)
    theirs = [found.date() for found in _as_rrule(rhythm, start, min(last, rhythm.last or last))]
    expected = [date for date in theirs[: rhythm.times] if date >= first]

    assert list(rhythm.occurrences(first, last, start)) == expected


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 5),
    st.none() | st.integers(1, 31) | st.just(-1),
    st.integers(2000, 2040),
    st.integers(1, 4),
)
def test_quarters_agree_with_dateutil(every: int, day: int | None, year: int, quarter: int) -> None:
    # The oracle knows months only: it starts in the quarter's first month, or in its last for "last day".
    month = 3 * quarter if day == -1 else 3 * quarter - 2
    start = dt.date(year, month, 1)
    rhythm = Rhythm(every, "quarter", day=day)
    theirs = [found.date() for found in _as_rrule(rhythm, start, dt.date(year + 5, 12, 31))]

    assert list(rhythm.occurrences(start, dt.date(year + 5, 12, 31), start)) == theirs


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1]), st.integers(2000, 2040))
def test_weekdays_count_through_the_quarter(weekday: int, ordinal: int, year: int) -> None:
    rhythm = Rhythm(1, "quarter", (weekday,), ordinal=ordinal)
    expected = []
    for month in (1, 4, 7, 10):
        begin = dt.date(year, month, 1)
        end = dt.date(year + (month == 10), (month + 2) % 12 + 1, 1)
        dates = [begin + dt.timedelta(days=number) for number in range((end - begin).days)]
        matching = [date for date in dates if date.weekday() == weekday]
        expected.append(matching[ordinal - 1 if ordinal > 0 else -1])

    assert list(rhythm.occurrences(dt.date(year, 1, 1), dt.date(year, 12, 31))) == expected


@settings(max_examples=100, deadline=None)
@given(
    rhythms(), st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 700), st.integers(0, 700)
)
def test_two_questions_give_the_same_dates_as_one(
    rhythm: Rhythm, first: dt.date, here: int, there: int
) -> None:
    middle = first + dt.timedelta(days=here)
    last = middle + dt.timedelta(days=1 + there)
    anchor = dt.date(2019, 7, 3)

    whole = list(rhythm.occurrences(first, last, anchor))
    halves = [
        *rhythm.occurrences(first, middle, anchor),
        *rhythm.occurrences(middle + dt.timedelta(days=1), last, anchor),
    ]

    assert whole == halves == sorted(set(whole))
