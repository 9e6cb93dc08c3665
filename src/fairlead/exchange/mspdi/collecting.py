"""What the parts of the reader share while a file is read: ids already given, what was lost, where things stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from fairlead.exchange.imported import BaselineDates, StoredDates
from fairlead.exchange.mspdi.parsing import Record, Sections
from fairlead.plan.document import Key
from fairlead.plan.entities import PARTIES, WORK, Entity, Source
from fairlead.plan.values.ids import slug

TOOL = "msproject"
T = TypeVar("T")


@dataclass
class Collected:
    """A file on its way into a plan."""

    sections: Sections
    entities: list[Entity] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    lines: dict[Key, int] = field(default_factory=dict)
    stored: dict[str, StoredDates] = field(default_factory=dict)
    baselines: dict[str, dict[str, BaselineDates]] = field(default_factory=dict)
    task_ids: dict[int, str] = field(default_factory=dict)
    calendar_ids: dict[int, str] = field(default_factory=dict)
    party_ids: dict[int, str] = field(default_factory=dict)
    party_kinds: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)

    def mint(self, kind: str, name: str | None, fallback: str | None = None) -> str:
        """Return a short id for a name that nobody bears yet."""
        space = "work" if kind in WORK else "party" if kind in PARTIES else kind
        taken = self._taken.setdefault(space, set())
        minted = slug(name or fallback or kind, taken, fallback=fallback or kind)
        taken.add(minted)
        return minted

    def add(self, entity: Entity, record: Record | None = None) -> None:
        """Keep an entity, and the line on which it begins."""
        self.entities.append(entity)
        if record is not None and record.line is not None:
            self.lines[entity.kind, entity.id] = record.line

    def lose(self, name: str, count: int = 1) -> None:
        """Count something that a plan has no place for."""
        if count:
            self.lost[name] += count

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
    from fairlead.exchange.mspdi.scalars import line

    known = {"tool": TOOL, "uid": line(record.get("UID")), "guid": line(record.get("GUID")), **more}
    return Source(**{key: value for key, value in known.items() if value is not None})


def _is_nothing(text: str) -> bool:
    from fairlead.exchange.mspdi.scalars import decimal, minutes

    if not text.strip():
        return True
    value = minutes(text) if text.strip().startswith(("P", "-P")) else decimal(text)
    return value == Decimal(0)
