"""Every public benchmark beside the repository: read without a word of complaint, with the critical path it has."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fairlead.exchange.benchmarks.building import START
from fairlead.exchange.importing import import_file
from fairlead.exchange.saving import text_of
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.opening import open_text
from fairlead.schedule.schedule import schedule
from tests.conftest import SHARED_DATA
from tests.exchange.benchmarks.plain import plain

FOLDERS = (
    "j30",
    "j60",
    "j90",
    "j120",
    "RG300",
    "multimode",
    "rcpsp_max",
    "multiproject",
    "multiskill",
    "stochastic",
)
FILES = [path for folder in FOLDERS for path in sorted((SHARED_DATA / "rcpsp" / folder).glob("*.*"))]
ONE_OF_EACH = list({path.suffix: path for path in FILES}.values())
NEEDED = pytest.mark.skipif(not FILES, reason="needs the public benchmarks in ../shared/data/rcpsp")


def jobs(plan: Plan) -> dict[str, Task]:
    """The jobs of a benchmark by the keys it knows them by."""
    return {
        task.source.uid: task
        for id, task in plan.tasks.items()
        if task.source and task.source.uid and not plan.outline.is_summary(id)
    }


@NEEDED
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_jobs_start_as_early_as_their_links_let_them(path: Path) -> None:
    imported = import_file(path)
    assert imported.findings == ()
    found = schedule(imported.plan)
    starts = {
        uid: (found[task.id].start - START) / timedelta(hours=1) for uid, task in jobs(imported.plan).items()
    }
    assert starts == plain(path).earliest()


@NEEDED
@pytest.mark.parametrize("path", ONE_OF_EACH, ids=lambda path: path.name)
def test_written_as_yaml_a_benchmark_is_the_same_plan(path: Path) -> None:
    plan = import_file(path).plan
    assert open_text(text_of(plan)).plan == plan


@NEEDED
def test_robust_psplib_is_read_without_its_risks() -> None:
    imported = import_file(SHARED_DATA / "rcpsp" / "stochastic" / "j3013_2Robu.sm")
    # The file says 9 jobs with one or two risks each: 2 + 1 + 2 + 2 + 2 + 2 + 1 + 1 + 2.
    assert imported.lost["normally distributed risks of durations"] == 15
