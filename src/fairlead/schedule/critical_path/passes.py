"""The critical path of a network: both passes, floats and flags, in the form of the kernels that suits its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairlead.plan.errors import FairleadError
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import MISSING
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Codes, Indices, Minutes, Moments, Net, Table
from fairlead.schedule.forms import PASSES, Form, as_table, form_for
from fairlead.schedule.network import Network

_FAR = 1 << 57
_DRIVING = "critical_path.driving"
_PATIENCE = (
    30  # rounds of pushing beyond one for each maximum lag, for calendars; more mean that one can't be kept
)


class BeyondCalendarsError(FairleadError):
    """Dates that leave the window for which calendars were compiled; compile a wider one.

    `place` is the first task, in network order, that is out of it.
    """

    def __init__(self, place: int) -> None:
        super().__init__("dates lie beyond the compiled calendars")
        self.place = place


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """Dates in axis minutes and floats in working minutes, one row a task in network order, gates too.

    `found` has the columns of `tables`. `start` and `finish` are where the task is scheduled: its actual dates, its
    early dates, or late ones where that is wanted. `broken_links` are links whose maximum lag can't be kept.
    """

    found: Table
    start: Moments
    finish: Moments
    critical: Codes
    on_longest_path: Codes
    plan_start: int
    plan_finish: int
    broken_links: tuple[int, ...] = ()

    @property
    def early_start(self) -> Moments:
        """Early starts."""
        return self.found[:, at.START]

    @property
    def early_finish(self) -> Moments:
        """Early finishes."""
        return self.found[:, at.FINISH]

    @property
    def late_start(self) -> Moments:
        """Late starts."""
        return self.found[:, at.LATE_START]

    @property
    def late_finish(self) -> Moments:
        """Late finishes."""
        return self.found[:, at.LATE_FINISH]

    @property
    def total_float(self) -> Minutes:
        """Total floats by the plan's float rule."""
        return self.found[:, at.TOTAL_FLOAT]

    @property
    def free_float(self) -> Minutes:
        """Free floats."""
        return self.found[:, at.FREE_FLOAT]


def critical_path(network: Network, form: Form | None = None) -> CriticalPath:
    """Return early and late dates, floats and critical flags of a network.

    `form` is that of the kernels, by default the one that suits size and surroundings; the answer is the same.
    Raises BeyondCalendarsError when a date leaves the window for which the calendars were compiled.
    """
    return _gone_through(network, form).result()


def dates_alone(network: Network) -> CriticalPath:
    """Return where everything is and what drives it, floats and flags left at 0: to try out what a change would do.

    Takes half the time of `critical_path` and raises the same error.
    """
    run = _gone_through(network)
    none = np.zeros(run.size, np.int8)
    return run.answer(run.found(), none, none)


def _gone_through(network: Network, form: Form | None = None) -> _Run:
    run = _Run(network, form)
    run.from_finish() if network.options.from_finish else run.from_start()
    if network.max_lags and (network.options.from_finish or run.wanted_late.any()):
        run.name_what_came_too_late()
    return run


def _kernels_of(network: Network) -> tuple[str, ...]:
    """Return the modules that a network's calculation may need."""
    windows = ("critical_path.windows",) if network.max_lags else ()
    late = ("critical_path.late_as_possible",) if network.fact(at.LATE_AS_POSSIBLE).any() else ()
    return (*PASSES, *windows, *late)


class _Run:
    """One calculation: tables in the form that suits, filled step by step."""

    def __init__(self, network: Network, form: Form | None = None) -> None:
        self.network = network
        self.size = network.size
        self.form = form or form_for(self.size, *_kernels_of(network))
        self.net: Net = self.form.suited(network.net(np.zeros((self.size, at.FOUND_COLUMNS), np.int64)))
        self.real = network.real
        self.state = network.state
        self.plan_start, self.finish_by = int(network.rules[at.PLAN_START]), int(network.rules[at.FINISH_BY])
        self.alap = int(network.rules[at.ALAP])
        self.wanted_late = (network.fact(at.LATE_AS_POSSIBLE) == 1) & (self.state == codes.PLANNED)
        # What stands for a summary, or for all that comes round, is where its tasks are and holds none of them.
        self.may_be_held = (self.state == codes.PLANNED) & (network.shape < codes.GATE)
        self.broken: tuple[int, ...] = ()

    def kernel(self, module: str) -> Any:
        return self.form.kernels(f"critical_path.{module}")

    def found(self) -> Table:
        """Return what was worked out so far, as an array."""
        table: Table = as_table(self.net.found, self.size, at.FOUND_COLUMNS)
        return table

    # The two ways through

    def from_start(self) -> None:
        self.forward()
        if self.wanted_late.any() and self.alap == codes.ALAP_FREE:
            self.kernel("late_as_possible").move_late(self.net, self.plan_finish, self.size)
        self.backward(self.plan_finish if self.finish_by == MISSING else self.finish_by)
        self.start, self.finish = self.dates(at.START, at.FINISH)
        if self.wanted_late.any() and self.alap == codes.ALAP_TOTAL:
            self.push_behind_late()

    def from_finish(self) -> None:
        """Lay everything out back from the plan's finish; the plan starts where the first task must."""
        self.forward()
        self.backward(self.finish_by)
        starts = self.found()[self.real & (self.state != codes.FINISHED), at.LATE_START]
        if len(starts):
            self.plan_start = int(starts.min())
            rules = self.network.rules.copy()
            rules[at.PLAN_START] = self.plan_start
            self.net = self.net._replace(rules=self.form.suited(rules))
        self.forward()
        self.backward(self.finish_by)
        early, late = self.dates(at.START, at.FINISH), self.dates(at.LATE_START, at.LATE_FINISH)
        # What dates or the status date hold beyond its late dates can't be there in time.
        back = (self.state == codes.PLANNED) & (late[0] >= early[0])
        self.start, self.finish = (np.where(back, b, a) for a, b in zip(early, late, strict=True))

    def push_behind_late(self) -> None:
        """Put tasks that are wanted as late as possible at their late dates, and their successors behind them.

        Their own early dates stay what they were, as Microsoft Project stores them.
        """
        columns = np.array([at.START, at.FINISH, at.GO_ON, at.DRIVER, at.DRIVER_LINK])
        places = np.flatnonzero(self.wanted_late)
        before = self.found()[np.ix_(places, columns)].copy()
        self.hold({int(t): int(self.found()[t, at.LATE_START]) for t in places})
        self.forward()
        self.start, self.finish = self.dates(at.START, at.FINISH)
        for t, values in zip(places.tolist(), before.tolist(), strict=True):
            for column, value in zip(columns.tolist(), values, strict=True):
                self.net.found[t, column] = value

    # Steps

    def forward(self) -> None:
        self.pass_forward()
        if self.network.max_lags:
            self.keep_maximum_lags()
        refuse_far(self.found()[:, at.FINISH], self.real)
        finish = self.found()[self.real, at.FINISH]
        self.plan_finish = int(finish.max()) if len(finish) else self.plan_start

    def pass_forward(self) -> None:
        self.kernel("forward").forward_pass(self.net, 0, self.size)

    def keep_maximum_lags(self) -> None:
        """Hold predecessors back until every maximum lag is kept; those that can't be are given up, and named."""
        untouched, lags = self.net, list(self.network.max_lags)
        given_up: list[int] = []
        rounds = 0
        while moved := self.keep_together(lags):
            rounds += 1
            if rounds > len(lags) + _PATIENCE:
                hopeless = [row for row in moved if self.pushes_itself(row)] or moved
                given_up += hopeless
                lags = [lag for lag in lags if lag[0] not in hopeless]
                self.net, rounds = untouched, 0
            self.pass_forward()
        self.broken = tuple(sorted({*self.broken, *given_up}))

    def keep_together(self, lags: list[tuple[int, int]]) -> list[int]:
        """Hold back predecessors whose successors come too late for a maximum lag; return the links that did it."""
        module, net = self.kernel("windows"), self.net
        held: dict[int, int] = {}
        moved, broken = [], []
        for row, most in lags:
            before = int(net.links[row, at.BEFORE])
            least = int(module.held_by_maximum(net, row, most))
            if least <= int(net.found[before, at.START]):
                continue
            held_already = int(net.facts[int(net.tasks[before, at.FACTS]), at.HOLD])
            if not self.may_be_held[before] or least <= held_already:
                broken.append(row)
            else:
                moved.append(row)
                held[before] = max(least, held.get(before, least))
        self.hold(held)
        self.broken = tuple(broken)
        return moved

    def pushes_itself(self, row: int) -> bool:
        """Whether what drives a link's successor goes back to its predecessor, so that holding that helps nothing."""
        before, place = int(self.net.links[row, at.BEFORE]), int(self.net.links[row, at.AFTER])
        while place != before and (driver := int(self.net.found[place, at.DRIVER_LINK])) >= 0:
            place = int(self.net.links[driver, at.BEFORE])
        return place == before

    def hold(self, moments: dict[int, int]) -> None:
        """Let tasks start no earlier than these moments; each gets facts of its own for it."""
        if not moments:
            return
        tasks = as_table(self.net.tasks, self.size + 1, at.TASK_COLUMNS).copy()
        facts = as_table(self.net.facts, -1, at.FACT_COLUMNS)
        places = np.fromiter(moments, np.int64)
        own = facts[tasks[places, at.FACTS]].copy()
        own[:, at.HOLD] = list(moments.values())
        tasks[places, at.FACTS] = len(facts) + np.arange(len(places))
        tasks[places, at.ORDINARY] = 0
        facts = np.concatenate([facts, own])
        self.net = self.net._replace(tasks=self.form.suited(tasks), facts=self.form.suited(facts))

    def name_what_came_too_late(self) -> None:
        """Name the maximum lags that dates break which were pushed to as late as possible."""
        late = (
            row
            for row, most in self.network.max_lags
            if waits_too_long(self.network, row, most, self.start, self.finish)
        )
        self.broken = tuple(sorted({*self.broken, *late}))

    def backward(self, end: int) -> None:
        self.kernel("backward").backward_pass(self.net, end, 0, self.size)
        refuse_far(self.found()[:, at.LATE_START], self.real)

    def dates(self, start: int, finish: int) -> tuple[Moments, Moments]:
        """Return starts and finishes of unfinished work from these columns, of the rest from what happened."""
        found, network = self.found(), self.network
        begun = (self.state == codes.STARTED) | (self.state == codes.FINISHED)
        starts = np.where(begun, network.fact(at.ACTUAL_START), found[:, start])
        finishes = np.where(self.state == codes.FINISHED, network.fact(at.ACTUAL_FINISH), found[:, finish])
        return starts, finishes

    # What comes out

    def result(self) -> CriticalPath:
        floats = self.kernel("floats")
        floats.total_floats(self.net, self.size)
        stays = self.network.rules[at.PROGRESS] == codes.REMAINING_STAYS
        floats.free_floats(self.net, MISSING if stays else self.plan_finish, self.size)
        found = self.found()
        if self.alap == codes.ALAP_TOTAL:
            found[self.wanted_late, at.TOTAL_FLOAT] = 0
        path = self.longest_path(found)
        return self.answer(found, self.critical(found[:, at.TOTAL_FLOAT], path), path)

    def answer(self, found: Table, critical: Codes, path: Codes) -> CriticalPath:
        any_real = bool(self.real.any())
        return CriticalPath(
            found=found,
            start=self.start,
            finish=self.finish,
            critical=critical,
            on_longest_path=path,
            plan_start=int(self.start[self.real].min()) if any_real else self.plan_start,
            plan_finish=int(self.finish[self.real].max()) if any_real else self.plan_start,
            broken_links=self.broken,
        )

    def longest_path(self, found: Table) -> Codes:
        """Return 1 for the tasks that drive the plan's last finish; finished ones only where they pass logic on."""
        unfinished = self.state != codes.FINISHED
        ends = ((found[:, at.FINISH] == self.plan_finish) & self.real & unfinished).astype(np.int64)
        path = self.form.suited(np.zeros(self.size, np.int64))
        self.kernel("driving").longest_path(self.net, self.form.suited(ends), path)
        rules = self.network.rules
        passes = rules[at.PASS_THROUGH] == 1 and rules[at.PROGRESS] != codes.PROGRESS_OVERRIDE
        shown: Codes = (np.asarray(path) * (1 if passes else unfinished)).astype(np.int8)
        return shown

    def critical(self, total: Minutes, path: Codes) -> Codes:
        options, unfinished = self.network.options, self.state != codes.FINISHED
        by_rule = path == 1 if options.critical_rule == "longest path" else total <= options.critical_minutes
        flags: Codes = (by_rule & unfinished).astype(np.int8)
        return flags


def waits_too_long(network: Network, row: int, most: int, start: Moments, finish: Moments) -> bool:
    """Tell whether a planned task comes later than so many minutes of a link's lag calendar behind a planned one.

    `start` and `finish` by place. No time that the task's calendar is closed makes it late.
    """
    before, after, kind, calendar = network.links[
        row, [at.BEFORE, at.AFTER, at.KIND, at.LAG_CALENDAR]
    ].tolist()
    if network.state[before] != codes.PLANNED or network.state[after] != codes.PLANNED:
        return False
    first = int((finish if kind in (codes.FS, codes.FF) else start)[before])
    last = int((start if kind in (codes.FS, codes.SS) else finish)[after])
    latest = first + most
    if calendar != codes.CLOCK:
        latest = int(kernels.add_work(*network.slice_of(calendar), first, most))
    closed = {calendar, int(network.tasks[after, at.CALENDAR])} - {codes.CLOCK}
    return last > latest and all(_works_between(network, each, latest, last) for each in closed)


def _works_between(network: Network, calendar: int, first: int, last: int) -> bool:
    return int(kernels.work_between(*network.slice_of(calendar), first, last)) > 0


def refuse_far(moments: Moments, real: Any) -> None:
    """Raise BeyondCalendarsError where a moment came from beyond the calendars' window."""
    far = np.flatnonzero((np.abs(moments) > _FAR) & real)
    if len(far):
        raise BeyondCalendarsError(int(far[0]))


def near_critical(network: Network, found: CriticalPath, minutes: int | None = None) -> Codes:
    """Return 1 for tasks that aren't critical but have no more than this total float (minutes; else by the options)."""
    limit = network.options.near_critical_minutes if minutes is None else minutes
    near = (found.total_float <= limit) & (found.critical == 0) & (network.state != codes.FINISHED)
    flags: Codes = near.astype(np.int8)
    return flags


def float_paths(network: Network, found: CriticalPath, count: int = 10, end: int | None = None) -> Indices:
    """Return for each task the number of its float path, 1 the most critical, 0 on none of the first `count`.

    Path 1 goes back from `end` (a place in network order; else the task that finishes last) along the links that are
    nearest to driving. Each further path starts where, among the links into the paths so far, the slack is least.
    Source: multiple float paths by free float, as Primavera P6 computes them.
    """
    size = network.size
    form = form_for(size, _DRIVING)
    net, module = form.suited(network.net(found.found)), form.kernels(_DRIVING)
    slack = form.suited(np.zeros(len(network.links), np.int64))
    module.link_floats(net, slack)
    path_of = form.suited(np.zeros(size, np.int64))
    unfinished = (network.state != codes.FINISHED) & (network.shape < codes.GATE)
    begin = int(np.where(unfinished, found.early_finish, MISSING).argmax()) if end is None else end
    for number in range(1, count + 1):
        module.float_path(net, slack, path_of, number, begin)
        begin = _next_branch(network, np.asarray(slack), np.asarray(path_of), unfinished)
        if begin < 0:
            break
    return np.asarray(path_of, np.int64)


def _next_branch(network: Network, slack: Minutes, path_of: Indices, unfinished: Any) -> int:
    before, after = network.links[:, at.BEFORE], network.links[:, at.AFTER]
    waiting = (path_of[after] > 0) & (path_of[before] == 0) & unfinished[before] & (slack < codes.LATEST)
    if not waiting.any():
        return -1
    rows = np.flatnonzero(waiting)
    return int(before[rows[slack[rows].argmin()]])


__all__ = [
    "BeyondCalendarsError",
    "CriticalPath",
    "critical_path",
    "dates_alone",
    "float_paths",
    "near_critical",
]
