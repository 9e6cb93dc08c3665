"""An option: some moves carried out together, scheduled, verified and simulated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from fairlead.feasibility.options.move import Kind, Move
from fairlead.feasibility.verdict import confidence_of
from fairlead.feasibility.whatif import Affected, affected
from fairlead.outsource.contracts import has_engagements, unused_engagements
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.risk.forecast import NEVER
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.critical_path.passes import BeyondCalendarsError
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.verifying import verify

HOPELESS = 0.5
"""Of the surest way's chance: a way with less isn't worth showing, unless it promises what it can keep."""


@dataclass(frozen=True)
class Option:
    """Some moves and what comes of them. `lines` carry all of them out; `plan` is the plan after that.

    `price` is what it costs more than today as planned, penalties included (`extra` of them), in the plan's currency.
    """

    moves: tuple[Move, ...]
    lines: tuple[str, ...]
    plan: Plan = field(repr=False)
    score: Score = field(repr=False)
    price: float
    extra: float
    affected: tuple[Affected, ...] = ()
    enough: bool = False
    """Whether everything promised is as sure as asked for."""
    given_up: tuple[str, ...] = ()
    """The goals that nothing is left of: all that they wait for is left out."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """Of which kinds its moves are."""
        return frozenset(move.kind for move in self.moves)

    @property
    def sentence(self) -> str:
        """What to do, in one sentence."""
        said = "; ".join(
            _going_on(move) if number else move.sentence for number, move in enumerate(self.moves)
        )
        return f"{said}." if said else "Leave everything as it is."

    @property
    def risks(self) -> tuple[str, ...]:
        """The risk that it adds."""
        return tuple(dict.fromkeys(move.risk for move in self.moves if move.risk))

    @property
    def chance(self) -> float:
        """The chance of all that is promised; none where a goal is given up."""
        return 0.0 if self.given_up else self.score.chance_of_all or 0.0

    @property
    def measures(self) -> tuple[float, float, float]:
        """What should be small: the chance that is missing, P80 of the cost with penalties, P80 of the finish."""
        return (
            -_promise(self.score, len(self.given_up)),
            self.score.cost_p80 + self.extra,
            float(min(self.score.finish_p80, NEVER)),
        )

    @property
    def name(self) -> str:
        """A short name, from what it does."""
        names = list(dict.fromkeys(_NAMES[move.kind] for move in self.moves))
        if len(names) > _MOST_NAMED:
            names[_MOST_NAMED - 1 :] = [f"{len(names) - _MOST_NAMED + 1} more"]
        return " + ".join(names) or "As it is"

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        currency = self.score.plan.settings.currency
        return {
            "name": self.name,
            "sentence": self.sentence,
            "changes": list(self.lines),
            "kinds": sorted(self.kinds),
            "price": {"amount": f"{self.price:.2f}", "currency": currency},
            "penalties": {"amount": f"{self.extra:.2f}", "currency": currency},
            "enough": self.enough,
            "given_up": list(self.given_up),
            **self.score.to_json(),
            "risks": list(self.risks),
            "affected": [each.to_json() for each in self.affected],
        }


_MOST_NAMED = 4

_OWN_WORDS = frozenset[Kind](["hire", "lend", "overtime", "overlap", "split", "drop", "budget"])
"""Kinds whose sentences begin with a word of ours; those of others begin with a name, which is written as it is."""


def _going_on(move: Move) -> str:
    """Return the sentence of a move as it goes on after another."""
    sentence = move.sentence
    return sentence[:1].lower() + sentence[1:] if move.kind in _OWN_WORDS else sentence


_NAMES: dict[Kind, str] = {
    "hire": "Hire", "supplier": "Outsource", "lend": "Lend people", "overtime": "Overtime", "overlap": "Overlap",
    "shorten": "Pay for speed", "buy": "Buy", "split": "Split work", "reassign": "Reassign", "drop": "Less scope",
    "postpone": "Postpone", "deadline": "Later date", "budget": "Larger budget", "mitigate": "Mitigate",
    "window": "More weeks",
}  # fmt: skip


class Trying:
    """Tries moves on one plan, each set of them once. `before` is the plan as it is.

    With `checked` the independent checker has to find nothing wrong with the schedule of an option: whatever is shown
    is tried so, a search goes without.
    """

    def __init__(
        self,
        plan: Plan,
        luck: Luck,
        before: Score,
        stopped: Callable[[], bool] | None = None,
        *,
        checked: bool = False,
    ) -> None:
        self.plan, self.luck, self.before, self.stopped, self.checked = plan, luck, before, stopped, checked
        self._known: dict[frozenset[str], Option | None] = {}

    @cached_property
    def schedule(self) -> PeopleSchedule:
        """The plan as it is, levelled: who is affected is told by what moves in it."""
        return levelled(self.plan, self.luck.default_start)

    @property
    def tried(self) -> list[Option]:
        """Everything that worked so far, in the order in which it was tried."""
        return [option for option in self._known.values() if option is not None]

    @property
    def count(self) -> int:
        """How many sets of moves were tried."""
        return len(self._known)

    def known(self, moves: Sequence[Move]) -> Option | None:
        """Return what came of moves, None where they weren't tried or can't be carried out."""
        return self._known.get(frozenset(line for move in moves for line in move.lines))

    def option(self, moves: Sequence[Move]) -> Option | None:
        """Return what comes of moves together; None where they can't be carried out, or can't be scheduled."""
        key = frozenset(line for move in moves for line in move.lines)
        if key not in self._known:
            self._known[key] = self._tried(tuple(moves))
        return self._known[key]

    def _tried(self, moves: tuple[Move, ...]) -> Option | None:
        luck = self.luck
        lines = tuple(line for move in moves for line in move.lines)
        firms = tuple(dict.fromkeys(who for move in moves if move.kind == "supplier" for who in move.who))
        try:
            plan = with_lines(self.plan, lines, check=check)
            paid_at_least = firms or has_engagements(plan)
            schedule = levelled(plan, luck.default_start) if self.checked or paid_at_least else None
            if schedule is not None and (more := unused_engagements(plan, schedule, firms)):
                lines = (*lines, *more)
                plan = with_lines(self.plan, lines, check=check)
                schedule = levelled(plan, luck.default_start)
            if self.checked and schedule is not None and verify(plan, schedule):
                return None
            score = scored(plan, luck, stopped=self.stopped)
            score = score if self.checked else _figures_of(score, self.before)
        except (FairleadError, BeyondCalendarsError):
            return None
        given_up = tuple(id for id in self.before.goals if id not in score.goals)
        extra = float(sum((move.extra for move in moves), Decimal(0)))
        return Option(
            moves,
            lines,
            plan,
            score,
            score.planned_cost - self.before.planned_cost + extra,
            extra,
            tuple(affected(self.schedule, schedule)) if self.checked and schedule is not None else (),
            enough(score) and not given_up,
            given_up,
        )


def _figures_of(score: Score, before: Score) -> Score:
    """Return a score without its own schedule, network and calendars: a search keeps scores by the hundred."""
    forecast = score.forecast
    shared = before.forecast.compiled
    lean = replace(shared, ground=replace(shared.ground, plan=forecast.compiled.plan))
    return replace(score, forecast=replace(forecast, compiled=lean, laid=None))


def leaner(option: Option, come_of: Callable[[Sequence[Move]], Option | None]) -> Option:
    """Return an option without the moves that gain nothing in it, as far as `come_of` knows what comes of fewer."""
    for move in option.moves:
        rest = tuple(each for each in option.moves if each is not move)
        less = come_of(rest) if rest else None
        if less is not None and all(
            a <= b + 1e-9 for a, b in zip(less.measures, option.measures, strict=True)
        ):
            return leaner(less, come_of)
    return option


def usefulness(option: Option) -> tuple[bool, float, float]:
    """What is enough comes first, the cheapest of it; of what isn't, the surest."""
    missing, cost, _ = option.measures
    return (not option.enough, cost if option.enough else missing, cost)


def enough(score: Score) -> bool:
    """Tell whether each goal and the budget are as sure as asked for."""
    goals = all(chance >= confidence_of(score.plan, id) for id, chance in score.goals.items())
    budget = score.chance_of_budget
    return goals and (budget is None or budget >= confidence_of(score.plan))


def _promise(score: Score, given_up: int) -> float:
    """Return how near everything promised is to being sure: the chance of all, and a little of that of each, that all
    of the work gets done at some time among them.
    """
    each = [
        1.0 - score.forecast.never,
        *score.goals.values(),
        *[0.0] * given_up,
        *([score.chance_of_budget] if score.chance_of_budget is not None else []),
    ]
    single = sum(each) / len(each)
    together = 0.0 if given_up else score.chance_of_all or 0.0
    return 0.7 * together + 0.3 * single
