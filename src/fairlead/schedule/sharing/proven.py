"""Choosing among schedules of one plan, and what is proven of it whichever is taken."""

from __future__ import annotations

from dataclasses import replace

from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising import answer
from fairlead.schedule.optimising.answer import Optimised, Status

_UNKEPT = ("overloaded", "maximum-lag", "overruns-hours")  # findings of schedules that can't keep everything


def problems(people: PeopleSchedule) -> int:
    """Return how many things a schedule says it can't keep."""
    return sum(each.code in _UNKEPT for each in people.findings)


def better(one: Optimised, other: Optimised) -> Optimised:
    """Return the schedule of two that finishes first, what keeps all limits before what doesn't, with both bounds."""
    assert one.schedule is not None
    assert other.schedule is not None
    best = min((other, one), key=_lateness)
    proven = max((other, one), key=lambda each: each.lower_bound or 0.0)
    assert best.schedule is not None
    return with_schedule(
        replace(proven, status=best.status, seconds=one.seconds + other.seconds), best.schedule
    )


def _lateness(found: Optimised) -> tuple[bool, float, int]:
    """Return what to choose the least of: a broken limit, the finish, how early a plan laid from its finish starts."""
    assert found.schedule is not None
    return (
        found.status == "unknown",
        found.schedule.finish,
        -found.schedule.start if found.keeps_finish else 0,
    )


def with_schedule(proven: Optimised, people: PeopleSchedule) -> Optimised:
    """Return what is proven of a plan by itself, with another schedule of it."""
    if people is proven.schedule:
        return proven
    if problems(people) or proven.lower_bound is None:
        status: Status = "unknown" if problems(people) else "feasible"
        return replace(proven, schedule=people, status=status, value=float(people.finish), gap=None)
    bound = min(int(proven.lower_bound), people.finish)
    return replace(
        proven,
        schedule=people,
        status="optimal" if bound >= people.finish else "feasible",
        value=float(people.finish),
        lower_bound=float(bound),
        gap=gap_of(people.finish, bound, people.start),
    )


def gap_of(value: int, bound: int | None, start: int) -> float | None:
    """Return the gap between a finish and its bound, as a share of the time from the start, a minute at the least."""
    return answer.gap_of(value, bound, min(start, value - 1))
