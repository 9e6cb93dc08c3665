"""A project saved by Microsoft Project as XML (MSPDI), read into a plan.

Facts about the format are those of its published schema (mspdi_pj12.xsd) and of files that Microsoft Project wrote.
"""

from __future__ import annotations

from fairlead.exchange.checking import findings_of
from fairlead.exchange.imported import Imported
from fairlead.exchange.mspdi.assignments import budget_of, read_assignments
from fairlead.exchange.mspdi.baselines import add_baselines
from fairlead.exchange.mspdi.calendars import read_calendars
from fairlead.exchange.mspdi.collecting import TOOL, Collected
from fairlead.exchange.mspdi.custom_fields import read_custom_fields
from fairlead.exchange.mspdi.ordinary_hours import Hours
from fairlead.exchange.mspdi.parsing import Record, Sections, parse
from fairlead.exchange.mspdi.progress import status_date
from fairlead.exchange.mspdi.project import project_summary, read_settings
from fairlead.exchange.mspdi.resources import read_resources
from fairlead.exchange.mspdi.tasks import add_tasks, keep_project_figures, number_tasks
from fairlead.exchange.scalars import whole_number
from fairlead.plan.document import Plan

_NO_PLACE = {
    "WBSMasks": "masks for WBS codes",
    "Views": "views, tables, filters, groups, reports and macros",
    "Tables": "views, tables, filters, groups, reports and macros",
    "Filters": "views, tables, filters, groups, reports and macros",
    "Groups": "views, tables, filters, groups, reports and macros",
    "Reports": "views, tables, filters, groups, reports and macros",
    "VBAProjects": "views, tables, filters, groups, reports and macros",
    "Drawings": "drawings",
    "DataLinks": "links to data of other programs",
}


def read_mspdi(data: bytes, name: str = "project.xml") -> Imported:
    """Return the project in an XML file of Microsoft Project, with or without the XML's namespace.

    Raises ReadError, with line and remedy, for a text that can't be read; what is odd inside is in `findings`, what
    has no place in a plan is counted in `lost`.
    """
    return imported_from(collect(parse(data, name)), name)


def collect(sections: Sections) -> Collected:
    """Return what the records of a project say, entity by entity."""
    collected = Collected(sections=sections)
    head = collected.sections.head
    fields = read_custom_fields(head)
    calendars = read_calendars(collected, whole_number(head.get("CalendarUID")))
    read_resources(collected, calendars, fields)
    number_tasks(collected)
    assigned = read_assignments(collected, fields, Hours.of(collected.sections, calendars))
    add_tasks(collected, fields, assigned)
    if (summary := project_summary(collected)) is not None:
        keep_project_figures(collected, summary)
    add_baselines(collected)
    _count_what_has_no_place(collected, head)
    project = calendars.project
    settings = read_settings(
        collected,
        fields,
        collected.calendar_ids.get(project) if project is not None else None,
        status_date(collected),
    )
    collected.entities.append(settings.model_copy(update={"budget": budget_of(collected)}))
    return collected


def imported_from(collected: Collected, name: str) -> Imported:
    """Return the plan that the entities make, checked."""
    plan = Plan.of(*collected.entities)
    return Imported(
        plan=plan,
        findings=findings_of(plan, collected.lines, name),
        stored=collected.stored,
        baselines=collected.baselines,
        lost=collected.lost,
        tool=TOOL,
        lines=collected.lines,
    )


def _count_what_has_no_place(collected: Collected, head: Record) -> None:
    for container, what in _NO_PLACE.items():
        count = sum(len(entries) for each in head.all(container) for entries in each.parts.values())
        collected.lose(what, count)
