"""What the parts of the reader share while an export is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from fairlead.exchange.collecting import Collecting
from fairlead.exchange.xer.parsing import Row, Tables
from fairlead.exchange.xer.scalars import line
from fairlead.plan.entities import Entity, Source
from fairlead.plan.findings import Finding, Severity

TOOL = "p6"
T = TypeVar("T")


@dataclass(kw_only=True)
class Collected(Collecting):
    """An export on its way into a plan; the `*_ids` map the ids of Primavera P6 to those of the plan."""

    tables: Tables
    task_ids: dict[str, str] = field(default_factory=dict)
    calendar_ids: dict[str, str] = field(default_factory=dict)
    party_ids: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, entity: Entity, row: Row | None = None) -> None:
        """Keep an entity, and the line on which it begins."""
        self.add_at(entity, row.line if row is not None else None)

    def read(self, row: Row, name: str, parse: Callable[[str | None], T | None]) -> T | None:
        """Return a value of a row; counts it as lost where something stands there that can't be read."""
        text = row.get(name)
        if text is None:
            return None
        value = parse(text)
        if value is None and text.strip() and not text.startswith("1899-12-30"):
            self.lose(f"{name}: value that can't be read")
        return value

    def warn(self, code: str, message: str, remedy: str, entity: tuple[str, str] | None = None) -> None:
        """Keep a finding of the reader's own; `entity` is kind and id of what it is about."""
        kind, id = entity or ("plan", "plan")
        self.findings.append(Finding(Severity.WARNING, code, message, remedy, kind, id))


def source_of(row: Row, uid: str | None, **more: str | None) -> Source:
    """Return the keys by which Primavera P6 knows an entry."""
    known = {"tool": TOOL, "uid": uid, "guid": line(row.get("guid")), **more}
    return Source(**{key: value for key, value in known.items() if value is not None})
