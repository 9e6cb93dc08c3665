"""From entities back to documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from fairlead.plan.document import Plan
from fairlead.plan.opening import open_text
from fairlead.plan.reading import read_document
from fairlead.plan.text.dumping import dump
from fairlead.plan.text.loading import load
from fairlead.plan.writing import body_of, document_of
from tests.plan.plans import ROBOT, a_plan, plans


def reread(plan: Plan) -> Plan:
    reading = read_document(load(dump(document_of(plan)), name="plan").content)
    assert reading.findings == []
    return reading.plan()


@given(plans)
def test_what_is_written_reads_back_the_same(plan: Plan) -> None:
    assert reread(plan) == plan


def test_a_plan_with_everything_in_it_reads_back_the_same() -> None:
    assert reread(a_plan(ROBOT)) == a_plan(ROBOT)


def test_every_line_of_the_reference_loads_and_reads_back(shared_data: Path) -> None:
    reference = shared_data.parent / "plan-format.yaml"
    if not reference.is_file():
        pytest.skip("needs the reference of the format, ../shared/plan-format.yaml")
    text = reference.read_text(encoding="utf-8").replace("include: [people.yaml]", "include: []")
    opened = open_text(text, name="plan-format.yaml")
    assert opened.findings == ()
    assert reread(opened.plan) == opened.plan
    assert len(opened.plan) > 50


def test_a_rate_is_written_with_its_owner() -> None:
    plan = a_plan(ROBOT)
    assert body_of(plan, plan.people["ana"])["rate"] == "85/h"


def test_keys_stand_in_the_order_in_which_people_read_them() -> None:
    plan = a_plan(ROBOT)
    assert list(body_of(plan, plan.tasks["arm-fw"])) == ["id", "name", "estimate", "needs", "after"]


def test_what_stands_in_an_included_file_is_written_there() -> None:
    plan = a_plan(ROBOT)
    shared = Plan(
        plan.settings, plan.entities, {("person", "ana"): "people.yaml", ("rate", "ana"): "people.yaml"}
    )
    assert [each["id"] for each in document_of(shared)["people"]] == ["tom"]
    assert document_of(shared, "people.yaml") == {"people": [body_of(plan, plan.people["ana"])]}
