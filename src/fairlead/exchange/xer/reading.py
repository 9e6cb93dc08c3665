"""A project exported by Primavera P6 (XER), read into a plan.

Facts about the format are those of Oracle's published map of its fields, and of files that Primavera P6 wrote.
"""

from __future__ import annotations

from fairlead.exchange.checking import findings_of, located
from fairlead.exchange.imported import Imported
from fairlead.exchange.xer import fields as own_fields
from fairlead.exchange.xer import notes as notebooks
from fairlead.exchange.xer.assignments import read_assignments
from fairlead.exchange.xer.baselines import add_baselines, keep_baseline_projects, keep_planned_dates
from fairlead.exchange.xer.calendars import Calendars
from fairlead.exchange.xer.collecting import TOOL, Collected
from fairlead.exchange.xer.fields import Fields, read_fields
from fairlead.exchange.xer.head import costs_of, project_calendar, read_settings
from fairlead.exchange.xer.links import links_of
from fairlead.exchange.xer.notes import read_notes
from fairlead.exchange.xer.options import critical_minutes, critical_rule, heeds_other_projects
from fairlead.exchange.xer.outline import add_summaries, read_breakdown
from fairlead.exchange.xer.parsing import Row, parse
from fairlead.exchange.xer.projects import Projects, read_projects
from fairlead.exchange.xer.resources import Resources
from fairlead.exchange.xer.scalars import line
from fairlead.exchange.xer.tasks import Tables, add_elsewhere, add_task
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task

_READ = frozenset(
    {"CALENDAR", "CURRTYPE", "PROJECT", "PROJWBS", "PROJCOST", "SCHEDOPTIONS", "TASK", "TASKPRED", "TASKRSRC"}
    | {"ROLES", "RSRC", "RSRCRATE", "RSRCROLE", "UMEASURE"}
)
_OF_NO_PLAN = frozenset(
    {"OBS", "FINTMPL", "NONWORK", "FINDATES", "SHIFT", "SHIFTPER", "THRSPARM", "PROJPROP"}
)
"""Settings of the database, which are nothing of the project's own."""
_NAMES = {
    "ACCOUNT": "cost accounts",
    "DOCUMENT": "documents",
    "TASKDOC": "documents of activities",
    "PROJISSU": "issues",
    "PROJRISK": "risks",
    "TASKRISK": "risks of activities",
    "PROJTHRS": "thresholds",
    "PROJEST": "estimates from top down",
    "PROJFUND": "fundings",
    "FUNDSRC": "sources of funds",
    "RSRCCURV": "curves of resources",
    "RSRCCURVDATA": "curves of resources",
    "ROLERATE": "rates of roles",
    "ROLELIMIT": "limits of roles",
    "TASKFIN": "past periods of activities",
    "TRSRCFIN": "past periods of assignments",
    "TASKUSER": "users of activities",
    "WBSBUDG": "budgets of WBS elements",
    "WBSSTEP": "milestones of WBS elements",
    "LOCATION": "locations",
}


def read_xer(data: bytes, name: str = "project.xer") -> Imported:
    """Return the project in an export of Primavera P6; of several those marked as exported, each below a summary.

    Raises ReadError, with remedy, for a text that can't be read; what is odd inside is in `findings`, what has no
    place in a plan is counted in `lost`.
    """
    collected = Collected(tables=parse(data, name))
    projects = read_projects(collected.tables, name)
    calendars, fields, notes = Calendars.of(collected), read_fields(collected), read_notes(collected)
    breakdown = read_breakdown(collected, projects)
    chosen, elsewhere = _numbered(collected, projects)
    resources = _resources(collected, calendars, fields)
    settings = read_settings(collected, projects, calendars, breakdown, notes, fields)
    used = {wbs for row in chosen if (wbs := row.get("wbs_id"))}
    add_summaries(collected, projects, breakdown, used, notes, fields)
    tables = Tables(
        projects,
        breakdown,
        fields,
        notes,
        links_of(collected),
        read_assignments(collected, resources),
        costs_of(collected),
        _calendars(calendars, project_calendar(projects, calendars), chosen),
        heeds_other_projects(collected.tables, projects.first),
        critical_minutes(projects.first) if critical_rule(projects.first) == "total float" else None,
    )
    for row in chosen:
        add_task(collected, row, tables)
        keep_planned_dates(collected, row)
    _add_elsewhere(collected, projects, elsewhere, tables)
    add_baselines(collected, projects, keep_baseline_projects(collected, projects))
    calendars.count_unused()
    _count_what_has_no_place(collected)
    collected.entities.append(settings)
    plan = Plan.of(*collected.entities)
    _tell_of_the_text(collected)
    own = (located(finding, collected.lines, name) for finding in collected.findings)
    return Imported(
        plan=plan,
        findings=(*own, *findings_of(plan, collected.lines, name)),
        stored=collected.stored,
        baselines=collected.baselines,
        lost=collected.lost,
        tool=TOOL,
        lines=collected.lines,
    )


def _numbered(collected: Collected, projects: Projects) -> tuple[list[Row], list[Row]]:
    """Give every activity its id, before links are read; return those of the plan, and those it is linked to."""
    chosen: list[Row] = []
    others: dict[str, Row] = {}
    for row in collected.tables.of("TASK"):
        uid, project = row.get("task_id"), row.get("proj_id") or projects.chosen[0]
        if uid is None or uid in collected.task_ids:
            collected.lose("activities without an id of their own")
        elif project in projects.chosen:
            collected.task_ids[uid] = _minted(collected, row, uid)
            chosen.append(row)
        elif project not in projects.baselines:
            others[uid] = row
    linked = _linked_with(collected, others)
    collected.lose("activities of other projects that nothing here is linked to", len(others) - len(linked))
    for uid in linked:
        collected.task_ids[uid] = _minted(collected, others[uid], uid)
    return chosen, [others[uid] for uid in linked]


def _minted(collected: Collected, row: Row, uid: str) -> str:
    return collected.keep_id("task", line(row.get("task_code")) or line(row.get("task_name")), f"task-{uid}")


def _linked_with(collected: Collected, others: dict[str, Row]) -> list[str]:
    """Return the activities of other projects with links from or to those of the plan."""
    found: dict[str, None] = {}
    for row in collected.tables.of("TASKPRED") if others else ():
        before, after = row.get("pred_task_id") or "", row.get("task_id") or ""
        for one, other in ((before, after), (after, before)):
            if one in others and other in collected.task_ids:
                found[one] = None
    return list(found)


def _resources(collected: Collected, calendars: Calendars, fields: Fields) -> Resources:
    resources = Resources(collected, calendars, fields)
    resources.read({id for row in collected.tables.of("TASKRSRC") if (id := row.get("rsrc_id"))})
    return resources


def _calendars(calendars: Calendars, project: str | None, chosen: list[Row]) -> dict[str, str | None]:
    """Return the calendars that activities go by; that of the plan itself needs no word."""
    uids = dict.fromkeys(uid for row in chosen if (uid := row.get("clndr_id")))
    found = {uid: calendars.id_of(uid) for uid in uids if uid in calendars.rows}
    return {uid: None if uid == project else id for uid, id in found.items()}


def _add_elsewhere(collected: Collected, projects: Projects, rows: list[Row], tables: Tables) -> None:
    """Add the activities of other projects, below a summary for each project."""
    summaries: dict[str, str] = {}
    for row in rows:
        project = row.get("proj_id") or ""
        if project not in summaries:
            name = projects.short_name(project)
            id = summaries[project] = collected.mint("task", name, f"project-{project}")
            collected.add(Task(id=id, name=name, external=True, rank=tables.breakdown.next_rank(None)))
        add_elsewhere(collected, row, summaries[project], tables)


def _count_what_has_no_place(collected: Collected) -> None:
    known = _READ | _OF_NO_PLAN | own_fields.TABLES | notebooks.TABLES
    for table, rows in collected.tables.rows.items():
        if table not in known:
            collected.lose(
                _NAMES.get(table, f"rows of the table {table[:40] or 'without a name'}"), len(rows)
            )
    collected.lost.update(collected.tables.odd)


def _tell_of_the_text(collected: Collected) -> None:
    """Say where an export breaks off, or where its characters had to be guessed."""
    tables = collected.tables
    if tables.cut_off:
        message = "the export breaks off before its end (%E); what is there was read"
        collected.warn("cut-off", message, "Export the project again from Primavera P6")
    if tables.unreadable:
        count = f"{tables.unreadable:,} character{'s' if tables.unreadable > 1 else ''}"
        message = f"{count} can't be read in the encoding {tables.encoding}, which the file doesn't name"
        collected.warn("unreadable-text", message, "Save the file as UTF-8 and give that")
