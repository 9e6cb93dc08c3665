"""What makes a plan wrong or doubtful: one small function a rule, `RULES` is the list of them all."""

from __future__ import annotations

from fairlead.plan.document import Plan
from fairlead.plan.findings import Finding
from fairlead.plan.rules import (
    branches,
    calendars,
    certifications,
    correlations,
    dates,
    goals,
    how_long,
    ids,
    levers,
    links,
    money,
    outside,
    people,
    progress,
    references,
    risks,
    scenarios,
    templates,
    uncertainty,
)
from fairlead.plan.rules._context import Context, Rule

RULES: tuple[Rule, ...] = (
    *ids.RULES,
    *templates.RULES,
    *references.RULES,
    *links.RULES,
    *how_long.RULES,
    *uncertainty.RULES,
    *branches.RULES,
    *progress.RULES,
    *dates.RULES,
    *calendars.RULES,
    *people.RULES,
    *certifications.RULES,
    *outside.RULES,
    *money.RULES,
    *goals.RULES,
    *risks.RULES,
    *correlations.RULES,
    *scenarios.RULES,
    *levers.RULES,
)
"""Every rule, in the order in which their findings are told."""


def check(plan: Plan) -> list[Finding]:
    """Return everything that is wrong or doubtful in a plan, all at once; an empty list is a sound plan.

    Findings name entity and field; `Opened.locate` adds file and line. Pure: the same plan gives the same findings.
    """
    context = Context(plan)
    return [finding for rule in RULES for finding in rule(context)]


__all__ = ["RULES", "Context", "Rule", "check"]
