"""A brief of ten lines, and the plan that it amounts to."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.feasibility.brief import is_brief, plan_of_brief
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.plan.rules import check

BRIEF = """\
name: Delivery robot
start: 2027-03-01
industry: robotics
team: {firmware: 2 at 85/h, mechanics: 1}
deadline: 2027-12-23
goals: {Pilot: 2027-10-29 after Integration}
budget: 300000 EUR
work:
  - Concept: 20d
  - Arm controller: 40d..90d firmware after Concept
  - Frame: L mechanics after Concept
  - Integration: M after Arm controller, Frame
"""


@pytest.fixture
def plan() -> Plan:
    return plan_of_brief(BRIEF)[0]


def test_its_plan_has_nothing_wrong_with_it(plan: Plan) -> None:
    assert not [each for each in check(plan) if each.severity == "error"]


def test_work_is_shared_by_those_who_can_do_it(plan: Plan) -> None:
    needs = {id: [str(need) for need in task.needs] for id, task in plan.tasks.items()}

    assert needs["arm-controller"] == ["1..2 firmware >= 1"]
    assert needs["frame"] == ["mechanics >= 1"]
    assert needs["concept"] == ["1..2 firmware >= 1 | mechanics >= 1"]
    assert str(plan.tasks["arm-controller"].work) == "40d..90d"


def test_work_follows_what_it_names_and_everything_ends_in_one_milestone(plan: Plan) -> None:
    after = {id: [link.id for link in task.after] for id, task in plan.tasks.items()}

    assert after["integration"] == ["arm-controller", "frame"]
    assert after["finished"] == ["concept", "arm-controller", "frame", "integration"]


def test_goals_and_money_and_history_are_there(plan: Plan) -> None:
    goals = {goal.name: (str(goal.deadline), goal.done_when) for goal in plan.goals.values()}

    assert goals == {"All done": ("2027-12-23", ("finished",)), "Pilot": ("2027-10-29", ("integration",))}
    assert plan.settings.currency == "EUR"
    assert plan.settings.history is not None
    assert (plan.settings.history.industry, plan.settings.history.use) == ("robotics", True)
    assert "rate" in plan.confidential("firmware-team")


def test_the_text_is_the_plan() -> None:
    plan, text = plan_of_brief(BRIEF)

    from tests.plans import opened

    assert opened(text).plan == plan


def test_ten_lines_are_told_from_a_plan() -> None:
    assert is_brief(BRIEF.encode())
    assert not is_brief(b"name: P\ntasks:\n  - {id: a, work: 3d}\n")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("deadline:", "deadlin:", "did you mean `deadline`"),
        ("firmware after Concept", "firmwar after Concept", "did you mean `firmware`"),
        ("after Arm controller, Frame", "after Arm controler, Frame", "did you mean `Arm controller`"),
        ("Concept: 20d", "Concept: soon", "soon"),
        ("  - Concept: 20d", "  - Concept", "says no size"),
        ("2 at 85/h", "two", "is no number of people"),
        ("  - Frame:", "  - Concept:", "twice"),
        ("2027-12-23", "Christmas", "`deadline`: .Christmas. is not a moment"),
        ("2 at 85/h", "0 at 85/h", "is no number of people"),
        ("after Integration}", "after Nothing}", "`goals`: `Pilot` comes after `Nothing`"),
        ("name: Delivery robot", "name: [Delivery]", "`name` is a text"),
        ("industry: robotics", "sizes: [S]", "`sizes` says what the letters mean"),
        ("300000 EUR", "plenty", "`budget`"),
        ("industry: robotics", "industry: baking", "industry"),
    ],
)
def test_what_cannot_be_understood_is_named_with_the_remedy(old: str, new: str, words: str) -> None:
    with pytest.raises(FairleadError, match=words):
        plan_of_brief(BRIEF.replace(old, new), "brief.yaml")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("  - Frame: L mechanics", "  - Frame: L mechanic", "brief.yaml:11: error"),
        ("industry: robotics", "focus: 300%", "brief.yaml:3: error"),
        ("industry: robotics", "history: [1.1, much]", "brief.yaml:3: error"),
        ("deadline: 2027-12-23", "deadline: soon", "brief.yaml:5: error"),
        (
            "  - Frame: L mechanics",
            "  - Big Frame: 3d firmware\n  - Frame: L mechanic",
            "brief.yaml:12: error",
        ),
    ],
)
def test_the_line_is_that_of_the_brief(old: str, new: str, place: str) -> None:
    with pytest.raises(FairleadError) as caught:
        plan_of_brief(BRIEF.replace(old, new), "brief.yaml")
    assert str(caught.value).startswith(place)


def test_a_rate_may_be_in_another_currency_whose_rate_is_given() -> None:
    plan, _ = plan_of_brief(BRIEF.replace("2 at 85/h", "2 at 85 USD/h") + "exchange: {USD: 0.92}\n")

    assert str(plan.settings.exchange["USD"][0].value) == "0.92"


@given(st.text(alphabet="abcM20d..: ,\n-&{}[]'\"", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    with contextlib.suppress(FairleadError):
        plan_of_brief(f"{BRIEF}  - X: {text}")
