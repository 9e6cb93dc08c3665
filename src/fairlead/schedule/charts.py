"""A schedule as a Gantt chart: bars, links, deadlines, floats, goals, closed days, who does what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from fairlead.draw.chart import Arrow, ColumnKey, GanttChart, Marker, Row, Span
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.schedule.outlook import Outlook, TaskDates

if TYPE_CHECKING:
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
) -> GanttChart:
    """Return the Gantt chart of a schedule.

    `depth` is the number of outline levels shown, all of them when None; `critical_only` keeps critical tasks and the
    summaries above them.
    """
    outlook = Outlook(schedule)
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


def _shown(outlook: Outlook, depth: int | None, critical_only: bool) -> list[TaskDates]:
    deep = [each for each in outlook.tasks.values() if depth is None or each.level < depth]
    if not critical_only:
        return deep
    wanted = {each.id for each in deep if each.critical and each.kind != "summary"}
    above = {id for each in wanted for id in outlook.above(each)}
    return [each for each in deep if each.id in wanted or each.id in above]


def _subtitle(outlook: Outlook) -> str:
    kept = [goal.kept for goal in outlook.goals() if goal.kept is not None]
    if not kept:
        return ""
    if all(kept):
        return "the deadline is kept" if len(kept) == 1 else f"all {len(kept)} deadlines kept"
    missed = kept.count(False)
    return "the deadline is missed" if len(kept) == 1 else f"{missed} of {len(kept)} deadlines missed"


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
        label=_label(outlook, task),
        duration="" if dates.kind == "milestone" else _length(outlook, *outlook.length(dates.id)),
        total_float=_length(outlook, dates.total_float),
    )


def _label(outlook: Outlook, task: Task | None) -> str:
    if task is None or outlook.plan.outline.is_summary(task.id):
        return ""
    return ", ".join(outlook.called(someone.id) for someone in task.who)


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
