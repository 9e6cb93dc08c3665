"""What is checked: everything a plan asks to be done, beside where a schedule has put it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.values import Moment
from fairlead.schedule.axis import EPOCH, Axis, Units
from fairlead.schedule.calendars.from_plan import PlanCalendars
from fairlead.schedule.options import Options
from fairlead.schedule.plan_options import options_of
from fairlead.schedule.verifying.laid import Laid
from fairlead.schedule.verifying.plan_hours import PlanHours
from fairlead.schedule.verifying.staff import Able

State = Literal["planned", "begun", "done", "by hand", "spanning"]

_MOST_OCCURRENCES = 1000
_A_YEAR = timedelta(days=365)
_MARGIN = timedelta(days=800)  # how far lags and leads may reach beyond what is scheduled


@dataclass(frozen=True, slots=True)
class Job:
    """Something that has to be done: a task, or one occurrence of one that comes again.

    `task` is the plan's task as it is done in the mode that was chosen. `not_before` is an occurrence's own moment.
    """

    id: str
    task: Task
    state: State
    laid: Laid
    not_before: int | None = None

    @property
    def is_milestone(self) -> bool:
        """Whether it takes no time as the schedule has it."""
        return self.laid.start == self.laid.finish


@dataclass(frozen=True)
class Case:
    """A plan, its templates unfolded, with its words as minutes of one axis, and the tasks as they were laid.

    `status` is None where progress doesn't go by the status date. `jobs` are the tasks that are in the schedule as they
    should be, by id; `wanted` all that should be, with their entity.
    """

    plan: Plan
    axis: Axis
    units: Units
    options: Options
    hours: PlanHours
    start: int
    status: int | None
    laid: Mapping[str, Laid]
    wanted: Mapping[str, tuple[Task, int | None]]
    jobs: Mapping[str, Job] = field(default_factory=dict)
    able: Able = field(default_factory=dict, repr=False)

    def said(self, minute: int) -> str:
        """Return a minute as people write it in plans."""
        return f"{self.axis.local(minute):%Y-%m-%d %H:%M}"

    def jobs_of(self, id: str) -> Iterator[Job]:
        """Yield the jobs of a task, of all tasks below a summary, or of all its occurrences."""
        for leaf in self.plan.outline.leaves(id):
            if leaf in self.jobs:
                yield self.jobs[leaf]
            elif leaf in self.plan.tasks and self.plan.tasks[leaf].every is not None:
                yield from (self.jobs[each] for each in self.occurrences.get(leaf, ()) if each in self.jobs)

    @property
    def occurrences(self) -> Mapping[str, list[str]]:
        """The ids of the occurrences of each task that comes again."""
        return self._occurrences

    def __post_init__(self) -> None:
        found: dict[str, list[str]] = {}
        for id in self.wanted:
            if "#" in id:
                found.setdefault(id.partition("#")[0], []).append(id)
        object.__setattr__(self, "_occurrences", found)

    _occurrences: Mapping[str, list[str]] = field(init=False, repr=False, default_factory=dict)


def axis_of(plan: Plan) -> Axis:
    """Return the axis of a plan: minutes of UTC where it has a zone."""
    today = date(2000, 1, 1)
    return Axis(PlanCalendars(plan.settings.calendar, plan.calendars, today, today).axis_zone)


def case_of(plan: Plan, laid: Iterable[Laid]) -> Case:
    """Return the case of a plan, its templates unfolded, and what was laid out; `jobs` are still to be found."""
    placed = {each.id: each for each in laid}
    axis = axis_of(plan)
    days = [(EPOCH + timedelta(minutes=minute)).date() for each in placed.values() for minute in _ends(each)]
    dates = [moment.date for moment in _moments(plan)]
    begin = plan.settings.start or Moment(
        min([*dates, *days[:1]] if dates else days, default=date(2000, 1, 1))
    )
    every = [begin.date, *dates, *days]
    hours = PlanHours(plan, _shifted(min(every), -_MARGIN), _shifted(max(every), _MARGIN), begin.date)
    units = hours.units
    options = options_of(plan.settings, units)
    said = plan.settings.status_date
    status = axis.minute(said, end=True) if said and options.progress != "msproject" else None
    wanted = dict(_wanted(plan, axis, axis.minute(begin)))
    return Case(plan, axis, units, options, hours, axis.minute(begin), status, placed, wanted)


def hidden(plan: Plan) -> set[str]:
    """Return the tasks that take no part: inactive ones and all below them."""
    found: set[str] = set()
    for task in plan.tasks.values():
        if task.inactive or task.parent in found:
            found.add(task.id)
    return found


def state_of(task: Task) -> State:
    """Return how far a task is, and whether anything may move it."""
    if task.done is not None:
        return "done"
    if task.manual or (task.external and (task.start or task.finish or task.started)):
        return "by hand"
    if task.activity_type in ("level of effort", "WBS summary"):
        return "spanning"
    return "begun" if task.started is not None else "planned"


def _wanted(plan: Plan, axis: Axis, start: int) -> Iterator[tuple[str, tuple[Task, int | None]]]:
    out = hidden(plan)
    for task in plan.tasks.values():
        if task.id in out or plan.outline.is_summary(task.id):
            continue
        if task.every is None:
            yield task.id, (task, None)
            continue
        for number, day in enumerate(_occurrences(plan, axis, task, start), 1):
            yield f"{task.id}#{number}", (task, axis.minute(Moment(day, task.every.time)))


def _occurrences(plan: Plan, axis: Axis, task: Task, start: int) -> Iterator[date]:
    """Yield the days of a rhythm: until it ends, else to the last deadline among the goals, else for a year."""
    rhythm = task.every
    assert rhythm is not None
    begin = rhythm.first or axis.local(start).date()
    deadlines = [goal.deadline.date for goal in plan.goals.values() if goal.deadline]
    latest = max(deadlines, default=begin)
    end = rhythm.last or (latest if latest > begin else begin + _A_YEAR)
    return islice(rhythm.occurrences(begin, end, begin), _MOST_OCCURRENCES)


def _moments(plan: Plan) -> Iterator[Moment]:
    settings = plan.settings
    yield from (each for each in (settings.status_date, settings.finish, settings.must_finish) if each)
    for task in plan.tasks.values():
        facts = (task.started, task.done, task.resumed, task.deadline, task.expected_finish)
        yield from (each for each in facts if each)
        for windows in (task.start, task.finish):
            yield from (window.moment for window in windows.windows) if windows else ()
        if task.every and task.every.first:
            yield Moment(task.every.first)
    yield from (decision.due for decision in plan.decisions.values() if decision.due)


def _ends(each: Laid) -> tuple[int, int]:
    latest = (date.max - _MARGIN - EPOCH.date()) // timedelta(minutes=1)
    return min(max(each.start, 0), latest), min(max(each.finish, 0), latest)


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min + _MARGIN if by < timedelta(0) else date.max - timedelta(days=8)
