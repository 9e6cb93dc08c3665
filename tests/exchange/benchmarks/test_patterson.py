from __future__ import annotations

import pytest

from fairlead.plan.errors import ReadError
from tests.exchange.benchmarks.samples import RCP, a_plan, after, needs, opened


def test_jobs_and_their_predecessors() -> None:
    plan = a_plan(RCP)
    assert (str(plan.tasks["j3"].estimate), needs(plan, "j3")) == ("5h", ["r1", "4 r2"])
    assert after(plan, "j4") == ["j2", "j3"]


def test_ends_of_lines_mean_nothing() -> None:
    assert a_plan(" ".join(RCP.split())) == a_plan(RCP) == a_plan("\n".join(RCP.split()))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4 2 2 4 0 0", r"the file ends within the demands of job 1"),
        ("4 2 2 4", r"the file ends where the duration of job 1 should be"),
        ("9999999999 2 2 4", r"number of jobs is `9999999999`, but can be at most"),
        ("9" * 5000 + " 2 2 4", r"number of jobs is `9{17}...`, but can be at most"),
        ("4 500000000 2 4", r"number of resources is `500000000`"),
        (RCP + "7", r"1 token too many after the last job, 4, from `7` on"),
        (RCP.replace("3 2 0 1 4", "3 2 0 1 5"), r"successors of job 2 is `5`, but can be at most 4"),
        (RCP.replace("3 2 0 1 4", "3 2 0 1 0"), r"successors of job 2 is `0`, but can be at least 1"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as refused:
        opened(text)
    assert refused.value.findings[0].line is not None
