"""What conditions of branches mean."""

from __future__ import annotations

import pytest

from fairlead.plan.conditions import Condition, condition_of
from fairlead.plan.templates import expanded
from tests.plans import a_plan

PLAN = expanded(
    a_plan("""
        templates: [{id: t, tasks: [{id: wire, estimate: 1d}], risks: [{id: short, probability: 5%, costs: 5}]}]
        tasks: [{id: a, estimate: 1d}, {id: d.x, estimate: 1d}, {id: r1, use: t}]
        decisions: [{id: d, options: [x, y, two arms, 2.5 mm]}]
    """)
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("a", Condition("task", "a")),
        ("r1.short", Condition("risk", "r1.short")),
        ("r1.wire", Condition("task", "r1.wire")),
        ("d.y", Condition("decision", "d", "y")),
        ("d.two arms", Condition("decision", "d", "two arms")),
        ("d.2.5 mm", Condition("decision", "d", "2.5 mm")),
        ("d.x", Condition("task", "d.x")),
    ],
)
def test_a_condition_is_a_risk_a_task_or_an_option(said: str, meant: Condition) -> None:
    assert condition_of(PLAN, said) == meant


@pytest.mark.parametrize("said", ["d", "d.z", "e.x", "wire", "x"])
def test_anything_else_means_nothing(said: str) -> None:
    assert condition_of(PLAN, said) is None
