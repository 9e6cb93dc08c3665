"""Doing without a leave, or a last day, that is part of the contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.words import said_period
from fairlead.plan.changes import Set


def without_leave(trial: Trial) -> Iterator[Repair]:
    """Yield each leave, of those in the contradiction, without which it is cured; of several the first."""
    for demand in trial.contradiction.members:
        if demand.kind != "leave":
            continue
        party = trial.plan.find(demand.id, ("person", "equipment", "supplier"))
        if party is None:
            continue
        rest = [str(each) for each in getattr(party, "away", ()) if str(each) != demand.detail]
        line = trial.line(Set(party.kind, party.id, "away", rest or None))
        judgement = trial.tried([line])
        if judgement.fits:
            said = f"{party.title} there {said_period(demand.detail)} after all"
            yield Repair("leave", (line,), said, Decimal(0), None, True, judgement.schedule)
            return


def there_for_longer(trial: Trial) -> Iterator[Repair]:
    """Yield the first of those whose last day is in the way, there until all is done."""
    for demand in trial.contradiction.members:
        party = trial.plan.find(demand.id, ("person", "equipment", "supplier"))
        if demand.kind != "presence" or party is None or getattr(party, "until", None) is None:
            continue
        line = trial.line(Set(party.kind, party.id, "until", None))
        judgement = trial.tried([line])
        if judgement.fits:
            yield Repair(
                "stay", (line,), f"{party.title} there for longer", None, None, False, judgement.schedule
            )
            return
