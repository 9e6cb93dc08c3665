from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.errors import ReadError
from tests.exchange.benchmarks.samples import MM, SM, a_plan, after, needs, opened


def test_jobs_of_one_mode() -> None:
    plan = a_plan(SM)
    assert (str(plan.tasks["j3"].estimate), needs(plan, "j3")) == ("5h", ["r1", "4 r2"])
    assert after(plan, "j4") == ["j2", "j3"]
    assert {id: each.count for id, each in plan.equipment.items()} == {"r1": 2, "r2": 4}


def test_jobs_of_several_modes_and_resources_that_are_used_up() -> None:
    plan = a_plan(MM)
    first, second = plan.tasks["j2"].ways
    assert (str(first.estimate), [*map(str, first.needs)]) == ("4h", ["r1", "9 n1"])
    assert (str(second.estimate), [*map(str, second.needs)]) == ("7h", ["2 r1"])
    assert plan.materials["n1"].limit == Decimal(12)


def test_what_has_no_place_is_counted() -> None:
    assert dict(opened(SM).imported.lost) == {"due dates with their tardiness costs": 1}


def test_risks_of_durations_are_left_out_and_counted() -> None:
    risks = "Job\t#risk\tType\tIVL\tmu\tsigma\n2\t2\t2\t0.2\t2.5\t0.5\t6\t0.05\t7.5\t0.375\n3\t1\t3\t0.2\t3.75\t0.75\n"
    found = opened(SM + risks)
    assert found.imported.lost["normally distributed risks of durations"] == 3
    assert found.plan == opened(SM).plan


def test_a_project_waits_for_its_release() -> None:
    plan = opened(SM.replace("    1      2      0 ", "    1      2      7 ")).plan
    assert str(plan.tasks["j1"].start) == "from 2027-01-04 07:00"


def test_a_long_list_of_successors_may_wrap() -> None:
    assert a_plan(SM.replace("2           2   3", "2           2\n  3")) == a_plan(SM)


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        ("jobs (incl. supersource/sink ):  4", "", r"doesn't say how many jobs"),
        ("sink ):  4", "sink ):  four", r"`four` stands where the number of jobs should be"),
        ("sink ):  4", "sink ):  5", r"PRECEDENCE RELATIONS ends where the number of job 5"),
        ("sink ):  4", "sink ):  3", r"job 1 is `4`|successors of job 2 is `4`"),
        ("PRECEDENCE RELATIONS:\njobnr.", "jobnr.", r"no section PRECEDENCE RELATIONS"),
        ("doubly constrained        :  0", "doubly constrained        :  1", r"doubly constrained"),
        ("2           2   3", "3           2   3", r"`1` stands where 3 should be|where 2 should be"),
        ("2           2   3", "2           2   9", r"successors of job 1 is `9`, but can be at most 4"),
        ("  2      1     3 ", "  2      1    -3 ", r"duration of job 2, mode 1 is `-3`"),
        ("  2      1     3 ", "  2      1    99999999999999999999 ", r"at most 10,000,000"),
        ("  2      1     3       2    0", "  2      1     3       2", r"number of job 3; does job 2 say"),
        ("    2    4\n", "    2\n", r"RESOURCEAVAILABILITIES ends within the capacities"),
        ("    2    4\n", "    2    4   5\n", r"1 token too many after the last capacity"),
        ("   2        1          1           4", "   2        1          1           x", r"`x` stands where"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(before: str, now: str, message: str) -> None:
    assert before in SM
    with pytest.raises(ReadError, match=message) as refused:
        opened(SM.replace(before, now, 1))
    assert refused.value.findings[0].remedy


def test_a_circle_of_jobs_is_found() -> None:
    found = opened(SM.replace("   2        1          1           4", "   2        1          1           2"))
    assert "link-to-itself" in {finding.code for finding in found.findings}
