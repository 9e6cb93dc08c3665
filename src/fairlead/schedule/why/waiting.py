"""What lies between the moment a task could go on and the one it does: weekends, holidays, leave, part-time hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from fairlead.plan.entities import Decision, Task
from fairlead.plan.entities.calendar import WorkingHours
from fairlead.plan.entities.people import Available
from fairlead.plan.entities.stakeholder import Stakeholder
from fairlead.plan.values import Hours, Period, Rhythm
from fairlead.schedule.calendars import Calendar
from fairlead.schedule.calendars.holidays import public_holidays
from fairlead.schedule.why.answer import Wait, WaitReason
from fairlead.schedule.why.reading import Reading
from fairlead.schedule.why.words import listed, said_date, said_days
from fairlead.schedule.working_time import named_parties

_MOST_DAYS = 800
_MOST_TURNS = 200


@dataclass(frozen=True)
class _Hours:
    """One of those whose hours a task needs: a calendar (`id` None is the plan's), a party, or who must say yes."""

    id: str | None
    name: str
    compiled: Calendar
    party: Available | Stakeholder | None = None

    def next_work(self, minute: int) -> int:
        """Return the first working moment at or after a minute; far away where there is none."""
        starts, ends = self.compiled.spans
        number = int(ends.searchsorted(minute, side="right"))
        return max(minute, int(starts[number])) if number < len(starts) else 1 << 57


def waits(reading: Reading, id: str, moment: int, begin: int) -> tuple[Wait, ...]:
    """Return why nothing happens between a moment and the beginning of a task, without ordinary nights."""
    entity = reading.entity(id)
    if entity is None or isinstance(entity, Decision) or begin <= moment:
        return ()
    found: dict[tuple[str, str | None, str], Wait] = {}
    hours = _whose(reading, entity, moment)
    for holder, first, last in _stretches(hours, moment, begin):
        for wait in _reasons(reading, holder, first, last):
            key = (wait.reason, wait.who, wait.text)
            known = found.get(key)
            found[key] = wait if known is None else _joined(known, wait)
    return tuple(found.values())


def whose(reading: Reading, id: str, moment: int) -> str:
    """Return whose next working moment a task waits for, as people say it: `Ana Ruiz and Bench rig`, or nothing."""
    entity = reading.entity(id)
    if not isinstance(entity, Task):
        return ""
    names = [holder.name for holder in _whose(reading, entity, moment) if holder.id is not None]
    return listed(names) if names else ""


def _joined(one: Wait, other: Wait) -> Wait:
    return Wait(one.reason, one.text, one.who, min(one.first, other.first), max(one.last, other.last))


def _stretches(hours: list[_Hours], moment: int, begin: int) -> Iterator[tuple[_Hours, int, int]]:
    """Yield who keeps the others waiting, from when and until when, up to the beginning."""
    for _ in range(_MOST_TURNS):
        last = max(hours, key=lambda each: each.next_work(moment))
        until = min(last.next_work(moment), begin)
        if until <= moment:
            return
        yield last, moment, until
        moment = until


# Whose hours a task needs


def _whose(reading: Reading, task: Task, moment: int) -> list[_Hours]:
    """Return whose hours must meet; of several who share the work those of the one who can begin first."""
    table = reading.compiled.hours
    base = [_calendar(reading, task.calendar)] if task.calendar else []
    if task.gate and not (task.estimate or task.work or task.duration):
        signing = [_stakeholder(reading, id) for id in table.held_by(task.gate)]
        if signing:
            return signing
    if task.calendar and task.ignore_hours:
        return base
    parties = reading.crews.get(task.id) or (
        []
        if task.duration is not None and not task.assignments
        else named_parties(reading.compiled.plan, task)
    )
    held = [_party(reading, id) for id in dict.fromkeys(parties) if table.has_hours(id)]
    if task.work is not None and len(held) > 1:
        held = [min(held, key=lambda each: each.next_work(moment))]
    return [*base, *held] or [_calendar(reading, None)]


def _calendar(reading: Reading, id: str | None) -> _Hours:
    table = reading.compiled.hours
    entity = reading.compiled.plan.calendars.get(id or "")
    name = "the plan's calendar" if id is None else f"the calendar {entity.title if entity else id}"
    return _Hours(id, name, table.calendar(table.of_calendar(id)))


def _party(reading: Reading, id: str) -> _Hours:
    table = reading.compiled.hours
    party = reading.compiled.plan.party(id)
    return _Hours(
        id, party.title if party else id, table.calendar(table.of_party(id)), cast(Available, party)
    )


def _stakeholder(reading: Reading, id: str) -> _Hours:
    table = reading.compiled.hours
    party = reading.compiled.plan.stakeholders[id]
    return _Hours(id, party.title, table.calendar(table.of_stakeholder(id)), party)


# Why one of them doesn't work


def _reasons(reading: Reading, holder: _Hours, first: int, last: int) -> Iterator[Wait]:
    """Yield what closes the days of a stretch; hours of the day only where they are somebody's own: not each night."""
    begin, end = reading.local(first), reading.local(last)
    day, final = begin.date(), (end - timedelta(minutes=1)).date()
    seen = 0
    while day <= final and seen < _MOST_DAYS:
        reason = _of_day(reading, holder, day)
        if reason is not None and (reason[0] != "hours" or holder.id is not None):
            kind, text = reason
            yield Wait(kind, text, holder.id, day, day)
        day, seen = day + timedelta(days=1), seen + 1


def _of_day(reading: Reading, holder: _Hours, day: date) -> tuple[WaitReason, str] | None:
    """Return why somebody doesn't work on a day, or not at that hour of it."""
    party = holder.party
    if party is not None:
        away = _within(party.away, day)
        if away is not None:
            return "away", f"{holder.name} is away {_said(away)}"
        if party.available and _within(party.available, day) is None:
            return (
                "availability",
                f"{holder.name} has time only {listed([_said(each) for each in party.available])}",
            )
        if isinstance(party, Available):
            if party.from_ is not None and day < party.from_.most_likely():
                return "availability", f"{holder.name} comes only on {said_date(party.from_.most_likely())}"
            if party.until is not None and day > party.until.most_likely():
                return (
                    "availability",
                    f"{holder.name} stays only until {said_date(party.until.most_likely())}",
                )
            if party.hours and not _works_on(party.hours, day):
                return "hours", _only(holder.name, party.hours)
    calendar = _calendar_of(reading, holder)
    said = list(_said_by(reading, calendar))
    return _closed(reading, holder, said, day) or _of_week(holder, said, day)


def _calendar_of(reading: Reading, holder: _Hours) -> str | None:
    if isinstance(holder.party, Available):
        return holder.party.calendar
    return None if holder.party is not None else holder.id


def _said_by(reading: Reading, id: str | None) -> Iterator[WorkingHours]:
    """Yield a calendar and those it stands on; None is the plan's own."""
    plan, seen = reading.compiled.plan, set()
    head = plan.settings.calendar
    while id not in seen:
        seen.add(id)
        found = plan.calendars.get(id) if id is not None else head
        if isinstance(found, str):
            id = found
            continue
        if found is None:
            return
        yield found
        if found.base is None and (found.hours or id is None):
            return
        id = found.base


def _closed(
    reading: Reading, holder: _Hours, said: list[WorkingHours], day: date
) -> tuple[WaitReason, str] | None:
    for calendar in said:
        found = _within(calendar.closed, day)
        if found is not None:
            what = holder.name if holder.party is None else "the calendar"
            return "closed", f"{what} is closed {_said(found)}"
    country = next((each for each in said if each.country), None)
    if country is not None and country.country is not None:
        name = public_holidays(country.country, country.region, [day.year]).get(day)
        if name:
            return "holiday", f"{name} ({said_date(day)})"
    return None


def _of_week(holder: _Hours, said: list[WorkingHours], day: date) -> tuple[WaitReason, str] | None:
    own = holder.party.hours if isinstance(holder.party, Available) else ()
    hours = own or next((each.hours for each in said if each.hours), ())
    works = _works_on(hours, day) if hours else day.weekday() < 5
    if not works and day.weekday() >= 5 and not own:
        return "weekend", "the weekend"
    if own or (hours and holder.id is not None and holder.party is None) or not works:
        return "hours", _only(holder.name, hours)
    return None


def _works_on(hours: Iterable[Hours], day: date) -> bool:
    return any(day.weekday() in each.days and each.shifts for each in hours)


def _only(name: str, hours: Iterable[Hours]) -> str:
    verb = "has" if name.startswith("the ") else "works"
    return f"{name} {verb} only {listed([str(each) for each in hours])}"


def _within(times: Iterable[Period | Rhythm], day: date) -> Period | Rhythm | None:
    for each in times:
        if isinstance(each, Rhythm):
            if day in each.occurrences(day, day):
                return each
            continue
        first = each.first.date if each.first is not None else date.min
        last = each.last.date if each.last is not None else date.max
        if first <= day <= last:
            return each
    return None


def _said(when: Period | Rhythm) -> str:
    if isinstance(when, Rhythm):
        return f"every {when}"
    if when.first is None or when.last is None:
        return f"until {when.last}" if when.first is None else f"from {when.first}"
    return said_days(when.first.date, when.last.date)
