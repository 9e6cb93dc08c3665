"""Circles in what depends on what, found in one walk however long they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

N = TypeVar("N")


def circles(graph: Mapping[N, Iterable[N]]) -> Iterator[list[N]]:
    """Yield circles, each as the nodes on it from one that depends on the next; the last depends on the first.

    One for every knot is enough, since cutting it may free the rest. Nodes without an entry are passed over.
    """
    is_open: dict[N, bool] = {}
    for root in graph:
        if root not in is_open:
            yield from _circles_from(root, graph, is_open)


def abridged(circle: list[str], most: int = 12) -> list[str]:
    """Return the names on a circle; one through thousands is told by its two ends."""
    if len(circle) <= most:
        return circle
    return [*circle[: most // 2], f"({len(circle) - most:,} more)", *circle[-most // 2 :]]


def _circles_from(root: N, graph: Mapping[N, Iterable[N]], is_open: dict[N, bool]) -> Iterator[list[N]]:
    path = [root]
    branches = [iter(graph[root])]
    is_open[root] = True
    while path:
        for node in branches[-1]:
            if node not in graph:
                continue
            if is_open.get(node):
                yield path[path.index(node) :]
            elif node not in is_open:
                is_open[node] = True
                path.append(node)
                branches.append(iter(graph[node]))
                break
        else:
            is_open[path.pop()] = False
            branches.pop()
