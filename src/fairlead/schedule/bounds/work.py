"""What each task asks of people and things at the least: minutes on calendars, and of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.bounds.heads import Frame, Heads
from fairlead.schedule.bounds.hours import Hours, united
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.network import Part
from fairlead.schedule.staffing import Mode, Slot, Staffed

Group = tuple[int, ...]
"""Resources any of which can fill a place, by number, rising."""


class Ask(NamedTuple):
    """So many units of somebody of a group, while a piece is worked on."""

    group: Group
    units: int


class Piece(NamedTuple):
    """Minutes of work on one calendar, in one go by that calendar (`whole`) or as it comes."""

    calendar: int
    minutes: int
    asks: tuple[Ask, ...]
    whole: bool


class Job(NamedTuple):
    """The least that a task asks for, in each way of doing it; pieces of one way are done side by side."""

    place: int
    modes: tuple[tuple[Piece, ...], ...]


class Workload(NamedTuple):
    """All jobs, and for every resource that they ask for its capacity and the hours in which they can use it.

    Those hours are the union of the calendars of all pieces that it could work on, whatever its own are: work that
    ignores somebody's hours is then counted against no less than the time it can take.
    """

    jobs: tuple[Job, ...]
    capacity: dict[int, int]
    hours: dict[int, Hours]

    def groups(self) -> list[Group]:
        """Return all the groups that jobs ask for, each once, and the unions of those that overlap."""
        asked = list(dict.fromkeys(ask.group for ask in _asks(self.jobs)))
        found = dict.fromkeys(asked)
        for one, other in combinations(asked, 2):
            if len(found) >= _MOST_GROUPS:
                break
            if set(one) & set(other):
                found[tuple(sorted({*one, *other}))] = None
        for joined in _connected(asked):
            found[joined] = None
        return list(found)


_MOST_GROUPS = 60


def workload(frame: Frame, heads: Heads) -> Workload:
    """Return what is asked of people and things by all that is still to be done.

    Left out, so that nothing is asked too much: finished tasks and those with dates set by hand or held by force, which
    may lie where there is no room; tasks that go by an expected finish; tasks that ask for more than there is; of work
    begun all that is done. Work around the clock counts only on those who do nothing else: of somebody with hours of
    their own nobody can say how much of them it takes.
    """
    jobs = [job for t in frame.staffed.demands if (job := _job(frame, heads, t)) is not None]
    shifts: dict[int, set[int]] = {}
    for piece in _pieces(jobs):
        for ask in piece.asks:
            for r in ask.group:
                shifts.setdefault(r, set()).add(piece.calendar)
    mixed = {r for r, calendars in shifts.items() if CLOCK in calendars and len(calendars) > 1}
    kept = tuple(job for each in jobs if (job := _without(each, mixed)) is not None)
    hours = {
        r: united(frame.hours(c) for c in sorted(calendars - {CLOCK} if r in mixed else calendars))
        for r, calendars in shifts.items()
    }
    return Workload(kept, {r: frame.staffed.resources[r].capacity for r in shifts}, hours)


def least_span(hours: Hours, minutes: int, axis: Hours, first: int) -> int:
    """Return the least time on `axis` from start to finish of work on `hours` begun at or after `first`.

    `axis` works whenever `hours` do (the clock does). Start and finish move at the same pace along both until one of
    them crosses closed hours, so that the starts and ends of spans, as either, are all that has to be tried.
    """
    if hours.always or minutes <= 0:
        return max(minutes, 0)
    low, high = hours.before(first), int(hours.cum[-1]) - minutes
    if high < low:
        return minutes
    near = np.concatenate([hours.cum, hours.cum + 1, hours.cum - minutes, hours.cum - minutes + 1])
    begun = np.append(np.clip(near, low, high), (low, high))
    i = np.minimum(np.searchsorted(hours.cum, begun, side="right") - 1, len(hours.starts) - 1)
    starts = hours.starts[i] + begun - hours.cum[i]
    k = np.searchsorted(hours.cum, begun + minutes, side="left") - 1
    finishes = hours.starts[k] + begun + minutes - hours.cum[k]
    return int((axis.before_each(finishes) - axis.before_each(starts)).min())


def _job(frame: Frame, heads: Heads, t: int) -> Job | None:
    demand, staffed = frame.staffed.demands[t], frame.staffed
    if not demand.modes or frame.pinned[t] or frame.by_expected[t] or not frame.real[t]:
        return None
    if any(_is_too_much(mode, staffed) for mode in demand.modes):
        return None
    modes = [
        tuple(_pieces_of(frame, heads, t, mode, parts))
        for mode, parts in zip(demand.modes, frame.modes[t], strict=True)
    ]
    return Job(t, tuple(modes)) if all(modes) else None


def _is_too_much(mode: Mode, staffed: Staffed) -> bool:
    """Return whether a way asks for more at a time than there is of those who could do it."""
    for part in {slot.part for slot in mode.slots}:
        slots = [slot for slot in mode.slots if slot.part == part]
        for count in range(1, min(len(slots), 3) + 1):
            for some in combinations(slots, count):
                those = {r for slot in some for r in slot.eligible}
                if _asked(some) > sum(staffed.resources[r].capacity for r in those):
                    return True
        if _asked(slots) > sum(staffed.resources[r].capacity for r in {r for s in slots for r in s.eligible}):
            return True
    return False


def _asked(slots: Iterable[Slot]) -> int:
    return sum(slot.count * slot.units for slot in slots)


def _pieces_of(frame: Frame, heads: Heads, t: int, mode: Mode, parts: tuple[Part, ...]) -> Iterator[Piece]:
    """Yield the pieces of one way; nothing where it asks for nobody."""
    splits = frame.splits(t)
    held = [slot for slot in mode.slots if slot.part < 0 or not mode.parts or _is_limit(frame.staffed, slot)]
    for number, part in enumerate(parts):
        slots = [slot for slot in mode.slots if slot.part == number and slot not in held]
        # What is left of begun work is said without its delay.
        begun = frame.state[t] == codes.STARTED
        minutes = part.remaining if begun else max(part.minutes - part.delay, 0)
        if slots and minutes:
            yield Piece(part.calendar, minutes, _merged(slots), not splits and not part.delay)
    if held:
        span = 0
        for part in parts if frame.shape[t] == codes.WORK else ():
            minutes, hours = frame.minutes(t, part), frame.hours(part.calendar)
            # Interrupted work may let go at night as well.
            least = (
                minutes - part.delay if splits else least_span(hours, minutes, Hours(None), heads.start[t])
            )
            span = max(span, least)
        if span > 0:
            yield Piece(CLOCK, span, _merged(held), not splits)


def _is_limit(staffed: Staffed, slot: Slot) -> bool:
    return any(staffed.resources[r].kind == "limit" for r in slot.eligible)


def _merged(slots: list[Slot]) -> tuple[Ask, ...]:
    units: dict[Group, int] = {}
    for slot in slots:
        group = tuple(sorted(set(slot.eligible)))
        units[group] = units.get(group, 0) + slot.count * slot.units
    return tuple(Ask(group, amount) for group, amount in units.items() if group and amount > 0)


def _without(job: Job, mixed: set[int]) -> Job | None:
    """Return a job without what it asks around the clock of those who do other work as well."""
    modes = []
    for mode in job.modes:
        pieces = []
        for piece in mode:
            asks = piece.asks
            if piece.calendar == CLOCK:
                asks = tuple(ask for ask in asks if not mixed.intersection(ask.group))
            if asks:
                pieces.append(piece._replace(asks=asks))
        modes.append(tuple(pieces))
    return Job(job.place, tuple(modes)) if all(modes) else None


def _pieces(jobs: Iterable[Job]) -> Iterator[Piece]:
    return (piece for job in jobs for mode in job.modes for piece in mode)


def _asks(jobs: Iterable[Job]) -> Iterator[Ask]:
    return (ask for piece in _pieces(jobs) for ask in piece.asks)


def _connected(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield the unions of groups that hang together, over however many steps."""
    parts: list[set[int]] = []
    for group in groups:
        joined = set(group)
        apart = []
        for part in parts:
            if part & joined:
                joined |= part
            else:
                apart.append(part)
        parts = [*apart, joined]
    yield from (tuple(sorted(part)) for part in parts)


__all__ = ["Ask", "Group", "Job", "Piece", "Workload", "least_span", "workload"]
