from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import Percent


def test_a_percentage_is_a_fraction() -> None:
    assert Percent.parse("80%") == Percent(Decimal("0.8"))
    assert Percent.parse("12.50%").fraction == Decimal("0.125")
    assert str(Percent(Decimal("1.5"))) == "150%"


def test_percentages_compare() -> None:
    assert Percent.parse("9%") < Percent.parse("10%")


def test_a_third_survives_being_written() -> None:
    third = Percent(Decimal(1) / 3)
    assert Percent.parse(str(third)) == third


@pytest.mark.parametrize(
    ("text", "remedy"), [("0.8", "write 80%"), ("80", "write 80%"), ("80 %", "write 80%"), ("x", "like 80%")]
)
def test_a_bare_number_is_refused(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Percent.parse(text)
