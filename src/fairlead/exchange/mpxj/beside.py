"""What MPXJ says beside the XML, put back where Microsoft Project itself would have written it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from fairlead.exchange.imported import StoredDates
from fairlead.exchange.mspdi.collecting import Collected
from fairlead.exchange.mspdi.parsing import Record, Sections
from fairlead.exchange.scalars import duration, moment
from fairlead.plan.entities import Settings, Task
from fairlead.plan.values import Period

Said = Mapping[str, Any]

_FIELDS = {
    "Start": "start",
    "Finish": "finish",
    "EarlyStart": "early_start",
    "EarlyFinish": "early_finish",
    "LateStart": "late_start",
    "LateFinish": "late_finish",
    "TotalSlack": "total_float_minutes",
    "FreeSlack": "free_float_minutes",
    "StartSlack": "start_float_minutes",
    "FinishSlack": "finish_float_minutes",
    "Critical": "critical",
}
_STARTS = ("Start", "EarlyStart", "LateStart", "ActualStart", "Resume")
_FINISHES = ("Finish", "EarlyFinish", "LateFinish", "ActualFinish", "Stop", "Deadline")
_CONSTRAINS_FINISH = frozenset({"3", "6", "7"})
_MIDNIGHT = "T00:00:00"


def complete_records(sections: Sections, said: Said) -> None:
    """Put lags, slacks and flags into the records of the XML before they are read; its lines mean nothing."""
    for records in (sections.tasks, sections.calendars, sections.resources, sections.assignments):
        for record in records:
            record.line = None
    if not said.get("current_date_stored"):
        # Otherwise it is the moment at which the file was read.
        sections.head.text.pop("CurrentDate", None)
    if said.get("format") == "MPX":
        _read_days_as_hours(sections)
    for record, task in _pairs(sections, said):
        if task.get("external"):
            record.text["ExternalTask"] = "true"
        for name, length in task.get("slacks", {}).items():
            record.text[name] = str(_tenth(length) * 10)
        _complete_lags(record.all("PredecessorLink"), task.get("lags", ()))


def complete_entities(collected: Collected, said: Said) -> None:
    """Put interruptions, the critical float and what is stored at all into what was read.

    Whatever Microsoft Project's own formats don't say of slacks is nought, or follows from what they do say.
    """
    ids = {}
    for record, task in _pairs(collected.sections, said):
        id = ids[record.text.get("UID")] = record.text.get("fairlead id")
        if id is not None and said.get("format") == "MPD":
            _forget_what_is_not_stored(collected, id, ("FreeSlack",))  # in a unit that nobody knows
        elif id is not None and said.get("format") != "MPP":
            _forget_what_is_not_stored(collected, id, task.get("not_stored", ()))
    parts = {
        record.text.get("fairlead id"): task["parts"]
        for record, task in _pairs(collected.sections, said)
        if "parts" in task
    }
    changed = dict(_options(said))
    for place, entity in enumerate(collected.entities):
        if isinstance(entity, Task) and entity.id in parts:
            collected.entities[place] = _interrupted(entity, parts[entity.id])
        elif isinstance(entity, Settings) and changed:
            options = entity.options.model_copy(update=changed)
            collected.entities[place] = entity.model_copy(update={"options": options})
    _count_lost(collected, said)


_PROJECT_98 = 8
"""Its files have this version; their begun tasks without successors are stored without float."""


def _options(said: Said) -> Iterator[tuple[str, Any]]:
    """Yield the scheduling options that the XML doesn't say, or not exactly."""
    if limit := said.get("critical_float_minutes"):
        yield "critical_float", duration(_tenth(limit))
    if said.get("format") == "MPP" and said.get("file_version") == _PROJECT_98:
        yield "begun_open_ends_critical", True


def _pairs(sections: Sections, said: Said) -> list[tuple[Record, Said]]:
    """Return each task's record with what is said beside it; both stand in one order."""
    tasks: Sequence[Said] = said.get("tasks", ())
    return list(zip(sections.tasks, tasks, strict=True)) if len(tasks) == len(sections.tasks) else []


def _complete_lags(links: list[Record], lags: Sequence[float]) -> None:
    if len(links) == len(lags):
        for link, lag in zip(links, lags, strict=True):
            percent = link.get("LagFormat") in ("19", "20", "51", "52")
            link.text["LinkLag"] = str(_tenth(lag) if percent else _tenth(lag) * 10)


def _tenth(number: float) -> Decimal:
    return Decimal(str(number)).quantize(Decimal("0.1"))


def _read_days_as_hours(sections: Sections) -> None:
    """Where a file holds days without times, starts mean the hour at which days begin, finishes that at which they end.

    MPX files are written with dates as the user sees them, mostly without the time of day.
    """
    said = [record.text.get(name, _MIDNIGHT) for record in sections.tasks for name in (*_STARTS, *_FINISHES)]
    if not all(text.endswith(_MIDNIGHT) for text in said):
        return
    begins = f"T{sections.head.get('DefaultStartTime') or '08:00:00'}"
    ends = f"T{sections.head.get('DefaultFinishTime') or '17:00:00'}"
    for record in sections.tasks:
        held_at_end = record.get("ConstraintType") in _CONSTRAINS_FINISH
        finishes = (*_FINISHES, "ConstraintDate") if held_at_end else _FINISHES
        starts = _STARTS if held_at_end else (*_STARTS, "ConstraintDate")
        for names, hour in ((starts, begins), (finishes, ends)):
            for name in names:
                if (text := record.text.get(name)) is not None:
                    record.text[name] = text.replace(_MIDNIGHT, hour)


def _forget_what_is_not_stored(collected: Collected, id: str, names: Sequence[str]) -> None:
    dates = collected.stored.get(id)
    if dates is None:
        return
    known = replace(dates, **{_FIELDS[name]: None for name in names if name in _FIELDS})
    collected.stored[id] = known
    if known == StoredDates():
        del collected.stored[id]


def _interrupted(task: Task, parts: Sequence[Sequence[str]]) -> Task:
    """Return the task with the stretches in which it is worked; elapsed time is never interrupted."""
    length = task.duration.most_likely() if task.duration is not None else None
    if length is not None and length.unit.startswith("e"):
        return task
    found = []
    for start, end in parts:
        first, last = moment(start), moment(end)
        if first is not None and last is not None and first.minutes() < last.minutes():
            found.append(Period(first, last))
    return task.model_copy(update={"parts": tuple(found)}) if len(found) > 1 else task


def _count_lost(collected: Collected, said: Said) -> None:
    collected.lose(
        "further assignments of a resource to the same task", int(said.get("repeated_assignments") or 0)
    )
    seconds = sum("secondary_constraint" in task for task in said.get("tasks", ()))
    collected.lose("second constraints of tasks", seconds)
