"""Whose hours a task goes by: its calendar's, and those of everybody and everything on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from fairlead.plan.document import Plan
from fairlead.plan.entities import Person, Task
from fairlead.plan.entities.people import Available
from fairlead.plan.values import Overtime
from fairlead.schedule.axis import Units
from fairlead.schedule.calendars import Calendar, WorkingTime
from fairlead.schedule.calendars.from_plan import PlanCalendars
from fairlead.schedule.verifying.duties import less_duties, takes_of, up_to
from fairlead.schedule.verifying.hours import Hours, shared
from fairlead.schedule.verifying.overtime import beside_usual, overtime_after, with_both

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WHOLE_DAY = (0, 1440)
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
        """Return the hours in which a task and all of these can work.

        Its own calendar only where it names one and ignores their hours, as long as they are there at all.
        """
        keys = {("calendar", task.calendar)} if task.calendar else set()
        what = "presence" if task.calendar and task.ignore_hours else "party"
        keys |= {(what, id) for id in ids if self.plan.find(id, WITH_HOURS)}
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
        if kind == "presence":
            round_the_clock = WorkingTime(((_WHOLE_DAY,),) * 7, zone=spec.zone, available=spec.available)
            return _plain(self.calendars.compiled(round_the_clock))
        hours = _plain(self.calendars.compiled(spec))
        person = self.plan.people.get(id)
        if person is None or kind == "unlimited party":
            return hours
        clock = _clock_of(spec, self.calendars.axis_zone)
        for limit in person.limit:
            hours = up_to(hours, self.units.minutes(limit.time), limit.per, clock)
        taken = takes_of(self.plan, id, self.last, self.anchor)
        usual = less_duties(hours, taken, clock) if taken else hours
        return with_both(usual, self._overtime(person, person.overtime)) if person.overtime else usual

    def _overtime(self, person: Person, overtime: Overtime) -> Hours:
        """Return somebody's overtime in the window, from calendars of whole weeks and months."""
        months = PlanCalendars(self.plan.settings.calendar, self.plan.calendars, *self._months(), self.anchor)
        spec = months.of_party(person)
        clock = _clock_of(spec, months.axis_zone)
        usual = _plain(months.compiled(spec))
        any_time = WorkingTime(
            week=((_WHOLE_DAY,),) * 7, zone=spec.zone, absences=spec.absences, available=spec.available
        )
        there = _plain(months.compiled(any_time))
        minutes = self.units.minutes(overtime.time)
        found = overtime_after(usual, minutes, overtime.per, person.overtime_during, there, clock)
        limits = [(limit, self.units.minutes(limit.time)) for limit in person.limit]
        for limit, most in limits:
            usual = up_to(usual, most, limit.per, clock)
        found = beside_usual(found, usual, limits, clock)
        return shared([found, Hours([self._window])])

    @property
    def _window(self) -> tuple[int, int]:
        return self.calendars.compiled(self.calendars.plan()).window

    def _months(self) -> tuple[date, date]:
        begin = self.first.toordinal() - self.first.day - 7
        end = self.last.toordinal() + 31 + 7
        return date.fromordinal(max(begin, 9)), date.fromordinal(min(end, date.max.toordinal() - 8))


def _plain(calendar: Calendar) -> Hours:
    return Hours(zip(calendar.starts.tolist(), calendar.ends.tolist(), strict=True))


class _Clock:
    """What a clock shows at a minute of the axis, in whole minutes."""

    def __init__(self, zone: str | None) -> None:
        self.zone = ZoneInfo(zone) if zone is not None else None

    def __call__(self, minute: int) -> int:
        if self.zone is None:
            return minute
        offset = (_EPOCH + timedelta(minutes=minute)).astimezone(self.zone).utcoffset()
        return minute + (round(offset.total_seconds() / 60) if offset is not None else 0)


def _clock_of(spec: WorkingTime, axis_zone: str | None) -> _Clock:
    return _Clock(None if axis_zone is None else spec.zone or axis_zone)
