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
_SHIFTS = 3  # of 1,000 keys of a child; 10 are worse and 30 much worse, measured on j120
_FIRST_MEMBERS, _MOST_MEMBERS, _GROWTH = 150, 1_000, 1.5
_FEWEST_MEMBERS = 20
_BIRTHS = 40_000  # activities x members at most in the first colony; large problems are bred in small ones
_NONE = 1 << 60  # the makespan of a member that isn't there yet
_PATIENCE = 200  # rounds without improvement, after which a colony is begun anew
_NOISE = 0.3  # of the longest tail, in the keys of the first members
_ELITE_EVERY = 3  # colonies, of which the last begins with the best of all before


class Breeding:
    """One colony after another, for one thread; each is larger than the one before, up to a size."""

    def __init__(self, problem: PeriodProblem, seed: int) -> None:
        self._kernels: Any = load_compiled("fairlead.schedule.periods.evolution")
        self._problem = problem
        self._back = problem.mirrored()
        self._tables = tables(problem), tables(self._back)
        self._spaces = space(self._tables[0]), space(self._tables[1])
        rule = np.array([longest_tails(of.plain()) for of in self._tables], np.int64)
        self._rule: Ints = rule.max(initial=0) - rule
        self._noise = max(1, int(_NOISE * rule.max(initial=0)))
        self._dice = np.array([seed * 7919 + 13], np.int64)
        self._pace = 10.0  # children in one step
        self._elite: list[Ints] = []
        self.schedules = 0
        """so far"""

    def run(
        self,
        goes_on: Callable[[], bool],
        found: Callable[[Ints, int], None],
        known: Ints,
    ) -> None:
        """Breed as long as `goes_on` says, and hand over each schedule shorter than all before and `known`."""
        births = _BIRTHS // max(1, self._problem.size)
        members: float = min(_FIRST_MEMBERS, max(_FEWEST_MEMBERS, births))
        most, number = members * _MOST_MEMBERS / _FIRST_MEMBERS, 0
        least = self._problem.makespan(known)
        while goes_on():
            number += 1
            colony = self._colony(int(members), self._elite if number % _ELITE_EVERY == 0 else [], goes_on)
            best, child, since = int(colony.makespan.min()), 0, 0
            while goes_on() and child - since < _PATIENCE * members:
                last = child + max(1, int(self._pace))
                now = int(self._timed(last - child, self._kernels.evolve, colony, child, last, _SHIFTS))
                child = last
                best, since = (now, child) if now < best else (best, since)
                if now < least:
                    least = now
                    found(self._best(colony), least)
            self._elite.append(self._best(colony))
            members = min(members * _GROWTH, most)

    def _colony(self, members: int, known: list[Ints], goes_on: Callable[[], bool]) -> Colony:
        size = self._problem.size
        colony = Colony(
            *self._tables, *self._spaces,
            start=np.zeros((2, members, size), np.int64),
            makespan=np.full((2, members), _NONE, np.int64),
            used=np.array([of.span for of in self._tables], np.int64),
            scratch=np.zeros((4, size), np.int64),
            counts=np.zeros(DIGITS, np.int64),
            dice=self._dice,
        )  # fmt: skip
        for side in range(2):
            for member, start in enumerate(known[:members]):
                colony.scratch[0] = start if side == 0 else self._ends_first(start)
                self._kernels.settle(colony, side, member, colony.scratch[0])
            first = min(members, len(known))
            while first < members and goes_on():
                last = min(members, first + max(1, int(self._pace)))
                rule, noise = self._rule[side], self._noise
                self._timed(last - first, self._kernels.populate, colony, side, first, last, rule, noise)
                first = last
        return colony

    def _best(self, colony: Colony) -> Ints:
        makespan = colony.makespan
        side, member = np.unravel_index(int(makespan.argmin()), makespan.shape)
        start: Ints = colony.start[side, member].copy()
        return start if side == 0 else self._back.from_the_end(start, int(makespan[side, member]))

    def _ends_first(self, start: Ints) -> Ints:
        """Return keys of the mirrored problem that take first what ends last."""
        return self._problem.from_the_end(start, self._problem.makespan(start))

    def _timed(self, count: int, job: Callable[..., Any], *arguments: Any) -> Any:
        """Do a job on so many schedules, and learn from it how many take one step."""
        began = time.perf_counter()
        result = job(*arguments)
        took = max(time.perf_counter() - began, 1e-6)
        self._pace = min(2 * self._pace, max(1.0, count * _STEP / took))
        self.schedules += count
        return result
