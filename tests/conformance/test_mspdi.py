"""Projects that Microsoft Project saved as XML: read from the original file, dated as Microsoft Project dated them.

Dates are equal when no working time of the task's calendar lies between them (17:00 is 08:00 the next morning).
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fairlead.exchange.imported import Imported
from fairlead.exchange.importing import import_file
from fairlead.plan.opening import open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.writing import document_of

FILES = ("msp_assignment-text_02", "msp_task-links_04", "msp_test-tasks_03")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DATES = ("early_start", "early_finish", "late_start", "late_finish")
REQUIRED = {
    "early_start": 1.0,
    "early_finish": 1.0,
    "late_start": 0.99,
    "late_finish": 0.99,
    "total_float": 0.98,
    "free_float": 0.98,
    "critical": 0.99,
}
Truth = dict[str, Any]


@pytest.fixture(params=FILES)
def stored(request: pytest.FixtureRequest, shared_data: Path) -> tuple[Imported, Truth]:
    """A project as it is read, and what is known of it."""
    path = shared_data / "cpm_truth" / "files" / f"{request.param}.xml"
    if not path.is_file():
        pytest.skip(f"needs {path.name} of the truth data")
    return import_file(path), json.loads(path.with_suffix(".json").read_text("utf-8"))


def test_everything_is_carried_over(stored: tuple[Imported, Truth]) -> None:
    imported, truth = stored
    assert not imported.findings
    assert set(imported.lost) <= {"custom fields of assignments"}
    tasks = {int(task.source.uid or 0): task for task in imported.plan.tasks.values() if task.source}
    leaves = [task for task in truth["tasks"] if not task.get("summary")]
    assert tasks.keys() == {task["uid"] for task in leaves}
    for known in leaves:
        found = tasks[known["uid"]]
        length = found.duration.most_likely().to_minutes(480, 2400, 9600) if found.duration else 0
        assert length == (known.get("duration_minutes") or 0)
        assert str(found.started or "") == (known.get("actual_start") or "")[:16].replace("T", " ")
    names = {task.id: uid for uid, task in tasks.items()}
    links = Counter(
        (names[link.id], uid, link.type, None if link.lag is None else link.lag.to_minutes(480, 2400, 9600))
        for uid, task in tasks.items()
        for link in task.after
    )
    assert links == Counter(
        (link["pred_uid"], link["succ_uid"], link["type"], _lag_minutes(link))
        for link in truth.get("links", [])
    )


def test_the_dates_in_the_file_are_kept_beside_the_plan(stored: tuple[Imported, Truth]) -> None:
    imported, truth = stored
    ids = {int(task.source.uid or 0): task.id for task in imported.plan.tasks.values() if task.source}
    for known in truth["tasks"]:
        if known.get("summary"):
            continue
        dates = imported.stored[ids[known["uid"]]]
        for name in ("start", "finish", *DATES):
            assert str(getattr(dates, name)).replace(" ", "T") == known["expected"][name][:16]
        assert dates.total_float_minutes == known["expected"]["total_slack_minutes"]
        assert dates.critical == known["expected"]["critical"]


def test_the_dates_are_those_of_microsoft_project(stored: tuple[Imported, Truth]) -> None:
    imported, truth = stored
    counts = _compared(truth, _scheduled(imported.plan))
    shares = {field: equal / compared for field, (equal, compared) in counts.items() if compared}
    assert shares
    assert {field: share for field, share in shares.items() if share < REQUIRED[field]} == {}


def test_the_plan_written_and_read_again_has_the_same_dates(stored: tuple[Imported, Truth]) -> None:
    plan = stored[0].plan
    again = open_text(dump(document_of(plan))).plan
    assert again == plan
    assert _scheduled(again) == _scheduled(plan)


def _lag_minutes(link: Truth) -> int | None:
    lag = link.get("lag") or {}
    units = {"minutes": 1, "hours": 60, "days": 480, "weeks": 2400, "elapsed_hours": 60, "elapsed_days": 1440}
    return round(lag["value"] * units[lag.get("units", "days")]) if lag.get("value") else None


def _scheduled(plan: Any) -> dict[int, Truth]:
    """The tasks of `schedule --json` by the other tool's uid."""
    scheduling = pytest.importorskip("fairlead.schedule.schedule", reason="needs the critical path")
    answer = scheduling.schedule(plan).to_json()
    return {
        int(task["source"]["uid"]): task for task in answer["tasks"] if (task.get("source") or {}).get("uid")
    }


def _compared(truth: Truth, answer: dict[int, Truth]) -> dict[str, tuple[int, int]]:
    """How many values of each field are equal, of how many that the file stores for automatic leaf tasks."""
    counts = dict.fromkeys(REQUIRED, (0, 0))
    working = _WorkingTime(truth)
    for task in truth["tasks"]:
        if (
            task.get("summary")
            or task.get("mode") == "manual"
            or task.get("active") is False
            or task.get("external")
        ):
            continue
        mine, expected = answer.get(task["uid"], {}), task["expected"]
        calendar = task.get("effective_calendar_uid", truth["project"].get("default_calendar_uid"))
        for field in REQUIRED:
            want = expected.get(field if field in DATES or field == "critical" else _slack(field))
            if want is None or (field == "critical" and task.get("percent_complete") == 100):
                continue
            have = mine.get(field if field in DATES or field == "critical" else f"{field}_minutes")
            if field in DATES:
                equal = have is not None and working.is_one_instant(calendar, want, have)
            elif field == "critical":
                equal = have == want
            else:
                equal = have is not None and abs(have - want) <= 1
            counts[field] = (counts[field][0] + equal, counts[field][1] + 1)
    return counts


def _slack(field: str) -> str:
    return f"{field.replace('float', 'slack')}_minutes"


class _WorkingTime:
    """The calendars of a truth file, day by day: slow and plain."""

    def __init__(self, truth: Truth) -> None:
        self.by_uid = {each["uid"]: each for each in truth.get("calendars", [])}
        self.shifts = cache(self._shifts)

    def is_one_instant(self, uid: int | None, one: str, other: str) -> bool:
        """Whether no working time lies between two moments."""
        first, last = sorted((datetime.fromisoformat(one[:16]), datetime.fromisoformat(other[:16])))
        days = (
            (first.date() + timedelta(days=number)) for number in range(min((last - first).days + 2, 400))
        )
        worked = (
            min(last, midnight + end) > max(first, midnight + start)
            for day in days
            for midnight in (datetime.combine(day, time()),)
            for start, end in self.shifts(uid, day)
        )
        return not any(worked)

    def _shifts(self, uid: int | None, day: date) -> list[tuple[timedelta, timedelta]]:
        calendar = self.by_uid[uid]
        for exception in calendar.get("exceptions", []):
            if exception["from"][:10] <= day.isoformat() <= exception["to"][:10]:
                return [_span(shift) for shift in exception.get("hours", [])]
        hours = calendar["week"].get(DAYS[day.weekday()], [])
        return (
            self.shifts(calendar["parent_uid"], day)
            if hours == "inherit"
            else [_span(shift) for shift in hours]
        )


def _span(shift: list[str]) -> tuple[timedelta, timedelta]:
    start, end = (timedelta(hours=int(text[:2]), minutes=int(text[3:5])) for text in shift)
    return start, end
