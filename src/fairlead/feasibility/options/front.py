"""Which options no other beats: in chance, cost and finish at once."""

from __future__ import annotations

from collections.abc import Sequence

from fairlead.feasibility.options.option import Option


def front_of(options: Sequence[Option]) -> list[Option]:
    """Return the options that no other beats in chance, cost and finish at once, the surest first."""
    unique = list({option.lines: option for option in options}.values())
    measures = [option.measures for option in unique]
    found = [
        option
        for option, own in zip(unique, measures, strict=True)
        if not any(_dominates(other, own) for other in measures)
    ]
    return sorted(found, key=lambda option: (option.measures, len(option.moves)))


def best_of(options: Sequence[Option], count: int) -> list[Option]:
    """Return options of the first fronts, one after the other, until there are enough."""
    left, found = list(options), list[Option]()
    while left and len(found) < count:
        front = front_of(left)
        found += front
        left = [option for option in left if option not in front]
    return found[:count]


def _dominates(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
