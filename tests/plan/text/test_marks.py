from __future__ import annotations

import pytest
from hypothesis import given

from fairlead.plan.errors import ReadError
from fairlead.plan.text.marks import Mark, Marks
from fairlead.plan.text.structure import Node, Path
from tests.plan.text.documents import documents

PLAN = "name: x  # note\ntasks:\n  - {id: a, estimate: 3d}\n  # between\n  - id: b\n    note: |\n      one\n\n\n# end\n"


def written(text: str, path: Path) -> str:
    mark = Marks(text).value(path)
    return text[mark.start : mark.end]


@pytest.mark.parametrize("prefix", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_values_and_keys_stand_where_an_editor_shows_them(prefix: str, line_end: str) -> None:
    text = prefix + PLAN.replace("\n", line_end)
    marks = Marks(text)

    assert marks.value(("tasks", 0, "estimate"))[:2] == (3, 23)
    assert marks.key(("tasks", 0, "estimate"))[:2] == (3, 13)
    assert marks.key(("name",))[:2] == (1, 1)
    assert written(text, ("tasks", 0)) == "{id: a, estimate: 3d}"
    assert written(text, ("name",)) == "x"


def test_a_block_ends_before_blank_lines_and_comments() -> None:
    assert written(PLAN, ("tasks", 1)) == "id: b\n    note: |\n      one"
    assert written(PLAN, ("tasks",)).endswith("one")


def test_an_empty_value_has_a_place_of_no_length() -> None:
    assert Marks("a:\nb: x\n").value(("a",)) == Mark(1, 3, 2, 2)


@pytest.mark.parametrize("path", [("x",), ("tasks", 2), ("tasks", "id"), ("name", 0), ("tasks", -1)])
def test_a_path_that_leads_nowhere_is_a_key_error(path: Path) -> None:
    with pytest.raises(KeyError):
        Marks(PLAN).value(path)


@pytest.mark.parametrize("path", [(), ("tasks", 0), ("tasks", 0, "x")])
def test_only_entries_of_mappings_have_keys(path: Path) -> None:
    with pytest.raises(KeyError):
        Marks(PLAN).key(path)


def test_a_text_that_is_no_yaml_is_a_read_error() -> None:
    with pytest.raises(ReadError, match="a brace"):
        Marks("a: {b\n").value(("a",))


@given(documents())
def test_every_value_has_a_mark_inside_its_text(document: tuple[str, Node]) -> None:
    text, node = document
    marks = Marks(text)
    for path, _ in places(node):
        mark = marks.value(path)
        assert text.count("\n", 0, mark.start) + 1 == mark.line
        assert text[mark.start : mark.end] == text[mark.start : mark.end].rstrip(" \r\n") or "|" in text


def places(node: Node, path: Path = ()) -> list[tuple[Path, Node]]:
    found: list[tuple[Path, Node]] = [(path, node)]
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in inner:
        found += places(value, (*path, step))
    return found
