"""The edits by which one file of a plan comes to say the changed plan, each as small as its notation allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from typing import Any

from fairlead.plan.difference import kept_in_place
from fairlead.plan.document import Key, Plan
from fairlead.plan.entities import KINDS, Confidential, Entity, Settings, Task
from fairlead.plan.opening import Opened, Source
from fairlead.plan.text.edits import (
    Edit,
    InsertItem,
    MoveItem,
    RemoveItem,
    RemoveKey,
    SetValue,
    apply_edit,
    node_at,
)
from fairlead.plan.text.structure import Path, copied
from fairlead.plan.writing import body_of


class TextEdits:
    """The edits of one source, in an order in which each path is right when its turn comes."""

    def __init__(self, opened: Opened, source: Source, result: Plan, names: Mapping[Key, Key]) -> None:
        self.opened, self.source, self.result, self.names = opened, source, result, names
        self.content: Any = copied(source.content)
        self.edits: list[Edit] = []
        self.nodes: dict[Key, Any] = {}

    def all(self) -> list[Edit]:
        """Return the edits of values, then those of places, then the removals."""
        old = self._own_entities()
        if not old and self.source is not self.opened.sources[0]:
            return []
        for entity in old:
            self._values(entity)
        gone = [key for key in self.nodes if self._after(key) is None]
        for kind, model in KINDS.items():
            if model.section and kind != Task.kind:
                self._section(kind, model.section)
        if self.source is self.opened.sources[0]:
            self._outline()
        for key in gone:
            self._discard(key)
        return self.edits

    def _own_entities(self) -> list[Entity]:
        found: list[Entity] = []
        for entity in self.opened.plan:
            key = (entity.kind, entity.id)
            if isinstance(entity, Confidential) or self.opened.source_of(key) is not self.source:
                continue
            found.append(entity)
            if not isinstance(entity, Settings):
                self.nodes[self.names.get(key, key)] = node_at(self.content, self.source.reading.places[key])
        return found

    def _after(self, key: Key) -> Entity | None:
        entity = self.result.get(*key)
        if entity is not None and key in self.result.origins and self.result.origins[key] != self.source.name:
            return None
        return entity

    # ------------------------------------------------------------ values

    def _values(self, entity: Entity) -> None:
        key = (entity.kind, entity.id)
        after = self.result.get(*self.names.get(key, key))
        if after is None or (after is entity and self._same_facts(entity)):
            return
        if isinstance(entity, Settings) and self.source is not self.opened.sources[0]:
            return
        was, now = body_of(self.opened.plan, entity), body_of(self.result, after)
        path = () if isinstance(entity, Settings) else self.source.reading.places[key]
        if isinstance(entity, Settings):
            was, now = _without_id(was), _without_id(now)
        self._mapping(path, was, now)

    def _same_facts(self, entity: Entity) -> bool:
        kinds = entity.held_apart.values()
        return all(
            self.opened.plan.get(kind, entity.id) is self.result.get(kind, entity.id) for kind in kinds
        )

    def _mapping(self, path: Path, was: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        written = node_at(self.content, path)
        assert isinstance(written, dict)
        for key in was.keys() - now.keys():
            if key in written:
                self._do(RemoveKey((*path, key)))
        for key, value in now.items():
            if key not in was or was[key] != value:
                self._value((*path, key), written.get(key), was.get(key), value)

    def _value(self, path: Path, written: Any, was: Any, now: Any) -> None:
        """Change a value with as little rewriting as its notation in the text allows."""
        if was == now:
            return
        if isinstance(written, dict) and isinstance(was, dict) and isinstance(now, dict) and now:
            self._mapping(path, was, now)
        elif (
            isinstance(written, list)
            and isinstance(was, list)
            and isinstance(now, list)
            and len(written) == len(was)
        ):
            self._list(path, written, was, now)
        else:
            self._do(SetValue(path, now))

    def _list(self, path: Path, written: list[Any], was: list[Any], now: list[Any]) -> None:
        if not now:
            self._do(SetValue(path, now))
            return
        opcodes = SequenceMatcher(
            None, list(map(_mark, was)), list(map(_mark, now)), autojunk=False
        ).get_opcodes()
        # From the end to the beginning, so that the indices before stay right.
        for what, start, end, new_start, new_end in reversed(opcodes):
            if what != "equal":
                self._stretch(path, written, was, now, (start, end), (new_start, new_end))

    def _stretch(
        self,
        path: Path,
        written: list[Any],
        was: list[Any],
        now: list[Any],
        old: tuple[int, int],
        new: tuple[int, int],
    ) -> None:
        common = min(old[1] - old[0], new[1] - new[0])
        for index in range(old[1] - 1, old[0] + common - 1, -1):
            self._do(RemoveItem((*path, index)))
        for offset in range(common):
            before = was[old[0] + offset]
            self._value((*path, old[0] + offset), written[old[0] + offset], before, now[new[0] + offset])
        for offset in range(common, new[1] - new[0]):
            self._do(InsertItem(path, old[0] + offset, now[new[0] + offset]))

    # ------------------------------------------------------------ places

    def _section(self, kind: str, section: str) -> None:
        before = [id for each, id in self.nodes if each == kind]
        after = [id for id in self.result.of_kind(kind) if self._stands_here((kind, id))]
        if before != after:
            self._arrange(kind, before, after, lambda: (section,))

    def _stands_here(self, key: Key) -> bool:
        origin = self.result.origins.get(key)
        return origin == self.source.name if origin is not None else self.source is self.opened.sources[0]

    def _outline(self) -> None:
        for parent in (None, *self.result.tasks):
            after = self.result.outline.children.get(parent, ())
            if not after:
                continue
            where = self._tasks_of(parent)
            names = {
                id(self.nodes[key]): key[1]
                for key in ((Task.kind, each) for each in after)
                if key in self.nodes
            }
            before = [names[id(item)] for item in self._items(where) if id(item) in names]
            if list(after) != before:
                self._arrange(Task.kind, before, after, lambda parent=parent: self._tasks_of(parent))

    def _tasks_of(self, parent: str | None) -> Path:
        return (*self._path(Task.kind, parent), "tasks") if parent else ("tasks",)

    def _arrange(self, kind: str, before: Sequence[str], after: Sequence[str], where: Any) -> None:
        """Move and insert what isn't in its place yet; what goes from here, goes later."""
        kept = kept_in_place(before, after)
        following: dict[str, str | None] = {}
        upcoming: str | None = None
        for id in reversed(after):
            following[id] = upcoming
            upcoming = id if id in kept else upcoming
        for id in after:
            if id not in kept:
                self._put(kind, id, where, following[id])

    def _put(self, kind: str, id: str, where: Any, following: str | None) -> None:
        node = self.nodes.get((kind, id))
        items = self._items(where())
        if node is None:
            index = len(items) if following is None else _index(items, self.nodes[kind, following])
            self._do(InsertItem(where(), index, self._new_body(kind, id)))
            self._know(kind, id, self._items(where())[index])
            return
        path = self._path(kind, id)
        others = [item for item in items if item is not node]
        index = len(others) if following is None else _index(others, self.nodes[kind, following])
        self._do(MoveItem(path, where(), index))

    def _new_body(self, kind: str, id: str) -> dict[str, Any]:
        """Return the body of what is new, with what is new below it, so that it is written at one go."""
        body = body_of(self.result, self.result.of_kind(kind)[id])
        if below := self._all_new_below(kind, id):
            body["tasks"] = [self._new_body(kind, child) for child in below]
        return body

    def _know(self, kind: str, id: str, node: Any) -> None:
        self.nodes[kind, id] = node
        for child, inner in zip(self._all_new_below(kind, id), node.get("tasks", ()), strict=False):
            self._know(kind, child, inner)

    def _all_new_below(self, kind: str, id: str) -> tuple[str, ...]:
        below = self.result.outline.children.get(id, ()) if kind == Task.kind else ()
        return below if all((kind, child) not in self.nodes for child in below) else ()

    def _discard(self, key: Key) -> None:
        with suppress(LookupError):  # it has gone with its parent
            path = self._path(*key)
            holder = self._items(path[:-1])
            nested = len(path) > 2
            if len(holder) == 1 and (nested or path[0] != "tasks"):
                self._do(RemoveKey(path[:-1]))
            else:
                self._do(RemoveItem(path))

    def _items(self, path: Path) -> list[Any]:
        here = self.content
        for step in path:
            here = here.get(step) if isinstance(here, dict) else here[step]
            if here is None:
                return []
        return list(here) if isinstance(here, list) else []

    def _path(self, kind: str, id: str) -> Path:
        """Return where an entity stands at this moment of the edits; raises LookupError when it is gone."""
        node = self.nodes[kind, id]
        if kind != Task.kind:
            section = KINDS[kind].section
            return (section, _index(self._items((section,)), node))
        found = _path_to(self.content.get("tasks"), node, ("tasks",))
        if found is None:
            raise LookupError(id)
        return found

    def _do(self, edit: Edit) -> None:
        self.edits.append(edit)
        self.content = apply_edit(self.content, edit)


def _path_to(items: Any, node: Any, path: Path) -> Path | None:
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if item is node:
            return (*path, index)
        if isinstance(item, dict) and item.get("tasks"):
            found = _path_to(item["tasks"], node, (*path, index, "tasks"))
            if found is not None:
                return found
    return None


def _index(items: Sequence[Any], node: Any) -> int:
    for index, item in enumerate(items):
        if item is node:
            return index
    raise LookupError("the entry is gone")


def _mark(value: Any) -> str:
    """Return a text by which two entries of a list are compared."""
    return repr(value)


def _without_id(body: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != "id"}
