"""Buy-down: one budget, one menu, and the set of moves that buys most chance for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from fairlead.feasibility.options.levers.mitigating import acting, against
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of, within_limits
from fairlead.feasibility.options.move import Move, fit_together
from fairlead.feasibility.options.option import Option, Trying
from fairlead.feasibility.options.searching import Told
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
_A_CENT = 0.005


@dataclass(frozen=True)
class Bought:
    """The best set for a sum. `today` is the plan as it is, `base` the plan without any action against risks that isn't
    done: what the money begins from. `each` are the moves that help alone, those that buy most chance for their price
    first; `menu` are all that can be carried out.

    `all_sets` says that every set of the menu was tried; else none that differs by a move or two is better.
    """

    plan: Plan = field(repr=False)
    budget: float
    today: Score = field(repr=False)
    base: Score = field(repr=False)
    each: tuple[Option, ...]
    best: Option | None
    menu: tuple[Move, ...]
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
            "today": self.today.to_json(),
            "base": self.base.to_json(),
            "moves": [each.to_json() for each in self.each],
            "best": self.best.to_json() if self.best is not None else None,
            "changes": list(self.lines),
            "menu": [each.to_json() for each in self.menu],
            "all_sets_tried": self.all_sets,
        }


def bought(
    plan: Plan,
    budget: float,
    luck: Luck | None = None,
    *,
    stopped: Callable[[], bool] | None = None,
    told: Told | None = None,
) -> Bought:
    """Return the set of moves that makes it likeliest, for at most `budget`, that every goal and the budget are kept.

    The price of a move is by how much the planned cost rises with it. Of two sets that are as sure the cheaper one is
    taken. Where nothing is promised there is nothing to buy. Raises PlanError for a plan that can't be scheduled.
    """
    luck = luck or Luck()
    quick = replace(luck, iterations=min(_QUICK, luck.iterations))
    open_risks = _open_risks(plan)
    without = apply(plan, [Set("risk", id, "response", "accept") for id in open_risks])
    base = scored(without, quick)
    look = Look(without, quick, base)
    shop = _Shop(look, Trying(without, quick, base, stopped), budget, stopped, told)
    singles, idle = _singles(shop, _menu(look, open_risks) if base.chance_of_all is not None else ())
    all_sets = len(singles) + len(idle) <= ALL_SETS_OF
    if all_sets:
        _try_every_set(shop, singles)
        _try_every_set(shop, (*singles, *idle))
    else:
        _try_step_by_step(shop, singles)
        _try_from_above(shop, (*singles, *idle))
        _try_step_by_step(shop, list(dict.fromkeys((*singles, *(shop.best.moves if shop.best else ())))))
    full = Trying(without, luck, scored(without, luck), checked=True)
    chosen = _surest(shop, full)
    taken = {id for move in (chosen.moves if chosen is not None else ()) for id in move.about}
    given_up = tuple(
        f"{id} response accept"
        for id in open_risks
        if id not in taken and plan.risks[id].response != "accept"
    )
    return Bought(
        plan,
        budget,
        scored(plan, luck),
        full.before,
        _alone(shop, singles),
        chosen,
        (*singles, *idle),
        all_sets and not shop.closed(),
        given_up,
    )


class _Shop:
    """What can be had for a sum: sets of moves are tried in it until it is `closed`; `best` is the best so far."""

    def __init__(
        self,
        look: Look,
        trying: Trying,
        budget: float,
        stopped: Callable[[], bool] | None,
        told: Told | None,
    ) -> None:
        self.look, self.trying, self.budget, self._told = look, trying, budget, told
        self.closed = stopped or (lambda: False)
        self.best: Option | None = None

    def come_of(self, moves: Sequence[Move]) -> Option | None:
        """Return what comes of moves; None for those that can't be had together, whatever they cost."""
        option = self.trying.option(moves) if self.fits(moves) else None
        if option is not None and self.affords(option):
            if self.best is None or goodness(option) > goodness(self.best):
                self.best = option
            if self._told is not None:
                self._told(self.trying.count, [self.best])
        return option

    def fits(self, moves: Sequence[Move]) -> bool:
        """Tell whether moves go together, and are no more people than the plan allows."""
        return fit_together(moves) and within_limits(self.look, moves)

    def affords(self, option: Option) -> bool:
        """Tell whether an option costs no more than the sum."""
        return option.price <= self.budget + _A_CENT


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


def _singles(shop: _Shop, menu: Sequence[Move]) -> tuple[list[Move], list[Move]]:
    """Return the moves that make it likelier by themselves, those that buy most chance for their price first, and the
    others that can be carried out: they may help together.
    """
    before = shop.trying.before
    bargains: dict[Move, float] = {}
    idle = []
    for move in menu:
        option = shop.come_of((move,)) if not shop.closed() else None
        if option is not None and shop.affords(option) and goodness(option) > _of(before):
            bargains[move] = _gain(option, before) / max(option.price, 1.0)
        elif option is not None:
            idle.append(move)
    return sorted(bargains, key=lambda move: -bargains[move]), idle


def _alone(shop: _Shop, moves: Sequence[Move]) -> tuple[Option, ...]:
    return tuple(option for move in moves if (option := shop.come_of((move,))) is not None)


def _try_every_set(shop: _Shop, moves: Sequence[Move]) -> None:
    for size in range(2, len(moves) + 1):
        for some in combinations(moves, size):
            if shop.closed():
                return
            shop.come_of(some)


def _try_step_by_step(shop: _Shop, moves: Sequence[Move]) -> None:
    """Try sets until no move more, and none in another's place, makes the best one better."""
    tried: Option | None = None
    while True:
        now = shop.best.moves if shop.best is not None else ()
        more = [move for move in moves if move not in now]
        instead = [(*_without(now, old), move) for old in now for move in more]
        for some in (*((*now, move) for move in more), *instead):
            if shop.closed():
                return
            shop.come_of(some)
        if shop.best is None or shop.best is tried:
            return
        tried = shop.best


def _try_from_above(shop: _Shop, moves: Sequence[Move]) -> None:
    """Try everything that goes together, then less and less of it: so what helps only together is found.

    What is dearest for what it brings goes first, until the sum is enough, then what brings nothing.
    """
    taken: tuple[Move, ...] = ()
    for move in moves:
        if shop.fits((*taken, move)):
            taken = (*taken, move)
    now = shop.come_of(taken)
    for move in _worst_bargains_first(shop, taken):
        if now is None or len(now.moves) == 1 or shop.closed():
            return
        less = shop.come_of(_without(now.moves, move))
        if less is not None and (not shop.affords(now) or goodness(less)[:2] >= goodness(now)[:2]):
            now = less


def _worst_bargains_first(shop: _Shop, moves: Sequence[Move]) -> list[Move]:
    """Return moves by what each brings for its price when all others are there, the least first."""
    whole = shop.come_of(moves)
    bargains: dict[Move, float] = {}
    for move in moves:
        less = shop.come_of(_without(moves, move)) if whole is not None and not shop.closed() else None
        if whole is not None and less is not None:
            price = whole.price - less.price
            bargains[move] = _gain(whole, less.score) / price if price > 0 else math.inf
    return sorted(bargains, key=lambda move: bargains[move])


def _without(moves: Sequence[Move], left_out: Move) -> tuple[Move, ...]:
    return tuple(move for move in moves if move is not left_out)


def _surest(shop: _Shop, full: Trying) -> Option | None:
    """Return the best set by all iterations, of those that are nearly the best by few: these can't tell them apart."""
    nothing = (*_of(shop.trying.before)[:2], 0.0)
    affordable = [
        option for option in shop.trying.tried if shop.affords(option) and goodness(option) > nothing
    ]
    affordable.sort(key=goodness, reverse=True)
    near = [option for option in affordable if option.chance >= affordable[0].chance - _NEAR]
    near = near[: _FINALISTS if not shop.closed() else _FINALISTS // 4]
    scored_fully = [option for each in near if (option := full.option(each.moves)) is not None]
    return max(scored_fully, key=goodness, default=None)


def goodness(option: Option) -> tuple[float, float, float]:
    """What is best is greatest: the chance of all, then that of each goal together, then a low price."""
    return (*_of(option.score)[:2], -option.price)


def _of(score: Score) -> tuple[float, float, float]:
    return (round(score.chance_of_all or 0.0, 4), round(sum(score.goals.values()), 4), 0.0)


def _gain(option: Option, before: Score) -> float:
    now, then = _of(before), _of(option.score)
    return then[0] - now[0] + 0.1 * (then[1] - now[1])
