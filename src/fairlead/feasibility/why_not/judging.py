"""The oracle: whether a plan in its best case can keep its dates. Yes by a verified schedule, no by a proof."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import islice

import numpy as np

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.exact import More, core_of, decided_exactly
from fairlead.feasibility.why_not.paying import Bill
from fairlead.feasibility.why_not.pressure import Pressure
from fairlead.feasibility.why_not.purse import Limit, keeps_to
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError, PlanError
from fairlead.schedule.bounds.chains import pressed_heads
from fairlead.schedule.bounds.energy import Energy
from fairlead.schedule.bounds.heads import Frame, Heads, Tails
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
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.optimising.own_hours import OnTheClock
from fairlead.schedule.optimising.progress import Watch
from fairlead.schedule.staffing import Staffed
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.verifying import verify

_SAMPLES = 4
_SHARE_OF_EXACT = 0.5
_OF_CORE = 1.0  # seconds for what a proof rests on
_OF_CHEAPEST = 2.0  # seconds for the cheapest schedule
_A_CENT = Decimal("0.01")
_A_WEEK = 7 * 1440
_THRIFTY_RANKS = 2
OF_MONEY = "what is quick enough costs too much"
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
    limits: Sequence[Limit] = (),
) -> Judgement:
    """Return whether a schedule of a plan as it stands keeps these aims, and costs no more than `limits` allow.

    Bounds and priority rules come first and take milliseconds; `seconds` is for what comes after. `prove_only` looks
    for no schedule beyond these rules; with `reasons` a proof by CP-SAT says which tasks and people it rests on. Raises
    PlanError for a plan that can't be scheduled at all.
    """

    def answer(compiled: Compiled) -> Judgement:
        case = Case(plan, compiled, aims, stopped, reasons=reasons, purse=limits, default_start=default_start)
        return case.judged(seconds, prove_only=prove_only)

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
        purse: Sequence[Limit] = (),
        default_start: date | None = None,
    ) -> None:
        self.default_start = default_start
        self.plan, self.aims, self.reasons, self.purse = plan, aims, reasons, purse
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
        self.bill = Bill(plan, self.limits, self.frame, self.ids) if purse else None

    def judged(self, seconds: float, *, prove_only: bool = False) -> Judgement:
        """Return the answer; raises BeyondCalendarsError where the plan leaves its calendars in any case."""
        end = time.monotonic() + seconds
        heads = self.frame.heads()
        refuted = self._refuted(heads) or self._too_dear(heads)
        if refuted is not None:
            return refuted
        if not self.limits.demands:
            alone = (
                prove_only or not self.purse
            )  # by logic there is one schedule, as long as nothing waits for money
            return self._by_logic() or self._searched(heads, end, prove_only=alone)
        if self.purse and self.ends:
            return self._paid_in_time(heads, end, prove_only=prove_only)
        found = self._by_rules(prove_only=prove_only)
        if found is not None:
            return found
        return self._searched(heads, end, prove_only=prove_only)

    def _paid_in_time(self, heads: Heads, end: float, *, prove_only: bool) -> Judgement:
        """Return the answer where money counts as well as dates."""
        found = None if prove_only else self._thriftily(end)
        left = end - time.monotonic()
        if found is None and left > 0 and not self.stopped():
            found = self._exactly(heads, left)
        return found or _UNDECIDED

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

    def _too_dear(self, heads: Heads) -> Judgement | None:
        """Return the proof that even the cheapest of the ways that are quick enough cost more than there is."""
        if self.bill is None:
            return None
        tails = self.frame.tails(LATEST, self.ends) if self.ends else None
        for limit in self.purse:
            excess = self.bill.exceeds(limit, heads.start, tails)
            if excess > _A_CENT:
                return self._dear_proof(heads, tails, limit, excess)
        return None

    def _dear_proof(self, heads: Heads, tails: Tails | None, limit: Limit, excess: Decimal) -> Judgement:
        """Return the proof with the tasks that dates make dearer, and those between which they lie."""
        places = set[int]()
        if tails is not None and self.bill is not None:
            for place in self.bill.hurried(limit, heads.start, tails, excess):
                places |= {*self._chain(heads, place), *self._chain_after(tails, place)}
        return Judgement(Answer.CANNOT, proof=OF_MONEY, tasks=self._named(places))

    def _chain_after(self, tails: Tails, place: int) -> Iterator[int]:
        """Yield a place and what follows it, by those links that leave least time."""
        links = self.frame.links_out()
        while place >= 0:
            yield place
            after = [link[0] for link in links[place] if tails.finish[link[0]] < LATEST]
            place = min(after, key=lambda t: tails.start[t], default=-1)

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

    def _thriftily(self, end: float) -> Judgement | None:
        """Return a schedule that a rule lays, with one task after the other done as cheaply as its date allows.

        What saves most comes first. Source: the time-cost trade-off solved from the quick end, as in Siemens 1971,
        Management Science 17 (there from the cheap end).
        """
        assert self.bill is not None
        self.ready = manned(self.limits, held=True)
        generator = Generator(self.ready)
        picks = np.full(int(self.ready.pick_first[-1]), -1, np.int64)
        modes = np.full(self.frame.size, -1, np.int64)
        for rank in islice(self._ranks(), _THRIFTY_RANKS):
            if not self._is_in_time(generator, rank, picks, modes):
                continue
            for place in self.bill.by_saving():
                if time.monotonic() > end or self.stopped():
                    return None
                for m in self.bill.cheapest_first(place):
                    tried, forced = picks.copy(), modes.copy()
                    self.bill.wish(self.ready, place, m, tried, forced)
                    if self._is_in_time(generator, rank, tried, forced):
                        picks, modes = tried, forced
                        break
            generator.wish(picks, modes)
            if (found := self._laid(generator, rank)) is not None:
                return found
        return None

    def _is_in_time(self, generator: Generator, rank: Ints, picks: Ints, modes: Ints) -> bool:
        generator.wish(picks, modes)
        generator.run(rank)
        laid = generator.result()
        return not laid.overloaded.any() and self.late.value(laid) == 0

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
        if any(aim.late_by(schedule, self.limits) for aim in self.aims) or not keeps_to(schedule, self.purse):
            return None
        if verify(self.plan, schedule):
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
        if not prove_only and left > 0 and self.purse and not self.ends:
            return self._cheapest(heads, left) or _UNDECIDED
        if not prove_only and left > _LEAST_SEARCH and not self.stopped() and not self.purse:
            return self._by_neighbours(left) or _UNDECIDED
        return _UNDECIDED

    def _exactly(self, heads: Heads, seconds: float) -> Judgement | None:
        if not self.ends:
            return None
        end = time.monotonic() + seconds
        answer = self._decided(heads, seconds, self._paid_for if self.purse else None)
        if answer is None:
            return None
        places, chosen = answer
        if chosen.status == "infeasible":
            return self._by_core(set(places.tolist()), seconds)
        found = None if chosen.start is None else self._as_chosen(places, chosen)
        return found or self._waiting_for_money(heads, end - time.monotonic())

    def _waiting_for_money(self, heads: Heads, seconds: float) -> Judgement | None:
        """Return a schedule in which work waits for money to be released, as far as dates let it; no proof."""
        lasts = [each.last for each in self.purse if each.last is not None]
        if not lasts or self.bill is None or seconds <= 0:
            return None
        real = [place for place in range(self.frame.size) if self.frame.real[place]]
        span = max(heads.finish[place] for place in real) - min(heads.start[place] for place in real)
        latest = self.bill.end_of(max(lasts)) + 2 * span + _A_WEEK
        bound, self.ends = self.ends, {place: self.ends.get(place, latest) for place in real}
        answer = self._decided(heads, seconds, self._paid_early)
        self.ends = bound
        if answer is None or answer[1].start is None:
            return None
        return self._as_chosen(*answer)

    def _decided(self, heads: Heads, seconds: float, more: More | None) -> tuple[Indices, Chosen] | None:
        return decided_exactly(
            self.limits, self.frame, heads, self.ends, self.begun_by, seconds=seconds, stopped=self.stopped,
            more=more,
        )  # fmt: skip

    def _paid_early(self, model: OnTheClock, tails: Tails) -> None:
        assert self.bill is not None
        self.bill.write(model, self.purse, tails, cautious=True)
        model.model.clear_objective()

    def _paid_for(self, model: OnTheClock, tails: Tails) -> None:
        assert self.bill is not None
        self.bill.write(model, self.purse, tails)
        model.model.clear_objective()  # any schedule will do

    def least_spent(self, limit: Limit, seconds: float) -> tuple[Decimal, bool] | None:
        """Return what is spent at the least, of what a limit is about, when all is in time, and whether that can be.

        None where nobody knows.
        """
        if self.bill is None or not self.ends or not self.bill.counts or limit.last is not None:
            return None
        bill = self.bill

        def least(model: OnTheClock, tails: Tails) -> None:
            bill.write(model, [each for each in self.purse if each != limit], tails)
            model.model.minimize(bill.spending(model, limit, tails))

        answer = decided_exactly(
            self.limits, self.frame, self.frame.heads(), self.ends, self.begun_by, seconds=seconds,
            stopped=self.stopped, more=least, amount=True,
        )  # fmt: skip
        if answer is None or answer[1].status == "infeasible":
            return None
        return Decimal(answer[1].lower_bound) / 100, answer[1].status == "optimal"

    def _by_core(self, places: set[int], seconds: float) -> Judgement:
        """Return the proof with the tasks and people of a core of assumptions, and what is linked to these tasks."""
        if self.purse:
            return Judgement(Answer.CANNOT, proof=OF_MONEY)
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
        if self.bill is not None:  # what no date binds is done as cheaply as can be
            for place in set(self.bill.by_saving()) - set(places.tolist()):
                self.bill.wish(ready, place, self.bill.cheapest_first(place)[0], picks, modes)
        rank = ranked(ready, keys)
        for held in (False, True):
            generator.wish(picks, modes)
            generator.hold(dict(zip(places.tolist(), start, strict=True)) if held else {})
            if (found := self._laid(generator, rank)) is not None:
                return found
        return None

    def _cheapest(self, heads: Heads, seconds: float) -> Judgement | None:
        """Return a schedule that can be paid for, where nothing has to be done by a date."""
        found = optimised(
            self.plan, goal="cost", time_limit=min(seconds / 2, _OF_CHEAPEST), default_start=self.default_start,
            stopped=self.stopped,
        )  # fmt: skip
        if found.schedule is None:
            return None
        return self._kept(found.schedule) or self._waiting_for_money(heads, seconds / 2)

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


__all__ = ["OF_MONEY", "Answer", "Case", "FairleadError", "Judgement", "judged"]
