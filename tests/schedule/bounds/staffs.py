"""Small staffed plans written by hand, and a slow scheduler that tries every order in every mode."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import permutations, product
from types import MappingProxyType
from typing import Any, NamedTuple, cast

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.axis import Axis, Units
from fairlead.schedule.calendars.calendar import Calendar, CalendarSet
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path.tables import CalendarArrays
from fairlead.schedule.network import Draft, Part, compile_network
from fairlead.schedule.options import PRESETS
from fairlead.schedule.staffing import FULL, Demand, Mode, Resource, Slot, Staffed

HOUR, DAY = 60, 1440
MONDAY = 20_822 * DAY  # 2027-01-04
WEEKS = 12
FS, SS, FF, SF = codes.FS, codes.SS, codes.FF, codes.SF


class Person(NamedTuple):
    """Shifts in hours of the day, on which days of the week, and days away counted from Monday the first."""

    shifts: tuple[tuple[int, int], ...] = ((8, 16),)
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    away: tuple[int, ...] = ()

    def calendar(self) -> Calendar:
        spans = [
            (MONDAY + day * DAY + a * HOUR, MONDAY + day * DAY + b * HOUR)
            for day in range(WEEKS * 7)
            if day % 7 in self.days and day not in self.away
            for a, b in self.shifts
        ]
        starts, ends = np.array(spans, np.int64).T
        return Calendar.of((starts, ends), (MONDAY, MONDAY + WEEKS * 7 * DAY))


class Way(NamedTuple):
    """Minutes of one person for a share of their time; or of one of several with the same hours."""

    minutes: int
    who: tuple[int, ...]
    units: int = FULL
    limit: int | None = None  # a limit that is held as well, by its number after the people


class Chore(NamedTuple):
    ways: tuple[Way, ...]
    facts: Mapping[str, int] = MappingProxyType({})
    remaining: int | None = None
    may_split: bool = False


class Tie(NamedTuple):
    before: int
    after: int
    kind: int = FS
    lag: int = 0
    calendar: int = CLOCK  # CLOCK, or the person whose hours count


def at(day: int, hour: int, minute: int = 0) -> int:
    """Return a moment, days counted from Monday the first."""
    return MONDAY + day * DAY + hour * HOUR + minute


def a_staff(
    people: Sequence[Person],
    chores: Sequence[Chore],
    ties: Sequence[Tie] = (),
    limits: int = 0,
    splitting: bool = False,
) -> Staffed:
    """Return a staffed plan from Monday 00:00 on; people are `p0`, `p1`…, tasks `t0`, `t1`…"""
    stored = CalendarSet.of([person.calendar() for person in people])
    rows = [int(row) for row in stored.rows]
    draft = Draft(
        CalendarArrays(stored.starts, stored.ends, stored.cum, stored.bounds), PRESETS["fairlead"], MONDAY
    )
    demands: dict[int, Demand] = {}
    for number, chore in enumerate(chores):
        modes = tuple(_mode(way, rows, len(people), chore.remaining) for way in chore.ways)
        first = modes[0].parts[0]
        draft.task(first.minutes, first.calendar, -1, None, modes[0].parts, **chore.facts)
        demands[number] = Demand(modes, may_split=chore.may_split)
    for tie in ties:
        calendar = CLOCK if tie.calendar == CLOCK else rows[tie.calendar]
        draft.link(tie.before, tie.after, tie.kind, tie.lag, codes.LAG_WORKING, calendar)
    network = compile_network(draft)
    resources = [Resource(f"p{i}", f"P{i}", "person", FULL, rows[i]) for i in range(len(people))] + [
        Resource(f"l{i}", f"L{i}", "limit", 1, CLOCK) for i in range(limits)
    ]
    return Staffed(
        _compiled(network, len(chores)),
        tuple(resources),
        {int(network.place_of[number]): demand for number, demand in demands.items()},
        splitting=splitting,
    )


def _mode(way: Way, rows: list[int], people: int, remaining: int | None) -> Mode:
    left = way.minutes if remaining is None else remaining
    slots = [Slot(way.who, 1, way.units)]
    if way.limit is not None:
        slots.append(Slot((people + way.limit,), 1, 1, 0, -1))
    return Mode(way.minutes, (Part(rows[way.who[0]], way.minutes, left),), tuple(slots))


class _Compiled(NamedTuple):
    """As much of a compiled plan as bounds read."""

    network: Any
    row_of: dict[str, int]
    axis: Axis = Axis()
    units: Units = Units()


def _compiled(network: Any, count: int) -> Any:
    return cast(Any, _Compiled(network, {f"t{number}": number for number in range(count)}))


# The slow scheduler: every order in every mode, on lists of single minutes, nothing shared with the package


class Done(NamedTuple):
    """Where a task lies: start, finish, whose minutes it takes, and which of them, by number."""

    start: int
    finish: int
    person: int
    first: int
    last: int
    way: Way


def best_finish(people: Sequence[Person], chores: Sequence[Chore], ties: Sequence[Tie] = ()) -> int:
    """Return the earliest finish over all orders, all modes and all choices of people.

    Each task in turn starts at the first minute at which everything is free; links point to tasks later in the order.
    """
    worked = [_minutes(person) for person in people]
    choices = [[(way, person) for way in chore.ways for person in way.who] for chore in chores]
    finishes = [
        max(one.finish for one in _laid(order, chosen, chores, ties, worked).values())
        for order in permutations(range(len(chores)))
        if all(order.index(tie.before) < order.index(tie.after) for tie in ties)
        for chosen in product(*choices)
    ]
    return min(finishes)


def _minutes(person: Person) -> list[int]:
    return [
        MONDAY + day * DAY + minute
        for day in range(WEEKS * 7)
        if day % 7 in person.days and day not in person.away
        for a, b in person.shifts
        for minute in range(a * HOUR, b * HOUR)
    ]


def _laid(
    order: Sequence[int],
    chosen: Sequence[tuple[Way, int]],
    chores: Sequence[Chore],
    ties: Sequence[Tie],
    worked: list[list[int]],
) -> dict[int, Done]:
    done: dict[int, Done] = {}
    for task in order:
        way, person = chosen[task]
        length = way.minutes if chores[task].remaining is None else chores[task].remaining or 0
        hours = worked[person]
        from_start, from_finish = MONDAY, MONDAY
        for tie in (tie for tie in ties if tie.after == task):
            moment = _lagged(done[tie.before], tie, worked)
            if tie.kind in (FS, SS):
                from_start = max(from_start, moment)
            else:
                from_finish = max(from_finish, moment)
        if chores[task].facts.get("constraint") == codes.START_FROM:
            from_start = max(from_start, chores[task].facts["constraint_date"])
        first = max(bisect_left(hours, from_start), bisect_left(hours, from_finish - 1) + 1 - length)
        # Only where something ends can a task that didn't fit before fit from there on.
        ends = [bisect_left(hours, one.finish) for one in done.values()]
        for i in sorted({first, *(end for end in ends if end > first)}):
            one = Done(hours[i], hours[i + length - 1] + 1, person, i, i + length, way)
            if one.finish >= from_finish and _fits(one, list(done.values())):
                done[task] = one
                break
    return done


def _lagged(before: Done, tie: Tie, worked: list[list[int]]) -> int:
    moment = before.finish if tie.kind in (FS, FF) else before.start
    if tie.calendar == CLOCK or not tie.lag:
        return moment + tie.lag
    hours = worked[tie.calendar]
    return hours[bisect_left(hours, moment) + tie.lag - 1] + 1


def _fits(one: Done, done: list[Done]) -> bool:
    way = one.way
    for other in done:
        together = other.start < one.finish and one.start < other.finish
        if way.limit is not None and other.way.limit == way.limit and together:
            return False
    same = [each for each in done if each.person == one.person]
    moments = {one.first, *(each.first for each in same if one.first < each.first < one.last)}
    return all(
        way.units + sum(each.way.units for each in same if each.first <= i < each.last) <= FULL
        for i in moments
    )
