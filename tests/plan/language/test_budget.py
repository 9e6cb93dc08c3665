"""Lines about the money there is."""

from __future__ import annotations

import pytest

from fairlead.plan.apply import apply
from fairlead.plan.errors import RequestError
from fairlead.plan.language import parse_line
from tests.plans import a_plan


def total(line: str, budget: str = "{total: 640000}") -> str:
    plan = a_plan(f"name: B\ncurrency: EUR\nbudget: {budget}\ntasks: [{{id: a, estimate: 1d}}]\n")
    found = apply(plan, parse_line(line, plan)).settings.budget
    assert found is not None
    return str(found.total)


@pytest.mark.parametrize(
    ("line", "sum"),
    [
        ("budget 540000", "540000"),
        ("budget -15%", "544000"),
        ("budget +10%", "704000"),
        ("budget +20000", "660000"),
        ("budget -40000", "600000"),
        ("budget - 0.25", "639999.75"),
        ("budget -15 %", "544000"),
        ("budget \N{MINUS SIGN}15%", "544000"),
        ("budget\t540000.50", "540000.5"),
    ],
)
def test_a_sum_or_what_it_changes_by(line: str, sum: str) -> None:
    assert total(line) == sum


def test_the_currency_stays() -> None:
    assert total("budget -50%", "{total: 1000 USD}") == "500 USD"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("budget", "write a sum"),
        ("budget -200%", "less than nothing"),
        ("budget -15", None),
        ("budget plenty", "write a sum"),
        ("budget +5 USD", "another currency"),
        ("budget 15%", "`budget -15%` or `budget \\+15%`"),
        ("budget 20.000", "write `20000`"),
        ("budget +1.234.567", "write `1234567`"),
    ],
)
def test_what_is_no_sum_is_refused(line: str, words: str | None) -> None:
    if words is None:
        assert total(line) == "639985"
        return
    with pytest.raises(RequestError, match=words):
        total(line)


def test_without_a_budget_nothing_can_rise_or_fall() -> None:
    plan = a_plan("name: B\ntasks: [{id: a, estimate: 1d}]\n")

    with pytest.raises(RequestError, match="no budget that could change"):
        parse_line("budget -15%", plan)


def test_whatever_is_called_budget_is_meant_first() -> None:
    plan = a_plan("name: B\ntasks: [{id: budget, estimate: 1d}]\n")

    changed = apply(plan, parse_line("budget estimate 2d", plan))
    assert str(changed.tasks["budget"].estimate) == "2d"
