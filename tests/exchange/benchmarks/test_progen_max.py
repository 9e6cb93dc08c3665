from __future__ import annotations

import pytest

from fairlead.plan.errors import ReadError
from fairlead.schedule.schedule import schedule
from tests.exchange.benchmarks.samples import SCH, a_plan, after, needs, opened


def test_lags_run_from_start_to_start_and_one_that_leads_back_is_a_greatest_one() -> None:
    plan = a_plan(SCH)
    # 1 -> 2 by at least 3, 2 -> 1 by -8: job 2 starts 3 to 8 after job 1.
    assert after(plan, "j2") == ["j0 SS +0h", "j1 SS +3h..+8h"]
    assert after(plan, "j1") == ["j0 SS +0h"]
    assert needs(plan, "j2") == ["2 r1"]


def test_a_greatest_lag_without_a_least_one_gets_what_follows() -> None:
    # 3 -> 1 by -9 leads back over 1 -> 2 -> 3.
    plan = a_plan(SCH.replace("3\t1\t0\n0\t", "3\t1\t1\t1\t[-9]\n0\t", 1))
    assert after(plan, "j3") == ["j1 SS +2h..+9h", "j2 SS +4h"]


def test_a_lag_in_brackets_may_hold_spaces() -> None:
    assert a_plan(SCH.replace("[-8]", "[ -8 ]")) == a_plan(SCH)


def test_a_window_that_is_empty_is_no_error_of_reading() -> None:
    # Job 2 starts at least 3 after job 1, and at most 1 after it: scheduling says that it can't be.
    found = opened(SCH.replace("[-8]", "[-1]"))
    assert after(found.plan, "j2") == ["j0 SS +0h", "j1 SS +3h", "j1 SS +1h..+1h"]
    assert [finding.id for finding in schedule(found.plan).findings] == ["j2"]


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        ("[-8]\t[4]", "[-8]", r"`3` stands where the lag from job 2 to job 3 should be|in brackets"),
        ("[-8]", "[x]", r"`x` stands where the lag from job 2 to job 1"),
        ("[-8]", "[]", r"stands where the lag from job 2 to job 1"),
        ("[-8]", "-8", r"in brackets"),
        ("2\t1\t0\t0\n", "2\t1\t1\t0\n", r"1 resources are nonrenewable"),
        ("1\t1\t2\t2\t3\t", "1\t2\t2\t2\t3\t", r"another mode"),
        ("2\t1\t2\t1\t3\t", "2\t1\t2\t1\t7\t", r"successors of job 2 is `7`, but can be at most 3"),
        ("2\t1\t4\t2\n", "3\t1\t4\t2\n", r"`3` stands where the number of job 2 should be"),
        ("0\t0\n2\n", "0\t0\n", r"ends within the capacities"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(before: str, now: str, message: str) -> None:
    assert before in SCH
    with pytest.raises(ReadError, match=message) as refused:
        opened(SCH.replace(before, now, 1))
    assert refused.value.findings[0].line is not None
