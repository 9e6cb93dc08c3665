"""Activities that are as long as others: level of effort between its links, a WBS summary over its siblings.

They drive nothing, so the network knows them as tasks without work and without links; their dates are laid here when
those of all others are known. Source: Primavera P6's definition of level of effort and WBS summary activities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from fairlead.plan.entities import Task
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import tables as at

if TYPE_CHECKING:
    from fairlead.schedule.compiling import Compiled
    from fairlead.schedule.critical_path.passes import CriticalPath

SPANNING = ("level of effort", "WBS summary")
_Dates = Callable[[str], tuple[int, int]]
_ROUNDS = 20  # spanning activities linked in a longer row than that are nobody's plan
_FROM_START, _INTO_START = (codes.SS, codes.SF), (codes.FS, codes.SS)


class SpanLink(NamedTuple):
    """A link from or to a spanning activity: ids, kind, minutes of lag, and the row of the calendar they count on."""

    before: str
    after: str
    kind: int
    lag: int
    calendar: int


@dataclass
class Spans:
    """The spanning activities of a plan: the rows of the calendars they go by, and the links they have."""

    calendars: dict[str, int] = field(default_factory=dict)
    links: list[SpanLink] = field(default_factory=list)

    def touch(self, *ids: str) -> bool:
        """Return whether any of these is a spanning activity."""
        return bool(self.calendars) and any(id in self.calendars for id in ids)


def is_spanning(task: Task) -> bool:
    """Return whether a task is as long as others; one that is done has its own dates."""
    return task.activity_type in SPANNING and task.done is None


def with_spans(compiled: Compiled, path: CriticalPath) -> CriticalPath:
    """Return the dates with those of spanning activities laid out between what they are linked to.

    One that others span is laid before them, as far as they are linked in a row.
    """
    spans = compiled.spans
    if not spans.calendars:
        return path
    laying = _Laying(compiled, _own_copy(path))
    tasks = compiled.plan.tasks
    waiting = sorted(
        spans.calendars, key=lambda id: tasks[id].activity_type == "WBS summary"
    )  # over the others
    for round in range(_ROUNDS):
        ready = [id for id in waiting if not laying.waits(id)] if round < _ROUNDS - 1 else []
        for id in ready or waiting:
            laying.lay(id)
        waiting = [id for id in waiting if id not in laying.laid]
    return laying.path


def _own_copy(path: CriticalPath) -> CriticalPath:
    return replace(path, found=path.found.copy(), start=path.start.copy(), finish=path.finish.copy(),
                   critical=path.critical.copy(), on_longest_path=path.on_longest_path.copy())  # fmt: skip


class _Laying:
    def __init__(self, compiled: Compiled, path: CriticalPath) -> None:
        self.compiled, self.path = compiled, path
        self.into: dict[str, list[SpanLink]] = {}
        self.out_of: dict[str, list[SpanLink]] = {}
        self.laid: set[str] = set()
        self.spanned: dict[tuple[str | None, bool], tuple[int | None, int | None]] = {}
        for link in compiled.spans.links:
            self.into.setdefault(link.after, []).append(link)
            self.out_of.setdefault(link.before, []).append(link)

    def waits(self, id: str) -> bool:
        """Return whether a spanning activity is linked to others that aren't laid yet, and to nothing else."""
        known = [self._is_known(each) for each in self._neighbours(id)]
        return bool(known) and not any(known)

    def _neighbours(self, id: str) -> Iterator[str]:
        yield from (link.before for link in self.into.get(id, ()))
        yield from (link.after for link in self.out_of.get(id, ()))

    def _is_known(self, id: str) -> bool:
        return id in self.laid or not self.compiled.spans.touch(id)

    def lay(self, id: str) -> None:
        task, place = self.compiled.plan.tasks[id], self._place(id)
        early = self._between(task, self._early, planned=False)
        late = self._between(task, self._late, planned=True)
        floor = max(self.compiled.network.rules[at.STATUS_DATE], self.compiled.network.rules[at.PLAN_START])
        found, row = self.path.found, self.compiled.spans.calendars[id]
        start = self._next(row, max(_or(early[0], floor), int(floor)))
        finish = max(_or(early[1], start), start)
        found[place, at.START] = found[place, at.GO_ON] = start
        found[place, at.FINISH] = finish
        late_finish = _or(late[1], self.path.plan_finish)
        late_start = min(_or(late[0], late_finish), late_finish)
        found[place, at.LATE_START] = found[place, at.LATE_GO_ON] = late_start
        found[place, at.LATE_FINISH] = late_finish
        self._floats(place, row)
        if task.started is None:
            self.path.start[place] = start
        self.path.finish[place] = finish
        self.laid.add(id)

    def _floats(self, place: int, row: int) -> None:
        found, options = self.path.found, self.compiled.options
        of_start = self._work(row, found[place, at.START], found[place, at.LATE_START])
        of_finish = self._work(row, found[place, at.FINISH], found[place, at.LATE_FINISH])
        total = {"start": of_start, "finish": of_finish}.get(options.float_rule, min(of_start, of_finish))
        found[place, at.START_FLOAT], found[place, at.FINISH_FLOAT] = of_start, of_finish
        found[place, at.TOTAL_FLOAT], found[place, at.FREE_FLOAT] = total, 0
        by_float = options.critical_rule == "total float" and total <= options.critical_minutes
        self.path.critical[place], self.path.on_longest_path[place] = by_float, 0

    def _between(self, task: Task, dates: _Dates, *, planned: bool) -> tuple[int | None, int | None]:
        """Return from when to when an activity spans: the first start and the last finish that anything asks for."""
        if task.activity_type == "WBS summary":
            return self._of_siblings(task.parent, dates, planned)
        starts: list[int] = []
        finishes: list[int] = []
        for link in self.into.get(task.id, ()):
            if self._counts(link.before, planned):
                asked = self._moved(link, dates(link.before)[link.kind not in _FROM_START], 1)
                (starts if link.kind in _INTO_START else finishes).append(asked)
        for link in self.out_of.get(task.id, ()):
            if self._counts(link.after, planned):
                asked = self._moved(link, dates(link.after)[link.kind not in _INTO_START], -1)
                (starts if link.kind in _FROM_START else finishes).append(asked)
        return _first(starts), _last(finishes)

    def _of_siblings(self, parent: str | None, dates: _Dates, planned: bool) -> tuple[int | None, int | None]:
        """Return what all WBS summary activities below one summary span; worked out once for them."""
        key = parent, planned
        if key not in self.spanned:
            below = [dates(id) for id in self._siblings(parent) if self._counts(id, planned)]
            self.spanned[key] = _first(start for start, _ in below), _last(finish for _, finish in below)
        return self.spanned[key]

    def _siblings(self, parent: str | None) -> Iterator[str]:
        outline, tasks = self.compiled.plan.outline, self.compiled.plan.tasks
        for id in outline.leaves(parent) if parent else tasks:
            summary = outline.is_summary(id) or tasks[id].activity_type == "WBS summary"
            if id in self.compiled.row_of and not summary:
                yield id

    def _early(self, id: str) -> tuple[int, int]:
        place = self._place(id)
        return int(self.path.start[place]), int(self.path.finish[place])

    def _late(self, id: str) -> tuple[int, int]:
        place = self._place(id)
        return int(self.path.found[place, at.LATE_GO_ON]), int(self.path.found[place, at.LATE_FINISH])

    def _counts(self, id: str, planned: bool) -> bool:
        """Return whether the dates of an activity are known; of its late dates, whether it has any."""
        done = self.compiled.network.state[self._place(id)] == codes.FINISHED
        return self._is_known(id) and not (planned and done)

    def _place(self, id: str) -> int:
        return int(self.compiled.network.place_of[self.compiled.row_of[id]])

    # Working time

    def _moved(self, link: SpanLink, moment: int, way: int) -> int:
        if not link.lag:
            return moment
        if link.calendar == CLOCK:
            return moment + way * link.lag
        move = kernels.add_work if way > 0 else kernels.subtract_work
        return int(move(*self.compiled.hours.calendar(link.calendar).slice, moment, link.lag))

    def _next(self, row: int, moment: int) -> int:
        found = int(kernels.next_work(*self.compiled.hours.calendar(row).slice, moment))
        return found if abs(found) < codes.LATEST else moment

    def _work(self, row: int, start: int, finish: int) -> int:
        return int(kernels.work_between(*self.compiled.hours.calendar(row).slice, start, finish))


def _first(moments: Iterable[int]) -> int | None:
    return min(moments, default=None)


def _last(moments: Iterable[int]) -> int | None:
    return max(moments, default=None)


def _or(moment: int | None, otherwise: int) -> int:
    return int(otherwise) if moment is None else moment
