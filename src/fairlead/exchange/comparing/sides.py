"""The dates of a file and those of Fairlead side by side, in minutes of one axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from fairlead.exchange.imported import StoredDates
from fairlead.plan.entities import Task
from fairlead.schedule import codes
from fairlead.schedule.calendars import Calendar, kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.schedule import Schedule

EARLY = ("early_start", "early_finish")
LATE = ("late_start", "late_finish")
PLACED = ("start", "finish")
DATES = (*EARLY, *LATE, *PLACED)
FLOATS = ("total_float", "free_float")
FIELDS = (*DATES, *FLOATS, "critical")

_FAR = 40 * 1440
"""Minutes of the clock; no holiday is longer, and outside its window a calendar has no work that could be counted."""

_COLUMNS = {
    "early_start": at.START, "early_finish": at.FINISH, "late_start": at.LATE_START, "late_finish": at.LATE_FINISH,
    "total_float": at.TOTAL_FLOAT, "free_float": at.FREE_FLOAT,
    "start_float": at.START_FLOAT, "finish_float": at.FINISH_FLOAT,
}  # fmt: skip


class Sides:
    """Both sides of a comparison, by task id and field; moments in minutes of the axis, floats in working minutes."""

    def __init__(self, schedule: Schedule, stored: Mapping[str, StoredDates]) -> None:
        self.schedule = schedule
        self.network = schedule.compiled.network
        self.plan = schedule.compiled.plan
        self._stored = stored
        self._calendars: dict[str, Calendar] = {}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each task with dates of its own stands in the network; summaries and inactive tasks don't."""
        place_of = self.network.place_of
        rows = {id: row for id, row in self.schedule.compiled.row_of.items() if id in self.plan.tasks}
        return {id: int(place_of[row]) for id, row in rows.items() if place_of[row] >= 0}

    @cached_property
    def ids(self) -> Mapping[int, str]:
        """The task at each place of the network, but for what stands for summaries."""
        return {place: id for id, place in self.places.items()}

    def compared(self) -> Iterator[str]:
        """Yield the tasks that the other tool scheduled itself, in outline order."""
        for id in self.plan.outline.order:
            if id in self._stored and id in self.places and self.by_the_tool(id):
                yield id

    def by_the_tool(self, id: str) -> bool:
        """Tell whether a task's dates are the scheduler's: neither set by hand nor another plan's."""
        task = self.plan.tasks[id]
        return not (task.manual or task.external)

    def task(self, id: str) -> Task:
        """Return a task of the plan."""
        return self.plan.tasks[id]

    # The two sides

    def stored(self, id: str, field: str) -> int | None:
        """Return what the file says: a moment, or a float; a date alone is the end of its day in a finish."""
        known = self._stored.get(id)
        if known is None:
            return None
        if field.endswith("float"):
            minutes: int | None = getattr(known, f"{field}_minutes")
            return minutes
        moment = getattr(known, field)
        axis = self.schedule.compiled.axis
        return None if moment is None else axis.minute(moment, end=field.endswith("finish"))

    def stored_flag(self, id: str) -> bool | None:
        """Return whether the file says that a task is critical."""
        known = self._stored.get(id)
        return known.critical if known else None

    def calculated(self, id: str, field: str) -> int:
        """Return what Fairlead says: a moment, or a float."""
        place, path = self.places[id], self.schedule.path
        if field in PLACED:
            return int((path.start if field == "start" else path.finish)[place])
        return int(path.found[place, _COLUMNS[field]])

    def critical(self, id: str) -> bool:
        """Return whether Fairlead says that a task is critical."""
        return bool(self.schedule.path.critical[self.places[id]])

    # What counts as equal

    def calendar(self, id: str) -> Calendar:
        """Return the calendar by which a task's floats are counted; of elapsed work, the task's own."""
        if id not in self._calendars:
            hours = self.schedule.compiled.hours
            place = self.places[id]
            if int(self.network.tasks[place, at.CALENDAR]) == CLOCK:
                self._calendars[id] = hours.calendar(hours.of_task(self.task(id)))
            else:
                self._calendars[id] = hours.calendar_of(self.network, place)
        return self._calendars[id]

    def work(self, id: str, first: int, last: int) -> int:
        """Return the working minutes of a task's calendar between two moments; negative backwards."""
        return int(kernels.work_between(*self.calendar(id).slice, first, last))

    def reaches(self, id: str, *moments: int) -> bool:
        """Tell whether a task's calendar knows all these moments, so that work between them can be counted."""
        first, last = self.calendar(id).window
        return all(first <= moment < last for moment in moments)

    def same_instant(self, id: str, one: int, other: int) -> bool:
        """Tell whether no working time of a task's calendar, or a minute of it, lies between two moments."""
        if one == other:
            return True
        return abs(one - other) <= _FAR and abs(self.work(id, one, other)) <= 1

    def differs(self, id: str, field: str) -> bool:
        """Tell whether the file says something of a field, and Fairlead something else."""
        if field == "critical":
            flag = self.stored_flag(id)
            return flag is not None and not self.finished(id) and flag != self.critical(id)
        stored = self.stored(id, field)
        if stored is None:
            return False
        calculated = self.calculated(id, field)
        if field in FLOATS:
            return abs(stored - calculated) > 1
        return not self.same_instant(id, stored, calculated)

    # What is known of a task

    @cached_property
    def keeps_days_only(self) -> bool:
        """Tell whether the file says days without times, so that a milestone has a whole day between its two ends."""
        return any(
            self._spans_a_day(id) for id in self.compared() if not self.takes_time(id) and not self.left(id)
        )

    def _spans_a_day(self, id: str) -> bool:
        start, finish = (self.stored(id, field) for field in EARLY)
        if start is None or finish is None or start // 1440 != (finish - 1) // 1440:
            return False
        return self.work(id, start, finish) > 1 and not self.calendar(id).works_at([start - 1, finish]).any()

    @cached_property
    def waited_for(self) -> frozenset[str]:
        """What any task of the plan waits for, summaries too."""
        return frozenset(link.id for task in self.plan.tasks.values() for link in task.after)

    def state(self, id: str) -> int:
        """Return how far a task is: planned, started, finished or fixed, as a code."""
        return int(self.network.tasks[self.places[id], at.STATE])

    def begun(self, id: str) -> bool:
        """Tell whether a task has started, or is done."""
        return self.state(id) in (codes.STARTED, codes.FINISHED)

    def finished(self, id: str) -> bool:
        """Tell whether a task is done."""
        return self.state(id) == codes.FINISHED

    def fact(self, id: str, column: int) -> int:
        """Return one of the facts that few tasks have, by its column in the network's tables."""
        return int(self.network.facts[self.network.tasks[self.places[id], at.FACTS], column])

    def left(self, id: str) -> int:
        """Return the minutes of work that are left of a task, delays not counted."""
        place = self.places[id]
        tasks, parts = self.network.tasks, self.network.parts
        own = parts[int(tasks[place, at.PART]) : int(tasks[place + 1, at.PART])]
        return max((int(part[at.PART_REMAINING]) for part in own), default=0)

    def on_one_calendar(self, id: str) -> bool:
        """Tell whether all of a task's work goes by the calendar its floats are counted in."""
        place = self.places[id]
        tasks, parts = self.network.tasks, self.network.parts
        first, last = int(tasks[place, at.PART]), int(tasks[place + 1, at.PART])
        own = int(tasks[place, at.CALENDAR])
        return own != CLOCK and all(int(parts[row, at.PART_CALENDAR]) == own for row in range(first, last))

    def takes_time(self, id: str) -> bool:
        """Tell whether a task is work, not a milestone."""
        return self.calculated(id, "early_finish") > self.calculated(id, "early_start")
