"""Plans on one calendar in which people and ways can be chosen: a model for CP-SAT, which searches and proves.

The model is exact for several modes, skills, stocks, people shared or avoided, and maximum lags. Set-ups are left out,
so that its bound holds, and what it finds is laid by the generator, which knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import gcd
from typing import Any, Literal

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.codes import MISSING
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.optimising.one_calendar import Activities
from fairlead.schedule.staffing import FULL, Demand, Mode, Slot, Staffed

_WORKERS = 8  # on two processors: their portfolio proves far more than two workers do in the same time


@dataclass(frozen=True)
class Chosen:
    """What was found: starts and bound in working minutes, the mode of each activity and who fills its slots."""

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    lower_bound: int
    start: Ints | None = None
    modes: tuple[int, ...] = ()
    picks: tuple[tuple[tuple[int, ...], ...], ...] = ()  # activity, slot, resources


def chosen(
    staffed: Staffed,
    activities: Activities,
    *,
    time_limit: float,
    horizon: int | None = None,
    hint: Ints | None = None,
    hint_modes: Ints | None = None,
    seed: int = 1,
    report: Callable[[int | None, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Chosen:
    """Return the schedule of least makespan that CP-SAT finds in `time_limit` seconds, with its bound.

    `horizon` is the makespan of a known schedule, `hint` its starts, `hint_modes` its modes. Moments are working
    minutes of the activities' axis.
    """
    return _Model(staffed, activities, horizon, hint, hint_modes).solved(time_limit, seed, report, stopped)


@dataclass
class _Activity:
    start: Any
    end: Any
    taken: list[Any] = field(default_factory=list)  # a literal for each mode
    picks: dict[tuple[int, int, int], Any] = field(default_factory=dict)  # mode, slot, resource -> how often
    people: dict[int, list[Any]] = field(default_factory=dict)  # literals that say a resource is on it


class _Model:
    def __init__(
        self,
        staffed: Staffed,
        activities: Activities,
        horizon: int | None,
        hint: Ints | None,
        hint_modes: Ints | None,
    ) -> None:
        from ortools.sat.python import cp_model

        self.cp: Any = cp_model
        self.model: Any = cp_model.CpModel()
        self.staffed, self.activities = staffed, activities
        self.demands = [staffed.demands.get(place) for place in activities.places.tolist()]
        self.period = self._period()
        self.horizon = self._horizon(horizon)
        self.loads: dict[
            int, list[tuple[Any, int, Any]]
        ] = {}  # resource -> interval, units, whether it is there
        self.makespan: Any = self.model.new_int_var(0, self.horizon, "makespan")
        self.rows = [self._activity(i) for i in range(len(activities.places))]
        self._links()
        self._capacities()
        self._stocks()
        self._ties()
        for row in self.rows:
            self.model.add(self.makespan >= row.end)
        self.model.minimize(self.makespan)
        if hint is not None:
            for row, start in zip(self.rows, hint.tolist(), strict=True):
                self.model.add_hint(row.start, start // self.period)
        if hint_modes is not None:
            for row, mode in zip(self.rows, hint_modes.tolist(), strict=True):
                for m, taken in enumerate(row.taken if mode >= 0 else ()):
                    self.model.add_hint(taken, m == mode)

    def _period(self) -> int:
        """Return the greatest number of minutes that divides everything."""
        values = [*self.activities.duration.tolist(), *self.activities.release.tolist()]
        values += [value for value in self.activities.links[:, 3:].ravel().tolist() if value != MISSING]
        values += [_length(mode) for demand in self.demands if demand for mode in demand.modes]
        return gcd(*(abs(value) for value in values)) or 1

    def _horizon(self, known: int | None) -> int:
        if known is not None:
            return -(-known // self.period)
        links = self.activities.links
        lags = np.maximum(
            np.where(links[:, 4] == MISSING, links[:, 3], np.maximum(links[:, 3], links[:, 4])), 0
        )
        longest = [
            max([int(duration), *(_length(mode) for mode in (demand.modes if demand else ()))])
            for duration, demand in zip(self.activities.duration, self.demands, strict=True)
        ]
        whole = sum(longest) + int(lags.sum()) + int(self.activities.release.max(initial=0))
        return whole // self.period + 1

    # Activities

    def _activity(self, i: int) -> _Activity:
        model, name = self.model, f"t{i}"
        release = int(self.activities.release[i]) // self.period
        start = model.new_int_var(min(release, self.horizon), self.horizon, f"{name}.start")
        demand = self.demands[i]
        if demand is None or not demand.modes:
            length = int(self.activities.duration[i]) // self.period
            return _Activity(start, start + length)
        lengths = [_length(mode) // self.period for mode in demand.modes]
        end = model.new_int_var(0, self.horizon, f"{name}.end")
        row = _Activity(start, end)
        row.taken = [model.new_bool_var(f"{name}.m{m}") for m in range(len(demand.modes))]
        model.add_exactly_one(row.taken)
        for m, (mode, length) in enumerate(zip(demand.modes, lengths, strict=True)):
            taken = row.taken[m]
            model.add(end == start + length).only_enforce_if(taken)
            if length == 0:
                continue
            interval = model.new_optional_fixed_size_interval_var(start, length, taken, f"{name}.i{m}")
            for k, slot in enumerate(mode.slots):
                self._slot(row, (m, k), slot, interval, start, length)
        return row

    def _slot(
        self, row: _Activity, key: tuple[int, int], slot: Slot, interval: Any, start: Any, length: int
    ) -> None:
        taken, (m, k) = row.taken[key[0]], key
        if len(slot.eligible) == 1:
            r = slot.eligible[0]
            self.loads.setdefault(r, []).append((interval, slot.units * slot.count, taken))
            row.people.setdefault(r, []).append(taken)
            return
        often = []
        for r in slot.eligible:
            most = min(slot.count, self.staffed.resources[r].places(slot.units))
            for time_ in range(most):
                picked = self.model.new_bool_var(f"p{id(row)}.{m}.{k}.{r}.{time_}")
                self.model.add_implication(picked, taken)
                own = self.model.new_optional_fixed_size_interval_var(start, length, picked, "")
                self.loads.setdefault(r, []).append((own, slot.units, picked))
                row.people.setdefault(r, []).append(picked)
                row.picks[m, k, r * 1000 + time_] = picked
                often.append(picked)
        self.model.add(sum(often) == slot.count).only_enforce_if(taken)

    # What holds between them

    def _links(self) -> None:
        for before, after, kind, lag, most in self.activities.links.tolist():
            first, second = self.rows[before], self.rows[after]
            source = first.end if kind in (codes.FS, codes.FF) else first.start
            target = second.end if kind in (codes.FF, codes.SF) else second.start
            self.model.add(target >= source + lag // self.period)
            if most != MISSING:
                self.model.add(target <= source + most // self.period)

    def _capacities(self) -> None:
        for r, loads in self.loads.items():
            capacity = self.staffed.resources[r].capacity
            intervals, units = [load[0] for load in loads], [load[1] for load in loads]
            if all(2 * each > capacity for each in units):
                self.model.add_no_overlap(intervals)
            else:
                self.model.add_cumulative(intervals, units, capacity)
            for _, each, there in loads:
                if each > capacity:
                    self.model.add(there == 0)

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
        number = {place: i for i, place in enumerate(self.activities.places.tolist())}
        for i, demand in enumerate(self.demands):
            for other in demand.not_as if demand else ():
                if other in number:
                    self._apart(self.rows[i], self.rows[number[other]])
            for other in demand.same_as if demand else ():
                if other in number:
                    self._together(i, number[other])

    def _apart(self, one: _Activity, other: _Activity) -> None:
        for r in self._people_of_both(one, other):
            if self.staffed.resources[r].capacity <= FULL:  # of several alike somebody else can be meant
                self.model.add_at_most_one([*self._any(one.people[r]), *self._any(other.people[r])])

    def _together(self, i: int, j: int) -> None:
        """Give two tasks of one person each to the same one; what more people share stays open: that only relaxes."""
        one, other = self.rows[i], self.rows[j]
        if self._is_for_one(i) and self._is_for_one(j):
            for r in self._people_of_both(one, other):
                self.model.add(sum(self._any(one.people[r])) == sum(self._any(other.people[r])))

    def _people_of_both(self, one: _Activity, other: _Activity) -> list[int]:
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
        report: Callable[[int | None, int], None] | None,
        stopped: Callable[[], bool] | None,
    ) -> Chosen:
        solver = self.cp.CpSolver()
        parameters = solver.parameters
        parameters.max_time_in_seconds = max(time_limit, 0.01)
        parameters.num_workers = _WORKERS
        parameters.random_seed = seed
        # Its own handler of Ctrl-C ends the whole process when it solves in another thread than the main one.
        parameters.catch_sigint_signal = False
        watching = _watching(self.cp, self.period, report, stopped, solver)
        with _interrupting(solver, stopped):
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
        self, solver: Any, row: _Activity, demand: Demand | None, mode: int
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


def _length(mode: Mode) -> int:
    return mode.parts[0].remaining if mode.parts else mode.minutes


def _bound(solver: Any, status: Any, cp: Any) -> int:
    if status == cp.INFEASIBLE:
        return 0
    return max(int(np.ceil(solver.best_objective_bound - 1e-6)), 0)


def _watching(
    cp: Any, period: int, report: Callable[[int | None, int], None] | None,
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


class _interrupting:
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
