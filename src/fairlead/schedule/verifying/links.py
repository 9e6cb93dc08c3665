"""Checks: every link is kept, with its lag and its greatest lag, those of summaries by everything below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from fairlead.plan.entities import Task
from fairlead.plan.values import Lag, Link
from fairlead.schedule.verifying.case import Case, Job, hidden
from fairlead.schedule.verifying.doing import Doing, Doings
from fairlead.schedule.verifying.effort import minutes_by_logic
from fairlead.schedule.verifying.hours import CLOCK, Hours
from fairlead.schedule.verifying.pulls import pulled_to
from fairlead.schedule.verifying.violation import Violation

_FROM_FINISH, _TO_START = ("FS", "FF"), ("FS", "SS")
_LATEST_ENDS = ("by", "on", "fixed")


class Before(NamedTuple):
    """What a link hangs on: when it starts and finishes, how many minutes it takes in each reading, in which hours."""

    start: int
    finish: int
    minutes: tuple[int, ...]
    hours: tuple[Hours, ...]
    done_or_begun: bool = False
    planned: bool = True


def keeps_its_links(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that don't wait for what they come after, or wait longer than they may."""
    before: dict[str, Before | None] = {}
    for successor, link in _links(case):
        if link.id not in before:
            before[link.id] = _before(case, doings, link.id)
        found = before[link.id]
        if found is None:
            continue
        is_summary = case.plan.outline.is_summary(successor)
        for job in case.jobs_of(successor):
            if job.state in ("planned", "begun") and not pulled_to(case, job):
                yield from _broken(case, doings[job.id], successor if is_summary else None, link, found)


def _links(case: Case) -> Iterator[tuple[str, Link]]:
    """Yield every link between tasks that take part, those that `in_order` makes among them."""
    plan, out = case.plan, hidden(case.plan)
    for task in plan.tasks.values():
        if task.id not in out:
            yield from (
                (task.id, link) for link in task.after if link.id not in out and _counts(case, task, link.id)
            )
    for parent, children in plan.outline.children.items():
        if parent is not None and plan.tasks[parent].in_order:
            active = [child for child in children if child not in out]
            yield from (
                (after, Link(one)) for one, after in pairwise(active) if _counts(case, plan.tasks[after], one)
            )


def _counts(case: Case, task: Task, before: str) -> bool:
    ends = [task, case.plan.tasks.get(before)]
    if any(each is not None and each.activity_type in ("level of effort", "WBS summary") for each in ends):
        return False
    ignored = case.plan.settings.options.ignore_external
    return not (ignored and any(each is not None and each.external for each in ends))


# What comes before


def _before(case: Case, doings: Doings, id: str) -> Before | None:
    if id in case.plan.decisions:
        moment = _decided(case, doings, id)
        return None if moment is None else Before(moment, moment, (0,), (case.hours.of_plan,))
    if id not in case.plan.tasks or _is_pulled_earlier(case, id):
        return None
    found = [doings[job.id] for job in case.jobs_of(id)]
    if not found:
        return None
    start = min(doing.job.laid.start for doing in found)
    finish = max(doing.job.laid.finish for doing in found)
    if case.plan.outline.is_summary(id) or case.plan.tasks[id].every is not None:
        return Before(start, finish, (0,), (case.hours.of_plan,), planned=True)
    (doing,) = found
    minutes = {
        max((portion.minutes for portion in doing.effort), default=0),
        *minutes_by_logic(case, case.plan.tasks[id]),
    }
    begun = doing.job.state in ("begun", "done")
    hours = _calendars(case, doing)
    return Before(start, finish, tuple(minutes), hours, begun, doing.job.state == "planned")


def _decided(case: Case, doings: Doings, id: str) -> int | None:
    """Return the moment before which nobody can count on a decision: when it was taken, else when it is due."""
    decision = case.plan.decisions[id]
    if decision.decided is not None:
        return case.axis.minute(decision.decided)
    if id in case.laid:
        return case.laid[id].finish
    moments = [case.start] if case.options.nothing_before_start else []
    if decision.due is not None:
        end = case.axis.minute(decision.due, end=True)
        moments.append(max(case.hours.of_plan.previous(end), case.status or case.start))
    for link in decision.after:
        if link.id in case.plan.tasks and link.lag is None and link.type == "FS":
            moments += [job.laid.finish for job in case.jobs_of(link.id)]
    return max(moments, default=None)


def _is_pulled_earlier(case: Case, id: str) -> bool:
    """Tell whether a summary's own date ends it for what comes after, whatever goes on below."""
    if not case.plan.outline.is_summary(id):
        return False
    task = case.plan.tasks[id]
    kinds = {window.kind for each in (task.start, task.finish) if each for window in each.windows}
    return "fixed" in kinds or (case.options.honour_constraints and bool(kinds & set(_LATEST_ENDS)))


# What a link asks


def _broken(case: Case, doing: Doing, summary: str | None, link: Link, before: Before) -> Iterator[Violation]:
    job = doing.job
    if not _is_asked(case, job, link):
        return
    to_start = link.type in _TO_START
    minute = job.laid.start if to_start else job.laid.finish
    if job.state == "begun" and to_start:
        ahead = doing.segments[0][0] if doing.segments else None
        if ahead is None or case.status is None or not any(portion.left for portion in doing.effort):
            return
        if not any(begin >= case.status for begin, _ in job.laid.segments):
            return  # one stretch from the actual start on doesn't say when work goes on
        minute = ahead
    earliest = min(_moved(case, doing, summary, link.lag, link, before))
    if minute < earliest and not _same_instant(case, doing, minute, earliest):
        yield _too_early(case, job, summary, link, minute, earliest)
    if link.max_lag is not None and job.state == "planned" and before.planned:
        latest = max(_moved(case, doing, summary, link.max_lag, link, before))
        hours = _hours_of_lag(case, doing, summary, link.max_lag, before)
        if all(each.between(latest, minute) > 0 for each in hours) and not _same_instant(
            case, doing, latest, minute
        ):
            message = (
                f"`{job.id}` {_verb(link)} {case.said(minute)}, but `{link}` lets that be {case.said(latest)} "
                f"at the latest{_because(summary)}."
            )
            yield Violation("max-lag", message, (job.id, link.id))


def _is_asked(case: Case, job: Job, link: Link) -> bool:
    """Tell whether a link still asks anything of a task that has begun, by the plan's rule of progress."""
    if job.state == "planned":
        return True
    if case.options.progress == "progress override":
        return link.type not in _TO_START
    if case.options.progress == "msproject":
        return case.options.split_in_progress and link.type == "FS"
    return True


def _moved(
    case: Case, doing: Doing, summary: str | None, lag: Lag | None, link: Link, before: Before
) -> list[int]:
    """Return the moment a link and its lag ask for, in each reading of whose calendar the lag runs on."""
    moment = before.finish if link.type in _FROM_FINISH else before.start
    if lag is None or lag.amount == 0:
        return [moment]
    passes = case.options.finished_pass_logic_on and case.options.progress != "actual dates"
    if passes and before.done_or_begun and lag.amount > 0:
        return [moment]  # by Primavera's rules a lag is used up as time passes
    units = (case.units.day, case.units.week, case.units.month)
    lengths = [lag.to_minutes(*units, of=minutes) for minutes in (before.minutes if lag.percent else (0,))]
    hours = _hours_of_lag(case, doing, summary, lag, before)
    return [each.moved(moment, minutes) for each in hours for minutes in lengths]


def _hours_of_lag(
    case: Case, doing: Doing, summary: str | None, lag: Lag, before: Before
) -> tuple[Hours, ...]:
    """Return the hours in which a lag passes, in each reading of whose calendar it runs on."""
    if lag.elapsed or case.options.lag_calendar == "24h":
        return (CLOCK,)
    if case.options.lag_calendar == "predecessor":
        return before.hours
    if case.options.lag_calendar == "project" or summary is not None:
        return (case.hours.of_plan,)
    return _calendars(case, doing)


def _calendars(case: Case, doing: Doing) -> tuple[Hours, ...]:
    """Return what may be taken for a task's calendar: its own, or that with the hours of those who do it."""
    task = doing.job.task
    with_people = case.hours.of_all(task, [who.id for who in task.who])
    found = [case.hours.of_task(task), *(portion.hours for portion in doing.effort), with_people]
    if case.options.progress == "msproject" or task.gate:
        found.append(case.hours.of_plan)
    ways = case.plan.tasks[task.id].ways
    if any(way.duration is not None and way.duration.elapsed for way in ways):
        found.append(CLOCK)  # by logic alone the task may be done in a mode that passes on the clock
    return tuple(dict.fromkeys(found))


def _same_instant(case: Case, doing: Doing, one: int, other: int) -> bool:
    hours = [portion.hours for portion in doing.effort] or [case.hours.of_task(doing.job.task)]
    return all(each.between(one, other) == 0 for each in hours)


def _too_early(
    case: Case, job: Job, summary: str | None, link: Link, minute: int, earliest: int
) -> Violation:
    message = (
        f"`{job.id}` {_verb(link)} {case.said(minute)}, but its link `{link}` asks for {case.said(earliest)} "
        f"at the earliest{_because(summary)}."
    )
    return Violation("link", message, (job.id, link.id))


def _verb(link: Link) -> str:
    return "starts" if link.type in _TO_START else "finishes"


def _because(summary: str | None) -> str:
    return f", as everything below `{summary}`" if summary is not None else ""
