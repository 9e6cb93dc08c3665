"""The published JSON Schema of a plan document: completion and checking in an editor.

The schema is made from the entities, so it can't fall behind them. It describes the document as people write it:
tasks nested in tasks, rates with their owners, a single entry without brackets where a list may stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from fairlead.plan.entities import KINDS, SECTIONS, Correlation, Entity, Risk, Settings, Task, Template

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = "#/$defs/{model}"
_HIDDEN = {"parent", "rank"}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a whole plan document."""
    models = [(model, "validation") for model in KINDS.values()]
    _, generated = models_json_schema(models, by_alias=True, ref_template=_REFERENCE)  # type: ignore[arg-type]
    definitions: dict[str, Any] = generated["$defs"]
    for model in KINDS.values():
        _as_written(model, definitions)
    head = definitions.pop(Settings.__name__)
    sections = {section: _list_of(model) for section, model in SECTIONS.items()}
    properties = {key: value for key, value in head["properties"].items() if key != "id"}
    return {
        "$schema": DIALECT,
        "title": "Fairlead plan",
        "description": "A project as plain text: who does what, in which order, by when.",
        "type": "object",
        "properties": {**properties, **sections},
        "required": ["name", "tasks"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def shared_schema() -> dict[str, Any]:
    """Return the JSON Schema of a document that plans include: people and what they need."""
    from fairlead.plan.reading import INCLUDABLE

    whole = json_schema()
    properties = {key: value for key, value in whole["properties"].items() if key in INCLUDABLE}
    return {**whole, "title": "Fairlead shared document", "properties": properties, "required": []}


def _as_written(model: type[Entity], definitions: dict[str, Any]) -> None:
    """Turn an entity's own schema into that of its place in the document."""
    schema = definitions[model.__name__]
    properties: dict[str, Any] = schema["properties"]
    for key in _HIDDEN & properties.keys():
        del properties[key]
    for key, kind in model.held_apart.items():
        properties[key] = _value_of(definitions[KINDS[kind].__name__])
    if model is Task:
        properties["tasks"] = _list_of(Task)
    if model is Template:
        properties |= {each.section: _list_of(each) for each in (Task, Risk, Correlation)}
    if model is not Settings:
        # An id that isn't typed is minted, so nothing but a value of a confidential fact is ever required.
        schema["required"] = [key for key in schema.get("required", ()) if key not in ("id", "value")]


def _value_of(confidential: Mapping[str, Any]) -> Any:
    return confidential["properties"]["value"]


def _list_of(model: type[Entity]) -> dict[str, Any]:
    items = {"$ref": _REFERENCE.format(model=model.__name__)}
    return {"type": "array", "items": items, "description": (model.__doc__ or "").split("\n")[0]}
