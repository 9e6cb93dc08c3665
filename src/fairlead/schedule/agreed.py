"""The agreed schedule: who does each task and when, as people have settled it.

Agreeing is a decision, so it is kept beside the plan. The engine holds people and order of what is agreed and moves
dates only as facts force it; replanning counts its churn against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from fairlead.plan.document import Plan
from fairlead.plan.values import Moment
from fairlead.schedule.axis import Axis
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.placed import Assigned, PeopleSchedule, Placed

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class AgreedTask:
    """One task as it was agreed. Moments are of the wall clock, with their offset from UTC where the plan has a zone.

    `segments` are its stretches of work, one unless it was split; milestones have none. `mode` is the place among the
    task's `modes` in the document, None where it has none.
    """

    id: str
    start: datetime
    finish: datetime
    segments: tuple[Stretch, ...] = ()
    assigned: tuple[Assigned, ...] = ()
    mode: int | None = None

    def placed(self, axis: Axis) -> Placed:
        """Return the task in minutes of a plan's axis."""
        segments = tuple((minute(axis, first), minute(axis, last)) for first, last in self.segments)
        return Placed(
            self.id, minute(axis, self.start), minute(axis, self.finish), segments, self.assigned, self.mode
        )


@dataclass(frozen=True)
class Agreed:
    """What was agreed, task by task; occurrences of rhythms stand under `id#1`, `id#2`.

    `agreed` is the plan's status date at that time, None where it had none; `goal` is what the schedule was sought for;
    `overtime_unused` are people who work none of theirs in it.
    """

    tasks: Mapping[str, AgreedTask] = field(default_factory=dict)
    start: datetime | None = None
    finish: datetime | None = None
    agreed: date | None = None
    goal: str = "finish"
    overtime_unused: tuple[str, ...] = ()

    @classmethod
    def of(cls, schedule: PeopleSchedule, goal: str = "finish") -> Agreed:
        """Return a schedule as something to agree to."""
        axis = schedule.compiled.axis
        status = schedule.plan.settings.status_date
        return cls(
            {each.id: _agreed(each, axis) for each in schedule},
            _moment(axis, schedule.start),
            _moment(axis, schedule.finish),
            status.date if status else None,
            goal,
            schedule.overtime_unused,
        )

    def __bool__(self) -> bool:
        return bool(self.tasks)

    def __iter__(self) -> Iterator[AgreedTask]:
        return iter(self.tasks.values())

    def schedule(self, compiled: Compiled) -> PeopleSchedule:
        """Return what was agreed as a schedule of a compiled plan, of the tasks that are still in it.

        Nothing is moved by what has happened since; start and finish are those of the tasks that are left.
        """
        strangers = {*self.strangers(compiled.plan)}
        placed = {each.id: each.placed(compiled.axis) for each in self if each.id not in strangers}
        start = min((each.start for each in placed.values()), default=compiled.ground.plan_start)
        finish = max((each.finish for each in placed.values()), default=start)
        return PeopleSchedule(compiled.plan, compiled, placed, start, finish)

    def strangers(self, plan: Plan) -> tuple[str, ...]:
        """Return the ids that a plan, its templates unfolded, no longer knows as tasks; sorted."""
        return tuple(sorted(id for id in self.tasks if id.partition("#")[0] not in plan.tasks))


def _agreed(each: Placed, axis: Axis) -> AgreedTask:
    segments = tuple((_moment(axis, first), _moment(axis, last)) for first, last in each.segments)
    return AgreedTask(
        each.id, _moment(axis, each.start), _moment(axis, each.finish), segments, each.assigned, each.mode
    )


def _moment(axis: Axis, minute: int) -> datetime:
    return datetime.fromisoformat(axis.iso(minute))


def minute(axis: Axis, moment: datetime) -> int:
    """Return a moment as a minute of the axis; without an offset it is of the plan's own clock."""
    offset = moment.utcoffset()
    east = None if offset is None else round(offset.total_seconds() / 60)
    return axis.minute(Moment(moment.date(), moment.time(), east))
