"""CP-SAT on the whole problem: a bound that is proven, and better schedules on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from fairlead.schedule.periods.problem import Ints, PeriodProblem
from fairlead.schedule.periods.rules import earliest_starts, longest_tails
from fairlead.schedule.periods.tables import scarce, tables


class Proof:
    """A run of CP-SAT in a thread of its own.

    `on_bound(bound)` and `on_schedule(start)` are called from that thread; `bound` may exceed `known` by one period
    at most, which proves `known` the best.
    """

    def __init__(
        self,
        problem: PeriodProblem,
        known: Ints,
        on_bound: Callable[[int], None],
        on_schedule: Callable[[Ints], None],
        workers: int,
        seed: int,
    ) -> None:
        self._on_bound = on_bound
        self._on_schedule = on_schedule
        self._problem = problem
        self._known = known
        self._workers = workers
        self._seed = seed
        self._solver: Any = None
        self._is_stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, seconds: float) -> None:
        """Begin, for so many seconds at most."""
        self._thread = threading.Thread(target=self._run, args=(seconds,), daemon=True, name="proof")
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it is still at work."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self, patience: float) -> None:
        """Ask it to end, and wait for that so many seconds at most."""
        self._is_stopped.set()
        if self._solver is not None:
            self._solver.stop_search()
        if self._thread is not None:
            self._thread.join(patience)

    def _run(self, seconds: float) -> None:
        from ortools.sat.python import cp_model

        best = self._problem.makespan(self._known)
        model, starts = whole_model(self._problem, best - 1)
        if self._is_stopped.is_set():
            return
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self._workers
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.random_seed = self._seed
        # Its own handler of Ctrl-C ends the whole process when it solves in another thread than the main one.
        solver.parameters.catch_sigint_signal = False
        solver.best_bound_callback = lambda bound: self._on_bound(min(best, round(bound)))
        on_schedule = self._on_schedule

        class Watch(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self) -> None:
                on_schedule(np.array([self.value(start) for start in starts], np.int64))

        self._solver = solver
        status = solver.solve(model, Watch())
        if status == cp_model.INFEASIBLE:
            self._on_bound(best)
        elif status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._on_bound(round(solver.best_objective_bound))


def whole_model(problem: PeriodProblem, latest: int) -> tuple[Any, list[Any]]:
    """Return a model whose schedules end at `latest` or earlier, and its start variables."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    plain = tables(problem).plain()
    heads, least = earliest_starts(plain), longest_tails(plain)
    if any(head + rest > latest for head, rest in zip(heads, least, strict=True)):
        model.add_bool_or([])
        return model, []
    starts = [model.new_int_var(head, latest - rest, "") for head, rest in zip(heads, least, strict=True)]
    intervals = [
        model.new_fixed_size_interval_var(start, duration, "")
        for start, duration in zip(starts, plain.duration, strict=True)
    ]
    for j in range(problem.size):
        for link in range(plain.into[j], plain.into[j + 1]):
            model.add(starts[j] >= starts[plain.before[link]] + plain.offset[link])
    demand, capacity = scarce(problem)
    for resource in range(len(capacity)):
        users = np.flatnonzero(demand[:, resource]).tolist()
        model.add_cumulative(
            [intervals[j] for j in users], demand[users, resource].tolist(), int(capacity[resource])
        )
    makespan = model.new_int_var(0, latest, "")
    ends_later = set(problem.before[_carries_the_end(problem)].tolist())
    for j in range(problem.size):
        if j not in ends_later:
            model.add(makespan >= starts[j] + plain.duration[j] + plain.tail[j])
    model.minimize(makespan)
    return model, starts


def _carries_the_end(problem: PeriodProblem) -> npt.NDArray[np.bool_]:
    """Return which links keep the end of `after`, with its tail, at or behind that of `before`."""
    before, after = problem.before, problem.after
    ends = problem.offset + problem.duration[after] + problem.tail[after]
    carried: npt.NDArray[np.bool_] = ends >= problem.duration[before] + problem.tail[before]
    return carried
