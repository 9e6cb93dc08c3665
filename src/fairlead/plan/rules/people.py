"""People and things: what is said of them can be."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning


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
    if settings.confidence is not None and not 0 < settings.confidence.fraction < 1:
        message = f"`confidence` is {settings.confidence}"
        yield error(
            settings, "confidence", "share-range", message, "Write a share between 0% and 100%, such as 80%"
        )


def shares_on_tasks_are_possible(context: Context) -> Iterator[Finding]:
    """Somebody is on a task with more than none of their time."""
    for task in context.having("who"):
        for who in task.who:
            if who.share is not None and who.share.fraction <= 0:
                message = f"`{who.id}` is on it with {who.share} of the time"
                yield error(task, "who", "share-range", message, "Write a share above 0%, or take them off")


def nobody_twice_on_one_task(context: Context) -> Iterator[Finding]:
    """Somebody stands on a task once."""
    for task in context.having("who"):
        ids = [who.id for who in task.who]
        if len(set(ids)) < len(ids):
            twice = next(id for index, id in enumerate(ids) if id in ids[:index])
            yield warning(
                task, "who", "who-twice", f"`{twice}` stands on it twice", "Keep one, with the whole share"
            )


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


RULES: tuple[Rule, ...] = (
    shares_are_possible,
    shares_on_tasks_are_possible,
    nobody_twice_on_one_task,
    periods_of_people,
    duties_leave_time,
)
