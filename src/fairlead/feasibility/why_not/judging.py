"""The oracle: whether a plan in its best case can keep its dates. Yes by a verified schedule, no by a proof."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

import numpy as np

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.exact import core_of, decided_exactly
from fairlead.feasibility.why_not.pressure import Pressure
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError, PlanError
from fairlead.schedule.bounds.chains import pressed_heads
from fairlead.schedule.bounds.energy import Energy
from fairlead.schedule.bounds.heads import Frame, Heads
from fairlead.schedule.bounds.work import Workload, workload
from fairlead.schedule.codes import LATEST
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, critical_path
from fairlead.schedule.critical_path.tables import Indices, Ints
from fairlead.schedule.levelling.crew import manned, slots_in_order
from fairlead.schedule.levelling.generating import Generated, Generator, ranked, sampled_ranks
from fairlead.schedule.levelling.levelled import rules_of
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.reading import people_schedule, unlimited
from fairlead.schedule.levelling.widening import within_calendars
from fairlead.schedule.optimising.model import Chosen
from fairlead.schedule.optimising.neighbourhood import found_by, improved
from fairlead.schedule.optimising.progress import Watch
from fairlead.schedule.staffing import Staffed
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.verifying import verify

_SAMPLES = 4
_SHARE_OF_EXACT = 0.5
_OF_CORE = 1.0  # seconds for what a proof rests on
_LEAST_SEARCH = 0.3  # seconds; for less a search isn't begun


class Answer(Enum):
    """What is known of a plan's dates."""

    FITS = "fits"
    CANNOT = "can't"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Judgement:
    """An answer and what it rests on: a verified schedule, or a proof with the tasks and people that it names."""

    answer: Answer
    schedule: PeopleSchedule | None = None
    proof: str = ""
    tasks: tuple[str, ...] = ()
    who: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether a schedule has been found."""
        return self.answer is Answer.FITS

    @property
    def cannot(self) -> bool:
        """Whether it is proven that there is none."""
        return self.answer is Answer.CANNOT


_UNDECIDED = Judgement(Answer.UNDECIDED)


def judged(
    plan: Plan,
    aims: Sequence[Aim],
    *,
    seconds: float = 1.0,
    default_start: date | None = None,
    stopped: Callable[[], bool] | None = None,
    prove_only: bool = False,
    reasons: bool = False,
) -> Judgement:
    """Return whether a schedule of a plan as it stands keeps these aims.

    Bounds and priority rules come first and take milliseconds; `seconds` is for what comes after. `prove_only` looks
    for no schedule beyond these rules; with `reasons` a proof by CP-SAT says which tasks and people it rests on. Raises
    PlanError for a plan that can't be scheduled at all.
    """

    def answer(compiled: Compiled) -> Judgement:
        return Case(plan, compiled, aims, stopped, reasons=reasons).judged(seconds, prove_only=prove_only)

    try:
        return within_calendars(plan, default_start, answer)
    except PlanError as problem:
        if all(each.code == "out-of-hours" for each in problem.findings):
            tasks = tuple(each.id for each in problem.findings if each.id)
            return Judgement(Answer.CANNOT, proof="the hours of those it needs are over", tasks=tasks)
        raise


@dataclass
class _Late:
    """The minutes of lateness of a schedule, added up over aims; notes when there is none."""

    rows: Sequence[tuple[Indices, int, bool]]
    reached: bool = field(default=False)

    def value(self, laid: Generated) -> float:
        total = 0
        for places, latest, begins in self.rows:
            ends = laid.go_on[places] if begins else laid.finish[places]
            total += int(np.maximum(ends - latest, 0).max(initial=0))
        if not total and not laid.overloaded.any():
            self.reached = True
        return float(total)


class Case:
    """One compiled plan and its aims."""

    def __init__(
        self,
        plan: Plan,
        compiled: Compiled,
        aims: Sequence[Aim],
        stopped: Callable[[], bool] | None = None,
        *,
        reasons: bool = False,
    ) -> None:
        self.plan, self.aims, self.reasons = plan, aims, reasons
        self.limits: Staffed = staffed(compiled)
        self.frame = Frame(self.limits)
        self.stopped = stopped or (lambda: False)
        self.ends: dict[int, int] = {}
        self.begun_by: dict[int, int] = {}
        rows = []
        for aim in aims:
            places, latest, begins = aim.places(self.limits), aim.minute(self.limits), aim.kind == "start_by"
            rows.append((np.array(places, np.int64), latest, begins))
            of = self.begun_by if begins else self.ends
            for place in places:
                of[place] = min(of.get(place, LATEST), latest)
        self.late = _Late(rows)
        self.ids = {row: id for id in compiled.row_of if (row := self.limits.place_of(id)) is not None}

    def judged(self, seconds: float, *, prove_only: bool = False) -> Judgement:
        """Return the answer; raises BeyondCalendarsError where the plan leaves its calendars in any case."""
        end = time.monotonic() + seconds
        heads = self.frame.heads()
        refuted = self._refuted(heads)
        if refuted is not None:
            return refuted
        if not self.limits.demands:
            return self._by_logic() or self._searched(heads, end, prove_only=True)
        found = self._by_rules(prove_only=prove_only)
        if found is not None:
            return found
        return self._searched(heads, end, prove_only=prove_only)

    # Proofs

    def refutes(self, moment: int) -> bool:
        """Return whether bounds alone prove that not all that has an end can be done by a moment."""
        kept = self.ends
        self.ends = dict.fromkeys(kept, moment)
        refuted = self._refuted(self.frame.heads())
        self.ends = kept
        return refuted is not None

    def _refuted(self, heads: Heads) -> Judgement | None:
        return self._too_late(heads, "links, dates and hours alone") or self._overloaded(heads)

    def _too_late(self, heads: Heads, proof: str) -> Judgement | None:
        last = self._late_first(heads)
        if last < 0:
            return None
        return Judgement(Answer.CANNOT, proof=proof, tasks=self._named(set(self._chain(heads, last))))

    def _late_first(self, heads: Heads) -> int:
        """Return the place whose own date is missed by most, else one that comes too late for others; -1: none."""
        missed = [(heads.finish[t] - end, t) for t, end in self.ends.items() if heads.finish[t] > end]
        missed += [(heads.start[t] - end, t) for t, end in self.begun_by.items() if heads.start[t] > end]
        if missed:
            return max(missed)[1]
        tails = self.frame.tails(LATEST, self.ends)
        late = (t for t in range(self.frame.size) if heads.finish[t] > tails.finish[t])
        return max(late, default=-1)

    def _chain(self, heads: Heads, place: int) -> Iterator[int]:
        while place >= 0:
            yield place
            link = heads.link[place]
            place = int(self.frame.network.links[link, at.BEFORE]) if link >= 0 else -1

    def _overloaded(self, heads: Heads) -> Judgement | None:
        load: Workload = workload(self.frame, heads)
        if not load.jobs or not self.ends:
            return None
        pressed = pressed_heads(self.frame, load, heads)
        last = self._late_first(pressed)
        if last >= 0:
            reasons, pressing = Pressure(self.frame, load, pressed).reasons([last])
            ids = tuple(self.limits.resources[r].id for r in sorted(pressing))
            proof = "the work that has to come before"
            return Judgement(Answer.CANNOT, proof=proof, tasks=self._named(reasons), who=ids)
        found = Energy(load).overload(pressed, self.frame.tails(LATEST, self.ends))
        if found is None:
            return None
        places = set(found.places)
        for place in list(places):
            places |= set(self._chain(heads, place))
        who = tuple(self.limits.resources[r].id for r in found.group)
        return Judgement(Answer.CANNOT, proof="more work than time", tasks=self._named(places), who=who)

    def _named(self, places: set[int]) -> tuple[str, ...]:
        return tuple(self.ids[place] for place in sorted(places) if place in self.ids)

    # Schedules

    def _by_logic(self) -> Judgement | None:
        path = critical_path(self.limits.compiled.network)
        schedule = unlimited(self.plan, self.limits.compiled, path, self.limits.findings)
        return self._kept(schedule)

    def _by_rules(self, *, prove_only: bool) -> Judgement | None:
        """Return the first schedule of a rule that keeps everything; while only proofs count it isn't laid out."""
        ready = self.ready = manned(self.limits)
        self.generator = Generator(ready)
        self.best: Ints | None = None
        least: tuple[int, float] | None = None
        for rank in self._ranks():
            if self.stopped():
                break
            self.generator.run(rank)
            laid = self.generator.result()
            value = int(np.count_nonzero(laid.overloaded)), self.late.value(laid)
            if least is None or value < least:
                least, self.best = value, rank
            if value == (0, 0.0) and prove_only:
                return _UNDECIDED
            if value == (0, 0.0) and (found := self._laid(self.generator, rank)) is not None:
                return found
        return None

    def _ranks(self) -> Iterator[Ints]:
        """Yield orders to try: by the latest starts that keep the aims, then by the usual rules."""
        tails = self.frame.tails(LATEST, self.ends)
        late_start = np.minimum(np.array(tails.start, np.int64), LATEST)
        for place, latest in self.begun_by.items():
            late_start[place] = min(int(late_start[place]), latest)
        late_finish = np.minimum(np.array(tails.finish, np.int64), LATEST)
        yield ranked(self.ready, late_start)
        yield ranked(self.ready, late_finish)
        yield from rules_of(self.ready).ranks[:5]
        bound = late_start < LATEST
        if bound.any():
            known = np.where(bound, late_start, int(late_start[bound].max()) + 1)
            yield from sampled_ranks(self.ready, known, _SAMPLES)

    def _laid(self, generator: Generator, rank: Ints) -> Judgement | None:
        try:
            generated = generator.generated(rank)
        except BeyondCalendarsError:
            return None
        return self._kept(people_schedule(self.plan, generator.manned, generated))

    def _kept(self, schedule: PeopleSchedule) -> Judgement | None:
        if any(aim.late_by(schedule, self.limits) for aim in self.aims) or verify(self.plan, schedule):
            return None
        return Judgement(Answer.FITS, schedule)

    # Searching

    def _searched(self, heads: Heads, end: float, *, prove_only: bool) -> Judgement:
        left = end - time.monotonic()
        if left > 0 and not self.stopped():
            found = self._exactly(heads, left if prove_only else max(left * _SHARE_OF_EXACT, min(left, 1.0)))
            if found is not None:
                return found
        left = end - time.monotonic()
        if not prove_only and left > _LEAST_SEARCH and not self.stopped():
            return self._by_neighbours(left) or _UNDECIDED
        return _UNDECIDED

    def _exactly(self, heads: Heads, seconds: float) -> Judgement | None:
        if not self.ends:
            return None
        answer = decided_exactly(
            self.limits, self.frame, heads, self.ends, self.begun_by, seconds=seconds, stopped=self.stopped
        )
        if answer is None:
            return None
        places, chosen = answer
        if chosen.status == "infeasible":
            return self._by_core(set(places.tolist()), seconds)
        return None if chosen.start is None else self._as_chosen(places, chosen)

    def _by_core(self, places: set[int], seconds: float) -> Judgement:
        """Return the proof with the tasks and people of a core of assumptions, and what is linked to these tasks."""
        core = self._core(min(seconds, _OF_CORE)) if self.reasons else None
        who: tuple[str, ...] = ()
        if core is not None:
            asking, limited = core
            places = self._linked_to(asking) if asking else places
            who = tuple(self.limits.resources[r].id for r in sorted(limited))
        return Judgement(Answer.CANNOT, proof="no order of the work", tasks=self._named(places), who=who)

    def _core(self, seconds: float) -> tuple[set[int], set[int]] | None:
        return core_of(
            self.limits, self.frame, self.ends, self.begun_by, seconds=seconds, stopped=self.stopped
        )

    def _linked_to(self, places: set[int]) -> set[int]:
        """Return these places with all that come before or after one of them."""
        links = self.frame.links_out()
        after, before = set(places), set(places)
        for t in range(self.frame.size):
            if t in after:
                after.update(link[0] for link in links[t])
        for t in range(self.frame.size - 1, -1, -1):
            if any(link[0] in before for link in links[t]):
                before.add(t)
        return after | before

    def _as_chosen(self, places: Indices, chosen: Chosen) -> Judgement | None:
        """Lay what the solver found by the generator: in its order, with its people and ways."""
        ready = manned(self.limits, held=True)
        generator = Generator(ready)
        picks, modes, keys, start = _wishes(self.limits, ready, places, chosen)
        rank = ranked(ready, keys)
        for held in (False, True):
            generator.wish(picks, modes)
            generator.hold(dict(zip(places.tolist(), start, strict=True)) if held else {})
            if (found := self._laid(generator, rank)) is not None:
                return found
        return None

    def _by_neighbours(self, seconds: float) -> Judgement | None:
        rank = self.best
        if rank is None:
            return None
        self.late.reached = False
        first = found_by(self.generator, self.late, rank)
        watch = Watch(seconds, None, lambda: self.stopped() or self.late.reached)
        found = improved(self.ready, self.late, first, watch)
        if found.value > 0 or found.overloads:
            return None
        self.generator.wish(found.picks, found.modes)
        return self._laid(self.generator, found.rank)


def _wishes(
    limits: Staffed, ready: object, places: Indices, chosen: Chosen
) -> tuple[Ints, Ints, Ints, list[int]]:
    """Return the wished people, forced modes and keys of the order that give the solver's schedule, and its starts."""
    first: Ints = ready.pick_first  # type: ignore[attr-defined]
    size = len(first) - 1
    picks, modes = np.full(int(first[-1]), -1, np.int64), np.full(size, -1, np.int64)
    keys = np.full(size, LATEST, np.int64)
    assert chosen.start is not None
    for place, mode, picked, start in zip(
        places.tolist(), chosen.modes, chosen.picks, chosen.start.tolist(), strict=True
    ):
        keys[place] = start
        demand = limits.demands.get(place)
        if demand is None or not demand.modes:
            continue
        modes[place] = mode
        by_slot = dict(zip(map(id, demand.modes[mode].slots), picked, strict=True))
        row = int(first[place])
        for slot in slots_in_order(demand.modes[mode]):
            for r in by_slot[id(slot)]:
                picks[row] = r
                row += 1
    return picks, modes, keys, chosen.start.tolist()


__all__ = ["Answer", "Case", "FairleadError", "Judgement", "judged"]
