from __future__ import annotations

import pytest

from fairlead.plan.errors import ReadError
from tests.exchange.benchmarks.samples import DZN, a_plan, after, needs, opened


def test_people_have_the_skills_they_master() -> None:
    assert {id: person.skills for id, person in a_plan(DZN).people.items()} == {
        "p1": {"s1": 1}, "p2": {"s1": 1, "s2": 1}, "p3": {"s2": 1},
    }  # fmt: skip


def test_activities_need_so_many_people_with_each_skill() -> None:
    plan = a_plan(DZN)
    assert (needs(plan, "j2"), needs(plan, "j3")) == (["2 s1", "s2"], ["s2"])
    assert after(plan, "j4") == ["j2", "j3"]


def test_an_assignment_may_run_over_lines_and_comments_are_passed_over() -> None:
    text = DZN.replace("dur = [0,3,5,0];", "dur = [0, % first\n 3,\n 5,0\n]; % all; of them")
    assert opened(text).plan == a_plan(DZN)


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        ("nActs = 4;", "", r"`nActs` is missing"),
        ("nActs = 4;", "nActs = 5;", r"`dur` has 4 durations for 5 activities"),
        ("dur = [0,3,5,0];", "dur = [0,3,x,0];", r"`x` stands where a number in `dur` should be"),
        ("dur = [0,3,5,0];", "dur = 3;", r"`dur` should be a list"),
        ("  | 0,1,\n  | 0,0, |]", "  | 0,1, |]", r"`sreq` should be a table of 4 rows, not 3"),
        ("  | 2,1,\n", "  | 2,1,7,\n", r"a table of 2 columns, not 3 as in row 2"),
        ("true,true", "true,maybe", r"`maybe` stands where a number in `mastery`"),
        ("pred = [1,1,2,3];", "pred = [1,1,2];", r"`pred` has 3 activities, `succ` 4"),
        ("pred = [1,1,2,3];", "pred = [1,1,2,9];", r"a number in `pred` is `9`, but can be at most 4"),
        ("{}];", "{}]", r"breaks off within an assignment"),
        ("mint = 3;", "mint: 3;", r"`mint: 3` is no assignment"),
    ],
)
def test_what_is_wrong_is_said(before: str, now: str, message: str) -> None:
    assert before in DZN
    with pytest.raises(ReadError, match=message) as refused:
        opened(DZN.replace(before, now, 1))
    assert refused.value.findings[0].remedy
