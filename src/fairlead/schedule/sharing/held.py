"""A plan among others: what they take of its people stands in it as work of other plans that nothing moves.

So everything that schedules a plan heeds the others without knowing of them: capacity, bounds, search and checker see
tasks set by hand, which count neither for the start nor for the finish of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from fairlead.plan.document import Plan
from fairlead.plan.entities import Decision, Task
from fairlead.plan.values import Estimate, Link, Moment, Percent, Who, Windows
from fairlead.schedule.axis import Axis
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.placed import Assigned, Placed
from fairlead.schedule.sharing.taken import Piece

_PIECE = "~"
_LAST = 1e12  # after everything that the plan itself has

Ends = tuple[int, int]


def links_from(plan: Plan) -> Iterator[tuple[str, Link]]:
    """Yield the tasks and decisions that wait for something in another plan, each with its link."""
    if plan.settings.options.ignore_external:
        return
    waiting: list[Task | Decision] = [*plan.tasks.values(), *plan.decisions.values()]
    for entity in waiting:
        yield from ((entity.id, link) for link in entity.after if link.plan is not None)


class Among(NamedTuple):
    """A plan among others. `held` are those of its tasks that are others', each with what it is there: `plan:task`.

    `placed` are these as a schedule has them.
    """

    plan: Plan
    held: Mapping[str, str]
    placed: Mapping[str, Placed]


def among_others(
    compiled: Compiled, waited_for: Mapping[str, Ends], pieces: Iterable[Piece], titles: Mapping[str, str]
) -> Among:
    """Return a compiled plan with other plans' tasks that it waits for, and pieces of work that hold its people.

    All in minutes of the plan's axis; `titles` are the names of other plans' tasks, `plan:task`.
    """
    axis, plan = compiled.axis, compiled.plan
    # A number sign would make occurrences of a rhythm of them.
    numbered = {f"{each.task.replace('#', '.')}{_PIECE}{n}": each for n, each in enumerate(pieces)}
    found = [_task(axis, id, titles.get(id, id), ends) for id, ends in waited_for.items()]
    found += [
        _piece(axis, id, titles.get(each.task.partition("#")[0], id), each) for id, each in numbered.items()
    ]
    if not found:
        return Among(plan, {}, {})
    settings = plan.settings
    if settings.start is None:
        start = axis.local(compiled.ground.plan_start)
        settings = settings.model_copy(update={"start": Moment(start.date(), start.time())})
    held = {id: id for id in waited_for} | {id: each.task for id, each in numbered.items()}
    placed = {id: Placed(id, *ends, (ends,) if ends[0] < ends[1] else ()) for id, ends in waited_for.items()}
    for id, each in numbered.items():
        assigned = (Assigned(each.who, each.share),)
        placed[id] = Placed(id, each.start, each.finish, ((each.start, each.finish),), assigned)
    return Among(plan.with_entities(settings, *found), held, placed)


def _task(axis: Axis, id: str, title: str, ends: Ends, **more: Any) -> Task:
    start, finish = ends
    update = {
        "id": id,
        "name": title,
        "rank": _LAST,
        "external": True,
        "start": _on(axis, start),
        "finish": _on(axis, finish),
        "milestone": finish <= start,
        **more,
    }
    return Task(id="other").model_copy(update=update)


def _piece(axis: Axis, id: str, title: str, piece: Piece) -> Task:
    return _task(
        axis,
        id,
        title,
        (piece.start, piece.finish),
        manual=True,
        duration=Estimate.parse(f"{piece.finish - piece.start}em"),
        who=(Who(piece.who, Percent(piece.share)),),
    )


def _on(axis: Axis, minute: int) -> Windows:
    moment = axis.local(minute)
    # In the hour that comes twice in autumn only the distance from UTC tells which one is meant.
    east = datetime.fromisoformat(axis.iso(minute)).utcoffset() if axis.zone is not None else None
    offset = round(east.total_seconds() / 60) if east is not None else None
    return Windows.parse(f"on {Moment(moment.date(), moment.time(), offset)}")
