"""Checks: no more work in progress than wanted, and tasks apart that must not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from fairlead.plan.entities import Person, Team
from fairlead.schedule.verifying.capacity import Load, by_person, crowds, spans_of
from fairlead.schedule.verifying.case import Case
from fairlead.schedule.verifying.doing import Doing, Doings
from fairlead.schedule.verifying.laid import Segment
from fairlead.schedule.verifying.saying import named
from fairlead.schedule.verifying.staff import members
from fairlead.schedule.verifying.violation import Violation

_A_DAY = 1440


def no_more_in_progress_than_allowed(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield people and teams with more tasks begun and not finished than they want; nights are in between."""
    busy = by_person(doings)
    holders: list[Person | Team] = [*case.plan.people.values(), *case.plan.teams.values()]
    for holder in holders:
        most = holder.wip
        if most is None:
            continue
        crew = [holder.id] if holder.id in case.plan.people else list(members(case.plan, holder.id))
        theirs = {doing.id: doing for who in crew for doing in busy.get(who, ())}
        loads = [Load(*spans_of(doing), Decimal(1), doing.id, doing.is_free) for doing in theirs.values()]
        for crowd in _first(crowds(loads, Decimal(most))):
            message = (
                f"`{holder.id}` has {len(crowd.tasks)} tasks in progress from {case.said(crowd.begin)} to "
                f"{case.said(crowd.end)}, {named(crowd.tasks)}, but at most {most} are allowed."
            )
            yield Violation("wip", message, crowd.tasks, (holder.id,))


def keeps_apart(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that overlap those they must stay apart from, nights included."""
    seen: set[frozenset[str]] = set()
    for task in case.plan.tasks.values():
        for other_id in task.apart_from:
            others = [doings[job.id] for job in case.jobs_of(other_id)]
            mine = [doings[job.id] for job in case.jobs_of(task.id)]
            for one, other in ((one, other) for one in mine for other in others if one.id != other.id):
                pair = frozenset((one.id, other.id))
                if pair not in seen and (shared := _overlap(one, other)):
                    seen.add(pair)
                    message = (
                        f"`{one.id}` and `{other.id}` have to stay apart, but both are in progress from "
                        f"{case.said(shared[0])} to {case.said(shared[1])}."
                    )
                    yield Violation("apart-from", message, (one.id, other.id))


def _overlap(one: Doing, other: Doing) -> Segment | None:
    if not (one.is_free or other.is_free) or "done" in (one.job.state, other.job.state):
        return None
    (first, last), (begin, end) = spans_of(one), spans_of(other)
    return (max(first, begin), min(last, end)) if max(first, begin) < min(last, end) else None


def _first(found: Iterable[Any]) -> Iterator[Any]:
    """Yield the first crowd of each set of tasks."""
    seen: set[frozenset[str]] = set()
    for crowd in found:
        if (tasks := frozenset(crowd.tasks)) not in seen:
            seen.add(tasks)
            yield crowd
