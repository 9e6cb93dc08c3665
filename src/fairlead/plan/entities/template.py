"""Templates: work that is done several times."""

from __future__ import annotations

from typing import Any, ClassVar

from fairlead.plan.entities.base import Entity, Flag
from fairlead.plan.entities.correlation import Correlation
from fairlead.plan.entities.risk import Risk
from fairlead.plan.entities.task import Task


class Template(Entity):
    """Tasks, risks and correlations that `use:` copies; the ids inside become `copy.id`.

    `tasks` are flat, in outline order; a parent among them is another of them.
    """

    kind: ClassVar[str] = "template"
    section: ClassVar[str] = "templates"

    in_order: Flag = False
    tasks: tuple[Task, ...] = ()
    risks: tuple[Risk, ...] = ()
    correlations: tuple[Correlation, ...] = ()

    def body(self) -> dict[str, Any]:
        """Return the plain form, its tasks nested again as the document writes them."""
        body = super().body()
        for key in ("tasks", "risks", "correlations"):
            body.pop(key, None)
        if self.tasks:
            body["tasks"] = nested(self.tasks)
        if self.risks:
            body["risks"] = [risk.body() for risk in self.risks]
        if self.correlations:
            body["correlations"] = [correlation.body() for correlation in self.correlations]
        return body


def nested(tasks: tuple[Task, ...]) -> list[dict[str, Any]]:
    """Return the plain bodies of tasks in outline order, children inside their parents."""
    bodies: dict[str, dict[str, Any]] = {}
    roots: list[dict[str, Any]] = []
    for task in tasks:
        body = bodies[task.id] = task.body()
        siblings = bodies[task.parent].setdefault("tasks", []) if task.parent in bodies else roots
        siblings.append(body)
    return roots
