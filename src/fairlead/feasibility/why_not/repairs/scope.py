"""Dropping what need not be: the one optional task that is missed least, or the fewest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.words import quoted
from fairlead.plan.changes import Remove
from fairlead.plan.entities import Task
from fairlead.schedule.why.words import listed

_MOST = 12


def dropped(trial: Trial) -> Iterator[Repair]:
    """Yield the drop that is missed least: one task (`could` before `should`, little value first), else several."""
    optional = sorted(
        optional_tasks(trial), key=lambda task: (task.scope != "could", task.value or Decimal(0))
    )[:_MOST]
    for task in optional:
        if (repair := _tried(trial, [task])) is not None:
            yield repair
            return
    chosen: Sequence[Task] = optional
    found = _tried(trial, chosen) if len(chosen) > 1 else None
    if found is None:
        return
    for task in reversed(optional):
        fewer = [each for each in chosen if each.id != task.id]
        if fewer and (repair := _tried(trial, fewer)) is not None:
            chosen, found = fewer, repair
    yield found


def _tried(trial: Trial, tasks: Sequence[Task]) -> Repair | None:
    lines = tuple(trial.line(Remove("task", task.id, unlink=True)) for task in tasks)
    if _empties_a_goal(trial, lines):
        return None
    judgement = trial.tried(lines)
    if not judgement.fits:
        return None
    said = f"drop {listed([quoted(task.title) for task in tasks])}"
    return Repair("drop", lines, said, Decimal(0), None, False, judgement.schedule)


def _empties_a_goal(trial: Trial, lines: Sequence[str]) -> bool:
    """Tell whether nothing is left of what a goal is met by: then it isn't kept but given up."""
    plan = trial.changed(lines)
    return plan is None or any(
        goal.done_when and not plan.goals[goal.id].done_when
        for goal in trial.best.plan.goals.values()
        if goal.id in plan.goals
    )


def optional_tasks(trial: Trial) -> Iterator[Task]:
    """Yield the tasks that are no must, outermost first: what stands below one goes with it."""
    plan = trial.plan
    seen: set[str] = set()
    for task in plan.tasks.values():
        if task.parent in seen:
            seen.add(task.id)
        elif task.scope != "must" and task.done is None and not task.inactive:
            seen.add(task.id)
            yield task
