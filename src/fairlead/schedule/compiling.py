"""From a plan to its network: tasks become rows, links become links, everything in minutes of one axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from fairlead.plan.document import Plan
from fairlead.plan.entities import Decision, Task
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.templates import expanded
from fairlead.plan.values import Lag, Moment
from fairlead.plan.values import Link as PlanLink
from fairlead.schedule import codes
from fairlead.schedule.axis import Axis, Units
from fairlead.schedule.ground import Ground, ground_of
from fairlead.schedule.hours import HoursTable
from fairlead.schedule.leaf import leaf_of
from fairlead.schedule.network import LAG_BY_RULE, CircleError, Draft, Network, Part, compile_network
from fairlead.schedule.options import Options
from fairlead.schedule.placing import constraints_of
from fairlead.schedule.progress import deadline_of, finish_at, start_at
from fairlead.schedule.rhythm import occurrences_of
from fairlead.schedule.spanning import SpanLink, Spans, is_spanning
from fairlead.schedule.working_time import work_of

_KINDS = {"FS": codes.FS, "SS": codes.SS, "FF": codes.FF, "SF": codes.SF}


@dataclass(frozen=True)
class Compiled:
    """A plan's network, the ground it stands on, and what is needed to read it: where each task and decision stands."""

    ground: Ground
    network: Network
    row_of: Mapping[str, int]
    links: tuple[tuple[str, PlanLink], ...]
    """The successor and the link of each row of the draft; a link made by `in_order` is among them."""
    findings: tuple[Finding, ...] = ()
    spans: Spans = field(default_factory=Spans)

    @property
    def plan(self) -> Plan:
        """The plan, its templates unfolded."""
        return self.ground.plan

    @property
    def hours(self) -> HoursTable:
        """Every calendar that its tasks go by."""
        return self.ground.hours

    @property
    def axis(self) -> Axis:
        """Its time axis."""
        return self.ground.axis

    @property
    def units(self) -> Units:
        """How many working minutes its days, weeks and months are."""
        return self.ground.units

    @property
    def options(self) -> Options:
        """The rules by which it is scheduled."""
        return self.ground.options


def compile_plan(plan: Plan, default_start: date | None = None, years: int = 12) -> Compiled:
    """Return the network of a plan, its templates unfolded.

    `default_start` is taken where the plan says no date at all. `years` is how far its calendars reach. Raises
    `PlanError` for what can't be scheduled: no start, links in a circle, no hour in common.
    """
    unfolded = expanded(plan)
    begin = _start_of(unfolded, default_start)
    return _Compiler(ground_of(unfolded, begin, _window(unfolded, begin.date, years))).compiled()


class _Compiler:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.plan, self.hours, self.axis = ground.plan, ground.hours, ground.axis
        self.findings: list[Finding] = []
        self.links: list[tuple[str, PlanLink]] = []
        self.row_of: dict[str, int] = {}
        self.spans = Spans()
        settings = ground.plan.settings
        ends = settings.finish if settings.schedule_from == "finish" else settings.must_finish
        self.draft = Draft(
            calendars=None,  # type: ignore[arg-type] # filled in when every task has asked for its own
            options=ground.options,
            plan_start=ground.plan_start,
            status_date=ground.status_date,
            finish_by=ground.axis.minute(ends, end=True) if ends else codes.MISSING,
        )

    def compiled(self) -> Compiled:
        hidden = _hidden(self.plan)
        for task in self.plan.tasks.values():
            if task.id not in hidden:
                self._add(task)
        for decision in self.plan.decisions.values():
            self._add_decision(decision)
        for successor, link in _links(self.plan, hidden):
            self._link(successor, link)
        network = self._network()
        return Compiled(
            self.ground, network, self.row_of, tuple(self.links), tuple(self.findings), self.spans
        )

    # Tasks

    def _add(self, task: Task) -> None:
        parent = self.row_of.get(task.parent, -1) if task.parent else -1
        if self.plan.outline.is_summary(task.id):
            self.row_of[task.id] = self.draft.summary(
                0, parent, **constraints_of(self.ground, task), **deadline_of(self.ground, task)
            )
        elif task.every is not None:
            self._add_rhythm(task, parent)
        elif is_spanning(task):
            self._add_spanning(task, parent)
        else:
            self._add_leaf(task, parent)

    def _add_leaf(self, task: Task, parent: int) -> None:
        leaf = leaf_of(self.ground, task)
        row = self.draft.task(leaf.minutes, leaf.calendar, parent, leaf.shape, leaf.parts, **leaf.facts)
        self.row_of[task.id] = row
        if task.external:
            self.draft.elsewhere.append(row)

    def _add_spanning(self, task: Task, parent: int) -> None:
        """Add a task without work, whose dates are laid when those of all others are known."""
        calendar = self.spans.calendars[task.id] = self.hours.of_task(task)
        facts = {"actual_start": self.axis.minute(task.started)} if task.started else {}
        state = codes.STARTED if task.started else codes.PLANNED
        parts = (Part(calendar, 0, 0),)
        self.row_of[task.id] = self.draft.task(0, calendar, parent, codes.WORK, parts, state, **facts)

    def _add_rhythm(self, task: Task, parent: int) -> None:
        """A task with a rhythm is a summary of its occurrences, each not before its day."""
        row = self.row_of[task.id] = self.draft.summary(0, parent)
        work = work_of(self.ground, task)
        for moment in occurrences_of(self.ground, task):
            held = {"constraint": codes.START_FROM, "constraint_date": self.axis.minute(moment)}
            self.draft.task(work.minutes, work.calendar, row, None, work.parts or None, **held)

    def _add_decision(self, decision: Decision) -> None:
        """A decision is a moment: the one at which it was made, else not before it is due."""
        rare: dict[str, int] = {}
        if decision.decided is not None:
            at = start_at(self.ground, 0, decision.decided)
            rare = {"state": codes.FINISHED, "actual_start": at, "actual_finish": at}
        elif decision.due is not None:
            due = finish_at(self.ground, 0, decision.due)
            rare = {"constraint": codes.FINISH_FROM, "constraint_date": max(due, self.draft.status_date)}
        self.row_of[decision.id] = self.draft.task(0, 0, -1, codes.MILESTONE, None, **rare)

    # Links

    def _link(self, successor: str, link: PlanLink) -> None:
        if link.id not in self.row_of or successor not in self.row_of:
            if ":" in link.id:
                self._complain(successor, f"`{link.id}` stands in another plan and is not waited for")
            return
        amount, kind = self._lag(link.lag)
        most = self._lag(link.max_lag)[0] if link.max_lag else None
        before, after = self.row_of[link.id], self.row_of[successor]
        if self.spans.touch(link.id, successor):
            counted_on = self._lag_calendar(before, after, kind)
            self.spans.links.append(SpanLink(link.id, successor, _KINDS[link.type], amount, counted_on))
            return
        # A lag onto a milestone that waits for somebody's days is not counted in those days.
        waits = self.draft.shape[after] == codes.START_MILESTONE and not self._is_activity(successor)
        calendar = 0 if waits else self._in_any_mode(link.id, successor)
        self.draft.link(before, after, _KINDS[link.type], amount, kind, calendar, most)
        self.links.append((successor, link))

    def _in_any_mode(self, before: str, after: str) -> int:
        """Return the row of the calendar of a lag by the options' rule, the same in whichever mode a task is done.

        Those who do it in its first mode have hours that say nothing of it in another.
        """
        end = {"predecessor": before, "successor": after}.get(self.ground.options.lag_calendar)
        task = self.plan.tasks.get(end) if end is not None else None
        return self.hours.of_task(task) if task is not None and len(task.modes) > 1 else LAG_BY_RULE

    def _is_activity(self, id: str) -> bool:
        task = self.plan.tasks.get(id)
        return task is not None and task.activity_type is not None

    def _lag_calendar(self, before: int, after: int, kind: int) -> int:
        """Return the row of the calendar that the options give a lag."""
        if kind != codes.LAG_WORKING or self.ground.options.lag_calendar == "24h":
            return codes.CLOCK
        ends = {"predecessor": before, "successor": after}
        end = ends.get(self.ground.options.lag_calendar)
        return 0 if end is None else self.draft.calendar[end]

    def _lag(self, lag: Lag | None) -> tuple[int, int]:
        if lag is None:
            return 0, codes.LAG_WORKING
        if lag.percent:
            kind = codes.LAG_ELAPSED_PERCENT if lag.elapsed else codes.LAG_PERCENT
            return round(lag.amount * 1000), kind
        minutes = lag.to_minutes(self.ground.units.day, self.ground.units.week, self.ground.units.month)
        return minutes, codes.LAG_ELAPSED if lag.elapsed else codes.LAG_WORKING

    # The whole

    def _network(self) -> Network:
        self.draft.calendars, places = self.hours.arrays()
        self.draft.calendar = [places[row] for row in self.draft.calendar]
        self.draft.lag_calendar = [places.get(row, row) for row in self.draft.lag_calendar]
        self.draft.parts = {
            row: [part._replace(calendar=places[part.calendar]) for part in parts]
            for row, parts in self.draft.parts.items()
        }
        try:
            return compile_network(self.draft)
        except CircleError as circle:
            raise self._circle(circle) from circle

    def _circle(self, circle: CircleError) -> PlanError:
        names = {row: id for id, row in self.row_of.items()}
        path = list(dict.fromkeys(names[row] for row in circle.path if row in names))
        message = f"waits for itself: {' -> '.join([*path, *path[:1]])}"
        finding = Finding(
            Severity.ERROR, "cycle", message, "Remove one of these links", "task", path[0], "after"
        )
        return PlanError([finding])

    def _complain(self, task: str, message: str) -> None:
        self.findings.append(Finding(Severity.WARNING, "not-scheduled", message, "", "task", task, "after"))


def _start_of(plan: Plan, default: date | None) -> Moment:
    """Return when the plan begins: as it says, else its first date, else the default."""
    if plan.settings.start is not None:
        return plan.settings.start
    dates = [moment.date for moment in _moments(plan)]
    first = min(dates, default=default)
    if first is None:
        message = "doesn't say when it starts"
        finding = Finding(Severity.ERROR, "no-start", message, "Add `start: DATE`", "plan", "plan", "start")
        raise PlanError([finding])
    return Moment(first)


def _window(plan: Plan, begin: date, years: int) -> tuple[date, date]:
    dates = [begin, *(moment.date for moment in _moments(plan))]
    # What is laid out from its finish begins as long before that as its work takes.
    before = 366 * years if plan.settings.schedule_from == "finish" else 750
    first = max(min(dates).toordinal() - before, date.min.toordinal() + 8)
    last = min(max(dates).toordinal() + 366 * years, date.max.toordinal() - 8)
    return date.fromordinal(first), date.fromordinal(max(first + 366, last))


def _moments(plan: Plan) -> Iterator[Moment]:
    """Yield every date that can move a task."""
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


def _hidden(plan: Plan) -> set[str]:
    """Return the tasks that take no part: inactive ones and all below them."""
    hidden: set[str] = set()
    for task in plan.tasks.values():
        if task.inactive or task.parent in hidden:
            hidden.add(task.id)
    return hidden


def _is_heeded(plan: Plan, successor: str, predecessor: str) -> bool:
    """Return whether a link counts: those from and to other plans may be ignored."""
    if not plan.settings.options.ignore_external:
        return True
    ends = (plan.tasks.get(successor), plan.tasks.get(predecessor))
    return not any(task is not None and task.external for task in ends)


def _links(plan: Plan, hidden: set[str]) -> Iterator[tuple[str, PlanLink]]:
    """Yield every link with its successor, those that `in_order` makes among them."""
    for task in plan.tasks.values():
        if task.id not in hidden:
            wanted = (link for link in task.after if link.id not in hidden)
            yield from ((task.id, link) for link in wanted if _is_heeded(plan, task.id, link.id))
    for parent, children in plan.outline.children.items():
        if parent is not None and plan.tasks[parent].in_order:
            active = [child for child in children if child not in hidden]
            yield from ((after, PlanLink(before)) for before, after in pairwise(active))
    for decision in plan.decisions.values():
        yield from ((decision.id, link) for link in decision.after if link.id not in hidden)
