"""What a failed test repeats within people's limits: whoever does it again is busy with it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.risk.crews import decided
from fairlead.risk.rounds import with_rounds
from fairlead.schedule.compiling import compile_plan
from tests.risk.simulated import ITERATIONS, SIGMAS, WEEKDAYS, a_plan_of, forecast, is_near, minutes, odds

TRIED = """
tasks:
  - {id: build, estimate: 10h, who: [ana]}
  - {id: try, estimate: 5h, after: [build], who: [lab], retry: {chance: 50%, repeat: [build]}}
  - {id: other, estimate: 20h, after: [build], who: [ana]}
people: [{id: ana}, {id: lab}]
"""


def test_whoever_does_work_again_is_busy_with_it() -> None:
    """Ana builds for 10 hours and has 20 of other work: with each failure 10 more, and 5 in the laboratory.

    Whether she goes on with the other work before she builds again or after makes no difference to the end.
    """
    found = odds(forecast(TRIED, people=True))
    assert is_near({k: v for k, v in found.items() if k <= 75 * 60},
                   {(30 + 15 * n) * 60: 0.5 ** (n + 1) for n in range(4)})  # fmt: skip
    assert all((length - 30 * 60) % (15 * 60) == 0 for length in found)


def test_by_logic_alone_nobody_is() -> None:
    found = odds(forecast(TRIED))
    assert found[30 * 60] == pytest.approx(
        0.75, abs=0.04
    )  # never failed, or once while the other work went on


def test_those_who_test_do_other_work_while_what_they_test_is_repeated() -> None:
    """Failed at 15 hours, Ana builds until 25; Tom's other 10 hours fit in between, and he tests until 30."""
    found = odds(forecast("""
        tasks:
          - {id: build, estimate: 10h, who: [ana]}
          - {id: try, estimate: 5h, after: [build], who: [tom], retry: {chance: 50%, repeat: [build]}}
          - {id: look, estimate: 15h}
          - {id: other, estimate: 10h, after: [look], who: [tom]}
        people: [{id: ana}, {id: tom}]
    """, people=True))  # fmt: skip
    assert is_near({k: v for k, v in found.items() if k <= 60 * 60},
                   {25 * 60: 0.5, **{(15 + 15 * n) * 60: 0.5 ** (n + 1) for n in range(1, 4)}})  # fmt: skip


def test_finished_work_that_is_repeated_takes_those_who_are_named_for_it() -> None:
    found = odds(forecast("""
        status_date: 2027-01-04
        tasks:
          - {id: build, estimate: 10h, started: 2027-01-03, done: 2027-01-03, who: [ana]}
          - {id: try, estimate: 5h, after: [build], who: [lab], retry: {chance: 50%, repeat: [build]}}
          - {id: other, estimate: 20h, who: [ana]}
        people: [{id: ana}, {id: lab}]
    """, people=True))  # fmt: skip
    first = min(found)
    # 20 hours; or 10 more of Ana's, and 5 in the laboratory after them where she does the other work first.
    assert {length - first for length in found} <= {15 * 60 * n for n in range(40)} | {
        15 * 60 * n - 5 * 60 for n in range(1, 40)
    }
    assert found[first] == pytest.approx(0.5, abs=SIGMAS * 0.5 / ITERATIONS**0.5)


@st.composite
def chains(draw: st.DrawFn) -> str:
    """Tasks in a row, each of somebody with hours of their own, the last a test of some of them."""
    count = draw(st.integers(1, 4))
    people, tasks = [], []
    for k in range(count + 1):
        first = draw(st.integers(6, 14))
        people.append(f"{{id: p{k}, hours: Mon-Fri {first}:00-{first + draw(st.integers(2, 8))}:00}}")
        after = f", after: [t{k - 1}]" if k else ""
        most = draw(st.integers(1, 20))
        tasks.append(f"  - {{id: t{k}, estimate: 1h..{most}h..{2 * most}h, who: [p{k}]{after}}}")
    repeated = draw(st.lists(st.sampled_from(range(count)), unique=True, min_size=1))
    retry = f", retry: {{chance: 40%, repeat: [{', '.join(f't{k}' for k in sorted(repeated))}]}}}}"
    tasks[-1] = tasks[-1][:-1] + retry
    lag = draw(st.sampled_from(["", " +50%", " +1d", " SS +2h"]))
    tasks.append(f"  - {{id: after, estimate: 3h, after: [t{count}{lag}]}}")
    return f"tasks:\n{chr(10).join(tasks)}\npeople: [{', '.join(people)}]\n"


@given(chains())
def test_where_nobody_has_anything_else_to_do_people_change_nothing(text: str) -> None:
    plan = a_plan_of(text, WEEKDAYS)
    held, free = (forecast(plan, 60, people=people) for people in (True, False))
    assert held.finish.tolist() == free.finish.tolist()
    assert held.planned_finish == free.planned_finish
    assert held.cost.tolist() == free.cost.tolist()


def test_a_milestone_after_a_test_is_reached_when_it_fails_no_more() -> None:
    found = forecast(
        TRIED.replace("people:", "  - {id: passed, milestone: yes, after: [try]}\npeople:"), people=True
    )
    passed = found.ends["passed"] - found.compiled.ground.plan_start
    failed = minutes(found) > 30 * 60
    assert (passed[~failed] == 15 * 60).all()
    assert (passed[failed] >= 30 * 60).all()


def test_a_test_that_decides_the_finish_by_its_repetitions_is_critical() -> None:
    found = forecast(TRIED, people=True)
    assert found.criticality["try"] >= 0.4


def test_a_test_with_a_maximum_lag_behind_it_is_told() -> None:
    found = forecast(
        TRIED.replace("after: [build], who: [ana]", "after: [try +0d..+3d], who: [ana]"), 10, people=True
    )
    assert [each.code for each in found.findings] == ["retry-unmanned"]


def test_crews_without_repeated_work_stay_as_they_are() -> None:
    crews = decided(
        compile_plan(a_plan_of("tasks: [{id: a, estimate: 1d, who: [ana]}]\npeople: [{id: ana}]"))
    )
    assert crews is not None
    assert with_rounds(crews).crews is crews


def test_many_tests_get_fewer_rounds_each() -> None:
    tasks = "\n".join(
        f"  - {{id: b{k}, estimate: 1h, who: [ana]}}\n"
        f"  - {{id: t{k}, estimate: 1h, after: [b{k}], retry: {{chance: 90%, repeat: [b{k}]}}}}"
        for k in range(60)
    )
    crews = decided(compile_plan(a_plan_of(f"tasks:\n{tasks}\npeople: [{{id: ana}}]")))
    assert crews is not None
    found = with_rounds(crews)
    assert 240 <= len(found.repeated) <= 120 + 200
    assert np.all(np.diff(found.crews.staffed.compiled.network.links[:, 1]) >= 0)
