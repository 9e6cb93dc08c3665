from __future__ import annotations

import datetime as dt

import pytest

from fairlead.plan.values import Clock, DateRange, Moment


def test_a_moment_is_a_date_perhaps_with_a_time() -> None:
    assert Moment.parse("2027-01-11") == Moment(dt.date(2027, 1, 11))
    assert Moment.parse("2027-01-11 14:30") == Moment(dt.date(2027, 1, 11), dt.time(14, 30))
    assert Moment.parse("2027-01-11T14:30:00+01:00").offset == 60
    assert Moment.parse("2027-01-11T14:30Z").offset == 0


def test_24_00_is_the_start_of_the_next_day() -> None:
    assert Moment.parse("2027-12-31 24:00") == Moment.parse("2028-01-01 00:00")
    with pytest.raises(ValueError, match="calendar ends"):
        Moment.parse("9999-12-31 24:00")


def test_a_date_alone_is_the_start_or_the_end_of_its_day() -> None:
    assert Moment.parse("1970-01-02").minutes() == 1440
    assert Moment.parse("1970-01-02").minutes(end=True) == 2880
    assert Moment.parse("1970-01-02 01:00").minutes(end=True) == 1500
    assert Moment.parse("1970-01-02T01:00+01:00").minutes() == 1440


def test_moments_compare_only_on_one_axis() -> None:
    assert Moment.parse("2027-01-11") < Moment.parse("2027-01-11 00:01")
    assert Moment.parse("2027-01-11 10:00Z") <= Moment.parse("2027-01-11 11:00+01:00")
    with pytest.raises(TypeError, match="offset"):
        assert Moment.parse("2027-01-11 10:00Z") < Moment.parse("2027-01-11 11:00")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2027-02-30", "28 days; its last is 2027-02-28"),
        ("2027-13-01", "no month 13"),
        ("0000-01-01", "0001"),
        ("2027-1-5", "write 2027-01-05"),
        ("11.01.2027", "year-month-day"),
        ("2027-01-11 14:30:20", "whole minutes"),
        ("2027-01-11 25:00", "2027-01-11 14:30"),
        ("tomorrow", "year-month-day"),
        ("2027-W01-1", "year-month-day"),
    ],
)
def test_other_and_impossible_dates_are_refused(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Moment.parse(text)


def test_a_clock_runs_from_00_00_to_24_00() -> None:
    assert Clock.parse("8:30") == Clock(510)
    assert str(Clock.parse("8:30")) == "08:30"
    assert Clock.parse("24:00") > Clock.parse("23:59")
    with pytest.raises(ValueError, match="like 08:30"):
        Clock.parse("24:01")


def test_an_uncertain_date_has_a_first_and_a_last_day() -> None:
    assert DateRange.parse("2027-04-01..2027-04-04").most_likely() == dt.date(2027, 4, 2)
    assert DateRange.parse("2027-04-01..2027-04-02..2027-05-15").mode == dt.date(2027, 4, 2)
    assert str(DateRange.parse("2027-04-01")) == "2027-04-01"
    with pytest.raises(ValueError, match="backwards"):
        DateRange.parse("2027-05-15..2027-04-01")


@pytest.mark.parametrize("text", ["2027-04-01 ..2027-05-15", "2027-04-01.. 2027-05-15"])
def test_a_range_of_dates_is_written_without_spaces_as_the_schema_says(text: str) -> None:
    with pytest.raises(ValueError, match="write it like 2027-04-01"):
        DateRange.parse(text)
