"""What a search answers: the best schedule found, a bound, and what is proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising.objectives import Goal

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
_MOST_NAMED = 3


@dataclass(frozen=True)
class Optimised:
    """The best schedule found and what is proven of it.

    For the goal finish `value` and `lower_bound` are axis minutes, for the others in the goal's unit (points or money
    for lateness, money, squared hours). `gap` is (value - bound) / (value - start), for the others (value - bound) /
    value. Where a plan keeps its required finish (`schedule_from: finish`), it is the start that is sought for, a late
    one: no schedule that keeps the finish starts after `start_bound`, and `gap` is (bound - start) / (finish - start).
    `proof` says what makes the bound. "infeasible": proven that nothing keeps all links and limits;
    "unknown": no schedule that does is known, and one that is shown says in its findings where it doesn't.
    """

    schedule: PeopleSchedule | None
    goal: Goal
    status: Status
    value: float | None
    lower_bound: float | None
    gap: float | None
    seconds: float
    proof: str = ""
    cut_short: bool = False
    keeps_finish: bool = False
    start_bound: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the answer as `--json` prints it."""
        schedule = self.schedule
        iso = schedule.compiled.axis.iso if schedule is not None else None
        by_moment = self.goal == "finish"
        bound: Any = self.lower_bound
        if by_moment and bound is not None:
            bound = iso(int(bound)) if iso is not None else None
        return {
            "plan": schedule.plan.title if schedule is not None else None,
            "goal": self.goal,
            "start": iso(schedule.start) if schedule is not None and iso else None,
            "finish": iso(schedule.finish) if schedule is not None and iso else None,
            "value": (iso(int(self.value)) if iso else None) if by_moment and self.value else self.value,
            "lower_bound": bound,
            "start_bound": iso(self.start_bound) if iso and self.start_bound is not None else None,
            "gap": self.gap,
            "status": self.status,
            "seconds": round(self.seconds, 3),
            "proof": self.proof,
            "overtime_unused": list(schedule.overtime_unused) if schedule is not None else [],
            "tasks": schedule.tasks_json() if schedule is not None else [],
        }


def all_that(who: Sequence[str]) -> str:
    """Return what people have to do as the subject of a proof: `all that Ana and 3 more have to do`."""
    names = ", ".join(who[:_MOST_NAMED])
    more = f" and {len(who) - _MOST_NAMED} more" if len(who) > _MOST_NAMED else ""
    return f"all that {names}{more} {'has' if len(who) == 1 else 'have'} to do"


def gap_of(value: float, bound: float | None, start: float) -> float | None:
    """Return how far a value is from its bound, as a share of its distance from the start; None without a bound."""
    if bound is None:
        return None
    return 0.0 if value <= bound else round((value - bound) / max(value - start, 1e-9), 6)
