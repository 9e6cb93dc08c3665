"""Paths that meet just before a deadline."""

from __future__ import annotations

from tests.risk.looking import found

PLAN = """
goals: [{id: g, name: Opening, deadline: 2027-01-22, done_when: [open]}]
tasks:
  - {id: a, name: A, estimate: 10d}
  - {id: b, name: B, estimate: 9d}
  - {id: c, name: C, estimate: 1d}
  - {id: open, name: Open, milestone: true, after: [a, b]}
"""


def test_paths_that_end_together_before_a_deadline_are_found() -> None:
    (each,) = found(PLAN, "merge-bias")
    assert each.sentence.startswith("2 paths meet at Open [open], 5d before the deadline of Opening")
    assert each.evidence[-1] == "the deadline is Fri 22 Jan 2027"
    # 1 - 0.8 * 0.8 = 36%
    assert each.draft["probability"] == "35%"


def test_one_path_merges_with_nothing() -> None:
    assert found(PLAN.replace("after: [a, b]", "after: [a]"), "merge-bias") == []


def test_a_path_that_ends_long_before_is_none() -> None:
    assert found(PLAN.replace("after: [a, b]", "after: [a, c]"), "merge-bias") == []


def test_what_the_other_waits_for_is_no_path_of_its_own() -> None:
    assert found(PLAN.replace("estimate: 9d", "estimate: 1d, after: [a]"), "merge-bias") == []


def test_a_deadline_far_ahead_is_none() -> None:
    assert found(PLAN.replace("2027-01-22", "2027-06-30"), "merge-bias") == []


def test_a_single_step_is_followed_back_to_where_paths_meet() -> None:
    text = PLAN.replace("[open]}]", "[end]}]") + "  - {id: end, milestone: true, after: [open]}\n"
    (each,) = found(text, "merge-bias")
    assert each.draft["delays"] == {"open": "1d..2d"}
