"""Which plan goes before which: by priority, and after those that it waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

Waits = Mapping[str, frozenset[str]]
"""For each plan the others that it waits for by a link."""

_ALL_ORDERS_UP_TO = 3  # plans


def groups_of(priorities: Mapping[str, Decimal], waits: Waits) -> tuple[tuple[str, ...], ...]:
    """Return the plans in the order in which they are scheduled, those of one priority in one group.

    A plan that one of a higher priority waits for counts as much as that one.
    """
    counts = dict(priorities)
    changed = True
    while changed:
        changed = False
        for name, others in waits.items():
            for other in others:
                if counts[other] < counts[name]:
                    counts[other], changed = counts[name], True
    levels = sorted(set(counts.values()), reverse=True)
    return tuple(tuple(name for name in counts if counts[name] == level) for level in levels)


def orders_of(group: Sequence[str], waits: Waits, finish: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Return orders to try of plans that count the same: all of a few, of more each first once.

    `finish` is when each would finish by itself; of many, the longest go first. None goes before one that it waits for,
    as far as they don't wait for each other.
    """
    longest = sorted(group, key=lambda name: -finish[name])
    if len(group) <= _ALL_ORDERS_UP_TO:
        tried: Iterator[Sequence[str]] = iter(permutations(group))
    else:
        tried = iter([longest, *([name, *(each for each in longest if each != name)] for name in group)])
    return list(dict.fromkeys(tuple(_after_others(order, waits)) for order in tried))


def wait_for_each_other(order: Sequence[str], waits: Waits) -> bool:
    """Tell whether a plan stands before one that it waits for."""
    return any(other in order[place + 1 :] for place, name in enumerate(order) for other in waits[name])


def _after_others(order: Sequence[str], waits: Waits) -> Iterator[str]:
    left = list(order)
    while left:
        free = (name for name in left if not waits[name] & {*left} - {name})
        name = next(free, left[0])
        left.remove(name)
        yield name
