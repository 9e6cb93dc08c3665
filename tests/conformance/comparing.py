"""How far dates worked out agree with those that a tool stored: equal when no working time lies between them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fairlead.schedule.critical_path.passes import CriticalPath, critical_path
from fairlead.schedule.network import Network, compile_network
from tests.conformance.neutral import Neutral, minutes_of

DATES = ("early_start", "early_finish", "late_start", "late_finish")
FLOATS = ("total_float", "free_float")
FIELDS = (*DATES, *FLOATS, "critical")


@cache
def calculated(path: Path) -> tuple[Neutral, Network, CriticalPath]:
    """Return the plan of a file and its critical path."""
    plan = Neutral(path)
    network = compile_network(plan.draft)
    return plan, network, critical_path(network)


def differences(plan: Neutral, network: Network, found: CriticalPath) -> dict[str, list[tuple[Any, ...]]]:
    """Return for each field one entry a task compared: uid, equal or not, stored, worked out.

    Compared are leaf tasks that the tool scheduled itself, in what it stored of them; critical only of unfinished ones.
    """
    compared: dict[str, list[tuple[Any, ...]]] = {field: [] for field in FIELDS}
    for task in plan.truth["tasks"]:
        row = plan.row.get(task["uid"])
        skipped = task.get("summary") or task.get("mode") == "manual" or task.get("external")
        if row is None or skipped or network.place_of[row] < 0:
            continue
        place = int(network.place_of[row])
        stored = {**task.get("expected", {}).get("derived", {}), **task.get("expected", {})}
        for field in FIELDS:
            entry = _entry(plan, task, field, stored, found, place)
            if entry is not None:
                compared[field].append(entry)
    return compared


def _entry(
    plan: Neutral, task: dict[str, Any], field: str, stored: dict[str, Any], found: CriticalPath, place: int
) -> tuple[Any, ...] | None:
    if field == "critical":
        if stored.get("critical") is None or task.get("percent_complete") == 100:
            return None
        worked_out = bool(found.critical[place])
        return task["uid"], worked_out == stored["critical"], stored["critical"], worked_out
    if field in FLOATS:
        want = stored.get(field.replace("float", "slack") + "_minutes")
        have = int(getattr(found, field)[place])
        return None if want is None else (task["uid"], abs(want - have) <= 1, want, have)
    if stored.get(field) is None:
        return None
    want, have = minutes_of(stored[field]), int(getattr(found, field)[place])
    return task["uid"], plan.same_instant(task, want, have), want, have


def share(entries: list[tuple[Any, ...]]) -> float | None:
    """Return the share of entries that are equal, None of none."""
    return sum(entry[1] for entry in entries) / len(entries) if entries else None


def longest_path_differs(plan: Neutral, network: Network, found: CriticalPath) -> list[int]:
    """Return the uids of leaf tasks whose flag for the longest path isn't the stored one."""
    wrong = []
    for task in plan.truth["tasks"]:
        row = plan.row.get(task["uid"])
        flag = task.get("expected", {}).get("longest_path")
        if row is None or flag is None or task.get("summary"):
            continue
        if bool(found.on_longest_path[int(network.place_of[row])]) != flag:
            wrong.append(task["uid"])
    return wrong
