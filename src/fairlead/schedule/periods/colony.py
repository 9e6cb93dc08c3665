"""A population search: colonies that are bred until they stagnate, then begun anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from fairlead.schedule.jit import load_compiled
from fairlead.schedule.periods.evolution import Colony
from fairlead.schedule.periods.problem import Ints, PeriodProblem
from fairlead.schedule.periods.rules import longest_tails
from fairlead.schedule.periods.tables import DIGITS, space, tables

_STEP = 0.02  # seconds of breeding between two looks at the clock
_SHIFTS = 30  # of 1,000 keys of a child
_FIRST_MEMBERS, _MOST_MEMBERS, _GROWTH = 100, 800, 2.0
_CELLS = 8_000_000  # members x activities at most
_PATIENCE = 100  # rounds without improvement, after which a colony is begun anew
_NOISE = 0.3  # of the longest tail, in the keys of the first members
_ELITE_EVERY = 3  # colonies, of which the last begins with the best of all before


class Breeding:
    """One colony after another, for one thread; each is larger than the one before, up to a size."""

    def __init__(self, problem: PeriodProblem, seed: int) -> None:
        self._kernels: Any = load_compiled("fairlead.schedule.periods.evolution")
        self._back = problem.mirrored()
        self._tables = tables(problem), tables(self._back)
        self._spaces = space(self._tables[0]), space(self._tables[1])
        rule = np.array([longest_tails(of.plain()) for of in self._tables], np.int64)
        self._rule: Ints = rule.max(initial=0) - rule
        self._noise = max(1, int(_NOISE * rule.max(initial=0)))
        self._dice = np.array([seed * 7919 + 13], np.int64)
        self._rounds = 2
        self._elite: list[Ints] = []
        self.schedules = 0
        """so far"""

    def run(self, goes_on: Callable[[], bool], found: Callable[[Ints, int], None], least: int) -> None:
        """Breed as long as `goes_on` says, and hand over each schedule shorter than `least` and all before."""
        members, number = float(_FIRST_MEMBERS), 0
        while goes_on():
            number += 1
            colony = self._colony(int(members), number % _ELITE_EVERY == 0)
            best, idle = int(colony.makespan.min()), 0
            while goes_on() and idle < _PATIENCE:
                now = self._breed(colony)
                idle = 0 if now < best else idle + self._rounds
                best = min(best, now)
                if now < least:
                    least = now
                    found(self._best(colony), least)
            self._elite.append(self._best(colony))
            members = min(members * _GROWTH, _MOST_MEMBERS, max(10, _CELLS / max(1, self._back.size)))

    def _colony(self, members: int, with_elite: bool) -> Colony:
        size = self._back.size
        colony = Colony(
            *self._tables, *self._spaces,
            start=np.zeros((2, members, size), np.int64),
            makespan=np.zeros((2, members), np.int64),
            used=np.array([of.span for of in self._tables], np.int64),
            scratch=np.zeros((4, size), np.int64),
            counts=np.zeros(DIGITS, np.int64),
            dice=self._dice,
        )  # fmt: skip
        known = self._elite if with_elite else []
        for member, start in enumerate(known[:members]):
            for side in range(2):
                makespan = int((start + self._back.duration[::-1] + self._back.release[::-1]).max())
                colony.scratch[0] = (
                    start if side == 0 else makespan - (start + self._back.duration[::-1])[::-1]
                )
                self._kernels.settle(colony, side, member, colony.scratch[0])
        self._kernels.populate(colony, self._rule, self._noise, len(known[:members]))
        return colony

    def _best(self, colony: Colony) -> Ints:
        makespan = colony.makespan
        side, member = np.unravel_index(int(makespan.argmin()), makespan.shape)
        start: Ints = colony.start[side, member].copy()
        return start if side == 0 else self._back.from_the_end(start, int(makespan[side, member]))

    def _breed(self, colony: Colony) -> int:
        began = time.perf_counter()
        least = int(self._kernels.evolve(colony, self._rounds, _SHIFTS))
        took = max(time.perf_counter() - began, 1e-6)
        self.schedules += self._rounds * colony.makespan.shape[1]
        self._rounds = max(2, min(20, int(self._rounds * _STEP / took) // 2 * 2))
        return least
