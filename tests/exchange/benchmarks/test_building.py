"""What all formats have in common: hours round the clock, jobs that aren't interrupted, keys and places."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairlead.exchange.benchmarks.building import START
from fairlead.exchange.saving import text_of
from fairlead.plan.opening import open_text
from fairlead.schedule.schedule import schedule
from tests.exchange.benchmarks.samples import ALL, RCP, SM, a_plan, opened


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_a_benchmark_is_a_plan_without_findings_that_can_be_written(text: str) -> None:
    plan = a_plan(text)
    assert open_text(text_of(plan)).plan == plan


@pytest.mark.parametrize(
    ("format", "hours"),
    [
        ("sm", 5),  # job 3
        ("mm", 4),  # job 2 in its quicker mode
        ("rcp", 5),
        ("sch", 7),  # job 2 starts 3 after job 1 and takes 4
        ("rcmp", 11),  # project 2 begins at 6, its job 2 takes 5
        ("dzn", 5),
        ("def", 38),  # 30 and 8, one after the other
    ],
)
def test_a_period_is_an_hour_of_nights_and_weekends_too(format: str, hours: int) -> None:
    found = schedule(a_plan(ALL[format]))
    assert max(found[id].finish for id in found.plan.tasks) == START + timedelta(hours=hours)


def test_jobs_are_not_split_and_those_without_time_are_milestones() -> None:
    plan = a_plan(RCP)
    assert [(task.id, task.milestone, task.split) for task in plan.tasks.values()] == [
        ("j1", True, True), ("j2", False, False), ("j3", False, False), ("j4", True, True),
    ]  # fmt: skip


def test_every_job_knows_its_number_and_its_line() -> None:
    found = opened(SM)
    source = found.plan.tasks["j3"].source
    assert source is not None
    assert (source.tool, source.uid) == ("psplib", "3")
    assert found.imported.lines["task", "j3"] == 19


def test_a_plan_is_called_like_its_file() -> None:
    assert opened(SM, "data/j301_6.sm").plan.settings.name == "j301_6"
