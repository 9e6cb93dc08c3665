"""Options: several practical ways to make a plan work, found, tried and told apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of
from fairlead.feasibility.options.move import Move
from fairlead.feasibility.options.option import Option, Trying, enough
from fairlead.feasibility.options.searching import Told, front_of, searched
from fairlead.feasibility.options.settling import with_kept_promises, with_promises_settled
from fairlead.plan.document import Plan
from fairlead.risk.scoring import Luck, Score, scored

_SHOWN = 5
_QUICK = 500
"""Iterations while searching: differences are known well, since all have the same luck."""
_ALIKE = 0.5
_SAME_MOVE = 3  # options that one move may stand in


@dataclass(frozen=True)
class Options:
    """The ways that were found. `today` is the plan as it is; `front` all that no other beats, as quick scores.

    `chosen` differ in kind, the best first, each scored with all iterations. `tried` is how many sets were tried.
    """

    plan: Plan = field(repr=False)
    today: Score = field(repr=False)
    chosen: tuple[Option, ...]
    front: tuple[Option, ...]
    menu: tuple[Move, ...]
    tried: int
    ended_early: bool = False

    @property
    def works(self) -> bool:
        """Whether the plan as it is is as sure as asked for."""
        return enough(self.today)

    def to_json(self) -> dict[str, Any]:
        """Return them as plain data."""
        return {
            "plan": self.plan.title,
            "today": {**self.today.to_json(), "enough": self.works},
            "options": [{"number": number, **each.to_json()} for number, each in enumerate(self.chosen, 1)],
            "front": [_point(each) for each in self.front],
            "menu": [each.to_json() for each in self.menu],
            "tried": self.tried,
            "ended_early": self.ended_early,
        }


def options_of(
    plan: Plan,
    luck: Luck | None = None,
    *,
    seconds: float = 60.0,
    stopped: Callable[[], bool] | None = None,
    told: Told | None = None,
) -> Options:
    """Return several ways to make a plan work, each scheduled, verified and simulated.

    `luck` is how the chosen ones are scored; the search uses fewer iterations. The same plan and seed give the same
    options as long as there is time. Raises PlanError for a plan that can't be scheduled.
    """
    luck = luck or Luck(10_000)
    ended = stopped or (lambda: False)
    quick = replace(luck, iterations=min(_QUICK, luck.iterations))
    before = scored(plan, quick, stopped=stopped)
    look = Look(plan, quick, before)
    menu = menu_of(look)
    trying = Trying(plan, quick, before, stopped)
    early = searched(look, trying, menu, seconds=seconds, seed=luck.seed, stopped=ended, told=told)
    found = [_pruned(trying, option) for option in trying.tried]
    front = front_of(found)
    today = scored(plan, luck) if luck != quick else before
    leaner = [_leaner(trying, each) for each in differing(front, found, before)]
    chosen = _scored_fully(look, trying, leaner, luck)
    return Options(plan, today, tuple(chosen), tuple(front), tuple(menu), trying.count, early)


def _pruned(trying: Trying, option: Option) -> Option:
    """Return the option without the moves that gain nothing in it."""
    for move in option.moves:
        rest = tuple(each for each in option.moves if each is not move)
        if not rest:
            break
        less = trying.known(rest)
        if less is not None and all(
            a <= b + 1e-9 for a, b in zip(less.measures, option.measures, strict=True)
        ):
            return _pruned(trying, less)
    return option


def _leaner(trying: Trying, option: Option) -> Option:
    """Return an option that is to be shown without the moves that gain nothing, whatever was tried so far."""
    for move in option.moves:
        rest = tuple(each for each in option.moves if each is not move)
        less = trying.option(rest) if rest else None
        if less is not None and all(
            a <= b + 1e-9 for a, b in zip(less.measures, option.measures, strict=True)
        ):
            return _leaner(trying, less)
    return option


def _scored_fully(look: Look, trying: Trying, chosen: Sequence[Option], luck: Luck) -> list[Option]:
    """Return what is shown, with all iterations, and its promises as late and dear as they have to be by these."""
    full = Trying(trying.plan, luck, scored(trying.plan, luck), checked=True)
    options = [option for each in chosen if (option := _settled(look, full, each.moves)) is not None]
    if not any(option.enough for option in options):  # the search ended before it came to promises
        options = [_promised(look, full, option) for option in options]
    unique = {frozenset(option.lines): option for option in options}
    return sorted(unique.values(), key=_usefulness)


def _settled(look: Look, full: Trying, moves: Sequence[Move]) -> Option | None:
    option = full.option(moves)
    settled = with_promises_settled(look, option) if option is not None else ()
    return option if not settled else full.option(settled)


def _promised(look: Look, full: Trying, option: Option) -> Option:
    """Return an option with later dates and more money where that makes it enough, else as it is."""
    kept = full.option(with_kept_promises(look, option))
    return kept if kept is not None and kept.enough else option


def _usefulness(option: Option) -> tuple[bool, float, float]:
    """What is enough comes first, the cheapest of it; of what isn't, the surest."""
    missing, cost, _ = option.measures
    return (not option.enough, cost if option.enough else missing, cost)


def differing(
    front: Sequence[Option], others: Sequence[Option], before: Score, most: int = _SHOWN
) -> list[Option]:
    """Return up to five options that differ in kind, not only in amount: the best, then the best unlike those taken."""
    ranked = [option for option in sorted(front, key=_usefulness) if _is_better(option, before)]
    rest = [
        option
        for option in sorted(others, key=_usefulness)
        if option not in ranked and _is_better(option, before)
    ]
    found: list[Option] = []
    for option in (*ranked, *rest):
        repeated = any(sum(move in other.moves for other in found) >= _SAME_MOVE for move in option.moves)
        if len(found) < most and not repeated and all(_likeness(option, other) <= _ALIKE for other in found):
            found.append(option)
    return found


def _likeness(one: Option, other: Option) -> float:
    """Return the share of kinds that two options have in common (Jaccard's index)."""
    return len(one.kinds & other.kinds) / len(one.kinds | other.kinds)


def _is_better(option: Option, before: Score) -> bool:
    """Tell whether an option gains anything: chance, or where nothing is promised an earlier or cheaper plan."""
    if before.chance_of_all is not None:
        now = [*before.goals.values(), before.chance_of_budget or 0.0]
        then = [
            *(option.score.goals.get(id, 0.0) for id in before.goals),
            option.score.chance_of_budget or 0.0,
        ]
        return option.chance > (before.chance_of_all or 0.0) + 0.005 or (
            option.chance >= (before.chance_of_all or 0.0) and sum(then) > sum(now) + 0.01
        )
    return option.score.finish_p80 < before.finish_p80 or option.score.cost_p80 < before.cost_p80


def _point(option: Option) -> dict[str, Any]:
    score = option.score
    return {
        "name": option.name,
        "finish_p80": score.to_json()["finish"]["p80"],
        "cost_p80": f"{score.cost_p80 + option.extra:.2f}",
        "probability": score.chance_of_all,
    }
