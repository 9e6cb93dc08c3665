"""Scenarios: the plan after a named list of lines."""

from __future__ import annotations

import pytest

from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines, with_scenario
from tests.plans import a_plan, everything_found

SHED = """
name: Shed
tasks:
  - {id: walls, estimate: 4d}
  - {id: roof, estimate: 2d, after: [walls]}
scenarios:
  - {id: quick, name: In a hurry, changes: [walls estimate 2d, "add Paint 1d after roof", paint estimate 2d]}
  - {id: wrong, changes: [walls estimat 2d]}
  - {id: lost, changes: [drop walls, walls estimate 2d]}
"""


@pytest.fixture
def plan() -> Plan:
    return a_plan(SHED)


def test_each_line_is_understood_after_those_before_it(plan: Plan) -> None:
    quick = with_scenario(plan, "quick", check=check)

    assert {id: str(task.estimate) for id, task in quick.tasks.items()} == {
        "walls": "2d", "roof": "2d", "paint": "2d",
    }  # fmt: skip
    assert quick.title == "Shed: In a hurry"


def test_the_plan_itself_stays(plan: Plan) -> None:
    with_scenario(plan, "quick")

    assert plan == a_plan(SHED)


def test_no_lines_change_nothing(plan: Plan) -> None:
    assert with_lines(plan, []) == plan


def test_an_unknown_scenario_is_answered_with_the_nearest(plan: Plan) -> None:
    with pytest.raises(RequestError, match="did you mean `quick`"):
        with_scenario(plan, "quik")
    with pytest.raises(RequestError, match="the plan has none under `scenarios`"):
        with_scenario(plan.with_entities(without=[("scenario", id) for id in plan.scenarios]), "quick")


@pytest.mark.parametrize("id", ["wrong", "lost"])
def test_a_line_that_cannot_be_read_names_scenario_and_line(plan: Plan, id: str) -> None:
    with pytest.raises(PlanError) as caught:
        with_scenario(plan, id)

    (finding,) = caught.value.findings
    assert (finding.kind, finding.id, finding.field) == ("scenario", id, "changes")
    assert finding.message.startswith("line ")
    assert "\n" not in finding.message


def test_what_was_probably_meant_is_the_remedy(plan: Plan) -> None:
    with pytest.raises(PlanError) as caught:
        with_scenario(plan, "wrong")
    (warned,) = [each for each in everything_found(SHED) if each.id == "wrong"]

    assert (
        caught.value.findings[0].message
        == "line 1, `walls estimat 2d`: `walls estimat`: a task has no `estimat`"
    )
    assert caught.value.findings[0].remedy == "Write `walls estimate 2d` under `scenarios`"
    assert warned.remedy == "Write `walls estimate 2d`"


def test_a_plan_as_a_scenario_has_it_has_no_scenarios(plan: Plan) -> None:
    quick = with_scenario(plan, "quick")

    assert quick.scenarios == {}
    assert not [each for each in check(quick) if each.kind == "scenario"]


def test_the_rule_warns_of_lines_that_cannot_be_read_and_of_no_others() -> None:
    warned = [(each.id, each.code) for each in everything_found(SHED)]

    assert warned == [("wrong", "scenario-line"), ("lost", "scenario-line")]
