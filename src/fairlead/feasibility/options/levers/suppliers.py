"""Give decisive work to a supplier who can do it."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.outsource.coming import first_day
from fairlead.plan.changes import Set
from fairlead.plan.entities import Supplier, Task
from fairlead.schedule.why.words import said_date


def supplied(look: Look) -> Iterator[Move]:
    """Yield each decisive task that hasn't begun, done by a supplier who has the skills, after its lead time."""
    if look.is_never("supplier"):
        return
    for id, share in look.decisive.items():
        task = look.untouched(id)
        if task is None or task.modes or not (skills := _asked(look, task)):
            continue
        for supplier in look.plan.suppliers.values():
            if look.allows(supplier) and _can(supplier, skills):
                yield _move(look, task, supplier, share)


def _asked(look: Look, task: Task) -> dict[str, int]:
    """Return the skills with the levels that a task asks for; none where it asks for things as well."""
    found: dict[str, int] = {}
    for need in task.needs:
        each = need.alternatives[0]
        if look.whole.find(each.what, ("material", "equipment", "supplier")) is not None:
            return {}
        found[each.what] = max(found.get(each.what, 0), each.level or 0)
    return found


def _can(supplier: Supplier, skills: dict[str, int]) -> bool:
    return bool(supplier.skills) and all(
        supplier.skills.get(skill, -1) >= level for skill, level in skills.items()
    )


def _move(look: Look, task: Task, supplier: Supplier, share: float) -> Move:
    changes = [Set("task", task.id, "needs", [supplier.id])]
    if task.who:
        changes.append(Set("task", task.id, "who", None))
    sentence = f"{task.title} done by {supplier.title}"
    first = first_day(look.plan, supplier)
    if task.start is None and first is not None and first > look.today:
        changes.append(Set("task", task.id, "start", f"from {first.isoformat()}"))
        sentence += f", from {said_date(first)} on"
    risk = f"{supplier.title} may deliver late, or other than needed."
    about = frozenset({task.id, supplier.id})
    return Move(
        "supplier", sentence, said_lines(look.plan, changes), about, (supplier.id,), risk=risk, weight=share
    )
