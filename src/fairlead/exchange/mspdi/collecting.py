"""What the parts of the reader share while a file is read: ids already given, what was lost, where things stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from fairlead.exchange.collecting import Collecting
from fairlead.exchange.mspdi.parsing import Record, Sections
from fairlead.plan.entities import Entity, Source

TOOL = "msproject"
T = TypeVar("T")


@dataclass(kw_only=True)
class Collected(Collecting):
    """A project of Microsoft Project on its way into a plan."""

    sections: Sections
    task_ids: dict[int, str] = field(default_factory=dict)
    calendar_ids: dict[int, str] = field(default_factory=dict)
    party_ids: dict[int, str] = field(default_factory=dict)

    def add(self, entity: Entity, record: Record | None = None) -> None:
        """Keep an entity, and the line on which it begins."""
        self.add_at(entity, record.line if record is not None else None)

    def read(self, record: Record, name: str, parse: Callable[[str | None], T | None]) -> T | None:
        """Return a value of a record; counts it as lost where something stands there that can't be read."""
        text = record.get(name)
        if text is None:
            return None
        value = parse(text)
        if value is None:
            self.lose(f"{name}: value that can't be read")
        return value

    def lose_others(self, record: Record, ordinary: Mapping[str, tuple[str, frozenset[str]]]) -> None:
        """Count what a record says beyond the ordinary in fields that a plan has no place for."""
        for name, (what, usual) in ordinary.items():
            text = record.text.get(name)
            if text is not None and text.strip() not in usual and not _is_nothing(text):
                self.lost[what] += 1


def source_of(record: Record, **more: str | None) -> Source:
    """Return the keys by which Microsoft Project knows an entry."""
    from fairlead.exchange.scalars import line

    known = {"tool": TOOL, "uid": line(record.get("UID")), "guid": line(record.get("GUID")), **more}
    return Source(**{key: value for key, value in known.items() if value is not None})


def _is_nothing(text: str) -> bool:
    from fairlead.exchange.mspdi.scalars import minutes
    from fairlead.exchange.scalars import decimal

    if not text.strip():
        return True
    value = minutes(text) if text.strip().startswith(("P", "-P")) else decimal(text)
    return value == Decimal(0)
