"""Outcomes: a time and its share."""

from __future__ import annotations

import pytest

from fairlead.plan.values import Duration, Outcome, Percent


def test_an_outcome_is_a_time_and_its_share() -> None:
    assert Outcome.parse("8d at 30%") == Outcome(Duration.parse("8d"), Percent.parse("30%"))


@pytest.mark.parametrize(
    "text", ["8d", "8d at 0%", "8d at 130%", "-8d at 30%", "8 at 30%", "5d..8d at 30%", "8d at 30"]
)
def test_what_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"like 8d at 30%|above 0% and up to 100%"):
        Outcome.parse(text)
