"""What binds each task's date, from a task back to the plan's start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.bounds import early_bound, late_bound, link_counts
from fairlead.schedule.critical_path.working import finish_not_before, start_reading, subtract_on
from fairlead.schedule.why.answer import Binding
from fairlead.schedule.why.reading import Reading

_AFTER_ALL = 1 << 50


@dataclass(frozen=True, slots=True)
class Bond:
    """What binds the task at `place`: the kind, the moment it asks for, and the place it comes from, -1 for none.

    `link` is the network's row of the plan's link, -1 without one; `last` the row that reaches the task itself, which
    differs where summaries lie between (`through`, their ids). `holder` is whose constraint it is.
    """

    place: int
    kind: Binding
    moment: int
    source: int = -1
    link: int = -1
    last: int = -1
    through: tuple[str, ...] = ()
    holder: str | None = None

    def key(self, reading: Reading) -> tuple[str, str, str | None, str | None]:
        """Return what makes it the same bond in another schedule of the plan."""
        source = reading.id_of(self.source) if self.source >= 0 else None
        return reading.id_of(self.place), self.kind, source, self.holder


def chain(reading: Reading, place: int) -> Iterator[Bond]:
    """Yield what binds a task, what binds that, and so on, until nothing comes before."""
    seen = {place}
    while place >= 0:
        bond = bond_of(reading, place)
        yield bond
        if bond.source in seen:
            return
        place = bond.source
        seen.add(place)


def bond_of(reading: Reading, place: int) -> Bond:
    """Return what binds the task at a place."""
    state = reading.state(place)
    if state == codes.FINISHED:
        return _of_finished(reading, place)
    if reading.compiled.options.from_finish and state == codes.PLANNED:
        return _from_behind(reading, place)
    if _is_late(reading, place):
        return _as_late_as_possible(reading, place)
    return _by_driver(reading, place)


def _by_driver(reading: Reading, place: int) -> Bond:
    driver, begin = reading.found(place, at.DRIVER), reading.found(place, at.GO_ON)
    match driver:
        case codes.BY_LINK:
            return _along_link(reading, place, reading.found(place, at.DRIVER_LINK))
        case codes.BY_CONSTRAINT:
            return _by_constraint(reading, place, place, ())
        case codes.BY_PROGRESS:
            resumed = reading.fact(place, at.RESUME)
            begun = reading.fact(place, at.ACTUAL_START)
            return Bond(place, "progress", resumed if resumed is not None else begun or begin)
        case codes.BY_STATUS_DATE:
            return Bond(place, "status date", int(reading.network.rules[at.STATUS_DATE]))
        case codes.BY_HAND:
            return Bond(place, "by hand", begin)
        case codes.BY_DELAY:
            return _delayed(reading, place)
        case codes.BY_ALAP:
            return _as_late_as_possible(reading, place)
        case codes.BY_EXPECTED:
            return Bond(place, "expected finish", reading.found(place, at.FINISH))
        case codes.BY_MAX_LAG:
            return _held_together(reading, place)
        case _:
            return Bond(place, "plan start", int(reading.network.rules[at.PLAN_START]))


def _of_finished(reading: Reading, place: int) -> Bond:
    finish = reading.fact(place, at.ACTUAL_FINISH)
    return Bond(place, "done", reading.found(place, at.FINISH) if finish is None else finish)


# Links, through the gates of summaries


def _along_link(reading: Reading, place: int, last: int) -> Bond:
    row, named = last, -1
    through: list[str] = []
    moment = early_bound(reading.net, last)
    while True:
        named = row if named < 0 and reading.link(row) is not None else named
        source = int(reading.net.links[row, at.BEFORE])
        if not reading.is_gate(source):
            return Bond(place, "link", moment, source, named, last, _without(through, reading, place, source))
        through.append(reading.id_of(source))
        if reading.found(source, at.DRIVER) != codes.BY_LINK:
            return _at_gate(reading, place, source, tuple(through))
        row = reading.found(source, at.DRIVER_LINK)


def _without(through: list[str], reading: Reading, place: int, source: int) -> tuple[str, ...]:
    ends = {reading.id_of(place), reading.id_of(source)}
    return tuple(dict.fromkeys(each for each in through if each not in ends))


def _at_gate(reading: Reading, place: int, gate: int, through: tuple[str, ...]) -> Bond:
    """A summary's own constraint holds what is below it; a gate that nothing holds opens with the plan."""
    if reading.found(gate, at.DRIVER) == codes.BY_CONSTRAINT:
        return _by_constraint(reading, place, gate, through)
    if reading.found(gate, at.DRIVER) == codes.BY_STATUS_DATE:
        return Bond(place, "status date", int(reading.network.rules[at.STATUS_DATE]))
    return Bond(place, "plan start", int(reading.network.rules[at.PLAN_START]))


# Dates that people asked for

_STARTS = (codes.START_FROM, codes.START_ON, codes.START_BY, codes.MANDATORY_START)


def _by_constraint(reading: Reading, place: int, holder: int, through: tuple[str, ...]) -> Bond:
    id = reading.id_of(holder)
    moment = _date_kept(reading, holder)
    if id in reading.compiled.plan.decisions:
        return Bond(place, "decision", moment, holder=id)
    if reading.network.row_of[place] not in reading.ids and not reading.is_gate(place) and holder == place:
        return Bond(place, "rhythm", moment, holder=id)
    return Bond(place, "constraint", moment, through=through, holder=id)


def _date_kept(reading: Reading, place: int) -> int:
    """Return the date of the constraint that the task lies on; of two the later where neither fits exactly."""
    dates = []
    for column in (at.CONSTRAINT, at.CONSTRAINT_2):
        kind, date = reading.fact(place, column), reading.fact(place, column + 1)
        if kind and date is not None:
            if _fits(reading, place, kind, date):
                return date
            dates.append(date)
    return max(dates, default=reading.found(place, at.START))


def _fits(reading: Reading, place: int, kind: int, date: int) -> bool:
    if kind in _STARTS:
        return bool(start_reading(reading.net, place, date) == reading.found(place, at.START))
    return bool(finish_not_before(reading.net, place, date) == reading.found(place, at.FINISH))


def _delayed(reading: Reading, place: int) -> Bond:
    """Return a levelling delay, with the link that would bind the task without it."""
    net, best, source, link = reading.net, -_AFTER_ALL, -1, -1
    for row in range(int(net.tasks[place, at.INTO]), int(net.tasks[place + 1, at.INTO])):
        if link_counts(net, row) and not reading.is_gate(int(net.links[row, at.BEFORE])):
            moment = int(early_bound(net, row))
            if moment > best:
                best, source, link = moment, int(net.links[row, at.BEFORE]), row
    since = reading.found(place, at.GO_ON) - (reading.fact(place, at.DELAY) or 0)
    return Bond(place, "delay", since, source, link)


# What lies ahead: as late as possible, maximum lags, schedules from the finish


def _is_late(reading: Reading, place: int) -> bool:
    return bool(reading.fact(place, at.LATE_AS_POSSIBLE)) and int(reading.path.start[place]) != reading.found(
        place, at.START
    )


def _as_late_as_possible(reading: Reading, place: int) -> Bond:
    """Of the successors the one that leaves the least room."""
    net, nearest, source, link = reading.net, _AFTER_ALL, -1, -1
    for i in range(int(net.tasks[place, at.OUT_OF]), int(net.tasks[place + 1, at.OUT_OF])):
        row = int(net.by_predecessor[i])
        after, kind = int(net.links[row, at.AFTER]), int(net.links[row, at.KIND])
        if reading.is_gate(after):
            continue
        begins = kind in (codes.FS, codes.SS)
        moment = int(reading.path.start[after] if begins else reading.path.finish[after])
        moment = int(
            subtract_on(net, int(net.links[row, at.LAG_CALENDAR]), moment, int(net.links[row, at.LAG]))
        )
        if moment < nearest:
            nearest, source, link = moment, after, row
    if source < 0:
        return Bond(place, "as late as possible", reading.path.plan_finish)
    return Bond(place, "as late as possible", nearest, source, link)


def _held_together(reading: Reading, place: int) -> Bond:
    """Of the links with a maximum lag out of a task the one whose successor starts last."""
    links = reading.net.links
    held = [row for row, _ in reading.network.max_lags if int(links[row, at.BEFORE]) == place]
    row = max(held, key=lambda each: reading.found(int(links[each, at.AFTER]), at.START))
    return Bond(place, "maximum lag", reading.found(place, at.START), int(links[row, at.AFTER]), row)


def _from_behind(reading: Reading, place: int) -> Bond:
    """In a plan scheduled from its finish, what comes after binds what comes before."""
    row = reading.found(place, at.LATE_LINK)
    if row < 0:
        return Bond(place, "plan finish", reading.path.plan_finish)
    moment, named = int(late_bound(reading.net, row)), -1
    through: list[str] = []
    while True:
        named = row if named < 0 and reading.link(row) is not None else named
        source = int(reading.net.links[row, at.AFTER])
        if not reading.is_gate(source):
            return Bond(place, "link", moment, source, named, row, _without(through, reading, place, source))
        through.append(reading.id_of(source))
        row = reading.found(source, at.LATE_LINK)
        if row < 0:
            return Bond(place, "plan finish", reading.path.plan_finish, through=tuple(through))
