"""The head of the plan: dates, name, currency and options of the project that is read, or of the first of several."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from fairlead.exchange.xer.calendars import Calendars
from fairlead.exchange.xer.collecting import TOOL, Collected
from fairlead.exchange.xer.fields import Fields
from fairlead.exchange.xer.notes import Notes
from fairlead.exchange.xer.options import options_of, options_row
from fairlead.exchange.xer.outline import Breakdown
from fairlead.exchange.xer.projects import Projects
from fairlead.exchange.xer.scalars import decimal, line, moment
from fairlead.plan.entities import Settings, Source
from fairlead.plan.values import Moment

_CURRENCY = 8
"""Where the head of the file names the currency."""
_OPTIONS = (
    "sched_retained_logic",
    "sched_progress_override",
    "sched_float_type",
    "sched_calendar_on_relationship_lag",
    "sched_use_expect_end_flag",
)
_DATES = (
    ("last_recalc_date", "data dates of further projects (the first one's holds)"),
    ("critical_drtn_hr_cnt", "limits of critical float of further projects (the first one's holds)"),
)


def read_settings(
    collected: Collected,
    projects: Projects,
    calendars: Calendars,
    breakdown: Breakdown,
    notes: Notes,
    fields: Fields,
) -> Settings:
    """Return the plan's head; what other projects of the export say otherwise is counted as lost."""
    project = projects.first
    uid = project_calendar(projects, calendars)
    _count_differences(collected, projects)
    root = breakdown.roots.get(projects.chosen[0])
    alone = len(projects.chosen) == 1
    return Settings(
        name=_name(projects, breakdown, root),
        note=notes.get(("wbs_id", root or "")) if alone else None,
        start=_start(collected, projects),
        must_finish=collected.read(project, "plan_end_date", moment) if alone else None,
        status_date=status_date(collected, projects),
        calendar=calendars.id_of(uid),
        currency=_currency(collected),
        options=options_of(collected.tables, project, calendars.rows.get(uid or "")),
        fields=dict(fields.of("PROJECT", projects.chosen[0])) if alone else {},
        source=Source(
            tool=TOOL,
            uid=projects.chosen[0],
            project=projects.short_name(projects.chosen[0]),
            guid=line(project.get("guid")),
        ),
    )


def project_calendar(projects: Projects, calendars: Calendars) -> str | None:
    """Return the id in the export of the project's calendar, else of the database's default."""
    uid = projects.first.get("clndr_id")
    return uid if uid in calendars.rows else calendars.default() or next(iter(calendars.rows), None)


def status_date(collected: Collected, projects: Projects) -> Moment | None:
    """Return the data date: up to it everything is fact, from it on everything is planned."""
    project = projects.first
    return collected.read(project, "last_recalc_date", moment) or moment(project.get("next_data_date"))


def costs_of(collected: Collected) -> dict[str, Decimal]:
    """Return the expenses of each activity: what was spent and what is still to come, else what was planned."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in collected.tables.of("PROJCOST"):
        spent, left = decimal(row.get("act_cost")), decimal(row.get("remain_cost"))
        amount = (spent or Decimal(0)) + (left or Decimal(0)) or decimal(row.get("target_cost"))
        if (task := row.get("task_id")) and amount:
            found[task] += amount
            collected.lose("names, dates and accounts of expenses (their sums are kept)")
    return dict(found)


def _start(collected: Collected, projects: Projects) -> Moment | None:
    """Return when the first of the projects may begin."""
    dates = [collected.read(projects.rows[id], "plan_start_date", moment) for id in projects.chosen]
    return min((date for date in dates if date is not None), default=None)


def _name(projects: Projects, breakdown: Breakdown, root: str | None) -> str | None:
    if len(projects.chosen) > 1:
        return ", ".join(projects.short_name(id) for id in projects.chosen[:4])
    name = line(breakdown.rows[root].get("wbs_name")) if root else None
    return name or line(projects.first.get("proj_short_name"))


def _currency(collected: Collected) -> str | None:
    head = collected.tables.head
    base = (row for row in collected.tables.of("CURRTYPE") if decimal(row.get("base_exch_rate")) == 1)
    said = [
        head[_CURRENCY] if len(head) > _CURRENCY else None,
        *(row.get("curr_short_name") for row in base),
    ]
    codes = (code.strip().upper() for code in said if code)
    return next((code for code in codes if len(code) == 3 and code.isascii() and code.isalpha()), None)


def _count_differences(collected: Collected, projects: Projects) -> None:
    """Each project of Primavera P6 has rules of its own, a plan has one set of them."""
    first = projects.first
    for id in projects.chosen[1:]:
        row = projects.rows[id]
        for name, what in _DATES:
            if row.get(name) is not None and row.get(name) != first.get(name):
                collected.lose(what)
        own, other = (options_row(collected.tables, each) for each in (first, row))
        if own and other and any(own.get(name) != other.get(name) for name in _OPTIONS):
            collected.lose("scheduling options of further projects (the first one's hold)")
