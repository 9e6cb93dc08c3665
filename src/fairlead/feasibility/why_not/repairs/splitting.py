"""Letting work be interrupted for other work."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.words import quoted
from fairlead.plan.changes import Set
from fairlead.schedule.why.words import listed


def split(trial: Trial) -> Iterator[Repair]:
    """Yield splitting where it cures: allowed in the plan at all, else for the tasks that forbid it."""
    plan = trial.plan
    if not plan.settings.options.split_when_levelling:
        line = trial.line(Set("plan", "plan", "options.split_when_levelling", "yes"))
        judgement = trial.tried([line])
        if judgement.fits:
            said = "let work be interrupted for other work"
            yield Repair("split", (line,), said, Decimal(0), None, False, judgement.schedule)
        return
    whole = [
        task
        for each in trial.contradiction.members
        if each.kind == "work" and (task := trial.best.plan.tasks.get(each.id)) is not None and not task.split
    ]
    lines = tuple(trial.line(Set("task", task.id, "split", "yes")) for task in whole)
    judgement = trial.tried(lines)
    if whole and judgement.fits:
        said = f"let {listed([quoted(task.title) for task in whole])} be interrupted"
        yield Repair("split", lines, said, Decimal(0), None, False, judgement.schedule)
