"""A schedule: when everything is, how much room it has, and what drives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Source, Task
from fairlead.plan.findings import Finding, Severity
from fairlead.schedule import codes
from fairlead.schedule.compiling import Compiled, compile_plan
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, CriticalPath, critical_path
from fairlead.schedule.levelling.overrun import with_overruns
from fairlead.schedule.reach import FIRST_YEARS, out_of_hours, years_needed
from fairlead.schedule.spanning import with_spans

if TYPE_CHECKING:
    from fairlead.schedule.levelling.placed import PeopleSchedule


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """One task's dates on the wall clock of the plan's zone, its floats in working minutes of its calendar.

    `start` and `finish` are where the task is; `early_*` and `late_*` of the remaining work once it has begun (by
    the rules of Microsoft Project, of the whole task). Floats of finished work are 0, of inactive work None.
    """

    id: str
    name: str
    summary: bool
    start: datetime | None
    finish: datetime | None
    early_start: datetime | None = None
    early_finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    total_float: int | None = None
    free_float: int | None = None
    start_float: int | None = None
    finish_float: int | None = None
    critical: bool = False
    on_longest_path: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ScheduledGoal:
    """When a goal is met, and by how many working minutes of the plan's calendar that is before its deadline."""

    id: str
    name: str
    deadline: datetime | None
    finish: datetime | None
    slack: int | None

    @property
    def kept(self) -> bool | None:
        """Tell whether the deadline is kept; None without a deadline or an end."""
        return None if self.deadline is None or self.finish is None else self.finish <= self.deadline


@dataclass(frozen=True)
class Schedule:
    """The answer to "when": every task of a plan in outline order, its templates unfolded.

    `basis` says what the dates respect: `logic` is links, calendars, constraints and progress, not yet how much one
    person can do at a time. Moments are of the wall clock in the plan's zone. `overruns` are findings of tasks that
    come too late for the hours of those they need, which `compiled` lets go on.
    """

    plan: Plan
    compiled: Compiled = field(repr=False)
    path: CriticalPath = field(repr=False)
    basis: str = "logic"
    overruns: tuple[Finding, ...] = ()

    def __getitem__(self, id: str) -> ScheduledTask:
        return self.tasks[id]

    def __iter__(self) -> Iterator[ScheduledTask]:
        return iter(self.tasks.values())

    def __len__(self) -> int:
        return len(self.tasks)

    def _repr_html_(self) -> str:
        """Show itself as a Gantt chart in a notebook."""
        from fairlead.draw.gantt_html import gantt_html_fragment
        from fairlead.schedule.charts import gantt_chart

        return gantt_html_fragment(gantt_chart(self.plan, self))

    @property
    def start(self) -> datetime:
        """When the first task starts."""
        return self.compiled.axis.local(self.path.plan_start)

    @property
    def finish(self) -> datetime:
        """When the last task finishes."""
        return self.compiled.axis.local(self.path.plan_finish)

    @cached_property
    def tasks(self) -> Mapping[str, ScheduledTask]:
        """The scheduled tasks by id, in outline order."""
        rows = self._rows
        return {task.id: self._task(task, rows.get(task.id)) for task in self.compiled.plan.tasks.values()}

    @cached_property
    def goals(self) -> Mapping[str, ScheduledGoal]:
        """The goals by id, most important first."""
        return {id: self._goal(id) for id in self.plan.goals}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What scheduling found: links that lead out of the plan, what can't be kept, what comes too late for hours."""
        return (*self.compiled.findings, *self._broken(), *self.overruns)

    def critical_path(self) -> list[ScheduledTask]:
        """Return the unfinished critical tasks, in order of their starts; summaries are left out."""
        critical = [task for task in self if task.critical and not task.summary and task.start is not None]
        return sorted(critical, key=lambda task: (task.start or datetime.max, task.finish or datetime.max))

    def moment(self, minute: int) -> datetime:
        """Return the wall clock at a minute of the axis."""
        return self.compiled.axis.local(minute)

    def to_json(self, people: PeopleSchedule | None = None, *, limited: bool = True) -> dict[str, Any]:
        """Return the schedule as `--json` prints it: moments as ISO text, floats in integer working minutes.

        `levelled_*` are the dates in `people`, null without; those by logic where the plan isn't `limited` at all.
        """
        axis = self.compiled.axis
        ends = self._ends(people, limited)
        return {
            "plan": self.plan.title,
            "basis": self.basis,
            "start": axis.iso(self.path.plan_start),
            "finish": axis.iso(self.path.plan_finish),
            "levelled_start": axis.iso(ends[0]) if ends else None,
            "levelled_finish": axis.iso(ends[1]) if ends else None,
            "tasks": [self._said(task, people, limited) for task in self.compiled.plan.tasks.values()],
        }

    def _ends(self, people: PeopleSchedule | None, limited: bool) -> tuple[int, int] | None:
        if people is not None:
            return people.start, people.finish
        return None if limited else (self.path.plan_start, self.path.plan_finish)

    # How the parts are made

    @cached_property
    def _rows(self) -> Mapping[str, _Dates]:
        """The dates of every task in axis minutes: from the network, or rolled up from what stands below."""
        return dict(_dated(self.compiled, self.path))

    def _task(self, task: Task, dates: _Dates | None) -> ScheduledTask:
        summary = self.compiled.plan.outline.is_summary(task.id)
        if dates is None:
            return ScheduledTask(task.id, task.title, summary, None, None, source=task.source)
        local = self.compiled.axis.local
        return ScheduledTask(
            task.id,
            task.title,
            summary,
            local(dates.start),
            local(dates.finish),
            local(dates.early_start),
            local(dates.early_finish),
            local(dates.late_start),
            local(dates.late_finish),
            dates.total_float,
            dates.free_float,
            dates.start_float,
            dates.finish_float,
            dates.critical,
            dates.on_longest_path,
            task.source,
        )

    def _said(self, task: Task, people: PeopleSchedule | None, limited: bool) -> dict[str, Any]:
        dates = self._rows.get(task.id)
        levelled = people.span_of(task.id) if people is not None and dates is not None else None
        if not limited and dates is not None:
            levelled = dates.start, dates.finish
        iso = self.compiled.axis.iso
        source = task.source
        names = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
        return {
            "id": task.id,
            "name": task.title,
            "summary": self.compiled.plan.outline.is_summary(task.id),
            "source": {"tool": source.tool, "uid": source.uid, "code": source.code} if source else None,
            **{name: iso(getattr(dates, name)) if dates else None for name in names},
            "total_float_minutes": dates.total_float if dates else None,
            "free_float_minutes": dates.free_float if dates else None,
            "critical": bool(dates and dates.critical),
            "levelled_start": iso(levelled[0]) if levelled else None,
            "levelled_finish": iso(levelled[1]) if levelled else None,
        }

    def _goal(self, id: str) -> ScheduledGoal:
        goal = self.plan.goals[id]
        ends = [self._end_of(each) for each in goal.done_when]
        finish = max((end for end in ends if end is not None), default=None) if None not in ends else None
        axis = self.compiled.axis
        deadline = axis.minute(goal.deadline, end=True) if goal.deadline else None
        slack = (
            self.working_minutes(finish, deadline) if finish is not None and deadline is not None else None
        )
        return ScheduledGoal(
            id,
            goal.title,
            None if deadline is None else axis.local(deadline),
            None if finish is None else axis.local(finish),
            slack,
        )

    def _end_of(self, id: str) -> int | None:
        if id in self._rows:
            return self._rows[id].finish
        row = self.compiled.row_of.get(id)
        return None if row is None else int(self.path.finish[self.compiled.network.place_of[row]])

    def working_minutes(self, start: int, finish: int) -> int:
        """Return the working minutes of the plan's calendar between two axis minutes; negative backwards."""
        before = self.compiled.hours.calendar(0).work_before([start, finish])
        return int(before[1] - before[0])

    def _broken(self) -> Iterator[Finding]:
        network = self.compiled.network
        for number in self.path.broken_links:
            successor, link = self.compiled.links[int(network.link_row[number])]
            message = (
                f"the link `{link}` can't be kept: its maximum lag is too short for what else holds the tasks"
            )
            remedy = "Allow more, or move what holds the task back"
            yield Finding(Severity.WARNING, "maximum-lag", message, remedy, "task", successor, "after")


@dataclass(slots=True)
class _Dates:
    """A task's dates in axis minutes."""

    start: int
    finish: int
    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    total_float: int
    free_float: int
    start_float: int
    finish_float: int
    critical: bool
    on_longest_path: bool


def schedule(plan: Plan, default_start: date | None = None) -> Schedule:
    """Return when everything in a plan can be, by its links, calendars, constraints and what has happened.

    Pure: the same plan gives the same schedule. `default_start` is taken where the plan holds no date at all. What
    comes too late for the hours of those it needs is shown as if these went on, with a finding. Raises `PlanError`
    where there is no answer: no start, links in a circle, people without an hour in common, dates past the year 9999.
    Source: the critical path method as Microsoft Project and Primavera P6 calculate it, by the plan's options.
    """
    found, overruns = with_overruns(plan, lambda said: _within_hours(said, default_start))
    return replace(found, plan=plan, overruns=overruns) if overruns else found


def _within_hours(plan: Plan, default_start: date | None) -> Schedule:
    years = FIRST_YEARS
    while True:
        compiled = compile_plan(plan, default_start, years)
        try:
            return Schedule(plan, compiled, with_spans(compiled, critical_path(compiled.network)))
        except BeyondCalendarsError as beyond:
            wider = years_needed(compiled)
            if wider <= years:
                raise out_of_hours(compiled, beyond.place) from beyond
            years = wider


def _dated(compiled: Compiled, path: CriticalPath) -> Iterator[tuple[str, _Dates]]:
    """Yield the dates of each task, what stands below a summary before it."""
    columns = _columns(compiled, path)
    found: dict[str, _Dates] = {}
    outline = compiled.plan.outline
    for id in reversed(outline.order):
        row = compiled.row_of.get(id)
        if row is None:
            continue
        place = int(compiled.network.place_of[row])
        if place >= 0:
            found[id] = _Dates(*(column[place] for column in columns))
            continue
        below = [found[child] for child in outline.children.get(id, ()) if child in found]
        below += [_Dates(*(column[each] for column in columns)) for each in _occurrences(compiled, id, row)]
        if below:
            found[id] = _rolled_up(compiled, below)
    yield from found.items()


def _columns(compiled: Compiled, path: CriticalPath) -> list[list[Any]]:
    found = path.found
    begun = compiled.network.state == codes.STARTED
    if not compiled.options.early_dates_of_remaining:
        begun = np.zeros_like(begun)
    arrays = (
        path.start,
        path.finish,
        np.where(begun, found[:, at.GO_ON], path.early_start),
        path.early_finish,
        np.where(begun, found[:, at.LATE_GO_ON], path.late_start),
        path.late_finish,
        path.total_float,
        path.free_float,
        found[:, at.START_FLOAT],
        found[:, at.FINISH_FLOAT],
        path.critical.astype(bool),
        path.on_longest_path.astype(bool),
    )
    return [array.tolist() for array in arrays]


def _occurrences(compiled: Compiled, id: str, row: int) -> Iterator[int]:
    """Yield the places of a rhythm's occurrences, which have no id of their own."""
    if compiled.plan.tasks[id].every is not None and not compiled.plan.outline.is_summary(id):
        network = compiled.network
        yield from (int(network.place_of[each]) for each in np.flatnonzero(network.parent == row))


def _rolled_up(compiled: Compiled, below: list[_Dates]) -> _Dates:
    """Return the dates of a summary: from the first to the last below it; its float is the least of theirs."""
    ends = [each.late_finish for each in below]
    total = min(each.total_float for each in below)
    return _Dates(
        min(each.start for each in below),
        max(each.finish for each in below),
        min(each.early_start for each in below),
        max(each.early_finish for each in below),
        min(each.late_start for each in below),
        max(ends),
        total,
        min(each.free_float for each in below),
        min(each.start_float for each in below),
        min(each.finish_float for each in below),
        any(each.critical for each in below),
        any(each.on_longest_path for each in below),
    )
