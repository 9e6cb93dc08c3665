"""Schedules written by hand: `{"weld": ("2027-03-01 08:00", "2027-03-02 17:00", ["ana"])}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.values import Moment
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.placed import Assigned, PeopleSchedule, Placed

Said = Sequence[Any]
"""Start, finish, and those assigned; a start that is a list holds stretches (start, finish) instead of both."""


def laid(plan: Plan, tasks: Mapping[str, Said], modes: Mapping[str, int] | None = None) -> PeopleSchedule:
    """The schedule of a plan as it is said: `(start, finish, [who])`, or `([(start, finish), ...], [who])` if split.

    Who is an id, or `ana at 50%`. Moments are of the plan's wall clock. A task that finishes when it starts has no
    stretches, as milestones have none.
    """
    compiled = compile_plan(plan)
    axis = compiled.axis

    def minute(text: str) -> int:
        return axis.minute(Moment.parse(text))

    placed = {}
    for id, said in tasks.items():
        if isinstance(said[0], str):
            stretches = ((minute(said[0]), minute(said[1])),)
            who = said[2] if len(said) > 2 else ()
        else:
            stretches = tuple((minute(begin), minute(end)) for begin, end in said[0])
            who = said[1] if len(said) > 1 else ()
        start, finish = stretches[0][0], stretches[-1][1]
        segments = () if start == finish else stretches
        mode = (modes or {}).get(id)
        placed[id] = Placed(id, start, finish, segments, tuple(map(assigned, who)), mode)
    starts, finishes = [each.start for each in placed.values()], [each.finish for each in placed.values()]
    return PeopleSchedule(plan, compiled, placed, min(starts, default=0), max(finishes, default=0))


def assigned(said: str) -> Assigned:
    """`ana`, or `ana at 50%`."""
    who, _, share = said.partition(" at ")
    return Assigned(who, Decimal(share.removesuffix("%")) / 100 if share else Decimal(1))
