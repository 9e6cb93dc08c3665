from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from fairlead.plan.errors import FairleadError, PlanError, ReadError
from fairlead.plan.text import careful, rapid
from fairlead.plan.text.json_reading import is_json
from fairlead.plan.text.loading import load
from fairlead.plan.text.structure import Node
from tests.plan.text.documents import documents


def content(text: str | bytes) -> Node:
    return load(text.encode() if isinstance(text, str) else text, name="plan.yaml").content


def complaint(text: str | bytes) -> str:
    with pytest.raises((ReadError, PlanError)) as caught:
        content(text)
    return str(caught.value)


SCALARS = (
    "NO on 12:30 1.10 007 1_000 0x10 ~ null true 1e5 .5 5. +3 -007 -.5 Null nan .NaN inf -.inf False 1e400 00 "
    "2027-01-11 98% a#b x? 12345678901234567890123 1e+5 -0 0.10 1.e5"
)


@pytest.mark.parametrize("scalar", [*SCALARS.split(), "98% of it", "R & D"])
def test_a_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    assert content(f"a: {scalar}\nb: [{scalar}, x]\nc: '{scalar}'\nd: \"{scalar}\"\n") == {
        "a": scalar,
        "b": [scalar, "x"],
        "c": scalar,
        "d": scalar,
    }


def test_a_missing_value_is_not_an_empty_text() -> None:
    assert content("a:\nb: ''\nc: {d: , e: ''}\nf:\n  -\n  - x\n") == {
        "a": None,
        "b": "",
        "c": {"d": None, "e": ""},
        "f": [None, "x"],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: one\n  two\n\n  three\n", {"a": "one two\nthree"}),
        ("a: |\n  one\n   two\nb: x\n", {"a": "one\n two\n", "b": "x"}),
        ("a: |-\n  one\n\nb: >\n  one\n  two\n\n  three\n", {"a": "one", "b": "one two\nthree\n"}),
        ("a: |+\n  one\n\n", {"a": "one\n\n"}),
        ("a: |2\n    one\n", {"a": "  one\n"}),
        ("a: |\n  no line end", {"a": "no line end"}),
        ('a: "tab\\t, \\u00e9, \\x41\\\n  joined"\n', {"a": "tab\t, é, Ajoined"}),
        ("a: 'it''s'  # comment, with: colons [\n", {"a": "it's"}),
        ("a: x\r\nb: |\r\n  y\r\n  z\r\n", {"a": "x", "b": "y\nz\n"}),
        ("\ufeffa: x\n", {"a": "x"}),
        ("a:\t x\t\n", {"a": "x"}),
        ("a: [b, c,\n  # why\n  d]\n", {"a": ["b", "c", "d"]}),
        ("a:\n- b\n- c: 1\n  d: 2\n-\n  - e\n", {"a": ["b", {"c": "1", "d": "2"}, ["e"]]}),
        ("- - a\n  - b\n", [["a", "b"]]),
        ("--- # plan\na: x\n...\n", {"a": "x"}),
        ("? a\n: b\n", {"a": "b"}),
        ('"a b" : x\n', {"a b": "x"}),
        ("a: Žižek, 東京, \U0001f600\n", {"a": "Žižek, 東京, \U0001f600"}),
        ('a: "\\x7f true .5"\n', {"a": "\x7f true .5"}),
        ("a: http://x.y:80/z\n", {"a": "http://x.y:80/z"}),
        ("needs: [rig, firmware >= 2 | testing >= 2]\n", {"needs": ["rig", "firmware >= 2 | testing >= 2"]}),
        ("a: x", {"a": "x"}),
    ],
)
def test_what_yaml_says(text: str, expected: Node) -> None:
    assert content(text) == expected


def test_utf_16_with_its_mark_is_read() -> None:
    assert content("name: Žofie\n".encode("utf-16")) == {"name": "Žofie"}


def test_json_is_read_as_json() -> None:
    text = '{"a": 1, "b": [1.50, -0, 1e5, true, false, null], "c": "\\ud83d\\ude00\\/", "d": "007"}'
    assert content(text) == {
        "a": "1",
        "b": ["1.50", "-0", "1e5", "true", "false", None],
        "c": "\U0001f600/",
        "d": "007",
    }


@given(documents())
def test_both_readers_agree_with_the_content_that_was_written(document: tuple[str, Node]) -> None:
    text, node = document
    assert careful.content(text, "x") == node
    assert rapid.content(text) in (None, node)
    if not is_json(text):  # where null says nothing, while in YAML it is a text like any other
        assert content(text) == node


def test_one_line_tasks_are_read_by_the_rapid_reader() -> None:
    plan = "tasks:  # all\n  - {id: a, name: Task 1, after: [b +1d, c],\n     share: .5, split: true}  # `x`, [y]\n\n"
    expected = [{"id": "a", "name": "Task 1", "after": ["b +1d", "c"], "share": ".5", "split": "true"}]
    assert rapid.content(plan) == {"tasks": expected}


@given(documents())
def test_the_careful_reader_agrees_with_pyyaml(document: tuple[str, Node]) -> None:
    text, _ = document
    # PyYAML's own constructor knows no empty value: it is an empty text there.
    assert yaml.load(text.removeprefix("\ufeff"), Loader=yaml.CBaseLoader) == _without_none(
        careful.content(text, "x")
    )


def _without_none(node: Node) -> Node:
    if isinstance(node, dict):
        return {key: _without_none(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_none(item) for item in node]
    return "" if node is None else node


PIECES = st.sampled_from([
    *" :-,[]{}#'\"\n\t|>&*!?%@`ab01.+\\\r", "\n  ", ": ", "- ", " #", "- {a: b}\n", "k: v\n", "k:\n", "  - x\n", "|\n", "---", "null",
    ".5", "true", "\r\n", "'x'", '"y"', "[a, b]", "{c: d, e}", "a: |\n  t\n", "a: >\n  t\n",
])  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
@example("a: [x #y, z]\n")
@example("a: {b: c\n d: e}\n")
@example("a: {b: ?c}\n")
@example("a: 1\n}\n")
def test_the_rapid_reader_never_reads_what_the_careful_one_reads_otherwise(text: str) -> None:
    quick = rapid.content(text)
    if quick is None:
        return
    try:
        slow = careful.content(text, "x")
    except FairleadError:
        return  # forgiving is not what this is about; the next tests name the cases that matter
    assert quick == slow


@given(st.one_of(st.binary(max_size=60), st.lists(PIECES, max_size=30).map("".join).map(str.encode)))
def test_any_bytes_are_read_or_refused_with_findings(data: bytes) -> None:
    try:
        load(data, name="plan.yaml")
    except (ReadError, PlanError) as error:
        findings = error.findings
    else:
        return
    assert findings
    assert all(finding.message and finding.remedy and finding.file == "plan.yaml" for finding in findings)


FORGIVEN = (
    *(
        "a: {b: c #d, e: f}\n",
        "a: [x #y, z]\n",
        "a: {b c\n  d: e}\n",
        "a: {b: ?c}\n",
        "}\n",
        "a: ]\n",
        "a: {b: 1} - \n",
        "a: @b\n",
    ),
    *("\ta: b\n", "a: {b:[c]}\n", "a: 'b\n  c': d\n", ": a\n", "a: |1x\n  b\n", "%a\nb: c\n"),
)


@pytest.mark.parametrize("text", FORGIVEN)
def test_what_rapidyaml_forgives_is_a_fault_all_the_same(text: str) -> None:
    assert rapid.content(text) is None
    complaint(text)


def test_nothing_is_written_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    complaint("a: {b\n")
    assert capfd.readouterr().err == ""


def test_a_key_twice_names_both_lines_and_all_such_keys_are_found() -> None:
    said = complaint("a: 1\nb: {c: 1, c: 2}\na: 2\n")
    assert 'plan.yaml:2:11: error: the key "c" stands twice in one mapping, in lines 2 and 2' in said
    assert 'plan.yaml:3:1: error: the key "a" stands twice in one mapping, in lines 1 and 3' in said
    assert "stands twice" in complaint(json.dumps({"a": 1, "b": 2}).replace("b", "a"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\n", "1:4: error: the anchor &x is not part of the plan language"),
        ("a: *x\n", "1:4: error: the alias *x is not part of the plan language"),
        ("a: 1\n<<: {b: 1}\n", "2:1: error: the merge key << is not part of the plan language"),
        ("a: !!python/object/apply:os.system [ls]\n", "the tag !!python/object/apply:os.system is not part"),
        ("a: ! x\n", "the tag ! is not part"),
        ("a: 1\n---\nb: 2\n", "2:1: error: a second document begins here"),
        ("? [a]\n: b\n", "a key is a list or a mapping"),
        (": b\n", ""),
        ("[" * 100, "nested deeper than 64 levels"),
        ("- " * 100 + "a\n", "nested deeper than 64 levels"),
        ('{"a": ' * 100 + "1" + "}" * 100, "nested deeper than 64 levels"),
    ],
)
def test_what_plans_may_not_use_is_refused(text: str, said: str) -> None:
    assert said in complaint(text)


def test_sixty_four_levels_are_read() -> None:
    assert content("[" * 64 + "a" + "]" * 64)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is nothing in the file"),
        ("# only a comment\n", "there is nothing in the file"),
        ("tasks:\n\t- a\n", "plan.yaml:2:1: error: the line is indented with a tab. Use spaces"),
        ("name: Phase 2: build\n", 'plan.yaml:1:14: error: a text holds ": "'),
        ("a: 1\n  b: 2\n", "plan.yaml:2:4: error: the line doesn't fit the indentation"),
        ("a: {b: 1, c: 2\n", "plan.yaml:1:4: error: a brace { opens here"),
        ("tasks:\n  - {id: a, name: b}\n  - {id: c, na", "plan.yaml:3:5: error: a brace { opens here"),
        ("a: [b,\n", "cut off, or a bracket is never closed"),
        ("a: [b}\n", "plan.yaml:1:4: error: a bracket [ opens here"),
        ("a: 'b\nc: d\n", "plan.yaml:1:4: error: a quote opens here and is never closed"),
        ("a: 1\nb\nc: 2\n", "a colon is missing"),
        ("a: @tom\n", 'a text can\'t begin with "@". Put quotes round'),
        ("a: *\n", "can't begin with * or &"),
        ("a: - b\n", "a list item (a dash and a space) can't stand here"),
        ("a: [1,,2]\n", "an entry is missing here"),
        ('a: "C:\\q"\n', "a backslash in double quotes"),
        ("a: ? b\n", "can't begin with a question mark"),
        ("a: x\x00y\n", "NUL"),
        ("a: \x07\n", "plan.yaml:1:4: error: a control character (U+0007)"),
        (
            "name: Müller\n".encode("latin-1"),
            "plan.yaml:1:8: error: the text isn't UTF-8: the byte 0xFC can't stand here, it would be \"ü\" in Latin-1. Save",
        ),
        (b"\xff\xfea", "starts as UTF-16 but breaks off"),
        (b"PK\x03\x04\0\0", "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "in binary form"),
    ],
)
def test_a_fault_is_explained_where_it_is(text: str | bytes, said: str) -> None:
    assert said in complaint(text)


def test_a_bomb_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 200))]
    assert "the anchor &a0" in complaint("\n".join(lines))


@pytest.mark.parametrize(
    "unit",
    ["[", "[]", "{", "{a: ", "- ", "? ", "&a ", "!a ", " &", "a, ", "'", " #", ":", "a: ", "-\n ", "[\n"],
)
def test_a_hostile_repetition_ends_soon(unit: str) -> None:
    for text in (unit * 50_000, "a: " + unit * 50_000, "[" * 30_000 + unit + "]" * 30_000):
        try:
            content(text)
        except FairleadError as error:
            assert str(error)  # noqa: PT017 - reading may succeed as well


def test_a_file_larger_than_the_limit_is_refused() -> None:
    with pytest.raises(ReadError, match="larger than 1 MB"):
        load(b"a: x" * 2**19, name="plan.yaml", limit_bytes=2**20)


def test_a_text_of_far_too_many_entries_is_refused_before_memory_runs_out() -> None:
    with pytest.raises(ReadError, match="many millions of entries"):
        load("tasks: [" + "{}" * 3_000_001 + "]", name="plan.yaml")
