"""What the parts of a reader share while a file is read: ids already given, what was lost, where things stand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fairlead.exchange.imported import BaselineDates, StoredDates
from fairlead.plan.document import Key
from fairlead.plan.entities import PARTIES, WORK, Entity
from fairlead.plan.values import Percent
from fairlead.plan.values.ids import slug, valid_id

_LONGEST_KEPT = 40


@dataclass
class Collecting:
    """A file of another tool on its way into a plan."""

    entities: list[Entity] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    lines: dict[Key, int] = field(default_factory=dict)
    stored: dict[str, StoredDates] = field(default_factory=dict)
    baselines: dict[str, dict[str, BaselineDates]] = field(default_factory=dict)
    party_kinds: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)

    def mint(self, kind: str, name: str | None, fallback: str | None = None) -> str:
        """Return a short id for a name that nobody bears yet."""
        taken = self._space(kind)
        minted = slug(name or fallback or kind, taken, fallback=fallback or kind)
        taken.add(minted)
        return minted

    def keep_id(self, kind: str, code: str | None, fallback: str) -> str:
        """Return a code as it is where it can be an id that nobody bears yet, else a short id made from it."""
        taken = self._space(kind)
        if code is None or code in taken or len(code) > _LONGEST_KEPT or not valid_id(code):
            return self.mint(kind, code, fallback)
        taken.add(code)
        return code

    def add_at(self, entity: Entity, line: int | None) -> None:
        """Keep an entity, and the line of the file on which it begins."""
        self.entities.append(entity)
        if line is not None:
            self.lines[entity.kind, entity.id] = line

    def lose(self, name: str, count: int = 1) -> None:
        """Count something that a plan has no place for."""
        if count:
            self.lost[name] += count

    def _space(self, kind: str) -> set[str]:
        space = "work" if kind in WORK else "party" if kind in PARTIES else kind
        return self._taken.setdefault(space, set())


def free_name(name: str, taken: Container[str]) -> str:
    """Return a name that nobody bears yet: with a number behind it where it has to be."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free


def how_many(units: Decimal | None) -> dict[str, Any]:
    """Return how many alike there are, and what share of their time: 250 % are three at 83 %, half of one is 50 %."""
    if units is None or units <= 0 or units == 1 or units > 10**6:
        return {}
    count = math.ceil(units)
    share = Percent((units / count).quantize(Decimal("0.000001")).normalize())
    return ({} if units == count else {"share": share}) | ({} if count == 1 else {"count": count})
