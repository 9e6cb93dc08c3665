"""Baselines: up to eleven agreed schedules, and what the file itself stores for each task."""

from __future__ import annotations

from fairlead.exchange.imported import BaselineDates, StoredDates
from fairlead.exchange.mspdi.collecting import Collected
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.scalars import minutes, money, tenths, truth
from fairlead.exchange.scalars import moment, whole_number
from fairlead.plan.entities import Baseline

MOST = 10
PLAN = "plan"
"""Under which the figures of the whole project stand in a baseline."""


def keep_baselines(collected: Collected, record: Record, task: str) -> None:
    """Keep what the baselines agreed for a task; interim plans (dates alone) are baselines too."""
    for said in record.all("Baseline"):
        number = whole_number(said.get("Number") or "0")
        if number is None or not 0 <= number <= MOST:
            collected.lose("baselines with an unknown number")
            continue
        dates = BaselineDates(
            start=moment(said.get("Start")),
            finish=moment(said.get("Finish")),
            duration_minutes=minutes(said.get("Duration")),
            work_minutes=minutes(said.get("Work")),
            cost=money(said.get("Cost")),
        )
        if dates != BaselineDates():
            collected.baselines.setdefault(_id(number), {})[task] = dates


def add_baselines(collected: Collected) -> None:
    """Add an entity for each baseline that holds something, in their order."""
    kept = sorted(collected.baselines, key=lambda id: int(id.partition("-")[2] or 0))
    collected.baselines = {id: collected.baselines[id] for id in kept}
    for id in kept:
        number = id.partition("-")[2]
        collected.add(Baseline(id=id, name=f"Baseline {number}" if number else "Baseline"))


def keep_stored_dates(collected: Collected, record: Record, task: str) -> None:
    """Keep the dates that Microsoft Project calculated, to compare with; floats are stored in tenths of a minute."""
    critical = record.get("Critical")
    dates = StoredDates(
        start=moment(record.get("Start")),
        finish=moment(record.get("Finish")),
        early_start=moment(record.get("EarlyStart")),
        early_finish=moment(record.get("EarlyFinish")),
        late_start=moment(record.get("LateStart")),
        late_finish=moment(record.get("LateFinish")),
        total_float_minutes=_float(record, "TotalSlack"),
        free_float_minutes=_float(record, "FreeSlack"),
        start_float_minutes=_float(record, "StartSlack"),
        finish_float_minutes=_float(record, "FinishSlack"),
        critical=None if critical is None else truth(critical),
    )
    if dates != StoredDates():
        collected.stored[task] = dates


def _float(record: Record, name: str) -> int | None:
    value = tenths(record.get(name))
    return None if value is None else round(value)


def _id(number: int) -> str:
    return f"baseline-{number}" if number else "baseline"
