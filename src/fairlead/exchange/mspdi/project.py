"""The head of a project: its dates, its options, its properties."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fairlead.exchange.mspdi.collecting import TOOL, Collected
from fairlead.exchange.mspdi.custom_fields import CustomFields
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.scalars import clock, truth
from fairlead.exchange.scalars import duration, line, moment, whole_number, words
from fairlead.plan.entities import SchedulingOptions, Settings, Source
from fairlead.plan.values import Clock, Moment

_PROPERTIES = ("Author", "Company", "Manager", "Category", "Keywords", "Subject")
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_USUAL_DAY = 480


def read_settings(
    collected: Collected, fields: CustomFields, calendar: str | None, status: Moment | None
) -> Settings:
    """Return the plan's head; `calendar` is the id of its calendar, `status` up to when progress is true.

    The finish is only kept where the project is scheduled from it: otherwise it follows from the plan.
    """
    head = collected.sections.head
    summary = project_summary(collected)
    from_finish = head.get("ScheduleFromStart") is not None and not truth(head.get("ScheduleFromStart"))
    date = collected.read(head, "FinishDate" if from_finish else "StartDate", moment)
    return Settings(
        name=_name(head, summary),
        note=_note(head, summary),
        start=None if from_finish else date,
        finish=date if from_finish else None,
        schedule_from="finish" if from_finish else "start",
        status_date=status,
        calendar=calendar,
        currency=_currency(head),
        options=_options(collected, head),
        fields=_properties(head) | (fields.of(summary) if summary else {}),
        source=_source(head),
    )


def project_summary(collected: Collected) -> Record | None:
    """Return the record that stands for the whole project, the task number 0."""
    for record in collected.sections.tasks[:1]:
        if record.get("UID") == "0" and whole_number(record.get("OutlineLevel") or "0") == 0:
            return record
    return None


def default_day(head: Record) -> int:
    """Return the working minutes that the project counts as a day."""
    minutes = whole_number(head.get("MinutesPerDay"))
    return minutes if minutes is not None and 0 < minutes <= 1440 else _USUAL_DAY


def _name(head: Record, summary: Record | None) -> str | None:
    name = (
        line(head.get("Title")) or (line(summary.get("Name")) if summary else None) or line(head.get("Name"))
    )
    for ending in (".xml", ".mpp"):
        if name and name.lower().endswith(ending) and len(name) > len(ending):
            name = name[: -len(ending)]
    return name


def _note(head: Record, summary: Record | None) -> str | None:
    notes = (words(head.get("Comments")), words(summary.get("Notes")) if summary else None)
    return "\n\n".join(dict.fromkeys(note for note in notes if note)) or None


def _currency(head: Record) -> str | None:
    code = head.get("CurrencyCode") or ""
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code.upper()
    return _SYMBOLS.get(head.get("CurrencySymbol") or "")


def _properties(head: Record) -> dict[str, str]:
    return {name: text for name in _PROPERTIES if (text := line(head.get(name)))}


def _source(head: Record) -> Source:
    known = {"project": line(head.get("Name")), "uid": line(head.get("UID")), "guid": line(head.get("GUID"))}
    return Source(tool=TOOL, **{key: value for key, value in known.items() if value})


def _options(collected: Collected, head: Record) -> SchedulingOptions:
    flags = {
        "multiple_critical_paths": "MultipleCriticalPaths",
        "honour_constraints": "HonorConstraints",
        "split_in_progress": "SplitsInProgressTasks",
        "move_remaining_back": "MoveRemainingStartsBack",
        "move_remaining_forward": "MoveRemainingStartsForward",
        "move_completed_back": "MoveCompletedEndsBack",
        "move_completed_forward": "MoveCompletedEndsForward",
    }
    said: dict[str, Any] = {
        key: truth(head.get(name)) for key, name in flags.items() if head.get(name) is not None
    }
    said |= {
        "minutes_per_day": _within(head, "MinutesPerDay", 1440),
        "minutes_per_week": _within(head, "MinutesPerWeek", 10080),
        "days_per_month": _within(head, "DaysPerMonth", 31),
        "default_start": _clock(collected, head, "DefaultStartTime"),
        "default_finish": _clock(collected, head, "DefaultFinishTime"),
    }
    limit = whole_number(head.get("CriticalSlackLimit"))
    if limit:
        said["critical_float"] = duration(Decimal(limit * default_day(head)))
    return SchedulingOptions(
        preset="msproject", **{key: value for key, value in said.items() if value is not None}
    )


def _within(head: Record, name: str, most: int) -> int | None:
    number = whole_number(head.get(name))
    return number if number is not None and 0 < number <= most else None


def _clock(collected: Collected, head: Record, name: str) -> Clock | None:
    minute = collected.read(head, name, clock)
    return None if minute is None else Clock(minute)
