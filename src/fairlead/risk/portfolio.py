"""Many plans at once: each simulated as if alone, by whoever runs them; and what all of them cost together."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.risk.ending import with_ends
from fairlead.risk.forecast import Forecast
from fairlead.risk.simulating import WIDE, Wishes, simulated
from fairlead.risk.tables import Floats
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.reach import FIRST_YEARS

_AHEAD = 2  # plans handed out for each worker before the first of them is taken back

Odds = Forecast | FairleadError
"""What became of a plan: its forecast, or what is wrong with it."""


class _Case(NamedTuple):
    """All that a worker needs to simulate a plan by itself."""

    plan: Plan
    wishes: Wishes
    agreed: Agreed | None
    default_start: date | None


def simulated_all(
    plans: Sequence[Plan],
    wishes: Wishes | None = None,
    *,
    agreed: Sequence[Agreed | None] = (),
    default_start: date | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> list[Odds]:
    """Return the forecast of each plan, in their order and with the digits of `simulated`; the error of a bad one.

    `agreed` is what was agreed for each. An executor of at least as many plans as it has workers gets whole plans, each
    of which one worker makes ready and simulates; of fewer, and without one, a plan after the other runs on all. Told
    how many are done; once `stopped` says so those that follow are left out.
    """
    return list(
        each_simulated(
            plans, wishes, agreed=agreed, default_start=default_start, executor=executor, workers=workers,
            progress=progress, stopped=stopped,
        )
    )  # fmt: skip


def each_simulated(
    plans: Sequence[Plan],
    wishes: Wishes | None = None,
    *,
    agreed: Sequence[Agreed | None] = (),
    default_start: date | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Iterator[Odds]:
    """Yield the same one by one, so that nobody has to keep hundreds of forecasts."""
    held = list(agreed) or [None] * len(plans)
    cases = [
        _Case(plan, wishes or Wishes(), each, default_start) for plan, each in zip(plans, held, strict=True)
    ]
    count = workers or int(getattr(executor, "workers", 0)) or os.cpu_count() or 1
    if executor is not None and len(cases) >= count:
        found = _handed_out(cases, executor, _AHEAD * count)
    else:
        found = (_alone(case, executor, workers, stopped) for case in cases)
    for done, odds in enumerate(found, 1):
        yield odds
        if progress is not None:
            progress(done, len(cases))
        if stopped is not None and stopped():
            break


def _alone(
    case: _Case,
    executor: Executor | None = None,
    workers: int | None = 1,
    stopped: Callable[[], bool] | None = None,
) -> Odds:
    """Return what becomes of one plan; on a worker it runs in one thread."""
    try:
        return simulated(
            case.plan,
            case.wishes,
            agreed=case.agreed,
            default_start=case.default_start,
            executor=executor,
            workers=workers,
            stopped=stopped,
        )
    except FairleadError as error:
        return error


class _Sent(NamedTuple):
    """A forecast on its way back, without what it is laid on: that is long, and made again from the plan."""

    forecast: Forecast
    window: tuple[int, int]

    def opened(self, case: _Case) -> Forecast:
        """Return the forecast with what it is laid on."""
        for years in (FIRST_YEARS, WIDE):
            compiled = compile_plan(with_ends(case.plan), case.default_start, years)
            if compiled.hours.calendar(0).window == self.window:
                break
        return replace(self.forecast, plan=case.plan, compiled=compiled)


def _sent(case: _Case) -> _Sent | FairleadError:
    """Return what becomes of one plan on a worker, to be sent from there."""
    odds = _alone(case)
    if isinstance(odds, FairleadError):
        return odds
    nothing: Any = None
    return _Sent(
        replace(odds, plan=nothing, compiled=nothing, laid=None), odds.compiled.hours.calendar(0).window
    )


def _handed_out(cases: Sequence[_Case], executor: Executor, ahead: int) -> Iterator[Odds]:
    """Yield what workers make of whole plans, so many of them under way at a time; here where their pool broke."""
    waiting: deque[tuple[_Case, Future[_Sent | FairleadError] | None]] = deque()
    following = iter(cases)

    def hand_out(how_many: int) -> None:
        for case in islice(following, how_many):
            try:
                waiting.append((case, executor.submit(_sent, case)))
            except BrokenExecutor:
                waiting.append((case, None))

    try:
        hand_out(ahead)
        while waiting:
            case, future = waiting.popleft()
            try:
                sent = future.result() if future is not None else None
            except BrokenExecutor:
                sent = None
            hand_out(1)
            if sent is None:
                yield _alone(case, workers=None)
            else:
                yield sent if isinstance(sent, FairleadError) else sent.opened(case)
    finally:
        for _, future in waiting:
            if future is not None:
                future.cancel()


@dataclass(frozen=True)
class Together:
    """What several plans cost together in each of so many iterations, in one currency."""

    currency: str | None
    plans: int
    cost: Floats


def costs_together(forecasts: Sequence[tuple[str | None, Floats]], seed: int = 1) -> list[Together]:
    """Return what plans cost together, by currency: pairs of a plan's currency and its cost in each iteration.

    As if they were independent: what two plans name alike has the same luck in both, so that each plan's iterations
    are taken in an order of its own. Of plans with different numbers of iterations the least counts.
    """
    found: dict[str | None, list[Floats]] = {}
    for currency, cost in forecasts:
        found.setdefault(currency, []).append(cost)
    return [Together(currency, len(costs), _sum(costs, seed)) for currency, costs in found.items()]


def _sum(costs: Sequence[Floats], seed: int) -> Floats:
    count = min(len(each) for each in costs)
    total = np.zeros(count)
    for number, each in enumerate(costs):
        order = np.random.Generator(np.random.PCG64([seed, number])).permutation(len(each))
        total += each[order[:count]]
    return total
