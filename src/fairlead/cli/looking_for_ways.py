"""Looking for ways out from the command line: what was asked for, and one line that tells how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from fairlead.cli.plans import Given
from fairlead.cli.schedules import today
from fairlead.cli.screen import counted, width
from fairlead.cli.searching import Progress, searched
from fairlead.draw.shares import percent
from fairlead.plan.errors import PlanError

if TYPE_CHECKING:
    from fairlead.cli.searching import Report, Stopped
    from fairlead.feasibility.options import Bought, Option, Options
    from fairlead.risk.scoring import Luck

T = TypeVar("T")

_SEARCHING = 0.7
"""Of the time; in the rest the best are simulated with all iterations."""

_HOW_TO_STOP = 34
"""Columns that the line of progress goes on with."""


@dataclass(frozen=True)
class Wish:
    """What was typed: how long to look, by which luck, with which levers in each way and without which in any."""

    seconds: float
    iterations: int
    seed: int
    wanted: Sequence[str] = ()
    unwanted: Sequence[str] = ()

    @property
    def luck(self) -> Luck:
        """The draws by which what is found is judged."""
        from fairlead.risk.scoring import Luck

        return Luck(self.iterations, self.seed, default_start=today())


def ways_for(given: Given, wish: Wish) -> Options:
    """Return several ways to make a plan work; the first Ctrl-C ends the search with the best so far."""
    from fairlead.feasibility.options import options_of, options_with, without

    plan, luck, seconds = without(given.plan, wish.unwanted), wish.luck, wish.seconds

    def search(report: Report, stopped: Stopped) -> Options:
        def told(tried: int, front: Sequence[Option]) -> None:
            report(_HowFar(tried, front))

        if wish.wanted:
            return options_with(plan, wish.wanted, luck, seconds=seconds, stopped=stopped, told=told)
        return options_of(plan, luck, seconds=seconds, stopped=stopped, told=told)

    return _looked(given, search)


def bought_for(given: Given, wish: Wish, budget: float) -> Bought:
    """Return the set of moves that buys most chance for a sum; the first Ctrl-C ends the search likewise."""
    from fairlead.feasibility.options import bought, without

    plan, luck, end = (
        without(given.plan, wish.unwanted),
        wish.luck,
        time.monotonic() + _SEARCHING * wish.seconds,
    )

    def search(report: Report, stopped: Stopped) -> Bought:
        def told(tried: int, best: Sequence[Option]) -> None:
            report(_HowFar(tried, best))

        return bought(plan, budget, luck, stopped=lambda: stopped() or time.monotonic() > end, told=told)

    return _looked(given, search)


class _HowFar:
    """How many sets have been tried, and the best so far, for the line of progress."""

    seconds = 0.0
    bound = None

    def __init__(self, tried: int, front: Sequence[Option]) -> None:
        self.tried = tried
        self.best = front[0] if front else None


def _looked(given: Given, search: Callable[[Report, Stopped], T]) -> T:
    try:
        return searched(search, _line, limit=1.0).answer
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem


def _line(seconds: float, progress: Progress | None) -> str:
    if not isinstance(progress, _HowFar):
        return f"looking at the plan, {seconds:.0f} s"
    said = f"{counted(progress.tried, 'set')} tried, {seconds:.0f} s"
    best: Option | None = progress.best
    if best is None or best.score.chance_of_all is None:
        return said
    said += f"; best so far {percent(best.score.chance_of_all)}"
    named = f"{said}: {best.name}"
    return named if len(named) + _HOW_TO_STOP < width() else said
