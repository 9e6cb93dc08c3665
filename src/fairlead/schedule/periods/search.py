"""The best schedule in whole periods within a time limit, and a bound that is proven for all of them.

The order of work: priority rules and cheap bounds; a population search on every thread; then CP-SAT for proof, with
one thread still breeding beside it.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

import numpy as np

from fairlead.schedule.periods.bounds import impossible, quick_reason
from fairlead.schedule.periods.problem import Ints, PeriodAnswer, PeriodProblem
from fairlead.schedule.periods.rules import best_of_rules

_LOOK = 0.01  # seconds between two looks at the clock and at `stopped`
_PROOF_WORKERS = 4  # of CP-SAT for each thread: its strategies differ, and it takes all of them to prove much
_PROOF_UNTIL = 700  # activities; CP-SAT proves nothing about larger ones within minutes
_ALONE = 1 / 800  # seconds for each pair of activities; small projects are proven sooner than they are bred
_PATIENCE = 0.1  # seconds of breeding without news, after which the proof is begun
_RESERVE = 0.08  # seconds kept for ending


def solve(
    problem: PeriodProblem,
    *,
    time_limit: float,
    workers: int = 2,
    seed: int = 1,
    hint: Ints | None = None,
    report: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> PeriodAnswer:
    """Return the shortest schedule found within `time_limit` seconds, and a lower bound of all schedules.

    With 0 seconds it is the best of a few priority rules, at once. `hint` are the starts of a schedule to begin with;
    one that breaks the problem is ignored. `report(makespan, bound)` is called, from this thread, on each improvement
    of either. `stopped` is asked every hundredth of a second; True ends the search with the best so far. Ends early
    when the best is proven.
    """
    began = time.monotonic()
    if len(impossible(problem)):
        return PeriodAnswer(None, 0, 0, "infeasible", time.monotonic() - began)
    search = _Search(problem, began, report)
    bound, search.resource = quick_reason(problem)
    search.bound(bound)
    search.quick = bound
    search.found(best_of_rules(problem, enough=search.least))
    if hint is not None and keeps(problem, hint):
        search.found(np.asarray(hint, np.int64))
    if time_limit > 0:
        search.run(began + time_limit - _RESERVE, max(1, workers), seed, stopped or (lambda: False))
    return search.answer()


def keeps(problem: PeriodProblem, start: Ints) -> bool:
    """Tell whether these starts keep releases, links and capacities."""
    start = np.asarray(start)
    if start.shape != problem.duration.shape or (start < problem.release).any():
        return False
    if (start[problem.after] < start[problem.before] + problem.offset).any():
        return False
    lasts = problem.duration > 0
    moments = np.concatenate([start[lasts], (start + problem.duration)[lasts]])
    changes = np.concatenate([problem.demand[lasts], -problem.demand[lasts]])
    at, place = np.unique(moments, return_inverse=True)
    load = np.zeros((len(at), len(problem.capacity)), np.int64)
    np.add.at(load, place, changes)
    return bool((load.cumsum(axis=0) <= problem.capacity).all())


class _Search:
    """The best so far, shared by all threads, and the threads."""

    def __init__(
        self, problem: PeriodProblem, began: float, report: Callable[[int, int], None] | None
    ) -> None:
        self._problem = problem
        self._began = began
        self._report = report
        self._lock = threading.Lock()
        self._start: Ints | None = None
        self._makespan = -1
        self._latest = began
        self._bound = 0
        self.quick = 0
        """the bound before any search"""
        self.resource: int | None = None
        """whose work makes it"""
        self._reported: tuple[int, int] | None = None
        self._is_over = threading.Event()
        self._news = threading.Event()

    def found(self, start: Ints, makespan: int | None = None) -> None:
        """Take a schedule, if it is the shortest so far."""
        makespan = self._problem.makespan(start) if makespan is None else makespan
        with self._lock:
            if self._start is None or makespan < self._makespan:
                self._start, self._makespan, self._latest = start, makespan, time.monotonic()
        self._news.set()

    def bound(self, bound: int) -> None:
        """Take a lower bound, if it is the greatest so far."""
        with self._lock:
            self._bound = max(self._bound, bound)
        self._news.set()

    @property
    def least(self) -> int:
        """The bound."""
        return self._bound

    @property
    def is_proven(self) -> bool:
        """Whether nothing can be shorter than the best."""
        return self._start is not None and self._bound >= self._makespan

    def answer(self) -> PeriodAnswer:
        """Return the best so far."""
        self._tell()
        seconds = time.monotonic() - self._began
        if self._start is None:
            return PeriodAnswer(None, 0, self._bound, "unknown", seconds, *self._reason())
        status = "optimal" if self.is_proven else "feasible"
        return PeriodAnswer(self._start, self._makespan, self._bound, status, seconds, *self._reason())  # type: ignore[arg-type]

    def _reason(self) -> tuple[int | None, bool]:
        return self.resource, self._bound > self.quick

    def run(self, until: float, workers: int, seed: int, stopped: Callable[[], bool]) -> None:
        """Search on with so many threads until a moment of the monotonic clock, a proof, or `stopped`."""
        threads: list[threading.Thread] = []
        alone = self._seconds_of_breeding_alone(until)
        try:
            if not self._wait(0.0, stopped):
                threads = [self._breeding(seed + number, until) for number in range(workers)]
                if not self._wait(min(until, time.monotonic() + alone), stopped, patience=_PATIENCE):
                    self._prove(until, workers, seed, stopped)
        finally:
            self._is_over.set()
            for thread in threads:
                thread.join()

    def _prove(self, until: float, workers: int, seed: int, stopped: Callable[[], bool]) -> None:
        from fairlead.schedule.periods.proof import Proof

        if self._problem.size > _PROOF_UNTIL or self._start is None:
            self._wait(until, stopped)
            return
        proof = Proof(self._problem, self._start, self.bound, self.found, _PROOF_WORKERS * workers, seed)
        proof.start(until - time.monotonic())
        try:
            self._wait(until, stopped)
        finally:
            proof.stop(0.2)

    def _breeding(self, seed: int, until: float) -> threading.Thread:
        known = self._start
        assert known is not None

        def breed() -> None:
            from fairlead.schedule.periods.colony import Breeding

            Breeding(self._problem, seed).run(
                lambda: not self._is_over.is_set() and time.monotonic() < until, self.found, known
            )

        thread = threading.Thread(target=breed, daemon=True, name="breeding")
        thread.start()
        return thread

    def _wait(self, until: float, stopped: Callable[[], bool], patience: float = math.inf) -> bool:
        """Wait until a moment, a proof or `stopped`; returns whether the search is over.

        With `patience`, also until a time without news that is as long as this, and as that until the last news.
        """
        began = time.monotonic()
        while True:
            self._news.wait(min(_LOOK, max(0.0, until - time.monotonic())))
            self._news.clear()
            self._tell()
            if self.is_proven or stopped():
                return True
            now = time.monotonic()
            if now >= until or now - self._latest > max(patience, self._latest - began):
                return False

    def _tell(self) -> None:
        now = (self._makespan, min(self._bound, self._makespan))
        if self._report and self._start is not None and now != self._reported:
            self._reported = now
            self._report(*now)

    def _seconds_of_breeding_alone(self, until: float) -> float:
        left = until - time.monotonic()
        return max(0.3, min(0.3 * left, self._problem.size**2 * _ALONE))
