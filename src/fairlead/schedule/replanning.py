"""What has happened, absorbed with as few moves as possible: as early as a free schedule, as agreed as can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import Any

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.values import Duration
from fairlead.schedule import codes
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError
from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.from_finish import allowed_from
from fairlead.schedule.levelling.generating import Generated, Generator, ranked
from fairlead.schedule.levelling.holding import wishes_of
from fairlead.schedule.levelling.overrun import with_overruns
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.reading import people_schedule, places_by_id
from fairlead.schedule.levelling.resting import rested, resting
from fairlead.schedule.levelling.widening import within_calendars
from fairlead.schedule.moves import Moved, moves
from fairlead.schedule.optimising.answer import Optimised
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.optimising.progress import Progress
from fairlead.schedule.staffing import staffed
from fairlead.schedule.staying import staying

_SHARE_OF_FREE = 0.7  # of the time, for the schedule that keeps nothing; the rest puts tasks back
_BLOCKS_IN_HASTE = 8  # of the tasks that may move, when some are put back though the time is over


@dataclass(frozen=True)
class Replanned:
    """The agreed schedule after what has happened.

    `free` is the optimum that keeps nothing of it, `pushed` the finish when everything is only pushed as far as facts
    force it (None: then somebody would be gone); moments in axis minutes. `moved` are the tasks of `schedule` that
    aren't where, or with whom, they were agreed; `forced` those among them that pushing moves as well, or that only
    take longer. `price` are the working minutes of the plan's calendar by which it ends later than the free optimum.
    `is_fewest`: it is proven that no schedule with this finish leaves more tasks at their agreed starts. `required` is
    the finish that a plan laid out from it has to keep; there no schedule is better for ending earlier than that.
    """

    schedule: PeopleSchedule
    free: Optimised
    pushed: int | None
    moved: tuple[Moved, ...]
    forced: frozenset[str]
    moved_by_free: int
    price: int
    is_fewest: bool = False
    required: int | None = None

    @property
    def keeps_finish(self) -> bool:
        """Whether there is a required finish and it is kept."""
        return self.required is not None and self.schedule.finish <= self.required

    def to_json(self) -> dict[str, Any]:
        """Return the answer as `--json` prints it."""
        iso = self.schedule.compiled.axis.iso
        return {
            "plan": self.schedule.plan.title,
            "start": iso(self.schedule.start),
            "finish": iso(self.schedule.finish),
            "free_finish": iso(self.free.schedule.finish) if self.free.schedule else None,
            "pushed_finish": iso(self.pushed) if self.pushed is not None else None,
            "required_finish": iso(self.required) if self.required is not None else None,
            "price_minutes": self.price,
            "moved_by_free": self.moved_by_free,
            "fewest_proven": self.is_fewest,
            "moved": [
                {
                    "id": each.id,
                    "start_before": iso(each.start_before),
                    "start": iso(each.start_after),
                    "people_before": list(each.people_before),
                    "people": list(each.people_after),
                    "forced": each.id in self.forced,
                }
                for each in self.moved
            ],
            "tasks": self.schedule.tasks_json(),
        }


def replanned(
    plan: Plan,
    agreed: Agreed,
    *,
    keep_until: Duration | None = None,
    move_at_most: int | None = None,
    time_limit: float = 10.0,
    seed: int = 1,
    default_start: date | None = None,
    report: Callable[[Progress], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Replanned:
    """Return the schedule that ends as early as a free re-optimisation and moves fewest tasks and people.

    A plan with `schedule_from: finish` need only keep its finish, if that can still be kept.

    Tasks that were agreed to start before `keep_until` after the status date keep start and people, as far as facts
    let them. With `move_at_most` no more than so many are moved beyond those that facts force; the price is then said.
    """
    until = perf_counter() + time_limit
    given, plan = plan, resting(plan, agreed.overtime_unused)
    free = optimised(
        plan,
        time_limit=time_limit * _SHARE_OF_FREE,
        seed=seed,
        agreed=agreed,
        default_start=default_start,
        report=report,
        stopped=stopped,
    )

    def is_over() -> bool:
        return perf_counter() >= until or (stopped is not None and stopped())

    def answer(compiled: Compiled) -> Replanned:
        replanning = _Replanning(plan, compiled, agreed, free, keep_until, is_over)
        return replanning.answer(move_at_most, until, seed)

    found, overruns = with_overruns(plan, lambda said: within_calendars(said, default_start, answer))
    if overruns:
        schedule = found.schedule
        found = replace(found, schedule=replace(schedule, findings=(*schedule.findings, *overruns)))
    unused = agreed.overtime_unused
    if not unused:
        return found
    free = replace(
        found.free, status="feasible", lower_bound=None, gap=None
    )  # proven without that overtime alone
    return replace(found, schedule=rested(found.schedule, given, unused), free=free, is_fewest=False)


@dataclass(frozen=True)
class _Laid:
    released: frozenset[int]
    finish: int
    moved: frozenset[int]
    overloads: int
    result: Generated
    required: int = codes.MISSING

    @property
    def key(self) -> tuple[int, int]:
        """What is compared: tasks without room, then the finish, as far as it is later than required."""
        return self.overloads, max(self.finish, self.required)


class _Replanning:
    def __init__(
        self,
        plan: Plan,
        compiled: Compiled,
        agreed: Agreed,
        free: Optimised,
        keep_until: Duration | None,
        is_over: Callable[[], bool],
    ) -> None:
        self.plan, self.agreed, self.free, self.is_over = plan, agreed, free, is_over
        limits = staffed(compiled)
        self.required: int | None = None
        if compiled.options.from_finish:
            self.required = int(compiled.network.rules[at.FINISH_BY])
            first = self._first_agreed(compiled)
            limits = allowed_from(limits, min(first, free.schedule.start) if free.schedule else first)
        self.ready = manned(limits, held=True)
        self.generator = Generator(self.ready)
        self.compiled = self.ready.staffed.compiled
        self.old = wishes_of(self.ready, agreed)
        self.new = wishes_of(self.ready, Agreed.of(free.schedule)) if free.schedule else self.old
        self.ids = {place: id for id, place in places_by_id(self.compiled).items()}
        self.owner = np.repeat(np.arange(self.ready.size), np.diff(self.ready.pick_first))
        self.frozen = self._frozen(keep_until)
        self.pushed = self._laid(frozenset())

    def _first_agreed(self, compiled: Compiled) -> int:
        """Return when the first task was agreed to start."""
        return min(each.placed(compiled.axis).start for each in self.agreed)

    def _frozen(self, keep_until: Duration | None) -> frozenset[int]:
        if keep_until is None:
            return frozenset()
        ground = self.compiled.ground
        now = ground.status_date if ground.status_date != codes.MISSING else ground.plan_start
        if ground.status_date == codes.MISSING and self.required is not None:
            now = self._first_agreed(self.compiled)  # such a plan begins when its first task does
        until = now + round(keep_until.to_minutes(1440, 10_080, 43_800))
        return frozenset(place for place, start in self.old[3].items() if start < until)

    def answer(self, move_at_most: int | None, until: float, seed: int) -> Replanned:
        best, is_fewest = self._fewest(until, seed)
        if move_at_most is not None:
            limited = self._limited(best, move_at_most)
            best, is_fewest = limited, is_fewest and limited is best
        return self._answer(best, is_fewest or not best.moved)

    def _fewest(self, until: float, seed: int) -> tuple[_Laid, bool]:
        """Return the schedule as early as the free one that moves fewest, and whether that is proven."""
        candidates = self._candidates()
        whole = self._laid(candidates)
        earliest = whole if whole.key < self.pushed.key else self.pushed
        on_one_calendar = self._in_periods(earliest, until, seed)
        if on_one_calendar is not None:
            return on_one_calendar
        return (self._put_back(whole, candidates) if earliest is whole else self.pushed), False

    def _in_periods(self, earliest: _Laid, until: float, seed: int) -> tuple[_Laid, bool] | None:
        """Return it for a plan on one calendar; None where that isn't so, or nothing as good comes of it."""
        seconds = until - perf_counter()
        if seconds <= 0 or earliest.overloads or earliest.finish >= codes.LATEST:
            return None
        found = staying(
            self.ready,
            self.agreed,
            earliest.result.go_on,
            self.frozen,
            seconds=seconds,
            seed=seed,
            is_over=self.is_over,
        )
        if found is None:
            return None
        free, self.new = self.new, (self.old[0], self.old[1], self.old[2], dict(found.go_on))
        laid = self._laid(self._candidates())
        if (*laid.key, len(laid.moved)) <= (*earliest.key, len(earliest.moved)):
            return laid, found.is_proven
        self.new = free
        return None

    def _candidates(self) -> Sequence[int]:
        return [place for place in self._differing() if place not in self.frozen]

    def _differing(self) -> list[int]:
        """Return where the free schedule does something else than what is agreed, in order of agreed starts."""
        old, new = self.old, self.new
        found = [place for place, start in new[3].items() if old[3].get(place) != start]
        other = (old[1] != new[1]) | (old[2][self.owner] != new[2][self.owner])
        return sorted({*found, *self.owner[other].tolist()}, key=lambda place: old[3].get(place, 0))

    def _put_back(self, whole: _Laid, candidates: Sequence[int]) -> _Laid:
        """Return tasks to what is agreed, large blocks of them first, as long as the finish stays."""
        best, size = whole, max(len(candidates) // 2, 1)
        while not self.is_over():
            for first in range(0, len(candidates), size):
                block = best.released.intersection(candidates[first : first + size])
                if not block or self.is_over():
                    continue
                trial = self._laid(best.released - block)
                if trial.key <= whole.key and len(trial.moved) <= len(best.moved):
                    best = trial
            if size == 1:
                break
            size //= 2
        return best

    def _limited(self, best: _Laid, most: int) -> _Laid:
        """Put back whatever costs least until no more than so many are moved beyond the forced ones.

        Blocks of half of what is too much are put back at once, larger ones when the time is over.
        """
        while (beyond := len(best.moved - self.pushed.moved) - most) > 0 and best.released:
            released = sorted(best.released, key=lambda place: self.old[3].get(place, 0))
            size = max(beyond // 2, len(released) // _BLOCKS_IN_HASTE if self.is_over() else 1, 1)
            blocks = [released[first : first + size] for first in range(0, len(released), size)]
            trials = [self._laid(best.released.difference(block)) for block in blocks]
            best = min(trials, key=lambda each: (*each.key, len(each.moved)))
        return best if len(best.moved - self.pushed.moved) <= most else self.pushed

    def _laid(self, released: Collection[int]) -> _Laid:
        """Lay the plan with these tasks as in the free schedule and all others as agreed."""
        old, new = self.old, self.new
        loose = np.zeros(self.ready.size, bool)
        loose[list(released)] = True
        held = {
            place: new[3].get(place, start) if loose[place] else old[3].get(place, start)
            for place, start in {**new[3], **old[3]}.items()
        }
        keys = np.array([held.get(place, codes.LATEST) for place in range(self.ready.size)], np.int64)
        behind = np.array([place not in self.frozen for place in range(self.ready.size)])
        rank = ranked(self.ready, behind, keys)
        self.generator.wish(np.where(loose[self.owner], new[1], old[1]), np.where(loose, new[2], old[2]))
        self.generator.hold(held)
        try:
            result = self.generator.generated(rank)
            finish = int(result.finish[self.generator.real].max(initial=self.compiled.ground.plan_start))
        except BeyondCalendarsError:  # an order in which somebody is gone before their work can begin
            result, finish = self.generator.result(), codes.LATEST
        overloads = int(np.count_nonzero(result.overloaded))
        required = codes.MISSING if self.required is None else self.required
        return _Laid(frozenset(released), finish, self._moved(result), overloads, result, required)

    def _moved(self, result: Generated) -> frozenset[int]:
        """Return the tasks that don't start when, or aren't done by whom, it was agreed."""
        late = {place for place, start in self.old[3].items() if int(result.go_on[place]) != start}
        wished = self.old[1]
        others = self.owner[(wished >= 0) & (wished != result.picks)]
        return frozenset(late | set(others.tolist()))

    def _answer(self, best: _Laid, is_fewest: bool) -> Replanned:
        if best.finish >= codes.LATEST:
            raise BeyondCalendarsError(int(best.result.finish.argmax()))
        schedule = people_schedule(self.plan, self.ready, best.result)
        before = self.agreed.schedule(self.compiled)
        moved = tuple(moves(before, schedule))
        forced = {self.ids[place] for place in best.moved & self.pushed.moved if place in self.ids}
        forced |= {each.id for each in moved if each.start_before == each.start_after and not each.in_people}
        free = self.free.schedule
        least = codes.MISSING if self.required is None else self.required
        ends = [max(free.finish if free else best.finish, least), max(best.finish, least)]
        work = self.compiled.hours.calendar(0).work_before(ends)
        return Replanned(
            schedule,
            self.free,
            self.pushed.finish if self.pushed.finish < codes.LATEST else None,
            moved,
            frozenset(forced),
            len(moves(before, free)) if free else 0,
            max(int(work[1] - work[0]), 0),
            is_fewest,
            self.required,
        )
