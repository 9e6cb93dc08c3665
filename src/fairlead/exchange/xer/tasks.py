"""Activities: what kind they are, how long they take, when they can be and how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fairlead.exchange.imported import StoredDates
from fairlead.exchange.xer.assignments import Assigned
from fairlead.exchange.xer.collecting import Collected, source_of
from fairlead.exchange.xer.constraints import constraints_of, fixed_dates
from fairlead.exchange.xer.fields import Fields
from fairlead.exchange.xer.notes import Notes
from fairlead.exchange.xer.outline import Breakdown, parent_of
from fairlead.exchange.xer.parsing import Row
from fairlead.exchange.xer.projects import Projects
from fairlead.exchange.xer.scalars import decimal, length, line, minutes, moment
from fairlead.plan.entities import Task
from fairlead.plan.values import Estimate, Link, Moment, Money, Percent

_ACTIVITY_TYPES = {
    "TT_Mile": "start milestone",
    "TT_FinMile": "finish milestone",
    "TT_LOE": "level of effort",
    "TT_WBS": "WBS summary",
    "TT_Rsrc": "resource dependent",
}
_MILESTONES = ("TT_Mile", "TT_FinMile")
SPANS = ("TT_LOE", "TT_WBS")
_DURATION_TYPES = {
    "DT_FixedDrtn": "fixed duration",
    "DT_FixedDUR2": "fixed duration",
    "DT_FixedRate": "fixed units",
    "DT_FixedQty": "fixed work",
}
_PERCENT_TYPES = {"CP_Phys": "physical", "CP_Units": "units"}
_PRIORITIES = {"PT_Top": 900, "PT_High": 700, "PT_Low": 300, "PT_Lowest": 100}
_STARTS = ("act_start_date", "restart_date", "early_start_date", "target_start_date")
_FINISHES = ("act_end_date", "reend_date", "early_end_date", "target_end_date")
"""Where an activity of another project stands: what Primavera P6 takes when it is not scheduled along (`aref`)."""
_DIGITS = Decimal("0.0001")
_NO_PLACE = (
    ("location_id", "locations"),
    ("est_wt", ""),
    ("rsrc_id", "primary resources of activities"),
)


@dataclass
class Tables:
    """What else is known of activities when they become tasks."""

    projects: Projects
    breakdown: Breakdown
    fields: Fields
    notes: Notes
    links: Mapping[str, tuple[Link, ...]]
    assigned: Mapping[str, Assigned]
    costs: Mapping[str, Decimal]
    calendars: Mapping[str, str | None]
    """Calendars by their ids in the export; None is the plan's own."""
    heeds_others: bool
    critical_minutes: int | None
    """Up to which total float the project calls an activity critical; None where it goes by the longest path."""


def add_task(collected: Collected, row: Row, tables: Tables) -> None:
    """Add an activity of a project that is read."""
    uid = row.get("task_id") or ""
    id, kind = collected.task_ids[uid], row.get("task_type")
    if kind not in _ACTIVITY_TYPES and kind != "TT_Task":
        collected.lose("activities of an unknown type (taken for task dependent)")
    for name, what in _NO_PLACE:
        if what and row.get(name) is not None:
            collected.lose(what)
    parent = parent_of(tables.breakdown, row.get("wbs_id"), row.get("proj_id"))
    said = _how_long(collected, row) | _progress(collected, row) | _worth(tables, uid, row)
    said |= constraints_of(collected, row, heeds_others=tables.heeds_others)
    calendar = _calendar(collected, row, tables)
    if uid in tables.assigned:
        said |= tables.assigned[uid].fields()
        if calendar is not None and kind != "TT_Rsrc":
            said["ignore_hours"] = True
    said |= {
        "name": line(row.get("task_name")),
        "wbs": line(row.get("task_code")),
        "after": tables.links.get(id),
        "calendar": calendar,
        "note": tables.notes.get(("task_id", uid)),
        "fields": tables.fields.of("TASK", uid),
        "parent": parent,
    }
    task = Task(
        id=id,
        source=_source(row, tables),
        rank=tables.breakdown.next_rank(parent),
        # The rules look at what a task says: what it doesn't say is left out.
        **{key: value for key, value in said.items() if value is not None and value != {}},
    )
    collected.add(task, row)
    _keep_stored_dates(collected, row, id, tables.critical_minutes)


def add_elsewhere(collected: Collected, row: Row, parent: str, tables: Tables) -> None:
    """Add an activity of another project: its dates are only shown here, its late finish is when it is needed."""
    uid = row.get("task_id") or ""
    done = moment(row.get("act_end_date"))
    start, finish = (_first_date(row, names) for names in (_STARTS, _FINISHES))
    task = Task(
        id=collected.task_ids[uid],
        name=line(row.get("task_name")),
        wbs=line(row.get("task_code")),
        after=tables.links.get(collected.task_ids[uid], ()),
        external=True,
        milestone=row.get("task_type") in _MILESTONES,
        deadline=moment(row.get("late_end_date")) if done is None else None,
        source=_source(row, tables),
        parent=parent,
        rank=tables.breakdown.next_rank(parent),
        **fixed_dates(start, finish),
    )
    collected.add(task, row)


def _first_date(row: Row, names: tuple[str, ...]) -> Moment | None:
    return next((date for name in names if (date := moment(row.get(name))) is not None), None)


def _how_long(collected: Collected, row: Row) -> dict[str, Any]:
    """Return what kind of activity it is, and its planned duration; milestones have none."""
    kind = row.get("task_type") or ""
    said: dict[str, Any] = {"activity_type": _ACTIVITY_TYPES.get(kind)}
    if kind in _MILESTONES:
        return said | {"milestone": True}
    whole = collected.read(row, "target_drtn_hr_cnt", minutes)
    if whole is None:
        whole = collected.read(row, "remain_drtn_hr_cnt", minutes)
    if whole is not None and whole < 0:
        collected.lose("negative durations")
    said["duration"] = Estimate.of(length(max(whole or 0, 0)))
    return said | {"task_type": _DURATION_TYPES.get(row.get("duration_type") or "")}


def _progress(collected: Collected, row: Row) -> dict[str, Any]:
    """Return how far an activity is: remaining duration, not percent complete, is what dates follow from."""
    started = collected.read(row, "act_start_date", moment)
    done = collected.read(row, "act_end_date", moment)
    if done is not None and started is not None and done < started:
        collected.lose("actual starts after the actual finish")
        started = done
    physical = _percent(row.get("phys_complete_pct"))
    said: dict[str, Any] = {
        "started": started,
        "done": done,
        "percent_type": _PERCENT_TYPES.get(row.get("complete_pct_type") or ""),
        "percent_physical": physical if physical and physical.fraction else None,
        "expected_finish": collected.read(row, "expect_end_date", moment) if done is None else None,
        "spent": _spent(row),
    }
    if done is None and row.get("task_type") not in _MILESTONES:
        said |= _left(collected, row)
    if done is None and started is not None:
        said |= _interrupted(row)
    return said


def _left(collected: Collected, row: Row) -> dict[str, Any]:
    whole, left = minutes(row.get("target_drtn_hr_cnt")), collected.read(row, "remain_drtn_hr_cnt", minutes)
    begun = row.get("act_start_date") is not None
    if left is None or (left == whole and not begun):
        return {}
    said: dict[str, Any] = {"left": Estimate.of(length(max(left, 0)))}
    if begun and whole:
        share = Decimal(max(whole - max(left, 0), 0)) / whole
        said["percent"] = Percent(share.quantize(_DIGITS).normalize())
    work_left = minutes(row.get("remain_work_qty"))
    if begun and work_left and work_left > 0:
        said["left_work"] = length(work_left)
    return said


def _interrupted(row: Row) -> dict[str, Any]:
    suspended, resumed = moment(row.get("suspend_date")), moment(row.get("resume_date"))
    if suspended is not None and resumed is not None and resumed < suspended:
        return {"resumed": resumed}
    return {"suspended": suspended, "resumed": resumed}


def _spent(row: Row) -> Any:
    spent = minutes(row.get("act_work_qty"))
    return length(spent) if spent is not None and spent > 0 else None


def _percent(text: str | None) -> Percent | None:
    number = decimal(text)
    return Percent(number / 100) if number is not None and 0 <= number <= 100 else None


def _worth(tables: Tables, uid: str, row: Row) -> dict[str, Any]:
    cost = tables.costs.get(uid)
    priority = _PRIORITIES.get(row.get("priority_type") or "")
    return {"cost": Money(cost) if cost else None, "priority": priority}


def _calendar(collected: Collected, row: Row, tables: Tables) -> str | None:
    uid = row.get("clndr_id")
    if uid is None or uid not in tables.calendars:
        collected.lose("activities without a calendar of the file (they go by the project's)")
        return None
    return tables.calendars[uid]


def _source(row: Row, tables: Tables) -> Any:
    project = tables.projects.short_name(row.get("proj_id") or "")
    return source_of(row, row.get("task_id"), code=line(row.get("task_code")), project=project)


def _keep_stored_dates(collected: Collected, row: Row, id: str, critical_minutes: int | None) -> None:
    """Keep the dates that Primavera P6 calculated, to compare with; critical follows from what it stores."""
    total, done = minutes(row.get("total_float_hr_cnt")), row.get("act_end_date") is not None
    longest = row.get("driving_path_flag")
    critical: bool | None = None
    if critical_minutes is not None and (total is not None or done):
        critical = not done and total is not None and total <= critical_minutes
    elif critical_minutes is None and longest is not None:
        critical = longest == "Y" and not done
    early = moment(row.get("early_start_date")), moment(row.get("early_end_date"))
    collected.stored[id] = StoredDates(
        start=moment(row.get("act_start_date")) or early[0],
        finish=moment(row.get("act_end_date")) or early[1],
        early_start=early[0],
        early_finish=early[1],
        late_start=moment(row.get("late_start_date")),
        late_finish=moment(row.get("late_end_date")),
        total_float_minutes=total,
        free_float_minutes=minutes(row.get("free_float_hr_cnt")),
        critical=critical,
    )
