from __future__ import annotations

import pytest

from fairlead.plan.errors import RequestError
from fairlead.plan.text.edits import (
    Edit,
    InsertItem,
    MoveItem,
    RemoveItem,
    RemoveKey,
    RenameKey,
    SetValue,
    apply_edits,
)
from fairlead.plan.text.structure import Node

PLAN: Node = {"name": "x", "tasks": ["a", {"id": "b", "tasks": ["c"]}, "d"], "note": None}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            SetValue(("name",), "y"),
            {"name": "y", "tasks": ["a", {"id": "b", "tasks": ["c"]}, "d"], "note": None},
        ),
        (RemoveItem(("tasks", 1)), {"name": "x", "tasks": ["a", "d"], "note": None}),
        (RemoveKey(("tasks",)), {"name": "x", "note": None}),
        (
            RenameKey(("tasks",), "work"),
            {"name": "x", "work": ["a", {"id": "b", "tasks": ["c"]}, "d"], "note": None},
        ),
        (
            InsertItem(("note",), 0, "n"),
            {"name": "x", "tasks": ["a", {"id": "b", "tasks": ["c"]}, "d"], "note": ["n"]},
        ),
        # The list moved into is named as it was before the move, although the item above it goes.
        (
            MoveItem(("tasks", 0), ("tasks", 1, "tasks"), 1),
            {"name": "x", "tasks": [{"id": "b", "tasks": ["c", "a"]}, "d"], "note": None},
        ),
        (
            MoveItem(("tasks", 0), ("tasks",), 2),
            {"name": "x", "tasks": [{"id": "b", "tasks": ["c"]}, "d", "a"], "note": None},
        ),
    ],
)
def test_an_edit_changes_what_it_names_and_nothing_else(edit: Edit, expected: Node) -> None:
    before = repr(PLAN)
    assert apply_edits(PLAN, [edit]) == expected
    assert repr(PLAN) == before


def test_mappings_missing_on_the_way_are_made() -> None:
    made = apply_edits(PLAN, [SetValue(("a", "b", "c"), "1"), InsertItem(("note", "d"), 0, "2")])
    assert isinstance(made, dict)
    assert made["a"] == {"b": {"c": "1"}}
    assert made["note"] == {"d": ["2"]}


@pytest.mark.parametrize(
    "edit",
    [
        SetValue(("tasks", 3), "e"),
        SetValue(("name", "x"), "e"),
        RemoveKey(("x",)),
        RemoveKey(("tasks", 0)),
        RemoveItem(("tasks",)),
        RemoveItem(("tasks", -1)),
        InsertItem(("name",), 0, "e"),
        InsertItem(("tasks",), 4, "e"),
        RenameKey(("name",), "tasks"),
        MoveItem(("tasks", 1), ("tasks", 1, "tasks"), 0),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edit: Edit) -> None:
    with pytest.raises(RequestError):
        apply_edits(PLAN, [edit])
