"""Calendars: base calendars as entities, and what each resource's own calendar adds to its base."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from fairlead.exchange.hours import STANDARD_WEEK, Shifts, Week, hours_of, whole_week
from fairlead.exchange.mspdi.collecting import Collected, source_of
from fairlead.exchange.mspdi.hours import days_of_week, shifts_of
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.recurrence import days_of
from fairlead.exchange.mspdi.scalars import LAST_DATE, truth
from fairlead.exchange.scalars import line, moment, whole_number
from fairlead.plan.entities import Calendar, WorkWeek
from fairlead.plan.values import Moment, OpenHours, Period, Rhythm

NO_CALENDAR = -1
_DEEPEST = 10


@dataclass
class CalendarSaid:
    """One calendar as the file says it; `base` is the uid of the calendar it takes the rest from."""

    uid: int
    name: str | None
    base: int | None
    record: Record
    days: dict[int, Shifts | None] = field(default_factory=dict)
    work_weeks: list[Record] = field(default_factory=list)
    closed: tuple[Period | Rhythm, ...] = ()
    open: tuple[OpenHours, ...] = ()

    @property
    def only_takes_days_off(self) -> bool:
        """Whether it changes nothing but single days, which are free."""
        return not (self.days or self.work_weeks or self.open)


@dataclass
class Calendars:
    """All calendars of a file by uid, those of resources among them."""

    said: dict[int, CalendarSaid]
    project: int | None

    def week(self, uid: int | None) -> Week:
        """Return the ordinary week of a calendar, its bases' days filled in."""
        line_of_bases: list[CalendarSaid] = []
        while uid in self.said and len(line_of_bases) < _DEEPEST:
            line_of_bases.append(self.said[uid])
            uid = self.said[uid].base
        week = STANDARD_WEEK
        for each in reversed(line_of_bases):
            week = whole_week(each.days, week)
        return week


def read_calendars(collected: Collected, project: int | None) -> Calendars:
    """Add the base calendars of a file to the plan, and return all of its calendars.

    A resource's own calendar becomes an entity only when the resource is read and needs more than days off.
    """
    said: dict[int, CalendarSaid] = {}
    for record in collected.sections.calendars:
        uid = whole_number(record.get("UID"))
        if uid is None or uid in said:
            collected.lose("calendars without a UID of their own")
            continue
        said[uid] = _said(collected, record, uid)
    for each in said.values():
        if each.base not in said or each.base == each.uid:
            each.base = None
    calendars = Calendars(said, project if project in said else None)
    for each in said.values():
        # Without a base it is one that tasks and resources share, whatever its flag says.
        if truth(each.record.get("IsBaseCalendar")) or each.base is None:
            add_calendar(collected, calendars, each.uid)
    return calendars


def add_calendar(collected: Collected, calendars: Calendars, uid: int) -> str:
    """Return the id of a calendar, adding it to the plan when it isn't there yet."""
    if uid in collected.calendar_ids:
        return collected.calendar_ids[uid]
    said = calendars.said[uid]
    id = collected.calendar_ids[uid] = collected.mint("calendar", said.name)
    base = add_calendar(collected, calendars, said.base) if said.base is not None else None
    changes_week = bool(said.days) or base is None
    entity = Calendar(
        id=id,
        name=said.name,
        base=base,
        hours=hours_of(calendars.week(uid), say_closed=base is not None) if changes_week else (),
        weeks=_work_weeks(collected, said, calendars.week(uid)),
        closed=said.closed,
        open=said.open,
        source=source_of(said.record),
    )
    collected.add(entity, said.record)
    return id


def _said(collected: Collected, record: Record, uid: int) -> CalendarSaid:
    base = whole_number(record.get("BaseCalendarUID"))
    days = [day for day in record.within("WeekDays", "WeekDay") if day.get("DayType") != "0"]
    weeks = record.within("WorkWeeks", "WorkWeek")
    said = CalendarSaid(uid, line(record.get("Name")), base, record, days_of_week(days), weeks)
    return _with_exceptions(collected, said)


def _work_weeks(collected: Collected, said: CalendarSaid, ordinary: Week) -> tuple[WorkWeek, ...]:
    """Return the work weeks, whole; days that one says nothing about keep the hours of the ordinary week."""
    weeks = []
    for week in said.work_weeks:
        span = _span(week)
        days = days_of_week(week.within("WeekDays", "WeekDay"))
        if span is None or not days:
            collected.lose("work weeks without dates or days")
            continue
        hours = hours_of(whole_week(days, ordinary), say_closed=True)
        weeks.append(WorkWeek(when=Period(*map(Moment, span)), hours=hours, name=line(week.get("Name"))))
    return tuple(weeks)


def _with_exceptions(collected: Collected, said: CalendarSaid) -> CalendarSaid:
    # Since 2007 exceptions stand in a list of their own, and once more as days of type 0 for older readers.
    exceptions = said.record.within("Exceptions", "Exception") or [
        day for day in said.record.within("WeekDays", "WeekDay") if day.get("DayType") == "0"
    ]
    closed: list[Period | Rhythm] = []
    opened: list[OpenHours] = []
    for exception in exceptions:
        span = _span(exception)
        if span is None:
            collected.lose("exceptions of calendars without dates")
            continue
        shifts = shifts_of(exception)
        for days in days_of(exception, *span):
            if shifts == ():
                closed.append(days)
            else:
                opened.append(OpenHours(days, shifts or ()))
    return replace(said, closed=tuple(closed), open=tuple(opened))


def _span(record: Record) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of an exception or work week; one without end lasts as long as any calendar."""
    period = next(iter(record.all("TimePeriod")), record)
    first, last = moment(period.get("FromDate")), moment(period.get("ToDate"))
    if first is None:
        return None
    until = last.date if last is not None else (first.date if period is record else LAST_DATE)
    return (first.date, until) if until >= first.date else None
