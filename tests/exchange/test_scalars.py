from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.exchange import scalars
from fairlead.plan.values import Duration


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", "1.5"),
        (" 7 ", "7"),
        ("1.4E-17", "0"),
        ("2E3", "2000"),
        ("-0.25", "-0.25"),
        ("1e99", None),
        ("NaN", None),
        ("1,5", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert scalars.decimal(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-01-04T08:00:00", "2027-01-04 08:00"),
        ("2027-01-04T23:59:45", "2027-01-05 00:00"),
        ("2027-01-04T23:59:59", "2027-01-04 23:59"),
        ("2027-01-04", "2027-01-04 00:00"),
        ("2027-01-04T08:00:00+01:00", "2027-01-04 08:00"),
        ("2027-02-30T08:00:00", "None"),
        ("NA", "None"),
    ],
)
def test_moments_are_rounded_to_the_minute(text: str, moment: str) -> None:
    assert str(scalars.moment(text)) == moment


@given(st.decimals(0, 10**9, places=1), st.booleans())
def test_a_length_written_is_the_same_length(minutes: Decimal, elapsed: bool) -> None:
    said = scalars.duration(minutes, elapsed=elapsed)
    units = {"m": 1, "h": 60, "em": 1, "eh": 60, "ed": 1440}
    assert said.amount * units[said.unit] == minutes
    assert Duration.parse(str(said)) == said


@given(st.text())
def test_no_text_breaks_a_value(text: str) -> None:
    for read in (
        scalars.decimal, scalars.moment, scalars.whole_number, scalars.share, scalars.percent, scalars.words, scalars.line,
    ):  # fmt: skip
        read(text)
