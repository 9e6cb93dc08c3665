"""Which calendar each piece of work goes by, and all of them in one table for the kernels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.entities.people import Available
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.schedule.axis import Units
from fairlead.schedule.calendars import Calendar, CalendarSet
from fairlead.schedule.calendars.algebra import intersection, union
from fairlead.schedule.calendars.from_plan import PlanCalendars
from fairlead.schedule.calendars.spec import WorkingTime, always
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import CalendarArrays
from fairlead.schedule.overtime import OvertimeHours
from fairlead.schedule.own_hours import OwnHours

if TYPE_CHECKING:
    from fairlead.schedule.network import Network

_WITH_HOURS = ("person", "equipment", "supplier", "candidate")


class HoursTable:
    """Every calendar that a plan's tasks go by, each compiled once for one window; row 0 is the plan's own."""

    def __init__(self, plan: Plan, first_day: date, last_day: date, anchor: date) -> None:
        self.plan = plan
        settings = plan.settings
        self.calendars = PlanCalendars(settings.calendar, plan.calendars, first_day, last_day, anchor)
        self._rows: dict[tuple[object, ...], int] = {}
        self._places: dict[int, int] = {}
        self._compiled: list[Calendar] = []
        self._stored: list[int] = []
        self._contents: dict[tuple[int, int, int], int] = {}
        units = Units.of(settings, self.calendars.plan())
        self._own = OwnHours(plan, units, first_day, last_day, anchor)
        self._overtime = OvertimeHours(plan, units, first_day, last_day, anchor)
        self._add(("plan",), self.calendars.compiled(self.calendars.plan()))

    def of_task(self, task: Task) -> int:
        """Return the row of a task's own calendar, the plan's where it has none."""
        return self.of_calendar(task.calendar)

    def of_all(self, task: Task, ids: Iterable[str]) -> int:
        """Return the row of the hours in which a task and all of these people and things can work.

        A task may ignore the hours of those who do it, but not that they haven't come yet or have left. Raises
        `PlanError` where they have no hour in common.
        """
        keys: list[tuple[object, ...]] = [("calendar", task.calendar)] if task.calendar else []
        parties = [id for id in dict.fromkeys(ids) if self.has_hours(id)]
        if task.calendar and task.ignore_hours:
            keys += [("stay", id) for id in parties if self._comes_or_leaves(id)]
        else:
            keys += [("party", id) for id in parties]
        if not keys:
            return 0
        if len(keys) == 1:
            return self._row(keys[0])
        whole: tuple[object, ...] = ("all", *sorted(keys, key=str))
        if whole not in self._rows:
            together = intersection(*(self._compiled[self._row(key)] for key in keys))
            if not len(together):
                raise _nothing_in_common(task, keys)
            self._add(whole, together)
        return self._rows[whole]

    def of_gate(self, ids: Sequence[str]) -> int | None:
        """Return the row of the days on which all who must say yes are there; None when they always are."""
        held = self.held_by(ids)
        if not held:
            return None
        key: tuple[object, ...] = ("gate", *held)
        if key not in self._rows:
            self._add(key, intersection(*(self._compiled[self._row(("stakeholder", id))] for id in held)))
        return self._rows[key]

    def held_by(self, ids: Iterable[str]) -> list[str]:
        """Return who of these stakeholders can't say yes on every day."""
        found = ((id, self.plan.stakeholders.get(id)) for id in ids)
        return [id for id, party in found if party is not None and (party.available or party.away)]

    def of_calendar(self, id: str | None) -> int:
        """Return the row of a calendar by its id; None is the plan's."""
        return 0 if id is None else self._row(("calendar", id))

    def of_party(self, id: str) -> int:
        """Return the row of a person's, a thing's or a firm's own hours."""
        return self._row(("party", id))

    def overtime_of(self, id: str) -> Calendar | None:
        """Return which of somebody's hours are overtime, perhaps beyond the window; None for whoever does none."""
        person = self.plan.people.get(id)
        return self._overtime.of(person) if person is not None else None

    def of_stakeholder(self, id: str) -> int:
        """Return the row of the days on which a stakeholder can say yes."""
        return self._row(("stakeholder", id))

    def all(self) -> tuple[Calendar, ...]:
        """Return every compiled calendar, the plan's own first."""
        return tuple(self._compiled)

    def calendar_of(self, network: Network, place: int) -> Calendar:
        """Return the calendar by which a task of the network goes; the plan's for time on the clock."""
        stored = int(network.tasks[place, at.CALENDAR])
        rows = (row for row, where in self._places.items() if where == stored and row != CLOCK)
        return self._compiled[next(rows, 0)]

    @property
    def places(self) -> dict[int, int]:
        """Where each row stands in the kernels' table, as `arrays` has put it there."""
        return self._places

    def calendar(self, row: int) -> Calendar:
        """Return a compiled calendar by its row."""
        return self._compiled[row]

    def arrays(self) -> tuple[CalendarArrays, dict[int, int]]:
        """Return the kernels' table, and where each row stands in it: equal calendars are stored once."""
        stored = CalendarSet.of(self._compiled)
        self._places = {row: int(place) for row, place in enumerate(stored.rows)} | {CLOCK: CLOCK}
        return CalendarArrays(stored.starts, stored.ends, stored.cum, stored.bounds), self._places

    def place(self, row: int) -> int:
        """Return where a row stands in the kernels' table, or will stand there: by the first calendar equal to it."""
        while len(self._stored) <= row:
            calendar = self._compiled[len(self._stored)]
            self._stored.append(self._contents.setdefault(_content(calendar), len(self._contents)))
        return self._stored[row] if row != CLOCK else CLOCK

    def _row(self, key: tuple[object, ...]) -> int:
        if key not in self._rows:
            kind, id = key
            if kind == "calendar":
                spec = self.calendars.named(str(id))
            elif kind == "stakeholder":
                spec = self.calendars.of_party(_as_available(self.plan, str(id)))
            elif kind == "stay":
                there = self.calendars.of_party(self._party(str(id)))
                spec = replace(always(there.zone), available=there.available)
            else:
                spec = self.calendars.of_party(self._party(str(id)))
            compiled = self.calendars.compiled(spec)
            if kind == "party" and str(id) in self.plan.people:
                compiled = self._own.of(self.plan.people[str(id)], compiled, self._zone(spec))
                compiled = _longer(compiled, self.overtime_of(str(id)))
            if not len(compiled):
                raise _never(str(kind), str(id))
            self._add(key, compiled)
        return self._rows[key]

    def _zone(self, spec: WorkingTime) -> str | None:
        """Return the zone by whose days somebody's limits and duties count; None where the plan's time floats."""
        return (spec.zone or self.calendars.axis_zone) if self.calendars.axis_zone else None

    def _party(self, id: str) -> Available:
        return cast(Available, self.plan.find(id, _WITH_HOURS))

    def _comes_or_leaves(self, id: str) -> bool:
        party = self._party(id)
        return bool(party.available) or party.from_ is not None or party.until is not None

    def has_hours(self, id: str) -> bool:
        """Tell whether an id is somebody or something whose hours count."""
        return self.plan.find(id, _WITH_HOURS) is not None

    def _add(self, key: tuple[object, ...], calendar: Calendar) -> None:
        self._rows[key] = len(self._compiled)
        self._compiled.append(calendar)


def _longer(calendar: Calendar, overtime: Calendar | None) -> Calendar:
    """Return hours with the overtime of their window."""
    if overtime is None:
        return calendar
    return union(calendar, Calendar.of(overtime.spans, calendar.window))


def _content(calendar: Calendar) -> tuple[int, int, int]:
    """Return what tells a calendar from every other: two sums of 64 bits, of starts and ends times odd random numbers.

    Twenty times as fast as comparing them byte by byte; a year of trials wouldn't meet a pair that is taken for one.
    """
    size = len(calendar)
    weights = _weights(size.bit_length())[:size]
    return size, int(np.dot(calendar.starts, weights)), int(np.dot(calendar.ends, weights))


@lru_cache(maxsize=32)
def _weights(bits: int) -> np.ndarray:
    return np.random.default_rng(bits).integers(1 << 62, size=1 << bits, dtype=np.int64) * 2 + 1


def _as_available(plan: Plan, id: str) -> Available:
    """A stakeholder signs on their days, at the plan's hours."""
    party = plan.stakeholders[id]
    shown = SimpleNamespace(
        calendar=None,
        hours=(),
        zone=party.zone,
        away=party.away,
        available=party.available,
        from_=None,
        until=None,
    )
    return cast(Available, shown)


def _nothing_in_common(task: Task, keys: Sequence[tuple[object, ...]]) -> PlanError:
    names = " and ".join(f"`{id}`" for _, id in keys)
    message = f"{names} have no working hour in common in the years of the plan"
    remedy = "Change one of them, choose somebody else, or write `ignore_hours: yes`"
    return PlanError([Finding(Severity.ERROR, "no-common-hours", message, remedy, "task", task.id, "who")])


def _never(kind: str, id: str) -> PlanError:
    kind = "person" if kind in ("party", "stay") else kind
    message = "has no working time in the years of the plan"
    return PlanError(
        [Finding(Severity.ERROR, "no-working-time", message, "Add hours or availability", kind, id)]
    )
