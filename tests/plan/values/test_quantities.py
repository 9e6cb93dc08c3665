from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import DecimalRange


def test_three_numbers_are_least_most_likely_and_greatest() -> None:
    assert DecimalRange.parse("0..4000..9000") == DecimalRange(Decimal(0), Decimal(4000), Decimal(9000))
    assert DecimalRange.parse("0..4000..9000").most_likely() == 4000


def test_two_numbers_have_no_mode_and_a_middle() -> None:
    assert DecimalRange.parse("1..2").mode is None
    assert DecimalRange.parse("1..2").most_likely() == Decimal("1.5")


def test_one_number_is_certain() -> None:
    assert DecimalRange.parse("3").certain
    assert str(DecimalRange.parse("3..3..3")) == "3"


def test_a_range_must_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="runs backwards"):
        DecimalRange.parse("0..9000..4000")


@pytest.mark.parametrize(
    ("text", "remedy"), [("1,200", "write 1200"), ("1 200 000", "write 1200000"), ("1,5", r"write 1\.5")]
)
def test_signs_between_digits_are_refused_with_the_number_to_write(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        DecimalRange.parse(text)
