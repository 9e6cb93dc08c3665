"""Heads and tails: before which moments no task can start or finish, and after which none may for a plan's finish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.bounds.hours import Hours, hours_of
from fairlead.schedule.codes import EARLIEST, LATEST, MISSING
from fairlead.schedule.critical_path import bounds as link_bounds
from fairlead.schedule.critical_path import forward, working
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.forms import suited
from fairlead.schedule.network import Part
from fairlead.schedule.staffing import Staffed

_FAR = 1 << 57
_PULLS = (codes.START_BY, codes.FINISH_BY, codes.START_ON, codes.FINISH_ON)
_MUST = (codes.MANDATORY_START, codes.MANDATORY_FINISH)
_NO_START_FROM_A_FINISH = (codes.FS, codes.SS)
_HOLDS_A_FINISH = (codes.FINISH_FROM, codes.FINISH_ON)


class Heads(NamedTuple):
    """The earliest start (of what is left to do) and finish of each place, and the link that sets them (-1: none)."""

    start: list[int]
    finish: list[int]
    link: list[int]


class Tails(NamedTuple):
    """The latest start and finish of each place with which the plan finishes in time; LATEST where nothing binds."""

    start: list[int]
    finish: list[int]


class _Laid(NamedTuple):
    """A task at its earliest in one mode; `begun` is what links from its start see."""

    finish: int
    go_on: int
    begun: int
    link: int


class Frame:
    """A network in which each task may be done in any of its modes, read by the kernels of the critical path.

    Heads hold for every schedule that keeps links, dates and hours, whatever people do: what a task may start from
    grows with what its predecessors reach, in each mode, so the least over the modes is a bound for all of them. That
    needs no order among modes, which there is none of where they go by different calendars.
    """

    def __init__(self, staffed: Staffed) -> None:
        self.staffed, self.network = staffed, staffed.compiled.network
        self.size = self.network.size
        self.state: list[int] = self.network.state.tolist()
        self.shape: list[int] = self.network.shape.tolist()
        self.modes = [self._parts_of(t) for t in range(self.size)]
        self.real = [shape < codes.GATE for shape in self.shape]
        for place in self.network.elsewhere.tolist():
            self.real[place] = False
        self.pinned = [self._is_pinned(t) for t in range(self.size)]
        self.by_expected = [self._fact(t, at.EXPECTED_FINISH) != MISSING for t in range(self.size)]
        self.not_before = {
            t: demand.not_before for t, demand in staffed.demands.items() if demand.not_before != MISSING
        }
        self.net = self._net()
        self._hours: dict[int, Hours] = {}
        self._links_out: list[list[tuple[int, int, int, int]]] | None = None

    def hours(self, calendar: int) -> Hours:
        """Return a calendar by its place in the network."""
        if calendar not in self._hours:
            self._hours[calendar] = hours_of(self.network.calendars, calendar)
        return self._hours[calendar]

    def minutes(self, t: int, part: Part) -> int:
        """Return the minutes that a part still takes, its delay included."""
        return part.remaining if self.state[t] == codes.STARTED else part.minutes

    def splits(self, t: int) -> bool:
        """Return whether a task may be interrupted for other work."""
        demand = self.staffed.demands.get(t)
        return self.staffed.splitting and demand is not None and demand.may_split

    def finish_of(self, heads: Heads) -> tuple[int, int]:
        """Return the plan's finish by these heads, and the place that sets it (-1: the plan is empty)."""
        last = max((t for t in range(self.size) if self.real[t]), key=lambda t: heads.finish[t], default=-1)
        return (int(self.network.rules[at.PLAN_START]), -1) if last < 0 else (heads.finish[last], last)

    def _parts_of(self, t: int) -> list[tuple[Part, ...]]:
        tasks = self.network.tasks
        rows = self.network.parts[tasks[t, at.PART] : tasks[t + 1, at.PART]].tolist()
        own = tuple(Part(*row) for row in rows)
        demand = self.staffed.demands.get(t)
        modes = demand.modes if demand is not None else ()
        return [mode.parts or own for mode in modes] or [own]

    def _fact(self, t: int, column: int) -> int:
        return int(self.network.facts[self.network.tasks[t, at.FACTS], column])

    @cached_property
    def may_finish_later(self) -> list[bool]:
        """Whether each place's finish may come in the first minute of open hours after the end of its work.

        Links to a finish and dates for one do that where they fall into closed hours: the schedule keeps them there.
        """
        found = [
            any(self._fact(t, column) in _HOLDS_A_FINISH for column in (at.CONSTRAINT, at.CONSTRAINT_2))
            for t in range(self.size)
        ]
        links = self.network.links
        for after in links[np.isin(links[:, at.KIND], (codes.FF, codes.SF)), at.AFTER].tolist():
            found[after] = True
        return found

    def _is_pinned(self, t: int) -> bool:
        """Return whether a date, or what has happened, can hold a task where links and people don't allow it to be."""
        if self.shape[t] == codes.GATE_FIRST or self.state[t] in (codes.FINISHED, codes.FIXED):
            return True
        pulls = self.network.rules[at.HONOUR_CONSTRAINTS] == 1
        kinds = (self._fact(t, at.CONSTRAINT), self._fact(t, at.CONSTRAINT_2))
        return any(kind in _MUST or (pulls and kind in _PULLS) for kind in kinds)

    def _net(self) -> Net:
        """Return the network with the parts of all modes in one table; the pass is shown those of one at a time."""
        rows = [part for modes in self.modes for parts in modes for part in parts]
        net: Net = suited(self.network.net(np.zeros((self.size, at.FOUND_COLUMNS), np.int64)), 0)
        for t in range(self.size):
            net.tasks[t, at.ORDINARY] = 0
        return net._replace(parts=suited(np.array(rows, np.int64).reshape(-1, at.PART_COLUMNS), 0))

    # Forward

    @cached_property
    def earliest(self) -> Heads:
        """The heads by links, dates and hours alone, worked out once. Raises BeyondCalendarsError like `heads`."""
        return self.heads()

    def heads(self, later: Mapping[int, int] | None = None) -> Heads:
        """Return the heads; what is left of the tasks in `later` can't start before these moments for other reasons.

        Raises BeyondCalendarsError for a task that no mode finishes inside the compiled calendars.
        """
        heads, found, row = Heads([], [], []), self.net.found, 0
        for t in range(self.size):
            laid: list[_Laid] = []
            for parts in self.modes[t]:
                self.net.tasks[t, at.PART], self.net.tasks[t + 1, at.PART] = row, row + len(parts)
                row += len(parts)
                laid += self._laid(t, later.get(t, EARLIEST) if later else EARLIEST)
            first = min(laid)
            found[t, at.FINISH] = first.finish
            found[t, at.GO_ON] = min(each.go_on for each in laid)
            found[t, at.START] = min(each.begun for each in laid)
            if first.finish > _FAR and self.real[t] and self.state[t] != codes.FINISHED:
                raise BeyondCalendarsError(t)
            done = (
                self.state[t] == codes.FINISHED
            )  # its own date may be hidden by the logic that it passes on
            heads.start.append(found[t, at.GO_ON])
            heads.finish.append(self._fact(t, at.ACTUAL_FINISH) if done else first.finish)
            heads.link.append(first.link)
        return heads

    def _laid(self, t: int, later: int) -> Iterator[_Laid]:
        """Yield a task at its earliest in the mode that the pass sees; by its expected finish and without."""
        net, wanted = self.net, self.network.rules[at.USE_EXPECTED_FINISH]
        for by_expected in (0, 1) if self.by_expected[t] and wanted else (0,):
            net.rules[at.USE_EXPECTED_FINISH] = by_expected
            forward.forward_pass(net, t, t + 1)
            found = net.found
            one = _Laid(found[t, at.FINISH], found[t, at.GO_ON], found[t, at.START], found[t, at.DRIVER_LINK])
            if self.splits(t) and self.shape[t] == codes.WORK:
                one = self._interrupted(t, one)
            yield self._moved(t, one, later)
        net.rules[at.USE_EXPECTED_FINISH] = int(wanted)

    def _interrupted(self, t: int, one: _Laid) -> _Laid:
        """Let a task that may be split start as early as what binds its start allows: its finish can wait."""
        start, net = EARLIEST, self.net
        for row in range(net.tasks[t, at.INTO], net.tasks[t + 1, at.INTO]):
            if net.links[row, at.KIND] in _NO_START_FROM_A_FINISH and link_bounds.link_counts(net, row):
                start = max(start, link_bounds.early_bound(net, row))
        if start == EARLIEST or net.rules[at.FLOOR_ALL] == 1:
            start = max(start, net.rules[at.PLAN_START])
        start = min(working.start_reading(net, t, start), one.go_on)
        return one._replace(go_on=start, begun=min(start, one.begun))

    def _moved(self, t: int, one: _Laid, later: int) -> _Laid:
        if self.state[t] == codes.PLANNED:
            later = max(later, self.not_before.get(t, EARLIEST))
        if later <= one.go_on or self.pinned[t]:
            return one
        go_on = working.start_reading(self.net, t, later)
        column = at.PART_REMAINING if self.state[t] == codes.STARTED else at.PART_MINUTES
        finish = one.finish
        if not self.by_expected[t]:
            finish = max(finish, working.finish_from(self.net, t, go_on, column))
        begun = go_on if self.state[t] == codes.PLANNED else one.begun
        return _Laid(max(finish, go_on), go_on, begun, -1)

    # Backward

    def tails(
        self, plan_finish: int, ends: Mapping[int, int] | None = None, starts: Mapping[int, int] | None = None
    ) -> Tails:
        """Return the tails for a plan that finishes by a moment, and for places that have to finish by `ends`.

        `starts` are moments by which places have to have begun; those that nobody interrupts then also end in time.
        Only what no schedule may break binds: no deadlines, no dates that are wishes, no link into a task that a date
        can pull away from it.
        """
        start, finish = [LATEST] * self.size, [LATEST] * self.size
        links_out = self.links_out()
        for t in range(self.size - 1, -1, -1):
            if self.state[t] in (codes.FINISHED, codes.FIXED):
                continue
            late_start, late_finish = LATEST, plan_finish if self.real[t] else LATEST
            if ends is not None:
                late_finish = min(late_finish, ends.get(t, LATEST))
            if starts is not None:
                late_start = starts.get(t, LATEST)
            for after, kind, calendar, lag in links_out[t]:
                moment = start[after] if kind in (codes.FS, codes.SS) else finish[after]
                if moment >= LATEST:
                    continue
                if lag:
                    hours = self.hours(calendar)
                    moment = hours.latest(hours.before(moment) - lag)
                if kind in (codes.FS, codes.FF):
                    late_finish = min(late_finish, moment)
                else:
                    late_start = min(late_start, moment)
            if self.shape[t] != codes.WORK:
                late_finish = late_start = min(late_start, late_finish)
            elif late_finish < LATEST:
                late_start = min(late_start, self._latest_start(t, late_finish))
            elif late_start < LATEST:
                late_finish = self.done_by(t, late_start)
            start[t], finish[t] = late_start, late_finish
        return Tails(start, finish)

    def _latest_start(self, t: int, finish: int) -> int:
        """Return from when on the work of a task can't be done by `finish` any more, in whichever mode."""
        if self.by_expected[t]:
            return finish
        latest = EARLIEST
        for parts in self.modes[t]:
            one = LATEST
            for part in parts:
                hours = self.hours(part.calendar)
                one = min(one, hours.latest(hours.before(finish) - self.minutes(t, part)))
            latest = max(latest, one)
        return latest

    def done_by(self, t: int, start: int) -> int:
        """Return when a task that is begun by `start` is done at the latest, in whichever mode.

        LATEST where its finish doesn't follow from its start: it may be interrupted, is under way or held by a date.
        """
        if not self._is_in_one_go(t):
            return LATEST
        latest = start
        for parts in self.modes[t] if self.shape[t] == codes.WORK else ():
            hours = self.hours(parts[0].calendar)
            # A start in closed hours moves on to the next open ones; what is worked before them is the same.
            done = hours.before(start) + self.minutes(t, parts[0])
            latest = max(latest, hours.latest(done) if self.may_finish_later[t] else hours.first(done))
        return latest

    def _is_in_one_go(self, t: int) -> bool:
        free = self.state[t] == codes.PLANNED and not self.by_expected[t] and not self.pinned[t]
        return free and not self.splits(t) and all(len(parts) == 1 for parts in self.modes[t])

    def links_out(self) -> list[list[tuple[int, int, int, int]]]:
        """Return the links out of each place that no schedule may break: successor, kind, calendar and lag."""
        if self._links_out is None:
            self._links_out = [[] for _ in range(self.size)]
            net = self.net
            for row in range(len(self.network.links)):
                before, after = net.links[row, at.BEFORE], net.links[row, at.AFTER]
                kind, state = net.links[row, at.KIND], self.state[before]
                known = state == codes.PLANNED or (state == codes.STARTED and kind in (codes.FS, codes.FF))
                known &= not (self.by_expected[after] and kind in (codes.FF, codes.SF))
                if known and not self.pinned[after] and link_bounds.link_counts(net, row):
                    self._links_out[before].append(
                        (after, kind, net.links[row, at.LAG_CALENDAR], net.links[row, at.LAG])
                    )
        return self._links_out
