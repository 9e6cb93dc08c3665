"""Ranges of percentages, and the percentiles that the ends of ranges mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import Percent, PercentRange, RangeEnds


def percent(number: str) -> Percent:
    return Percent.parse(f"{number}%")


@pytest.mark.parametrize(
    ("text", "low", "mode", "high"),
    [
        ("50%..100%..200%", "50", "100", "200"),
        ("2..3..5%", "2", "3", "5"),
        ("-1%..4%", "-1", None, "4"),
        ("3%", "3", "3", "3"),
    ],
)
def test_a_range_has_its_ends_and_a_mode_where_one_is_said(
    text: str, low: str, mode: str | None, high: str
) -> None:
    expected = PercentRange(percent(low), None if mode is None else percent(mode), percent(high))
    assert PercentRange.parse(text) == expected


def test_the_most_likely_is_the_mode_or_the_middle() -> None:
    assert PercentRange.parse("2%..3%..5%").most_likely() == percent("3")
    assert PercentRange.parse("2%..5%").most_likely() == percent("3.5")


@pytest.mark.parametrize("text", ["200%..100%", "50%..30%..200%", "50..200", "1%..2%..3%..4%", "5d..6d", ""])
def test_what_is_no_rising_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"like 50%|write it like"):
        PercentRange.parse(text)


def test_the_ends_of_a_range_are_percentiles() -> None:
    ends = RangeEnds.parse("P10-P90")
    assert (ends.low.fraction, ends.high.fraction) == (Decimal("0.1"), Decimal("0.9"))
    assert [str(RangeEnds.parse(text)) for text in ("p5..p95", "P2.5 - P97.5")] == ["P5-P95", "P2.5-P97.5"]


@pytest.mark.parametrize("text", ["P90-P10", "P60-P90", "P10-P40", "P50-P50", "P10-P101", "10-90", "P10"])
def test_percentiles_lie_on_both_sides_of_the_median(text: str) -> None:
    with pytest.raises(ValueError, match="like P10-P90"):
        RangeEnds.parse(text)
