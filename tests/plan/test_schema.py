"""The published JSON Schema, checked from outside by the library jsonschema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from fairlead.plan.entities import SECTIONS
from fairlead.plan.schema import json_schema, shared_schema


class AsAnEditorReads(yaml.SafeLoader):
    """YAML 1.2 as editors' language servers read it: dates and `on` are text, numbers are numbers."""


AsAnEditorReads.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first not in "oOyYnN"
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json_schema()


def faults(schema: dict[str, Any], text: str) -> list[str]:
    document = yaml.load(text, AsAnEditorReads)
    found = jsonschema.Draft202012Validator(schema).iter_errors(document)
    return [error.json_path for error in found]


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator.check_schema(shared_schema())


def test_the_reference_of_the_format_is_valid(schema: dict[str, Any], shared_data: Path) -> None:
    assert faults(schema, (shared_data.parent / "plan-format.yaml").read_text()) == []


def test_every_section_is_described(schema: dict[str, Any]) -> None:
    assert set(SECTIONS) <= set(schema["properties"])


def test_only_name_and_tasks_are_required(schema: dict[str, Any]) -> None:
    assert faults(schema, "{name: P, tasks: [{name: A}]}") == []
    assert faults(schema, "{tasks: []}") == ["$"]


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        ("tasks: [{id: a, estimat: 3d}]", "$.tasks[0]"),
        ("tasks: [{id: a, tasks: [{id: b, scope: perhaps}]}]", "$.tasks[0].tasks[0].scope"),
        ("tasks: [{id: a b}]", "$.tasks[0].id"),
        ("colour: red", "$"),
    ],
)
def test_an_editor_marks_the_fault(schema: dict[str, Any], fault: str, place: str) -> None:
    found = faults(schema, f"name: P\n{fault}" if "tasks" in fault else f"name: P\ntasks: []\n{fault}")
    assert any(path.startswith(place) for path in found)


def test_confidential_facts_stand_with_their_owner(schema: dict[str, Any]) -> None:
    assert faults(schema, "{name: P, tasks: [], people: [{id: ana, rate: 85/h}]}") == []
    dated = "{name: P, tasks: [], people: [{id: ana, rate: [{rate: 85/h}, {from: 2027-07-01, rate: 90/h}]}]}"
    assert faults(schema, dated) == []


def test_a_task_knows_no_parent_key_in_the_document(schema: dict[str, Any]) -> None:
    assert "parent" not in schema["$defs"]["Task"]["properties"]


def test_modes_are_described(schema: dict[str, Any]) -> None:
    modes = (
        "{estimate: 3d, needs: welder}, {name: By robot, duration: 1d, needs: [robot, 2 steel], cost: 400}"
    )
    assert faults(schema, f"{{name: P, tasks: [{{id: a, modes: [{modes}]}}]}}") == []
    assert faults(schema, "{name: P, tasks: [{id: a, modes: {estimate: 3d}}]}") == []
    assert faults(schema, "{name: P, tasks: [{id: a, modes: [{estimat: 3d}]}]}") == ["$.tasks[0].modes"]


def test_odds_are_described(schema: dict[str, Any]) -> None:
    sound = """
        name: P
        distribution: pert
        range_ends: P10-P90
        certainties: {rough: 50%..100%..200%}
        history: {team: [1.1, 0.9], industry: robotics, use: yes}
        risk_scales: {delay: [1w, 2w, 1mo, 2mo], money: [5000, 20000, 50000, 100000]}
        escalation: 3%
        tasks: [{id: a, outcomes: [4d at 60%, 8d at 40%], chance: 70%, only_if: r}]
        templates: [{id: t, tasks: [], correlations: [{id: c, among: [a, b], strength: 60%}]}]
        correlations: [{id: c, among: [a, b], matrix: [[1, 0.3], [0.3, 1]]}]
        decisions: [{id: d, options: [x, y], odds: {x: 60%, y: 40%}}]
        risks: [{id: r, every: week, watch: {a: 2027-02-20}, actions: [{name: A, brings: r}]}]
    """
    assert faults(schema, sound) == []


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        ("range_ends: 10-90", "$.range_ends"),
        ("distribution: gamma", "$.distribution"),
        ("history: {industry: mining}", "$.history"),
        ("certainties: {rough: wide}", "$.certainties.rough"),
        ("correlations: [{id: c, among: [a], matrix: [[2]]}]", "$.correlations[0].matrix[0][0]"),
        ("risks: [{id: r, watch: {a: soon}}]", "$.risks[0].watch.a"),
    ],
)
def test_an_editor_marks_impossible_odds(schema: dict[str, Any], fault: str, place: str) -> None:
    assert any(path.startswith(place) for path in faults(schema, f"name: P\ntasks: []\n{fault}"))
