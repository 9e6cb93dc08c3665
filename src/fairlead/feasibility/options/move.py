"""A move: one thing that could be done otherwise, as lines that change the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from fairlead.plan.apply import apply
from fairlead.plan.changes import Change
from fairlead.plan.document import Plan
from fairlead.plan.language import say

Kind = Literal[
    "hire", "supplier", "lend", "overtime", "overlap", "shorten", "buy", "split", "reassign", "drop", "postpone",
    "deadline", "budget", "mitigate", "window",
]  # fmt: skip


@dataclass(frozen=True)
class Move:
    """One move. `lines` are one-line changes as `parse_line` reads them, to be carried out in their order.

    `about` are the entities that it decides on: two moves about the same one exclude each other. `who` are people whose
    duties it changes. `extra` is a price that the plan's own cost doesn't hold (a penalty), in the plan's currency.
    `risk` says what else may go wrong because of it; nothing where nothing does.
    """

    kind: Kind
    sentence: str
    lines: tuple[str, ...]
    about: frozenset[str]
    who: tuple[str, ...] = ()
    extra: Decimal = Decimal(0)
    risk: str = ""
    weight: float = field(default=0.0, compare=False)
    """How promising it looks before it is tried; more is tried first."""

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "kind": self.kind,
            "sentence": self.sentence,
            "changes": list(self.lines),
            "who": list(self.who),
            "extra": f"{self.extra:.2f}",
            "risk": self.risk,
        }


def said_lines(plan: Plan, changes: Iterable[Change]) -> tuple[str, ...]:
    """Return changes as lines, each said of the plan in which those before it are made."""
    lines = []
    for change in changes:
        lines.append(say(change, plan))
        plan = apply(plan, [change])
    return tuple(lines)


def fit_together(moves: Sequence[Move]) -> bool:
    """Tell whether no two moves decide on the same thing."""
    seen: set[str] = set()
    for move in moves:
        if seen & move.about:
            return False
        seen |= move.about
    return True
