"""A schedule that respects people: where each task is, who does it, and whom it waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from fairlead.plan.document import Plan
from fairlead.plan.entities import Goal
from fairlead.plan.findings import Finding
from fairlead.schedule.compiling import Compiled


class Assigned(NamedTuple):
    """Somebody or something on a task, and for which share of their time (1: all of it).

    Of work that people share each has a part of their own, which may be done before the whole: then `minutes` are those
    in which they are on it.
    """

    who: str
    share: Decimal
    minutes: int | None = None


class WaitsFor(NamedTuple):
    """Why a task starts later than logic alone would have it: this resource was taken by that task until then.

    `minutes` is the delay in working minutes of the task's calendar against its start by links and dates alone.
    `task` is None where there is too little of it for other reasons; `resource` names a limit or a consumable too.
    """

    resource: str
    task: str | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Placed:
    """One task in axis minutes. `segments` are its stretches of work, one unless it was split; milestones have none.

    Nights and other closed hours inside a stretch don't count as splits. `mode` is the place among the task's `modes`
    in the document, None where it has none.
    """

    id: str
    start: int
    finish: int
    segments: tuple[tuple[int, int], ...]
    assigned: tuple[Assigned, ...] = ()
    mode: int | None = None
    waits_for: WaitsFor | None = None


@dataclass(frozen=True)
class PeopleSchedule:
    """A schedule of a whole plan within the limits of people and things; what an optimisation or levelling returns.

    `placed` holds every task that has dates (leaves; no summaries) by id, occurrences of rhythms under `id#1`, `id#2`.
    `overtime_unused` are people whose overtime nothing is worked in; `compiled` is then that of the plan without it.
    """

    plan: Plan
    compiled: Compiled = field(repr=False)
    placed: Mapping[str, Placed]
    start: int
    finish: int
    findings: tuple[Finding, ...] = ()
    overtime_unused: tuple[str, ...] = ()

    def __getitem__(self, id: str) -> Placed:
        return self.placed[id]

    def __iter__(self) -> Iterator[Placed]:
        return iter(self.placed.values())

    def span_of(self, id: str) -> tuple[int, int] | None:
        """Return start and finish of a task or of all that stands below a summary; None where nothing has dates."""
        if id in self.placed:
            return self.placed[id].start, self.placed[id].finish
        leaves = self.compiled.plan.outline.leaves(id)
        below = [each for leaf in leaves for each in self._occurrences.get(leaf, ())]
        if not below:
            return None
        return min(each.start for each in below), max(each.finish for each in below)

    def goal_finish(self, goal: Goal) -> int | None:
        """Return when the last task is done that a goal waits for; None where none of them has dates."""
        spans = [span for id in goal.done_when if (span := self.span_of(id)) is not None]
        return max((finish for _, finish in spans), default=None)

    @cached_property
    def _occurrences(self) -> Mapping[str, list[Placed]]:
        """What is placed of each task: itself, or every time its rhythm comes round."""
        found: dict[str, list[Placed]] = {}
        for each in self.placed.values():
            found.setdefault(each.id.partition("#")[0], []).append(each)
        return found

    @property
    def decidable_from(self) -> int:
        """The first minute at which anything can be decided: the status date, before the first one the plan's start.

        A plan scheduled from its finish may say no start, and its ground then stands at the first date it says: there
        the first work counts.
        """
        ground = self.compiled.ground
        return max(min((ground.plan_start, *(placed.start for placed in self))), ground.status_date)

    def local(self, minute: int) -> datetime:
        """Return the wall clock at a minute of the axis."""
        return self.compiled.axis.local(minute)

    def tasks_json(self) -> list[dict[str, Any]]:
        """Return the tasks as `--json` prints them."""
        iso = self.compiled.axis.iso
        said = []
        for each in self:
            task = self.compiled.plan.tasks.get(each.id.partition("#")[0])
            source = task.source if task is not None else None
            said.append(
                {
                    "id": each.id,
                    "name": task.title if task is not None else each.id,
                    "source": {"tool": source.tool, "uid": source.uid, "code": source.code}
                    if source
                    else None,
                    "start": iso(each.start),
                    "finish": iso(each.finish),
                    "segments": [[iso(a), iso(b)] for a, b in each.segments],
                    "assigned": [{"who": who, "share": float(share)} for who, share, _ in each.assigned],
                    "mode": each.mode,
                    "waits_for": {
                        "resource": each.waits_for.resource,
                        "task": each.waits_for.task,
                        "delay_minutes": each.waits_for.minutes,
                    }
                    if each.waits_for
                    else None,
                }
            )
        return said
