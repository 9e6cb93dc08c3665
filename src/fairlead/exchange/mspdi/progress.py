"""Progress: actual dates, what is left, what was spent, and until when all of it is true."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fairlead.exchange.mspdi.collecting import Collected
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.scalars import ELAPSED_FORMATS, minutes
from fairlead.exchange.scalars import duration, moment, percent, whole_number
from fairlead.plan.values import Estimate, Moment, Percent


def progress_of(collected: Collected, record: Record, summary: bool) -> dict[str, Any]:
    """Return how far a task is, as fields of a task; a summary's progress follows from what is below it."""
    physical = percent(record.get("PhysicalPercentComplete"))
    said: dict[str, Any] = {"percent_physical": physical} if physical and physical.fraction else {}
    started, done = (
        collected.read(record, "ActualStart", moment),
        collected.read(record, "ActualFinish", moment),
    )
    if summary or (started is None and done is None):
        return _clean(said)
    spent = minutes(record.get("ActualWork"))
    said |= {"started": started, "done": done, "spent": duration(spent) if spent and spent > 0 else None}
    if done is None:
        said |= _in_progress(record)
    return _clean(said)


def status_date(collected: Collected) -> Moment | None:
    """Return up to when progress is true: the project's status date, else, where anything has begun, its current date.

    Nothing that has happened lies after it. Microsoft Project takes the current date where no status date is set.
    """
    head = collected.sections.head
    said = collected.read(head, "StatusDate", moment)
    if said is not None:
        return said
    names = ("ActualStart", "ActualFinish", "Stop")
    facts = [moment(record.get(name)) for record in collected.sections.tasks for name in names]
    happened = [fact for fact in facts if fact is not None]
    if not happened:
        return None
    current = moment(head.get("CurrentDate")) or moment(head.get("LastSaved"))
    return max([*happened, *([current] if current else [])])


def _in_progress(record: Record) -> dict[str, Any]:
    elapsed = whole_number(record.get("DurationFormat")) in ELAPSED_FORMATS
    left, left_work = _left(record), minutes(record.get("RemainingWork"))
    complete, of_work = percent(record.get("PercentComplete")), percent(record.get("PercentWorkComplete"))
    stop, resume = moment(record.get("Stop")), moment(record.get("Resume"))
    if stop is not None and resume is not None and resume < stop:
        stop = None
    return {
        "left": Estimate.of(duration(left, elapsed=elapsed)) if left is not None and left >= 0 else None,
        "left_work": duration(left_work) if left_work and left_work > 0 else None,
        "percent": complete,
        "percent_work": _unless_same(of_work, complete),
        "suspended": stop,
        "resumed": resume,
    }


def _left(record: Record) -> Decimal | None:
    """Return the minutes of duration that are left, worked out where a program left out what is nothing."""
    left = minutes(record.get("RemainingDuration"))
    whole, complete = minutes(record.get("Duration")), percent(record.get("PercentComplete"))
    if left is not None or whole is None:
        return left
    worked = minutes(record.get("ActualDuration"))
    if worked is None:
        worked = (whole * complete.fraction).quantize(Decimal("0.1")) if complete else Decimal(0)
    return max(whole - worked, Decimal(0))


def _unless_same(one: Percent | None, other: Percent | None) -> Percent | None:
    return None if one == other else one


def _clean(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value is not None}
