"""Checks: nothing before the plan's start or in the past, dates asked for are kept, what has happened stays."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Task
from fairlead.plan.values import Moment, Window
from fairlead.schedule.verifying.case import Case, Job
from fairlead.schedule.verifying.doing import Doings
from fairlead.schedule.verifying.pulls import date_of, hours_of, is_at, pulled_to, same_instant, windows_of
from fairlead.schedule.verifying.violation import Violation

_A_DAY = 1440


def begins_when_it_can(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield what is planned before the plan starts, before the status date, or before its own turn comes round."""
    for doing in doings.values():
        job = doing.job
        if job.state != "planned":
            continue
        if job.not_before is not None and _before(case, job, job.laid.start, job.not_before):
            begins = case.said(job.laid.start)
            message = (
                f"`{job.id}` starts {begins}, but its turn comes not before {case.said(job.not_before)}."
            )
            yield Violation("rhythm", message, (job.id,))
        if pulled_to(case, job):
            continue
        if case.options.nothing_before_start or not _has_something_before(case, job.task):
            yield from _floors(case, job)


def keeps_its_dates(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that break a date their constraints ask for, as far as the plan's options honour it."""
    for doing in doings.values():
        job = doing.job
        if job.state in ("planned", "begun"):
            for message in _broken(case, job):
                yield Violation("constraint", message, (job.id,))


def keeps_what_happened(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that are done or begun, or set by hand, but shown on other dates than those."""
    for doing in doings.values():
        job = doing.job
        task, laid = job.task, job.laid
        if job.state == "by hand":
            yield from _by_hand(case, job)
            continue
        if task.started is not None and not _is_on(case, job, laid.start, task.started, end=False):
            message = f"`{job.id}` was started {task.started}, but is shown from {case.said(laid.start)}."
            yield Violation("frozen", message, (job.id,))
        if task.done is not None and not _is_on(case, job, laid.finish, task.done, end=True):
            message = f"`{job.id}` was done {task.done}, but is shown until {case.said(laid.finish)}."
            yield Violation("frozen", message, (job.id,))
        is_left = job.state == "begun" and any(portion.left for portion in doing.effort)
        if is_left and case.status is not None and laid.finish < case.status:
            message = (
                f"`{job.id}` isn't done, but is shown until {case.said(laid.finish)}, before the status date."
            )
            yield Violation("status-date", message, (job.id,))


def waits_for_its_gate(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield milestones at a moment when those who must say yes aren't there."""
    for doing in doings.values():
        job = doing.job
        hours = case.hours.of_gate(job.task.gate) if job.task.gate and job.state == "planned" else None
        if hours is None or any(portion.minutes for portion in doing.effort):
            continue
        if not (hours.works_at(job.laid.start) or hours.works_at(job.laid.start - 1)):
            message = (
                f"`{job.id}` is {case.said(job.laid.start)}, when {', '.join(job.task.gate)} can't say yes."
            )
            yield Violation("gate", message, (job.id,), job.task.gate)


def _floors(case: Case, job: Job) -> Iterator[Violation]:
    if not case.options.from_finish and _before(case, job, job.laid.start, case.start):
        message = (
            f"`{job.id}` starts {case.said(job.laid.start)}, before the plan does, {case.said(case.start)}."
        )
        yield Violation("plan-start", message, (job.id,))
    if case.status is not None and _before(case, job, job.laid.start, case.status):
        today = case.said(case.status)
        message = f"`{job.id}` is planned for {case.said(job.laid.start)}, before the status date {today}."
        yield Violation("status-date", message, (job.id,))


def _has_something_before(case: Case, task: Task) -> bool:
    """Tell whether links or dates say when a task begins, so that the plan's start doesn't."""
    above: Task | None = task
    while above is not None:
        parent = case.plan.tasks.get(above.parent) if above.parent else None
        chained = (
            parent is not None and parent.in_order and case.plan.outline.children[parent.id][0] != above.id
        )
        if above.after or chained:
            return True
        above = parent
    return any(window.kind != "by" for window, _ in windows_of(task))


def _broken(case: Case, job: Job) -> Iterator[str]:
    hours = hours_of(case, job)
    for window, end in [*windows_of(job.task), *_from_above(case, job.task)]:
        minute = job.laid.finish if end else job.laid.start
        date = date_of(case, job, window, end)
        asked = f"`{job.id}` {'finishes' if end else 'starts'} {case.said(minute)}, but its plan asks for {window}"
        if job.state == "begun" and not (end and window.kind in ("from", "on")):
            continue
        if window.kind == "fixed":
            later = max(date, case.status) if case.status is not None else date
            if not same_instant(hours, minute, date) and not same_instant(hours, minute, later):
                yield f"{asked}."
        elif is_at(case, job, window, end):
            continue
        elif window.kind in ("from", "on") and minute < date and not _is_pulled_by_another(case, job, window):
            yield f"{asked}."
        elif window.kind in ("by", "on") and case.options.honour_constraints and minute > date:
            yield f"{asked}, which the plan's options honour."


def _is_pulled_by_another(case: Case, job: Job, window: Window) -> bool:
    """Tell whether a second date that pulls stands against this one, so that only one of them can be kept."""
    others = [other.kind for other, _ in windows_of(job.task) if other is not window]
    return case.options.honour_constraints and any(kind in ("by", "on", "fixed") for kind in others)


def _from_above(case: Case, task: Task) -> Iterator[tuple[Window, bool]]:
    """Yield what the starts of summaries ask of all below them: not before."""
    above = case.plan.tasks.get(task.parent) if task.parent else None
    while above is not None:
        for window in above.start.windows if above.start else ():
            if window.kind != "by":
                yield Window("from", window.moment), False
        above = case.plan.tasks.get(above.parent) if above.parent else None


def _by_hand(case: Case, job: Job) -> Iterator[Violation]:
    for minute, windows, end in (
        (job.laid.start, job.task.start, False),
        (job.laid.finish, job.task.finish, True),
    ):
        if windows and not _is_on(case, job, minute, windows.windows[0].moment, end=end):
            said = f"{'finish' if end else 'start'} {windows.windows[0].moment}"
            message = f"`{job.id}` was set by hand to {said}, but the schedule says {case.said(minute)}."
            yield Violation("frozen", message, (job.id,))


def _is_on(case: Case, job: Job, minute: int, moment: Moment, *, end: bool) -> bool:
    """Tell whether a minute is the moment that people noted; a date alone is any time of its day."""
    said = case.axis.minute(moment, end=end)
    if moment.time is not None:
        return minute == said or same_instant(hours_of(case, job), minute, said)
    return said - _A_DAY <= minute <= said if end else said <= minute <= said + _A_DAY


def _before(case: Case, job: Job, minute: int, bound: int) -> bool:
    return minute < bound and not same_instant(hours_of(case, job), minute, bound)
