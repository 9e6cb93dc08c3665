"""Calendars: there is working time, and a task shares some of it with its people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo
from zoneinfo import available_timezones as _search_zones

from fairlead.plan.document import Plan
from fairlead.plan.entities import Calendar, Entity, Person, Task, WorkingHours
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, listed, warning
from fairlead.plan.rules._countries import COUNTRIES, regions
from fairlead.plan.values.ids import suggest
from fairlead.plan.weeks import Spans, folded, merged, plan_calendar, week, week_of

# Looking through the system's files takes 20 ms.
_known_zones = cache(_search_zones)


def zones_exist(context: Context) -> Iterator[Finding]:
    """A time zone is one of the IANA database."""
    settings = context.plan.settings
    own = settings.calendar if isinstance(settings.calendar, WorkingHours) else None
    stated: list[tuple[Entity, str, str | None]] = [(settings, "calendar", own.zone if own else None)]
    for kind in ("calendar", "person", "equipment", "supplier", "candidate", "stakeholder"):
        stated += [
            (entity, "zone", getattr(entity, "zone", None)) for entity in context.plan.of_kind(kind).values()
        ]
    for entity, field, zone in stated:
        if zone is not None and zone not in _known_zones():
            near = suggest(zone, list(_known_zones()))
            remedy = f"Did you mean `{near}`?" if near else "Write one such as Europe/Berlin"
            yield error(entity, field, "unknown-zone", f"there is no time zone `{zone}`", remedy)


def _stated_hours(context: Context) -> Iterator[tuple[Entity, WorkingHours]]:
    """Yield every calendar that says something, with the entity it stands in."""
    yield from ((each, each) for each in context.plan.calendars.values())
    own = context.plan.settings.calendar
    if isinstance(own, WorkingHours):
        yield context.plan.settings, own


def countries_exist(context: Context) -> Iterator[Finding]:
    """A country is one whose public holidays are known."""
    for entity, hours in _stated_hours(context):
        if hours.country is not None and hours.country.upper() not in COUNTRIES:
            field = "calendar" if entity.kind == "plan" else "country"
            message = f"no public holidays are known for the country `{hours.country}`"
            remedy = "Write its two-letter code, such as DE, US or SG, or list the days under `closed`"
            yield error(entity, field, "unknown-country", message, remedy)


def regions_exist(context: Context) -> Iterator[Finding]:
    """A region is one of its country's, as far as the country has regions with holidays of their own."""
    for entity, hours in _stated_hours(context):
        country = (hours.country or "").strip().upper()
        if not hours.region or len(country) != 2 or country not in COUNTRIES:
            continue  # a three-letter code has no list here; scheduling asks the library itself
        region = hours.region.strip().lower().removeprefix(f"{country.lower()}-")
        if region not in (known := regions().get(country, frozenset())):
            field = "calendar" if entity.kind == "plan" else "region"
            near = suggest(region, sorted(known))
            codes = ", ".join(name.upper() for name in sorted(known) if len(name) <= 3)
            remedy = (
                f"Did you mean `{near}`?"
                if near
                else f"Write one of {codes}"
                if codes
                else "Leave `region` out"
            )
            yield error(entity, field, "unknown-region", f"{country} has no region `{hours.region}`", remedy)


def bases_end_somewhere(context: Context) -> Iterator[Finding]:
    """A calendar isn't its own base."""
    calendars = context.plan.calendars
    for calendar in calendars.values():
        seen = [calendar.id]
        base = calendar.base
        while base is not None and base in calendars and base not in seen:
            seen.append(base)
            base = calendars[base].base
        if base == calendar.id:
            message = f"is based on itself: {' -> '.join([*seen, calendar.id])}"
            yield error(calendar, "base", "calendar-cycle", message, "Remove one `base`")


def calendars_have_working_time(context: Context) -> Iterator[Finding]:
    """A calendar without a working hour would keep its tasks from ever being done."""
    plan = context.plan
    own = plan.settings.calendar
    if isinstance(own, WorkingHours) and not _has_hours(plan, own):
        yield error(
            plan.settings,
            "calendar",
            "no-working-time",
            "the plan's calendar has no working time",
            _ADD_HOURS,
        )
    for calendar in plan.calendars.values():
        if not _has_hours(plan, calendar):
            yield error(calendar, "hours", "no-working-time", "has no working time", _ADD_HOURS)
    for person in plan.people.values():
        if person.hours and not week_of(person.hours):
            yield error(person, "hours", "no-working-time", "has no working time", _ADD_HOURS)


_ADD_HOURS = "Add hours such as `Mon-Fri 09:00-17:00`"


def tasks_share_hours_with_their_people(context: Context) -> Iterator[Finding]:
    """The hours of a task's own calendar meet those of each of its people, unless it ignores theirs."""
    plan = context.whole
    for task in context.having("calendar"):
        calendar = plan.calendars.get(task.calendar or "")
        named = [*task.who, *(who for mode in task.modes for who in mode.who)]
        if calendar is None or task.ignore_hours or not named:
            continue
        when = week(plan, calendar)
        for who in named:
            person = plan.people.get(who.id)
            if (
                person is not None
                and when
                and not _meet(when, _persons_week(plan, person))
                and not _exceptional(calendar, person)
            ):
                yield _no_common_hour(task, calendar, person)


def people_on_one_task_share_hours(context: Context) -> Iterator[Finding]:
    """An estimate is the time while all its people are on it, so they need hours in common, and not too few."""
    plan = context.whole
    weeks: dict[str, Spans] = {}
    for task, field in _ways(context):
        if len(task.who) < 2:
            continue
        people = [plan.people[who.id] for who in task.who if who.id in plan.people]
        if task.estimate is None or task.ignore_hours or task.done or len(people) < 2:
            continue
        for person in people:
            weeks.setdefault(person.id, _persons_week(plan, person))
        common = weeks[people[0].id]
        for person in people[1:]:
            common = _common(common, weeks[person.id])
        if not common and not any(person.overtime for person in people):
            yield error(task, field, "no-common-hours", *_nothing_shared(people))
        elif common and _length(common) * _FEW <= min(_length(weeks[person.id]) for person in people):
            yield warning(task, field, "few-common-hours", *_little_shared(people, _length(common)))


def _ways(context: Context) -> Iterator[tuple[Task, str]]:
    """Yield every task somebody is named on, once for each mode that names others, with the field that says so."""
    for task in context.having("who", "modes"):
        if not task.modes:
            yield task, "who"
        yield from ((task.in_mode(mode), "modes") for mode in task.modes if mode.who or mode is task.modes[0])


_FEW = 4
"""People who share a quarter or less of the hours of the one who has least are warned about."""


def _nothing_shared(people: list[Person]) -> tuple[str, str]:
    names = listed(person.title for person in people)
    message = f"{names} have no working hour in common, but the estimate asks for all of them at once"
    return message, "Write `work:` instead of `estimate:`, or change their hours"


def _little_shared(people: list[Person], minutes: int) -> tuple[str, str]:
    names = listed(person.title for person in people)
    message = (
        f"{names} share only {minutes / 60:g} hours a week, and the estimate asks for all of them at once"
    )
    return message, "Write `work:` instead of `estimate:` where they needn't be there together"


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _no_common_hour(task: Task, calendar: Calendar, person: Person) -> Finding:
    message = f"its calendar `{calendar.id}` and {person.title}'s hours have no hour in common"
    remedy = "Change one of them, choose somebody else, or write `ignore_hours: yes`"
    return error(task, "calendar", "no-common-hours", message, remedy)


def _exceptional(calendar: Calendar, person: Person) -> bool:
    """Hours that differ for a time, or open on single days, may meet although the weeks don't."""
    return bool(calendar.weeks or calendar.open or person.available or person.calendar or person.overtime)


def _has_hours(plan: Plan, hours: WorkingHours) -> bool:
    return bool(week(plan, hours) or hours.open or any(week_of(week.hours) for week in hours.weeks))


def _persons_week(plan: Plan, person: Person) -> Spans:
    if person.hours:
        spans = week_of(person.hours)
    else:
        spans = week(plan, plan.calendars.get(person.calendar or "") or plan_calendar(plan))
    return _shifted(plan, spans, person.zone)


def _shifted(plan: Plan, spans: Spans, zone: str | None) -> Spans:
    """Return a week of another zone in the plan's own, by the offsets on the day the plan starts."""
    own = plan_calendar(plan)
    if zone is None or own is None or own.zone is None or not {zone, own.zone} <= _known_zones():
        return spans
    start = plan.settings.start
    day = (
        datetime(start.date.year, start.date.month, start.date.day, 12)
        if start
        else datetime(2027, 1, 11, 12)
    )
    there, here = (
        day.replace(tzinfo=ZoneInfo(zone)).utcoffset(),
        day.replace(tzinfo=ZoneInfo(own.zone)).utcoffset(),
    )
    minutes = int((here - there).total_seconds() // 60) if here is not None and there is not None else 0
    return merged([piece for a, b in spans for piece in folded(a + minutes, b + minutes)])


def _common(one: Spans, other: Spans) -> Spans:
    return tuple((max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d))


def _meet(one: Spans, other: Spans) -> bool:
    return bool(_common(one, other))


RULES: tuple[Rule, ...] = (
    zones_exist,
    countries_exist,
    regions_exist,
    bases_end_somewhere,
    calendars_have_working_time,
    tasks_share_hours_with_their_people,
    people_on_one_task_share_hours,
)
