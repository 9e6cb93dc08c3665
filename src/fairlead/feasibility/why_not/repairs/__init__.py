"""Cures of a contradiction: the cheapest of each kind, each found by solving, verified, and said in one-line changes.

A new kind is a function from a trial to repairs in a file of its own, and one line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from fairlead.feasibility.why_not.answer import Contradiction, Repair
from fairlead.feasibility.why_not.judging import OF_MONEY as OF_MONEY_AND_TIME
from fairlead.feasibility.why_not.meeting import Best
from fairlead.feasibility.why_not.repairs import (
    later,
    leave,
    money,
    overlap,
    overtime,
    scope,
    skills,
    splitting,
    staff,
    stock,
)
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.shrinking import Clock
from fairlead.plan.document import Plan

Kind = Callable[[Trial], Iterator[Repair]]

OF_DATES: tuple[Kind, ...] = (
    later.later,
    scope.dropped,
    leave.without_leave,
    leave.there_for_longer,
    overtime.worked_over,
    staff.more_staff,
    overlap.overlapped,
    splitting.split,
)
OF_MONEY: tuple[Kind, ...] = (money.raised, money.cheaper)
OF_BOTH: tuple[Kind, ...] = (money.dearer, *OF_DATES)
OF_NEEDS: tuple[Kind, ...] = (skills.hired_for,)
OF_STOCKS: tuple[Kind, ...] = (stock.more_of_it,)
_OF_PROOF = {OF_MONEY_AND_TIME: OF_BOTH, "least cost": OF_MONEY, "nobody can": OF_NEEDS, "stock": OF_STOCKS}
_SHOWN = (
    "staff",
    "hire",
    "later",
    "overtime",
    "drop",
    "leave",
    "stay",
    "overlap",
    "split",
    "budget",
    "stock",
)


def repairs_of(
    plan: Plan,
    best: Best,
    contradiction: Contradiction,
    others: Sequence[Contradiction],
    clock: Clock,
    default_start: date | None = None,
) -> list[Repair]:
    """Return the cheapest cure of each kind that there was time to find, in the order in which people weigh them.

    Each has been applied to the plan, its best case scheduled again, and the schedule verified; it keeps the dates of
    the contradiction and all others that aren't refuted by themselves.
    """
    kinds = _OF_PROOF.get(contradiction.proof, OF_DATES)
    found: list[Repair] = []
    if best.schedule is None:
        return found
    for number, kind in enumerate(kinds):
        part = clock.part(2 / (len(kinds) - number + 1))
        found += kind(Trial(plan, best, contradiction, others, part, default_start))
    return sorted(found, key=lambda each: _SHOWN.index(each.kind))
