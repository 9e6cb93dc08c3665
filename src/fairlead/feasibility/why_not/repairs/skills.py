"""Somebody for a need that nobody in the plan can fill."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.needs import unfilled
from fairlead.feasibility.why_not.repairs.scope import optional_tasks
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.words import quoted
from fairlead.plan.changes import Remove
from fairlead.plan.errors import FairleadError
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.verifying import verify


def hired_for(trial: Trial) -> Iterator[Repair]:
    """Yield the first candidate who fills the need, and dropping the task where it is optional."""
    needing = trial.contradiction.members[0].id
    levers = trial.plan.settings.levers
    for each in trial.plan.candidates.values():
        if each.hired is None and not (levers is not None and each.id in levers.never):
            line = f"hire {each.id}"
            if (schedule := _filled(trial, line, needing)) is not None:
                yield Repair("hire", (line,), f"hire {each.title}", None, None, False, schedule)
                break
    for task in optional_tasks(trial):
        line = trial.line(Remove("task", task.id, unlink=True))
        if task.id == needing and (schedule := _filled(trial, line, needing)) is not None:
            yield Repair("drop", (line,), f"drop {quoted(task.title)}", Decimal(0), None, True, schedule)


def _filled(trial: Trial, line: str, needing: str) -> PeopleSchedule | None:
    plan = trial.changed([line])
    if plan is None or trial.clock.is_over():
        return None
    try:
        schedule = levelled(plan, trial.default_start)
    except FairleadError:
        return None
    short = {each.members[0].id for each in unfilled(schedule.compiled)}
    return schedule if needing not in short and not verify(plan, schedule) else None
