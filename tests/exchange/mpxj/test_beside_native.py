"""The native readers beside MPXJ on the same files of other tools: two ways to one plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fairlead.exchange.imported import Imported
from fairlead.exchange.importing import import_file
from fairlead.exchange.mpxj import read_with_mpxj
from fairlead.plan.entities import Task
from fairlead.schedule.schedule import schedule

FILES = ("msp_task-links_04.xml", "msp_assignment-text_02.xml", "p6_job-58_01.xer", "p6_site-198.xer")
Pair = tuple[Imported, Imported]


@pytest.fixture(scope="module", params=FILES)
def both(request: pytest.FixtureRequest, shared_data: Path) -> Pair:
    """What the native reader makes of a file, and what it makes of the file that MPXJ wrote after reading it."""
    path = shared_data / "cpm_truth" / "files" / request.param
    if not path.is_file():
        pytest.skip(f"needs {request.param} in ../shared/data/cpm_truth/files")
    return import_file(path), read_with_mpxj(path.read_bytes(), path.name)


def uid(task: Task) -> str:
    assert task.source is not None
    return str(task.source.uid)


def by_uid(found: Imported) -> dict[str, Task]:
    tasks = {uid(task): task for task in found.plan.tasks.values()}
    assert len(tasks) == len(found.plan.tasks)
    return tasks


def test_both_find_the_same_tasks(both: Pair) -> None:
    native, passed = ({key: task.name for key, task in by_uid(each).items()} for each in both)
    assert native
    assert passed == native


def test_both_find_the_same_durations(both: Pair) -> None:
    native, passed = ({key: str(task.duration) for key, task in by_uid(each).items()} for each in both)
    assert passed == native


def test_both_find_the_same_links(both: Pair) -> None:
    native, passed = (links(each) for each in both)
    assert passed == native


def links(found: Imported) -> set[tuple[str, str, str, str]]:
    tasks = found.plan.tasks
    return {
        (uid(tasks[link.id]), uid(task), link.type, str(link.lag))
        for task in tasks.values()
        for link in task.after
        if link.id in tasks
    }


def test_both_are_scheduled_alike(both: Pair) -> None:
    native, passed = (dates(each) for each in both)
    differences = {key: (native[key], passed.get(key)) for key in native if native[key] != passed.get(key)}
    assert not differences


def dates(found: Imported) -> dict[str, Any]:
    return {
        uid(found.plan.tasks[task.id]): (
            task.start,
            task.finish,
            task.early_start,
            task.early_finish,
            task.late_start,
            task.late_finish,
            task.total_float,
            task.free_float,
            task.critical,
        )
        for task in schedule(found.plan)
        if task.id in found.plan.tasks
    }
