"""Which projects of an export are read: those that were exported; others stand in it because links lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fairlead.exchange.xer.parsing import Row, Tables
from fairlead.exchange.xer.scalars import line, truth
from fairlead.plan.errors import ReadError


@dataclass
class Projects:
    """The projects of an export by id: those that are read, baselines of them, and others."""

    rows: dict[str, Row]
    chosen: tuple[str, ...]
    baselines: dict[str, str] = field(default_factory=dict)
    """Baseline projects, and the projects they belong to."""

    @property
    def first(self) -> Row:
        """The project whose options and dates are the plan's."""
        return self.rows[self.chosen[0]]

    def short_name(self, id: str) -> str:
        """Return what people call a project."""
        row = self.rows.get(id)
        return (line(row.get("proj_short_name")) if row else None) or f"project {id}"


def read_projects(tables: Tables, name: str) -> Projects:
    """Return the projects of an export; raises ReadError where there is none."""
    rows = {id: row for row in tables.of("PROJECT") if (id := row.get("proj_id"))}
    with_tasks = dict.fromkeys(id for row in tables.of("TASK") if (id := row.get("proj_id")))
    if not rows:
        rows = {id: Row(1, [("proj_id", id)]) for id in with_tasks}
    if not rows:
        message = "the export holds no project"
        remedy = "Export a project, not only resources or settings"
        raise ReadError.at(message, remedy, code="no-project", file=name)
    baselines = dict(_baselines(rows))
    own = [id for id in rows if id not in baselines]
    chosen = [id for id in own if truth(rows[id].get("export_flag"))]
    chosen = chosen or [id for id in own if id in with_tasks] or own or list(rows)
    return Projects(rows, tuple(chosen), baselines)


def _baselines(rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    """Yield baseline projects with the project each was copied from."""
    for id, row in rows.items():
        origin = row.get("orig_proj_id")
        if origin is not None and origin != id and origin in rows:
            yield id, origin
