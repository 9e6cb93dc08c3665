"""Simulating a plan: iterations in blocks on all cores, or on any executor; the same digits wherever they run."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Entity
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values import Duration
from fairlead.risk.blocks import Job, Outcome, forget, gather, run_block, size_for
from fairlead.risk.crews import Crews, decided, decided_beyond_hours
from fairlead.risk.ending import END, with_ends
from fairlead.risk.forecast import NEVER, Basis, Driver, Forecast, percentile_error
from fairlead.risk.happening import Responses
from fairlead.risk.modelling import Modelled, modelled
from fairlead.risk.rounds import Again, with_rounds
from fairlead.risk.sending import outcomes_in_order
from fairlead.risk.tables import Floats, Ints
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import Compiled, compile_plan
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError
from fairlead.schedule.levelling.resting import resting
from fairlead.schedule.levelling.widening import within_calendars
from fairlead.schedule.reach import FIRST_YEARS

WIDE = 40  # years; what finds no time within them never will
_PRECISE_AT = 0.8
"""The percentile that is precise enough."""
_UNCOSTED = Finding(
    Severity.WARNING,
    "hours-uncosted",
    "people's hours cost nothing here: within their limits some work never finds time",
    "Run `fairlead schedule`, which says which task it is",
)
_AHEAD = 3  # blocks handed out for each worker before the first of them is taken back

Progress = Callable[[int, int], None]
"""Told how many iterations are done, of how many."""


@dataclass(frozen=True)
class Wishes:
    """How a plan is simulated. `until` is a standard error of P80's finish that is precise enough."""

    iterations: int = 10_000
    seed: int = 1
    people: bool = True
    responses: Responses = "planned"
    risks: bool = True  # False: as if none could strike any more
    plain: bool = False  # without Latin hypercube
    until: Duration | None = None


def simulated(
    plan: Plan,
    wishes: Wishes | None = None,
    *,
    agreed: Agreed | None = None,
    default_start: date | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Forecast:
    """Return the odds of a plan's dates and money.

    With people (and where the plan has any) dates respect their limits: who does what and in which order is as
    `agreed`, else as levelled. Blocks of iterations run on `executor`, by default as threads on all cores; the answer
    does not depend on which. It ends early, with what is there, once `stopped` says so. Raises PlanError like
    `schedule`.
    """
    wishes = wishes or Wishes()
    ready = with_ends(resting(plan, agreed.overtime_unused) if agreed else plan)
    for years in (FIRST_YEARS, WIDE):
        try:
            compiled = compile_plan(ready, default_start, years)
            held = agreed or _as_levelled(ready, default_start, years)
            simulation = Simulation(
                plan,
                compiled,
                wishes,
                agreed,
                held=held,
                must_level=wishes.people or years < WIDE,
                beyond=_beyond_hours(ready, compiled, default_start, agreed) if years == WIDE else None,
            )
            return simulation.forecast(
                executor, workers, progress or _unheard, stopped or _never, far_is_never=years == WIDE
            )
        except BeyondCalendarsError:
            continue
    return within_calendars(ready, default_start, _refused)  # says which task has no hours


def _beyond_hours(
    plan: Plan, compiled: Compiled, default_start: date | None, agreed: Agreed | None
) -> Callable[[], Crews | None]:
    """Return what decides on people and order where already the plan without luck comes too late for some of them."""
    return lambda: decided_beyond_hours(plan, compiled, default_start, WIDE, agreed)


class Simulation:
    """One plan made ready to be simulated."""

    def __init__(
        self,
        plan: Plan,
        compiled: Compiled,
        wishes: Wishes,
        agreed: Agreed | None,
        *,
        held: Agreed | None = None,
        must_level: bool = True,
        beyond: Callable[[], Crews | None] | None = None,
    ) -> None:
        self.plan, self.compiled, self.wishes, self.agreed = plan, compiled, wishes, agreed
        self.crews: Crews | None = None
        findings: tuple[Finding, ...] = ()
        try:
            self.crews = decided(compiled, agreed or held)
        except BeyondCalendarsError:
            if must_level and beyond is None:
                raise
            if must_level and beyond is not None:
                self.crews = beyond()
            else:
                findings = (_UNCOSTED,)
        self.with_people = wishes.people and self.crews is not None
        repeated: tuple[Again, ...] = ()
        if self.with_people and self.crews is not None:
            self.crews, repeated, doubts = with_rounds(self.crews)
            findings += doubts
        self.modelled: Modelled = modelled(
            compiled,
            self.crews,
            with_people=self.with_people,
            responses=wishes.responses,
            risks=wishes.risks,
            repeated=repeated,
        )
        self.findings = (*findings, *self.modelled.findings)
        self.job = self._job()

    @property
    def basis(self) -> Basis:
        """Whose limits the dates respect."""
        if not self.with_people:
            return "logic"
        return "agreed" if self.agreed else "levelled"

    def _job(self) -> Job:
        model, network = self.modelled.model, self.modelled.network
        size = size_for(len(model.keys))
        if not self.with_people:
            return Job(model, network, None, None, self.wishes.seed, self.wishes.plain, size)
        assert self.crews is not None
        special = np.flatnonzero(network.tasks[:-1, at.FACTS] > 0).tolist()
        manned = self.crews.manned(special)
        return Job(model, manned.network, manned, self.crews.rank, self.wishes.seed, self.wishes.plain, size)

    def forecast(
        self,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Progress = lambda _done, _wanted: None,
        stopped: Callable[[], bool] = lambda: False,
        *,
        far_is_never: bool = True,
    ) -> Forecast:
        """Run the iterations and sum them up; raises BeyondCalendarsError for dates out of the calendars' reach, unless
        these are wide enough to mean never.
        """
        gathered: list[Outcome] = []
        done = 0
        with _pool(executor, workers) as (pool, count):
            outcomes = outcomes_in_order(
                pool, self.job, self.wishes.iterations, _AHEAD * count, lends_a_hand=executor is None
            )
            try:
                for outcome in outcomes:
                    gather(gathered, outcome)
                    if not far_is_never and int(outcome.finish.max(initial=0)) >= NEVER:
                        if not self._is_well_inside(outcome.finish):
                            raise BeyondCalendarsError(0)
                        far_is_never = True
                    done += len(outcome.finish)
                    progress(done, self.wishes.iterations)
                    if self._precise(gathered) or stopped():
                        break
            finally:
                outcomes.close()
                forget()
        return self._summed(gathered, done < self.wishes.iterations and stopped())

    def _is_well_inside(self, finish: Ints) -> bool:
        """Tell whether the finishes that come lie in the first half of the calendars, so that others never come."""
        finite = finish[finish < NEVER]
        window = self.compiled.hours.calendar(0).window
        return bool(len(finite)) and int(finite.max()) < (window[0] + window[1]) / 2

    def _precise(self, gathered: Sequence[Outcome]) -> bool:
        if self.wishes.until is None or len(gathered) % 4:
            return False
        finishes = np.sort(np.concatenate([each.finish for each in gathered]))
        return len(finishes) >= 1000 and percentile_error(finishes, _PRECISE_AT) <= self._wanted_error

    @property
    def _wanted_error(self) -> float:
        """The wanted precision in minutes of the clock: working time as if spread evenly over the week."""
        until, units = self.wishes.until, self.compiled.units
        assert until is not None
        minutes = units.minutes(until)
        return float(minutes) if until.elapsed else minutes * 7 * 1440 / units.week

    # What comes out

    def _summed(self, gathered: Sequence[Outcome], interrupted: bool) -> Forecast:
        made = self.modelled
        finish = np.concatenate([each.finish for each in gathered])
        cost = np.concatenate([each.cost for each in gathered])
        ends = np.concatenate([each.ends for each in gathered])
        critical = _added(gathered, "critical") / len(finish)
        events = _added(gathered, "events") / len(finish)
        planned = self._planned()
        happened = {id: float(events[event]) for id, event in made.happenings.struck.items()}
        for id, each in made.happenings.risks.items():
            if len(each) > 1:  # at least one of its times; they are independent
                happened[id] = 1.0 - float(np.prod(1.0 - events[each]))
        own = {id: event for id, event in made.happenings.tasks.items() if not id.endswith(END)}
        happened |= {id: float(events[event]) for id, event in {**own, **made.happenings.options}.items()}
        return Forecast(
            plan=self.plan,
            compiled=self.compiled,
            basis=self.basis,
            seed=self.wishes.seed,
            wanted=self.wishes.iterations,
            finish=finish,
            cost=cost,
            ends={id: ends[:, k] for k, id in enumerate(made.outputs)},
            criticality=self._criticality(critical),
            drivers=tuple(self._drivers(gathered, finish, cost)),
            struck=happened,
            blocked=self._blocked(gathered, len(finish)),
            planned_finish=int(planned.finish[0]),
            planned_cost=float(planned.cost[0]),
            planned_ends={id: int(planned.ends[0, k]) for k, id in enumerate(made.outputs)},
            interrupted=interrupted,
            findings=self.findings,
            laid=self.crews.laid if self.with_people and self.crews is not None else None,
        )

    def _criticality(self, critical: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> dict[str, float]:
        found: dict[str, float] = {}
        tasks = self.compiled.plan.tasks
        for name, place in self.modelled.place_of.items():
            id = name.partition("#")[0]
            if id in tasks and not id.endswith(END):
                found[id] = max(found.get(id, 0.0), float(critical[place]))
        return found

    def _blocked(self, gathered: Sequence[Outcome], count: int) -> dict[str, float]:
        times = _added(gathered, "blocked")
        found = {
            name.partition("#")[0]: float(times[place]) / count
            for name, place in self.modelled.place_of.items()
            if times[place]
        }
        return dict(sorted(found.items(), key=lambda each: -each[1]))

    def _drivers(self, gathered: Sequence[Outcome], finish: Ints, cost: Floats) -> Iterator[Driver]:
        low, high, counts = (_added(gathered, name) for name in ("low", "high", "counts"))
        title = _titles(self.compiled.plan)
        ended = finish < NEVER
        spreads = [float(np.std(each[ended])) if ended.any() else 0.0 for each in (finish, cost)]
        with np.errstate(divide="ignore", invalid="ignore"):
            means = np.stack([low / counts[:, :1], high / counts[:, 1:]], axis=2).tolist()
        for name, (below, above), (of_finish, of_cost) in zip(
            self.modelled.uniforms, counts.tolist(), means, strict=True
        ):
            kind, _, id = name.partition(" ")
            if below and above and kind != "moment":
                chance = math.sqrt(1 / below + 1 / above)
                error = spreads[0] * chance, spreads[1] * chance
                yield Driver(kind, id, title(id), tuple(of_finish), tuple(of_cost), error)

    def _planned(self) -> Outcome:
        """Return what it comes to with every estimate at its most likely value and no risk, on the same basis."""
        made = self.modelled
        job = Job(made.calm(), self.job.network, self.job.manned, self.job.rank, 0, True, 1, one_by_one=True)
        outcome = run_block(job, 0, 1)
        forget()
        return outcome


def _titles(plan: Plan) -> Callable[[str], str]:
    """Return what tells the title of whatever varies in a plan, with whose it is where several bear the same."""
    known: tuple[Mapping[str, Entity], ...] = (
        plan.tasks, plan.risks, plan.decisions, plan.costs, plan.materials,
    )  # fmt: skip
    times = Counter(_title(each) for kind in known for each in kind.values() if not each.id.endswith(END))

    def title(id: str) -> str:
        first = id.split(" ")[0].partition("#")[0]
        entity = next((each[first] for each in known if first in each), None) or plan.party(first)
        if entity is None:
            return id
        said = _title(entity)
        if times[said] < 2:
            return said
        above = plan.tasks.get(getattr(entity, "parent", None) or first.rpartition(".")[0])
        return f"{said} ({above.title if above is not None else first})"

    return title


def _title(entity: Entity) -> str:
    return str(getattr(entity, "title", None) or entity.name or entity.id)


def _as_levelled(plan: Plan, default_start: date | None, years: int) -> Agreed | None:
    """Return the schedule that a plan is levelled to, to be held where more years are looked at: they bring other
    floats, and with them another order. None within the first years, where it is found anyway, or without people.
    """
    if years == FIRST_YEARS or (not plan.people and not plan.equipment):
        return None
    from fairlead.schedule.levelling.levelled import levelled

    try:
        return Agreed.of(levelled(plan, default_start)) or None
    except (PlanError, BeyondCalendarsError):
        return None


def _refused(compiled: Compiled) -> Forecast:
    from fairlead.schedule.levelling.levelled import levelled

    levelled(compiled.plan, schedule=None)
    raise BeyondCalendarsError(0)


def _unheard(_done: int, _wanted: int) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


def _added(gathered: Sequence[Outcome], name: str) -> Any:
    """Return a sum over blocks, added up when they came, in their order, so that its last digit is always the same."""
    return getattr(gathered[0], name)


@contextmanager
def _pool(executor: Executor | None, workers: int | None) -> Iterator[tuple[Executor | None, int]]:
    """Yield who runs blocks, and how many they are: without an executor threads, of which this is one."""
    if executor is not None:
        yield executor, workers or int(getattr(executor, "workers", 8))
        return
    count = workers or os.cpu_count() or 1
    if count == 1:
        yield None, 1
        return
    with ThreadPoolExecutor(count - 1) as pool:
        yield pool, count
