"""More of a material that runs short."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.needs import short_stocks
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.plan.changes import Set
from fairlead.plan.errors import FairleadError
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.verifying import verify


def more_of_it(trial: Trial) -> Iterator[Repair]:
    """Yield the least stock that is enough for all that need it."""
    material = trial.plan.materials[trial.contradiction.members[0].id]
    excess = trial.contradiction.excess
    if material.stock is None or excess is None:
        return
    line = trial.line(Set("material", material.id, "stock", f"{material.stock + excess:f}"))
    plan = trial.changed([line])
    if plan is None or any(each.members[0].id == material.id for each in short_stocks(plan)):
        return
    try:
        schedule = levelled(plan, trial.default_start)
    except FairleadError:
        return
    if not verify(plan, schedule):
        yield Repair("stock", (line,), f"{excess:f} more of {material.title}", None, None, True, schedule)
