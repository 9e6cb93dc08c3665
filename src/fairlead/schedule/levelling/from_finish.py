"""Plans that are laid out from their finish: as late as people's limits allow, where it can still be kept.

The generator places work as early as it can, not before what holds it. So everything is held back to its late date by
logic, all of it as much earlier as people need so that the finish is kept; or everything to one moment, the last from
which it is kept. Then whatever can be is held back to later dates, the last first. What comes out is a schedule of the
generator like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import critical_path
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import Manned, manned
from fairlead.schedule.levelling.generating import Generated, Generator, priority_ranks, ranked
from fairlead.schedule.levelling.holding import as_agreed
from fairlead.schedule.staffing import Staffed

if TYPE_CHECKING:
    from fairlead.schedule.agreed import Agreed

_DAY = 1440
_HALVINGS = 12  # of how much earlier than by logic; to less than an hour in half a year
_STEPS = 3  # back towards the late dates, each half as long as the one before
_LEAST_RUNS, _MOST_RUNS = 10, 60  # of the generator, for these
_TASKS_RUN = 12_000  # in all of these, about half a second


def laid_back(limits: Staffed) -> tuple[Manned, Generated]:
    """Return the tables of a plan and a schedule that ends by its finish and lies as late as could be found.

    Where people can't keep the finish, however early they begin, the schedule that ends first. Raises
    BeyondCalendarsError where that leaves the calendars.
    """
    return _LayingBack(limits).answer()


class _LayingBack:
    def __init__(self, limits: Staffed) -> None:
        path = critical_path(limits.compiled.network)
        self.late: Ints = np.asarray(path.late_start, np.int64)
        self.finish_by = int(limits.compiled.network.rules[at.FINISH_BY])
        most = self._most(limits)
        first = min(path.plan_start, int(self.late[limits.compiled.network.real].min(initial=self.finish_by)))
        self.most, self.taken, self.runs = most, False, 0
        self.ready = manned(_allowed_from(limits, first - most), held=True)
        self.generator = Generator(self.ready)
        self.planned = (self.ready.network.state == codes.PLANNED) & self.ready.network.real
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

    def answer(self) -> tuple[Manned, Generated]:
        held, rank = max(self._candidates(), key=lambda each: self._lateness(*each))
        self._hold(held)
        return self.ready, self.generator.generated(rank)

    def _candidates(self) -> Iterator[tuple[Ints, Ints]]:
        """Yield what to hold tasks back to, and their order: the late dates, or two ways to be earlier."""
        for rank in self.ranks:
            if self._keeps(self.late, rank):
                yield self.late, rank
                return
        at_once = np.full_like(self.late, int(self.late[self.planned].min(initial=self.finish_by)))
        for latest in (self.late, np.minimum(self.late, at_once)):
            most = latest - self.most
            rank = min(self.ranks, key=lambda each: self._finish(most, each))
            if self._keeps(most, rank):
                yield self._justified(self._kept(latest, rank), rank), rank
            else:
                yield most, rank

    def _lateness(self, held: Ints, rank: Ints) -> tuple[int, int, int, int]:
        """Return what makes a schedule better: room for all, an early finish where it is missed, a late start."""
        overloads, finish = self._finish(held, rank)
        go_on = self.generator.result().go_on[self.planned]
        return (
            -overloads, -max(finish, self.finish_by), int(go_on.min(initial=self.finish_by)), int(go_on.sum())
        )  # fmt: skip

    def _kept(self, latest: Ints, rank: Ints) -> Ints:
        """Return these holds, all of them as much earlier as it takes to keep the finish."""
        low, high = 0, self.most
        for _ in range(_HALVINGS):
            middle = (low + high) // 2
            low, high = (low, middle) if self._keeps(latest - middle, rank) else (middle, high)
        return latest - high

    def _justified(self, held: Ints, rank: Ints) -> Ints:
        """Return later holds with which the finish is still kept: large blocks first, and those that start last."""
        step = int((self.late - held)[self.planned].max(initial=0))
        until = self.runs + max(_LEAST_RUNS, min(_MOST_RUNS, _TASKS_RUN // max(self.ready.size, 1)))
        for _ in range(_STEPS):
            behind = np.flatnonzero(self.planned & (held < self.late))
            order = behind[np.argsort(-self.late[behind], kind="stable")]
            for block in self._blocks(order, until):
                trial = held.copy()
                trial[block] = np.minimum(held[block] + step, self.late[block])
                if self._keeps(trial, rank):
                    held = trial
                    self.taken = True
            step = max(step // 2, 1)
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

    def _keeps(self, held: Ints, rank: Ints) -> bool:
        overloads, finish = self._finish(held, rank)
        return finish <= self.finish_by and not overloads

    def _finish(self, held: Ints, rank: Ints) -> tuple[int, int]:
        self._hold(held)
        self.runs += 1
        finish = self.generator.finish_of(rank)
        return len(self.generator.overloaded()), finish

    def _hold(self, held: Ints) -> None:
        places = np.flatnonzero(self.planned)
        self.generator.hold(dict(zip(places.tolist(), held[places].tolist(), strict=True)))


def as_agreed_from_finish(limits: Staffed, agreed: Agreed) -> tuple[Manned, Generated]:
    """Return the tables and the schedule with people, order and starts of what is agreed, as `as_agreed` does."""
    axis = limits.compiled.axis
    first = min(each.placed(axis).start for each in agreed.tasks.values())
    ready = manned(_allowed_from(limits, first), held=True)
    return ready, as_agreed(Generator(ready), agreed)


def _allowed_from(limits: Staffed, start: int) -> Staffed:
    """Return the same plan, allowed to begin at `start`, where its own start is later."""
    network = limits.compiled.network
    rules = network.rules.copy()
    rules[at.PLAN_START] = min(start, int(rules[at.PLAN_START]))
    return replace(limits, compiled=replace(limits.compiled, network=replace(network, rules=rules)))
