"""Date constraints: the eight types of Microsoft Project, and the dates of manually scheduled tasks."""

from __future__ import annotations

from typing import Any

from fairlead.exchange.mspdi.collecting import Collected
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.scalars import moment, whole_number
from fairlead.plan.values import Moment
from fairlead.plan.values.windows import Window, WindowKind, Windows

AS_LATE_AS_POSSIBLE = 1
_WINDOWS: dict[int, tuple[str, WindowKind]] = {
    2: ("start", "on"),
    3: ("finish", "on"),
    4: ("start", "from"),
    5: ("start", "by"),
    6: ("finish", "from"),
    7: ("finish", "by"),
}
"""Must start on, must finish on, start or finish no earlier or no later than.

Whether links may push a task past such a date is an option of the project (`honour_constraints`), so that even
"must" is `on`, not `fixed`.
"""


def constraint_of(collected: Collected, record: Record) -> dict[str, Any]:
    """Return the constraint of an automatically scheduled task as fields of a task, none or one."""
    kind = whole_number(record.get("ConstraintType")) or 0
    if kind == AS_LATE_AS_POSSIBLE:
        return {"as_late_as_possible": True}
    date = collected.read(record, "ConstraintDate", moment)
    if kind not in _WINDOWS:
        if kind:
            collected.lose("constraints of an unknown type")
        return {}
    if date is None:
        collected.lose("constraints without a date")
        return {}
    key, window = _WINDOWS[kind]
    return {key: Windows((Window(window, date),))}


def fixed_dates(start: Moment | None, finish: Moment | None) -> dict[str, Any]:
    """Return dates that nothing moves, of a manual task or one of another project, as fields of a task."""
    dates = {"start": start, "finish": finish}
    return {key: Windows((Window("on", date),)) for key, date in dates.items() if date is not None}
