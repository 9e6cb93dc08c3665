"""From documents to entities: nesting, ids, and everything that can be wrong."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.entities import Template
from fairlead.plan.findings import Finding
from fairlead.plan.opening import open_text
from fairlead.plan.reading import read_body, read_document
from tests.plans import a_plan


def findings(text: str) -> list[Finding]:
    return list(open_text(textwrap.dedent(text), name="plan.yaml").findings)


def test_nesting_becomes_parent_and_rank() -> None:
    plan = read_document({"tasks": [{"id": "a", "tasks": [{"id": "b"}, {"id": "c"}]}, {"id": "d"}]}).plan()
    places = [(task.id, task.parent, task.rank) for task in plan.tasks.values()]
    assert places == [("a", None, 0), ("b", "a", 0), ("c", "a", 1), ("d", None, 1)]


def test_ids_are_minted_from_names_and_never_take_one_that_was_typed() -> None:
    tasks = [{"name": "Test"}, {"name": "Test"}, {"id": "test"}, {"name": "Größe"}]
    assert list(read_document({"tasks": tasks}).plan().tasks) == ["test-2", "test-3", "test", "groesse"]


def test_ids_of_work_are_minted_in_one_space() -> None:
    plan = read_document({"tasks": [{"name": "CE"}], "goals": [{"name": "CE"}]}).plan()
    assert {*plan.tasks, *plan.goals} == {"ce", "ce-2"}


def test_a_risk_is_named_by_its_event_and_a_decision_by_its_question() -> None:
    plan = read_document({"risks": [{"event": "Fire"}], "decisions": [{"question": "Now?"}]}).plan()
    assert (list(plan.risks), list(plan.decisions)) == (["fire"], ["now"])


def test_a_rate_is_an_entity_of_its_own() -> None:
    plan = read_document({"people": [{"id": "ana", "rate": "85/h", "salary": "90000/y"}]}).plan()
    assert set(plan.confidential("ana")) <= {"rate", "salary"}
    assert "rate" in plan.confidential("ana")


def test_everything_wrong_is_found_at_once_and_named_by_line() -> None:
    found = findings("""\
        name: P
        colour: red
        people:
        - {id: ana, rate: cheap, skils: {cad: 2}}
        tasks:
        - {id: a, estimate: 3 days}
        - {id: b, estimate: 1d, parent: a}
        - just text
        - id: a
          tasks:
          - {id: c, estimat: 1d}
        goals:
    """)
    assert [(each.line, each.code) for each in sorted(found, key=lambda each: each.line or 0)] == [
        (2, "unknown-key"),
        (4, "unknown-key"),
        (4, "wrong-value"),
        (6, "wrong-value"),
        (7, "unknown-key"),
        (8, "not-a-mapping"),
        (9, "duplicate-id"),
        (11, "unknown-key"),
        (12, "not-a-list"),
    ]


def test_a_faulty_key_does_not_hide_its_entity() -> None:
    plan = read_document({"tasks": [{"id": "a", "estimate": "3 days", "name": "A"}]}).plan()
    assert (plan.tasks["a"].name, plan.tasks["a"].estimate) == ("A", None)


def test_an_entity_with_hundreds_of_faults_tells_the_first_ones_and_how_many_more() -> None:
    found = findings("name: x\ntasks: []\n" + "".join(f"odd{number}: 1\n" for number in range(250)))
    assert len(found) == 101
    assert [each.message for each in found if each.code == "more-faults"] == [
        "has 150 more faults like these"
    ]


def test_a_wrong_rate_is_reported_on_its_owner() -> None:
    (found,) = findings("people:\n- {id: ana, rate: cheap}\ntasks: []\n")
    assert (found.kind, found.id, found.field, found.line, found.column) == ("person", "ana", "rate", 2, 13)
    assert "`rate`" in found.message


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("tasks: [{id: a, estimte: 1d}]", "Did you mean `estimate`"),
        ("tasks: [{id: a, name: Build, test, estimate: 1d}]", "put quotes round"),
        ("tasks: [{id: a, note: }]", "Write a value or remove the key"),
        ("tasks: {a: 1d}", "Write `- {id: ..., name: ...}`"),
        ("tasks: [{id: a b}]", "Use letters"),
        ("tasks: [{id: a, scope: never}]", "'must', 'should' or 'could'"),
        ("tasks: [{id: a, raci: ana}]", "{key: value}"),
        ("tasks: [{id: a, rank: 1, estimate: 1d}]", "where it comes in order"),
        ("- a", "Start with `name: My project`"),
    ],
)
def test_what_is_wrong_comes_with_a_remedy(text: str, remedy: str) -> None:
    found = findings(text)
    assert remedy in " ".join(str(each) for each in found)


def test_the_tasks_of_a_template_have_a_place_in_the_text() -> None:
    reading = read_document({"templates": [{"id": "t", "tasks": [{"id": "a", "tasks": [{"id": "b"}]}]}]})
    assert reading.places["template task", "t.b"] == ("templates", 0, "tasks", 0, "tasks", 0)


def test_a_body_alone_can_be_read() -> None:
    template, found = read_body(Template, {"id": "t", "tasks": [{"id": "a", "tasks": [{"id": "b"}]}]})
    assert isinstance(template, Template)
    assert ([task.parent for task in template.tasks], found) == ([None, "a"], [])
    assert read_body(Template, {"id": "t", "tasks": "none"})[0] is None


keys = st.sampled_from(
    ["name", "id", "tasks", "people", "goals", "risks", "rate", "after", "estimate", "templates", "x"]
)
nodes: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.text(max_size=5) | st.sampled_from(["1d", "a", "85/h"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150)
@given(nodes)
def test_whatever_a_document_holds_reading_it_ends_in_a_plan(structure: Any) -> None:
    reading = read_document(structure)
    plan = reading.plan()
    assert len(plan) <= 1 + len(reading.entities)
    assert set(reading.paths) == set(range(len(reading.findings)))


def test_options_may_be_the_name_of_a_preset_alone() -> None:
    short, long = (a_plan(f"name: P\noptions: {said}\ntasks: []") for said in ("p6", "{preset: p6}"))

    assert short == long
    assert short.settings.options.preset == "p6"
