from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import Duration


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("4d", "4", "d"),
        ("1.5h", "1.5", "h"),
        ("-3d", "-3", "d"),
        ("30min", "30", "m"),
        ("6mo", "6", "mo"),
        ("12ew", "12", "ew"),
        ("2emo", "2", "emo"),
        ("0", "0", "d"),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text: str, amount: str, unit: str) -> None:
    assert Duration.parse(text) == Duration(Decimal(amount), unit)  # type: ignore[arg-type]


def test_numbers_are_written_without_zeros_and_exponents() -> None:
    assert str(Duration.parse("1.50h")) == "1.5h"
    assert str(Duration(Decimal("1E+3"), "d")) == "1000d"
    assert str(Duration(Decimal("-0"), "d")) == "0d"


def test_working_units_take_the_calendars_minutes() -> None:
    assert Duration.parse("2d").to_minutes(day=480, week=2280, month=9880) == 960
    assert Duration.parse("1w").to_minutes(day=480, week=2280, month=9880) == 2280
    assert Duration.parse("0.5mo").to_minutes(day=480, week=2280, month=9880) == 4940
    assert Duration.parse("1.5h").to_minutes(day=480, week=2280, month=9880) == 90


def test_elapsed_units_go_by_the_clock() -> None:
    assert Duration.parse("1ed").to_minutes(480, 2400, 10400) == 1440
    assert Duration.parse("1ew").to_minutes(480, 2400, 10400) == 10080
    assert Duration.parse("1emo").to_minutes(480, 2400, 10400) == 43200
    assert Duration.parse("1ed").elapsed
    assert not Duration.parse("1d").elapsed


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("4 days", "write 4d"),
        ("2 Weeks", "write 2w"),
        ("4D", "write 4d"),
        ("5", "like 5d or 5h"),
        ("soon", "like 4d"),
    ],
)
def test_a_near_miss_is_answered_with_what_to_write(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Duration.parse(text)


def test_a_duration_is_finite() -> None:
    with pytest.raises(ValueError, match="finite"):
        Duration(Decimal("NaN"), "d")
