"""Kernels: an order in which every link points forward, or a circle of links that makes it impossible."""

from __future__ import annotations

from fairlead.schedule.critical_path.tables import Row
from fairlead.schedule.jit import kernel


@kernel
def topological_order(out_of: Row, targets: Row, waiting: Row, order: Row) -> int:
    """Fill `order` with tasks, each after all its predecessors, and return how many could be placed.

    `targets[out_of[t]:out_of[t + 1]]` are the successors of `t`; `waiting` holds each task's number of incoming links
    and is used up. Fewer placed than there are tasks: what still waits lies on a circle or behind one.
    Source: A. B. Kahn, Topological sorting of large networks, CACM 5 (1962).
    """
    placed = 0
    for t in range(len(waiting)):
        if waiting[t] == 0:
            order[placed] = t
            placed += 1
    done = 0
    while done < placed:
        t = order[done]
        done += 1
        for i in range(out_of[t], out_of[t + 1]):
            after = targets[i]
            waiting[after] -= 1
            if waiting[after] == 0:
                order[placed] = after
                placed += 1
    return placed


@kernel
def circle_among(into: Row, sources: Row, waiting: Row, seen: Row, path: Row) -> int:
    """Fill `path` with one circle among the tasks that still wait, each before its successor; return its length.

    `sources[into[t]:into[t + 1]]` are the predecessors of `t`; `seen` starts as zeros.
    """
    t = 0
    while waiting[t] == 0:
        t += 1
    steps = 0
    while seen[t] == 0:
        path[steps] = t
        steps += 1
        seen[t] = steps
        for i in range(into[t], into[t + 1]):
            if waiting[sources[i]] > 0:
                t = sources[i]
                break
    begin = seen[t] - 1
    length = steps - begin
    for k in range(length // 2):  # walked against the links, so turn it round
        path[begin + k], path[steps - 1 - k] = path[steps - 1 - k], path[begin + k]
    for k in range(length):
        path[k] = path[begin + k]
    return length
