"""Baselines: the planned dates of each activity, and the baseline projects that were exported along."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fairlead.exchange.imported import BaselineDates
from fairlead.exchange.xer.collecting import Collected
from fairlead.exchange.xer.parsing import Row
from fairlead.exchange.xer.projects import Projects
from fairlead.exchange.xer.scalars import minutes, moment
from fairlead.plan.entities import Baseline

PLANNED = "planned"


def keep_planned_dates(collected: Collected, row: Row) -> None:
    """Keep what Primavera P6 compares with where a project has no baseline: the planned dates of its own activities."""
    _keep(collected, PLANNED, collected.task_ids[row.get("task_id") or ""], row, "target")


def keep_baseline_projects(collected: Collected, projects: Projects) -> dict[str, str]:
    """Keep the dates of baseline projects, activity by activity with the same id; return their projects by baseline."""
    codes = {
        (row.get("proj_id"), row.get("task_code")): id
        for row in collected.tables.of("TASK")
        if (id := collected.task_ids.get(row.get("task_id") or "")) is not None
    }
    ids: dict[str, str] = {}
    for row in collected.tables.of("TASK"):
        project = row.get("proj_id") or ""
        origin = projects.baselines.get(project)
        if origin not in projects.chosen:
            continue
        task = codes.get((origin, row.get("task_code")))
        if task is None:
            collected.lose("activities of baselines that the project no longer has")
            continue
        if project not in ids:
            ids[project] = collected.keep_id("baseline", projects.short_name(project), f"baseline-{project}")
        _keep(collected, ids[project], task, row, "early")
    return {id: project for project, id in ids.items()}


def add_baselines(collected: Collected, projects: Projects, taken_from: Mapping[str, str]) -> None:
    """Add an entity for each baseline that holds something."""
    for id in collected.baselines:
        if id == PLANNED:
            collected.add(Baseline(id=id, name="Planned dates"))
            continue
        row = projects.rows[taken_from[id]]
        date = moment(row.get("last_recalc_date"))
        collected.add(Baseline(id=id, name=projects.short_name(taken_from[id]), taken=date), row)


def _keep(collected: Collected, baseline: str, task: str, row: Row, dates: str) -> None:
    start, finish = moment(row.get(f"{dates}_start_date")), moment(row.get(f"{dates}_end_date"))
    if dates == "early":
        start = moment(row.get("act_start_date")) or start or moment(row.get("target_start_date"))
        finish = moment(row.get("act_end_date")) or finish or moment(row.get("target_end_date"))
    duration, work = minutes(row.get("target_drtn_hr_cnt")), minutes(row.get("target_work_qty"))
    agreed = BaselineDates(
        start=start,
        finish=finish,
        duration_minutes=None if duration is None else Decimal(duration),
        work_minutes=Decimal(work) if work else None,
    )
    if agreed.start is not None or agreed.finish is not None:
        collected.baselines.setdefault(baseline, {})[task] = agreed
