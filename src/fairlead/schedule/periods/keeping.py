"""A schedule no longer than a known one that leaves as many activities as can be where they were agreed to start.

Large neighbourhood search (Shaw, Using constraint programming and local search methods to solve vehicle routing
problems, CP 1998; for schedules Godard, Laborie, Nuijten, Randomized large neighborhood search for cumulative
scheduling, ICAPS 2005): all activities outside a window of time stay, those inside are placed anew by CP-SAT. The
first windows grow about what broke the agreed schedule, with everything outside as agreed, because a disruption that
can be absorbed is absorbed near by; the later ones lie about what is still moved in the best schedule so far. What time
is left goes to all activities at once, from the best schedule on: there CP-SAT often proves that nothing moves less.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt

from fairlead.schedule.periods.problem import Ints, PeriodProblem
from fairlead.schedule.periods.rules import earliest_starts, longest_tails
from fairlead.schedule.periods.tables import scarce, tables

Bools = npt.NDArray[np.bool_]

_FIRST_WINDOW = 0.04  # of the makespan
_WINDOW_GROWS = 1.5
_SHARE_OF_WINDOWS = 0.25  # of the time, for windows in the agreed schedule
_LATER_WINDOW = 0.15  # of the makespan, to either side of an activity that is moved
_WIDER, _CLOSER = 1.2, 0.95  # after a window that was searched to the end, and after one that wasn't
_SHARE_OF_WHOLE = 0.3  # of the time, at the end, for all activities at once, unless that is proven before
_SLICES = 8  # in the time there is, at least
_LONGEST_SLICE = 0.5  # seconds for one window
_ASKED_EVERY = 0.05  # seconds, whether it is over
_WORKERS = 2


@dataclass(frozen=True)
class Kept:
    """The starts found, how many of them aren't as agreed, and whether fewer are proven to be impossible."""

    start: Ints
    moved: int
    is_proven: bool


def kept(
    problem: PeriodProblem,
    agreed: Ints,
    known: Ints,
    *,
    pinned: Bools | None = None,
    seconds: float,
    seed: int = 1,
    is_over: Callable[[], bool] = lambda: False,
) -> Kept:
    """Return a schedule no longer than `known` with as few starts as can be that aren't as `agreed`.

    `agreed` is below zero where nothing is agreed. `known` keeps the problem; activities that are `pinned` start as
    in it. Ends early when fewer moves are proven to be impossible.
    """
    return _Keeping(problem, agreed, known, pinned, perf_counter() + seconds, seed, is_over).answer(seconds)


class _Keeping:
    def __init__(
        self,
        problem: PeriodProblem,
        agreed: Ints,
        known: Ints,
        pinned: Bools | None,
        until: float,
        seed: int,
        is_over: Callable[[], bool],
    ) -> None:
        self.problem, self.until, self._is_over = problem, until, is_over
        self.dice = random.Random(seed)
        self.counted = agreed >= 0
        self.agreed: Ints = np.where(self.counted, agreed, known)
        self.pinned = np.zeros(problem.size, bool) if pinned is None else pinned
        self.agreed[self.pinned & ~self.counted] = known[self.pinned & ~self.counted]
        self.best = np.asarray(known, np.int64)
        self.latest = problem.makespan(known)
        self.plain = tables(problem).plain()
        self.heads = np.array(earliest_starts(self.plain), np.int64)
        self.last = self.latest - np.array(longest_tails(self.plain), np.int64)
        self.is_proven = False

    def answer(self, seconds: float) -> Kept:
        slice_ = min(_LONGEST_SLICE, seconds / _SLICES)
        self._absorb(self.until - seconds * (1 - _SHARE_OF_WINDOWS), slice_)
        self._put_back(self.until - seconds * _SHARE_OF_WHOLE, slice_)
        self._prove()
        return Kept(self.best, self._moved(self.best), self.is_proven or not self._moved(self.best))

    def _moved(self, start: Ints) -> int:
        return int(np.count_nonzero((start != self.agreed) & self.counted))

    def is_over(self) -> bool:
        return perf_counter() >= self.until or self._is_over()

    # Windows in the agreed schedule

    def _absorb(self, until: float, slice_: float) -> None:
        """Place anew what lies about the faults of the agreed schedule, in windows that grow until there is a way."""
        base = np.where(self.pinned, self.best, self.agreed)
        faulty = self._faulty(base)
        if not faulty.any():
            self.best, self.is_proven = base, True
            return
        first, end = int(base[faulty].min()), int((base + self.problem.duration)[faulty].max())
        size = max(4.0, _FIRST_WINDOW * self.latest)
        while perf_counter() < until and not self.is_over():
            loose = self._near(base, first, end) | (base > self.last) | faulty
            found, _ = self._placed(base, loose & ~self.pinned, None, slice_)
            if found is not None:
                if self._moved(found) < self._moved(self.best):
                    self.best = found
                return
            if (loose | self.pinned).all():
                return
            first, end = first - round(size / 2), end + round(size)
            size *= _WINDOW_GROWS

    def _faulty(self, start: Ints) -> Bools:
        """Return the activities that break something where the agreed starts are kept, the fewest that explain it.

        A serial pass in the order of the starts finds them: links into them and releases are broken, or there is no
        room left by those before; who ends too late as well.
        """
        problem = self.problem
        faulty: Bools = (start < self.heads) | (start > self.last)
        late = start[problem.after] < start[problem.before] + problem.offset
        faulty[problem.after[late]] = True
        demand, capacity = scarce(problem)
        load = np.zeros(
            (int(max(start.max(initial=0), 0) + problem.duration.max(initial=0)) + 1, len(capacity))
        )
        for j in np.argsort(start, kind="stable").tolist():
            span = slice(max(int(start[j]), 0), max(int(start[j]), 0) + int(problem.duration[j]))
            if ((load[span] + demand[j]) > capacity).any():
                faulty[j] = True
            else:
                load[span] += demand[j]
        return faulty

    # Windows in the best schedule

    def _put_back(self, until: float, slice_: float) -> None:
        """Place anew what lies about an activity that is moved, and so put more and more back where it was agreed."""
        width = _LATER_WINDOW
        while perf_counter() < until and not self.is_over() and not self.is_proven:
            moved = np.flatnonzero((self.best != self.agreed) & self.counted & ~self.pinned)
            if not len(moved):
                self.is_proven = True
                return
            one = self.dice.choice(moved.tolist())
            middle = int(self.dice.choice((self.agreed[one], self.best[one])))
            reach = max(1, round(self.latest * width * self.dice.uniform(0.5, 1.0)))
            first, end = middle - reach, middle + reach
            loose = self._near(self.best, first, end) | (
                self._near(self.agreed, first, end) & (self.best != self.agreed)
            )
            loose &= ~self.pinned
            found, is_best = self._placed(self.best, loose, self.best, slice_)
            if found is not None and self._moved(found) <= self._moved(self.best):
                self.best = found
            self.is_proven = is_best and bool((loose | self.pinned).all())
            width *= _WIDER if is_best else _CLOSER

    def _prove(self) -> None:
        """Place all activities anew, from the best schedule on: that ends with a proof where there is time for it."""
        if self.is_over() or self.is_proven:
            return
        found, is_best = self._placed(self.best, ~self.pinned, self.best, self.until - perf_counter())
        if found is not None and self._moved(found) <= self._moved(self.best):
            self.best = found
        self.is_proven = is_best and found is not None

    def _near(self, start: Ints, first: int, end: int) -> Bools:
        near: Bools = (start + self.problem.duration > first) & (start < end)
        return near

    # One window

    def _placed(
        self, base: Ints, loose: Bools, hint: Ints | None, seconds: float
    ) -> tuple[Ints | None, bool]:
        """Return `base` with the loose activities where most are as agreed, and whether it is the best of these.

        None where no such schedule was found.
        """
        from ortools.sat.python import cp_model

        if not self._allows(base, loose):
            return None, True
        model = cp_model.CpModel()
        starts = self._starts(model, base, loose, hint)
        self._limit(model, starts, loose)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = _WORKERS
        solver.parameters.max_time_in_seconds = max(0.01, min(seconds, self.until - perf_counter()))
        solver.parameters.random_seed = self.dice.randrange(1 << 30)
        solver.parameters.catch_sigint_signal = False
        with self._ended_when_over(solver):
            status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, status == cp_model.INFEASIBLE
        found = [start if isinstance(start, int) else solver.value(start) for start in starts]
        return np.array(found, np.int64), status == cp_model.OPTIMAL

    @contextmanager
    def _ended_when_over(self, solver: Any) -> Iterator[None]:
        """Stop the solver when it is over: Ctrl-C reaches only who asks for it."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(_ASKED_EVERY):
                if self._is_over():
                    solver.stop_search()
                    return

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()

    def _allows(self, base: Ints, loose: Bools) -> bool:
        """Tell whether what stays keeps its dates and the links among itself."""
        problem, stays = self.problem, ~loose
        if (base < self.heads)[stays].any() or (base > self.last)[stays].any():
            return False
        both = stays[problem.before] & stays[problem.after]
        early = base[problem.after] < base[problem.before] + problem.offset
        return not (early & both).any()

    def _starts(self, model: Any, base: Ints, loose: Bools, hint: Ints | None) -> list[Any]:
        """Return variables for the starts of what is loose, numbers for all others; most starts as agreed is best."""
        starts: list[Any] = base.tolist()
        moved = []
        for j in np.flatnonzero(loose).tolist():
            first, last, agreed = int(self.heads[j]), int(self.last[j]), int(self.agreed[j])
            starts[j] = model.new_int_var(first, last, "")
            if hint is not None:
                model.add_hint(starts[j], int(hint[j]))
            if self.counted[j] and first <= agreed <= last:
                is_moved = model.new_bool_var("")
                model.add(starts[j] == agreed).only_enforce_if(~is_moved)
                moved.append(is_moved)
                if hint is not None:
                    model.add_hint(is_moved, bool(hint[j] != agreed))
        model.minimize(sum(moved))
        return starts

    def _limit(self, model: Any, starts: list[Any], loose: Bools) -> None:
        problem, plain = self.problem, self.plain
        links = zip(problem.before.tolist(), problem.after.tolist(), problem.offset.tolist(), strict=True)
        for before, after, offset in links:
            if loose[before] or loose[after]:
                model.add(starts[after] >= starts[before] + offset)
        intervals = [
            model.new_fixed_size_interval_var(start, duration, "")
            for start, duration in zip(starts, plain.duration, strict=True)
        ]
        demand, capacity = scarce(problem)
        for resource in range(len(capacity)):
            users = np.flatnonzero(demand[:, resource]).tolist()
            model.add_cumulative(
                [intervals[j] for j in users], demand[users, resource].tolist(), int(capacity[resource])
            )
