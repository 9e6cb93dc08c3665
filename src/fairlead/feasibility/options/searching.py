"""The search among sets of moves: all of them where they are few, else step by step and by evolution."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import within_limits
from fairlead.feasibility.options.move import Move, fit_together
from fairlead.feasibility.options.option import Option, Trying
from fairlead.feasibility.options.settling import with_kept_promises

_ALL_SUBSETS_OF = 5
_MOST_TRIALS = 90
_PARENTS = 8
_MOST_MOVES = 6

Told = Callable[[int, Sequence[Option]], None]
"""Told how many sets have been tried, and the front so far."""


def searched(
    look: Look,
    trying: Trying,
    menu: Sequence[Move],
    *,
    seconds: float,
    seed: int,
    stopped: Callable[[], bool],
    told: Told | None = None,
) -> bool:
    """Try sets of moves, and return whether time or `stopped` ended that early; what works is among what was tried.

    Each move alone comes first; with few moves all their sets follow, else the best are joined and changed. The same
    seed tries the same sets in the same order. Source: NSGA-II's non-dominated sorting for the choice of parents, Deb,
    Pratap, Agarwal and Meyarivan, IEEE Transactions on Evolutionary Computation 6(2), 2002.
    """
    end = time.monotonic() + seconds
    for moves in _sets(look, trying, menu, random.Random(seed)):
        if trying.count >= _MOST_TRIALS:
            return False
        if trying.count > 1 and (stopped() or time.monotonic() > end):
            return True
        if fit_together(moves) and within_limits(look, moves):
            trying.option(moves)
            if told is not None:
                told(trying.count, front_of(trying.tried))
    return False


def _sets(
    look: Look, trying: Trying, menu: Sequence[Move], dice: random.Random
) -> Iterator[tuple[Move, ...]]:
    yield from ((move,) for move in menu)
    useful = [move for move in menu if _helps(trying, move)]
    if len(useful) <= _ALL_SUBSETS_OF:
        for size in range(2, len(useful) + 1):
            yield from combinations(useful, size)
        yield from _kept_promises(look, trying)
        return
    yield from _kept_promises(look, trying)
    yield from _joined_by_kind(trying, useful)
    while True:
        yield from _kept_promises(look, trying)
        parents = _best(trying.tried, _PARENTS)
        if not parents:
            return
        before = trying.count
        for _ in range(4 * _PARENTS):
            yield _child(dice.choice(parents), dice.choice(parents), useful, dice)
        if trying.count == before:
            return


def _helps(trying: Trying, move: Move) -> bool:
    """Tell whether a move alone makes anything better."""
    option = trying.option((move,))
    if option is None:
        return False
    now, then = trying.before, option.score
    chances: list[tuple[float | None, float | None]] = [
        (now.goals.get(id), chance) for id, chance in then.goals.items()
    ]
    chances += [(now.chance_of_budget, then.chance_of_budget), (now.chance_of_all, then.chance_of_all)]
    better = any(a is not None and b is not None and b > a + 0.002 for a, b in chances)
    done = then.forecast.never < now.forecast.never - 0.002
    return better or done or then.finish_p80 < now.finish_p80 or then.cost_p80 < now.cost_p80 - 1


def _kept_promises(look: Look, trying: Trying) -> Iterator[tuple[Move, ...]]:
    """Yield the best sets so far, with what they still can't keep promised for when, and for what, they can."""
    for option in _best(trying.tried, _PARENTS):
        if not option.enough:
            moves = with_kept_promises(look, option)
            if moves != option.moves:
                yield moves


def _joined_by_kind(trying: Trying, useful: Sequence[Move]) -> Iterator[tuple[Move, ...]]:
    """Yield the best of each kind, two kinds at a time, then the best moves one after another."""
    alone = {move: option for move in useful if (option := trying.option((move,))) is not None}
    ranked = sorted(alone, key=lambda move: alone[move].measures)
    best_of: dict[str, Move] = {}
    for move in ranked:
        best_of.setdefault(move.kind, move)
    yield from combinations(best_of.values(), 2)
    built: tuple[Move, ...] = ()
    for move in ranked:
        if fit_together((*built, move)):
            built = (*built, move)
            if len(built) > 1:
                yield built
            if len(built) == _MOST_MOVES:
                return


def _child(one: Option, other: Option, menu: Sequence[Move], dice: random.Random) -> tuple[Move, ...]:
    """Return a set between two others, with one move more or less."""
    pool = list(dict.fromkeys((*one.moves, *other.moves)))
    kept = [move for move in pool if (move in one.moves and move in other.moves) or dice.random() < 0.5]
    chance = dice.random()
    if chance < 0.45:
        kept.append(dice.choice(list(menu)))
    elif chance < 0.7 and len(kept) > 1:
        kept.pop(dice.randrange(len(kept)))
    found: list[Move] = []
    for move in kept[:_MOST_MOVES]:
        if move not in found and fit_together((*found, move)):
            found.append(move)
    return tuple(found)


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


def _best(options: Sequence[Option], count: int) -> list[Option]:
    """Return the first fronts, one after the other, until there are enough."""
    left, found = list(options), list[Option]()
    while left and len(found) < count:
        front = front_of(left)
        found += front
        left = [option for option in left if option not in front]
    return found[:count]


def _dominates(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
