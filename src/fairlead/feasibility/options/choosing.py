"""Options: several practical ways to make a plan work, found, tried and told apart."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from fairlead.feasibility.options.front import front_of
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of
from fairlead.feasibility.options.move import Move
from fairlead.feasibility.options.option import Option, Trying, enough, leaner
from fairlead.feasibility.options.searching import Told, searched
from fairlead.feasibility.options.showing import shown
from fairlead.plan.document import Plan
from fairlead.risk.scoring import Luck, Score, scored

_QUICK = 500
"""Iterations while searching: differences are known well, since all have the same luck."""

_FINISHED = 8
"""About how many ways are scored with all iterations: for that time is set aside."""


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

    `luck` is how the chosen ones are scored; the search uses fewer iterations, and ends early enough to score them
    within `seconds` in all. The same plan and seed give the same options as long as there is time. Raises PlanError
    for a plan that can't be scheduled.
    """
    luck = luck or Luck(10_000)
    ended = stopped or (lambda: False)
    quick = replace(luck, iterations=min(_QUICK, luck.iterations))
    began = time.monotonic()
    today = scored(plan, luck, stopped=stopped)
    finishing = _FINISHED * (time.monotonic() - began)
    before = scored(plan, quick, stopped=stopped) if luck != quick else today
    look = Look(plan, quick, before)
    menu = menu_of(look)
    trying = Trying(plan, quick, before, stopped)
    left = max(seconds - (time.monotonic() - began) - finishing, seconds / 4)
    early = searched(look, trying, menu, seconds=left, seed=luck.seed, stopped=ended, told=told)
    found = [leaner(option, trying.known) for option in trying.tried]
    front = front_of(found)
    if today.forecast.interrupted:
        today = scored(plan, luck)
    full = Trying(plan, luck, today, checked=True)
    chosen = shown(look, trying, full, front, found)
    return Options(plan, today, tuple(chosen), tuple(front), tuple(menu), trying.count, early)


def _point(option: Option) -> dict[str, Any]:
    score = option.score
    return {
        "name": option.name,
        "finish_p80": score.to_json()["finish"]["p80"],
        "cost_p80": f"{score.cost_p80 + option.extra:.2f}",
        "probability": score.chance_of_all,
    }
