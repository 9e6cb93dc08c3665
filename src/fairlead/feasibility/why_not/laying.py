"""Schedules that may keep all dates: by logic, by priority rules, thriftily, by neighbours, and as a solver chose."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from fairlead.feasibility.why_not.case import Case
from fairlead.feasibility.why_not.judgement import UNDECIDED, Judgement
from fairlead.schedule import codes
from fairlead.schedule.codes import LATEST
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, critical_path
from fairlead.schedule.critical_path.tables import Indices, Ints
from fairlead.schedule.levelling.crew import Manned, manned, slots_in_order
from fairlead.schedule.levelling.generating import Generated, Generator, ranked, sampled_ranks
from fairlead.schedule.levelling.levelled import ahead, rules_of
from fairlead.schedule.levelling.reading import people_schedule, unlimited
from fairlead.schedule.optimising.model import Chosen
from fairlead.schedule.optimising.neighbourhood import found_by, improved
from fairlead.schedule.optimising.progress import Watch
from fairlead.schedule.staffing import Staffed

_SAMPLES = 4
_MOST_AHEAD = 6  # schedules in which what came too late goes ahead
_THRIFTY_RANKS = 2
_HALVINGS = 12  # between the earliest and the latest start of a task that is held back
_NEAR = 60  # minutes


class Layouts:
    """Lays out a case and returns the first schedule that keeps all, verified."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.late = _Late(
            [
                (
                    np.array(aim.places(case.limits.compiled), np.int64),
                    aim.minute(case.limits.compiled),
                    aim.kind == "start_by",
                )
                for aim in case.aims
            ]
        )
        self.best: Ints | None = None

    def by_logic(self) -> Judgement | None:
        """Return the schedule of a plan that asks for nobody."""
        path = critical_path(self.case.limits.compiled.network)
        schedule = unlimited(self.case.plan, self.case.limits.compiled, path, self.case.limits.findings)
        return self.case.kept(schedule)

    def by_rules(self, *, prove_only: bool) -> Judgement | None:
        """Return the first schedule of a rule that keeps everything; while only proofs count it isn't laid out."""
        self.ready = manned(self.case.limits)
        self.generator = Generator(self.ready)
        self.least: tuple[int, float] | None = None
        for rank in self._ranks():
            if self.case.stopped():
                return None
            if (found := self._by_rank(rank, prove_only=prove_only)) is not None:
                return found
        return self._with_the_late_ahead(prove_only=prove_only)

    def _with_the_late_ahead(self, *, prove_only: bool) -> Judgement | None:
        """Return a schedule in which what came too late goes ahead of everything, even of what is under way."""
        assert self.best is not None
        rank, seen = self.best, set[bytes]()
        for _ in range(_MOST_AHEAD):
            self.generator.run(rank)
            missed = self.late.missed(self.generator.result())
            # What is missed now goes ahead of what was before: between these the order may be wrong as well.
            rank = ahead(self.ready, rank, sorted(missed))
            if self.case.stopped() or rank.tobytes() in seen:
                return None
            seen.add(rank.tobytes())
            if (found := self._by_rank(rank, prove_only=prove_only)) is not None:
                return found
        return None

    def _by_rank(self, rank: Ints, *, prove_only: bool) -> Judgement | None:
        self.generator.run(rank)
        laid = self.generator.result()
        value = int(np.count_nonzero(laid.overloaded)), self.late.value(laid)
        if self.least is None or value < self.least:
            self.least, self.best = value, rank
        if value != (0, 0.0):
            return None
        return UNDECIDED if prove_only else self._laid(self.generator, rank)

    def _ranks(self) -> Iterator[Ints]:
        """Yield orders to try: by the latest starts that keep the aims, then by the usual rules."""
        tails = self.case.tails()
        late_start = np.minimum(np.array(tails.start, np.int64), LATEST)
        late_finish = np.minimum(np.array(tails.finish, np.int64), LATEST)
        usual = rules_of(self.ready).ranks[:5]
        yield ranked(self.ready, late_start, usual[0])
        yield ranked(self.ready, late_finish, usual[0])
        yield from usual
        bound = late_start < LATEST
        if bound.any():
            known = np.where(bound, late_start, int(late_start[bound].max()) + 1)
            yield from sampled_ranks(self.ready, known, _SAMPLES)

    def thriftily(self, end: float) -> Judgement | None:
        """Return a schedule that a rule lays, with one task after the other done as cheaply as its date allows.

        What saves most comes first. Source: the time-cost trade-off solved from the quick end, as in Siemens 1971,
        Management Science 17 (there from the cheap end).
        """
        assert self.case.bill is not None
        self.ready = manned(self.case.limits, held=True)
        generator = Generator(self.ready)
        picks = np.full(int(self.ready.pick_first[-1]), -1, np.int64)
        modes = np.full(self.case.frame.size, -1, np.int64)
        for rank in islice(self._ranks(), _THRIFTY_RANKS):
            if not self._is_in_time(generator, rank, picks, modes):
                continue
            for place in self.case.bill.by_saving():
                if time.monotonic() > end or self.case.stopped():
                    return None
                for m in self.case.bill.cheapest_first(place):
                    tried, forced = picks.copy(), modes.copy()
                    self.case.bill.wish(self.ready, place, m, tried, forced)
                    if self._is_in_time(generator, rank, tried, forced):
                        picks, modes = tried, forced
                        break
            generator.wish(picks, modes)
            found = self._laid(generator, rank) or self._laid_late(generator, rank, end)
            if found is not None:
                return found
            generator.hold({})
        return None

    def _laid_late(self, generator: Generator, rank: Ints, end: float) -> Judgement | None:
        """Return the same with one task after the other, the last first, as late as dates allow: more is released then.

        Takes at most half of the time. Source: the backward pass of Li & Willis 1992, European Journal of Operational
        Research 56 (there for shorter schedules).
        """
        lasts = [each.last for each in self.case.purse if each.last is not None]
        if not lasts or self.case.bill is None:
            return None
        end -= max(end - time.monotonic(), 0.0) / 2
        released, tails, frame = self.case.bill.end_of(max(lasts)), self.case.tails(), self.case.frame
        generator.run(rank)
        begun = generator.result().go_on
        held: dict[int, int] = {}
        for place in sorted(self.case.bill.tasks, key=lambda place: -int(begun[place])):
            if time.monotonic() > end or self.case.stopped():
                break
            if frame.state[place] == codes.PLANNED and not frame.pinned[place]:
                latest = min(tails.start[place], released)
                self._hold_back(generator, rank, held, place, int(begun[place]), latest)
        generator.hold(held)
        return self._laid(generator, rank)

    def _hold_back(
        self, generator: Generator, rank: Ints, held: dict[int, int], place: int, low: int, high: int
    ) -> None:
        """Note the latest moment that is found, of those between two, to which a task can wait with all in time."""
        moment = high
        for _ in range(_HALVINGS):
            if high - low <= _NEAR:
                return
            generator.hold({**held, place: moment})
            generator.run(rank)
            laid = generator.result()
            if laid.overloaded.any() or self.late.value(laid):
                high = moment
            else:
                low = held[place] = moment
            moment = (low + high) // 2

    def _is_in_time(self, generator: Generator, rank: Ints, picks: Ints, modes: Ints) -> bool:
        generator.wish(picks, modes)
        generator.run(rank)
        laid = generator.result()
        return not laid.overloaded.any() and self.late.value(laid) == 0

    def as_chosen(self, places: Indices, chosen: Chosen) -> Judgement | None:
        """Lay what the solver found by the generator: in its order, with its people and ways."""
        ready = manned(self.case.limits, held=True)
        generator = Generator(ready)
        picks, modes, keys, start = _wishes(self.case.limits, ready, places, chosen)
        if self.case.bill is not None:  # what no date binds is done as cheaply as can be
            for place in set(self.case.bill.by_saving()) - set(places.tolist()):
                self.case.bill.wish(ready, place, self.case.bill.cheapest_first(place)[0], picks, modes)
        rank = ranked(ready, keys)
        for held in (False, True):
            generator.wish(picks, modes)
            generator.hold(dict(zip(places.tolist(), start, strict=True)) if held else {})
            if (found := self._laid(generator, rank)) is not None:
                return found
        return None

    def by_neighbours(self, seconds: float) -> Judgement | None:
        """Return what a search from the best of the rules' schedules finds, until all is in time."""
        rank = self.best
        if rank is None:
            return None
        self.late.reached = False
        first = found_by(self.generator, self.late, rank)
        watch = Watch(seconds, None, lambda: self.case.stopped() or self.late.reached)
        found = improved(self.ready, self.late, first, watch)
        if found.value > 0 or found.overloads:
            return None
        self.generator.wish(found.picks, found.modes)
        return self._laid(self.generator, found.rank)

    def _laid(self, generator: Generator, rank: Ints) -> Judgement | None:
        try:
            generated = generator.generated(rank)
        except BeyondCalendarsError:
            return None
        return self.case.kept(people_schedule(self.case.plan, generator.manned, generated))


@dataclass
class _Late:
    """The minutes of lateness of a schedule, added up over aims; notes when there is none."""

    rows: Sequence[tuple[Indices, int, bool]]
    reached: bool = field(default=False)

    def value(self, laid: Generated) -> float:
        total = sum(int(np.maximum(late, 0).max(initial=0)) for _, late in self._late(laid))
        if not total and not laid.overloaded.any():
            self.reached = True
        return float(total)

    def missed(self, laid: Generated) -> set[int]:
        """Return the places that come too late in a schedule, or find nobody with time."""
        late = [places[minutes > 0] for places, minutes in self._late(laid)]
        return set(np.concatenate([*late, np.flatnonzero(laid.overloaded)]).tolist())

    def _late(self, laid: Generated) -> Iterator[tuple[Indices, Ints]]:
        for places, latest, begins in self.rows:
            yield places, (laid.go_on if begins else laid.finish)[places] - latest


def _wishes(
    limits: Staffed, ready: Manned, places: Indices, chosen: Chosen
) -> tuple[Ints, Ints, Ints, list[int]]:
    """Return the wished people, forced modes and keys of the order that give the solver's schedule, and its starts."""
    first = ready.pick_first
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
