"""The question put to a schedule: which chain explains what, and everything around it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace

from fairlead.plan.entities import Decision, Entity, Goal, Task
from fairlead.plan.errors import PlanError, RequestError
from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.working import finish_reading
from fairlead.schedule.schedule import Schedule, schedule
from fairlead.schedule.why.answer import Step, Why
from fairlead.schedule.why.bonds import Bond, chain
from fairlead.schedule.why.movers import Asked, Recompile, movers
from fairlead.schedule.why.near import drives, near
from fairlead.schedule.why.reading import Reading
from fairlead.schedule.why.saying import finish_of, step_of
from fairlead.schedule.why.words import listed


def why(schedule: Schedule, id: str) -> Why:
    """Return why a task, decision or goal is where it is, and what would move it.

    A summary is explained by the first and the last task below it, a goal by what is done last. What would move it is
    found by scheduling again with one thing changed. Raises `RequestError` for an id without dates, such as a person's.
    """
    reading = Reading(schedule.compiled, schedule.compiled.network, schedule.path)
    entity = schedule.compiled.plan.work(id)
    if isinstance(entity, Goal):
        return _of_goal(schedule, reading, entity)
    if not isinstance(entity, Task | Decision):
        raise RequestError(_unknown(schedule, id))
    last = reading.last_of(id)
    if last is None:
        return _without_dates(reading, entity)
    if reading.place_of(id) is None and not _comes_again(entity):
        return _of_summary(schedule, reading, entity, last)
    place = reading.first_of(id)
    assert place is not None
    return _of_leaf(schedule, reading, entity, place)


# One answer a kind


def _of_leaf(schedule: Schedule, reading: Reading, entity: Task | Decision, place: int) -> Why:
    bonds, steps = _explained(reading, place)
    done = reading.state(place) == codes.FINISHED
    at_start = not reading.is_moment(place) and bonds[0].kind != "expected finish"

    def same(other: Reading) -> int | None:
        return other.first_of(entity.id)

    asked = Asked(entity.title, same, at_start)
    driven, moved = drives(reading, reading.leaves(entity.id))
    return replace(
        _answer(schedule, reading, entity, place, place),
        steps=steps,
        movers=() if done else movers(reading, asked, bonds, steps, _recompiled(schedule)),
        near=near(reading, place, bonds[0].source),
        drives=driven,
        moves_plan=moved,
    )


def _of_summary(schedule: Schedule, reading: Reading, entity: Task | Decision, last: int) -> Why:
    first = reading.first_of(entity.id)
    assert first is not None
    bonds, steps = _explained(reading, last)
    begins = _explained(reading, first)[1]
    asked = Asked(entity.title, lambda other: other.last_of(entity.id), False)
    driven, moved = drives(reading, reading.leaves(entity.id))
    names = reading.name(reading.id_of(first)), reading.name(reading.id_of(last))
    ends = _part(reading, entity, first, last, f"{names[1]} is the last of what belongs to it", last)
    starts = _part(
        reading, entity, first, last, f"{names[0]} is the first of what belongs to it", first, starts=True
    )
    done = reading.state(last) == codes.FINISHED
    return replace(
        _answer(schedule, reading, entity, first, last),
        steps=(ends, *steps),
        begins=(starts, *begins),
        movers=() if done else movers(reading, asked, bonds, steps, _recompiled(schedule)),
        near=(),
        drives=driven,
        moves_plan=moved,
    )


def _of_goal(schedule: Schedule, reading: Reading, goal: Goal) -> Why:
    found = schedule.goals[goal.id]
    ends = {id: place for id in goal.done_when if (place := reading.last_of(id)) is not None}
    if not ends:
        return _without_dates(reading, goal)
    last = max(ends, key=lambda id: int(reading.path.finish[ends[id]]))
    place = ends[last]
    bonds, steps = _explained(reading, place)

    def latest(other: Reading) -> int | None:
        places = [end for id in goal.done_when if (end := other.last_of(id)) is not None]
        return max(places, key=lambda each: int(other.path.finish[each]), default=None)

    others = "the last of what it asks for" if len(goal.done_when) > 1 else "all it asks for"
    step = _part(reading, goal, place, place, f"{reading.name(last)} is {others}", place)
    room = _room_of_goal(reading, found.slack)
    done = reading.state(place) == codes.FINISHED
    return replace(
        _answer(schedule, reading, goal, place, place),
        start=None,
        finish=found.finish,
        dates=f"met {finish_of(reading, place)}",
        total_float=found.slack,
        free_float=None,
        room=room,
        deadline=_deadline_text(
            reading, reading.words.finished(found.deadline) if found.deadline else None, found.slack
        ),
        steps=(step, *steps),
        movers=()
        if done
        else movers(reading, Asked(goal.title, latest, False), bonds, steps, _recompiled(schedule)),
        near=(),
        drives=(),
        moves_plan=0,
    )


def _without_dates(reading: Reading, entity: Task | Decision | Goal) -> Why:
    """Inactive tasks take no part; a summary or goal may have nothing that does."""
    inactive = isinstance(entity, Task) and _is_inactive(reading, entity)
    said = (
        "inactive: it takes no part and holds nothing up"
        if inactive
        else "nothing that belongs to it has a date"
    )
    return Why(
        entity.id,
        entity.title,
        entity.kind,
        None,
        None,
        said,
        None,
        None,
        False,
        "",
        None,
        (),
        (),
        (),
        (),
        (),
        0,
    )


# The parts of an answer


def _answer(schedule: Schedule, reading: Reading, entity: Entity, first: int, last: int) -> Why:
    task = schedule.tasks.get(entity.id)
    total = task.total_float if task else reading.found(last, at.TOTAL_FLOAT)
    free = task.free_float if task else reading.found(last, at.FREE_FLOAT)
    critical = task.critical if task else bool(reading.path.critical[last])
    start, finish = (
        reading.local(int(reading.path.start[first])),
        reading.local(int(reading.path.finish[last])),
    )
    done = all(reading.state(place) == codes.FINISHED for place in reading.leaves(entity.id))
    words = reading.words
    if first == last and reading.is_moment(last):
        dates = words.reached(finish)
    else:
        dates = f"{words.started(start)} to {words.finished(finish)}"
    return Why(
        id=entity.id,
        name=entity.title,
        kind=_kind(reading, entity, last),
        start=start,
        finish=finish,
        dates=f"{dates}, done" if done else dates,
        total_float=total,
        free_float=free,
        critical=critical,
        room="" if done else _room(reading, last, total, free, critical),
        deadline=_deadline(reading, entity, last),
        steps=(),
        begins=(),
        movers=(),
        near=(),
        drives=(),
        moves_plan=0,
    )


def _explained(reading: Reading, place: int) -> tuple[list[Bond], tuple[Step, ...]]:
    bonds = list(chain(reading, place))
    return bonds, tuple(step_of(reading, bond) for bond in bonds)


def _part(
    reading: Reading, entity: Entity, first: int, last: int, because: str, which: int, *, starts: bool = False
) -> Step:
    """Return the first step of what consists of others: which of them decides."""
    local, words = reading.local, reading.words
    moment = local(int(reading.path.start[which] if starts else reading.path.finish[which]))
    verb = "is met" if isinstance(entity, Goal) else "starts" if starts else "finishes"
    when = words.started(moment) if starts else finish_of(reading, which)
    return Step(
        id=entity.id,
        name=entity.title,
        start=local(int(reading.path.start[first])),
        finish=local(int(reading.path.finish[last])),
        binds="part",
        date=moment,
        by=reading.id_of(which),
        link=None,
        through=(),
        waits=(),
        sentence=f"{entity.title} ({entity.id}) {verb} {when}: {because}",
    )


def _kind(reading: Reading, entity: Entity, place: int) -> str:
    if not isinstance(entity, Task):
        return entity.kind
    if reading.place_of(entity.id) is None:
        return "recurring task" if _comes_again(entity) else "summary"
    return "milestone" if reading.is_moment(place) else "task"


def _comes_again(entity: Entity) -> bool:
    return isinstance(entity, Task) and entity.every is not None


def _is_inactive(reading: Reading, task: Task | None) -> bool:
    while task is not None:
        if task.inactive:
            return True
        task = reading.compiled.plan.tasks.get(task.parent or "")
    return False


# What floats and deadlines mean


def _room(reading: Reading, place: int, total: int | None, free: int | None, critical: bool) -> str:
    if total is None:
        return ""
    length, limit = reading.words.length, _limit(reading, place)
    if total < 0:
        return f"critical: {length(total)} too late for {limit}"
    if total == 0:
        return f"critical: whatever it slips moves {limit}"
    said = f"it can slip {length(total)} before it moves {limit}"
    if free is not None and 0 <= free < total:
        first = (
            f"{length(free)} before it moves what comes next" if free else "any slip moves what comes next"
        )
        said = f"{said}, {first}"
    return f"critical by the plan's rule: {said}" if critical else said


def _limit(reading: Reading, place: int) -> str:
    """Return what the late dates count from: a deadline or constraint on the way ahead, else the plan's finish."""
    while True:
        own = _own_limit(reading, place)
        if own is not None and finish_reading(reading.net, place, own) <= reading.found(
            place, at.LATE_FINISH
        ):
            task = reading.entity(reading.id_of(place))
            what = "deadline" if reading.fact(place, at.DEADLINE) == own else "date"
            return f"the {what} of {task.title}" if task else "a date"
        row = reading.found(place, at.LATE_LINK)
        if row < 0:
            wanted = int(reading.network.rules[at.FINISH_BY]) != codes.MISSING
            return "the date the plan must finish by" if wanted else "the plan's finish"
        place = int(reading.net.links[row, at.AFTER])


def _own_limit(reading: Reading, place: int) -> int | None:
    dates = [reading.fact(place, at.DEADLINE)]
    for column in (at.CONSTRAINT, at.CONSTRAINT_2):
        if reading.fact(place, column) in (codes.FINISH_BY, codes.FINISH_ON, codes.MANDATORY_FINISH):
            dates.append(reading.fact(place, column + 1))
    return min((date for date in dates if date is not None), default=None)


def _room_of_goal(reading: Reading, slack: int | None) -> str:
    return "" if slack is not None else "it has no deadline"


def _deadline(reading: Reading, entity: Entity, place: int) -> str | None:
    if not isinstance(entity, Task) or entity.deadline is None:
        return None
    deadline = reading.compiled.axis.minute(entity.deadline, end=True)
    slack = reading.worked(int(reading.path.finish[place]), deadline)
    return _deadline_text(reading, reading.words.finished(reading.local(deadline)), slack)


def _deadline_text(reading: Reading, deadline: str | None, slack: int | None) -> str | None:
    if deadline is None or slack is None:
        return None
    kept = "missed" if slack < 0 else "kept"
    return (
        f"deadline {deadline}: {kept} by {reading.words.length(slack)}"
        if slack
        else f"deadline {deadline}: just kept"
    )


# Around it


def _recompiled(whole: Schedule) -> Recompile:
    def again(changed: Entity) -> Reading | None:
        try:
            other = schedule(whole.plan.with_entities(changed), whole.start.date())
        except PlanError:
            return None
        return Reading(other.compiled, other.compiled.network, other.path)

    return again


def _unknown(whole: Schedule, id: str) -> str:
    plan = whole.compiled.plan
    other = plan.find(id, list(plan.entities))
    if other is not None:
        return f"`{id}` is a {other.kind} and has no dates to explain: name a task, a goal or a decision."
    known: Sequence[str] = [*plan.tasks, *plan.goals, *plan.decisions]
    close = difflib.get_close_matches(id, known, n=3, cutoff=0.5)
    hint = f"Did you mean {listed(close)}?" if close else "`fairlead schedule` shows the ids."
    return f"the plan has no task, goal or decision `{id}`. {hint}"
