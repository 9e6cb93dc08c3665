"""Estimates without a range, and ranges too narrow."""

from __future__ import annotations

import pytest

from tests.risk.looking import found


def codes(estimate: str, head: str = "", task: str = "") -> list[str]:
    text = f"""
        {head}
        tasks: [{{id: a, {estimate}{task}}}]
    """
    return [each.code for code in ("estimate-without-range", "narrow-range") for each in found(text, code)]


@pytest.mark.parametrize("estimate", ["estimate: 5d", "work: 5d", "duration: 2w"])
def test_one_value_has_no_range(estimate: str) -> None:
    assert codes(estimate) == ["estimate-without-range"]


@pytest.mark.parametrize("estimate", ["estimate: 9d..10d..11d", "work: 9d..11d"])
def test_less_than_a_quarter_is_narrow(estimate: str) -> None:
    assert codes(estimate) == ["narrow-range"]


@pytest.mark.parametrize(
    "estimate",
    [
        "estimate: 5d..10d..20d",
        "estimate: 9d..10d..12d",
        "estimate: 1d",
        "estimate: 30m..31m",
        "duration: 3ew",
        "outcomes: [4d at 60%, 9d at 40%]",
        "milestone: true",
        "estimate: 5d, started: 2027-01-04, done: 2027-01-08",
    ],
)
def test_wide_ranges_short_work_and_fixed_waits_are_fine(estimate: str) -> None:
    assert codes(estimate) == []


def test_a_class_of_certainty_is_a_range() -> None:
    head = "certainties: {rough: 50%..100%..200%}"
    assert codes("estimate: 5d, certainty: rough", head) == []
    assert codes("estimate: 5d", f"{head}\n        certainty: rough") == []
    assert codes("estimate: 5d", head) == ["estimate-without-range"]


def test_sizes_have_the_ranges_that_they_stand_for() -> None:
    assert codes("estimate: M", "sizes: {M: 3d..5d..9d}") == []
    assert codes("estimate: M", "sizes: {M: 5d}") == ["estimate-without-range"]


def test_the_critical_ones_come_first() -> None:
    text = "tasks: [{id: a, name: A, estimate: 5d}, {id: b, name: B, estimate: 9d}]"
    (each,) = found(text, "estimate-without-range")
    assert (
        each.sentence
        == "2 estimates of 2 tasks still to be done say one value and no range, 1 of them critical"
    )
    assert each.draft["delays"] == {"b": "10%..20%..60%"}
