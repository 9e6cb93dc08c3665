"""Checks: each task takes its working time, in open hours, in one piece unless it may be split."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fairlead.plan.entities import Task
from fairlead.schedule.verifying.case import Case
from fairlead.schedule.verifying.doing import Doing, Doings
from fairlead.schedule.verifying.saying import length, named
from fairlead.schedule.verifying.violation import Violation


def takes_its_time(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that last longer or shorter than their work takes."""
    for doing in doings.values():
        if not doing.fits and not _is_told_otherwise(case, doing):
            yield _wrong_length(case, doing)


def works_in_open_hours(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that begin, end or go on when it is closed or somebody is away."""
    for doing in doings.values():
        if doing.job.state != "planned" or not doing.effort:
            continue
        for begin, end in doing.segments:
            wrong = next(
                (minute for minute in (begin, end) if not _is_worked(case, doing, minute, minute == end)),
                None,
            )
            if wrong is not None:
                yield _closed(case, doing, wrong, at_end=wrong == end)
                break


def splits_only_where_allowed(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that are interrupted though they must not be."""
    allowed = bool(case.plan.settings.options.split_when_levelling)
    for doing in doings.values():
        if allowed and doing.job.task.split:
            continue
        for (_, end), (begin, _) in pairwise(doing.segments):
            pause = max((portion.hours.between(end, begin) for portion in doing.effort), default=0)
            if pause > 0:
                because = (
                    "the task must not be split" if allowed else "the plan's options don't let tasks be split"
                )
                message = (
                    f"`{doing.id}` is interrupted from {case.said(end)} to {case.said(begin)}, for {length(pause)} of "
                    f"working time, but {because}."
                )
                yield Violation("split", message, (doing.id,))
                break


def _is_told_otherwise(case: Case, doing: Doing) -> bool:
    """Tell whether the document gives a task its end in another way: recorded stretches, an expected finish."""
    task = doing.job.task
    if len(task.parts) > 1:
        return True
    if task.expected_finish is None or not case.options.use_expected_finish:
        return False
    expected = case.axis.minute(task.expected_finish, end=True)
    hours = case.hours.of_task(task)
    return doing.job.laid.finish == expected or hours.between(doing.job.laid.finish, expected) == 0


def _wrong_length(case: Case, doing: Doing) -> Violation:
    laid = doing.job.laid
    begun = doing.job.state == "begun"
    asked = [portion.left if begun else portion.minutes for portion in doing.effort]
    there = [portion.hours.within(doing.segments) for portion in doing.effort]
    worst = min(range(len(asked)), key=lambda i: there[i] - asked[i], default=None)
    takes, has = (asked[worst], there[worst]) if worst is not None else (0, laid.finish - laid.start)
    with_whom = f" with {named(doing.staff.ids)}" if doing.staff.ids else ""
    message = (
        f"`{doing.id}` has {length(has)} of working time from {case.said(laid.start)} to {case.said(laid.finish)}, but "
        f"{'what is left of it' if begun else 'it'} takes {length(takes)}{with_whom}."
    )
    return Violation("length", message, (doing.id,), tuple(doing.staff.ids))


def _is_worked(case: Case, doing: Doing, minute: int, at_end: bool) -> bool:
    for portion in doing.effort:
        if not portion.minutes:
            return True
        # The last minute before a duty takes the rest of the day may be counted to either.
        near = (minute - 1, minute - 2) if at_end else (minute,)
        if at_end and _is_held_at_its_end(case, doing):
            near = (*near, minute)  # what ends with something else may say the next morning for the evening
        if any(portion.hours.works_at(each) for each in near):
            return True
    return False


def _is_held_at_its_end(case: Case, doing: Doing) -> bool:
    """Tell whether a link or a date says when a task finishes, rather than when it starts."""
    task: Task | None = doing.job.task
    while task is not None:
        if task.finish is not None or any(link.type in ("FF", "SF") for link in task.after):
            return True
        task = case.plan.tasks.get(task.parent) if task.parent else None
    return False


def _closed(case: Case, doing: Doing, minute: int, *, at_end: bool) -> Violation:
    looked_at = minute - 1 if at_end else minute
    verb = "works until" if at_end else "begins work"
    away = [
        who
        for who in doing.staff.ids
        if (hours := case.hours.of_party(who)) is not None and not hours.works_at(looked_at)
    ]
    if away:
        busy = [who for who in away if case.hours.is_there_by_hours(who, looked_at)]
        if busy:
            message = (
                f"`{doing.id}` {verb} {case.said(minute)}, when limits or duties leave {named(busy)} no time."
            )
            return Violation("limit", message, (doing.id,), tuple(busy))
        are = "is" if len(away) == 1 else "are"
        message = f"`{doing.id}` {verb} {case.said(minute)}, when {named(away)} {are} not there."
        return Violation("away", message, (doing.id,), tuple(away))
    return Violation(
        "closed", f"`{doing.id}` {verb} {case.said(minute)}, which is outside its hours.", (doing.id,)
    )
