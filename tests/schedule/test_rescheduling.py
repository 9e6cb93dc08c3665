"""A schedule that follows a change is the one that is made anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.apply import apply
from fairlead.plan.changes import Change, Set
from fairlead.plan.document import Plan
from fairlead.schedule import rescheduling
from fairlead.schedule.rescheduling import rescheduled
from fairlead.schedule.schedule import schedule
from tests.plans import a_plan

PLAN = """
    status_date: 2027-01-13
    people: [{id: ana}, {id: tom, hours: Mon-Wed 09:00-15:00}]
    tasks:
      - {id: a, estimate: 3d, who: [ana], started: 2027-01-04}
      - id: s
        deadline: 2027-02-05
        tasks:
          - {id: b, estimate: 5d, who: [ana, tom], after: [a]}
          - {id: c, work: 4d, who: [ana, tom], after: [a +1d]}
      - {id: d, duration: 3d, after: [s, b SS +2d]}
      - {id: e, estimate: 2d, after: [d FF +1d], start: from 2027-01-20}
      - {id: half, estimate: 2d, after: [e SS +50%]}
      - {id: end, milestone: yes, after: [e, half]}
"""

changes = st.lists(
    st.one_of(
        st.builds(
            Set,
            st.just("task"),
            st.sampled_from("ab"),
            st.just("estimate"),
            st.sampled_from(["1d", "9d", "2d..6d"]),
        ),
        st.builds(
            Set, st.just("task"), st.just("d"), st.just("duration"), st.sampled_from(["1d", "9d", "3ed"])
        ),
        st.builds(
            Set,
            st.just("task"),
            st.sampled_from("abcde"),
            st.just("deadline"),
            st.sampled_from(["2027-01-15", None]),
        ),
        st.builds(
            Set,
            st.just("task"),
            st.sampled_from("bcde"),
            st.just("start"),
            st.sampled_from(["from 2027-01-25", "by 2027-01-08", None]),
        ),
        st.builds(Set, st.just("task"), st.just("a"), st.just("left"), st.sampled_from(["1d", "8d"])),
        st.builds(Set, st.just("task"), st.just("a"), st.just("done"), st.sampled_from(["2027-01-08", None])),
        st.builds(Set, st.just("task"), st.just("e"), st.just("estimate"), st.sampled_from(["5d"])),
        st.builds(Set, st.just("task"), st.just("c"), st.just("after"), st.just([])),
        st.builds(Set, st.just("task"), st.just("b"), st.just("who"), st.just(["tom"])),
        st.builds(Set, st.just("plan"), st.just("plan"), st.just("status_date"), st.just("2027-01-18")),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return a_plan(PLAN)


@given(several=st.lists(changes, min_size=1, max_size=3))
def test_following_changes_gives_what_scheduling_anew_gives(plan: Plan, several: list[list[Change]]) -> None:
    followed = schedule(plan)
    for each in several:
        plan = apply(plan, each)
        followed = rescheduled(followed, plan)

    assert followed.to_json() == schedule(plan).to_json()


def test_a_new_estimate_is_followed_without_compiling(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schedule(plan)
    monkeypatch.setattr(rescheduling, "schedule", None)  # calling it would fail

    after = rescheduled(before, apply(plan, [Set("task", "b", "estimate", "6d")]))

    assert after["b"].finish > before["b"].finish


def test_a_change_of_links_compiles_anew(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schedule(plan)
    monkeypatch.setattr(rescheduling, "schedule", lambda changed, _start: changed)
    changed = apply(plan, [Set("task", "b", "after", [])])

    assert rescheduled(before, changed) is changed
