"""Tasks: the outline, how long they take, when they can be and how far they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fairlead.exchange.mspdi.assignments import Assigned
from fairlead.exchange.mspdi.baselines import PLAN, keep_baselines, keep_stored_dates
from fairlead.exchange.mspdi.collecting import Collected, source_of
from fairlead.exchange.mspdi.constraints import constraint_of, fixed_dates
from fairlead.exchange.mspdi.custom_fields import CustomFields
from fairlead.exchange.mspdi.hyperlinks import urls_of
from fairlead.exchange.mspdi.links import links_of
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.progress import progress_of
from fairlead.exchange.mspdi.scalars import ELAPSED_FORMATS, minutes, money, tenths, truth
from fairlead.exchange.scalars import duration, line, moment, whole_number, words
from fairlead.plan.entities import Task
from fairlead.plan.values import Estimate, Money

_TYPES = {0: "fixed units", 1: "fixed duration", 2: "fixed work"}
_ACCRUALS = {1: "start", 2: "finish"}
_USUAL_PRIORITY = 500
DEEPEST = 100
"""Outline levels that are kept apart; whatever stands deeper stands on this one, for only a hostile file has more."""
_NO_PLACE = {
    "HideBar": ("hidden bars", frozenset({"0", "false"})),
    "Rollup": ("bars rolled up to summaries", frozenset({"0", "false"})),
    "DisplayAsSummary": ("tasks shown like summaries", frozenset({"0", "false"})),
    "LevelAssignments": ("tasks whose assignments levelling leaves alone", frozenset({"1", "true"})),
    "EarnedValueMethod": ("earned value by physical percent complete", frozenset({"0"})),
    "OvertimeWork": ("overtime work of tasks", frozenset({"PT0H0M0S"})),
    "StatusManager": ("status managers of tasks", frozenset()),
    "CommitmentType": ("deliverables and dependencies on them", frozenset({"0"})),
}


def number_tasks(collected: Collected) -> None:
    """Give every task its id, before links are read: they may point forward."""
    for _, record in _listed(collected):
        uid = whole_number(record.get("UID"))
        id = collected.mint("task", line(record.get("Name")), f"task-{abs(uid)}" if uid is not None else None)
        record.text["fairlead id"] = id
        if uid is not None and uid not in collected.task_ids:
            collected.task_ids[uid] = id
        else:
            collected.lose("tasks without a UID of their own (links and assignments to them)")


def add_tasks(collected: Collected, fields: CustomFields, assigned: dict[int, Assigned]) -> None:
    """Add the tasks in the file's order, each below the last one before it that stands further out."""
    above: list[tuple[int, str]] = []
    ranks: dict[str | None, int] = {}
    listed = list(_listed(collected))
    for index, (level, record) in enumerate(listed):
        while above and above[-1][0] >= level:
            above.pop()
        parent = above[-1][1] if above else None
        below = index + 1 < len(listed) and listed[index + 1][0] > level
        rank = ranks[parent] = ranks.get(parent, -1) + 1
        id = record.text["fairlead id"]
        is_first = collected.task_ids.get(whole_number(record.get("UID")) or 0) == id
        said = assigned.get(whole_number(record.get("UID")) or 0) if is_first else None
        _add_task(
            collected, fields, record, said or Assigned(), {"parent": parent, "rank": float(rank)}, below
        )
        above.append((level, id))


def keep_project_figures(collected: Collected, summary: Record) -> None:
    """Keep the baselines and dates of the project as a whole."""
    keep_baselines(collected, summary, PLAN)
    keep_stored_dates(collected, summary, PLAN)


def is_elapsed(record: Record) -> bool:
    """Return whether a task's duration passes on the clock."""
    return whole_number(record.get("DurationFormat")) in ELAPSED_FORMATS


def _listed(collected: Collected) -> Iterator[tuple[int, Record]]:
    """Yield the tasks with their outline level; blank rows and the project's own task are passed over."""
    for index, record in enumerate(collected.sections.tasks):
        level = _level(record)
        if truth(record.get("IsNull")) or (index == 0 and record.get("UID") == "0" and level == 0):
            continue
        yield level, record


def _level(record: Record) -> int:
    level = whole_number(record.get("OutlineLevel"))
    if level is None:
        number = record.get("OutlineNumber")
        level = number.count(".") + 1 if number and number != "0" else 1 if record.get("UID") != "0" else 0
    return min(max(level, 0), DEEPEST)


def _add_task(
    collected: Collected,
    fields: CustomFields,
    record: Record,
    assigned: Assigned,
    place: dict[str, Any],
    summary: bool,
) -> None:
    id = record.text["fairlead id"]
    collected.lose_others(record, _NO_PLACE)
    if truth(record.get("Milestone")) and summary:
        collected.lose("summaries shown as milestones")
    if truth(record.get("Recurring")) and summary:
        collected.lose("rhythms of recurring tasks (every occurrence is kept as a task)")
    said = _how_long(collected, record, summary) | _when(collected, record, summary) | _worth(record)
    said |= assigned.fields() | progress_of(collected, record, summary)
    if said.get("parts") and (summary or is_elapsed(record)):
        del said["parts"]
    task = Task(
        id=id,
        name=line(record.get("Name")),
        wbs=_wbs(record),
        note=_note(record, assigned),
        urls=urls_of(record),
        fields=_more(record) | fields.of(record),
        source=source_of(record, project=_project(record)),
        **place,
        **said,
    )
    collected.add(task, record)
    keep_stored_dates(collected, record, id)
    keep_baselines(collected, record, id)


def _how_long(collected: Collected, record: Record, summary: bool) -> dict[str, Any]:
    """Return how long a task takes: a milestone no time, a summary as long as what is below it."""
    said: dict[str, Any] = {}
    manual = truth(record.get("Manual"))
    name = "ManualDuration" if manual and record.get("ManualDuration") else "Duration"
    length = collected.read(record, name, minutes)
    if truth(record.get("Milestone")) and not summary:
        said["milestone"] = True
    if (length and length > 0) or (length == 0 and not said):
        said["duration"] = Estimate.of(duration(length, elapsed=is_elapsed(record)))
    if summary:
        return said if manual and length else {}
    if truth(record.get("Estimated")):
        said["estimated"] = True
    kind = whole_number(record.get("Type"))
    if kind is not None and kind in _TYPES and "duration" in said:
        said["task_type"] = _TYPES[kind]
    if record.get("EffortDriven") is not None and kind != 2 and "duration" in said:
        said["effort_driven"] = truth(record.get("EffortDriven"))
    if record.get("LevelingCanSplit") is not None and not truth(record.get("LevelingCanSplit")):
        said["split"] = False
    return said


def _when(collected: Collected, record: Record, summary: bool) -> dict[str, Any]:
    """Return what holds a task in its place: links, constraints, calendars, its mode."""
    said: dict[str, Any] = {"after": links_of(collected, record)} if record.all("PredecessorLink") else {}
    if truth(record.get("Manual")):
        said |= {"manual": True} | _manual_dates(collected, record)
    elif (elsewhere := _elsewhere(record)) is not None and not summary:
        said |= {elsewhere: True} | fixed_dates(moment(record.get("Start")), moment(record.get("Finish")))
    else:
        said |= constraint_of(collected, record)
    calendar = collected.calendar_ids.get(whole_number(record.get("CalendarUID")) or -1)
    said |= {"calendar": calendar} if calendar else {}
    if truth(record.get("IgnoreResourceCalendar")):
        said["ignore_hours"] = True
    if record.get("Active") is not None and not truth(record.get("Active")):
        said["inactive"] = True
    if (deadline := collected.read(record, "Deadline", moment)) is not None:
        said["deadline"] = deadline
    delay = tenths(record.get("LevelingDelay"))
    if delay and not summary:
        elapsed = (whole_number(record.get("LevelingDelayFormat")) or 8) in ELAPSED_FORMATS
        said["levelling_delay"] = duration(delay, elapsed=elapsed)
    priority = whole_number(record.get("Priority"))
    if priority is not None and 0 <= priority <= 1000 and priority != _USUAL_PRIORITY:
        said["priority"] = priority
    return said


def _manual_dates(collected: Collected, record: Record) -> dict[str, Any]:
    """Return the dates of a manual task; one with a text for a date goes by the date Microsoft Project shows it at."""
    for name in ("StartText", "FinishText"):
        if (text := record.get(name)) and moment(text) is None:
            collected.lose("dates of manual tasks that are words")
    start = moment(record.get("Start")) or moment(record.get("ManualStart"))
    finish = moment(record.get("Finish")) or moment(record.get("ManualFinish"))
    return fixed_dates(start, finish)


def _elsewhere(record: Record) -> str | None:
    """Return how a task stands for work of another project, whose dates are only shown here.

    A task that another one is linked with is external; an inserted project is a part of this one, which ends with it.
    """
    if truth(record.get("ExternalTask")):
        return "external"
    return "manual" if truth(record.get("IsSubproject")) else None


def _project(record: Record) -> str | None:
    return line(record.get("ExternalTaskProject")) or line(record.get("SubprojectName"))


def _worth(record: Record) -> dict[str, Any]:
    cost = money(record.get("FixedCost"))
    said: dict[str, Any] = {"cost": Money(cost)} if cost else {}
    accrual = whole_number(record.get("FixedCostAccrual"))
    if cost and accrual in _ACCRUALS:
        said["cost_accrual"] = _ACCRUALS[accrual]
    return said


def _wbs(record: Record) -> str | None:
    """Return the WBS code where it says more than the outline, which numbers itself."""
    code = line(record.get("WBS"))
    return code if code and code != record.get("OutlineNumber") else None


def _note(record: Record, assigned: Assigned) -> str | None:
    notes = [note for note in (words(record.get("Notes")), *assigned.notes) if note]
    return "\n\n".join(notes) or None


def _more(record: Record) -> dict[str, str]:
    """Return what people typed that has no key of its own."""
    contact = line(record.get("Contact"))
    return {"Contact": contact} if contact else {}
