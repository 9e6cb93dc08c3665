"""People and things: what is said of them can be."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.document import Plan
from fairlead.plan.entities import Equipment, Person, Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning
from fairlead.plan.values import Overtime, Period, Who
from fairlead.plan.weeks import Spans, plan_calendar, week, week_of

_A_DAY = 1440
_A_QUARTER = 15


def shares_are_possible(context: Context) -> Iterator[Finding]:
    """A share of somebody's time is more than nothing; one person has at most all of it."""
    for kind in ("person", "equipment", "supplier", "candidate"):
        for entity in context.plan.of_kind(kind).values():
            share = getattr(entity, "share", None)
            if share is not None and share.fraction <= 0:
                yield error(entity, "share", "share-range", f"`share` is {share}", "Write a share above 0%")
    settings = context.plan.settings
    if settings.focus is not None and not 0 < settings.focus.fraction <= 1:
        yield error(
            settings, "focus", "share-range", f"`focus` is {settings.focus}", "Write a share up to 100%"
        )
    if settings.coordination is not None and not 0 <= settings.coordination.fraction < 1:
        message = (
            f"`coordination` is {settings.coordination}: each further person would add more work than they do"
        )
        yield error(settings, "coordination", "share-range", message, "Write a share below 100%, such as 10%")
    if settings.confidence is not None and not 0 < settings.confidence.fraction < 1:
        message = f"`confidence` is {settings.confidence}"
        yield error(
            settings, "confidence", "share-range", message, "Write a share between 0% and 100%, such as 80%"
        )


def shares_on_tasks_are_possible(context: Context) -> Iterator[Finding]:
    """Somebody is on a task with more than none of their time."""
    for task, field, named in _named(context):
        for who in named:
            if who.share is not None and who.share.fraction <= 0:
                message = f"`{who.id}` is on it with {who.share} of the time"
                yield error(task, field, "share-range", message, "Write a share above 0%, or take them off")


def nobody_twice_on_one_task(context: Context) -> Iterator[Finding]:
    """Somebody stands on a task once."""
    for task, field, named in _named(context):
        ids = [who.id for who in named]
        if len(set(ids)) < len(ids):
            twice = next(id for index, id in enumerate(ids) if id in ids[:index])
            yield warning(
                task, field, "who-twice", f"`{twice}` stands on it twice", "Keep one, with the whole share"
            )


def _named(context: Context) -> Iterator[tuple[Task, str, tuple[Who, ...]]]:
    """Yield who is on each task, with the field that says so; in each mode the task's own people are on it too."""
    for task in context.having("who", "modes"):
        yield task, "who", task.who
        yield from ((task, "modes", (*task.who, *mode.who)) for mode in task.modes if mode.who)


def periods_of_people(context: Context) -> Iterator[Finding]:
    """Nobody leaves before they come."""
    for kind in ("person", "equipment", "supplier", "candidate", "duty"):
        for entity in context.plan.of_kind(kind).values():
            begin, end = getattr(entity, "from_", None), getattr(entity, "until", None)
            if begin is not None and end is not None and end.last < begin.first:
                message = f"is here until {end}, but only from {begin}"
                yield error(entity, "until", "dates-out-of-order", message, "Correct one of the two dates")


def duties_leave_time(context: Context) -> Iterator[Finding]:
    """A duty takes a share of people's time, between nothing and all."""
    for duty in context.plan.duties.values():
        if duty.takes is not None and not 0 < duty.takes.fraction <= 1:
            yield error(
                duty, "takes", "share-range", f"takes {duty.takes} of the time", "Write a share up to 100%"
            )


def set_ups_take_time(context: Context) -> Iterator[Finding]:
    """A set-up takes no less than nothing."""
    for kind in ("person", "equipment"):
        for entity in context.plan.of_kind(kind).values():
            if not isinstance(entity, Person | Equipment):
                continue
            if entity.setup is not None and entity.setup.amount < 0:
                message = f"`setup` is {entity.setup}"
                yield error(entity, "setup", "negative-setup", message, "Write a time such as 45m")
            for change in entity.setups:
                if change.takes.amount < 0:
                    message = f"the set-up from `{change.from_}` to `{change.to}` takes {change.takes}"
                    yield error(entity, "setups", "negative-setup", message, "Write a time such as 2h")


def overtime_is_possible(context: Context) -> Iterator[Finding]:
    """Overtime is some time, for somebody who is there and has room for it, and paid no less than usual hours."""
    for person in context.plan.people.values():
        if person.overtime is None:
            if person.overtime_during:
                message = "`overtime_during` says when, but `overtime` doesn't say how much"
                yield warning(
                    person,
                    "overtime_during",
                    "no-overtime",
                    message,
                    "Write `overtime: 4h/w at 150%`, or drop it",
                )
            continue
        yield from _overtime(context, person, person.overtime)


def _overtime(context: Context, person: Person, overtime: Overtime) -> Iterator[Finding]:
    minutes = overtime.time.to_minutes(*context.units)
    least = 1 if overtime.per == "d" else _A_QUARTER
    if minutes < least:
        message = f"`overtime` is {overtime}, from which no day gets anything"
        yield warning(
            person, "overtime", "no-overtime", message, "Write some time, such as 4h/w at 150%, or drop it"
        )
    if overtime.pay is not None and overtime.pay.fraction < 1:
        message = f"`overtime` is paid at {overtime.pay}, less than usual hours"
        yield warning(
            person,
            "overtime",
            "overtime-pay",
            message,
            f"Write the whole pay, such as 150%, if {overtime.pay} comes on top",
        )
    usual = _usual_week(context.plan, person)
    if usual and not any(map(_leaves_room, usual)):
        message = "`overtime` goes on after the hours of a day until midnight, and no day leaves room for it"
        yield warning(person, "overtime", "no-overtime-room", message, "Change `hours`, or drop `overtime`")
    for limit in person.limit:
        most = limit.time.to_minutes(*context.units)
        if usual and limit.per == "w" and sum(end - begin for begin, end in usual) >= most:
            message = f"`limit: {limit}` leaves no room for overtime: usual hours reach it"
            yield warning(
                person, "overtime", "no-overtime-room", message, "Raise the limit, or drop `overtime`"
            )
    for period in person.overtime_during:
        if outside := _outside(context.plan, person, period):
            yield warning(
                person,
                "overtime_during",
                "overtime-outside",
                f"overtime in {period} never happens: {outside}",
                "Correct the period, or drop it",
            )


def _usual_week(plan: Plan, person: Person) -> Spans | None:
    """Return somebody's ordinary week; None where a calendar has others, or opens on single days."""
    if person.hours:
        return week_of(person.hours)
    calendar = plan.calendars.get(person.calendar or "") or plan_calendar(plan)
    if calendar is not None and (calendar.weeks or calendar.open or calendar.base):
        return None
    return week(plan, calendar)


def _leaves_room(span: tuple[int, int]) -> bool:
    """Tell whether the day in which a stretch of a week begins has time left after it."""
    begin, end = span
    return end % _A_DAY > 0 and (end // _A_DAY == begin // _A_DAY or end - begin > _A_DAY)


def _outside(plan: Plan, person: Person, period: Period) -> str | None:
    """Return why a period has no day on which somebody works; None where it has."""
    first, last = (end.date if end is not None else None for end in (period.first, period.last))
    if person.from_ is not None and last is not None and last < person.from_.first:
        return f"they are here from {person.from_} on"
    if person.until is not None and first is not None and first > person.until.last:
        return f"they are here until {person.until}"
    start = plan.settings.start
    if start is not None and last is not None and last < start.date:
        return f"the plan starts on {start}"
    return None


RULES: tuple[Rule, ...] = (
    shares_are_possible,
    shares_on_tasks_are_possible,
    nobody_twice_on_one_task,
    periods_of_people,
    duties_leave_time,
    set_ups_take_time,
    overtime_is_possible,
)
