"""A schedule as a Gantt chart: bars, links, deadlines, floats, goals, closed days, who does what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from fairlead.draw.chart import Arrow, ColumnKey, GanttChart, Marker, Row, Span
from fairlead.plan.document import Plan
from fairlead.schedule.outlook import Outlook, TaskDates

if TYPE_CHECKING:
    from fairlead.draw.heatmap import HeatCell, HeatColumn, HeatMap
    from fairlead.schedule.levelling.placed import PeopleSchedule
    from fairlead.schedule.load import By, Cell, Load, Period
    from fairlead.schedule.schedule import Schedule

_MOST_CLOSED = 400
"""Stretches of closed days to shade; a chart with more shows years, where a weekend is no wider than a hair."""


def gantt_chart(
    plan: Plan,
    schedule: Schedule,
    *,
    columns: Sequence[ColumnKey] = ("start", "finish"),
    depth: int | None = None,
    critical_only: bool = False,
    people: PeopleSchedule | None = None,
) -> GanttChart:
    """Return the Gantt chart of a schedule, its bars at the dates of `people` where that is given.

    `depth` is the number of outline levels shown, all of them when None; `critical_only` keeps critical tasks and the
    summaries above them.
    """
    outlook = Outlook(schedule, people)
    shown = _shown(outlook, depth, critical_only)
    return GanttChart(
        title=plan.title,
        subtitle=_subtitle(outlook),
        rows=tuple(_row(outlook, each) for each in shown),
        start=outlook.start,
        finish=outlook.finish,
        links=tuple(_arrows(outlook, {each.id for each in shown})),
        today=outlook.now if plan.settings.status_date else None,
        closed=_closed(outlook),
        markers=tuple(_markers(outlook)),
        columns=tuple(columns),
    )


class Basis(Protocol):
    """What names the tasks of a load, and says what its dates respect; an `Outlook` does."""

    @property
    def plan(self) -> Plan:
        """A plan with the tasks."""

    @property
    def with_whom(self) -> str:
        """What the dates respect, in words."""


def load_map(outlook: Basis, load: Load) -> HeatMap:
    """Return the heat map of everybody's load: teams with their members, a cell for each period."""
    from fairlead.draw.heatmap import HeatMap, HeatRow

    dates = outlook.with_whom if load.basis == "people" else "by logic alone"
    return HeatMap(
        title=outlook.plan.title,
        subtitle=f"load by {load.by}, {dates}",
        columns=tuple(_heat_column(period, load.by) for period in load.periods),
        rows=tuple(
            HeatRow(
                party.name,
                tuple(_heat_cell(outlook, cell) for cell in party.cells),
                level,
                strong=party.kind == "team",
            )
            for party, level in load.in_teams()
        ),
    )


def _heat_column(period: Period, by: By) -> HeatColumn:
    from fairlead.draw.heatmap import HeatColumn
    from fairlead.draw.units import MONTHS

    day = period.start
    month = MONTHS[day.month - 1]
    if by == "month":
        return HeatColumn(month[:3], str(day.year), f"{month} {day.year}")
    title = f"{day.day} {month} {day.year}"
    return HeatColumn(str(day.day), f"{month[:3]} {day.year}", title if by == "day" else f"week of {title}")


def _heat_cell(outlook: Basis, cell: Cell) -> HeatCell:
    from fairlead.draw.heatmap import HeatCell

    facts = [f"{_hours(cell.work)} of {_hours(cell.capacity)} h"] if cell.capacity or cell.work else []
    if cell.over:
        facts.append(f"{_hours(cell.over)} h too much at once")
    facts += [
        f"{_named(outlook, id)}: {_hours(minutes)} h{' (too much)' if id in cell.crowded else ''}"
        for id, minutes in cell.tasks.items()
    ]
    return HeatCell(cell.share, bool(cell.over), tuple(facts))


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")


def _named(outlook: Basis, id: str) -> str:
    task = outlook.plan.tasks.get(id.partition("#")[0])
    return task.title if task is not None else id


def _shown(outlook: Outlook, depth: int | None, critical_only: bool) -> list[TaskDates]:
    deep = [each for each in outlook.tasks.values() if depth is None or each.level < depth]
    if not critical_only:
        return deep
    wanted = {each.id for each in deep if each.critical and each.kind != "summary"}
    above = {id for each in wanted for id in outlook.above(each)}
    return [each for each in deep if each.id in wanted or each.id in above]


def _subtitle(outlook: Outlook) -> str:
    kept = [goal.kept for goal in outlook.goals() if goal.kept is not None]
    basis = outlook.with_whom
    if not kept:
        return basis
    if all(kept):
        said = "the deadline is kept" if len(kept) == 1 else f"all {len(kept)} deadlines kept"
    else:
        missed = kept.count(False)
        said = "the deadline is missed" if len(kept) == 1 else f"{missed} of {len(kept)} deadlines missed"
    return f"{basis}: {said}"


def _row(outlook: Outlook, dates: TaskDates) -> Row:
    task = outlook.plan.tasks.get(dates.id)
    late = dates.late_finish
    deadline = outlook.moment(task.deadline, end=True) if task and task.deadline else None
    return Row(
        id=dates.id,
        name=dates.name,
        level=dates.level,
        kind=dates.kind,
        start=dates.start,
        finish=dates.finish,
        critical=dates.critical,
        done=outlook.share_done(dates.id),
        deadline=deadline,
        float_until=late if late and late > dates.finish and dates.kind != "summary" else None,
        segments=dates.segments,
        label=_label(outlook, dates),
        note=_note(outlook, dates),
        duration="" if dates.kind == "milestone" else _length(outlook, *outlook.length(dates.id)),
        total_float=_length(outlook, dates.total_float),
    )


def _label(outlook: Outlook, dates: TaskDates) -> str:
    return "" if dates.kind == "summary" else ", ".join(map(outlook.called, dates.assigned))


def _note(outlook: Outlook, dates: TaskDates) -> str:
    """Say for whom a task waits."""
    waits = dates.waits_for
    return f"waits {_length(outlook, waits.minutes)} for {outlook.called(waits.resource)}" if waits else ""


def _length(outlook: Outlook, minutes: int | None, elapsed: bool = False) -> str:
    if minutes is None:
        return ""
    return f"{round(minutes / 1440, 1):g}ed" if elapsed else f"{round(minutes / outlook.day_minutes, 1):g}d"


def _arrows(outlook: Outlook, shown: Collection[str]) -> Iterator[Arrow]:
    critical = {each.id for each in outlook.tasks.values() if each.critical}
    for task in outlook.plan.tasks.values():
        if task.id not in shown:
            continue
        for link in task.after:
            if link.id in shown:
                yield Arrow(link.id, task.id, link.type, critical=task.id in critical and link.id in critical)
    for parent, children in outlook.plan.outline.children.items():
        if parent is not None and outlook.plan.tasks[parent].in_order:
            for before, after in pairwise(children):
                if before in shown and after in shown:
                    yield Arrow(before, after, "FS", critical=before in critical and after in critical)


def _closed(outlook: Outlook) -> tuple[Span, ...]:
    first, last = outlook.start - timedelta(days=1), outlook.finish + timedelta(days=1)
    near = tuple(span for span in outlook.closed() if span[1] > first and span[0] < last)
    return near if len(near) <= _MOST_CLOSED else ()


def _markers(outlook: Outlook) -> Iterator[Marker]:
    for goal in outlook.goals():
        if goal.deadline is not None:
            yield Marker(_inside_its_day(goal.deadline), goal.name, "goal")


def _inside_its_day(deadline: datetime) -> datetime:
    """A deadline at the end of a day is marked on that day, not on the next."""
    midnight = (deadline.hour, deadline.minute) == (0, 0)
    return deadline - timedelta(minutes=1) if midnight else deadline
