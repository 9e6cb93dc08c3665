"""What the models for CP-SAT have in common: modes, people who fill slots, stocks, shared people, and the search."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.staffing import FULL, Demand, Slot, Staffed

_WORKERS = 8  # on two processors: their portfolio proves far more than two workers do in the same time

Report = Callable[[int | None, int], None]
"""Is told the best makespan so far (None: not known) and the bound."""


@dataclass(frozen=True)
class Chosen:
    """What was found: starts and bound in the model's minutes, the mode of each activity and who fills its slots."""

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    lower_bound: int
    start: Ints | None = None
    modes: tuple[int, ...] = ()
    picks: tuple[tuple[tuple[int, ...], ...], ...] = ()  # activity, slot, resources


@dataclass
class Activity:
    """The variables of one task: start and finish, the mode that is taken, and who fills its slots."""

    start: Any
    end: Any
    taken: list[Any] = field(default_factory=list)
    """a literal for each mode; none where nobody is asked for"""
    picks: dict[tuple[int, int, int], Any] = field(default_factory=dict)
    """literals by mode, slot, and resource * 1000 + number: one for each place that a resource can fill"""
    people: dict[int, list[Any]] = field(default_factory=dict)
    """by resource, literals of which one is true when it is on the task"""


class ChoiceModel(ABC):
    """A model of tasks in order of `places`, whose makespan is to be least; time in periods of `period` minutes.

    Subclasses say what a moment is: they lay out activities, links and capacities. What doesn't depend on that is
    here. Nothing is in the model until `build` has been called.
    """

    rows: list[Activity]
    makespan: Any
    workers: int = _WORKERS

    def __init__(self, staffed: Staffed, places: Sequence[int]) -> None:
        from ortools.sat.python import cp_model

        self.cp: Any = cp_model
        self.model: Any = cp_model.CpModel()
        self.staffed, self.places = staffed, list(places)
        self.period = 1
        self.demands = [staffed.demands.get(place) for place in self.places]
        self.number = {place: i for i, place in enumerate(self.places)}

    def build(self, least: int, most: int) -> None:
        """Write down everything, for a makespan from `least` to `most` periods."""
        self.makespan = self.model.new_int_var(least, most, "makespan")
        self.rows = [self.activity(i) for i in range(len(self.places))]
        self.add_links()
        self.add_capacities()
        self._stocks()
        self._ties()
        for i, row in enumerate(self.rows):
            if self.counts(i):
                self.model.add(self.makespan >= row.end)
        self.model.minimize(self.makespan)

    @abstractmethod
    def activity(self, i: int) -> Activity:
        """Return the variables of a task, by number."""

    @abstractmethod
    def add_links(self) -> None:
        """Keep the links between activities."""

    @abstractmethod
    def add_capacities(self) -> None:
        """Keep people and things from doing more at a time than they can."""

    def counts(self, i: int) -> bool:
        """Return whether a task counts for the makespan."""
        return True

    def hint(self, start: Ints | None, modes: Ints | None) -> None:
        """Begin the search at these starts, in periods, and modes (-1: none), both by number of the task."""
        if start is not None:
            for row, begin in zip(self.rows, start.tolist(), strict=True):
                self.model.add_hint(row.start, begin)
        if modes is not None:
            for row, mode in zip(self.rows, modes.tolist(), strict=True):
                for m, taken in enumerate(row.taken if mode >= 0 else ()):
                    self.model.add_hint(taken, m == mode)

    def take_modes(self, row: Activity, count: int, name: str) -> None:
        """Let an activity be done in exactly one of so many modes."""
        row.taken = [self.model.new_bool_var(f"{name}.m{m}") for m in range(count)]
        if row.taken:
            self.model.add_exactly_one(row.taken)

    def fill(self, row: Activity, m: int, k: int, slot: Slot, take: Callable[[int, int, Any], None]) -> None:
        """Fill slot `k` of mode `m`; `take(resource, units, literal)` notes each place that somebody may have."""
        taken = row.taken[m]
        if len(slot.eligible) == 1:
            r = slot.eligible[0]
            take(r, slot.units * slot.count, taken)
            row.people.setdefault(r, []).append(taken)
            return
        often = []
        for r in slot.eligible:
            for number in range(min(slot.count, self.staffed.resources[r].places(slot.units))):
                picked = self.model.new_bool_var("")
                self.model.add_implication(picked, taken)
                take(r, slot.units, picked)
                row.people.setdefault(r, []).append(picked)
                row.picks[m, k, r * 1000 + number] = picked
                often.append(picked)
        self.model.add(sum(often) == slot.count).only_enforce_if(taken)

    def share_out(self, intervals: Sequence[Any], units: Sequence[int], capacity: int) -> None:
        """Keep intervals that take so many units from taking more than there is at a time."""
        if all(2 * each > capacity for each in units):
            self.model.add_no_overlap(intervals)
        else:
            self.model.add_cumulative(intervals, units, capacity)

    # What holds between activities whenever they are

    def _stocks(self) -> None:
        for number, consumable in enumerate(self.staffed.consumables):
            used = [
                use.amount * row.taken[m]
                for row, demand in zip(self.rows, self.demands, strict=True)
                for m, mode in enumerate(demand.modes if demand else ())
                for use in mode.uses
                if use.consumable == number
            ]
            if used:
                self.model.add(sum(used) <= max(total for _, total in consumable.supply))

    def _ties(self) -> None:
        for i, demand in enumerate(self.demands):
            for other in demand.not_as if demand else ():
                if other in self.number:
                    self._apart(self.rows[i], self.rows[self.number[other]])
            for other in demand.same_as if demand else ():
                if other in self.number:
                    self._together(i, self.number[other])

    def _apart(self, one: Activity, other: Activity) -> None:
        for r in self._people_of_both(one, other):
            if self.staffed.resources[r].capacity <= FULL:  # of several alike somebody else can be meant
                self.model.add_at_most_one([*self._any(one.people[r]), *self._any(other.people[r])])

    def _together(self, i: int, j: int) -> None:
        """Give two tasks of one person each to the same one; what more people share stays open: that only relaxes."""
        one, other = self.rows[i], self.rows[j]
        if self._is_for_one(i) and self._is_for_one(j):
            for r in self._people_of_both(one, other):
                self.model.add(sum(self._any(one.people[r])) == sum(self._any(other.people[r])))

    def _people_of_both(self, one: Activity, other: Activity) -> list[int]:
        """Return who could be on both; things and limits are nobody to share or to avoid."""
        both = one.people.keys() & other.people.keys()
        return sorted(r for r in both if self.staffed.resources[r].kind in ("person", "candidate"))

    def _is_for_one(self, i: int) -> bool:
        demand = self.demands[i]
        modes = demand.modes if demand is not None else ()
        return all(
            sum(slot.count for slot in mode.slots if self._asks_for_people(slot)) == 1 for mode in modes
        )

    def _asks_for_people(self, slot: Slot) -> bool:
        return any(self.staffed.resources[r].kind in ("person", "candidate") for r in slot.eligible)

    def _any(self, literals: Sequence[Any]) -> list[Any]:
        """Return one literal that is true when any of these is."""
        if len(literals) == 1:
            return list(literals)
        either = self.model.new_bool_var("")
        self.model.add_max_equality(either, literals)
        return [either]

    # Solving

    def solved(
        self,
        time_limit: float,
        seed: int,
        report: Report | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Chosen:
        """Return what the search finds and proves in so many seconds, in minutes; the model must be built."""
        solver = self.cp.CpSolver()
        parameters = solver.parameters
        parameters.max_time_in_seconds = max(time_limit, 0.01)
        parameters.num_workers = self.workers
        parameters.random_seed = seed
        # Its own handler of Ctrl-C ends the whole process when it solves in another thread than the main one.
        parameters.catch_sigint_signal = False
        watching = _watching(self.cp, self.period, report, stopped, solver)
        with interrupting(solver, stopped):
            status = solver.solve(self.model, watching)
        bound = _bound(solver, status, self.cp)
        if status == self.cp.INFEASIBLE:
            return Chosen("infeasible", 0)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return Chosen("unknown", bound * self.period)
        start = np.array([solver.value(row.start) for row in self.rows], np.int64) * self.period
        modes = tuple(
            next((m for m, taken in enumerate(row.taken) if solver.value(taken)), 0) for row in self.rows
        )
        picks = tuple(self._picked(solver, row, demand, m) for row, demand, m in
                      zip(self.rows, self.demands, modes, strict=True))  # fmt: skip
        named: Literal["optimal", "feasible"] = "optimal" if status == self.cp.OPTIMAL else "feasible"
        return Chosen(named, bound * self.period, start, modes, picks)

    def _picked(
        self, solver: Any, row: Activity, demand: Demand | None, mode: int
    ) -> tuple[tuple[int, ...], ...]:
        if demand is None or not demand.modes:
            return ()
        found: list[tuple[int, ...]] = []
        for k, slot in enumerate(demand.modes[mode].slots):
            if len(slot.eligible) == 1:
                found.append((slot.eligible[0],) * slot.count)
            else:
                found.append(tuple(
                    key // 1000 for (m, each, key), literal in row.picks.items()
                    if m == mode and each == k and solver.value(literal)
                ))  # fmt: skip
        return tuple(found)


def _bound(solver: Any, status: Any, cp: Any) -> int:
    if status == cp.INFEASIBLE:
        return 0
    return max(int(np.ceil(solver.best_objective_bound - 1e-6)), 0)


def _watching(
    cp: Any, period: int, report: Report | None,
    stopped: Callable[[], bool] | None, solver: Any,
) -> Any:  # fmt: skip
    class Watching(cp.CpSolverSolutionCallback):  # type: ignore[misc]
        def on_solution_callback(self) -> None:
            if report is not None:
                best = int(self.objective_value + 0.5) * period
                report(best, max(int(np.ceil(self.best_objective_bound - 1e-6)), 0) * period)
            if stopped is not None and stopped():
                self.stop_search()

    return Watching()


class interrupting:
    """Stops a solver from outside as soon as `stopped` says so."""

    def __init__(self, solver: Any, stopped: Callable[[], bool] | None) -> None:
        self.solver, self.stopped = solver, stopped

    def __enter__(self) -> None:
        import threading

        self.over = threading.Event()
        if self.stopped is not None:
            self.thread = threading.Thread(target=self._watch, daemon=True)
            self.thread.start()

    def _watch(self) -> None:
        while not self.over.wait(0.1):
            if self.stopped is not None and self.stopped():
                self.solver.stop_search()
                return

    def __exit__(self, *_: object) -> None:
        self.over.set()


__all__ = ["Activity", "ChoiceModel", "Chosen", "Report", "interrupting"]
