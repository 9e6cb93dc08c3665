"""What would move a task in a schedule with people: one thing about them changed, and the plan levelled afresh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Entity, Equipment, Person, Supplier
from fairlead.plan.entities.people import Available
from fairlead.plan.errors import FairleadError
from fairlead.plan.values import Period, Who
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.schedule import Schedule
from fairlead.schedule.why.answer import Step
from fairlead.schedule.why.reading import Reading
from fairlead.schedule.why.words import said_days

_MOST = 12
_ENOUGH = 1_500
"""So many tasks may be levelled again in all: of large plans fewer changes are tried."""
_LEAST = 2
_MOST_TASKS = 1_500
"""Above, nothing is tried: levelling once takes as long as people care to wait."""
_FIRST_IN_LINE = 1000

_Resource = Person | Equipment | Supplier | Candidate


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """One thing changed: when the task finishes then, and what the task and the plan gain, in working minutes.

    `moves` and `moves_plan` are negative for earlier; `who` is the person, thing or task that is changed.
    """

    change: str
    who: str
    finish: datetime
    moves: int
    moves_plan: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Tried:
    """The changes that make a task earlier, best first; how many were tried, and how many there was no time for."""

    found: tuple[Counterfactual, ...] = ()
    tried: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Change:
    words: str
    who: str
    entities: tuple[Entity, ...]


def counterfactuals(
    schedule: Schedule, people: PeopleSchedule, id: str, steps: Sequence[Step], *, agreed: bool = False
) -> Tried:
    """Return what would make a task, a summary or a goal's tasks finish earlier, found by levelling the changed plan.

    `steps` is its chain (`people_chain.chain`): only those on it are changed, one at a time. What is `agreed` is
    measured against the plan levelled afresh, as the changed ones are. Large plans get fewer changes, the largest none.
    """
    plan = schedule.compiled.plan
    changes = {each.words: each for each in _changes(schedule, people, steps)}
    chosen = list(changes.values())[: _how_many(len(plan.tasks))]
    if not chosen:
        return Tried(left=len(changes))
    start = schedule.start.date()
    base = _again(schedule.plan, start) if agreed else people
    if base is None or (span := base.span_of(id)) is None:
        return Tried(left=len(changes))
    found = (_tried(schedule, base, id, span[1], each, start) for each in chosen)
    gains = sorted(
        (each for each in found if each is not None and each.moves < 0),
        key=lambda each: (each.moves, each.moves_plan),
    )
    return Tried(tuple(gains), len(chosen), len(changes) - len(chosen))


def _how_many(tasks: int) -> int:
    return 0 if tasks > _MOST_TASKS else min(_MOST, max(_LEAST, _ENOUGH // max(tasks, 1)))


def _again(plan: Plan, start: date) -> PeopleSchedule | None:
    try:
        return levelled(plan, start)
    except FairleadError:
        return None


def _tried(
    schedule: Schedule, base: PeopleSchedule, id: str, now: int, change: _Change, start: date
) -> Counterfactual | None:
    other = _again(schedule.compiled.plan.with_entities(*change.entities), start)
    span = other.span_of(id) if other is not None else None
    if other is None or span is None:
        return None
    reading = Reading(schedule.compiled, schedule.compiled.network, schedule.path)
    moves, moves_plan = reading.worked(now, span[1]), reading.worked(base.finish, other.finish)
    length = reading.words.length
    sentence = f"{change.words}: {length(moves)} earlier, {reading.words.finished(reading.local(span[1]))}"
    if moves_plan:
        sentence += f"; the plan {length(moves_plan)} {'earlier' if moves_plan < 0 else 'later'}"
    return Counterfactual(change.words, change.who, reading.local(span[1]), moves, moves_plan, sentence)


# What could be otherwise


def _changes(schedule: Schedule, people: PeopleSchedule, steps: Sequence[Step]) -> Iterator[_Change]:
    """Yield what could be otherwise about those on the chain, whom it waits for first."""
    plan = schedule.compiled.plan
    waiting = [step for step in steps if step.who is not None]
    for step in waiting[:1]:
        yield from _first_in_line(plan, schedule, step.id)
    for step in waiting:
        yield from _one_more(plan, step.who or "")
        if step.by is not None:
            yield from _by_others(plan, step.by, step.who or "")
    names = dict.fromkeys(
        who for step in steps for who in (*_crew(people, step.id), *(wait.who for wait in step.waits)) if who
    )
    for who in names:
        party: Any = plan.party(who)
        if isinstance(party, Available):
            yield from _without_leave(cast(_Resource, party), steps, people)
            yield from _full_time(cast(_Resource, party))


def _crew(people: PeopleSchedule, id: str) -> tuple[str, ...]:
    placed = people.placed.get(id)
    return tuple(by.who for by in placed.assigned) if placed is not None else ()


def _first_in_line(plan: Plan, schedule: Schedule, id: str) -> Iterator[_Change]:
    """Yield the task, and all that it waits for, before everything else."""
    reading = Reading(schedule.compiled, schedule.compiled.network, schedule.path)
    places, before = set(reading.leaves(id)), reading.net.links
    into = reading.network.tasks[:, at.INTO]
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        for row in range(int(into[place]), int(into[place + 1])):
            source = int(before[row, at.BEFORE])
            if source not in places:
                places.add(source)
                waiting.append(source)
    ids = {reading.id_of(place) for place in places if not reading.is_gate(place)}
    tasks = [task for task in plan.tasks.values() if task.id in ids and task.done is None]
    entities = tuple(task.model_copy(update={"priority": _FIRST_IN_LINE}) for task in tasks)
    if any(task.priority != _FIRST_IN_LINE for task in tasks):
        yield _Change(f"with {plan.tasks[id].title} first in line", id, entities)


def _one_more(plan: Plan, who: str) -> Iterator[_Change]:
    kind, colon, holder = who.partition(":")
    party: Any = plan.party(holder if colon and kind == "wip" else who)
    if colon:
        if kind == "wip" and party is not None and party.wip:
            changed = party.model_copy(update={"wip": party.wip + 1})
            yield _Change(f"with one task more at a time for {party.title}", party.id, (changed,))
        return
    if isinstance(party, Available):
        party = cast(Any, party)
        changed = party.model_copy(update={"count": party.count + 1})
        like = f"one more like {party.title}" if isinstance(party, Person | Candidate) and party.count == 1 else (
            f"one more {party.title}"
        )  # fmt: skip
        yield _Change(f"with {like}", party.id, (changed,))


def _by_others(plan: Plan, busy: str, who: str) -> Iterator[_Change]:
    """Yield the task that keeps somebody busy done by others: those with the same skills, or from outside."""
    task = plan.tasks.get(busy.partition("#")[0])
    if task is None or task.modes or task.assignments or task.started is not None:
        return
    person = plan.people.get(who)
    if person is not None and person.skills and any(each.id == who for each in task.who):
        for other in plan.people.values():
            if other.id not in {who, *(each.id for each in task.who)} and _can_replace(other, person):
                crew = tuple(Who(other.id, each.share) if each.id == who else each for each in task.who)
                changed = task.model_copy(update={"who": crew})
                yield _Change(f"with {task.title} by {other.title}", task.id, (changed,))
    if task.estimate is not None or task.duration is not None:
        yield _Change(
            f"with {task.title} done by somebody from outside",
            task.id,
            (task.model_copy(update={"who": (), "needs": ()}),),
        )


def _can_replace(other: Person, person: Person) -> bool:
    return all(other.skills.get(skill, 0) >= level for skill, level in person.skills.items())


def _without_leave(party: _Resource, steps: Sequence[Step], people: PeopleSchedule) -> Iterator[_Change]:
    """Yield each leave that meets what somebody does on the chain, or keeps it waiting."""
    spans = [
        (min(step.start, step.date).date(), step.finish.date())
        for step in steps
        if party.id in (*_crew(people, step.id), step.who, *(wait.who for wait in step.waits))
    ]
    for leave in party.away:
        if not isinstance(leave, Period):
            continue
        first = leave.first.date if leave.first is not None else date.min
        last = leave.last.date if leave.last is not None else date.max
        if any(first <= end and last >= begin for begin, end in spans):
            rest = tuple(each for each in party.away if each is not leave)
            when = (
                f" ({said_days(first, last)})" if leave.first is not None and leave.last is not None else ""
            )
            changed = party.model_copy(update={"away": rest})
            yield _Change(f"without the leave of {party.title}{when}", party.id, (changed,))


def _full_time(party: _Resource) -> Iterator[_Change]:
    part_time = party.share is not None and party.share.fraction < 1
    if part_time or party.hours or party.available:
        changed = party.model_copy(update={"share": None, "hours": (), "available": ()})
        said = "with time on any working day" if party.available else "at the plan's hours, full time"
        yield _Change(f"{party.title} {said}", party.id, (changed,))
