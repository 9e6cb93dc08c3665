"""What every rule looks at: the plan with its templates unfolded, and what is derived from it once for all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.entities import Entity, Skilled, Task
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.templates import expanded
from fairlead.plan.weeks import minutes_of_units


@dataclass(frozen=True)
class Context:
    """A plan under examination; `whole` has its templates unfolded, `plan` says what people wrote."""

    plan: Plan

    @cached_property
    def whole(self) -> Plan:
        """The plan with every `use:` unfolded."""
        return expanded(self.plan)

    def having(self, *fields: str) -> list[Task]:
        """Return the tasks that say at least one of these fields, in outline order."""
        if len(fields) == 1:
            return self._by_field.get(fields[0], [])
        said = {task.id for field in fields for task in self._by_field.get(field, ())}
        return [task for id, task in self.whole.tasks.items() if id in said] if said else []

    @cached_property
    def _by_field(self) -> dict[str, list[Task]]:
        """Most tasks say few of the sixty things a task can say, so that most rules have little to look at."""
        found: dict[str, list[Task]] = {}
        for task in self.whole.tasks.values():
            for field in task.model_fields_set:
                found.setdefault(field, []).append(task)
        return found

    @cached_property
    def units(self) -> tuple[int, int, int]:
        """The working minutes of a day, a week and a month."""
        return minutes_of_units(self.plan)

    @cached_property
    def skills(self) -> dict[str, int]:
        """The highest level of each skill that somebody in the plan, a supplier or a candidate has or learns."""
        levels: dict[str, int] = {}
        plan = self.plan
        able: tuple[Skilled, ...] = (
            *plan.people.values(),
            *plan.suppliers.values(),
            *plan.candidates.values(),
        )
        for each in able:
            for skill, level in each.skills.items():
                levels[skill] = max(level, levels.get(skill, 0))
            for skill in each.learns:
                levels.setdefault(skill, 0)
        return levels


Rule = Callable[[Context], Iterator[Finding]]


def error(entity: Entity, field: str | None, code: str, message: str, remedy: str) -> Finding:
    """Return a finding that stops the work."""
    return Finding(Severity.ERROR, code, message, remedy, entity.kind, entity.id, field)


def warning(entity: Entity, field: str | None, code: str, message: str, remedy: str) -> Finding:
    """Return a finding that deserves a look."""
    return Finding(Severity.WARNING, code, message, remedy, entity.kind, entity.id, field)


def listed(names: Any, limit: int = 5) -> str:
    """Return names as people list them: `a, b and 3 more`."""
    names = [f"`{name}`" for name in names]
    more = len(names) - limit
    return ", ".join(names) if more <= 0 else ", ".join(names[:limit]) + f" and {more} more"
