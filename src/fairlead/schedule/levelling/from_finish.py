"""Plans that are laid out from their finish: as late as people's limits allow, where it can still be kept.

The generator places work as early as it can, not before what holds it. So it lays out the plan read backwards
(`mirrored`), and then the plan itself with everything held back to where it is there. Where that doesn't go, everything
is held back to its late date by logic, all of it as much earlier as people need so that the finish is kept; or to one
moment, the last from which it is kept; then whatever can be is held back to later dates, the last first. What comes out
is a schedule of the generator like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, critical_path
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import Manned, manned
from fairlead.schedule.levelling.generating import (
    Generated,
    Generator,
    modes_of,
    priority_ranks,
    ranked,
)
from fairlead.schedule.levelling.holding import as_agreed
from fairlead.schedule.levelling.mirrored import Mirror, mirror_of
from fairlead.schedule.staffing import Staffed

if TYPE_CHECKING:
    from fairlead.schedule.agreed import Agreed

_DAY = 1440
_HALVINGS = 12  # of how much earlier than by logic; to less than an hour in half a year
_STEPS = 3  # back towards the late dates, each half as long as the one before
_PARTS = (2, 4, 8)  # then of how far each may still move, while there are runs left
_LEAST_RUNS, _MOST_RUNS = 10, 60  # of the generator, for these
_TASKS_RUN = 12_000  # in all of these, about half a second


class Laid(NamedTuple):
    """The tables of a plan that is laid out from its finish, and a schedule of the generator."""

    ready: Manned
    result: Generated

    @property
    def keeps(self) -> bool:
        """Whether everything is done by the required finish, within all limits."""
        result, finish_by = self.result, int(self.ready.network.rules[at.FINISH_BY])
        return self.finish <= finish_by and not result.overloaded.any() and not result.broken

    @property
    def start(self) -> int:
        """When the first task starts."""
        return int(self.result.start[self.ready.network.real].min(initial=codes.LATEST))

    @property
    def finish(self) -> int:
        """When the last task is done."""
        return int(self.result.finish[self.ready.network.real].max(initial=codes.EARLIEST))

    @property
    def key(self) -> tuple[int, int]:
        """What makes one that keeps the finish better than another: a late start, then late tasks."""
        return self.start, int(self.result.go_on[self.ready.network.real].sum())


def laid_back(limits: Staffed) -> Laid:
    """Return the tables of a plan and a schedule that ends by its finish and lies as late as could be found.

    Where people can't keep the finish, however early they begin, the schedule that ends first. Raises
    BeyondCalendarsError where that leaves the calendars.
    """
    turned = _read_backwards(limits)
    return turned if turned is not None and turned.keeps else _LayingBack(limits).answer()


def as_early_as_needed(limits: Staffed) -> Staffed:
    """Return the same plan, allowed to begin as early as it may ever have to."""
    return _LayingBack(limits).limits


def _read_backwards(limits: Staffed) -> Laid | None:
    """Return the best schedule by the priority rules of the plan read backwards; None where that can't be done."""
    from fairlead.schedule.levelling.levelled import best_by_rules

    mirror = mirror_of(limits)
    if mirror is None:
        return None
    turned = manned(mirror.dated)
    try:
        found = best_by_rules(Generator(turned))
        return laid_forwards(mirror, turned, found.finish, found.picks, modes_of(turned, found))
    except BeyondCalendarsError:  # before the calendars begin; the other way lies within them
        return None


def laid_forwards(mirror: Mirror, turned: Manned, finish: Ints, picks: Ints, modes: Ints) -> Laid:
    """Return a schedule of a plan read backwards, laid by the plan's own generator.

    Everything is held back to where it is there, with the same people and ways; arrays as `Generated` and `modes_of`.
    """
    go_on, network = mirror.both - finish[::-1], mirror.plan.compiled.network
    first = go_on[network.real & (network.state == codes.PLANNED)].min()
    ready = manned(allowed_from(mirror.plan, int(first)), held=True)
    wishes = np.full(int(ready.pick_first[-1]), -1, np.int64)
    for place in range(ready.size):
        first, last = int(ready.pick_first[place]), int(ready.pick_first[place + 1])
        other = int(turned.pick_first[mirror.place(place)])
        wishes[first:last] = picks[other : other + last - first]
    generator = Generator(ready)
    generator.wish(wishes, modes[::-1].copy())
    Holding(generator, go_on, lambda: True).hold(go_on)
    return Laid(ready, generator.generated(ranked(ready, go_on)))


class Holding:
    """What planned tasks are held back to, moved as late as what comes out of it is still allowed.

    `allowed` is asked after each run of the generator; `late` are the moments, by place, that no hold goes beyond.
    """

    def __init__(self, generator: Generator, late: Ints, allowed: Callable[[], bool]) -> None:
        self.generator, self.late, self.allowed = generator, late, allowed
        ready = generator.manned
        self.planned = (ready.network.state == codes.PLANNED) & ready.network.real
        self.taken, self.runs = False, 0

    def kept(self, latest: Ints, most: int, rank: Ints) -> Ints:
        """Return these holds, all of them as much earlier, up to `most`, as it takes for them to be allowed."""
        low, high = 0, most
        for _ in range(_HALVINGS):
            middle = (low + high) // 2
            low, high = (low, middle) if self.keeps(latest - middle, rank) else (middle, high)
        return latest - high

    def justified(self, held: Ints, rank: Ints) -> Ints:
        """Return later holds that are still allowed: large blocks first, and those that start last."""
        step = int((self.late - held)[self.planned].max(initial=0))
        size = max(self.generator.manned.size, 1)
        until = self.runs + max(_LEAST_RUNS, min(_MOST_RUNS, _TASKS_RUN // size))
        for _ in range(_STEPS):
            behind = np.flatnonzero(self.planned & (held < self.late))
            order = behind[np.argsort(-self.late[behind], kind="stable")]
            for block in self._blocks(order, until):
                trial = held.copy()
                trial[block] = np.minimum(held[block] + step, self.late[block])
                if self.keeps(trial, rank):
                    held = trial
                    self.taken = True
            step = max(step // 2, 1)
        return self._each_justified(held, rank, until)

    def _each_justified(self, held: Ints, rank: Ints, until: int) -> Ints:
        """Return later holds, each task moved by a part of what it could be, while there are runs left."""
        for part in _PARTS:
            behind = np.flatnonzero(self.planned & (held < self.late))
            for place in behind[np.argsort(-self.late[behind], kind="stable")].tolist():
                if self.runs >= until:
                    return held
                trial = held.copy()
                trial[place] += (self.late[place] - held[place]) // part
                if self.keeps(trial, rank):
                    held = trial
        return held

    def _blocks(self, order: Ints, until: int) -> Iterator[Ints]:
        """Yield blocks to try, halves of those that weren't taken among them, while there are runs left."""
        waiting = [order] if len(order) else []
        while waiting and self.runs < until:
            block, self.taken = waiting.pop(0), False
            yield block
            if not self.taken and len(block) > 1:
                half = (len(block) + 1) // 2
                waiting[:0] = [block[:half], block[half:]]

    def keeps(self, held: Ints, rank: Ints) -> bool:
        """Return whether a run by rank with these holds is allowed."""
        self.hold(held)
        self.runs += 1
        self.generator.run(rank)
        return self.allowed()

    def hold(self, held: Ints) -> None:
        """Hold planned tasks back to these moments in the next runs."""
        places = np.flatnonzero(self.planned)
        self.generator.hold(dict(zip(places.tolist(), held[places].tolist(), strict=True)))


class _LayingBack:
    def __init__(self, limits: Staffed) -> None:
        path = critical_path(limits.compiled.network)
        self.late: Ints = np.asarray(path.late_start, np.int64)
        self.finish_by = int(limits.compiled.network.rules[at.FINISH_BY])
        self.most = self._most(limits)
        first = min(path.plan_start, int(self.late[limits.compiled.network.real].min(initial=self.finish_by)))
        self.limits = allowed_from(limits, first - self.most)
        self.ready = manned(self.limits, held=True)
        self.generator = Generator(self.ready, runs=_MOST_RUNS)
        self.holding = Holding(self.generator, self.late, self._is_kept)
        self.ranks = [
            ranked(self.ready, self.late),
            *priority_ranks(self.ready, path.late_start, path.late_finish, path.early_start),
        ]

    def _most(self, limits: Staffed) -> int:
        """Return how much earlier than by logic everything may have to begin: as long as all takes from one day on."""
        ready = manned(limits)
        generator = Generator(ready)
        path = critical_path(limits.compiled.network)
        rank = ranked(ready, np.asarray(path.late_start, np.int64))
        start = int(limits.compiled.network.rules[at.PLAN_START])
        found = generator.generated(rank)
        return max(int(found.finish[ready.network.real].max(initial=start)) - start, 0) + 7 * _DAY

    def answer(self) -> Laid:
        held, rank = max(self._candidates(), key=lambda each: self._lateness(*each))
        self.holding.hold(held)
        return Laid(self.ready, self.generator.generated(rank))

    def _candidates(self) -> Iterator[tuple[Ints, Ints]]:
        """Yield what to hold tasks back to, and their order: the late dates, or two ways to be earlier."""
        holding, planned = self.holding, self.holding.planned
        for rank in self.ranks:
            if holding.keeps(self.late, rank):
                yield self.late, rank
                return
        at_once = np.full_like(self.late, int(self.late[planned].min(initial=self.finish_by)))
        for latest in (self.late, np.minimum(self.late, at_once)):
            most = latest - self.most
            rank = min(self.ranks, key=lambda each: self._finish(most, each))
            if holding.keeps(most, rank):
                yield holding.justified(holding.kept(latest, self.most, rank), rank), rank
            else:
                yield most, rank

    def _lateness(self, held: Ints, rank: Ints) -> tuple[int, int, int, int]:
        """Return what makes a schedule better: room for all, an early finish where it is missed, a late start."""
        overloads, finish = self._finish(held, rank)
        go_on = self.generator.result().go_on[self.holding.planned]
        return (
            -overloads, -max(finish, self.finish_by), int(go_on.min(initial=self.finish_by)), int(go_on.sum())
        )  # fmt: skip

    def _finish(self, held: Ints, rank: Ints) -> tuple[int, int]:
        self.holding.keeps(held, rank)
        return len(self.generator.overloaded()), self.generator.plan_finish()

    def _is_kept(self) -> bool:
        return self.generator.plan_finish() <= self.finish_by and not self.generator.overloaded()


def as_agreed_from_finish(limits: Staffed, agreed: Agreed) -> tuple[Manned, Generated]:
    """Return the tables and the schedule with people, order and starts of what is agreed, as `as_agreed` does."""
    ready = manned(allowed_from_agreed(limits, agreed), held=True)
    return ready, as_agreed(Generator(ready), agreed)


def allowed_from_agreed(limits: Staffed, agreed: Agreed) -> Staffed:
    """Return the same plan, allowed to begin when it was agreed to."""
    axis = limits.compiled.axis
    return allowed_from(limits, min(each.placed(axis).start for each in agreed.tasks.values()))


def allowed_from(limits: Staffed, start: int) -> Staffed:
    """Return the same plan, allowed to begin at `start`, where its own start is later."""
    return beginning_at(limits, min(start, int(limits.compiled.network.rules[at.PLAN_START])))


def beginning_at(limits: Staffed, start: int) -> Staffed:
    """Return the same plan, beginning at `start`."""
    network = limits.compiled.network
    rules = network.rules.copy()
    rules[at.PLAN_START] = start
    return replace(limits, compiled=replace(limits.compiled, network=replace(network, rules=rules)))
