"""What comes once, at the end of a summary: a task without work of its own that a risk may give some."""

from __future__ import annotations

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.templates import expanded
from fairlead.plan.values import Duration, Estimate, Link

END = "~end"


def end_of(id: str) -> str:
    """Return the id of the task that stands at the end of a summary."""
    return f"{id}{END}"


def with_ends(plan: Plan) -> Plan:
    """Return the plan, its templates unfolded, with a task at the end of each summary that a risk delays by an amount.

    It takes a minute in the document, since a task must, and none in the model.
    """
    plan = expanded(plan)
    ids = {
        id: None
        for risk in plan.risks.values()
        for id, impact in risk.delays.items()
        if not impact.percent and plan.outline.is_summary(id)
    }
    return plan.with_entities(*(_end(plan, id) for id in ids)) if ids else plan


def _end(plan: Plan, id: str) -> Task:
    after = tuple(Link(child) for child in plan.outline.children[id])
    minute = Estimate.of(Duration.parse("1m"))
    return Task.model_construct(id=end_of(id), parent=id, rank=float("inf"), duration=minute, after=after)
