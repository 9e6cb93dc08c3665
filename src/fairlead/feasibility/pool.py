"""Several good schedules of one plan, judged by the same luck: the one to promise is the one that luck harms least.

The shortest schedule is not the one with the best odds: it may leave no room where estimates are wide. So a pool of
good ones is simulated with common random numbers, and the best of them by its odds is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.errors import FairleadError
from fairlead.plan.templates import expanded
from fairlead.plan.values import Estimate
from fairlead.risk.forecast import Forecast
from fairlead.risk.promising import promise_of
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, critical_path
from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.generating import Generator, sampled_ranks
from fairlead.schedule.levelling.levelled import best_by_rules, levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.reading import people_schedule
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.verifying import verify

_ORDERS = 12
_MOST_TASKS = 3_000
"""Larger plans are levelled and optimised only: each order of theirs takes long to simulate."""
_TIMES = ("estimate", "work", "duration", "left")


@dataclass(frozen=True)
class Tried:
    """One schedule of the pool: how it came about, what it finishes at as planned, and its odds with few iterations."""

    name: str
    schedule: PeopleSchedule = field(repr=False)
    agreed: Agreed = field(repr=False)
    forecast: Forecast = field(repr=False)
    finish: int
    """When it is finished, together with `cost`, with the confidence asked for."""
    cost: float

    def goodness(self) -> tuple[float, float, float, float]:
        """What is best is greatest: the chance of all that is promised, of each goal, an early promise, a cheap one.

        Chances that differ by less than they are known are equal.
        """
        each = [
            chance for id in self.forecast.plan.goals if (chance := self.forecast.chance_of(id)) is not None
        ]
        single = sum(each) / len(each) if each else 0.0
        return (
            round(self.forecast.chance_of_all or 0.0, 2),
            round(single, 2),
            -float(self.finish),
            -self.cost,
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        iso = self.forecast.compiled.axis.iso
        promised = self.forecast.date_of(self.finish) is not None
        return {
            "name": self.name,
            "planned": iso(self.schedule.finish),
            "finish": iso(self.finish) if promised else None,
            "cost": {"amount": f"{self.cost:.2f}", "currency": self.forecast.plan.settings.currency},
            "joint": {"probability": self.forecast.chance_of_all},
        }


def pool_of(
    plan: Plan,
    confidence: float,
    *,
    seconds: float = 4.0,
    iterations: int = 1_000,
    seed: int = 1,
    default_start: date | None = None,
    stopped: Callable[[], bool] | None = None,
) -> list[Tried]:
    """Return good schedules of a plan with their odds, the best first; none where it asks for nobody.

    `seconds` is for searching the shortest one. Each is verified; all are simulated with the same luck.
    """
    ended = stopped or (lambda: False)
    wishes = Wishes(iterations, seed)
    found: list[Tried] = []
    seen: set[tuple[Any, ...]] = set()
    for name, schedule in _schedules(plan, seconds, seed, default_start, ended):
        key = tuple((each.id, each.start, each.assigned) for each in schedule)
        if key in seen or verify(schedule.plan, schedule):
            continue
        seen.add(key)
        agreed = Agreed.of(schedule)
        forecast = simulated(plan, wishes, agreed=agreed, default_start=default_start, stopped=stopped)
        found.append(Tried(name, schedule, agreed, forecast, *promise_of(forecast, confidence)))
        if ended():
            break
    return sorted(found, key=Tried.goodness, reverse=True)


def _schedules(
    plan: Plan, seconds: float, seed: int, default_start: date | None, stopped: Callable[[], bool]
) -> Iterator[tuple[str, PeopleSchedule]]:
    """Yield schedules that may do well: levelled, ordered for bad luck, the shortest found, and orders by chance."""
    first = levelled(plan, default_start)
    if not any(each.assigned for each in first):
        return
    yield "levelled", first
    if (careful := _for_bad_luck(plan, default_start)) is not None:
        yield "ordered for bad luck", careful
    if seconds > 0 and not stopped():
        best = optimised(plan, time_limit=seconds, seed=seed, default_start=default_start, stopped=stopped)
        if best.schedule is not None:
            yield "the shortest found", best.schedule
    if len(plan.tasks) <= _MOST_TASKS:
        for number, schedule in enumerate(_by_chance(plan, default_start), 1):
            if stopped():
                return
            yield f"order {number} by chance", schedule


def _for_bad_luck(plan: Plan, default_start: date | None) -> PeopleSchedule | None:
    """Return the plan in the order in which it is levelled when everything takes as long as it may."""
    whole = expanded(plan)
    longer = [changed for task in whole.tasks.values() if (changed := _at_its_longest(task)) is not task]
    if not longer:
        return None
    try:
        order = Agreed.of(levelled(whole.with_entities(*longer), default_start))
        return levelled(plan, default_start, agreed=order)
    except FairleadError:
        return None


def _at_its_longest(task: Task) -> Task:
    changed = {
        key: Estimate.of(said.high)
        for key in _TIMES
        if (said := getattr(task, key)) is not None and said.high is not None and said.high != said.low
    }
    return task.model_copy(update=changed) if changed and task.done is None else task


def _by_chance(plan: Plan, default_start: date | None) -> Iterator[PeopleSchedule]:
    """Yield schedules in orders by chance; what finds no room where a date holds it goes first in them."""
    ready = manned(staffed(compile_plan(plan, default_start)))
    try:
        path = critical_path(ready.staffed.compiled.network)
    except BeyondCalendarsError:
        return  # by logic alone some work finds no time already
    generator = Generator(ready)
    for rank in sampled_ranks(ready, path.late_start, _ORDERS):
        try:
            yield people_schedule(plan, ready, best_by_rules(generator, [rank]))
        except BeyondCalendarsError:
            continue  # some work found no time any more in this order
