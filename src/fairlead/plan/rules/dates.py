"""Dates and constraints that can't be, or can't be meant."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Entity, Goal, Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning
from fairlead.plan.values import Moment, Windows

_BEFORE_PLANS_WERE_MADE_HERE = 1970


def windows_are_open(context: Context) -> Iterator[Finding]:
    """A task can't have to start after the date by which it has to start."""
    for task in context.having("start", "finish"):
        for key in ("start", "finish"):
            windows: Windows | None = getattr(task, key)
            if windows is None:
                continue
            dates = {window.kind: window.moment for window in windows.windows}
            if "from" in dates and "by" in dates and dates["by"].date < dates["from"].date:
                message = f"`{key}: {windows}` leaves no day: {dates['by']} comes before {dates['from']}"
                yield error(task, key, "empty-window", message, "Write the earlier date after `from`")


def deadlines_come_after_the_start(context: Context) -> Iterator[Finding]:
    """A deadline before the plan begins can't be kept."""
    begin = context.plan.settings.start
    if begin is None:
        return
    dated: tuple[Task | Goal, ...] = (*context.having("deadline"), *context.whole.goals.values())
    for entity in dated:
        if entity.deadline is not None and entity.deadline.date < begin.date:
            done = getattr(entity, "done", None)
            if done is None:
                message = f"the deadline {entity.deadline} lies before the plan's start {begin}"
                yield warning(
                    entity, "deadline", "deadline-before-start", message, "Correct one of the two dates"
                )


def scheduling_from_the_finish_has_one(context: Context) -> Iterator[Finding]:
    """A plan scheduled from its finish says the finish; one that isn't says when it begins."""
    settings = context.plan.settings
    if settings.schedule_from == "finish" and settings.finish is None:
        message = "is scheduled from its finish, but says none"
        yield error(
            settings, "schedule_from", "no-finish", message, "Add `finish: DATE`, or remove `schedule_from`"
        )
    if settings.start and settings.finish and settings.finish.date < settings.start.date:
        message = f"finishes on {settings.finish}, before it starts on {settings.start}"
        yield error(settings, "finish", "dates-out-of-order", message, "Correct one of the two dates")
    undated = settings.start is None and settings.schedule_from == "start" and not _some_date(context)
    if undated and context.plan.tasks:
        message = "doesn't say when it starts, and none of its tasks is dated; the day of the run is taken"
        yield warning(
            settings, "start", "no-start", message, "Add `start: DATE`, the day on which work can begin"
        )


def dates_can_be_calculated_with(context: Context) -> Iterator[Finding]:
    """Dates lie in the years that calendars cover."""
    for entity, key, moment in _moments(context):
        if moment.date.year < _BEFORE_PLANS_WERE_MADE_HERE or moment.date.year > 9000:
            message = f"`{key}: {moment}` lies outside the years {_BEFORE_PLANS_WERE_MADE_HERE} to 9000"
            yield error(entity, key, "impossible-date", message, "Correct the year")


def manual_tasks_have_dates(context: Context) -> Iterator[Finding]:
    """A manual task is where its dates say; without one it stands at the plan's start."""
    for task in context.having("manual"):
        if task.manual and task.start is None and task.started is None:
            message = "is manual but has no date; it is shown at the plan's start"
            yield warning(task, "manual", "manual-without-date", message, "Add `start: on DATE`")


def _some_date(context: Context) -> bool:
    return any(
        task.started or task.start or task.finish or task.done or task.parts
        for task in context.whole.tasks.values()
    )


def _moments(context: Context) -> Iterator[tuple[Entity, str, Moment]]:
    keys = ("deadline", "started", "done", "expected_finish", "suspended", "resumed")
    for task in context.having(*keys, "start", "finish"):
        for key in keys:
            moment = getattr(task, key)
            if moment is not None:
                yield task, key, moment
        for key in ("start", "finish"):
            windows = getattr(task, key)
            for window in windows.windows if windows else ():
                yield task, key, window.moment
    settings = context.plan.settings
    for key in ("start", "finish", "status_date"):
        if (moment := getattr(settings, key)) is not None:
            yield settings, key, moment
    for goal in context.plan.goals.values():
        if goal.deadline is not None:
            yield goal, "deadline", goal.deadline
    for risk in context.whole.risks.values():
        for key in ("triggered", "struck"):
            if (moment := getattr(risk, key)) is not None:
                yield risk, key, moment
        yield from ((risk, "watch", moment) for moment in risk.watch.values())


RULES: tuple[Rule, ...] = (
    windows_are_open,
    deadlines_come_after_the_start,
    scheduling_from_the_finish_has_one,
    dates_can_be_calculated_with,
    manual_tasks_have_dates,
)
