"""By how much a date is missed at the least: the excess of a contradiction, found by solving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.case import Case
from fairlead.feasibility.why_not.exact import decided_exactly
from fairlead.feasibility.why_not.proving import refuted_until
from fairlead.feasibility.why_not.shrinking import Clock
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.widening import within_calendars
from fairlead.schedule.optimising.model import Chosen

_MOST_SECONDS = 3.0
_NEAR = 15  # minutes


@dataclass(frozen=True, slots=True)
class Lateness:
    """The working minutes of the plan by which one date is missed; `proven`: no schedule misses it by less.

    Not proven, it is what bounds say: at least so many.
    """

    minutes: int
    proven: bool
    moment: int
    """When it is reached, in axis minutes."""


def least_lateness(
    plan: Plan, aims: Sequence[Aim], clock: Clock, default_start: date | None = None
) -> Lateness | None:
    """Return by how much the only aim of a plan is missed at the least; None for several, or where nobody knows."""
    if len(aims) != 1 or aims[0].kind == "start_by":
        return None
    try:
        reached = levelled(plan, default_start)
        return within_calendars(
            plan, default_start, lambda compiled: _least(plan, compiled, aims[0], reached, clock)
        )
    except FairleadError:
        return None


def _least(
    plan: Plan, compiled: Compiled, aim: Aim, reached: PeopleSchedule, clock: Clock
) -> Lateness | None:
    case = Case(plan, compiled, [aim], clock.is_stopped)
    latest = aim.minute(compiled)
    there = latest + aim.late_by(reached)
    known = _refuted_until(case, latest, there)
    proven = known >= there
    if not proven:
        answer = _exactly(case, aim, there, clock)
        if answer is not None and answer.status in ("optimal", "feasible", "unknown"):
            known = max(known, answer.lower_bound)
            proven = answer.status == "optimal"
    hours = case.frame.hours(compiled.hours.place(0))
    return Lateness(hours.before(known) - hours.before(latest), proven, known) if known > latest else None


def _refuted_until(case: Case, latest: int, there: int) -> int:
    """Return the first moment from a date on that bounds don't refute; `there` is one that can be reached."""
    low, high = latest, there
    if refuted_until(case, high - 1):
        return high
    while high - low > _NEAR:
        middle = (low + high) // 2
        low, high = (middle, high) if refuted_until(case, middle) else (low, middle)
    return low + 1 if low > latest else latest


def _exactly(case: Case, aim: Aim, there: int, clock: Clock) -> Chosen | None:
    places = aim.places(case.limits.compiled)
    seconds = min(_MOST_SECONDS, max(clock.left, 0.5))
    answer = decided_exactly(case.with_ends(dict.fromkeys(places, there)), seconds=seconds, least_of=places)
    return None if answer is None else answer[1]
