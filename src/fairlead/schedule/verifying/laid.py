"""Schedules as the checker takes them: where each task was put, whoever says so and in which form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from fairlead.plan.values import Moment
from fairlead.schedule.axis import Axis

if TYPE_CHECKING:
    from fairlead.schedule.levelling.placed import PeopleSchedule

Segment = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Laid:
    """One task as a schedule has it, in minutes of the plan's axis; `assigned` are (who, share of their time)."""

    id: str
    start: int
    finish: int
    segments: tuple[Segment, ...]
    assigned: tuple[tuple[str, Decimal], ...] = ()
    mode: int | None = None


def of_schedule(schedule: PeopleSchedule) -> Iterator[Laid]:
    """Yield every task of a schedule that respects people."""
    for each in schedule.placed.values():
        segments = tuple((int(begin), int(end)) for begin, end in each.segments)
        assigned = tuple((who, Decimal(share)) for who, share, *_ in each.assigned)
        yield Laid(each.id, int(each.start), int(each.finish), segments, assigned, each.mode)


def of_json(answer: Mapping[str, Any], axis: Axis) -> Iterator[Laid]:
    """Yield every task of the JSON that `fairlead optimize` prints; raises `ValueError` for anything else."""
    tasks = answer.get("tasks")
    if not isinstance(tasks, list):
        raise ValueError("the answer has no list of `tasks`")
    for number, each in enumerate(tasks, 1):
        try:
            yield _of_json(each, axis)
        except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as problem:
            raise ValueError(f"entry {number} of `tasks` can't be read: {problem!r}") from problem


def _of_json(each: Mapping[str, Any], axis: Axis) -> Laid:
    start, finish = _minute(each["start"], axis), _minute(each["finish"], axis)
    segments = tuple((_minute(begin, axis), _minute(end, axis)) for begin, end in each.get("segments") or ())
    assigned = tuple((str(one["who"]), Decimal(str(one["share"]))) for one in each.get("assigned") or ())
    return Laid(str(each["id"]), start, finish, segments, assigned, each.get("mode"))


def _minute(text: str, axis: Axis) -> int:
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    minutes = None if offset is None else offset // timedelta(minutes=1)
    if moment.second or moment.microsecond:
        raise ValueError(f"{text} is no whole minute")
    return axis.minute(Moment(moment.date(), moment.time(), minutes))
