"""Fairlead's dates against those that another tool stored in its file: what differs, why, and whether it was stale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from fairlead.exchange.comparing.contradictions import Contradiction, contradictions
from fairlead.exchange.comparing.reasons import RULES, Reasons
from fairlead.exchange.comparing.sides import DATES, FIELDS, FLOATS, Sides
from fairlead.exchange.imported import StoredDates
from fairlead.schedule.schedule import Schedule

__all__ = ["FIELDS", "RULES", "Comparison", "Contradiction", "Count", "Difference", "compare"]

Value: TypeAlias = datetime | int | bool
"""A moment on the wall clock of the plan, a float in working minutes, or the critical flag."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of how many tasks a field was compared, and of how many it is equal."""

    compared: int = 0
    equal: int = 0

    @property
    def different(self) -> int:
        """Of how many tasks the field isn't equal."""
        return self.compared - self.equal

    def to_json(self) -> dict[str, int]:
        """Return it as a JSON object."""
        return {"compared": self.compared, "equal": self.equal, "different": self.different}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one task: what the file says, what Fairlead says, and the rule that probably causes it.

    `rule` is a code of `RULES`; `follows` the task from whose difference this one follows, itself included.
    """

    task: str
    name: str
    field: str
    stored: Value
    calculated: Value
    rule: str
    follows: str | None = None

    @property
    def why(self) -> str:
        """The rule in words."""
        if self.follows is None:
            return RULES[self.rule]
        return "follows from its dates" if self.follows == self.task else f"follows from {self.follows}"

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object: moments as ISO text, floats in working minutes."""
        return {
            "task": self.task,
            "name": self.name,
            "field": f"{self.field}_minutes" if self.field in FLOATS else self.field,
            "stored": _plain(self.stored),
            "calculated": _plain(self.calculated),
            "rule": self.rule,
            "follows": self.follows,
            "why": self.why,
        }


@dataclass(frozen=True)
class Comparison:
    """What comparing found: a count for each field, the differences in outline order, what the file contradicts.

    Compared are leaf tasks that the other tool scheduled itself: neither manual, inactive nor of another plan.
    """

    names: Mapping[str, str]
    """The names of the tasks compared, by id."""
    counts: Mapping[str, Count]
    differences: tuple[Difference, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def tasks(self) -> int:
        """How many tasks were compared."""
        return len(self.names)

    @property
    def stale(self) -> tuple[str, ...]:
        """The tasks whose stored dates contradict the file; none: the file is as its last calculation left it."""
        return tuple(dict.fromkeys(each.task for each in self.contradictions))

    @property
    def rules(self) -> Mapping[str, int]:
        """How many differences each rule causes, by its code, the most frequent first."""
        return dict(Counter(each.rule for each in self.differences).most_common())

    def to_json(self) -> dict[str, Any]:
        """Return everything as a JSON object; `rules` says in words what the codes mean that occur."""
        return {
            "tasks": self.tasks,
            "counts": {field: count.to_json() for field, count in self.counts.items()},
            "differences": [each.to_json() for each in self.differences],
            "rules": {code: {"count": count, "meaning": RULES[code]} for code, count in self.rules.items()},
            "stale": bool(self.contradictions),
            "contradictions": [each.to_json() for each in self.contradictions],
        }

    def lines(self) -> Iterator[str]:
        """Yield the comparison as plain lines: a line a difference, a line a contradiction."""
        for each in self.differences:
            field = each.field.replace("_", " ")
            values = f"{_text(each.stored)} in the file, {_text(each.calculated)} here"
            yield f"{each.task}: {field} {values}: {each.why}"
        for found in self.contradictions:
            yield f"{found.task}: {found.message}"


def compare(schedule: Schedule, stored: Mapping[str, StoredDates]) -> Comparison:
    """Return how the dates of a schedule agree with those that another tool stored for its tasks.

    Pure. Dates are equal when no working time of the task's calendar lies between them, floats within a minute;
    what the file doesn't say is not compared, nor the critical flag of finished work.
    """
    sides = Sides(schedule, stored)
    ids = tuple(sides.compared())
    found = tuple(contradictions(sides))
    reasons = Reasons(sides, found)
    differing = [(id, field) for id in ids for field in FIELDS if sides.differs(id, field)]
    compared = Counter(field for id in ids for field in FIELDS if _is_said(sides, id, field))
    different = Counter(field for _, field in differing)
    return Comparison(
        {id: sides.task(id).title for id in ids},
        {field: Count(compared[field], compared[field] - different[field]) for field in FIELDS},
        tuple(_difference(sides, reasons, id, field) for id, field in differing),
        found,
    )


def _is_said(sides: Sides, id: str, field: str) -> bool:
    if field == "critical":
        return sides.stored_flag(id) is not None and not sides.finished(id)
    return sides.stored(id, field) is not None


def _difference(sides: Sides, reasons: Reasons, id: str, field: str) -> Difference:
    rule, follows = reasons.rule(id, field)
    stored, calculated = _values(sides, id, field)
    return Difference(id, sides.task(id).title, field, stored, calculated, rule, follows)


def _values(sides: Sides, id: str, field: str) -> tuple[Value, Value]:
    if field == "critical":
        return bool(sides.stored_flag(id)), sides.critical(id)
    stored, calculated = sides.stored(id, field) or 0, sides.calculated(id, field)
    if field in DATES:
        return sides.schedule.moment(stored), sides.schedule.moment(calculated)
    return stored, calculated


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else f"{value} min"
