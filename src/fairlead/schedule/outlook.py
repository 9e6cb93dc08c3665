"""What a schedule means for people: goals kept or missed and by how much, the critical path, what to do first.

Everything here follows from a plan and its schedules: the one by logic alone and, where there is one, the one that
respects people. Where both are there, dates and goals go by people; floats and the critical path are always of the
logic. Moments are wall-clock times of the plan's zone, without an offset; lengths are working minutes of the plan's
own calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.values import Link, Moment
from fairlead.schedule.calendars.zones import to_local
from fairlead.schedule.critical_path.passes import float_paths

if TYPE_CHECKING:
    from fairlead.schedule.levelling.placed import PeopleSchedule, Placed, WaitsFor
    from fairlead.schedule.schedule import Schedule, ScheduledGoal, ScheduledTask

_DAY = 1440
_EPOCH = datetime(1970, 1, 1)
_SOON = timedelta(days=7)

DatesKind = Literal["task", "summary", "milestone"]


@dataclass(frozen=True, slots=True)
class TaskDates:
    """One task's dates for people: floats in working minutes, None where the task has none (finished work).

    `start` and `finish` respect people where there is such a schedule, `logic_start` and `logic_finish` never do.
    `assigned` are the ids of those who do it, decided or picked; `waits_for` is whom it waits for beyond its links.
    """

    id: str
    name: str
    level: int
    kind: DatesKind
    start: datetime
    finish: datetime
    late_finish: datetime | None
    total_float: int | None
    free_float: int | None
    critical: bool
    done: bool = False
    begun: bool = False
    segments: tuple[tuple[datetime, datetime], ...] = ()
    logic_start: datetime | None = None
    logic_finish: datetime | None = None
    assigned: tuple[str, ...] = ()
    waits_for: WaitsFor | None = None


@dataclass(frozen=True, slots=True)
class GoalDate:
    """When a goal is met; `slack` is working time left until its deadline, negative when missed.

    `finish` respects people where there is such a schedule, `logic_finish` never does.
    """

    id: str
    name: str
    deadline: datetime | None
    finish: datetime | None
    slack: int | None
    met: bool = False
    logic_finish: datetime | None = None

    @property
    def kept(self) -> bool | None:
        """Whether the deadline is kept; None without a deadline or without anything to meet it."""
        if self.deadline is None or self.finish is None:
            return None
        return self.finish <= self.deadline


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do first: an entity, what is to be done with it, and why it stands where it stands in the list."""

    kind: Literal["task", "decision", "risk"]
    id: str
    name: str
    action: str
    when: datetime | None = None
    who: str = ""
    critical: bool = False
    late: bool = False


class Outlook:
    """A schedule, asked the questions people ask; `plan` is its plan with templates unfolded.

    With `people`, the same plan's schedule within the limits of people and things, dates go by that one; `agreed` says
    that it is what was agreed, not just levelled.
    """

    def __init__(
        self, schedule: Schedule, people: PeopleSchedule | None = None, *, agreed: bool = False
    ) -> None:
        self.schedule = schedule
        self.people = people
        self.agreed = agreed and people is not None
        self.plan: Plan = schedule.compiled.plan

    @cached_property
    def tasks(self) -> Mapping[str, TaskDates]:
        """The dated tasks by id, in outline order; inactive ones have no dates."""
        return dict(self._dated())

    def _dated(self) -> Iterator[tuple[str, TaskDates]]:
        depth = self.plan.outline.depth
        for id, task in self.plan.tasks.items():
            dates = self.schedule.tasks[id]
            if dates.start is not None and dates.finish is not None:
                start, finish = self._span(id) or (dates.start, dates.finish)
                placed = self.people.placed.get(id) if self.people is not None else None
                yield (
                    id,
                    TaskDates(
                        id=id,
                        name=task.title,
                        level=depth[id],
                        kind="summary"
                        if dates.summary
                        else "milestone"
                        if _is_milestone(task, dates)
                        else "task",
                        start=start,
                        finish=finish,
                        late_finish=dates.late_finish,
                        total_float=dates.total_float,
                        free_float=dates.free_float,
                        critical=dates.critical,
                        done=self._is_done(id),
                        begun=self._is_begun(id),
                        segments=self._stretches(placed) or _segments(task, start, finish, self.moment),
                        logic_start=dates.start,
                        logic_finish=dates.finish,
                        assigned=self._assigned(id, task),
                        waits_for=placed.waits_for if placed is not None else None,
                    ),
                )

    def _span(self, id: str) -> tuple[datetime, datetime] | None:
        """Return a task's dates with people, None where there are none."""
        span = self.people.span_of(id) if self.people is not None else None
        return (self.schedule.moment(span[0]), self.schedule.moment(span[1])) if span is not None else None

    def _stretches(self, placed: Placed | None) -> tuple[tuple[datetime, datetime], ...]:
        """Return the stretches of a task that was split for other work."""
        if placed is None or len(placed.segments) < 2:
            return ()
        moment = self.schedule.moment
        return tuple((moment(first), moment(last)) for first, last in placed.segments)

    def _assigned(self, id: str, task: Task) -> tuple[str, ...]:
        placed = self.people.placed.get(id) if self.people is not None else None
        if placed is None or not placed.assigned:
            return tuple(who.id for who in task.who)
        return tuple(dict.fromkeys(each.who for each in placed.assigned))

    def _is_done(self, id: str) -> bool:
        return all(self.plan.tasks[leaf].done is not None for leaf in self.plan.outline.leaves(id))

    def _is_begun(self, id: str) -> bool:
        leaves = (self.plan.tasks[leaf] for leaf in self.plan.outline.leaves(id))
        return any(leaf.started is not None or leaf.done is not None for leaf in leaves)

    @property
    def start(self) -> datetime:
        """When the plan's first task starts."""
        return self.schedule.start if self.people is None else self.schedule.moment(self.people.start)

    @property
    def finish(self) -> datetime:
        """When the plan's last task finishes."""
        return self.schedule.finish if self.people is None else self.schedule.moment(self.people.finish)

    @property
    def basis(self) -> Literal["agreed", "levelled", "logic"]:
        """What dates go by: what was agreed, people as they were levelled, or links, hours and progress alone."""
        if self.people is None:
            return "logic"
        return "agreed" if self.agreed else "levelled"

    @property
    def with_whom(self) -> str:
        """What the dates respect, in words: people, or limits where the plan has nobody in it."""
        if self.people is None:
            return "by logic alone"
        return "with your people" if self.plan.people else "within the limits"

    @property
    def now(self) -> datetime:
        """The end of the plan's status date, else its start: the engine knows no other today."""
        status = self.plan.settings.status_date
        return self.moment(status, end=True) if status else self.start

    @property
    def day_minutes(self) -> int:
        """The working minutes of `1d`."""
        return self.schedule.compiled.units.day

    def moment(self, moment: Moment, *, end: bool = False) -> datetime:
        """Return a moment of the plan on the wall clock; `end` asks for the end of a day alone."""
        axis = self.schedule.compiled.axis
        return axis.local(axis.minute(moment, end=end))

    def between(self, first: datetime, last: datetime, calendar: int = 0) -> int:
        """Return the working minutes from one moment to another, negative when the other comes before it."""
        compiled = self.schedule.compiled
        minutes = [compiled.axis.minute(_as_moment(each)) for each in (first, last)]
        before, after = compiled.hours.calendar(calendar).work_before(minutes)
        return int(after - before)

    def length(self, id: str) -> tuple[int, bool]:
        """Return the minutes from a task's start to its finish on its own calendar, and whether they are elapsed."""
        task, dates = self.plan.tasks[id], self.tasks[id]
        if task.duration is not None and task.duration.elapsed:
            return int((dates.finish - dates.start) / timedelta(minutes=1)), True
        # By logic: those who are picked for it may have fewer hours, which makes the work no longer.
        start, finish = dates.logic_start or dates.start, dates.logic_finish or dates.finish
        return self.between(start, finish, self.schedule.compiled.hours.of_task(task)), False

    def room(self, id: str) -> int | None:
        """Return a task's total float as people count it: on the plan's calendar where the task has one of its own."""
        task, dates = self.plan.tasks[id], self.tasks[id]
        if dates.late_finish is not None and (
            task.calendar or (task.duration is not None and task.duration.elapsed)
        ):
            return self.between(dates.logic_finish or dates.finish, dates.late_finish)
        return dates.total_float

    def closed(self) -> list[tuple[datetime, datetime]]:
        """Return the stretches of whole days without work in the plan's calendar, from its start to its finish."""
        compiled = self.schedule.compiled
        starts, ends = compiled.hours.calendar(0).spans
        if compiled.axis.zone:
            starts, ends = to_local(starts, compiled.axis.zone), to_local(ends, compiled.axis.zone)
        worked = np.unique(np.concatenate([starts // _DAY, (ends - 1) // _DAY]))
        first, last = ((each - _EPOCH).days for each in (self.start, self.finish))
        inside = worked[(worked >= first - 7) & (worked <= last + 7)]
        gaps = np.flatnonzero(np.diff(inside) > 1)
        return [(_midnight(int(inside[gap]) + 1), _midnight(int(inside[gap + 1]))) for gap in gaps]

    # ---------------------------------------------------------------- goals and what decides them

    def goals(self) -> list[GoalDate]:
        """Return the goals, most important first."""
        return [self._goal(goal) for goal in self.schedule.goals.values()]

    def _goal(self, goal: ScheduledGoal) -> GoalDate:
        finish, slack = goal.finish, goal.slack
        if self.people is not None and finish is not None:
            spans = [self._span(id) for id in self.plan.goals[goal.id].done_when]
            # A decision waits for nobody's hands: it stands where logic puts it.
            finish = max(span[1] if span is not None else finish for span in spans)
            slack = self.between(finish, goal.deadline) if goal.deadline is not None else None
        return GoalDate(goal.id, goal.name, goal.deadline, finish, slack, self._is_met(goal.id), goal.finish)

    def _is_met(self, id: str) -> bool:
        wanted = self.plan.goals[id].done_when
        return bool(wanted) and all(each in self.tasks and self.tasks[each].done for each in wanted)

    def missed(self) -> list[tuple[TaskDates, datetime, int]]:
        """Return the tasks that finish after a deadline of their own, with it and the working minutes they are late."""
        found = []
        for id, dates in self.tasks.items():
            task = self.plan.tasks.get(id)
            if task is not None and task.deadline is not None:
                deadline = self.moment(task.deadline, end=True)
                if dates.finish > deadline:
                    found.append((dates, deadline, self.between(deadline, dates.finish)))
        return found

    def critical_path(self) -> list[TaskDates]:
        """Return the critical tasks without summaries, in the order of time."""
        critical = [
            each for each in self.tasks.values() if each.critical and each.kind != "summary" and not each.done
        ]
        return sorted(critical, key=lambda each: (each.start, each.finish))

    def path_to(self, ids: Iterable[str]) -> list[TaskDates]:
        """Return what decides when the last of these is done: the unfinished steps before it, each nearest to driving.

        Decisions that work waits for are among the steps.
        """
        places = [place for id in self._leaves(ids) if (place := self._place(id)) is not None]
        if not places:
            return []
        finish = self.schedule.path.finish
        return next(iter(self._paths(1, max(places, key=lambda place: int(finish[place])))), [])

    def float_paths(self, count: int) -> list[list[TaskDates]]:
        """Return up to `count` paths in order of time, the most critical first; each task stands in one of them.

        Source: multiple float paths by free float, as Primavera P6 computes them.
        """
        return self._paths(count)

    def _paths(self, count: int, end: int | None = None) -> list[list[TaskDates]]:
        path_of = float_paths(self.schedule.compiled.network, self.schedule.path, count, end)
        paths: list[list[TaskDates]] = [[] for _ in range(count)]
        for id in self.schedule.compiled.row_of:
            place = self._place(id)
            if place is not None and path_of[place] and (step := self._step(id, place)) is not None:
                paths[int(path_of[place]) - 1].append(step)
        return [sorted(path, key=lambda each: (each.start, each.finish)) for path in paths if path]

    def _place(self, id: str) -> int | None:
        """Return where a task or decision stands in the network; None for summaries and inactive tasks."""
        row = self.schedule.compiled.row_of.get(id)
        place = -1 if row is None else int(self.schedule.compiled.network.place_of[row])
        return place if place >= 0 else None

    def _step(self, id: str, place: int) -> TaskDates | None:
        if id in self.tasks:
            return None if self.tasks[id].done else self.tasks[id]
        decision = self.plan.decisions.get(id)
        if decision is None or decision.decided is not None:
            return None
        when = self.schedule.moment(int(self.schedule.path.finish[place]))
        name = f"decision: {decision.title}"
        return TaskDates(id, name, 0, "milestone", when, when, None, None, None, critical=False)

    def above(self, id: str) -> Iterator[str]:
        """Yield the summaries above a task, the nearest first."""
        parent = self.plan.tasks[id].parent if id in self.plan.tasks else None
        while parent in self.plan.tasks and parent is not None:
            yield parent
            parent = self.plan.tasks[parent].parent

    def _leaves(self, ids: Iterable[str]) -> Iterator[str]:
        for id in ids:
            if id in self.plan.tasks:
                yield from self.plan.outline.leaves(id)
            elif id in self.plan.decisions:
                yield id

    # ---------------------------------------------------------------- how far

    @cached_property
    def progress(self) -> float:
        """The share of the plan's work that is done, each task counted with the working time it takes."""
        return self._share_of(each.id for each in self.tasks.values() if each.kind == "task")

    def share_done(self, id: str) -> float:
        """Return how much of a task is done, from 0 to 1: as reported, else by the working time that has passed."""
        if self.plan.outline.is_summary(id):
            return self._share_of(leaf for leaf in self.plan.outline.leaves(id) if leaf in self.tasks)
        task, dates = self.plan.tasks.get(id), self.tasks[id]
        if task is None or not dates.begun:
            return 0.0
        if dates.done:
            return 1.0
        reported = task.percent or task.percent_work or task.percent_physical
        if reported is not None:
            return min(float(reported.fraction), 1.0)
        whole = self.between(dates.start, dates.finish)
        return min(max(self.between(dates.start, self.now) / whole, 0.0), 1.0) if whole > 0 else 0.0

    def _share_of(self, ids: Iterable[str]) -> float:
        weights = [
            (self.between(self.tasks[id].start, self.tasks[id].finish), self.share_done(id)) for id in ids
        ]
        whole = sum(weight for weight, _ in weights)
        return sum(weight * share for weight, share in weights) / whole if whole > 0 else 0.0

    # ---------------------------------------------------------------- what to do

    def to_do(self) -> list[ToDo]:
        """Return what wants doing now: decisions due, work ready or under way, risks to look at; critical first."""
        found = [*self._decisions(), *self._work(), *self._risks()]
        far = datetime.max
        return sorted(found, key=lambda each: (not each.late, not each.critical, each.when or far))

    def _decisions(self) -> Iterator[ToDo]:
        for decision in self.plan.decisions.values():
            if decision.decided is None and decision.due is not None:
                due = self.moment(decision.due, end=True)
                if due <= self.now + 2 * _SOON:
                    waiting = any(
                        link.id == decision.id for task in self.plan.tasks.values() for link in task.after
                    )
                    who = self.called(decision.decides)
                    yield ToDo(
                        "decision", decision.id, decision.title, "decide", due, who, waiting, due <= self.now
                    )

    def _work(self) -> Iterator[ToDo]:
        for each in self.tasks.values():
            if each.kind == "summary" or each.done or not (each.begun or self._is_ready(each)):
                continue
            task = self.plan.tasks[each.id]
            who = ", ".join(map(self.called, each.assigned))
            action = "reach" if each.kind == "milestone" else "finish" if each.begun else "start"
            when = each.finish if each.begun or each.kind == "milestone" else each.start
            late = task.deadline is not None and each.finish > self.moment(task.deadline, end=True)
            yield ToDo("task", each.id, each.name, action, when, who, each.critical, late)

    def _is_ready(self, each: TaskDates) -> bool:
        """Whether work can begin: soon, and nothing it waits for is still to be done."""
        if each.start > self.now + _SOON:
            return False
        links = [link for id in (each.id, *self.above(each.id)) for link in self._waits_for(id)]
        return all(self._is_past(link) for link in links)

    def _waits_for(self, id: str) -> Iterator[Link]:
        task = self.plan.tasks[id]
        yield from task.after
        parent = self.plan.tasks.get(task.parent or "")
        if parent is not None and parent.in_order:
            siblings = self.plan.outline.children[parent.id]
            if (place := siblings.index(id)) > 0:
                yield Link(siblings[place - 1])

    def _is_past(self, link: Link) -> bool:
        if (decision := self.plan.decisions.get(link.id)) is not None:
            return decision.decided is not None
        before = self.tasks.get(link.id)
        if before is None or before.done:
            return True
        # A link to the end holds the end only; one from the start asks for no more than a beginning.
        return link.type in ("FF", "SF") or (link.type == "SS" and before.begun)

    def _risks(self) -> Iterator[ToDo]:
        for risk in self.plan.risks.values():
            if risk.review is not None and risk.closed is None and risk.struck is None:
                review = self.moment(risk.review, end=True)
                if review <= self.now + _SOON:
                    who = self.called(risk.owner)
                    yield ToDo("risk", risk.id, risk.title, "review", review, who, False, review <= self.now)

    def called(self, party: str | None) -> str:
        """Return the name of a person, a team or a thing; the id itself where nobody bears it."""
        found = self.plan.party(party) if party else None
        return found.title if found else party or ""


def _is_milestone(task: Task, dates: ScheduledTask) -> bool:
    return task.milestone or (task.every is None and dates.start == dates.finish)


def _segments(
    task: Task, start: datetime, finish: datetime, local: Callable[[Moment], datetime]
) -> tuple[tuple[datetime, datetime], ...]:
    """Return the stretches of work that was set aside and taken up again."""
    if task.suspended is None or task.resumed is None or task.done is not None:
        return ()
    pause, resume = local(task.suspended), local(task.resumed)
    return ((start, pause), (resume, finish)) if start < pause <= resume < finish else ()


def _as_moment(moment: datetime) -> Moment:
    return Moment(moment.date(), moment.time())


def _midnight(day: int) -> datetime:
    return _EPOCH + timedelta(days=day)
