"""From flat entities back to the nested document."""

from __future__ import annotations

from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.entities import SECTIONS, Entity
from fairlead.plan.entities.template import nested


def document_of(plan: Plan, file: str | None = None) -> dict[str, Any]:
    """Return the plan as nested mappings, lists and text, ready to be written as YAML or JSON.

    Only what stands in `file` is returned: None for the plan's own document, else one of the included files. Reading
    the result gives an equal plan.
    """
    document = _head(plan) if file is None else {}
    for section, model in SECTIONS.items():
        if model.kind == "task":
            bodies = nested(tuple(plan.tasks.values())) if file is None else []
        else:
            bodies = [
                body_of(plan, each)
                for each in plan.of_kind(model.kind).values()
                if _stands_in(plan, each, file)
            ]
        if bodies:
            document[section] = bodies
    return document


def body_of(plan: Plan, entity: Entity) -> dict[str, Any]:
    """Return an entity's plain body as its document writes it, with the confidential keys it is the owner of."""
    body = entity.body()
    for key, kind in entity.held_apart.items():
        fact = plan.get(kind, entity.id)
        if fact is not None:
            body[key] = fact.body()["value"]
    return body


def _head(plan: Plan) -> dict[str, Any]:
    head = plan.settings.body()
    return {key: head[key] for key in head if key != "id"}


def _stands_in(plan: Plan, entity: Entity, file: str | None) -> bool:
    return plan.origins.get((entity.kind, entity.id)) == file
