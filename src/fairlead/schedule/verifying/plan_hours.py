"""Whose hours a task goes by: its calendar's, and those of everybody and everything on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.entities.people import Available
from fairlead.schedule.axis import Units
from fairlead.schedule.calendars import Calendar, WorkingTime
from fairlead.schedule.calendars.from_plan import PlanCalendars
from fairlead.schedule.calendars.zones import to_local
from fairlead.schedule.verifying.duties import less_duties, takes_of, up_to
from fairlead.schedule.verifying.hours import Hours, shared

WITH_HOURS = ("person", "equipment", "supplier", "candidate")


class PlanHours:
    """The hours of a plan's calendars, people and things from `first` to `last`; rhythms count from `anchor`."""

    def __init__(self, plan: Plan, first: date, last: date, anchor: date) -> None:
        self.plan, self.first, self.last, self.anchor = plan, first, last, anchor
        self.calendars = PlanCalendars(plan.settings.calendar, plan.calendars, first, last, anchor)
        self._known: dict[tuple[str, str], Hours] = {}
        self._together: dict[frozenset[tuple[str, str]], Hours] = {}
        self.of_plan = _plain(self.calendars.compiled(self.calendars.plan()))
        self.units = Units.of(plan.settings, self.calendars.plan())

    def of_task(self, task: Task) -> Hours:
        """Return the hours of a task's calendar, the plan's where it has none."""
        return self.of_plan if task.calendar is None else self._of(("calendar", task.calendar))

    def of_party(self, id: str) -> Hours | None:
        """Return the hours of somebody or something up to their limits, without duties; None for who has none."""
        return self._of(("party", id)) if self.plan.find(id, WITH_HOURS) else None

    def is_there_by_hours(self, id: str, minute: int) -> bool:
        """Tell whether somebody would be there if they had neither limits nor duties."""
        return self._of(("unlimited party", id)).works_at(minute)

    def of_all(self, task: Task, ids: Iterable[str]) -> Hours:
        """Return the hours in which a task and all of these can work: its own calendar only where it names one."""
        keys = {("calendar", task.calendar)} if task.calendar else set()
        if not (task.calendar and task.ignore_hours):
            keys |= {("party", id) for id in ids if self.plan.find(id, WITH_HOURS)}
        key = frozenset(keys)
        if key not in self._together:
            self._together[key] = shared([self._of(each) for each in sorted(key)]) if key else self.of_plan
        return self._together[key]

    def of_gate(self, ids: Sequence[str]) -> Hours | None:
        """Return when all of these stakeholders can say yes, None when they always can."""
        held = [id for id in ids if (one := self.plan.stakeholders.get(id)) and (one.available or one.away)]
        return shared([self._of(("stakeholder", id)) for id in held]) if held else None

    def _of(self, key: tuple[str, str]) -> Hours:
        if key not in self._known:
            self._known[key] = self._made(*key)
        return self._known[key]

    def _made(self, kind: str, id: str) -> Hours:
        if kind == "calendar":
            return _plain(self.calendars.compiled(self.calendars.named(id)))
        if kind == "stakeholder":
            party = self.plan.stakeholders[id]
            days = Available(zone=party.zone, away=party.away, available=party.available)
            return _plain(self.calendars.compiled(self.calendars.of_party(days)))
        spec = self.calendars.of_party(cast(Available, self.plan.find(id, WITH_HOURS)))
        hours = _plain(self.calendars.compiled(spec))
        person = self.plan.people.get(id)
        if person is None or kind == "unlimited party":
            return hours
        clock = _clock_of(spec, self.calendars.axis_zone)
        for limit in person.limit:
            hours = up_to(hours, self.units.minutes(limit.time), limit.per, clock)
        taken = takes_of(self.plan, id, self.last, self.anchor)
        return less_duties(hours, taken, clock) if taken else hours


def _plain(calendar: Calendar) -> Hours:
    return Hours(zip(calendar.starts.tolist(), calendar.ends.tolist(), strict=True))


class _Clock:
    """What a clock shows at a minute of the axis."""

    def __init__(self, zone: str | None) -> None:
        self.zone = zone

    def __call__(self, minute: int) -> int:
        return minute if self.zone is None else int(to_local(np.array([minute]), self.zone)[0])


def _clock_of(spec: WorkingTime, axis_zone: str | None) -> _Clock:
    return _Clock(None if axis_zone is None else spec.zone or axis_zone)
