"""The rules a project was scheduled by: what Primavera P6 asks in its dialogue before it schedules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fairlead.exchange.xer.parsing import Row, Tables
from fairlead.exchange.xer.scalars import length, minutes, truth
from fairlead.plan.entities import SchedulingOptions

_FLOATS = {"FT_FF": "finish", "FT_SF": "start", "FT_MIN": "smallest", "FT_Min": "smallest"}
_LAG_CALENDARS = {
    "rcal_Predecessor": "predecessor",
    "rcal_Successor": "successor",
    "rcal_24Hour": "24h",
    "rcal_ProjDefault": "project",
}
_FLAGS = {
    "open_ends_critical": "sched_open_critical_flag",
    "use_expected_finish": "sched_use_expect_end_flag",
}


def options_of(tables: Tables, project: Row, calendar: Row | None) -> SchedulingOptions:
    """Return the scheduling options of a project; `calendar` is its own, by whose hours days and weeks are counted."""
    row = options_row(tables, project)
    said: dict[str, Any] = {"critical_rule": critical_rule(project)}
    limit = critical_minutes(project)
    if limit:
        said["critical_float"] = length(limit)
    if row is not None:
        said |= {key: truth(row.get(name)) for key, name in _FLAGS.items() if row.get(name) is not None}
        said |= {
            "progress": _progress(row),
            "float_rule": _FLOATS.get(row.get("sched_float_type") or ""),
            "lag_calendar": _LAG_CALENDARS.get(row.get("sched_calendar_on_relationship_lag") or ""),
            "ss_lag_from": _ss_lag(row),
            "ignore_external": True if row.get("sched_outer_depend_type") == "SD_None" else None,
        }
    said |= _units(calendar)
    return SchedulingOptions(preset="p6", **{key: value for key, value in said.items() if value is not None})


def options_row(tables: Tables, project: Row) -> Row | None:
    """Return the options stored for a project."""
    rows = tables.of("SCHEDOPTIONS")
    return next((row for row in rows if row.get("proj_id") == project.get("proj_id")), None)


def heeds_other_projects(tables: Tables, project: Row) -> bool:
    """Return whether links to other projects count."""
    row = options_row(tables, project)
    return row is None or row.get("sched_outer_depend_type") != "SD_None"


def critical_rule(project: Row) -> str:
    """Return by what the project calls an activity critical."""
    return "longest path" if project.get("critical_path_type") == "CT_DrivPath" else "total float"


def critical_minutes(project: Row) -> int:
    """Return up to which total float an activity is critical."""
    return minutes(project.get("critical_drtn_hr_cnt")) or 0


def _progress(row: Row) -> str:
    if truth(row.get("sched_retained_logic")):
        return "retained logic"
    return "progress override" if truth(row.get("sched_progress_override")) else "actual dates"


def _ss_lag(row: Row) -> str | None:
    flag = row.get("sched_lag_early_start_flag")
    return None if flag is None else "early start" if truth(flag) else "actual start"


def _units(calendar: Row | None) -> dict[str, int]:
    """Return how many minutes a day and a week are, and how many days a month, as the project's calendar says."""
    if calendar is None:
        return {}
    day, week, month = (minutes(calendar.get(f"{name}_hr_cnt")) for name in ("day", "week", "month"))
    found: dict[str, int] = {}
    if day is not None and 0 < day <= 1440:
        found["minutes_per_day"] = day
        if month is not None and 0 < round(Decimal(month) / day) <= 31:
            found["days_per_month"] = round(Decimal(month) / day)
    if week is not None and 0 < week <= 10080:
        found["minutes_per_week"] = week
    return found
