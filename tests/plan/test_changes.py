"""Changes as plain data, and as a sentence for people."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.changes import Add, Change, Remove, Rename, Set, describe, from_json, to_json
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from tests.plan.plans import ROBOT, a_plan, changes_to, plans


@given(plan=plans, data=st.data())
def test_a_change_survives_json(plan: Plan, data: st.DataObject) -> None:
    changes = data.draw(changes_to(plan))
    assert [from_json(json.loads(json.dumps(to_json(each)))) for each in changes] == changes


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Set("task", "arm-fw", "estimate", "12d"), "arm-fw: estimate 10d -> 12d"),
        (Set("task", "arm-fw", "left", "3d"), "arm-fw: left 3d"),
        (Set("task", "arm-fw", "needs", None), "arm-fw: needs 2 firmware >= 2 -> none"),
        (Set("task", "bench", "after", ["gripper", "cdr"]), "bench: after +cdr -arm-fw +1d"),
        (Set("rate", "ana", "value", "90/h"), "ana: rate 85/h -> 90/h"),
        (Set("plan", "plan", "budget.total", "7"), "plan: budget.total 640000 -> 7"),
        (
            Set("task", "bench", "place", {"parent": "concept", "before": "cdr"}),
            "bench: moved below concept, before cdr",
        ),
        (Add("task", "jig", {"name": "Jig"}, "concept"), "jig: new task “Jig” below concept"),
        (Remove("task", "concept"), "concept: removed with 2 below it"),
        (Rename("task", "bench", "table"), "bench: now called table"),
    ],
)
def test_a_change_is_described_in_one_line(change: Change, sentence: str) -> None:
    assert describe(change, a_plan(ROBOT)) == sentence


@pytest.mark.parametrize(
    "said",
    [
        None,
        {"change": "move", "kind": "task", "id": "a"},
        {"change": "set", "kind": "task", "id": "a", "field": "note"},
        {"change": "set", "kind": "cat", "id": "a", "field": "note", "value": "x"},
        {"change": "remove", "kind": "task", "id": "a", "why": "because"},
        {"change": "rename", "kind": "task", "id": "a"},
        {"change": "add", "kind": "task", "id": "a", "body": []},
    ],
)
def test_what_is_no_change_is_refused(said: object) -> None:
    with pytest.raises(RequestError):
        from_json(said)
