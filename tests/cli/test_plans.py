"""The plan that is meant, and everything that can be wrong with what was given instead."""

from __future__ import annotations

import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.cli.folder import plans_in
from fairlead.cli.main import run
from fairlead.cli.plans import names_a_file

from .conftest import SHED, Fairlead

READERS = ("check", "home", "schedule", "gantt", "fmt")


def test_the_only_plan_of_a_folder_is_found(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "people.yaml").write_text("people: [{id: bo, name: Bo}]\n")
    (shed.parent / "notes.yaml").write_text("a list of\n  tasks: none\n")

    assert fairlead("check").out.startswith("shed.yaml: no problems")


def test_several_plans_are_named(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "barn.yml").write_text(SHED)
    said = fairlead("check")

    assert said.code == 2
    assert said.err == "fairlead: this folder has 2 plans (barn.yml, shed.yaml); say which\n"


@pytest.mark.parametrize("command", ["check", "schedule", "home", "simulate"])
def test_a_brief_is_named_as_one_with_the_way_to_a_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fairlead: Fairlead, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("brief.yaml").write_text("name: Shed\nteam: {carpentry: 1}\nwork:\n  - Walls: 5d carpentry\n")
    said = fairlead(command, "brief.yaml")

    assert said.code == 2
    assert said.err.startswith(
        "fairlead: brief.yaml is a brief, not a plan yet; `fairlead assess brief.yaml`"
    )
    assert fairlead("assess", "brief.yaml", "--as-plan", "brief-plan.yaml").code in (0, 1)
    assert fairlead("check", "brief-plan.yaml").code == 0


def test_a_folder_without_a_plan_says_how_to_begin_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fairlead: Fairlead
) -> None:
    monkeypatch.chdir(tmp_path)

    assert "fairlead init robot.yaml" in fairlead("schedule").err


def test_a_plan_in_the_ways_of_other_systems_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbftasks: []\r\n")
    (tmp_path / "b.YML").write_bytes(b"name: X\r\ntasks:\r\n")
    (tmp_path / "c.yaml").write_bytes(b"name: X\rtasks:\r")
    (tmp_path / "tasks.yaml").mkdir()

    assert plans_in(tmp_path) == ["a.yaml", "b.YML", "c.yaml"]
    assert plans_in(tmp_path / "nowhere") == []


def test_a_misspelt_file_gets_a_suggestion(shed: Path, fairlead: Fairlead) -> None:
    assert (
        fairlead("check", "shet.yaml").err
        == "fairlead: there is no file shet.yaml; did you mean shed.yaml?\n"
    )


def test_a_plan_comes_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fairlead: Fairlead
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SHED.encode())))

    assert "missed by 1d" in fairlead("schedule", "-").out


def test_nothing_on_standard_input_is_wrong_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fairlead: Fairlead
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    said = fairlead("check", "-")

    assert said.code == 2
    assert "nothing came on standard input" in said.err


BAD = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "truncated": SHED.encode()[: len(SHED) // 2] + b" {",
    "latin": "name: Pr\xfcfung\ntasks: [{name: X, estimate: 1d}]".encode("latin-1"),
    "utf16": SHED.encode("utf-16")[:301],
    "deep": b"name: X\ntasks: " + b"[" * 100_000,
    "deep-json": b'{"tasks": ' + b'{"a":' * 100_000,
    "bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\ntasks: [*b,*b,*b,*b]",
    "list": b"- a\n- b\n",
    "scalar": b"hello",
    "wrong": b"name: X\ntasks: [{name: A, estimate: 4 days, aftr: [b]}, {id: A, after: [nowhere]}]",
    "tabs": b"name: X\ntasks:\n\t- {name: A}",
    "zip": b"PK\x03\x04 and more",
    "xml": b"<?xml version='1.0'?><Project><Tasks><Task>",
    "html": b"<html><body>Hello</body></html>",
    "entities": b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><Project>&c;</Project>',
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", READERS)
def test_bad_input_is_a_clear_message_and_exit_code_2(
    command: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fairlead: Fairlead
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bad.yaml"
    path.write_bytes(BAD[name])
    said = fairlead(command, path.name)

    assert said.code == 2
    assert "bad.yaml" in said.out + said.err
    assert "a fault in Fairlead" not in said.err
    assert path.read_bytes() == BAD[name]


@pytest.mark.parametrize("command", READERS)
def test_a_folder_or_nothing_is_no_plan(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fairlead: Fairlead
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()

    for name in ("folder", "nothing.yaml", "no/where.yaml", "a\x00b.yaml"):
        said = fairlead(command, name)
        assert (said.code, said.out) == (2, "") or command == "check"
        assert said.code == 2
        assert "a fault in Fairlead" not in said.err


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | st.text(max_size=120).map(lambda text: f"tasks: {text}".encode()))
def test_no_file_whatsoever_makes_check_fail_in_itself(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(data)

    assert run(["check", str(path)]) in (0, 2)
    assert "a fault in Fairlead" not in capsys.readouterr().err


def test_errors_of_the_plan_stop_a_command_and_are_all_told(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(
        SHED.replace("after: [walls]}", "after: [wals]}").replace("estimate: 4d", "estimate: 4 days")
    )
    said = fairlead("schedule")

    assert (said.code, said.out) == (2, "")
    assert "shed.yaml:19" in said.err
    assert "shed.yaml:20" in said.err
    assert "`walls`" in said.err


def test_warnings_are_one_line_on_standard_error(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("deadline: 2027-01-15, ", ""))
    said = fairlead("schedule")

    assert said.code == 0
    assert said.err == "1 warning; `fairlead check shed.yaml` names it\n"


@pytest.mark.parametrize(
    ("word", "is_file"),
    [
        ("robot.yaml", True),
        ("robot.yaml@HEAD~1", True),
        ("plans/robot.json", True),
        ("-", True),
        ("ana", False),
        ("arm-fw estimate 12d", False),
        ("add 'Bench test' 3d @tom.yaml", False),
        ("robot1.wire", False),
        ("ana@work", False),
    ],
)
def test_a_file_is_told_from_other_words(word: str, is_file: bool) -> None:
    assert names_a_file(word) is is_file


# ---------------------------------------------------------------- revisions


def _git(folder: Path, *words: str) -> None:
    who = ("-c", "user.email=ana@example.org", "-c", "user.name=Ana", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def kept(shed: Path) -> Path:
    """The shed's plan in git, changed once and then again without a commit."""
    _git(shed.parent, "init", "-q")
    _git(shed.parent, "add", ".")
    _git(shed.parent, "commit", "-qm", "One")
    shed.write_text(SHED.replace("estimate: 4d", "estimate: 6d"))
    return shed


def test_a_revision_is_read_and_the_working_tree_left_alone(kept: Path, fairlead: Fairlead) -> None:
    before = kept.read_text()

    assert json.loads(fairlead("schedule", "shed.yaml@HEAD", "--json").out)["finish"] == "2027-01-18T17:00:00"
    assert json.loads(fairlead("schedule", "shed.yaml", "--json").out)["finish"] == "2027-01-20T17:00:00"
    assert kept.read_text() == before


def test_a_revision_is_found_from_another_folder(
    kept: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, fairlead: Fairlead
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    assert fairlead("check", f"{kept}@HEAD").code == 0


def test_an_included_file_is_that_of_the_revision(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("people:\n  - {id: ana, name: Ana Ruiz}", "include: [people.yaml]"))
    people = shed.parent / "people.yaml"
    people.write_text("people: [{id: ana, name: Ana Ruiz}]\n")
    _git(shed.parent, "init", "-q")
    _git(shed.parent, "add", ".")
    _git(shed.parent, "commit", "-qm", "One")
    people.unlink()

    assert fairlead("check", "shed.yaml@HEAD").code == 0
    assert fairlead("check", "shed.yaml").code == 2


@pytest.mark.parametrize(
    "name", ["shed.yaml@nowhere", "other.yaml@HEAD", "shed.yaml@--output=x", "shed.yaml@a:b"]
)
def test_a_revision_that_isnt_there_is_wrong_input(kept: Path, name: str, fairlead: Fairlead) -> None:
    said = fairlead("check", name)

    assert said.code == 2
    assert name in said.err
    assert sorted(os.listdir(kept.parent)) == [".git", "shed.yaml"]


def test_a_revision_outside_git_says_so(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("check", "shed.yaml@HEAD")

    assert said.code == 2
    assert "git" in said.err
