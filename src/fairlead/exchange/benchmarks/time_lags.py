"""Time lags between starts, some of them backwards, as links that all lead forwards.

A problem with greatest lags is a graph with circles: `start(j) >= start(i) + 3` one way, `start(i) >= start(j) - 7`
back. As links of a plan the second is a greatest lag on the link from i to j, and nothing waits for itself.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Arc(NamedTuple):
    """`start(after) >= start(before) + lag`; a negative lag lets `after` start that much earlier."""

    before: int
    after: int
    lag: int


class Pair(NamedTuple):
    """`least <= start(after) - start(before) <= most`; without `most` it may be as long as it likes."""

    before: int
    after: int
    least: int
    most: int | None


def pairs_of(jobs: int, arcs: Iterable[Arc]) -> list[Pair]:
    """Return pairs that say the same as the arcs and lead forwards in one order of all jobs.

    An arc of a job to itself becomes a pair only where no schedule can keep it. A pair that has only a greatest lag
    gets a least one that follows from the others.
    """
    arcs = list(arcs)
    order = _order(jobs, arcs)
    least: dict[tuple[int, int], int] = {}
    most: dict[tuple[int, int], int] = {}
    for before, after, lag in arcs:
        if before == after:
            if lag > 0:
                least[before, after] = max(lag, least.get((before, after), lag))
        elif order[before] < order[after]:
            least[before, after] = max(lag, least.get((before, after), lag))
        else:
            most[after, before] = min(-lag, most.get((after, before), -lag))
    implied = _Implied(order, least)
    ends = sorted(least.keys() | most.keys(), key=lambda pair: (order[pair[0]], order[pair[1]]))
    return [
        Pair(
            before,
            after,
            least[before, after] if (before, after) in least else implied.between(before, after),
            most.get((before, after)),
        )
        for before, after in ends
    ]


def _order(jobs: int, arcs: list[Arc]) -> list[int]:
    """Return each job's place in an order in which no arc with a lag from 0 on leads backwards, if there is one.

    An arc with a negative lag leads forwards too as long as nothing holds the other way round: it is a lead then.
    """
    following: list[set[int]] = [set() for _ in range(jobs)]
    reach = [1 << job for job in range(jobs)]  # bit j of i: a way leads from i to j
    for before, after, _ in sorted(arcs, key=lambda arc: arc.lag < 0):
        # Where a way leads back already, the arc becomes a greatest lag on it.
        if before == after or reach[after] >> before & 1:
            continue
        following[before].add(after)
        if not reach[before] >> after & 1:
            new = reach[after]
            reach = [each | new if each >> before & 1 else each for each in reach]
    return _places(following)


def _places(following: list[set[int]]) -> list[int]:
    """Return each job's place in topological order, the lowest numbers first."""
    waiting = [0] * len(following)
    for each in (job for jobs in following for job in jobs):
        waiting[each] += 1
    free = [job for job, count in enumerate(waiting) if not count]
    places = [0] * len(following)
    for place in range(len(following)):
        job = heapq.heappop(free)
        places[job] = place
        for after in following[job]:
            waiting[after] -= 1
            if not waiting[after]:
                heapq.heappush(free, after)
    return places


class _Implied:
    """What least lags between two jobs follow from all others, looked up job by job."""

    def __init__(self, order: list[int], least: dict[tuple[int, int], int]) -> None:
        self.order = order
        self.following: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (before, after), lag in least.items():
            if before != after:
                self.following[before].append((after, lag))
        self.found: dict[int, dict[int, int]] = {}

    def between(self, before: int, after: int) -> int:
        """Return a least lag from one job to a later one that any schedule keeps: 0, or the lead that follows."""
        if before not in self.found:
            self.found[before] = self._longest_from(before)
        return min(self.found[before][after], 0)

    def _longest_from(self, start: int) -> dict[int, int]:
        far, open_ = {start: 0}, [(self.order[start], start)]
        while open_:
            _, here = heapq.heappop(open_)
            for after, lag in self.following[here]:
                if after not in far:
                    heapq.heappush(open_, (self.order[after], after))
                    far[after] = far[here] + lag
                else:
                    far[after] = max(far[after], far[here] + lag)
        return far
