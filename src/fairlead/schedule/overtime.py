"""When people work overtime: after their hours, on the days they work, in the periods it is agreed for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import cast

from fairlead.plan.document import Plan
from fairlead.plan.entities import Person
from fairlead.plan.values import Period
from fairlead.schedule.axis import Units
from fairlead.schedule.calendars import Calendar, WorkingTime, always, intersection
from fairlead.schedule.calendars.from_plan import PlanCalendars
from fairlead.schedule.calendars.overtime import Per, hours_after, within_room
from fairlead.schedule.calendars.shortening import limited

_EPOCH = date(1970, 1, 1).toordinal()
_A_WEEK = 7
_MARGIN = 8
"""Days that calendars leave free at both ends of what dates can say."""


class OvertimeHours:
    """The overtime of a plan's people for the days of one window; arguments as of `PlanCalendars`."""

    def __init__(self, plan: Plan, units: Units, first_day: date, last_day: date, anchor: date) -> None:
        self.plan, self.units, self.anchor = plan, units, anchor
        self.first_day, self.last_day = first_day, last_day
        self._known: dict[str, Calendar | None] = {}

    def of(self, person: Person) -> Calendar | None:
        """Return when somebody works overtime, compiled for whole months around the window; None for never.

        Limits count usual hours first: overtime goes as far as they leave room. Duties take nothing of it.
        """
        if person.id not in self._known:
            found = self._made(person) if person.overtime is not None else None
            self._known[person.id] = found if found is not None and len(found) else None
        return self._known[person.id]

    def _made(self, person: Person) -> Calendar:
        assert person.overtime is not None
        spec = self._calendars.of_party(person)
        zone = (spec.zone or self._calendars.axis_zone) if self._calendars.axis_zone else None
        usual = self._calendars.compiled(spec)
        minutes, per = self.units.minutes(person.overtime.time), cast(Per, person.overtime.per)
        during = _days(person.overtime_during) if person.overtime_during else None
        overtime = hours_after(usual, minutes, per, zone, during)
        overtime = intersection(overtime, self._calendars.compiled(without_hours(spec)))
        for limit in person.limit:
            usual = limited(usual, self.units.minutes(limit.time), limit.per, zone)
        for limit in person.limit:
            overtime = within_room(overtime, usual, self.units.minutes(limit.time), limit.per, zone)
        return overtime

    @cached_property
    def _calendars(self) -> PlanCalendars:
        """Whole weeks and months, so that what is spread over one is spread over all of it."""
        first, last = whole_months(self.first_day, self.last_day)
        return PlanCalendars(self.plan.settings.calendar, self.plan.calendars, first, last, self.anchor)


def without_hours(spec: WorkingTime) -> WorkingTime:
    """Return when somebody is there at any time of day: not on leave with times of day, and not outside windows."""
    return replace(always(spec.zone), absences=spec.absences, available=spec.available)


def whole_months(first: date, last: date) -> tuple[date, date]:
    """Return days around these, so that each week and month in which one of these lies is there as a whole."""
    begin = first.replace(day=1).toordinal() - _A_WEEK
    end = last.replace(day=28).toordinal() + 4 + _A_WEEK
    earliest, latest = date.min.toordinal() + _MARGIN, date.max.toordinal() - _MARGIN
    return (
        date.fromordinal(max(begin, min(earliest, first.toordinal()))),
        date.fromordinal(min(end, max(latest, last.toordinal()))),
    )


def _days(periods: Iterable[Period]) -> list[tuple[int, int]]:
    """Return the first and the last day of each period since 1970-01-01."""
    ends = ((each.first, each.last) for each in periods)
    return [
        (
            (first.date if first is not None else date.min).toordinal() - _EPOCH,
            (last.date if last is not None else date.max).toordinal() - _EPOCH,
        )
        for first, last in ends
    ]
