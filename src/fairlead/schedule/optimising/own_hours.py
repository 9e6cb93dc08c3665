"""Small plans whose people keep hours of their own: an exact model of their calendars for CP-SAT.

Every working minute of a task's calendar is a start that can be chosen; its finish follows through a table of
stretches in which it lies a constant time after the start. Work of one calendar is laid out on that calendar's own
working minutes, where it has a fixed length, and is kept apart there; dates and links are on the clock. What isn't
modelled is left out, so that the bound holds: set-ups, the order in which stocks come, and more than two tasks that
share somebody at a time on several calendars.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.bounds.chains import pressed_heads
from fairlead.schedule.bounds.heads import Frame, Tails
from fairlead.schedule.bounds.hours import Hours
from fairlead.schedule.bounds.work import workload
from fairlead.schedule.calendars.spans import common
from fairlead.schedule.codes import CLOCK, LATEST
from fairlead.schedule.critical_path.tables import Indices, Ints
from fairlead.schedule.network import Part
from fairlead.schedule.optimising.model import Activity, ChoiceModel, Chosen, Report
from fairlead.schedule.staffing import Mode, Slot, Staffed

MOST_TASKS = 60
_MOST_STRETCHES = 20_000  # rows of all tables together


class _Piece(NamedTuple):
    """Starts from `low` to `high` (both included), whose finish lies `gap` later and whose work began at `offset`."""

    low: int
    high: int
    gap: int
    offset: int  # moment less working minutes


class Taking(NamedTuple):
    """Somebody who is on a task while a calendar works, if `there`."""

    place: int
    calendar: int
    minutes: int
    units: int
    there: Any


def places_of(staffed: Staffed, frame: Frame) -> Indices | None:
    """Return the unfinished places of a plan that the model can show; None where it can't show them all."""
    places = []
    bound = frame.tails(0).finish  # a gate that nothing waits for may lie beyond the plan's finish
    for t in range(frame.size):
        if frame.state[t] == codes.FINISHED or frame.shape[t] == codes.GATE_FIRST:
            continue
        demand = staffed.demands.get(t)
        busy = demand is not None and bool(demand.modes)
        if frame.state[t] == codes.FIXED:
            if busy:
                return None
            continue
        if frame.pinned[t] or frame.by_expected[t] or frame.splits(t) or (busy and not frame.real[t]):
            return None
        if frame.shape[t] == codes.WORK and any(
            len(parts) != 1 or parts[0].delay or frame.minutes(t, parts[0]) <= 0 for parts in frame.modes[t]
        ):
            return None
        if frame.real[t] or (frame.shape[t] == codes.GATE and bound[t] < LATEST):
            places.append(t)
        elif frame.shape[t] != codes.GATE:
            return None
    return np.array(places, np.int64) if 0 < len(places) <= MOST_TASKS else None


def chosen_exactly(
    staffed: Staffed,
    frame: Frame,
    places: Indices,
    *,
    upper: int,
    time_limit: float,
    known: int = -LATEST,
    hint: Ints | None = None,
    hint_modes: Ints | None = None,
    seed: int = 1,
    report: Report | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Chosen | None:
    """Return the schedule that finishes first and the bound on it, both as moments; None for a model too large.

    Too large are tables beyond a limit, and what can't be written down within `time_limit` (in seconds) or before
    `stopped` says so.

    `upper` is the finish of a schedule that there is, `hint` its starts and `hint_modes` its modes, by place of
    `places`; `known` a moment before which nothing can finish.
    """
    end = time.monotonic() + time_limit
    model = OnTheClock(staffed, frame, places, upper, known, stopped=until(end, stopped))
    if not model.fits:
        return None
    origin = model.origin
    model.hint(None if hint is None else hint - origin, hint_modes)

    def told(best: int | None, bound: int) -> None:
        if report is not None:
            report(None if best is None else best + origin, bound + origin)

    found = model.solved(end - time.monotonic(), seed, told, stopped)
    start = None if found.start is None else found.start + origin
    return replace(found, start=start, lower_bound=found.lower_bound + origin)


class _OutOfTimeError(Exception):
    """There is no time left to write a model."""


def until(end: float, stopped: Callable[[], bool] | None = None) -> Callable[[], bool]:
    """Return what says that a moment of the monotonic clock is over, or that somebody wants to stop."""
    return lambda: time.monotonic() >= end or (stopped is not None and stopped())


class OnTheClock(ChoiceModel):
    """Starts and finishes are minutes of the clock, counted from the first head; work lies in its calendars' stretches.

    `fits` says whether the tables of stretches are small enough, and all has been written before `stopped` said so; the
    model is of no use where not. `tails` are those of a plan whose places have to be done by moments of
    their own; `upper` is then the last of these.
    """

    def __init__(
        self,
        staffed: Staffed,
        frame: Frame,
        places: Indices,
        upper: int,
        known: int,
        tails: Tails | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(staffed, places.tolist())
        self.frame, self.stopped = frame, stopped
        heads = frame.earliest
        self.heads = pressed_heads(frame, workload(frame, heads), heads)
        self.tails = tails or frame.tails(upper)
        self.upper = upper
        self.origin = min(self.heads.start[place] for place in self.places)
        self.horizon = upper - self.origin
        self.takings: dict[int, list[Taking]] = {}
        self.tables: dict[tuple[int, int, int], list[_Piece]] = {}
        self.begun: dict[tuple[int, int], Any] = {}  # place, calendar -> working minutes before the start
        self.common: dict[tuple[int, int], Hours] = {}
        self.following: dict[tuple[int, int], Any] = {}  # place, hours -> the next moment at which they work
        self.resting: dict[
            tuple[int, int], list[list[int]]
        ] = {}  # place, hours -> starts that lie beside them
        self.fits = self._fill_tables() and self._is_built(known)

    def _is_built(self, known: int) -> bool:
        try:
            self.build(min(max(known - self.origin, 0), self.horizon), self.horizon)
        except _OutOfTimeError:
            return False
        return True

    def _go_on(self) -> None:
        """Give up writing the model when somebody says so: its constraints are asked one by one."""
        if self.stopped is not None and self.stopped():
            raise _OutOfTimeError

    def counts(self, i: int) -> bool:
        """Return whether a task counts for the plan's finish; gates and what others do elsewhere don't."""
        return bool(self.frame.real[self.places[i]])

    # Tables of starts and finishes

    def _fill_tables(self) -> bool:
        rows = 0
        for place in self.places:
            if self.frame.shape[place] != codes.WORK:
                continue
            for parts in self.frame.modes[place]:
                key = place, parts[0].calendar, self.frame.minutes(place, parts[0])
                if key not in self.tables:
                    self.tables[key] = list(self._pieces(*key))
                    rows += len(self.tables[key])
                if rows > _MOST_STRETCHES:
                    return False
        return True

    def _pieces(self, place: int, calendar: int, minutes: int) -> Iterator[_Piece]:
        """Yield the stretches of starts inside head and tail, whose finish is in one stretch as well."""
        head, tail = self.heads.start[place], min(self.tails.finish[place], self.upper)
        hours = self.frame.hours(calendar)
        if hours.always:
            if head <= tail - minutes:
                yield _Piece(head, tail - minutes, minutes, 0)
            return
        starts, cum = hours.starts.tolist(), hours.cum.tolist()
        first, last = hours.before(head), hours.before(tail) - minutes
        if first > last:
            return
        # Working minutes at which the start or the finish moves on to the next span.
        marks = {first, last + 1}
        marks |= {c for c in cum if first < c <= last} | {
            c - minutes + 1 for c in cum if first < c - minutes + 1 <= last
        }
        ordered = sorted(marks)
        for low, beyond in pairwise(ordered):
            i = int(np.searchsorted(hours.cum, low, side="right")) - 1
            k = int(np.searchsorted(hours.cum, low + minutes, side="left")) - 1
            offset, done = starts[i] - cum[i], starts[k] - cum[k]
            high = beyond - 1 + offset
            yield _Piece(low + offset, high, done + minutes - offset, offset)
            # What a link or a date holds in closed hours is done in the first minute of the next open ones.
            ends_a_span = beyond - 1 + minutes == cum[k + 1] and k + 1 < len(starts)
            if ends_a_span and self.frame.may_finish_later[place]:
                yield _Piece(high, high, starts[k + 1] - high, offset)

    # Activities

    def activity(self, i: int) -> Activity:
        """Return a task's variables, tied to each other by the tables of its ways."""
        self._go_on()
        model, t = self.model, self.places[i]
        low = min(self.heads.start[t] - self.origin, self.horizon)
        start = model.new_int_var(low, self.horizon, f"t{i}.start")
        if self.frame.shape[t] != codes.WORK:
            return Activity(start, start)
        demand, ways = self.demands[i], self.frame.modes[t]
        end = model.new_int_var(low, self.horizon, f"t{i}.end")
        row = Activity(start, end)
        self.take_modes(row, len(demand.modes) if demand is not None else 0, f"t{i}")
        self._laid(t, row, [(parts[0].calendar, self.frame.minutes(t, parts[0])) for parts in ways])
        for m, mode in enumerate(demand.modes if demand is not None else ()):
            for k, slot in enumerate(mode.slots):
                self.fill(row, m, k, slot, self._taking(t, mode, ways[m][0], slot))
        return row

    def _laid(self, t: int, row: Activity, ways: Sequence[tuple[int, int]]) -> None:
        """Tie start and finish by the tables of the ways; one stretch is chosen, of the way that is taken."""
        chosen: list[tuple[_Piece, Any, int]] = []
        for way in dict.fromkeys(ways):
            own = [(p, self.model.new_bool_var(""), way[0]) for p in self.tables[(t, *way)]]
            chosen += own
            taken = [row.taken[m] for m, each in enumerate(ways) if each == way] if row.taken else [1]
            self.model.add(sum(x for _, x, _ in own) == sum(taken))
        origin = self.origin
        self.model.add(row.start >= sum((p.low - origin) * x for p, x, _ in chosen))
        self.model.add(row.start <= sum((p.high - origin) * x for p, x, _ in chosen))
        self.model.add(row.end == row.start + sum(p.gap * x for p, x, _ in chosen))
        for calendar in {c for c, _ in ways}:
            self._begun_on(t, row, calendar, chosen)

    def _begun_on(
        self, t: int, row: Activity, calendar: int, chosen: Sequence[tuple[_Piece, Any, int]]
    ) -> None:
        """Count the start in working minutes of a calendar, from the first one that any task can have."""
        if calendar == CLOCK:
            self.begun[t, calendar] = row.start
            return
        base = self.frame.hours(calendar).before(self.origin)
        begun = self.model.new_int_var(0, self.frame.hours(calendar).before(self.upper) - base + 1, "")
        self.begun[t, calendar] = begun
        alone = all(c == calendar for _, _, c in chosen)
        if alone:
            self.model.add(
                begun == row.start - sum((p.offset + base - self.origin) * x for p, x, _ in chosen)
            )
            return
        for p, x, c in chosen:
            if c == calendar:
                self.model.add(begun == row.start - (p.offset + base - self.origin)).only_enforce_if(x)

    def _taking(self, t: int, mode: Mode, part: Part, slot: Slot) -> Callable[[int, int, Any], None]:
        """Return what notes that somebody may be on a task: while its calendar works, or all the time it lasts."""
        limit = any(self.staffed.resources[r].kind == "limit" for r in slot.eligible)
        held = slot.part < 0 or not mode.parts or limit
        calendar, minutes = CLOCK if held else part.calendar, self.frame.minutes(t, part)

        def take(r: int, units: int, there: Any) -> None:
            self.takings.setdefault(r, []).append(Taking(t, calendar, minutes, units, there))

        return take

    # What holds between them

    def add_links(self) -> None:
        """Keep links, whose lags may go by any calendar."""
        for before, links in enumerate(self.frame.links_out()):
            for after, kind, calendar, lag in links:
                if before not in self.number or after not in self.number:
                    continue
                one, other = self.rows[self.number[before]], self.rows[self.number[after]]
                self._go_on()
                source = one.end if kind in (codes.FS, codes.FF) else one.start
                target = other.end if kind in (codes.FF, codes.SF) else other.start
                if lag and calendar != CLOCK:
                    self._lagged(source, target, self.frame.hours(calendar), lag)
                else:
                    self.model.add(target >= source + lag)

    def _lagged(self, source: Any, target: Any, hours: Hours, lag: int) -> None:
        """Keep at least `lag` working minutes of a calendar between two moments: by stretches of the first."""
        if hours.always:
            self.model.add(target >= source + lag)
            return
        low, high = hours.before(self.origin), hours.before(self.upper)
        marks = {low, high + 1} | {c + d for c in hours.cum.tolist() for d in (0, 1, -lag, 1 - lag)
                                   if low < c + d <= high}  # fmt: skip
        ordered = sorted(marks)
        chosen = []
        for begin, beyond in pairwise(ordered):
            earliest, latest = hours.first(begin), hours.latest(beyond - 1)
            least = hours.first(begin + lag)
            if least >= LATEST:
                continue  # beyond all calendars: no schedule is there
            x = self.model.new_bool_var("")
            chosen.append(x)
            self.model.add(source >= max(earliest - self.origin, 0)).only_enforce_if(x)
            self.model.add(source <= max(latest - self.origin, 0)).only_enforce_if(x)
            self.model.add(target >= max(least - self.origin, 0)).only_enforce_if(x)
            # Inside one stretch of both, each minute of the first moves the second by one.
            further = beyond - 1 - begin
            if further == latest - earliest == hours.first(beyond - 1 + lag) - least:
                self.model.add(target >= source + (least - earliest)).only_enforce_if(x)
        self.model.add_exactly_one(chosen)

    def add_capacities(self) -> None:
        """Keep everybody's work apart: on each calendar by its own minutes, between calendars two by two."""
        for r, takings in self.takings.items():
            capacity = self.staffed.resources[r].capacity
            for each in takings:
                if each.units > capacity:
                    self.model.add(each.there == 0)
            for calendar in {each.calendar for each in takings}:
                own = [each for each in takings if each.calendar == calendar]
                intervals = [self._interval(each) for each in own]
                self.share_out(intervals, [each.units for each in own], capacity)
            for one, other in combinations(takings, 2):
                apart = one.calendar != other.calendar and one.place != other.place
                if (
                    apart
                    and one.units + other.units > capacity
                    and not self.are_in_order(one.place, other.place)
                ):
                    self._in_turn(one, other)

    def are_in_order(self, one: int, other: int) -> bool:
        """Tell whether links, or heads and tails, let one of two tasks begin only after the other's end anyway."""
        return any(
            self.followers[a] >> b & 1 or self.tails.finish[a] <= self.heads.start[b]
            for a, b in ((one, other), (other, one))
        )

    @cached_property
    def followers(self) -> list[int]:
        """The places that begin after each one's end, by links between modelled places: a bit for each."""
        links, found = self.frame.links_out(), [0] * self.frame.size
        for t in range(self.frame.size - 1, -1, -1):
            for after, kind, _, lag in links[t] if t in self.number else ():
                if kind == codes.FS and lag >= 0 and after in self.number:
                    found[t] |= found[after] | 1 << after
        return found

    def _interval(self, each: Taking) -> Any:
        row = self.rows[self.number[each.place]]
        if each.calendar == CLOCK:
            size = self.model.new_int_var(0, self.horizon, "")
            return self.model.new_optional_interval_var(row.start, size, row.end, each.there, "")
        begun = self.begun[each.place, each.calendar]
        return self.model.new_optional_fixed_size_interval_var(begun, each.minutes, each.there, "")

    def _in_turn(self, one: Taking, other: Taking) -> None:
        """Let one of two tasks that need the same person follow the other, or lie where the other's calendar rests.

        They are in each other's way in the minutes that both calendars work. Those of each task follow one another, so
        that two tasks have none in common if and only if one has none at all, or the one ends before the first of them
        from the other's start on.
        """
        self._go_on()
        both = self._common(one.calendar, other.calendar)
        if not both.always and not len(both.starts):
            return
        first, second = self.rows[self.number[one.place]], self.rows[self.number[other.place]]
        before, after = self.model.new_bool_var(""), self.model.new_bool_var("")
        self.model.add(first.end <= self._next_work(other, both)).only_enforce_if(before)
        self.model.add(second.end <= self._next_work(one, both)).only_enforce_if(after)
        ways = [before, after]
        for taking, row in ((one, first), (other, second)):
            resting = self._resting(taking, both)
            if resting:
                beside = self.model.new_bool_var("")
                domain = self.cp.Domain.from_intervals(resting)
                self.model.add_linear_expression_in_domain(row.start, domain).only_enforce_if(beside)
                ways.append(beside)
        self.model.add_bool_or([*ways, ~one.there, ~other.there])

    def _common(self, one: int, other: int) -> Hours:
        """Return the time in which two calendars work."""
        if CLOCK in (one, other):
            return self.frame.hours(one if other == CLOCK else other)
        key = min(one, other), max(one, other)
        if key not in self.common:
            a, b = (self.frame.hours(calendar) for calendar in key)
            several = [each for each in (a, b) if not each.always]
            if len(several) < 2:
                self.common[key] = several[0] if several else a
            else:
                self.common[key] = Hours(common((a.starts, a.ends), (b.starts, b.ends)))
        return self.common[key]

    def _next_work(self, taking: Taking, hours: Hours) -> Any:
        """Return the first moment from a task's start on at which these hours work."""
        start = self.rows[self.number[taking.place]].start
        if hours.always:
            return start
        key = taking.place, id(hours)
        if key in self.following:
            return self.following[key]
        following = self.model.new_int_var(0, self.horizon + 1, "")
        self.following[key] = following
        # In each stretch from the end of one span of these hours to the end of the next they work from `then` on, or
        # from the start itself where that comes later.
        low, high = self.heads.start[taking.place], min(self.tails.start[taking.place], self.upper)
        first = int(np.searchsorted(hours.ends, low, side="right"))
        beyond = max(int(np.searchsorted(hours.ends, high, side="right")), first)
        ends = [low, *hours.ends[first:beyond].tolist(), high + 1]
        then = [*hours.starts[first : beyond + 1].tolist(), LATEST][: len(ends) - 1]
        chosen = [self.model.new_bool_var("") for _ in then]
        self.model.add_exactly_one(chosen)
        origin = self.origin
        self.model.add(start >= sum((m - origin) * x for m, x in zip(ends, chosen, strict=False)))
        self.model.add(start <= sum((m - 1 - origin) * x for m, x in zip(ends[1:], chosen, strict=True)))
        work = sum(
            (min(m, self.upper + 1) - origin) * x for m, x in zip(then, chosen, strict=True) if m > low
        )
        self.model.add_max_equality(following, [start, work])
        return following

    def _resting(self, taking: Taking, hours: Hours) -> list[list[int]]:
        """Return the starts of a task, in any of its ways, with which its span has no minute of these hours."""
        key = taking.place, id(hours)
        if key not in self.resting:
            self.resting[key] = [] if hours.always else list(self._beside(taking.place, hours))
        return self.resting[key]

    def _beside(self, place: int, hours: Hours) -> Iterator[list[int]]:
        pieces = [p for key, ways in self.tables.items() if key[0] == place for p in ways]
        shut_from, shut_until = np.append(-LATEST, hours.ends), np.append(hours.starts, LATEST)
        # Closed hours are in order, so those that the task can lie in stand side by side.
        first = np.searchsorted(shut_until, [p.low + p.gap for p in pieces]).tolist()
        beyond = np.searchsorted(shut_from, [p.high for p in pieces], side="right").tolist()
        begins, ends = shut_from.tolist(), shut_until.tolist()
        for p, i, k in zip(pieces, first, beyond, strict=True):
            for begin, end in zip(begins[i:k], ends[i:k], strict=True):
                low, high = max(p.low, begin), min(p.high, end - p.gap)
                if low <= high:
                    yield [low - self.origin, high - self.origin]


__all__ = ["MOST_TASKS", "OnTheClock", "Taking", "chosen_exactly", "places_of", "until"]
