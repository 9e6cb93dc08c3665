from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import Duration, Estimate, Impact, Percent

DAY = (480, 2400, 10400)


def days(number: int) -> Duration:
    return Duration(Decimal(number), "d")


def test_three_durations_are_least_most_likely_and_greatest() -> None:
    assert Estimate.parse("5d..8d..15d") == Estimate(days(5), days(8), days(15))
    assert Estimate.parse("5d..8d..15d").in_minutes(*DAY) == (2400, 3840, 7200)


def test_the_unit_may_stand_once_at_the_end() -> None:
    assert Estimate.parse("5..8..15d") == Estimate.parse("5d..8d..15d")
    assert Estimate.parse("5..8h..2d") == Estimate.parse("5h..8h..2d")


def test_one_duration_is_certain() -> None:
    assert Estimate.parse("4d") == Estimate.of(days(4))
    assert Estimate.parse("4d").certain
    assert str(Estimate.parse("4d..4d..4d")) == "4d"


def test_the_middle_of_two_stands_for_what_is_most_likely() -> None:
    assert Estimate.parse("3d..5d").most_likely() == days(4)
    assert Estimate.parse("3d..5d").mode is None
    # 4 h and 2 days of 8 h: the middle of 240 and 960 minutes.
    assert Estimate.parse("4h..2d").most_likely(*DAY) == Duration(Decimal(600), "m")


def test_a_size_is_a_name_and_perhaps_a_number() -> None:
    assert Estimate.parse("M") == Estimate(size="M")
    assert Estimate.parse("5pt") == Estimate(size="pt", count=Decimal(5))
    assert str(Estimate.parse("2.50pt")) == "2.5pt"


def test_a_size_resolves_to_its_durations() -> None:
    sizes = {"pt": Estimate.parse("1d..2d..4d"), "XL": Estimate.parse("M")}
    assert Estimate.parse("5pt").resolved(sizes) == Estimate.parse("5d..10d..20d")
    assert Estimate.parse("pt").resolved(sizes) == sizes["pt"]
    assert Estimate.parse("3d").resolved(sizes) == Estimate.parse("3d")
    with pytest.raises(KeyError):
        Estimate.parse("M").resolved(sizes)
    with pytest.raises(ValueError, match="a size again"):
        Estimate.parse("XL").resolved(sizes)
    with pytest.raises(ValueError, match="sizes"):
        Estimate.parse("M").in_minutes(*DAY)


def test_an_estimate_scales() -> None:
    assert Estimate.parse("10d..20d").scaled(Decimal("0.7")) == Estimate.parse("7d..14d")
    assert Estimate.parse("5pt").scaled(Decimal(2)) == Estimate.parse("10pt")
    assert Estimate.parse("M").scaled(Decimal(2)) == Estimate.parse("2M")


@pytest.mark.parametrize("text", ["8d..5d", "5d..15d..8d", "90m..1h", "8..5d", "2ed..24eh"])
def test_a_range_that_falls_in_every_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="runs backwards"):
        Estimate.parse(text)


def test_a_range_that_only_some_calendars_make_fall_is_read() -> None:
    # 20 h are less than 2 d on a calendar of 24 h a day, and more on one of 8 h.
    assert Estimate.parse("20h..2d").in_minutes(*DAY) == (1200, None, 960)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("-3d", "negative"),
        ("1d..2ed", "elapsed"),
        ("5 days", "write 5d"),
        ("5days", "write 5d"),
        ("5D", "write 5d"),
        ("d", "like 4d"),
        ("5", "5d or 5h"),
        ("1d..2d..3d..4d", "like 4d"),
        ("10%", "like 4d"),
        ("-2pt", "negative"),
    ],
)
def test_what_is_no_estimate_is_refused(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Estimate.parse(text)


def test_an_impact_adds_time_or_stretches() -> None:
    assert Impact.parse("5..10..30d") == Impact(days(5), days(10), days(30))
    assert Impact.parse("15%").percent
    assert Impact.parse("10..20%") == Impact(Percent(Decimal("0.1")), None, Percent(Decimal("0.2")))
    assert Impact.parse("-3d").low == days(-3)


@pytest.mark.parametrize(
    ("text", "remedy"), [("5d..10%", "mixes"), ("20%..10%", "backwards"), ("M", "like 5d")]
)
def test_what_is_no_impact_is_refused(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Impact.parse(text)
