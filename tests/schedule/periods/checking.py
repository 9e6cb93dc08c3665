"""A plain checker of schedules in periods, and small random problems."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
from hypothesis import strategies as st

from fairlead.schedule.periods.problem import PeriodProblem


def a_problem(
    durations: Sequence[int],
    demands: Sequence[Sequence[int]],
    capacity: Sequence[int],
    links: Sequence[tuple[int, int, int]] = (),
    release: Sequence[int] | None = None,
    tail: Sequence[int] | None = None,
) -> PeriodProblem:
    """A problem; links are (before, after, offset)."""
    size = len(durations)

    def ints(values: object) -> np.ndarray:
        return np.array(values, np.int64)

    return PeriodProblem(
        duration=ints(durations),
        demand=ints(demands).reshape(size, len(capacity)),
        capacity=ints(capacity),
        release=ints(release if release is not None else [0] * size),
        tail=ints(tail if tail is not None else [0] * size),
        before=ints([before for before, _, _ in links]),
        after=ints([after for _, after, _ in links]),
        offset=ints([offset for _, _, offset in links]),
    )


def faults(problem: PeriodProblem, start: Sequence[int]) -> list[str]:
    """What a schedule breaks, checked period by period."""
    found = [f"{j} starts before its release" for j, s in enumerate(start) if s < problem.release[j]]
    for before, after, offset in zip(problem.before, problem.after, problem.offset, strict=True):
        if start[after] < start[before] + offset:
            found.append(f"{after} starts too early behind {before}")
    for period in range(int(max([s + d for s, d in zip(start, problem.duration, strict=True)], default=0))):
        running = [j for j, s in enumerate(start) if s <= period < s + problem.duration[j]]
        for resource, capacity in enumerate(problem.capacity):
            if sum(int(problem.demand[j, resource]) for j in running) > capacity:
                found.append(f"too much of {resource} in period {period}")
    return found


def makespan(problem: PeriodProblem, start: Sequence[int]) -> int:
    return max(
        (int(s + d + t) for s, d, t in zip(start, problem.duration, problem.tail, strict=True)), default=0
    )


def least_makespan(problem: PeriodProblem) -> int:
    """The optimum, by trying every start up to a horizon that no active schedule passes."""
    horizon = int(
        problem.duration.sum() + problem.release.max(initial=0) + np.maximum(problem.offset, 0).sum()
    )
    best = horizon + int(problem.tail.max(initial=0)) + 1

    def starts(j: int, so_far: list[int]) -> Iterator[list[int]]:
        if j == problem.size:
            yield so_far
            return
        links = zip(problem.before, problem.after, problem.offset, strict=True)
        low = max([int(problem.release[j]), *(so_far[b] + int(o) for b, a, o in links if a == j)])
        for s in range(low, best - int(problem.duration[j] + problem.tail[j])):
            yield from starts(j + 1, [*so_far, s])

    for start in starts(0, []):
        if makespan(problem, start) < best and not faults(problem, start):
            best = makespan(problem, start)
    return best


@st.composite
def problems(draw: st.DrawFn, most: int = 12, longest: int = 6) -> PeriodProblem:
    """Problems with links of every kind, releases, tails, idle activities and resources that nobody asks for."""
    size = draw(st.integers(0, most))
    capacity = draw(st.lists(st.integers(1, 4), min_size=0, max_size=3))
    pairs = list(itertools.combinations(range(size), 2))
    linked = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2 * size)) if pairs else []
    return a_problem(
        durations=[draw(st.integers(0, longest)) for _ in range(size)],
        demands=[[draw(st.integers(0, limit)) for limit in capacity] for _ in range(size)],
        capacity=capacity,
        links=[(before, after, draw(st.integers(-3, longest))) for before, after in linked],
        release=[draw(st.sampled_from([0, 0, 0, 2, 5])) for _ in range(size)],
        tail=[draw(st.sampled_from([0, 0, 0, 1, 4])) for _ in range(size)],
    )
