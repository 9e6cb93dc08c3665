"""People who leave their overtime unused, as a schedule may choose where that is cheaper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fairlead.plan.document import Plan
from fairlead.schedule.levelling.placed import PeopleSchedule


def resting(plan: Plan, ids: Iterable[str]) -> Plan:
    """Return the plan in which these people work no overtime; the same one where none of them does."""
    people = [plan.people[id] for id in ids if id in plan.people and plan.people[id].overtime is not None]
    rested = [each.model_copy(update={"overtime": None, "overtime_during": ()}) for each in people]
    return plan.with_entities(*rested) if rested else plan


def rested(schedule: PeopleSchedule, plan: Plan, ids: Iterable[str]) -> PeopleSchedule:
    """Return the schedule of such a plan as one of the plan itself, that says whose overtime it leaves unused."""
    return replace(schedule, plan=plan, overtime_unused=tuple(sorted(ids)))
