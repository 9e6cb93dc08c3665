from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import Lag, Link


def lag(number: int, unit: str) -> Lag:
    return Lag(Decimal(number), unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("arm-fw", Link("arm-fw")),
        ("arm-fw +1d", Link("arm-fw", "FS", lag(1, "d"))),
        ("bench SS +50%", Link("bench", "SS", lag(50, "%"))),
        ("bench SS+50%", Link("bench", "SS", lag(50, "%"))),
        ("arm-fw FF +1d..+5d", Link("arm-fw", "FF", lag(1, "d"), lag(5, "d"))),
        ("arm-fw +1d..5d", Link("arm-fw", "FS", lag(1, "d"), lag(5, "d"))),
        ("x SF -2ed", Link("x", "SF", lag(-2, "ed"))),
        ("x FS +50e%", Link("x", "FS", lag(50, "e%"))),
        ("robot1.frame", Link("robot1.frame")),
        ("other-plan:task SS", Link("other-plan:task", "SS")),
        ("FS FS", Link("FS", "FS")),
        ("x +90min", Link("x", "FS", lag(90, "m"))),
    ],
)
def test_a_link_is_an_id_a_type_and_a_lag(text: str, link: Link) -> None:
    assert Link.parse(text) == link


def test_finish_to_start_goes_without_saying() -> None:
    assert str(Link.parse("arm-fw FS +1d")) == "arm-fw +1d"


def test_a_hyphen_without_a_space_belongs_to_the_id() -> None:
    assert Link.parse("arm-2d") == Link("arm-2d")
    assert Link.parse("arm -2d") == Link("arm", "FS", lag(-2, "d"))


def test_a_link_knows_the_other_plan() -> None:
    assert Link.parse("other-plan:task").plan == "other-plan"
    assert Link.parse("task").plan is None


def test_a_lag_in_minutes_takes_the_calendar_or_the_predecessor() -> None:
    assert Lag.parse("+2d").to_minutes(480, 2400, 10400) == 960
    assert Lag.parse("-1ed").to_minutes(480, 2400, 10400) == -1440
    assert Lag.parse("+50%").to_minutes(480, 2400, 10400, of=961) == 480  # half to even
    assert Lag.parse("50e%").elapsed
    assert Lag.parse("50e%").percent


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("arm-fw 1d", r"write arm-fw \+1d"),
        ("arm-fw + 1d", r"write arm-fw \+1d"),
        ("arm-fw ss", "write arm-fw SS"),
        ("arm-fw +1", "like arm-fw"),
        ("arm..fw", "like arm-fw"),
        ("arm-fw +5d..+1d", "backwards"),
        ("a b", "like arm-fw"),
        ("arm-", "like arm-fw"),
        ("", "empty text"),
    ],
)
def test_what_is_no_link_is_refused_with_what_was_meant(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Link.parse(text)
