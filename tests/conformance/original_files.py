"""How far the dates of a plan read from an original file agree with those that the other tool stored in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fairlead.exchange.imported import Imported
from fairlead.schedule.schedule import schedule
from tests.conformance.neutral import Neutral, minutes_of

DATES = ("early_start", "early_finish", "late_start", "late_finish")
FLOATS = ("total_float", "free_float")
Difference = tuple[int, str, Any, Any]


def leaves(path: Path) -> list[dict[str, Any]]:
    """The leaf tasks of a file that the other tool scheduled itself."""
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return [task for task in truth["tasks"] if not _is_skipped(task)]


def differences(path: Path, imported: Imported) -> list[Difference]:
    """Uid, field, stored and calculated where the two are not the same; critical only of unfinished tasks."""
    neutral = Neutral(path.with_suffix(".json"))
    answer = {
        int(task["source"]["uid"]): task
        for task in schedule(imported.plan).to_json()["tasks"]
        if not task["summary"] and (task["source"] or {}).get("uid")
    }
    return [each for task in leaves(path) for each in _of_task(neutral, task, answer.get(task["uid"], {}))]


def counted(found: list[Difference]) -> dict[str, int]:
    """How many differences there are of each field."""
    return dict(Counter(field for _, field, _, _ in found))


def _is_skipped(task: dict[str, Any]) -> bool:
    by_hand = task.get("mode") == "manual" or task.get("active") is False
    return bool(task.get("summary") or by_hand or task.get("external"))


def _of_task(neutral: Neutral, task: dict[str, Any], have: dict[str, Any]) -> Iterator[Difference]:
    stored = {**task["expected"].get("derived", {}), **task["expected"]}
    for field in DATES:
        want, found = stored.get(field), have.get(field)
        same = found is not None and (
            want is None or neutral.same_instant(task, minutes_of(want), minutes_of(found))
        )
        if want is not None and not same:
            yield task["uid"], field, want, found
    for field in FLOATS:
        want, found = stored.get(field.replace("float", "slack") + "_minutes"), have.get(f"{field}_minutes")
        if want is not None and (found is None or abs(want - found) > 1):
            yield task["uid"], field, want, found
    if task.get("percent_complete") != 100 and stored.get("critical") not in (None, have.get("critical")):
        yield task["uid"], "critical", stored["critical"], have.get("critical")
