from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given

from fairlead.plan.values import Moment, Period
from tests.plan.values.strategies import periods


def test_both_ends_belong_to_a_period() -> None:
    days = list(Period.parse("2027-02-27..2027-03-02").days())
    assert days == [dt.date(2027, 2, 27), dt.date(2027, 2, 28), dt.date(2027, 3, 1), dt.date(2027, 3, 2)]
    assert Period.parse("1970-01-01..1970-01-02").span() == (0, 2880)


def test_one_date_is_one_day() -> None:
    assert Period.parse("2027-05-01") == Period.parse("2027-05-01..2027-05-01")
    assert str(Period.parse("2027-05-01..2027-05-01")) == "2027-05-01"


def test_an_end_may_be_open() -> None:
    assert Period.parse("2027-05-01..") == Period(Moment(dt.date(2027, 5, 1)), None)
    assert Period.parse("..1970-01-01").span() == (None, 1440)
    with pytest.raises(ValueError, match="open"):
        list(Period.parse("2027-05-01..").days())


def test_a_period_may_begin_and_end_within_a_day() -> None:
    assert Period.parse("1970-01-01 12:00..1970-01-02").span() == (720, 2880)
    assert list(Period.parse("2027-03-01..2027-03-02 00:00").days()) == [dt.date(2027, 3, 1)]
    assert list(Period.parse("2027-03-01..2027-03-01 24:00").days()) == [dt.date(2027, 3, 1)]


@pytest.mark.parametrize(
    "text",
    ["2027-03-02..2027-03-01", "..", "", "2027-03-01 12:00", "2027-03-01 12:00..2027-03-01 12:00",
     "2027-03-01...2027-03-02", "2027-01-01..2027-02-01..2027-03-01", "2027-03-01 10:00Z..2027-03-02 10:00"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"2027-|offset"):
        Period.parse(text)


@given(periods())
def test_a_period_is_never_empty(period: Period) -> None:
    start, end = period.span()
    assert start is None or end is None or start < end


def test_blanks_round_the_dots_are_read_and_match_the_pattern() -> None:
    for text in ("2027-02-15 ..2027-02-19", "2027-02-15 .. 2027-02-19"):
        assert str(Period.parse(text)) == "2027-02-15..2027-02-19"
        assert re.search(Period.PATTERN, text)
