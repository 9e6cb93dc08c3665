from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import Duration, WorkLimit


def test_a_limit_holds_for_each_day_week_or_month() -> None:
    assert WorkLimit.parse("30h/w") == WorkLimit(Duration(Decimal(30), "h"), "w")
    assert WorkLimit.parse("6h/day").per == "d"
    assert WorkLimit.parse("100h / month").per == "mo"


def test_a_time_alone_is_that_of_a_week() -> None:
    assert str(WorkLimit.parse("40h")) == "40h/w"


@pytest.mark.parametrize("text", ["0h/w", "-4h/w", "6eh/d", "6h/year", "all day", "6/d"])
def test_what_limits_nothing_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="30h/w"):
        WorkLimit.parse(text)
