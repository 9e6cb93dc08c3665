"""Date constraints: the nine kinds of Primavera P6, first and second, and the dates that other projects ask for."""

from __future__ import annotations

from typing import Any

from fairlead.exchange.xer.collecting import Collected
from fairlead.exchange.xer.parsing import Row
from fairlead.exchange.xer.scalars import moment
from fairlead.plan.values import Moment
from fairlead.plan.values.windows import Window, WindowKind, Windows

_ALAP = "CS_ALAP"
_KINDS: dict[str, tuple[str, WindowKind]] = {
    "CS_MSO": ("start", "on"),
    "CS_MSOA": ("start", "from"),
    "CS_MSOB": ("start", "by"),
    "CS_MANDSTART": ("start", "fixed"),
    "CS_MEO": ("finish", "on"),
    "CS_MEOA": ("finish", "from"),
    "CS_MEOB": ("finish", "by"),
    "CS_MANDFIN": ("finish", "fixed"),
}
_SAID = (("cstr_type", "cstr_date"), ("cstr_type2", "cstr_date2"))
_ELSEWHERE: tuple[tuple[str, str, WindowKind], ...] = (
    ("external_early_start_date", "start", "from"),
    ("external_late_end_date", "finish", "by"),
)
_MOST = 2


def constraints_of(collected: Collected, row: Row, *, heeds_others: bool) -> dict[str, Any]:
    """Return an activity's constraints as fields of a task, two at the most.

    `heeds_others`: where links to projects outside the file count, the dates they left behind hold too.
    """
    said: dict[str, Any] = {}
    windows: dict[str, dict[WindowKind, Moment]] = {"start": {}, "finish": {}}
    for kind, date in _SAID:
        if row.get(kind) == _ALAP:
            said["as_late_as_possible"] = True
        elif (code := row.get(kind)) is not None:
            _add(collected, windows, code, collected.read(row, date, moment))
    for name, end, window in _ELSEWHERE if heeds_others else ():
        if (when := moment(row.get(name))) is not None:
            _add_elsewhere(collected, windows, end, window, when)
    return said | {
        end: Windows(tuple(Window(kind, found[kind]) for kind in sorted(found, reverse=True)))
        for end, found in windows.items()
        if found
    }


def fixed_dates(start: Moment | None, finish: Moment | None) -> dict[str, Any]:
    """Return dates that nothing moves, of an activity of another project, as fields of a task."""
    dates = {"start": start, "finish": finish}
    return {key: Windows((Window("on", date),)) for key, date in dates.items() if date is not None}


def _add(
    collected: Collected, windows: dict[str, dict[WindowKind, Moment]], code: str, when: Moment | None
) -> None:
    if code not in _KINDS:
        collected.lose("constraints of an unknown type")
    elif when is None:
        collected.lose("constraints without a date")
    else:
        end, kind = _KINDS[code]
        _keep(collected, windows[end], kind, when)


def _keep(collected: Collected, found: dict[WindowKind, Moment], kind: WindowKind, when: Moment) -> None:
    """Only `from` and `by` can stand together at one end; what was said first stays."""
    if found and {*found, kind} != {"from", "by"}:
        collected.lose("second constraints that contradict the first")
    else:
        found[kind] = when


def _add_elsewhere(
    collected: Collected,
    windows: dict[str, dict[WindowKind, Moment]],
    end: str,
    kind: WindowKind,
    when: Moment,
) -> None:
    """The stricter of two dates of one kind holds."""
    found = windows[end]
    if kind in found:
        found[kind] = max(found[kind], when) if kind == "from" else min(found[kind], when)
    elif sum(map(len, windows.values())) >= _MOST or (found and {*found, kind} != {"from", "by"}):
        collected.lose("dates asked for by other projects, beside two constraints")
    else:
        found[kind] = when
