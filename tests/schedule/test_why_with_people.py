"""Why a task is where it is with people: whom it waits for, and what about them would move it."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from fairlead.plan.opening import open_plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.schedule import schedule
from fairlead.schedule.why import counterfactuals
from fairlead.schedule.why.people_chain import chain
from fairlead.schedule.why.with_people import WhyWithPeople, why_with_people
from tests.schedule.asking import scheduled


def _why(text: str, id: str) -> WhyWithPeople:
    found = scheduled(f"name: Test\n{dedent(text).lstrip()}")
    answer = why_with_people(found, levelled(found.plan), id)
    assert answer is not None
    return answer


def _gains(answer: WhyWithPeople) -> dict[str, tuple[int, int]]:
    """What each change gains for the task and for the plan, in days of eight hours."""
    return {each.change: (each.moves // 480, each.moves_plan // 480) for each in answer.counterfactuals}


_BUSY = """
    people:
      - {id: ana, name: Ana Ruiz}
    tasks:
      - {id: arm, name: Arm controller, estimate: 3d, who: [ana], priority: 900}
      - {id: bench, name: Bench test, estimate: 2d, who: [ana]}
"""


def test_whoever_is_busy_stands_in_the_chain_with_what_they_do() -> None:
    answer = _why(_BUSY, "bench")

    assert answer.differs
    assert answer.has_people
    assert [(step.id, step.binds, step.who, step.by) for step in answer.chain] == [
        ("bench", "people", "ana", "arm"),
        ("arm", "plan start", None, None),
    ]
    assert [step.sentence for step in answer.chain] == [
        "Bench test (bench) starts Thu 7 Jan 2027: Ana Ruiz does Arm controller until Wed 6 Jan 2027",
        "Arm controller (arm) starts Mon 4 Jan 2027, when the plan starts",
    ]


def test_what_would_help_is_found_by_levelling_again() -> None:
    assert _gains(_why(_BUSY, "bench")) == {
        "with Bench test first in line": (-3, 0),
        "with one more like Ana Ruiz": (-3, -2),
        "with Arm controller done by somebody from outside": (-3, -2),
    }


def test_the_best_change_comes_first_and_says_what_the_plan_gains() -> None:
    first = _why(_BUSY, "bench").counterfactuals[0]

    assert first.sentence == "with one more like Ana Ruiz: 3d earlier, Tue 5 Jan 2027; the plan 2d earlier"


def test_somebody_with_the_same_skills_can_take_over() -> None:
    answer = _why(
        """
        people:
          - {id: ana, name: Ana, skills: {firmware: 3}}
          - {id: tom, name: Tom, skills: {firmware: 3}}
          - {id: eva, name: Eva, skills: {firmware: 2}}
        tasks:
          - {id: arm, name: Arm, estimate: 3d, who: [ana], priority: 900}
          - {id: bench, name: Bench, estimate: 2d, who: [ana]}
        """,
        "bench",
    )

    assert _gains(answer)["with Arm by Tom"] == (-3, -2)
    assert "with Arm by Eva" not in _gains(answer)


def test_without_the_leave_of_somebody_picked_it_is_earlier() -> None:
    text = """
        people:
          - {id: ana, name: Ana Ruiz, skills: {dig: 2}, away: [2027-03-01..2027-03-05, 2027-01-06..2027-01-08]}
        tasks:
          - {id: dig, estimate: 2d}
          - {id: plan, estimate: 1d, needs: [dig], after: [dig]}
          - {id: sell, estimate: 1d, after: [plan]}
    """
    answer = _why(text, "sell")

    assert [step.id for step in answer.chain] == ["sell", "plan", "dig"]
    assert "Ana Ruiz is away 6 to 8 Jan 2027" in answer.chain[1].sentence
    assert _gains(answer) == {"without the leave of Ana Ruiz (6 to 8 Jan 2027)": (-3, -3)}


def test_a_goal_is_explained_by_what_is_done_last() -> None:
    text = f"{_BUSY}    goals:\n      - {{id: go, done_when: [arm, bench]}}\n"
    answer = _why(text, "go")

    assert [step.id for step in answer.chain] == ["bench", "arm"]


def test_without_limits_nothing_is_tried() -> None:
    answer = _why(_BUSY, "arm")

    assert not answer.differs
    assert not answer.has_people
    assert answer.counterfactuals == ()


def test_large_plans_say_what_was_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counterfactuals, "_MOST_TASKS", 1)
    answer = _why(_BUSY, "bench")

    assert (answer.counterfactuals, answer.left) == ((), 3)
    assert answer.sections()[-1][1] == ["in a plan of this size 3 more changes were not tried"]


def test_the_answer_is_plain_data() -> None:
    said = json.loads(json.dumps(_why(_BUSY, "bench").to_json()))

    assert said["start"] == "2027-01-07T08:00:00"
    assert said["chain"][0]["who"] == "ana"
    assert said["counterfactuals"][0]["moves_minutes"] == -3 * 480


def test_each_step_leads_to_the_next() -> None:
    plan = open_plan(Path(__file__).parents[2] / "examples" / "robotics.yaml").plan
    found = schedule(plan)
    people = levelled(plan)

    for id in found.compiled.plan.tasks:
        steps = chain(found, people, id)
        assert [step.by for step in steps[:-1]] == [step.id for step in steps[1:]], id
        for step in steps:
            if step.binds in ("link", "people") and step.link in (None, "link"):
                assert step.date <= max(step.start, step.finish), step.sentence


def test_a_fixed_date_holds_whatever_people_do_before() -> None:
    answer = _why(
        """
        people:
          - {id: ana, name: Ana}
        tasks:
          - {id: other, estimate: 3d, who: [ana], priority: 900}
          - {id: smoke, estimate: 1d, who: [ana]}
          - {id: live, milestone: yes, start: fixed 2027-01-05, after: [smoke]}
        """,
        "live",
    )

    assert [(step.id, step.binds) for step in answer.chain] == [("live", "constraint")]
