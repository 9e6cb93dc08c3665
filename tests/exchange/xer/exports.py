"""Exports of Primavera P6 written in a few words, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fairlead.exchange.imported import Imported
from fairlead.exchange.xer import read_xer
from fairlead.plan.entities import Task
from fairlead.schedule.schedule import Schedule, schedule

Rows = Iterable[Mapping[str, Any]]
HEAD = "ERMHDR\t19.12\t2027-01-04\tProject\tana\tAna\tdb\tProject Management\tEUR"
WEEKDAYS = range(2, 7)
DAY_SHIFTS = (("08:00", "12:00"), ("13:00", "17:00"))
ALL_DAY = (("00:00", "00:00"),)


def table(name: str, rows: Rows) -> list[str]:
    """The lines of one table; its fields are those that any row has."""
    rows = [dict(row) for row in rows]
    fields = list(dict.fromkeys(key for row in rows for key in row))
    lines = [f"%T\t{name}", "\t".join(["%F", *fields])]
    return lines + ["\t".join(["%R", *(str(row.get(each, "")) for each in fields)]) for row in rows]


def export(end: str = "%E", encoding: str = "cp1252", head: str = HEAD, **tables: Rows) -> bytes:
    """A whole export with these tables."""
    lines = [line for name, rows in tables.items() for line in table(name, rows)]
    return "\r\n".join([head, *lines, end]).encode(encoding)


def hours(
    days: Iterable[int] = WEEKDAYS,
    shifts: Iterable[tuple[str, str]] = DAY_SHIFTS,
    exceptions: Mapping[int, Iterable[tuple[str, str]]] | None = None,
) -> str:
    """A calendar's data: days of the week with the same shifts, and single days by their number."""
    worked = set(days)
    week = "".join(f"(0||{day}()({_shifts(shifts) if day in worked else ''}))" for day in range(1, 8))
    single = "".join(
        f"(0||{i}(d|{day})({_shifts(own)}))" for i, (day, own) in enumerate((exceptions or {}).items())
    )
    return (
        f"(0||CalendarData()((0||DaysOfWeek()({week}))(0||VIEW(ShowTotal|N)())(0||Exceptions()({single}))))"
    )


def _shifts(shifts: Iterable[tuple[str, str]]) -> str:
    return "".join(f"(0||{i}(s|{start}|f|{end})())" for i, (start, end) in enumerate(shifts))


def calendar(id: int = 1, **said: Any) -> dict[str, Any]:
    """A calendar of eight hours from Monday to Friday."""
    known = {"clndr_id": id, "default_flag": "Y" if id == 1 else "N", "clndr_name": f"Calendar {id}"}
    return known | {"day_hr_cnt": 8, "week_hr_cnt": 40, "month_hr_cnt": 172, "clndr_data": hours()} | said


def project(id: int = 1, **said: Any) -> dict[str, Any]:
    """An exported project that begins on Monday, 4 January 2027, its data date too."""
    known = {"proj_id": id, "proj_short_name": f"P{id}", "clndr_id": 1, "plan_start_date": "2027-01-04 08:00"}
    known |= {"last_recalc_date": "2027-01-04 08:00", "export_flag": "Y", "critical_path_type": "CT_TotFloat"}
    return known | {"critical_drtn_hr_cnt": 0, "plan_end_date": ""} | said


def options(id: int = 1, **said: Any) -> dict[str, Any]:
    """Retained logic, finish float, lags on the predecessor's calendar."""
    known = {
        "schedoptions_id": id,
        "proj_id": id,
        "sched_retained_logic": "Y",
        "sched_progress_override": "N",
    }
    known |= {"sched_float_type": "FT_FF", "sched_calendar_on_relationship_lag": "rcal_Predecessor"}
    return known | {"sched_use_expect_end_flag": "Y", "sched_open_critical_flag": "N"} | said


def activity(id: int, hours: float = 8, **said: Any) -> dict[str, Any]:
    """An activity that nobody has begun: A1 takes a day."""
    known = {"task_id": id, "proj_id": 1, "wbs_id": 10, "clndr_id": 1, "task_code": f"A{id}"}
    known |= {"task_name": f"Activity {id}", "task_type": "TT_Task", "duration_type": "DT_FixedDUR2"}
    known |= {"complete_pct_type": "CP_Drtn", "status_code": "TK_NotStart"}
    return known | {"target_drtn_hr_cnt": hours, "remain_drtn_hr_cnt": hours} | said


def link(before: int, after: int, kind: str = "FS", lag: float = 0, **said: Any) -> dict[str, Any]:
    """A relationship, its lag in hours."""
    known = {"task_pred_id": before * 1000 + after, "task_id": after, "pred_task_id": before}
    return known | {"proj_id": 1, "pred_proj_id": 1, "pred_type": f"PR_{kind}", "lag_hr_cnt": lag} | said


def tables(*activities: Mapping[str, Any], links: Rows = (), **others: Rows) -> dict[str, Rows]:
    """The tables of one project with these activities and links; others replace or join them."""
    root = {"wbs_id": 10, "proj_id": 1, "proj_node_flag": "Y", "wbs_short_name": "P", "wbs_name": "Plant"}
    known: dict[str, Rows] = {
        "PROJECT": [project()],
        "CALENDAR": [calendar()],
        "SCHEDOPTIONS": [options()],
        "PROJWBS": [root],
        "TASK": activities,
        "TASKPRED": links,
    }
    return known | others


def imported(*activities: Mapping[str, Any], links: Rows = (), **others: Rows) -> Imported:
    """What reading such an export gives."""
    return read_xer(export(**tables(*activities, links=links, **others)), "plant.xer")


def scheduled(*activities: Mapping[str, Any], links: Rows = (), **others: Rows) -> Schedule:
    """The schedule of such an export."""
    return schedule(imported(*activities, links=links, **others).plan)


def task(found: Imported, code: str) -> Task:
    """The task of an activity by its code."""
    return next(each for each in found.plan.tasks.values() if each.source and each.source.code == code)
