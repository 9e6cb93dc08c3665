"""Edits in the text: exactly what changed, nothing else, in the file where it belongs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.apply import apply
from fairlead.plan.changes import Add, Change, Remove, Rename, Set
from fairlead.plan.editing import edit
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.formatting import format_text
from fairlead.plan.opening import Opened, open_plan, open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.writing import document_of
from tests.plan.plans import ROBOT, changes_to, documents, opened


def changed_lines(before: Opened, *changes: Change) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    after = edit(before, changes).texts["plan.yaml"].splitlines()
    lines = before.sources[0].text.splitlines()
    gone = [line.strip() for line in lines if line not in after]
    return gone, [line.strip() for line in after if line not in lines]


def test_a_value_is_changed_where_it_stands_and_its_comment_stays() -> None:
    gone, come = changed_lines(opened(ROBOT), Set("task", "spec", "estimate", "9d"))
    assert gone == [
        "- {id: spec, name: Arm concept, estimate: 6d, who: [ana], started: 2027-01-25}   # a comment"
    ]
    assert come == [
        "- {id: spec, name: Arm concept, estimate: 9d, who: [ana], started: 2027-01-25}   # a comment"
    ]


def test_a_rate_is_written_on_its_owner() -> None:
    _, come = changed_lines(opened(ROBOT), Set("rate", "tom", "value", "72/h"))
    assert come == [
        "- {id: tom, name: Tom Beck, team: firmware, fields: {Cost centre: 4711}, rate: 72/h}   # part-time"
    ]


def test_an_added_task_stands_below_its_parent_in_its_place() -> None:
    _, come = changed_lines(
        opened(ROBOT), Add("task", "jig", {"name": "Jig", "estimate": "2d"}, "concept", "cdr")
    )
    assert come == ["- {id: jig, name: Jig, estimate: 2d}"]


def test_a_rename_touches_exactly_the_lines_that_name_it() -> None:
    gone, come = changed_lines(opened(ROBOT), Rename("task", "arm-fw", "arm"))
    assert len(gone) == len(come) == 2


def test_the_last_child_takes_the_list_of_tasks_with_it() -> None:
    before = opened("tasks:\n- {id: a, tasks: [{id: b, estimate: 1d}]}\n")
    assert edit(before, [Remove("task", "b")]).texts["plan.yaml"] == "tasks:\n- {id: a}\n"


def test_entries_of_a_list_change_one_by_one() -> None:
    before = opened("tasks:\n- id: a\n  delivers:\n  - one\n  - two  # kept\n  - three\n  - four  # kept\n")
    text = edit(before, [Set("task", "a", "delivers", ["two", "3", "new", "four", "five"])]).texts[
        "plan.yaml"
    ]
    assert [line.strip() for line in text.splitlines()[3:]] == [
        "- two  # kept", "- 3", "- new", "- four  # kept", "- five",
    ]  # fmt: skip


def test_a_task_moves_below_a_new_parent_together_with_what_stands_below_it() -> None:
    before = opened(
        "tasks:\n- id: a\n  tasks:\n  - {id: b, estimate: 1d}   # kept\n- {id: c, estimate: 2d}\n"
    )
    changes = [Add("task", "new", {}), Set("task", "a", "place", {"parent": "new"})]
    edited = edit(before, changes)
    assert edited.after.plan == apply(before.plan, changes)


def test_an_id_that_was_never_typed_is_written_down_when_its_name_changes() -> None:
    before = opened(
        "tasks:\n- {name: Hand over, estimate: 1d}\n- {id: b, after: [hand-over], estimate: 1d}\n"
    )
    text = edit(before, [Set("task", "hand-over", "name", "Go live")]).texts["plan.yaml"]
    assert text.splitlines()[1] == "- {id: hand-over, name: Go live, estimate: 1d}"


def test_ids_that_would_shift_are_written_down() -> None:
    before = opened("tasks:\n- {name: A, estimate: 1d}\n- {name: A, estimate: 2d}\n")
    assert list(before.plan.tasks) == ["a", "a-2"]
    assert (
        edit(before, [Remove("task", "a")]).texts["plan.yaml"]
        == "tasks:\n- {id: a-2, name: A, estimate: 2d}\n"
    )


def test_a_task_of_a_template_changes_without_touching_its_siblings() -> None:
    before = opened(ROBOT)
    gone, come = changed_lines(before, Set("template", "build", "tasks.wire.estimate", "4d"))
    assert (gone, come) == (
        ["tasks: [{id: frame, estimate: 3d}, {id: wire, estimate: M, after: [frame]}]"],
        ["tasks: [{id: frame, estimate: 3d}, {id: wire, estimate: 4d, after: [frame]}]"],
    )


@pytest.mark.parametrize(
    "changes",
    [
        [Rename("task", "a", "x"), Remove("task", "x"), Rename("task", "b", "x")],
        [Remove("task", "a"), Rename("task", "b", "a")],
        [Rename("task", "a", "x"), Add("task", "a", {"estimate": "9d"}), Rename("task", "a", "y")],
        [Rename("task", "a", "x"), Rename("task", "b", "a"), Rename("task", "x", "b")],
        [Remove("task", "a"), Add("task", "a", {"estimate": "9d"})],
    ],
)
def test_an_id_may_be_used_again(changes: list[Change]) -> None:
    before = opened("tasks:\n- {id: a, estimate: 1d}   # first\n- {id: b, estimate: 2d}   # second\n")
    assert edit(before, changes).after.plan == apply(before.plan, changes)


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeffname: P\r\ntasks:\r\n- {id: a, estimate: 1d}\r\n"
    before = open_text(text, name="plan.yaml")
    assert edit(before, [Set("task", "a", "estimate", "2d")]).texts["plan.yaml"] == text.replace("1d", "2d")


def test_json_stays_json() -> None:
    before = open_text('{"name": "P", "tasks": [{"id": "a", "estimate": "1d"}]}', name="plan.json")
    edited = edit(before, [Add("task", "b", {"estimate": "2d"}), Set("task", "a", "note", 'say "hi"')])
    assert open_text(edited.texts["plan.json"]).sources[0].is_json


def test_an_error_of_the_whole_plan_stops_the_edit() -> None:
    def nobody_is_called_ana(plan: Any) -> list[Finding]:
        return [Finding(Severity.ERROR, "ana", "Ana is here")] if "ana" in plan.people else []

    before = opened("people: [{id: tom}]\ntasks: [{id: a, estimate: 1d}]\n")
    with pytest.raises(PlanError, match="Ana is here"):
        edit(before, [Add("person", "ana", {})], check=nobody_is_called_ana)


class TestFiles:
    @pytest.fixture
    def pair(self, tmp_path: Path) -> Opened:
        (tmp_path / "people.yaml").write_text("people:\n- {id: ana, rate: 85/h}   # shared\n")
        plan = "name: P\ninclude: [people.yaml]\npeople:\n- {id: tom}\ntasks:\n- {id: a, estimate: 1d, who: [ana]}\n"
        (tmp_path / "plan.yaml").write_text(plan)
        return open_plan(tmp_path / "plan.yaml")

    def test_a_shared_person_changes_in_the_shared_file(self, pair: Opened, tmp_path: Path) -> None:
        edit(pair, [Set("rate", "ana", "value", "90/h"), Set("task", "a", "estimate", "2d")]).write()
        assert (tmp_path / "people.yaml").read_text() == "people:\n- {id: ana, rate: 90/h}   # shared\n"
        assert "estimate: 2d" in (tmp_path / "plan.yaml").read_text()

    def test_a_new_person_goes_into_the_plans_own_file(self, pair: Opened) -> None:
        edited = edit(pair, [Add("person", "mei", {"name": "Mei"})])
        assert list(edited.texts) == [pair.sources[0].name]
        assert list(edited.after.plan.people) == ["tom", "mei", "ana"]

    def test_renaming_a_shared_person_changes_both_files(self, pair: Opened) -> None:
        assert len(edit(pair, [Rename("person", "ana", "anna")]).texts) == 2

    def test_a_file_that_somebody_changed_meanwhile_is_left_alone(self, pair: Opened, tmp_path: Path) -> None:
        edited = edit(pair, [Set("task", "a", "estimate", "2d")])
        (tmp_path / "plan.yaml").write_text("name: Other\ntasks: []\n")
        with pytest.raises(RequestError, match="changed meanwhile"):
            edited.write()
        assert (tmp_path / "plan.yaml").read_text() == "name: Other\ntasks: []\n"


@settings(max_examples=60)
@given(document=documents(), data=st.data())
def test_the_spliced_text_says_exactly_the_changed_plan(
    document: dict[str, Any], data: st.DataObject
) -> None:
    text = "# a head\n" + dump(document).replace("}\n", "}   # said so\n")
    before = open_text(text)
    changes = data.draw(changes_to(before.plan))
    edited = edit(before, changes)
    assert open_text(edited.texts.get("plan", text)).plan == apply(before.plan, changes)
    if edited.texts:
        assert edited.texts["plan"].startswith("# a head\n")


@settings(max_examples=60)
@given(document=documents(), data=st.data())
def test_lines_that_no_change_concerns_stay_byte_for_byte(
    document: dict[str, Any], data: st.DataObject
) -> None:
    text = dump(document).replace("}\n", "}   # said so\n")
    before = open_text(text)
    estimated = [id for id, task in before.plan.tasks.items() if task.estimate is not None]
    if not estimated:
        return
    id = data.draw(st.sampled_from(estimated))
    after = edit(before, [Set("task", id, "estimate", "77d")]).texts["plan"]
    differing = [
        one for one, other in zip(text.splitlines(), after.splitlines(), strict=True) if one != other
    ]
    assert len(differing) == 1


@settings(max_examples=60)
@given(style=st.sampled_from(["hand", "windows", "block", "json"]), data=st.data())
def test_every_way_of_writing_a_plan_can_be_edited(style: str, data: st.DataObject) -> None:
    plan = opened(ROBOT).plan
    text = {
        "hand": lambda: opened(ROBOT).sources[0].text,
        "windows": lambda: opened(ROBOT).sources[0].text.replace("\n", "\r\n"),
        "block": lambda: yaml.dump(document_of(plan), sort_keys=False, allow_unicode=True),
        "json": lambda: json.dumps(document_of(plan), indent=2),
    }[style]()
    before = open_text(text)
    changes = data.draw(changes_to(before.plan))
    edited = edit(before, changes)
    assert edited.after.plan == apply(before.plan, changes)
    after = edited.texts.get("plan", text)
    assert ("\r\n" in after) == (style == "windows")
    assert open_text(after).sources[0].is_json == (style == "json")
    if style == "hand":
        assert "# What comes after the review" in after


def test_formatting_writes_ids_first_and_takes_blanks_away() -> None:
    before = opened(
        "name: P   \ntasks:  # all\n- {name: Go live, estimate: 1d}\n- name: Two words\n  estimate: 1d"
    )
    assert format_text(before) == (
        "name: P\ntasks:  # all\n- {id: go-live, name: Go live, estimate: 1d}\n"
        "- id: two-words\n  name: Two words\n  estimate: 1d\n"
    )


def test_formatting_keeps_blanks_inside_texts_of_several_lines() -> None:
    text = "note: |\n  two blanks  \n  and more\ntasks: []\n"
    assert format_text(open_text(text)) == text


def test_formatting_names_the_tasks_of_templates() -> None:
    before = opened("templates:\n- {id: t, tasks: [{name: In, estimate: 1d}]}\ntasks: []\n")
    assert "tasks: [{id: in, name: In, estimate: 1d}]" in format_text(before)


@settings(max_examples=60)
@given(document=documents())
def test_formatting_twice_is_formatting_once(document: dict[str, Any]) -> None:
    for task in document["tasks"]:
        if not any(key in str(document) for key in (f"'{task['id']}", f"{task['id']} ")):
            del task["id"]
    once = format_text(open_text(dump(document)))
    assert format_text(open_text(once)) == once
