"""Give decisive work to somebody else who can do it."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.plan.changes import Set
from fairlead.plan.entities import Person, Task
from fairlead.plan.values import Who

_MOST = 10


def reassigned(look: Look) -> Iterator[Move]:
    """Yield each decisive task that names somebody, done by others with the same skills, or by whoever is free."""
    if look.is_never("reassign"):
        return
    found = 0
    for id, share in look.decisive.items():
        task = look.untouched(id)
        if task is None or task.modes or task.assignments:
            continue
        for who in task.who:
            person = look.people().get(who.id)
            if person is None or not person.skills:
                continue
            for other in look.people().values():
                if other.id not in {each.id for each in task.who} and _can_replace(other, person):
                    yield _move(look, task, who, person, other, share)
                    found += 1
                    if found >= _MOST:
                        return


def _can_replace(other: Person, person: Person) -> bool:
    return all(other.skills.get(skill, 0) >= level for skill, level in person.skills.items())


def _move(look: Look, task: Task, who: Who, person: Person, other: Person, share: float) -> Move:
    crew = [str(Who(other.id, each.share) if each.id == who.id else each) for each in task.who]
    lines = said_lines(look.plan, [Set("task", task.id, "who", crew)])
    sentence = f"{task.title} by {other.title} instead of {person.title}"
    return Move("reassign", sentence, lines, frozenset({task.id}), (person.id, other.id), weight=share)
