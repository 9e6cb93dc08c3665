"""CP-SAT on a relaxed time axis: the union of all calendars, with the least that each task can span on it."""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from fairlead.schedule import codes
from fairlead.schedule.bounds.heads import Frame, Heads
from fairlead.schedule.bounds.hours import Hours, united
from fairlead.schedule.bounds.work import Group, Job, Workload, least_span
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import tables as at

_MOST_PERIODS = 5_000  # of the horizon; more make the solver slow
_MOST_TASKS = 2_000
_WORKERS = 2
_PAUSE = 0.1  # seconds between two questions whether to stop


def relaxed_bound(
    frame: Frame,
    load: Workload,
    heads: Heads,
    known: int,
    upper: int | None,
    seconds: float,
    raise_to: Callable[[int], None],
    stopped: Callable[[], bool],
) -> int | None:
    """Return a moment before which no unsplit schedule finishes; None where nothing beyond `known` is seen.

    Why every real schedule maps to a solution that is no later. Let F(t) be the minutes before t in which any calendar
    works, g the length of a period. A task from s to f becomes an interval from floor(F(s) / g) of length floor(d / g),
    where d is its least span F(f) - F(s) over all starts from its head on and all modes.
    Links: F(s') >= F(s) + d + l for the least span l of the lag, so floor(F(s') / g) >= floor(F(s) / g) +
    floor((d + l) / g).
    Capacity: where intervals share period k, each has F(s) < g(k + 1) <= F(s) + d, so all real ones cover the minute
    before g(k + 1) on the axis. Those on one calendar all hold what they ask for at its first working minute from there
    on, which none of them can end before. So the capacity of a group bounds all work on one calendar that only its
    members can do; work on other calendars may lie in between and is not added to it. A limit is held throughout.
    The finish: F(finish) >= g times the last end, so the finish is no earlier than the first moment with so many.
    """
    if len(heads.start) > _MOST_TASKS:
        return None
    end = time.monotonic() + seconds
    model = _Model(frame, heads, known, upper)
    for add in model.parts(load):
        if stopped() or time.monotonic() >= end:
            return None
        add()
    return model.solved(end - time.monotonic(), raise_to, stopped)


@contextmanager
def _watched(stopped: Callable[[], bool], stop: Callable[[], None]) -> Iterator[None]:
    """Ask `stopped` now and then while a solver runs, from a thread of its own."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_PAUSE):
            if stopped():
                stop()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


class _Model:
    """The relaxed plan as CP-SAT reads it; whole once all its `parts` are added."""

    def __init__(self, frame: Frame, heads: Heads, known: int, upper: int | None) -> None:
        from ortools.sat.python import cp_model

        self.cp: Any = cp_model
        self.frame, self.heads, self.known = frame, heads, known
        self.axis = self._union()
        self._spans: dict[tuple[int, int, int], int] = {}
        self.origin = min(heads.start[t] for t in range(frame.size) if self._is_open(t))
        end = upper if upper is not None else known + 4 * max(known - self.origin, 1440)
        whole = self.axis.before(end) - self.axis.before(self.origin)
        self.period = max(1, math.ceil(whole / _MOST_PERIODS))
        # Without a schedule that is known, everything one after the other has to fit.
        room = whole if upper is not None else whole + sum(self._least(t) for t in range(frame.size))
        self.horizon = room // self.period + frame.size + 2
        self.model: Any = cp_model.CpModel()
        self.start: dict[int, Any] = {}
        self.finish: Any = self.model.new_int_var(self._at(known), max(self.horizon, self._at(known)), "")
        self.model.minimize(self.finish)

    def parts(self, load: Workload) -> Iterator[Callable[[], None]]:
        """Yield what has to be added in turn, so that a large plan may be given up on the way."""
        yield from (partial(self._add_task, t) for t in range(self.frame.size) if self._is_open(t))
        yield self._add_links
        yield partial(self._add_capacities, load)

    def solved(
        self, seconds: float, raise_to: Callable[[int], None], stopped: Callable[[], bool]
    ) -> int | None:
        solver: Any = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = max(seconds, 0.01)
        solver.parameters.num_workers = _WORKERS
        proven = [self.known]

        def better(bound: float) -> None:
            moment = self._moment(bound)
            if moment > proven[0]:
                proven[0] = moment
                raise_to(moment)

        solver.best_bound_callback = better
        with _watched(stopped, solver.stop_search):
            status = solver.solve(self.model)
        if status in (self.cp.OPTIMAL, self.cp.FEASIBLE, self.cp.UNKNOWN):
            better(solver.best_objective_bound)
        return proven[0] if proven[0] > self.known else None

    def _moment(self, bound: float) -> int:
        """Return the first moment at which so many periods can have passed; the solver's numbers are whole."""
        periods = math.ceil(bound - 1e-3)
        passed = self.axis.before(self.origin) + periods * self.period
        return int(min(self.axis.first(passed), codes.LATEST)) if periods > 0 else self.known

    def _at(self, moment: int) -> int:
        return max(self.axis.before(moment) - self.axis.before(self.origin), 0) // self.period

    def _is_open(self, t: int) -> bool:
        return (
            self.frame.state[t] not in (codes.FINISHED, codes.FIXED)
            and self.frame.shape[t] != codes.GATE_FIRST
        )

    def _union(self) -> Hours:
        frame = self.frame
        calendars = {part.calendar for modes in frame.modes for parts in modes for part in parts}
        calendars |= (
            {int(c) for c in frame.network.links[:, at.LAG_CALENDAR]} if len(frame.network.links) else set()
        )
        return united(frame.hours(c) for c in sorted(calendars))

    def _span(self, calendar: int, minutes: int, first: int) -> int:
        key = calendar, minutes, first
        if key not in self._spans:
            self._spans[key] = least_span(self.frame.hours(calendar), minutes, self.axis, first)
        return self._spans[key]

    def _least(self, t: int) -> int:
        """Return the least span of what is left of a task on the axis, over its modes."""
        frame = self.frame
        if frame.shape[t] != codes.WORK or frame.by_expected[t]:
            return 0
        return min(
            max((self._span(p.calendar, frame.minutes(t, p), self.heads.start[t]) for p in parts), default=0)
            for parts in frame.modes[t]
        )

    def _add_task(self, t: int) -> None:
        head = self._at(self.heads.start[t])
        self.start[t] = self.model.new_int_var(head, max(self.horizon, head), "")
        if self.frame.real[t]:
            self.model.add(self.finish >= self.start[t] + self._least(t) // self.period)

    def _add_links(self) -> None:
        for before, links in enumerate(self.frame.links_out()):
            for after, kind, calendar, lag in links:
                if before not in self.start or after not in self.start:
                    continue
                if lag < 0 and calendar != CLOCK:
                    continue  # how far a lead reaches back on the axis depends on where it lies
                least = self._span(calendar, lag, self.heads.start[before]) if lag > 0 else lag
                if lag > 0 and calendar == CLOCK and not self.axis.always:
                    least = 0
                if kind in (codes.FS, codes.FF):
                    least += self._least(before)
                if kind in (codes.FF, codes.SF):
                    # The successor's own span isn't bounded from above, so its start isn't bound by its finish.
                    if self.frame.real[after]:
                        self.model.add(self.finish >= self.start[before] + math.floor(least / self.period))
                    continue
                self.model.add(self.start[after] >= self.start[before] + math.floor(least / self.period))

    def _add_capacities(self, load: Workload) -> None:
        asked: dict[tuple[int, Group], list[tuple[Any, int]]] = defaultdict(list)
        for job in load.jobs:
            self._add_job(job, asked)
        for calendar in {calendar for calendar, _ in asked}:
            own = [group for c, group in asked if c == calendar]
            for group in {*own, *(tuple(sorted({*a, *b})) for a in own for b in own if set(a) & set(b))}:
                inside = [each for g in own if set(g) <= set(group) for each in asked[calendar, g]]
                if len(inside) > 1:
                    capacity = sum(load.capacity[r] for r in group)
                    intervals, units = zip(*inside, strict=True)
                    self.model.add_cumulative(intervals, units, capacity)

    def _add_job(self, job: Job, asked: dict[tuple[int, Group], list[tuple[Any, int]]]) -> None:
        t, head = job.place, self.heads.start[job.place]
        chosen = [self.model.new_bool_var("") for _ in job.modes] if len(job.modes) > 1 else [None]
        if len(job.modes) > 1:
            self.model.add_exactly_one(chosen)
        for mode, literal in zip(job.modes, chosen, strict=True):
            for piece in mode:
                if not piece.whole:
                    continue
                length = self._span(piece.calendar, piece.minutes, head) if piece.calendar != CLOCK else 0
                if piece.calendar == CLOCK:
                    length = piece.minutes if self.axis.always else self._least(t)
                length //= self.period
                if length <= 0:
                    continue
                if literal is None:
                    interval = self.model.new_fixed_size_interval_var(self.start[t], length, "")
                else:
                    interval = self.model.new_optional_fixed_size_interval_var(
                        self.start[t], length, literal, ""
                    )
                    if self.frame.real[t]:
                        self.model.add(self.finish >= self.start[t] + length).only_enforce_if(literal)
                for ask in piece.asks:
                    asked[piece.calendar, ask.group].append((interval, ask.units))
