"""From the nested document to flat entities: nesting is undone, ids are minted, every value gets its type.

Everything that is wrong is collected; what can be read is kept, so that one fault doesn't hide the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from fairlead.plan.document import Key, Plan
from fairlead.plan.entities import (
    KINDS,
    PARTIES,
    SECTIONS,
    WORK,
    Correlation,
    Entity,
    Risk,
    Settings,
    Task,
    Template,
)
from fairlead.plan.faults import faults_of, keys_of
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values.ids import slug

Path = tuple[str | int, ...]
"""Where something stands in a document: keys and list positions from its top."""

INCLUDABLE = frozenset(
    {"name", "note", "glossary", "exchange", "currency", "source", "fields"}
    | {each.section for each in SECTIONS.values() if each.kind in (*PARTIES, "calendar", "template", "duty")}
)
"""What a shared document may hold: people and what they need, never the work itself."""


@dataclass
class Reading:
    """What one document says: its entities in order, where each stands, and what is wrong with it."""

    file: str | None = None
    entities: list[Entity] = field(default_factory=list)
    places: dict[Key, Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    paths: dict[int, Path] = field(default_factory=dict)
    """Where the finding with this index stands."""

    def plan(self) -> Plan:
        """Return the plan of what could be read."""
        return Plan.of(*self.entities)

    def complain(self, path: Path, finding: Finding) -> None:
        """Keep a finding together with its place in the document."""
        self.paths[len(self.findings)] = path
        self.findings.append(finding)


def read_document(structure: Any, file: str | None = None) -> Reading:
    """Return the entities that a document of nested mappings, lists and text describes.

    `structure` is what `plan.text` loads: every scalar is text, an empty value is None.
    """
    reading = Reading(file)
    if not isinstance(structure, Mapping):
        message = "a plan is a mapping of keys such as `name:` and `tasks:`"
        reading.complain((), _error("not-a-plan", message, "Start with `name: My project`, then `tasks:`"))
        return reading
    known = _KnownIds(structure)
    head = {key: value for key, value in structure.items() if key not in SECTIONS}
    _read_entity(reading, Settings, head, ())
    for section, model in SECTIONS.items():
        if section in structure:
            _read_section(reading, known, model, structure[section], (section,))
    return reading


class _KnownIds:
    """The ids that people typed, so that a minted one never takes a name that stands further down."""

    def __init__(self, structure: Mapping[str, Any]) -> None:
        self.taken: dict[str, set[str]] = {}
        for section, model in SECTIONS.items():
            self.space(model.kind).update(_typed_ids(structure.get(section)))

    def space(self, kind: str) -> set[str]:
        shared = "work" if kind in WORK else "party" if kind in PARTIES else kind
        return self.taken.setdefault(shared, set())

    def mint(self, kind: str, name: str) -> str:
        space = self.space(kind)
        minted = slug(name, space)
        space.add(minted)
        return minted


def _typed_ids(items: Any) -> Iterator[str]:
    for item in items if isinstance(items, list) else ():
        if isinstance(item, Mapping):
            if isinstance(item.get("id"), str):
                yield item["id"]
            yield from _typed_ids(item.get("tasks"))


def _read_section(reading: Reading, known: _KnownIds, model: type[Entity], items: Any, path: Path) -> None:
    for place, item in _mappings(reading, items, path):
        if model is Task:
            _read_tasks(reading, known, item, place)
        elif model is Template:
            _read_template(reading, known, item, place)
        else:
            _read_entity(reading, model, _with_id(known, model, item), place)


def _mappings(reading: Reading, items: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield the mappings of a list with their places; complain about everything else."""
    if not isinstance(items, list):
        message = f"`{path[-1]}` {'is empty' if items is None else 'should be a list'}"
        remedy = "Write `- {id: ..., name: ...}` below it, or leave it out"
        reading.complain(path, _error("not-a-list", message, remedy))
        return
    for index, item in enumerate(items):
        if isinstance(item, Mapping):
            yield (*path, index), item
        else:
            message = f"an entry of `{path[-1]}` should be a mapping, not {_shown(item)}"
            words = item if isinstance(item, str) and item else "..."
            reading.complain((*path, index), _error("not-a-mapping", message, f"Write {{name: {words}}}"))


def _read_tasks(reading: Reading, known: _KnownIds, item: Mapping[str, Any], path: Path) -> None:
    waiting: list[tuple[Mapping[str, Any], Path, str | None]] = [(item, path, None)]
    while waiting:
        item, path, parent = waiting.pop()
        body = _with_id(known, Task, item)
        children = body.pop("tasks", _ABSENT)
        _refuse_place(reading, body, path)
        if parent is not None:
            body["parent"] = parent
        body["rank"] = path[-1]
        task = _read_entity(reading, Task, body, path)
        if children is not _ABSENT:
            # Children of a task that could not be read are still read, so that their faults are found too.
            below = task.id if task is not None else parent
            found = list(_mappings(reading, children, (*path, "tasks")))
            waiting.extend((child, place, below) for place, child in reversed(found))


_ABSENT = object()

INSIDE_TEMPLATES: tuple[type[Entity], ...] = (Task, Risk, Correlation)
"""What a template may hold."""


def _refuse_place(reading: Reading, body: dict[str, Any], path: Path) -> None:
    """A task's parent and rank are fields of the entity, but no keys of the document."""
    for key in ("parent", "rank"):
        if key in body:
            del body[key]
            message = f"there is no key `{key}`: a task's place says it"
            remedy = "Put the task into the `tasks:` of its parent, where it comes in order"
            finding = Finding(Severity.ERROR, "unknown-key", message, remedy, Task.kind, body.get("id"), key)
            reading.complain((*path, key), finding)


def _read_template(reading: Reading, known: _KnownIds, item: Mapping[str, Any], path: Path) -> None:
    body = _with_id(known, Template, item)
    inside = _inside_of(reading, body, path)
    entity = _read_entity(reading, Template, body, path)
    if entity is not None:
        for (kind, id), place in inside.places.items():
            reading.places[f"template {kind}", f"{entity.id}.{id}"] = place


def _inside_of(reading: Reading, body: dict[str, Any], path: Path) -> Reading:
    """Put what a template holds, its tasks flat, in the place of the nested lists; returns how it was read."""
    inside = Reading(reading.file)
    listed = {model.section: body.pop(model.section) for model in INSIDE_TEMPLATES if model.section in body}
    own_ids = _KnownIds(listed)
    for model in INSIDE_TEMPLATES:
        if model.section in listed:
            _read_section(inside, own_ids, model, listed[model.section], (*path, model.section))
    for index, finding in enumerate(inside.findings):
        reading.complain(inside.paths[index], finding)
    copied = inside.plan()
    for model in INSIDE_TEMPLATES:
        body[model.section] = tuple(copied.of_kind(model.kind).values())
    return inside


def read_body(model: type[Entity], body: dict[str, Any]) -> tuple[Entity | None, list[Finding]]:
    """Return the entity that a plain body describes, or None and what is wrong with it.

    The body holds the id, and for a task its `parent` and `rank`; confidential keys don't stand in it.
    """
    reading = Reading()
    if model is Template:
        _inside_of(reading, body, ())
    try:
        entity = model.model_validate(body)
    except ValidationError as error:
        return None, [*reading.findings, *(finding for _, finding in faults_of(error, model, body))]
    return (None if reading.findings else entity), reading.findings


def _with_id(known: _KnownIds, model: type[Entity], item: Mapping[str, Any]) -> dict[str, Any]:
    body = dict(item)
    if body.get("id") is None:
        words = next((body[key] for key in NAMING if isinstance(body.get(key), str)), model.kind)
        body["id"] = known.mint(model.kind, words)
    return body


NAMING = ("name", "event", "question", "use")
"""The keys from which an id is minted where none was typed, the first that is there."""


def _read_entity(reading: Reading, model: type[Entity], body: dict[str, Any], path: Path) -> Entity | None:
    """Read one entity and what is held apart from it; None when it is too faulty to keep."""
    apart = {key: body.pop(key) for key in model.held_apart if key in body} if model.held_apart else {}
    if None in body.values():
        for key in [key for key, value in body.items() if value is None]:
            del body[key]
            reading.complain((*path, key), _empty(model, body.get("id"), key))
    try:
        entity = model.model_validate(body)
    except ValidationError as error:
        found = _without_faults(reading, model, body, path, error)
        if found is None:
            return None
        entity = found
    place = (entity.kind, entity.id)
    if place in reading.places:
        reading.complain(path, _twice(entity))
        return None
    reading.entities.append(entity)
    reading.places[place] = path
    for key, value in apart.items():
        _read_fact(reading, entity, key, value, (*path, key))
    return entity


def _read_fact(reading: Reading, owner: Entity, key: str, value: Any, path: Path) -> None:
    """Read a confidential key of an entity as the entity that it is."""
    model = KINDS[owner.held_apart[key]]
    if value is None:
        reading.complain(path, _empty(type(owner), owner.id, key))
        return
    body = {"id": owner.id, "value": value}
    try:
        reading.entities.append(model.model_validate(body))
        reading.places[model.kind, owner.id] = path
    except ValidationError as error:
        for place, finding in faults_of(error, model, body):
            worded = finding.message.replace("`value`", f"`{key}`", 1)
            fault = replace(finding, message=worded, kind=owner.kind, id=owner.id, field=key)
            reading.complain((*path, *place[1:]), fault)


def _without_faults(
    reading: Reading, model: type[Entity], body: dict[str, Any], path: Path, error: ValidationError
) -> Entity | None:
    """Report the faulty keys and read the entity without them, if what is left makes one."""
    for place, finding in faults_of(error, model, body):
        reading.complain((*path, *place), finding)
    faulty = {each["loc"][0] for each in error.errors(include_url=False, include_input=False) if each["loc"]}
    rest = {key: value for key, value in body.items() if key not in faulty}
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


def _empty(model: type[Entity], id: str | None, key: str) -> Finding:
    known = key in keys_of(model) or key in model.held_apart
    message = f"`{key}` is empty" if known else f"`{key}` has no value, and no key is called so"
    quotes = "If it belongs to the text before it, put quotes round the whole text"
    remedy = "Write a value or remove the key" if known else quotes
    return Finding(Severity.ERROR, "empty-key", message, remedy, model.kind, id, key)


def _twice(entity: Entity) -> Finding:
    message = f"the id `{entity.id}` is used by another {entity.kind} already"
    return Finding(
        Severity.ERROR, "duplicate-id", message, "Give one of them another id", entity.kind, entity.id, "id"
    )


def _error(code: str, message: str, remedy: str) -> Finding:
    return Finding(Severity.ERROR, code, message, remedy)


def _shown(item: Any) -> str:
    if item is None:
        return "nothing"
    listed = isinstance(item, Sequence) and not isinstance(item, str)
    return "a list" if listed else f"`{item}`"
