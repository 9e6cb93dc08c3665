"""What an importer hands over: the plan, and beside it everything else that the other tool's file said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from fairlead.plan.document import Key, Plan
from fairlead.plan.findings import Finding
from fairlead.plan.values import Moment

TOOL_NAMES = {
    "fairlead": "Fairlead",
    "msproject": "Microsoft Project",
    "mspdi": "Microsoft Project",
    "p6": "Primavera P6",
    "asta": "Asta Powerproject",
    "ganttproject": "GanttProject",
    "projectlibre": "ProjectLibre",
    "psplib": "PSPLIB",
    "patterson": "Patterson's format",
    "progen/max": "ProGen/max",
    "mplib": "MPLIB",
    "mspsp": "MSPSP",
    "imopse": "iMOPSE",
}
"""How tools are called; one that isn't here is called as the importer calls it."""


def tool_name(tool: str) -> str:
    """Return what people call a tool."""
    return TOOL_NAMES.get(tool, tool) or "another tool"


@dataclass(frozen=True, slots=True)
class StoredDates:
    """The dates that the other tool calculated and stored for one task; floats in working minutes."""

    start: Moment | None = None
    finish: Moment | None = None
    early_start: Moment | None = None
    early_finish: Moment | None = None
    late_start: Moment | None = None
    late_finish: Moment | None = None
    total_float_minutes: int | None = None
    free_float_minutes: int | None = None
    start_float_minutes: int | None = None
    finish_float_minutes: int | None = None
    critical: bool | None = None


@dataclass(frozen=True, slots=True)
class BaselineDates:
    """What a baseline agreed for one task; duration and work in minutes, cost in the plan's currency."""

    start: Moment | None = None
    finish: Moment | None = None
    duration_minutes: Decimal | None = None
    work_minutes: Decimal | None = None
    cost: Decimal | None = None

    def to_json(self) -> dict[str, str | float]:
        """Return what is known as a JSON object: moments as ISO text, minutes as numbers, cost as text."""
        found: dict[str, str | float | None] = {
            "start": _iso(self.start),
            "finish": _iso(self.finish),
            "duration_minutes": _number(self.duration_minutes),
            "work_minutes": _number(self.work_minutes),
            "cost": None if self.cost is None else format(self.cost, "f"),
        }
        return {key: value for key, value in found.items() if value is not None}


@dataclass(frozen=True)
class Imported:
    """A plan read from another tool's file.

    `findings` holds everything reading and the rules of the plan found, errors that the other tool lets pass lowered
    to warnings. `stored` maps task ids to the dates in the file, `baselines` baseline ids to task ids (the plan's own
    figures under `plan`) to what was agreed. `lost` says what could not be carried over: name to count.
    `lines` are the lines of the file on which entities begin.
    """

    plan: Plan
    findings: tuple[Finding, ...] = ()
    stored: Mapping[str, StoredDates] = field(default_factory=dict)
    baselines: Mapping[str, Mapping[str, BaselineDates]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    tool: str = ""
    lines: Mapping[Key, int] = field(default_factory=dict, repr=False)


def _iso(moment: Moment | None) -> str | None:
    return None if moment is None else str(moment).replace(" ", "T")


def _number(minutes: Decimal | None) -> float | None:
    if minutes is None:
        return None
    return int(minutes) if minutes == minutes.to_integral_value() else float(minutes)
