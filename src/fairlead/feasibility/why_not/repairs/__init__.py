"""Cures of a contradiction: the cheapest of each kind, each found by solving, verified, and said in one-line changes.

A new kind is a function from a trial to repairs in a file of its own, and one line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from fairlead.feasibility.why_not.answer import Contradiction, Repair
from fairlead.feasibility.why_not.demands import aim_demands
from fairlead.feasibility.why_not.judgement import OF_MONEY as OF_MONEY_AND_TIME
from fairlead.feasibility.why_not.meeting import Best
from fairlead.feasibility.why_not.repairs import (
    later,
    leave,
    money,
    overlap,
    overtime,
    release,
    scope,
    skills,
    splitting,
    staff,
    stock,
)
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.shrinking import Clock
from fairlead.feasibility.why_not.words import said_aim, said_open
from fairlead.plan.document import Plan

Kind = Callable[[Trial], Iterator[Repair]]


def _more_money(trial: Trial) -> Iterator[Repair]:
    yield from money.dearer(trial)
    yield from release.released_earlier(trial)


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
OF_BOTH: tuple[Kind, ...] = (_more_money, *OF_DATES)
OF_NEEDS: tuple[Kind, ...] = (skills.hired_for,)
OF_STOCKS: tuple[Kind, ...] = (stock.more_of_it,)
_OF_PROOF = {OF_MONEY_AND_TIME: OF_BOTH, "least cost": OF_MONEY, "nobody can": OF_NEEDS, "stock": OF_STOCKS}
_SHARE_OF_FIRST = 0.4  # of the time, for what nearly always cures: a later date, more money
_SHARE_OF_SOONER = 0.7  # of what all kinds have left over, for earlier dates that can be kept
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


def with_repairs(
    plan: Plan,
    best: Best,
    contradiction: Contradiction,
    others: Sequence[Contradiction],
    clock: Clock,
    default_start: date | None = None,
) -> Contradiction:
    """Return a contradiction with the cheapest cure of each kind that there was time to find, as people weigh them.

    Each has been applied to the plan, its best case scheduled again, and the schedule verified; it keeps the dates of
    the contradiction and all others that aren't refuted by themselves. Dates of which that isn't known may be missed;
    those that are, are named.
    """
    if best.schedule is None:
        return contradiction
    kinds = _OF_PROOF.get(contradiction.proof, OF_DATES)
    trial = Trial(plan, best, contradiction, others, clock, default_start)
    found: list[Repair] = []
    for number, kind in enumerate(kinds):
        share = 2 / (len(kinds) - number + 1)
        part = clock.part(share if number else max(share, _SHARE_OF_FIRST))
        found += kind(replace(trial, clock=part, asked={}))
    if later.later in kinds:
        found = later.sooner(replace(trial, clock=clock.part(_SHARE_OF_SOONER), asked={}), found)
    found.sort(key=lambda each: _SHOWN.index(each.kind))
    missed = trial.missed(found)
    said = said_open([said_aim(best.plan, aim) for aim in missed])
    return replace(
        contradiction, repairs=tuple(found), left_open=tuple(aim_demands(missed)), open_said=said, looked=True
    )
