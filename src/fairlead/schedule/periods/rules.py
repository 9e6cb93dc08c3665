"""The best of a few priority rules at once: what there is before any search, in milliseconds and without Numba."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fairlead.schedule.periods import generation
from fairlead.schedule.periods.problem import Ints, PeriodProblem
from fairlead.schedule.periods.tables import Space, Tables, space, tables

_ALL_RULES_BELOW = 1_000  # activities; above, the two best rules alone
_PASSES = 4  # of justification, there and back; more seldom shorten the schedule of a rule


def longest_tails(of: Tables) -> list[int]:
    """Return for each activity the least time from its start to the end of the project, by links alone.

    Tables over lists are read quickest.
    """
    least = [of.duration[j] + of.tail[j] for j in range(of.size)]
    for j in range(of.size - 1, -1, -1):
        for link in range(of.into[j], of.into[j + 1]):
            least[of.before[link]] = max(least[of.before[link]], least[j] + of.offset[link])
    return least


def earliest_starts(of: Tables) -> list[int]:
    """Return the earliest start of each activity by links and releases alone."""
    start = list(of.release)
    for j in range(of.size):
        for link in range(of.into[j], of.into[j + 1]):
            start[j] = max(start[j], start[of.before[link]] + of.offset[link])
    return start


def best_of_rules(problem: PeriodProblem, enough: int = 0) -> Ints:
    """Return the starts of the shortest schedule that priority rules with justification give.

    The first that takes no more than `enough` periods ends it.
    """
    back = problem.mirrored()
    sides = [(p, of, of.plain(), space(of)) for p in (problem, back) for of in [tables(p)]]
    spaces = [Space(of_space.times.tolist(), of_space.room.tolist()) for _, _, _, of_space in sides]
    best, least = np.zeros(problem.size, np.int64), -1
    for key in _rules(sides[0][2]):
        keys, side = key, 0
        for _ in range(_PASSES):
            of = sides[side][2]
            start, makespan = _generated(of, spaces[side], keys)
            if least < 0 or makespan < least:
                least = makespan
                best = (
                    np.array(start, np.int64) if side == 0 else back.from_the_end(np.array(start), makespan)
                )
                if least <= enough:
                    return best
            # The other side takes first what ends last on this one.
            keys = [makespan - start[j] - of.duration[j] for j in range(of.size - 1, -1, -1)]
            side = 1 - side
    return best


def _generated(of: Tables, at: Space, key: list[int]) -> tuple[list[int], int]:
    least = min(key, default=0)
    key = [x - least for x in key]
    generation.keep_links(of, key)
    order = sorted(range(of.size), key=key.__getitem__)
    start = [0] * of.size
    return start, generation.generate(of, at, order, start, of.span)


def _rules(of: Tables) -> Iterator[list[int]]:
    """Yield keys, least first: latest start, latest finish, and of small problems some more."""
    ahead = longest_tails(of)
    yield [-x for x in ahead]
    yield [of.duration[j] - ahead[j] for j in range(of.size)]
    if of.size < _ALL_RULES_BELOW:
        early = earliest_starts(of)
        yield [early[j] - ahead[j] for j in range(of.size)]
        yield early
        yield [-x for x in _successors(of)]


def _successors(of: Tables) -> list[int]:
    """Return how many activities follow each, at any distance."""
    following = [0] * of.size  # as bits
    for j in range(of.size - 1, -1, -1):
        for link in range(of.into[j], of.into[j + 1]):
            following[of.before[link]] |= following[j] | 1 << j
    return [bits.bit_count() for bits in following]
