"""Which sets of moves to try: all of them where they are few, else step by step, from above, and by evolution."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

from fairlead.feasibility.options.front import best_of
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import within_limits
from fairlead.feasibility.options.move import Move, fit_together
from fairlead.feasibility.options.option import HOPELESS, Option, Trying, usefulness
from fairlead.feasibility.options.settling import PROMISES, with_kept_promises

_ALL_SUBSETS_OF = 5
_PARENTS = 8
MOST_MOVES = 6
"""Of a way, promises apart: with more it is hard to carry out."""

_AS_SURE = 0.002


def sets_to_try(
    look: Look, trying: Trying, menu: Sequence[Move], dice: random.Random
) -> Iterator[tuple[Move, ...]]:
    """Yield sets of moves, each by what came of those before it; some of them can't be had together.

    Each move alone comes first; with few moves all their sets follow, else the best are joined and changed. Source:
    NSGA-II's non-dominated sorting for the choice of parents, Deb, Pratap, Agarwal and Meyarivan, IEEE Transactions on
    Evolutionary Computation 6(2), 2002.
    """
    yield from ((move,) for move in menu)
    useful = [move for move in menu if _helps(trying, move)]
    if len(few := useful if len(menu) > _ALL_SUBSETS_OF else menu) <= _ALL_SUBSETS_OF:
        for size in range(2, len(few) + 1):
            yield from combinations(few, size)
        if few is useful:
            yield from _from_above(look, trying, menu)
        yield from _varied(look, trying, few)
        yield from _kept_promises(look, trying)
        return
    yield from _kept_promises(look, trying)
    yield from _joined_by_kind(trying, useful)
    yield from _from_above(look, trying, menu)
    yield from _varied(look, trying, useful)
    while True:
        yield from _kept_promises(look, trying)
        parents = best_of(trying.tried, _PARENTS)
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
    for option in best_of(trying.tried, _PARENTS):
        if not option.enough:
            moves = with_kept_promises(look, option)
            if moves != option.moves:
                yield moves


def _joined_by_kind(trying: Trying, useful: Sequence[Move]) -> Iterator[tuple[Move, ...]]:
    """Yield the best of each kind, two kinds at a time, then the best moves one after another."""
    ranked = _ranked(trying, useful)
    yield from combinations(_best_of_each_kind(ranked), 2)
    built: tuple[Move, ...] = ()
    for move in ranked:
        if fit_together((*built, move)):
            built = (*built, move)
            if len(built) > 1:
                yield built
            if len(built) == MOST_MOVES:
                return


def _ranked(trying: Trying, moves: Sequence[Move]) -> list[Move]:
    """Return moves by what comes of each alone, the best first."""
    alone = {move: option for move in moves if (option := trying.option((move,))) is not None}
    return sorted(alone, key=lambda move: alone[move].measures)


def _best_of_each_kind(ranked: Sequence[Move]) -> list[Move]:
    found: dict[str, Move] = {}
    for move in ranked:
        found.setdefault(move.kind, move)
    return list(found.values())


def _from_above(look: Look, trying: Trying, menu: Sequence[Move]) -> Iterator[tuple[Move, ...]]:
    """Yield everything that goes together, then less and less of it, for as long as that is as sure.

    So what helps only together is found: of two chains that are late the cure of either gains nothing by itself. Where
    a way is enough already without other promises, nothing is sought.
    """
    if any(option.enough and not option.kinds & PROMISES for option in trying.tried):
        return
    moves: tuple[Move, ...] = ()
    for move in _ranked(trying, menu):
        more = (*moves, move)
        if move.kind not in PROMISES and fit_together(more) and within_limits(look, more):
            moves = more
    yield moves
    best = trying.known(moves)
    for move in reversed(moves):
        if best is None or len(best.moves) == 1:
            return
        rest = tuple(each for each in best.moves if each is not move)
        yield rest
        less = trying.known(rest)
        if less is not None and less.measures[0] <= best.measures[0] + _AS_SURE:
            best = less
    if best is not None:
        yield with_kept_promises(look, best)


def _varied(look: Look, trying: Trying, useful: Sequence[Move]) -> Iterator[tuple[Move, ...]]:
    """Yield what the best way can't do without, with the best move of each kind in turn, and what that can promise.

    So there are ways that differ in kind where several would do, and one thing has to be done in all of them.
    """
    if not trying.tried:
        return
    best = min(trying.tried, key=usefulness)
    done = [move for move in best.moves if move.kind not in PROMISES]
    core: tuple[Move, ...] = ()
    for move in done:
        rest = tuple(each for each in done if each is not move)
        yield from _promising(look, trying, rest)
        if _surest(look, trying, rest) < HOPELESS * best.chance:
            core = (*core, move)
    yield from _promising(look, trying, core)
    for move in _best_of_each_kind(_ranked(trying, useful)):
        if move not in core and move.kind not in PROMISES:
            yield from _promising(look, trying, (*core, move))


def _promising(look: Look, trying: Trying, moves: tuple[Move, ...]) -> Iterator[tuple[Move, ...]]:
    """Yield moves, and the same with the promises that they can keep."""
    if moves:
        yield moves
    option = trying.known(moves)
    if option is not None:
        yield with_kept_promises(look, option)


def _surest(look: Look, trying: Trying, moves: tuple[Move, ...]) -> float:
    """Return how sure moves are with the promises that they can keep."""
    option = trying.known(moves)
    kept = trying.known(with_kept_promises(look, option)) if option is not None else None
    return max((each.chance for each in (option, kept) if each is not None), default=0.0)


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
    for move in kept[:MOST_MOVES]:
        if move not in found and fit_together((*found, move)):
            found.append(move)
    return tuple(found)
