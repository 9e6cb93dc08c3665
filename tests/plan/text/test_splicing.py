from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

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
    node_at,
)
from fairlead.plan.text.loading import load
from fairlead.plan.text.marks import Marks
from fairlead.plan.text.splicing import splice
from fairlead.plan.text.structure import Node, Path
from tests.plan.text.documents import contents, documents, keys, texts

PLAN = """\
# The robot
name: Robot   # a working title
calendar: {country: DE, hours: [Mon-Fri 08:00-16:00]}
people: []
tasks:        # in order
  # the first
  - {id: a, name: Frame, estimate: 3d}   # soon
  - id: b
    name: Wiring
    # children
    tasks:
      - {id: c,  after: [a +1d]}
      - id: d

  - {id: e}
# the end
"""


def changed(edit: Edit, text: str = PLAN) -> tuple[list[str], list[str]]:
    """Return the lines that an edit took out of a text and those it put in."""
    old, new = text.splitlines(), splice(text, [edit]).splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


FRAME = "  - {id: a, name: Frame, estimate: 3d}   # soon"


@pytest.mark.parametrize(
    ("edit", "gone", "come"),
    [
        (SetValue(("tasks", 0, "estimate"), "1w"), [FRAME], [FRAME.replace("3d", "1w")]),
        (SetValue(("tasks", 0, "who"), ["ana", "a, b"]), [FRAME], [FRAME.replace("3d}", '3d, who: [ana, "a, b"]}')]),
        (SetValue(("tasks", 2, "name"), "x: y"), ["  - {id: e}"], ['  - {id: e, name: "x: y"}']),
        (SetValue(("name",), "Robot #2"), ["name: Robot   # a working title"], ['name: "Robot #2"   # a working title']),
        (SetValue(("start",), "2027-01-11"), [], ["start: 2027-01-11"]),
        (SetValue(("tasks", 1, "note"), "x"), [], ["    note: x"]),
        (SetValue(("goals",), [{"id": "g"}]), [], ["goals:", "  - {id: g}"]),
        (SetValue(("calendar", "zone", "x"), "y"), ["calendar: {country: DE, hours: [Mon-Fri 08:00-16:00]}"], ["calendar: {country: DE, hours: [Mon-Fri 08:00-16:00], zone: {x: y}}"]),
        (SetValue(("tasks", 1, "tasks"), []), ["    tasks:", "      - {id: c,  after: [a +1d]}", "      - id: d"], ["    tasks: []"]),
        (SetValue(("tasks", 1, "name"), "two\nlines\n"), ["    name: Wiring"], ["    name: |", "      two", "      lines"]),
        (RemoveKey(("tasks", 0, "name")), [FRAME], [FRAME.replace(" name: Frame,", "")]),
        (RemoveKey(("tasks", 0, "estimate")), [FRAME], [FRAME.replace(", estimate: 3d", "")]),
        (RemoveKey(("tasks", 2, "id")), ["  - {id: e}"], ["  - {}"]),
        (RemoveKey(("tasks", 1, "id")), ["  - id: b", "    name: Wiring"], ["  - name: Wiring"]),
        (RemoveKey(("calendar",)), ["calendar: {country: DE, hours: [Mon-Fri 08:00-16:00]}"], []),
        (RenameKey(("tasks", 1, "tasks"), "work"), ["    tasks:"], ["    work:"]),
        (InsertItem(("people",), 0, {"id": "ana"}), ["people: []"], ["people:", "  - {id: ana}"]),
        (InsertItem(("tasks",), 1, {"id": "x", "name": "A, b"}), [], ['  - {id: x, name: "A, b"}']),
        (InsertItem(("tasks", 1, "tasks"), 2, {"id": "x", "name": "X"}), [], ["      - id: x", "        name: X"]),
        (InsertItem(("tasks", 1, "tasks", 0, "after"), 1, "e"), ["      - {id: c,  after: [a +1d]}"], ["      - {id: c,  after: [a +1d, e]}"]),
        (InsertItem(("goals",), 0, {"id": "g"}), [], ["goals:", "  - {id: g}"]),
        (RemoveItem(("tasks", 2)), ["  - {id: e}"], []),
        (RemoveItem(("tasks", 1, "tasks", 0, "after", 0)), ["      - {id: c,  after: [a +1d]}"], ["      - {id: c,  after: []}"]),
        (MoveItem(("tasks", 1, "tasks", 0), ("tasks",), 0), ["      - {id: c,  after: [a +1d]}"], ["  - {id: c,  after: [a +1d]}"]),
        (MoveItem(("tasks", 0), ("tasks", 1, "tasks"), 0), [FRAME], ["    " + FRAME]),
    ],
)  # fmt: skip
def test_only_the_lines_concerned_change(edit: Edit, gone: list[str], come: list[str]) -> None:
    assert changed(edit) == (gone, come)


def test_a_moved_block_brings_its_comments_and_words_along() -> None:
    moved = splice(PLAN, [MoveItem(("tasks", 1), ("tasks",), 0)])
    start = moved.index("  - id: b")
    assert moved[start:].startswith(
        "  - id: b\n    name: Wiring\n    # children\n    tasks:\n      - {id: c,  after"
    )


def test_items_of_lists_at_the_margin_of_their_key() -> None:
    text = "tasks:\n- a: 1  # one\n# between\n- a: 2\n"
    assert splice(text, [InsertItem(("tasks",), 1, {"a": "3"})]) == text.replace("# b", "- a: 3\n# b")
    assert splice(text, [RemoveItem(("tasks", 0))]) == "tasks:\n# between\n- a: 2\n"


def test_entries_in_lines_of_their_own_inside_brackets() -> None:
    text = "tasks: [\n  {id: a},  # first\n  {id: b}  # last\n]\n"
    assert splice(text, [InsertItem(("tasks",), 2, {"id": "c"})]) == (
        "tasks: [\n  {id: a},  # first\n  {id: b},\n  {id: c}  # last\n]\n"
    )


def test_json_stays_json() -> None:
    text = '{\n  "name": "x",\n  "tasks": [null]\n}\n'
    edits = [SetValue(("start",), "2027-01-11"), InsertItem(("tasks",), 1, None), SetValue(("name",), 'a"b')]
    assert splice(text, edits) == (
        '{\n  "name": "a\\"b",\n  "tasks": [null, null],\n  "start": "2027-01-11"\n}\n'
    )


def test_a_text_of_brackets_that_becomes_json_keeps_its_texts() -> None:
    assert splice("[a]\n", [SetValue((0,), "null")]) == '["null"]\n'


@pytest.mark.parametrize(
    "edit",
    [
        SetValue(("tasks", 0, "x"), "1"),
        SetValue(("x",), "1"),
        RemoveItem(("tasks", 2)),
        InsertItem(("tasks",), 3, "x"),
        RemoveKey(("tasks",)),
    ],
)
def test_line_ends_and_byte_order_mark_stay(edit: Edit) -> None:
    windows = "\ufeff" + PLAN.replace("\n", "\r\n")
    assert splice(windows, [edit]) == "\ufeff" + splice(PLAN, [edit]).replace("\n", "\r\n")


def test_a_last_line_without_an_end_stays_without() -> None:
    assert splice("a: 1", [SetValue(("b",), "2")]) == "a: 1\nb: 2"
    assert splice("a: 1\nb: 2", [RemoveKey(("b",))]) == "a: 1"


def test_an_edit_that_changes_nothing_gives_the_same_text() -> None:
    assert splice(PLAN, [SetValue(("tasks", 0, "estimate"), "3d")]) == PLAN


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("? a\n: 1\nb: 2\n", RemoveKey(("a",))),
        ("a: [b]\n", SetValue(("a", 0), None)),
        ("a: 1\n", RemoveKey(("b",))),
    ],
)
def test_what_cannot_be_done_in_place_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(RequestError):
        splice(text, [edit])


values = st.one_of(texts, st.none(), contents, st.fixed_dictionaries({"id": texts, "name": texts}))


@st.composite
def edits_of(draw: Any, node: Node) -> Edit:
    """An edit of any kind at any place of a content."""
    paths = [path for path, _ in places(node)]
    entries = [path for path in paths if path and isinstance(path[-1], str)]
    items = [path for path in paths if path and isinstance(path[-1], int)]
    lists = [path for path in paths if isinstance(node_at(node, path), list)]
    holders = [path for path in paths if isinstance(node_at(node, path), dict)]
    kinds: list[st.SearchStrategy[Edit]] = [
        st.builds(SetValue, st.sampled_from(paths[1:] or [("k",)]), values)
    ]
    if holders:
        added = st.tuples(st.sampled_from(holders), keys).map(lambda pair: (*pair[0], pair[1]))
        kinds.append(st.builds(SetValue, added, values))
    if entries:
        kinds.append(st.builds(RemoveKey, st.sampled_from(entries)))
        kinds.append(st.builds(RenameKey, st.sampled_from(entries), keys))
    if lists:
        kinds.append(st.builds(InsertItem, st.sampled_from(lists), st.integers(0, 3), values))
    if items:
        kinds.append(st.builds(RemoveItem, st.sampled_from(items)))
        kinds.append(st.builds(MoveItem, st.sampled_from(items), st.sampled_from(lists), st.integers(0, 3)))
    return draw(st.one_of(kinds))


@given(documents(), st.data())
def test_the_new_text_holds_exactly_the_edited_content(
    document: tuple[str, Node], data: st.DataObject
) -> None:
    text, content = document
    edits: list[Edit] = []
    for _ in range(data.draw(st.integers(1, 3))):
        edit = data.draw(edits_of(content))
        try:
            content = apply_edits(content, [edit])
        except RequestError:
            continue
        edits.append(edit)
    try:
        new = splice(text, edits)
    except RequestError as error:
        # The one thing that brackets can't hold; everything else has to work.
        assert "brackets can't hold an empty value" in str(error)  # noqa: PT017
        assume(False)
    assert load(new, name="x").content == content


@given(documents(), st.data())
def test_every_line_that_an_edit_does_not_concern_stays(
    document: tuple[str, Node], data: st.DataObject
) -> None:
    text, content = document
    edit = data.draw(edits_of(content))
    try:
        new = splice(text, [edit])
    except RequestError:
        assume(False)
    concerned = concerned_lines(text, edit, content)
    old = text.removeprefix("\ufeff").split("\n")
    kept = [line.rstrip("\r") for number, line in enumerate(old) if number not in concerned]
    lines = iter([line.rstrip("\r") for line in new.removeprefix("\ufeff").split("\n")])
    assert all(line in lines for line in kept), "a line is gone or has changed its place"


def concerned_lines(text: str, edit: Edit, content: Node) -> set[int]:
    """Return the lines of the value that an edit names, or of what holds it where that is in brackets or has one entry."""
    marks = Marks(text)
    named = [edit.list_path] if isinstance(edit, InsertItem) else [edit.path]
    named += [edit.list_path] if isinstance(edit, MoveItem) else []
    found: set[int] = set()
    for path in named:
        while path and path not in {place for place, _ in places(content)}:
            path = path[:-1]
        found |= lines_of(marks, path, text, whole=path == getattr(edit, "path", None))
        if path:
            found |= lines_of(marks, path[:-1], text, whole=False)
            found |= lines_of(marks, path[:-2], text, whole=False) if len(path) > 1 else set()
    return found


def lines_of(marks: Marks, path: Path, text: str, *, whole: bool) -> set[int]:
    """Return the lines of a value; of a block of several entries only the first two, unless the `whole` is asked for."""
    span = marks.span(path)
    last = text.count("\n", 0, span.end)
    count = len(span.items) + len(span.entries)
    first = span.line - 1
    if path and isinstance(path[-1], str):
        first = marks.key(path).line - 1
    elif path and not marks.span(path[:-1]).flow:
        first = line_of_dash(marks, path, text)
    if whole or span.flow or span.kind == "scalar" or count == 1:
        return set(range(first, last + 1))
    inner = span.items or [entry.key for entry in span.entries]
    # The second entry moves up when the first goes that stands behind a dash.
    return {first, span.line - 1, inner[1].line - 1}


def line_of_dash(marks: Marks, path: Path, text: str) -> int:
    """Return the line of the dash of an item, which may stand alone above it."""
    holder, index = marks.span(path[:-1]), path[-1]
    assert isinstance(index, int)
    if index == 0:
        return holder.line - 1
    above = text.count("\n", 0, holder.items[index - 1].end)
    dashes = [n for n, line in enumerate(text.split("\n")) if above < n and line.lstrip().startswith("-")]
    return min([*dashes, holder.items[index].line - 1])


def places(node: Node, path: Path = ()) -> list[tuple[Path, Node]]:
    found: list[tuple[Path, Node]] = [(path, node)]
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in inner:
        found += places(value, (*path, step))
    return found
