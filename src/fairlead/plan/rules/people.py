"""People and things: what is said of them can be."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Equipment, Person, Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning
from fairlead.plan.values import Who


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


RULES: tuple[Rule, ...] = (
    shares_are_possible,
    shares_on_tasks_are_possible,
    nobody_twice_on_one_task,
    periods_of_people,
    duties_leave_time,
    set_ups_take_time,
)
