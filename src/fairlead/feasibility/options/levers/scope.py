"""Leave out what is optional, or do it after what is promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.plan.changes import Remove, Set
from fairlead.plan.entities import Task
from fairlead.schedule.why.words import listed

_MOST = 8
_NAMED = 4


def dropped(look: Look) -> Iterator[Move]:
    """Yield each optional task dropped (what could be before what should be, little value first), and all of a kind."""
    if look.is_never("drop"):
        return
    optional = _optional(look)
    for task in optional[:_MOST]:
        yield _drop(look, [task])
    for some in (_of("could", optional), optional):
        if len(some) > 1:
            yield _drop(look, some)


def postponed(look: Look) -> Iterator[Move]:
    """Yield optional work done after the goals it stands in the way of."""
    if look.is_never("postpone"):
        return
    needed = _needed_for_goals(look)
    ends = [id for goal in look.plan.goals.values() for id in goal.done_when if id in look.plan.tasks]
    for task in _optional(look)[:_MOST]:
        if task.id in needed or not ends or look.plan.outline.is_summary(task.id) or _is_held(look, task):
            continue
        links = [*(str(link) for link in task.after), *(end for end in dict.fromkeys(ends))]
        lines = said_lines(look.plan, [Set("task", task.id, "after", links)])
        sentence = f"{task.title} after everything that is promised"
        about = frozenset({task.id, f"after of {task.id}"})
        yield Move("postpone", sentence, lines, about, _crew(look, task), weight=0.7)


def _is_held(look: Look, task: Task) -> bool:
    """Tell whether something has to follow a task soon, so that it can't be put off by itself."""
    return any(
        link.id == task.id and link.max_lag is not None
        for other in look.plan.tasks.values()
        for link in other.after
    )


def _optional(look: Look) -> list[Task]:
    """Return what could or should be and hasn't begun; of what stands below one another only the uppermost."""
    plan = look.plan
    found: dict[str, Task] = {}
    for task in plan.tasks.values():
        inside = task.parent is not None and (task.parent in found or _is_inside(look, task, found))
        begun = any(
            plan.tasks[leaf].started or plan.tasks[leaf].done for leaf in plan.outline.leaves(task.id)
        )
        dangling = task.use is not None and _copies_are_named(look, task)
        if (
            task.scope != "must"
            and not inside
            and not begun
            and not dangling
            and not _holds_a_must(look, task)
            and not look.is_never(task.id)
        ):
            found[task.id] = task
    return sorted(found.values(), key=lambda task: (task.scope != "could", task.value or Decimal(0)))


def _holds_a_must(look: Look, task: Task) -> bool:
    """Tell whether something below a task is written to be a must."""
    below = (look.plan.tasks[id] for id in look.plan.outline.below(task.id))
    return any("scope" in each.model_fields_set and each.scope == "must" for each in below)


def _copies_are_named(look: Look, task: Task) -> bool:
    """Tell whether something else names a copy inside a task that uses a template: with it gone that would dangle."""
    inside = f"{task.id}."
    links = any(link.id.startswith(inside) for other in look.plan.tasks.values() for link in other.after)
    return links or any(id.startswith(inside) for risk in look.plan.risks.values() for id in risk.delays)


def _is_inside(look: Look, task: Task, found: dict[str, Task]) -> bool:
    above = task.parent
    while above is not None and above in look.plan.tasks:
        if above in found:
            return True
        above = look.plan.tasks[above].parent
    return False


def _of(scope: str, tasks: Sequence[Task]) -> list[Task]:
    return [task for task in tasks if task.scope == scope]


def _drop(look: Look, tasks: Sequence[Task]) -> Move:
    lines = said_lines(look.plan, [Remove("task", task.id, unlink=True) for task in tasks])
    names = [task.title for task in tasks]
    shown = [*names[:_NAMED], *([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])]
    who = tuple(dict.fromkeys(who for task in tasks for who in _crew(look, task)))
    worth = sum((task.value or Decimal(0) for task in tasks), Decimal(0))
    whose = "Its value" if len(tasks) == 1 else "Their value"
    lost = f"{whose} in the plan, {worth:,f}, is lost." if worth else "Whoever wanted it has to agree."
    return Move(
        "drop",
        f"Leave out {listed(shown)}",
        lines,
        frozenset(task.id for task in tasks),
        who,
        risk=lost,
        weight=1.0,
    )


def _crew(look: Look, task: Task) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for leaf in look.plan.outline.leaves(task.id):
        placed = look.schedule.placed.get(leaf)
        for each in placed.assigned if placed is not None else ():
            found[each.who] = None
    return tuple(found)


def _needed_for_goals(look: Look) -> set[str]:
    """Return the tasks that a goal waits for, by whatever chain of links."""
    plan = look.plan
    waiting = [leaf for goal in plan.goals.values() for id in goal.done_when if id in plan.tasks
               for leaf in plan.outline.leaves(id)]  # fmt: skip
    found = set(waiting)
    while waiting:
        id = waiting.pop()
        chain = [id]
        while (parent := plan.tasks[chain[-1]].parent) is not None and parent in plan.tasks:
            chain.append(parent)
        for each in chain:
            found.add(each)
            for link in plan.tasks[each].after:
                if link.id in plan.tasks:
                    for leaf in (link.id, *plan.outline.below(link.id)):
                        if leaf not in found:
                            found.add(leaf)
                            waiting.append(leaf)
    return found
