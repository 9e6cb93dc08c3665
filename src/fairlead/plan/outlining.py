"""The tree of tasks while it changes: who stands below whom, in which order, at which rank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

from fairlead.plan.entities import Task

T = TypeVar("T")


class Tree:
    """Parents and children of tasks by id; tasks that were put somewhere get a rank between their neighbours."""

    def __init__(self, tasks: Mapping[str, Task]) -> None:
        self.parent: dict[str, str | None] = {}
        self.children: dict[str | None, list[str]] = {None: []}
        self._rank: dict[str, float] = {}
        self._said: dict[str, str] = {}
        for id, task in tasks.items():
            parent = task.parent if task.parent in tasks else None
            if task.parent is not None and parent is None:
                self._said[id] = task.parent
            self.parent[id] = parent
            self.children.setdefault(parent, []).append(id)
            self._rank[id] = task.rank

    def above(self, id: str) -> Iterator[str]:
        """Yield the parent, its parent and so on."""
        seen = {id}
        above = self.parent.get(id)
        while above is not None and above not in seen:
            yield above
            seen.add(above)
            above = self.parent.get(above)

    def below(self, id: str) -> list[str]:
        """Return everything below a task, in outline order."""
        found: list[str] = []
        waiting = list(reversed(self.children.get(id, [])))
        while waiting:
            found.append(each := waiting.pop())
            waiting.extend(reversed(self.children.get(each, [])))
        return found

    def take(self, id: str) -> None:
        """Take a task, but nothing below it, out of its place."""
        self.children[self.parent.pop(id)].remove(id)
        self._rank.pop(id, None)
        self._said.pop(id, None)

    def insert(self, id: str, parent: str | None, before: str | None) -> None:
        """Put a task before its sibling `before`, or last."""
        siblings = self.children.setdefault(parent, [])
        siblings.insert(siblings.index(before) if before is not None else len(siblings), id)
        self.parent[id] = parent

    def rename(self, old: str, new: str) -> None:
        """Give a task another id where it stands."""
        parent = self.parent[new] = self.parent.pop(old)
        siblings = self.children[parent]
        siblings[siblings.index(old)] = new
        if old in self._rank:
            self._rank[new] = self._rank.pop(old)
        if old in self._said:
            self._said[new] = self._said.pop(old)
        if old in self.children:
            self.children[new] = self.children.pop(old)
            self.parent.update((child, new) for child in self.children[new])

    def places(self) -> Iterator[tuple[str, str | None, float]]:
        """Yield (task, parent, rank) in outline order."""
        for siblings in self.children.values():
            self._settle(siblings)
        for id in self._in_outline_order():
            yield id, self._said.get(id, self.parent[id]), self._rank[id]

    def _in_outline_order(self) -> Iterator[str]:
        """Yield every task, parents first; those that are their own ancestors come last."""
        seen: set[str] = set()
        for root in self.children[None]:
            for id in (root, *self.below(root)):
                seen.add(id)
                yield id
        yield from (id for id in self.parent if id not in seen)

    def _settle(self, siblings: list[str]) -> None:
        """Give ranks to siblings that have none, between their neighbours; renumber where there is no room."""
        ranks: list[float | None] = [self._rank.get(id) for id in siblings]
        if None not in ranks:
            return
        known = [(index, rank) for index, rank in enumerate(ranks) if rank is not None]
        ends = [(-1, known[0][1] - 1 if known else -1.0), *known]
        for (index, rank), (next_index, next_rank) in zip(ends, [*known, (len(siblings), None)], strict=True):
            count = next_index - index
            step = 1.0 if next_rank is None else (next_rank - rank) / count
            for offset in range(1, count):
                self._rank[siblings[index + offset]] = rank + step * offset
        settled = [self._rank[id] for id in siblings]
        if any(one >= other for one, other in pairwise(settled)):
            self._rank.update((id, float(index)) for index, id in enumerate(siblings))


def put_before(entities: Mapping[str, T], id: str, before: str | None) -> dict[str, T]:
    """Return the mapping with one entry moved before another, or to the end."""
    if before == id:
        return dict(entities)
    order = [each for each in entities if each != id]
    order.insert(order.index(before) if before is not None else len(order), id)
    return {each: entities[each] for each in order}


def following(ids: list[str], id: str) -> str | None:
    """Return the id behind another in a list; None behind the last."""
    index = ids.index(id) + 1
    return ids[index] if index < len(ids) else None
