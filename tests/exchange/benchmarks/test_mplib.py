from __future__ import annotations

import pytest

from fairlead.plan.errors import ReadError
from tests.exchange.benchmarks.samples import RCMP, a_plan, after, needs, opened


def test_each_project_is_a_summary_that_waits_for_its_release() -> None:
    plan = a_plan(RCMP)
    assert list(plan.outline.children[None]) == ["p1", "p2"]
    assert list(plan.outline.children["p1"]) == ["p1-j1", "p1-j2", "p1-j3"]
    assert (plan.tasks["p1"].start, str(plan.tasks["p2"].start)) == (None, "from 2027-01-04 06:00")


def test_a_job_is_known_by_project_and_number() -> None:
    source = a_plan(RCMP).tasks["p2-j2"].source
    assert source is not None
    assert (source.tool, source.uid) == ("mplib", "2:2")


def test_projects_share_resources_and_may_wait_for_each_other() -> None:
    plan = a_plan(RCMP)
    assert needs(plan, "p2-j2") == ["3 r1"]
    assert after(plan, "p2-j2") == ["p1-j2", "p2-j1"]


def test_a_successor_said_twice_is_one_link() -> None:
    assert a_plan(RCMP.replace("0 0 1 1:2", "0 0 2 1:2 1:2")) == a_plan(RCMP)


def test_a_successor_without_a_project_is_in_the_same_one() -> None:
    assert a_plan(RCMP.replace("0 0 1 2:2", "0 0 1 2")) == a_plan(RCMP)


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        ("2:2\n0 0 0", "3:2\n0 0 0", r"project of a successor of activity 1:2 is `3`"),
        ("2:2\n0 0 0", "2:9\n0 0 0", r"a successor of activity 1:2 is `9`, but can be at most 3"),
        ("2:2\n0 0 0", "2:\n0 0 0", r"`` stands where a successor of activity 1:2"),
        ("5 3 1 2:3\n0 0 0\n", "5 3 1 2:3\n0 0", r"number of successors of activity 2:3"),
        ("2\n1\n3", "3\n1\n3", r"ends where the number of activities of project 3"),
        ("2\n1\n3", "1\n1\n3", r"tokens too many after the last project, 1"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(before: str, now: str, message: str) -> None:
    assert before in RCMP
    with pytest.raises(ReadError, match=message) as refused:
        opened(RCMP.replace(before, now, 1))
    assert refused.value.findings[0].line is not None
