"""What has to be reached by when: goals' deadlines, tasks' deadlines and latest dates, the end of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.values import Moment, Windows
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.placed import PeopleSchedule

AimKind = Literal["goal", "deadline", "finish_by", "start_by", "plan"]


@dataclass(frozen=True, slots=True)
class Aim:
    """Something with a latest date: `ids` are the tasks and decisions that have to be done (or begun) by then.

    A date alone is kept at any time of its day. For the plan as a whole `ids` is empty: all counts.
    """

    kind: AimKind
    id: str
    moment: Moment
    ids: tuple[str, ...] = ()

    def minute(self, compiled: Compiled) -> int:
        """Return the last minute of the axis that keeps it."""
        return compiled.axis.minute(self.moment, end=True)

    def places(self, compiled: Compiled) -> list[int]:
        """Return where what it is about stands in the network."""
        if self.kind == "plan":
            return np.flatnonzero(compiled.network.real).tolist()
        found: list[int] = []
        for id in self.ids:
            row = compiled.row_of.get(id)
            if row is None:
                continue
            place = int(compiled.network.place_of[row])
            rows = np.flatnonzero(compiled.network.parent == row).tolist() if place < 0 else []
            found += [place] if place >= 0 else [int(compiled.network.place_of[each]) for each in rows]
        return [place for place in found if place >= 0]

    def late_by(self, schedule: PeopleSchedule) -> int:
        """Return by how many minutes of the clock a schedule misses it; 0 where it is kept."""
        latest = self.minute(schedule.compiled)
        if self.kind == "plan":
            return max(schedule.finish - latest, 0) if schedule.placed else 0
        spans = [span for id in self.ids if (span := schedule.span_of(id)) is not None]
        reached = (start if self.kind == "start_by" else finish for start, finish in spans)
        return max((each - latest for each in reached if each > latest), default=0)


def aims_of(plan: Plan) -> list[Aim]:
    """Return everything in a plan that has to be reached by a date, goals first, in the plan's order.

    The plan must have its templates unfolded. What is done already is left out unless a goal asks for it.
    """
    found = list(_goals(plan))
    settings = plan.settings
    for moment in (settings.must_finish, settings.finish if settings.schedule_from == "start" else None):
        if moment is not None and not any(each.kind == "plan" and each.moment == moment for each in found):
            found.append(Aim("plan", "plan", moment))
    for task in plan.tasks.values():
        if task.done is None and not task.inactive:
            found += _of_task(plan, task)
    return found


def _goals(plan: Plan) -> Iterator[Aim]:
    for goal in plan.goals.values():
        if goal.deadline is not None and goal.done_when:
            ids = [leaf for id in goal.done_when for leaf in leaves_of(plan, id)]
            yield Aim("goal", goal.id, goal.deadline, tuple(dict.fromkeys(ids)))


def _of_task(plan: Plan, task: Task) -> Iterator[Aim]:
    ids = tuple(leaves_of(plan, task.id))
    if task.deadline is not None:
        yield Aim("deadline", task.id, task.deadline, ids)
    if task.manual or task.external or task.started is not None:
        return
    if (latest := _latest(task.finish)) is not None:
        yield Aim("finish_by", task.id, latest, ids)
    if (latest := _latest(task.start)) is not None and not plan.outline.is_summary(task.id):
        yield Aim("start_by", task.id, latest, ids)


def _latest(windows: Windows | None) -> Moment | None:
    return None if windows is None else windows.get("by") or windows.get("on")


def leaves_of(plan: Plan, id: str) -> list[str]:
    """Return the tasks below a task, or itself; a decision by itself."""
    return list(plan.outline.leaves(id)) if id in plan.tasks else [id]
