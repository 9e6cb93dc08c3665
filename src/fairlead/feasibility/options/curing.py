"""Cures: the cheapest moves that give back what a change has taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from fairlead.feasibility.hopeless import weeks_later
from fairlead.feasibility.options.levers.promising import kept_budget, kept_deadline
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of, within_limits
from fairlead.feasibility.options.move import Move, fit_together
from fairlead.feasibility.options.option import Option, Trying
from fairlead.feasibility.verdict import confidence_of
from fairlead.plan.document import Plan
from fairlead.risk.scoring import Luck, Score, scored

_QUICK = 500
_MOST_MOVES = 24
_JOINED = 8
_NEAR = 0.01
_NOTHING = 0.005
"""Half a point: what gives back less than that gives nothing."""


def cheapest_cures(
    plan: Plan,
    before: Score,
    *,
    limit: int = 3,
    luck: Luck | None = None,
    decided: Collection[str] = (),
    stopped: Callable[[], bool] | None = None,
) -> list[Option]:
    """Return up to `limit` options that make a changed plan as sure as it was `before` the change, the cheapest first.

    One move, or two of different kinds. Where none is enough, those come back that give back most. What the change
    has `decided` (ids of goals, `budget`) is undone by one of them at the most, the last. Raises PlanError for a plan
    that can't be scheduled.
    """
    luck = luck or Luck()
    ended = stopped or (lambda: False)
    quick = replace(luck, iterations=min(_QUICK, luck.iterations))
    now = scored(plan, quick)
    look = Look(plan, quick, now)
    trying = Trying(plan, quick, now, stopped)
    singles: list[Option] = []
    lost = _lost(now, before)
    for moves in (*((move,) for move in menu_of(look, _MOST_MOVES)), *_as_sure_as_before(look, before)):
        if ended():
            break
        option = trying.option(moves) if within_limits(look, moves) else None
        if option is None or option.given_up or any(option is each for each in singles):
            continue
        if _lost(option.score, before) < lost - _NOTHING:
            singles.append(option)
    cures = [option for option in singles if _lost(option.score, before) <= _NEAR]
    if len(cures) < limit:
        cures += _pairs(look, trying, singles, before, limit - len(cures), ended)
    best = sorted(cures, key=lambda option: (option.price, len(option.moves)))
    if len(best) < limit:
        rest = [option for option in singles if option not in best]
        best += sorted(rest, key=lambda option: (_lost(option.score, before), option.price))
    undoing = [option for option in best if undoes(option, decided)]
    best = [option for option in best if option not in undoing] + undoing[:1]
    # Whoever stops the search gets what it has found, all of it counted out.
    full = Trying(plan, luck, scored(plan, luck), checked=True)
    return [option for each in _unlike(best, limit) if (option := full.option(each.moves)) is not None]


def undoes(option: Option, decided: Collection[str]) -> bool:
    """Tell whether an option takes back what somebody has just decided."""
    return any(not move.about.isdisjoint(decided) for move in option.moves)


def _as_sure_as_before(look: Look, before: Score) -> Iterator[tuple[Move, ...]]:
    """Yield promises that are kept as surely as before the change, where that is less than asked for.

    All goals that lose, at once: whoever has to ask for more time asks for all of it.
    """
    score, plan = look.score, look.plan
    later = []
    for id, chance in before.goals.items():
        wanted = _wanted(chance, id, plan)
        if score.goals.get(id, 1.0) < wanted - _NOTHING and (move := kept_deadline(look, id, score, wanted)):
            later.append(move)
    if later:
        yield tuple(later)
    if before.chance_of_budget is not None and score.chance_of_budget is not None:
        wanted = min(before.chance_of_budget, confidence_of(plan))
        if score.chance_of_budget < wanted - _NOTHING and (more := kept_budget(look, score, wanted)):
            yield (more,)


def _wanted(chance: float, id: str, plan: Plan) -> float:
    """Return how sure a goal has to be again: as before, or as asked for if that is less."""
    return min(chance, confidence_of(plan, id) if id in plan.goals else 0.0)


def _pairs(
    look: Look,
    trying: Trying,
    singles: Sequence[Option],
    before: Score,
    wanted: int,
    ended: Callable[[], bool],
) -> list[Option]:
    """Return pairs of the best single moves that are enough together."""
    helping = [option for option in singles if _lost(option.score, before) > _NEAR]
    helping.sort(key=lambda option: (_lost(option.score, before), option.price))
    found: list[Option] = []
    for one, other in combinations(helping[:_JOINED], 2):
        if ended() or len(found) >= wanted:
            break
        moves = (*one.moves, *other.moves)
        if one.kinds == other.kinds or not fit_together(moves) or not within_limits(look, moves):
            continue
        option = trying.option(moves)
        if option is not None and not option.given_up and _lost(option.score, before) <= _NEAR:
            found.append(option)
    return found


def is_cured(score: Score, before: Score) -> bool:
    """Tell whether all that was promised is as sure as before, or as asked for if that is less."""
    return _lost(score, before) <= _NEAR


def _lost(score: Score, before: Score) -> float:
    """Return how much of what was promised is less sure than before, or than asked for if that is less.

    Goals that had no chance before can only be later: a week counts as much as all of a chance.
    """
    lost = sum(weeks_later(score, before).values())
    for id, chance in before.goals.items():
        lost += max(_wanted(chance, id, score.plan) - score.goals.get(id, 1.0), 0.0)
    if before.chance_of_budget is not None and score.chance_of_budget is not None:
        wanted = min(before.chance_of_budget, confidence_of(score.plan))
        lost += max(wanted - score.chance_of_budget, 0.0)
    if before.chance_of_all is None:
        later = score.finish_p80 - before.finish_p80
        lost += max(later, 0) / (7 * 1440)
    return lost


def _unlike(options: Sequence[Option], limit: int) -> list[Option]:
    """Return the first options of different kinds, then others, in their order."""
    found: list[Option] = []
    for option in options:
        if all(option.kinds != other.kinds for other in found):
            found.append(option)
    rest = [option for option in options if option not in found]
    chosen = (found + rest)[:limit]
    return [option for option in options if option in chosen]
