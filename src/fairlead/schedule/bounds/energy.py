"""The energy bound: work that has to lie between two moments against the working time of all who can do it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fairlead.schedule.bounds.heads import Heads, Tails
from fairlead.schedule.bounds.work import Group, Job, Workload
from fairlead.schedule.codes import LATEST

_MOST_MOMENTS = 240  # heads and tails between which work is counted, for each group; some of many are enough


class Overload(NamedTuple):
    """A group whose work between two moments is more than the time its members have.

    `needed` and `available` are in units of `FULL` times minutes, `places` the tasks of that work.
    """

    group: Group
    begin: int
    end: int
    needed: int
    available: int
    places: tuple[int, ...]


class Energy:
    """The work of each group, ready to be held against heads and tails.

    Source: energetic bounds in their plainest form, tasks wholly inside an interval (Baptiste, Le Pape and Nuijten,
    Constraint-Based Scheduling, 2001, section 3.3), with working minutes for time. A task counts with the least it asks
    of the group in any of its modes; it holds for split work too.
    """

    def __init__(self, load: Workload) -> None:
        self.load = load
        self.groups: list[tuple[Group, npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
        groups = load.groups()
        works_of: list[list[tuple[int, int]]] = [[] for _ in groups]
        sets = [set(group) for group in groups]
        having: dict[int, set[int]] = {}
        for number, group in enumerate(groups):
            for r in group:
                having.setdefault(r, set()).add(number)
        for job in load.jobs:
            for number in _groups_that_may_do(job, having):
                if work := least_of(job, sets[number]):
                    works_of[number].append((job.place, work))
        for group, works in zip(groups, works_of, strict=True):
            if works:
                places, amounts = np.array(works, np.int64).T
                self.groups.append((group, places, amounts))

    def overload(self, heads: Heads, tails: Tails, only: Group | None = None) -> Overload | None:
        """Return the group (or only this one) most short of time inside these heads and tails."""
        starts, finishes = np.array(heads.start, np.int64), np.array(tails.finish, np.int64)
        worst: Overload | None = None
        for group, places, amounts in self.groups:
            if only is not None and group != only:
                continue
            found = self._worst_of(group, places, amounts, starts[places], finishes[places])
            if found and (worst is None or found.needed - found.available > worst.needed - worst.available):
                worst = found
        return worst

    def available(self, group: Group, moments: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return what the members of a group can do before each moment."""
        each = [self.load.hours[r].before_each(moments) * self.load.capacity[r] for r in group]
        total: npt.NDArray[np.int64] = np.sum(each, axis=0)
        return total

    def _worst_of(
        self,
        group: Group,
        places: npt.NDArray[np.int64],
        amounts: npt.NDArray[np.int64],
        starts: npt.NDArray[np.int64],
        finishes: npt.NDArray[np.int64],
    ) -> Overload | None:
        bound = finishes < LATEST
        if not bound.any():
            return None
        places, amounts, starts, finishes = places[bound], amounts[bound], starts[bound], finishes[bound]
        begins, ends = _some(np.unique(starts)), _some(np.unique(finishes))
        # A task belongs to the last beginning before its head and to the first end after its tail.
        row = np.searchsorted(begins, starts, side="right") - 1
        column = np.searchsorted(ends, finishes, side="left")
        table = np.zeros((len(begins), len(ends)), np.int64)
        np.add.at(table, (row, column), amounts)
        needed = np.cumsum(np.cumsum(table[::-1], axis=0)[::-1], axis=1)
        room = self.available(group, ends)[None, :] - self.available(group, begins)[:, None]
        short = np.where(needed > 0, needed - np.maximum(room, 0), 0)
        i, k = np.unravel_index(int(short.argmax()), short.shape)
        if short[i, k] <= 0:
            return None
        inside = (starts >= begins[i]) & (finishes <= ends[k])
        available = max(int(room[i, k]), 0)
        return Overload(
            group, int(begins[i]), int(ends[k]), int(needed[i, k]), available, tuple(places[inside].tolist())
        )


def _groups_that_may_do(job: Job, having: dict[int, set[int]]) -> set[int]:
    """Return the groups, by number, that hold all who may fill some place of a job's first mode: no others count it."""
    found: set[int] = set()
    for piece in job.modes[0] if job.modes else ():
        for ask in piece.asks:
            found |= set.intersection(*(having.get(r, set()) for r in ask.group)) if ask.group else set()
    return found


def least_of(job: Job, group: set[int]) -> int:
    """Return the least that a job asks of the members of a group alone, over its modes."""
    return min(
        sum(piece.minutes * ask.units for piece in mode for ask in piece.asks if group.issuperset(ask.group))
        for mode in job.modes
    )


def _some(moments: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the moments, or where they are many some of them, the first and the last always."""
    if len(moments) <= _MOST_MOMENTS:
        return moments
    return moments[np.linspace(0, len(moments) - 1, _MOST_MOMENTS).astype(np.int64)]
