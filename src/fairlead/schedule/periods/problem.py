"""The problem in whole periods: activities, links with offsets, capacities; and the same seen from its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PeriodProblem:
    """Activities in an order in which every link points forward, in whole periods.

    A schedule keeps release dates, links and capacities; its makespan is max(start + duration + tail). An activity
    of no duration uses nothing. The caller vouches for shapes, signs and `before < after`.
    """

    duration: Ints
    """(activities,) 0 or more"""
    demand: Ints
    """(activities, resources) 0 or more, throughout the activity"""
    capacity: Ints
    """(resources,) in each period"""
    release: Ints
    """(activities,) earliest starts, 0 or later"""
    tail: Ints
    """(activities,) what must pass between the finish and the project's end, 0 or more, usually 0"""
    before: Ints
    """(links,) activity that a link starts from"""
    after: Ints
    """(links,) activity it leads to: start[after] >= start[before] + offset"""
    offset: Ints
    """(links,) any integer; the duration of `before` for finish-to-start without lag"""

    @property
    def size(self) -> int:
        """The number of activities."""
        return len(self.duration)

    def makespan(self, start: Ints) -> int:
        """Return when a schedule with these starts ends, tails included; 0 without activities."""
        return int((start + self.duration + self.tail).max(initial=0))

    def mirrored(self) -> PeriodProblem:
        """Return the same problem with time running backward and the activities in reverse order.

        A schedule of one is a schedule of the other by `from_the_end`, with the same makespan.
        """
        last = self.size - 1
        return PeriodProblem(
            duration=self.duration[::-1].copy(),
            demand=self.demand[::-1].copy(),
            capacity=self.capacity,
            release=self.tail[::-1].copy(),
            tail=self.release[::-1].copy(),
            before=last - self.after,
            after=last - self.before,
            offset=self.offset + self.duration[self.after] - self.duration[self.before],
        )

    def from_the_end(self, start: Ints, makespan: int) -> Ints:
        """Return the starts of the mirrored problem for starts of this one, ending at `makespan`."""
        mirrored: Ints = (makespan - start - self.duration)[::-1].copy()
        return mirrored


@dataclass(frozen=True)
class PeriodAnswer:
    """What a search found: starts in periods (None where there are none), and what is proven about them.

    `lower_bound` holds for every schedule. "optimal": the bound is reached. "infeasible": an activity asks for more
    than there is, so nothing can be scheduled. "unknown": no schedule yet. `resource` is the one whose work makes the
    bound, None where that is the critical path; a search (`searched`) may have raised it above either.
    """

    start: Ints | None
    makespan: int
    lower_bound: int
    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    seconds: float
    resource: int | None = None
    searched: bool = False
