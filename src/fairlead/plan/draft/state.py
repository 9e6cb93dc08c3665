"""The state of a plan between changes: entities, edited bodies, the outline, and where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fairlead.plan.changes import Change
from fairlead.plan.document import Key, Plan
from fairlead.plan.entities import KINDS, Entity, Settings, Task
from fairlead.plan.findings import Finding
from fairlead.plan.outlining import Tree
from fairlead.plan.reading import read_body
from fairlead.plan.references import rewritten, space_of
from fairlead.plan.shapes import HIDDEN
from fairlead.plan.values.ids import slug, suggest, valid_id


class Refused(Exception):
    """A change that can't be made: what is wrong, and what to do."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


class Draft:
    """Entities under change: copies of a plan's mappings, made when first written to.

    Edited bodies stay plain until they are needed, so that a value which only makes sense together with the next
    change is no error. `undo` holds, for every change so far, the changes that lead back.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.undo: list[list[Change]] = []
        self._settings: Settings = plan.settings
        self.kinds: dict[str, dict[str, Entity | None]] = {}
        self.bodies: dict[Key, dict[str, Any]] = {}
        self._origins: dict[Key, str] | None = None
        self._tree: Tree | None = None
        self._faults: list[Finding] | None = None

    def faults(self) -> list[Finding]:
        """Return what is wrong with the entities that were edited."""
        if self._faults is None:
            self._faults = []
            for key in list(self.bodies):
                self._faults.extend(self._typed(key))
        return self._faults

    def finished(self) -> Plan:
        """Return the changed plan; only after `faults` were none."""
        assert not self.faults()
        if self._tree is not None:
            self._settle_tasks(self._tree)
        kinds: dict[str, Mapping[str, Entity]] = {}
        for kind in KINDS:
            found: Mapping[str, Any] = self.kinds.get(kind) or {}
            if kind not in self.kinds:
                found = self.plan.of_kind(kind)
            if found:
                kinds[kind] = found
        origins = self.plan.origins if self._origins is None else self._origins
        return Plan(self._settings, kinds, origins)

    def rewritten(self, kind: str, to: Any) -> Iterator[tuple[Entity, Entity]]:
        """Rewrite references in every entity; yields each that changed, before and after."""
        space = space_of(kind)
        for each in KINDS:
            for id in list(self.read(each)) if each != Settings.kind else [Settings.kind]:
                entity = self.entity(each, id)
                new = rewritten(entity, space, to)
                if new is not entity:
                    self.store(new)
                    yield entity, new

    def discard(self, kind: str, id: str) -> None:
        """Forget an entity, its edits and its origin."""
        self.written(kind).pop(id)
        self.bodies.pop((kind, id), None)
        self.forget_origin((kind, id))

    def read(self, kind: str) -> Mapping[str, Entity | None]:
        """Return the entities of a kind by id; None for those that are still plain bodies."""
        return self.kinds.get(kind, self.plan.of_kind(kind))

    def written(self, kind: str) -> dict[str, Entity | None]:
        """Return the same to be written to."""
        if kind not in self.kinds:
            self.kinds[kind] = dict(self.plan.of_kind(kind))
        return self.kinds[kind]

    def store(self, entity: Entity) -> None:
        """Put an entity in its place among its kind."""
        if isinstance(entity, Settings):
            self._settings = entity
        else:
            self.written(entity.kind)[entity.id] = entity

    def entity(self, kind: str, id: str) -> Entity:
        """Return an entity with all edits so far; raises `Refused` when they make none."""
        if (kind, id) in self.bodies:
            faults = list(self._typed((kind, id)))
            if faults:
                raise Refused(faults[0].code, faults[0].message, faults[0].remedy)
        found = self._settings if kind == Settings.kind else self.read(kind)[id]
        assert found is not None
        return found

    def body(self, kind: str, id: str, *, keep: bool = True) -> dict[str, Any]:
        """Return the plain body of an entity; with `keep` it may be written to."""
        if (kind, id) in self.bodies:
            return self.bodies[kind, id]
        body = self.entity(kind, id).body()
        body.pop("id", None)
        if keep:
            self.bodies[kind, id] = body
        return body

    def _typed(self, key: Key) -> Iterator[Finding]:
        """Turn a plain body into its entity, or yield what is wrong with it."""
        kind, id = key
        entity, faults = read_body(KINDS[kind], {"id": id, **self.bodies[key], **self._place_of(kind, id)})
        if entity is None:
            yield from faults
        else:
            self.store(entity)
            del self.bodies[key]

    def _place_of(self, kind: str, id: str) -> dict[str, Any]:
        """Return the place of a task as it was; the tree, if there is one, knows a newer."""
        task = self.plan.tasks.get(id) if kind == Task.kind else None
        if task is None:
            return {}
        return {"rank": task.rank} if task.parent is None else {"rank": task.rank, "parent": task.parent}

    def outline(self) -> Tree:
        """Return the tree of tasks, to be changed."""
        if self._tree is None:
            self.written(Task.kind)
            self._tree = Tree(self.plan.tasks)
        return self._tree

    def _settle_tasks(self, tree: Tree) -> None:
        tasks = self.kinds[Task.kind]
        settled: dict[str, Entity | None] = {}
        for id, parent, rank in tree.places():
            task = tasks[id]
            assert isinstance(task, Task)
            if task.parent != parent or task.rank != rank:
                task = task.model_copy(update={"parent": parent, "rank": rank})
            settled[id] = task
        self.kinds[Task.kind] = settled

    def current_origins(self) -> Mapping[Key, str]:
        """Return where entities come from, as far as another file holds them."""
        return self.plan.origins if self._origins is None else self._origins

    def writable_origins(self) -> dict[Key, str]:
        """Return the same to be written to."""
        if self._origins is None:
            self._origins = dict(self.plan.origins)
        return self._origins

    def forget_origin(self, key: Key) -> None:
        """Forget which file an entity came from."""
        if key in self.current_origins():
            del self.writable_origins()[key]

    def rename_origin(self, old: Key, new: Key) -> None:
        """Keep which file an entity came from under its new id."""
        if old in self.current_origins():
            origins = self.writable_origins()
            origins[new] = origins.pop(old)

    def must_exist(self, kind: str, id: str) -> None:
        """Raise `Refused` where there is no such entity."""
        if kind == Settings.kind:
            if id != Settings.kind:
                raise Refused("unknown-id", f"the plan's id is `plan`, not `{id}`")
        elif id not in self.read(kind):
            raise Refused("unknown-id", f"there is no {kind} `{id}`", did_you_mean(id, self.read(kind)))

    def must_be_free(self, kind: str, id: str) -> None:
        """Raise `Refused` where an id is taken, or is none."""
        if not valid_id(id):
            raise Refused(
                "wrong-id",
                f"`{id}` can't be an id",
                f"Use letters, digits, `_`, `-` and `.`, like {slug(id)}",
            )
        if id in self.read(kind):
            raise Refused("duplicate-id", f"there is a {kind} `{id}` already", "Choose another id")

    def must_be_key(self, model: type[Entity], key: str) -> None:
        """Raise `Refused` for what is no key of the document."""
        if key == "id":
            raise Refused("wrong-field", "an id is changed by `rename` only", "Write `rename OLD NEW`")
        if key in HIDDEN.get(model.kind, ()) or (key == "tasks" and model is Task):
            raise Refused(
                "wrong-field",
                f"`{key}` is said by the place of a task",
                "Set `place`, or add the tasks one by one",
            )

    def must_be_sibling(self, tree: Tree, parent: str | None, before: str | None) -> None:
        """Raise `Refused` where `before` stands below another parent."""
        if before is not None:
            self.must_exist(Task.kind, before)
            if tree.parent[before] != parent:
                where = f"below `{parent}`" if parent else "at the top"
                raise Refused(
                    "wrong-place", f"`{before}` doesn't stand {where}", "Name a task with the same parent"
                )


def did_you_mean(id: str, known: Mapping[str, Any]) -> str:
    """Return the remedy for a misspelt id; an empty text when nothing is near."""
    near = suggest(id, known)
    return f"Did you mean `{near}`?" if near else ""
