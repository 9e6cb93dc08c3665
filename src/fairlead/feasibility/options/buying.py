"""Buy-down: one budget, one menu, and the set of moves that buys most chance for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from fairlead.feasibility.options.levers.mitigating import acting, against
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of, within_limits
from fairlead.feasibility.options.move import Move, fit_together
from fairlead.feasibility.options.option import Option, Trying
from fairlead.plan.apply import apply
from fairlead.plan.changes import Set
from fairlead.plan.document import Plan
from fairlead.plan.levers import never_of
from fairlead.risk.scoring import Luck, Score, scored

ALL_SETS_OF = 10
"""Moves; of so many every set is tried, of more the best is built step by step and then changed one for another."""

_BUYABLE = frozenset(["hire", "supplier", "lend", "overtime", "shorten", "buy", "drop", "mitigate"])
_MOST = 16
_QUICK = 1_000
_NEAR = 0.02
_FINALISTS = 12


@dataclass(frozen=True)
class Bought:
    """The best set for a sum. `base` is the plan without any action against risks that isn't done: what the money
    begins from. `each` are the moves alone, those that buy most chance for their price first.

    `all_sets` says that every set within the sum was tried; else none that differs by one or two moves is better.
    """

    plan: Plan = field(repr=False)
    budget: float
    base: Score = field(repr=False)
    each: tuple[Option, ...]
    best: Option | None
    all_sets: bool
    given_up: tuple[str, ...] = ()
    """The lines that accept the risks against which nothing is bought."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that make the plan what was bought."""
        return (*self.given_up, *(self.best.lines if self.best is not None else ()))

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        currency = self.plan.settings.currency
        return {
            "plan": self.plan.title,
            "budget": {"amount": f"{self.budget:.2f}", "currency": currency},
            "base": self.base.to_json(),
            "moves": [each.to_json() for each in self.each],
            "best": self.best.to_json() if self.best is not None else None,
            "changes": list(self.lines),
            "all_sets_tried": self.all_sets,
        }


def bought(
    plan: Plan, budget: float, luck: Luck | None = None, *, stopped: Callable[[], bool] | None = None
) -> Bought:
    """Return the set of moves that makes it likeliest, for at most `budget`, that every goal and the budget are kept.

    The price of a move is by how much the planned cost rises with it. Of two sets that are as sure the cheaper one is
    taken. Raises PlanError for a plan that can't be scheduled.
    """
    luck = luck or Luck()
    quick = replace(luck, iterations=min(_QUICK, luck.iterations))
    open_risks = _open_risks(plan)
    without = apply(plan, [Set("risk", id, "response", "accept") for id in open_risks])
    base = scored(without, quick)
    look = Look(without, quick, base)
    trying = Trying(without, quick, base, stopped)
    ended = stopped or (lambda: False)
    menu = _menu(look, open_risks)
    singles = _singles(look, trying, menu, budget, ended)
    moves = [option.moves[0] for option in singles]
    all_sets = len(moves) <= ALL_SETS_OF
    search = _every_set if all_sets else _step_by_step
    search(look, trying, moves, budget, ended)
    full = Trying(without, luck, scored(without, luck), checked=True)
    chosen = _surest(trying, full, look, budget)
    taken = {id for move in (chosen.moves if chosen is not None else ()) for id in move.about}
    given_up = tuple(
        f"{id} response accept"
        for id in open_risks
        if id not in taken and plan.risks[id].response != "accept"
    )
    return Bought(plan, budget, full.before, tuple(singles), chosen, all_sets and not ended(), given_up)


def _open_risks(plan: Plan) -> list[str]:
    """Return the risks against which something can be bought; those that the levers leave alone stay as planned."""
    return [
        risk.id
        for risk in plan.risks.values()
        if any(action.done is None for action in risk.actions)
        and never_of(plan.settings.levers, "mitigate", {risk.id, *acting(risk)}) is None
    ]


def _menu(look: Look, risks: Sequence[str]) -> list[Move]:
    actions = [move for id in risks if (move := against(look, look.plan.risks[id])) is not None]
    others = [move for move in menu_of(look) if move.kind in _BUYABLE and move.kind != "mitigate"]
    return [*actions, *others][: _MOST + len(actions)]


def _singles(
    look: Look, trying: Trying, menu: Sequence[Move], budget: float, ended: Callable[[], bool]
) -> list[Option]:
    found = []
    for move in menu:
        if ended():
            break
        option = trying.option((move,)) if within_limits(look, (move,)) else None
        if option is not None and option.price <= budget and goodness(option) > _of(trying.before):
            found.append(option)
    return sorted(found, key=lambda option: -_gain(option, trying.before) / max(option.price, 1.0))


def _every_set(
    look: Look, trying: Trying, moves: Sequence[Move], budget: float, ended: Callable[[], bool]
) -> Option | None:
    best: Option | None = None
    for size in range(1, len(moves) + 1):
        for some in combinations(moves, size):
            if ended():
                return best
            best = _better(best, _affordable(look, trying, some, budget))
    return best


def _step_by_step(
    look: Look, trying: Trying, moves: Sequence[Move], budget: float, ended: Callable[[], bool]
) -> Option | None:
    """Return a set from which no move more, and none in another's place, makes it better."""
    best: Option | None = None
    while not ended():
        now = best.moves if best is not None else ()
        steps = [(*now, move) for move in moves if move not in now]
        steps += [
            (*(each for each in now if each is not old), move)
            for old in now
            for move in moves
            if move not in now
        ]
        found = best
        for some in steps:
            found = _better(found, _affordable(look, trying, some, budget))
        if found is best:
            return best
        best = found
    return best


def _surest(quick: Trying, full: Trying, look: Look, budget: float) -> Option | None:
    """Return the best set by all iterations, of those that are nearly the best by few: these can't tell them apart."""
    affordable = [
        option
        for option in quick.tried
        if option.price <= budget + 0.005
        and within_limits(look, option.moves)
        and goodness(option) > (*_of(quick.before)[:2], 0.0)
    ]
    affordable.sort(key=goodness, reverse=True)
    near = [option for option in affordable if option.chance >= affordable[0].chance - _NEAR][:_FINALISTS]
    scored_fully = [option for each in near if (option := full.option(each.moves)) is not None]
    return max(scored_fully, key=goodness, default=None)


def _affordable(look: Look, trying: Trying, moves: Sequence[Move], budget: float) -> Option | None:
    if not fit_together(moves) or not within_limits(look, moves):
        return None
    option = trying.option(moves)
    return option if option is not None and option.price <= budget + 0.005 else None


def _better(one: Option | None, other: Option | None) -> Option | None:
    if one is None or other is None:
        return one or other
    return other if goodness(other) > goodness(one) else one


def goodness(option: Option) -> tuple[float, float, float]:
    """What is best is greatest: the chance of all, then that of each goal together, then a low price."""
    return (*_of(option.score)[:2], -option.price)


def _of(score: Score) -> tuple[float, float, float]:
    return (round(score.chance_of_all or 0.0, 4), round(sum(score.goals.values()), 4), 0.0)


def _gain(option: Option, before: Score) -> float:
    now, then = _of(before), _of(option.score)
    return then[0] - now[0] + 0.1 * (then[1] - now[1])
