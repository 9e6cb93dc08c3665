"""Checks: everything that has to be done is there once, in a mode it has, with dates that go together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fairlead.schedule.verifying.case import Case, Job, hidden, state_of
from fairlead.schedule.verifying.laid import Laid
from fairlead.schedule.verifying.violation import Violation


def strangers(case: Case) -> Iterator[Violation]:
    """Yield what is scheduled but not to be done."""
    out = hidden(case.plan)
    for id in case.laid:
        if id in case.wanted or id in case.plan.decisions:
            continue
        if id in out:
            yield Violation("not-to-be-done", f"`{id}` is scheduled, but it is inactive.", (id,))
        elif id not in case.plan.tasks:
            yield Violation("unknown-task", f"`{id}` is scheduled, but the plan has no such task.", (id,))


def missing(case: Case) -> Iterator[Violation]:
    """Yield what has to be done but isn't scheduled."""
    for id in case.wanted:
        if id not in case.laid:
            yield Violation("missing", f"`{id}` has to be done, but it isn't in the schedule.", (id,))


def job_of(case: Case, id: str) -> Job | Violation:
    """Return a wanted task that is in the schedule as a job, or what is wrong with its mode or its dates."""
    task, not_before = case.wanted[id]
    laid = case.laid[id]
    state = state_of(task)
    has_to_choose = bool(task.modes) and not (state == "done" and laid.mode is None)
    if has_to_choose and (laid.mode is None or not 0 <= laid.mode < len(task.modes)):
        there_are = f"it has {len(task.modes)}, counted from 0"
        said = "names none of its modes" if laid.mode is None else f"is done in mode {laid.mode}"
        return Violation("mode", f"`{id}` {said}; {there_are}.", (id,))
    if not task.modes and laid.mode is not None:
        return Violation("mode", f"`{id}` is done in mode {laid.mode}, but it has no modes.", (id,))
    wrong = _wrong_dates(case, laid, strict=state == "planned")
    if wrong:
        return Violation("dates", wrong, (id,))
    way = task if laid.mode is None else task.in_mode(task.modes[laid.mode])
    return Job(id, way, state, laid, not_before)


def _wrong_dates(case: Case, laid: Laid, *, strict: bool) -> str | None:
    if laid.finish < laid.start:
        return f"`{laid.id}` finishes {case.said(laid.finish)}, before it starts {case.said(laid.start)}."
    for begin, end in laid.segments:
        if end <= begin:
            return f"A stretch of `{laid.id}` ends {case.said(end)}, but begins {case.said(begin)}."
    for (_, end), (begin, _) in pairwise(laid.segments):
        if begin < end:
            return (
                f"A stretch of `{laid.id}` begins {case.said(begin)}, before another ends {case.said(end)}."
            )
    if not laid.segments:
        return None
    first, last = laid.segments[0][0], laid.segments[-1][1]
    if last != laid.finish:
        return f"`{laid.id}` finishes {case.said(laid.finish)}, but its last stretch ends {case.said(last)}."
    if first != laid.start if strict else first < laid.start:
        return f"`{laid.id}` starts {case.said(laid.start)}, but its first stretch begins {case.said(first)}."
    return None
