"""Simulating from the command line: what was asked for, how far it is, and what it will take."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from fairlead.cli.plans import Given
from fairlead.cli.schedules import today
from fairlead.cli.screen import warn
from fairlead.cli.searching import Progress, Report, Stopped, searched
from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.values import Duration, said_money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from fairlead.risk.forecast import Forecast
    from fairlead.risk.portfolio import Odds
    from fairlead.risk.simulating import Wishes
    from fairlead.schedule.agreed import Agreed

Responses = Literal["planned", "done", "none"]
RESPONSES: tuple[Responses, ...] = ("planned", "done", "none")
_LONG = 1_000_000
_BYTES_AN_ITERATION = 16
_TRIAL = 2_048  # iterations


T = TypeVar("T")


class Run(Protocol):
    """Simulates a plan once."""

    def __call__(self, plan: Plan, case: Wishes, **more: Any) -> Forecast:
        """Return the forecast."""


@dataclass(frozen=True)
class Asked:
    """The options of a simulation as they were typed."""

    iterations: int = 10_000
    seed: int = 1
    people: bool = True
    until: str | None = None
    responses: Responses = "planned"
    workers: str | None = None


@dataclass(frozen=True)
class Done:
    """How far a simulation is."""

    iterations: int
    wanted: int
    number: int = 1  # of the simulation, where there are several
    things: str = "iterations"
    seconds: float = 0.0
    best: None = None
    bound: None = None


def forecast_of(given: Given, asked: Asked, agreed: Agreed | None) -> Forecast:
    """Return the forecast of a plan; the first Ctrl-C ends it with what is there."""
    if asked.iterations >= _LONG:
        warn(f"{_what_it_takes(given, asked, agreed)}; Ctrl-C ends them and keeps those done")

    def answer(run: Run, wishes: Wishes) -> Forecast:
        return run(given.plan, wishes, agreed=agreed, default_start=today())

    return simulating(given, asked, answer)


def _what_it_takes(given: Given, asked: Asked, agreed: Agreed | None) -> str:
    """Return how long many iterations take, after a trial of some, and how much memory what they come to needs."""
    ends = len(given.plan.goals) + sum(task.milestone for task in given.plan.tasks.values())
    memory = f"{asked.iterations * (_BYTES_AN_ITERATION + 8 * ends) / 1e6:,.0f} MB for what they come to"
    if asked.workers is not None and not asked.workers.isdigit():
        return f"{asked.iterations:,} iterations take about {memory}"

    def seconds(iterations: int) -> float:
        def timed(run: Run, wishes: Wishes) -> float:
            began = perf_counter()
            run(
                given.plan,
                replace(wishes, iterations=iterations, until=None),
                agreed=agreed,
                default_start=today(),
            )
            return perf_counter() - began

        return simulating(given, asked, timed)

    seconds(1)  # makes machine code
    each = max(seconds(_TRIAL) - seconds(1), 0.0) / _TRIAL
    return f"{asked.iterations:,} iterations take about {_in_words(each * asked.iterations)} and {memory}"


def _in_words(seconds: float) -> str:
    """Return a stretch of time as people say it."""
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def simulating(given: Given, asked: Asked, answer: Callable[[Run, Wishes], T]) -> T:
    """Return what `answer` makes of one simulation or many, with one line of progress for all of them.

    The first Ctrl-C lets the simulation that runs end with what it has, and those that follow be short.
    """
    from fairlead.risk.simulating import simulated

    wishes = _wishes(asked)

    def search(report: Report, stopped: Stopped) -> T:
        number = 0

        def told(done: int, wanted: int) -> None:
            report(Done(done, wanted, number))

        with _workers(asked.workers) as (executor, count):

            def run(plan: Plan, case: Wishes, **more: Any) -> Forecast:
                nonlocal number
                number += 1
                return simulated(
                    plan, case, executor=executor, workers=count, progress=told, stopped=stopped, **more
                )

            return answer(run, wishes)

    try:
        return searched(search, _line, limit=1.0, kept="the runs so far").answer
    except PlanError as error:
        raise PlanError(given.opened.locate(error.findings)) from error


def forecasts_of(
    given: Sequence[Given], asked: Asked, agreed: Sequence[Agreed | None], made: Callable[[Given, Odds], T]
) -> list[T]:
    """Return what `made` makes of the forecast of each plan, or of what is wrong with it, in their order.

    The first Ctrl-C ends it after the plan that runs, with what that one has.
    """
    from fairlead.risk.portfolio import each_simulated

    wishes = _wishes(asked)
    plans = [each.plan for each in given]

    def search(report: Report, stopped: Stopped) -> list[T]:
        def told(done: int, wanted: int) -> None:
            report(Done(done, wanted, things="plans"))

        with _workers(asked.workers) as (executor, count):
            found = each_simulated(
                plans, wishes, agreed=agreed, default_start=today(), executor=executor, workers=count,
                progress=told, stopped=stopped,
            )  # fmt: skip
            return [made(each, odds) for each, odds in zip(given, found, strict=False)]

    return searched(search, _line, limit=1.0).answer


def _wishes(asked: Asked) -> Wishes:
    from fairlead.risk.simulating import Wishes

    return Wishes(asked.iterations, asked.seed, asked.people, asked.responses, until=_precision(asked.until))


def _line(seconds: float, progress: Progress | None) -> str:
    if not isinstance(progress, Done):
        return f"simulating, {seconds:.0f} s"
    done = f"{progress.iterations:,} of {progress.wanted:,} {progress.things}, {seconds:.0f} s"
    if progress.number > 1:
        return f"simulation {progress.number}: {done}"
    left = seconds * (progress.wanted / max(progress.iterations, 1) - 1)
    return f"{done}, about {left:.0f} s to go"


def _precision(until: str | None) -> Duration | None:
    if until is None:
        return None
    try:
        duration = Duration.parse(until)
    except ValueError as problem:
        raise RequestError(f"--until: {problem}") from None
    if duration.amount <= 0:
        raise RequestError("--until: write how well P80 should be known, such as 0.5d")
    return duration


def _workers(asked: str | None) -> AbstractContextManager[tuple[Executor | None, int | None]]:
    from contextlib import nullcontext

    if asked is None:
        return nullcontext((None, None))
    if re.fullmatch(r"[0-9]+", asked):
        if not 1 <= int(asked) <= 64 * (os.cpu_count() or 1):
            raise RequestError(f"--workers {asked}: write a number of threads from 1 on, or an address")
        return nullcontext((None, int(asked)))
    return _cluster(asked)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int | None]]:
    from fairlead.risk.workers import executor_for

    with executor_for(address) as executor:
        yield executor, None


def money(amount: float, plan: Plan) -> str:
    """Return a sum in the plan's currency, in whole units."""
    return said_money(amount, plan.settings.currency)
