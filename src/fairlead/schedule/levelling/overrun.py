"""A plan that overruns the hours of somebody it needs: shown with the overrun, never refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Equipment, Person, Supplier, Task
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.templates import expanded
from fairlead.plan.values import Period

_MOST = 20  # tasks whose windows are opened, one after the other
_Answer = TypeVar("_Answer")
Party = Person | Equipment | Supplier | Candidate


def with_overruns(plan: Plan, answer: Callable[[Plan], _Answer]) -> tuple[_Answer, tuple[Finding, ...]]:
    """Return the answer for a plan, and findings for the tasks that come too late for those they need.

    Where a task's people or things have no time left, they are taken to go on after their last day, for as many tasks
    as need it. Raises PlanError where nobody's windows are the reason.
    """
    findings: list[Finding] = []
    while True:
        try:
            return answer(plan), tuple(findings)
        except PlanError as problem:
            opened = _opened(plan, problem) if len(findings) < _MOST else None
            if opened is None:
                raise
            plan = opened[0]
            findings.append(opened[1])


def _opened(plan: Plan, problem: PlanError) -> tuple[Plan, Finding] | None:
    """Return the plan in which those whom the task of an `out-of-hours` error needs go on, and what to say of it."""
    found = next((each for each in problem.findings if each.code == "out-of-hours" and each.id), None)
    plan = expanded(plan)
    task = plan.tasks.get(found.id) if found is not None and found.id is not None else None
    if task is None:
        return None
    parties = [party for party in _asked(plan, task) if party.available or party.until is not None]
    if not parties:
        return None
    unlimited = [party.model_copy(update=_going_on(party)) for party in parties]
    names = " and ".join(f"`{party.id}`" for party in parties)
    message = f"comes too late for {names}, whose last hours are over by then; it is shown as if they went on"
    remedy = "Add availability, choose somebody else, or let it begin earlier"
    return plan.with_entities(*unlimited), Finding(
        Severity.WARNING, "overruns-hours", message, remedy, "task", task.id
    )


def _going_on(party: Party) -> dict[str, Any]:
    """Return the windows of somebody who is there after their last day as well, and no earlier than before."""
    lasts = [each.last for each in party.available if isinstance(each, Period) and each.last is not None]
    if lasts:
        last = max(lasts, key=lambda moment: moment.minutes(end=True))
        return {"available": (*party.available, Period(last, None)), "until": None}
    return {"available": party.available if party.until is not None else (), "until": None}


def _asked(plan: Plan, task: Task) -> list[Party]:
    """Return everybody and everything that a task names or may be given."""
    ids = {who.id for way in task.ways for who in way.who}
    whats = {alternative.what for way in task.ways for need in way.needs for alternative in need.alternatives}
    everybody: list[Party] = [
        *plan.people.values(), *plan.equipment.values(), *plan.suppliers.values(), *plan.candidates.values()
    ]  # fmt: skip
    return [
        party for party in everybody if party.id in ids | whats or whats & set(getattr(party, "skills", {}))
    ]
