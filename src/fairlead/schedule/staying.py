"""What stays where it was agreed, on one calendar: the fewest moves that a finish takes, sought in whole periods."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.critical_path.tables import Ints, Moments
from fairlead.schedule.levelling.crew import Manned
from fairlead.schedule.levelling.reading import places_by_id
from fairlead.schedule.optimising.one_calendar import InPeriods, in_periods
from fairlead.schedule.periods.keeping import kept
from fairlead.schedule.periods.search import keeps


@dataclass(frozen=True)
class Staying:
    """When each unfinished task goes on, by place in axis minutes, and whether fewer moves are proven impossible."""

    go_on: Mapping[int, int]
    is_proven: bool


def staying(
    ready: Manned,
    agreed: Agreed,
    known: Moments,
    frozen: Collection[int],
    *,
    seconds: float,
    seed: int = 1,
    is_over: Callable[[], bool] = lambda: False,
) -> Staying | None:
    """Return a schedule no longer than the known one with as few tasks as can be that don't start as agreed.

    `known` are the moments, by place, at which what is left of each task goes on; `frozen` places stay there. None
    where people have a choice or keep hours of their own, or the known schedule isn't one of whole periods.
    """
    staffed = ready.staffed
    problem = in_periods(staffed, Frame(staffed).heads().start)
    if problem is None:
        return None
    start = _periods(problem, known[problem.places])
    if (start < 0).any() or not keeps(problem.problem, start):
        return None
    wanted = _moments(ready, agreed, problem)
    pinned = np.isin(problem.places, list(frozen))
    goal = _periods(problem, wanted)
    found = kept(problem.problem, goal, start, pinned=pinned, seconds=seconds, seed=seed, is_over=is_over)
    axis = problem.axis
    go_on = {
        place: moment if now == was else axis.start(now * axis.period)
        for place, now, was, moment in zip(
            problem.places.tolist(), found.start.tolist(), goal.tolist(), wanted.tolist(), strict=True
        )
    }
    return Staying(go_on, found.is_proven)


def _moments(ready: Manned, agreed: Agreed, problem: InPeriods) -> Ints:
    """Return when each activity was agreed to go on, MISSING where nothing is agreed.

    What has begun isn't moved where it ends as agreed.
    """
    found = np.full(ready.size, codes.MISSING, np.int64)
    compiled = ready.staffed.compiled
    axis, calendar = compiled.axis, problem.axis
    left = dict(zip(problem.places.tolist(), problem.problem.duration.tolist(), strict=True))
    for id, place in places_by_id(compiled).items():
        task = agreed.tasks.get(id)
        if task is None or place not in left:
            continue
        was = task.placed(axis)
        if ready.network.state[place] == codes.PLANNED:
            found[place] = was.start
        else:
            found[place] = calendar.start(calendar.minutes(was.finish) - left[place] * calendar.period)
    moments: Ints = found[problem.places]
    return moments


def _periods(problem: InPeriods, moments: Moments) -> Ints:
    """Return moments in periods from the problem's origin; -1 for those before it, between two, or missing."""
    found = np.full(len(moments), -1, np.int64)
    for i, moment in enumerate(moments.tolist()):
        if moment == codes.MISSING:
            continue
        minutes = problem.axis.minutes(moment)
        if minutes >= 0 and minutes % problem.axis.period == 0:
            found[i] = minutes // problem.axis.period
    return found
