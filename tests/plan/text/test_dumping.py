from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.errors import RequestError
from fairlead.plan.text import careful, rapid
from fairlead.plan.text.dumping import WIDTH, dump
from fairlead.plan.text.loading import load
from fairlead.plan.text.structure import Node
from tests.plan.text.documents import contents, contents_with_empty_items


@given(st.one_of(contents, contents_with_empty_items))
def test_what_was_dumped_loads_as_it_was(node: Node) -> None:
    text = dump(node)
    assert load(text, name="x").content == node
    assert careful.content(text, "x") == node


def test_the_house_style() -> None:
    plan: Node = {
        "name": "Robot: the second",
        "include": ["people.yaml"],
        "calendar": {"country": "NO", "hours": ["Mon-Thu 08:30-12:30"]},
        "tasks": [
            {"id": "a", "tasks": [{"id": "b", "after": ["c +1d"], "note": "x, y"}], "name": "A"},
            {"id": "d", "note": "one\ntwo\n", "milestone": None},
        ],
        "goals": [],
    }
    assert dump(plan) == (
        'name: "Robot: the second"\n'
        "include: [people.yaml]\n"
        "calendar: {country: NO, hours: [Mon-Thu 08:30-12:30]}\n"
        "tasks:\n"
        "  - id: a\n"
        "    name: A\n"
        "    tasks:\n"
        '      - {id: b, after: [c +1d], note: "x, y"}\n'
        "  - id: d\n"
        "    note: |\n"
        "      one\n"
        "      two\n"
        "    milestone:\n"
        "goals: []\n"
    )


def test_an_entity_too_long_for_a_line_becomes_a_block() -> None:
    text = dump({"tasks": [{"id": "a", "name": "n" * WIDTH}, {"id": "b"}]})
    assert text == f"tasks:\n  - id: a\n    name: {'n' * WIDTH}\n  - {{id: b}}\n"


def test_a_dumped_plan_is_one_for_the_rapid_reader() -> None:
    plan: Node = {
        "tasks": [
            {"id": f"t{i}", "after": [f"t{i - 1} +1d"], "split": "true", "note": "[x], 1"} for i in range(9)
        ]
    }
    assert rapid.content(dump(plan)) == plan


def test_half_a_character_is_refused() -> None:
    with pytest.raises(RequestError, match="half a character"):
        dump({"a": "\ud800"})
