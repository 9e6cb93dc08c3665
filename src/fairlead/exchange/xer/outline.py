"""The work breakdown structure as summaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from fairlead.exchange.xer.collecting import Collected, source_of
from fairlead.exchange.xer.fields import Fields
from fairlead.exchange.xer.notes import Notes
from fairlead.exchange.xer.parsing import Row
from fairlead.exchange.xer.projects import Projects
from fairlead.exchange.xer.scalars import decimal, line, moment, truth
from fairlead.plan.entities import Task
from fairlead.plan.values.windows import Window, Windows

DEEPEST = 60
"""Levels that are kept apart; Primavera P6 allows fifty."""


@dataclass
class Breakdown:
    """WBS elements by id; `parents` are those below which an activity stands, the outermost first."""

    rows: dict[str, Row]
    roots: dict[str, str]
    """The element that stands for a project, by the project."""
    ids: dict[str, str] = field(default_factory=dict)
    parents: dict[tuple[str | None, str | None], str | None] = field(default_factory=dict)
    ranks: dict[str | None, int] = field(default_factory=dict)

    def above(self, wbs: str | None) -> list[str]:
        """Return an element and those above it, the outermost first; circles are cut."""
        found: dict[str, None] = {}
        while wbs is not None and wbs in self.rows and wbs not in found:
            found[wbs] = None
            wbs = self.rows[wbs].get("parent_wbs_id")
        return list(reversed(found))

    def next_rank(self, parent: str | None) -> float:
        """Return the place of the next entry below a summary."""
        rank = self.ranks[parent] = self.ranks.get(parent, -1) + 1
        return float(rank)

    def code(self, wbs: str) -> str | None:
        """Return the WBS code: the codes of the elements from the project on, with dots between."""
        names = [line(self.rows[each].get("wbs_short_name")) for each in self.above(wbs)]
        return ".".join(name for name in names if name) or None


def read_breakdown(collected: Collected, projects: Projects) -> Breakdown:
    """Return the elements of the projects that are read."""
    rows = {
        id: row
        for row in sorted(collected.tables.of("PROJWBS"), key=lambda row: decimal(row.get("seq_num")) or 0)
        if (id := row.get("wbs_id")) and row.get("proj_id") in projects.chosen
    }
    roots = {
        project: id
        for id, row in rows.items()
        if truth(row.get("proj_node_flag")) and (project := row.get("proj_id"))
    }
    return Breakdown(rows, roots)


def add_summaries(
    collected: Collected,
    projects: Projects,
    breakdown: Breakdown,
    used: set[str],
    notes: Notes,
    fields: Fields,
) -> None:
    """Add a summary for each element that something stands below; of one project alone its root is the plan itself."""
    alone = len(projects.chosen) == 1
    wanted = {each for wbs in used for each in breakdown.above(wbs)}
    hidden = set(breakdown.roots.values()) if alone else set()
    collected.lose(
        "WBS elements without activities", sum(wbs not in wanted | hidden for wbs in breakdown.rows)
    )
    if not alone:
        _add_projects_without_root(collected, projects, breakdown)
    ends = {} if alone else {wbs: projects.rows[project] for project, wbs in breakdown.roots.items()}
    for wbs, parent in _in_order(breakdown, wanted):
        if wbs not in hidden:
            _add(collected, breakdown, wbs, parent, notes, fields, _must_finish(ends.get(wbs)))


def parent_of(breakdown: Breakdown, wbs: str | None, project: str | None) -> str | None:
    """Return the id of the summary that an activity of an element and a project stands below, None for none."""
    known = breakdown.parents
    if (wbs, project) not in known:
        own = next((each for each in reversed(breakdown.above(wbs)) if each in breakdown.ids), None)
        root = breakdown.roots.get(project or "", f"project {project}")
        known[wbs, project] = breakdown.ids.get(own or root)
    return known[wbs, project]


def _add_projects_without_root(collected: Collected, projects: Projects, breakdown: Breakdown) -> None:
    for project in projects.chosen:
        if project in breakdown.roots:
            continue
        name = projects.short_name(project)
        id = breakdown.ids[f"project {project}"] = collected.keep_id("task", name, f"project-{project}")
        finish = _must_finish(projects.rows[project])
        summary = Task(id=id, name=name, finish=finish, rank=breakdown.next_rank(None))
        collected.add(summary, projects.rows[project])


def _must_finish(project: Row | None) -> Windows | None:
    """Return the date by which one of several projects must finish, as a constraint on its summary."""
    date = moment(project.get("plan_end_date")) if project is not None else None
    return None if date is None else Windows((Window("by", date),))


def _in_order(breakdown: Breakdown, wanted: set[str]) -> Iterator[tuple[str, str | None]]:
    """Yield the elements, each after the one above it, with that one."""
    children: dict[str | None, list[str]] = defaultdict(list)
    for wbs in breakdown.rows:
        if wbs in wanted:
            path = breakdown.above(wbs)[:DEEPEST]
            children[path[-2] if path[-1] == wbs and len(path) > 1 else _outermost(path, wbs)].append(wbs)
    stack: list[tuple[str, str | None]] = [(wbs, None) for wbs in reversed(children[None])]
    seen: set[str] = set()
    while stack:
        wbs, parent = stack.pop()
        if wbs in seen:
            continue
        seen.add(wbs)
        yield wbs, parent
        stack += [(child, wbs) for child in reversed(children[wbs])]
    yield from ((wbs, None) for wbs in breakdown.rows if wbs in wanted and wbs not in seen)


def _outermost(path: list[str], wbs: str) -> str | None:
    """Return what an element stands below that is deeper than any plan can be; None for one at the top."""
    return None if path == [wbs] else path[-1]


def _add(
    collected: Collected,
    breakdown: Breakdown,
    wbs: str,
    above: str | None,
    notes: Notes,
    fields: Fields,
    finish: Windows | None,
) -> None:
    row = breakdown.rows[wbs]
    parent = breakdown.ids.get(above) if above else None
    if parent is None:
        parent = breakdown.ids.get(f"project {row.get('proj_id')}")
    id = breakdown.ids[wbs] = collected.mint("task", line(row.get("wbs_name")), f"wbs-{wbs}")
    task = Task(
        id=id,
        name=line(row.get("wbs_name")),
        wbs=breakdown.code(wbs),
        note=notes.get(("wbs_id", wbs)),
        fields=dict(fields.of("PROJWBS", wbs)),
        finish=finish,
        parent=parent,
        rank=breakdown.next_rank(parent),
        # Elements and activities are numbered apart: an activity keeps its number, an element only a free one.
        source=source_of(
            row, wbs if wbs not in collected.task_ids else None, code=line(row.get("wbs_short_name"))
        ),
    )
    collected.add(task, row)
