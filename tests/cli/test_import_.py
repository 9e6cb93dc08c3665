"""Other tools' files as plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fairlead.cli.main import run

from .conftest import Fairlead


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_plan_is_written_with_an_account(folder: Path, project_xml: Path, fairlead: Fairlead) -> None:
    said = fairlead("import", project_xml, "-o", "plan.yaml")

    assert said.code == 0, said.err
    account = " ".join(said.out.split())
    assert "(Microsoft Project): 1 calendar, 2 tasks, 1 link." in account
    assert said.out.endswith("Wrote plan.yaml.\n")
    assert fairlead("check", "plan.yaml").code == 0


def test_without_a_name_the_plan_is_printed_and_the_account_told_beside_it(
    folder: Path, project_xml: Path, fairlead: Fairlead
) -> None:
    said = fairlead("import", project_xml)

    assert said.code == 0
    assert "tasks:" in said.out
    assert "2 tasks, 1 link" in said.err
    assert list(folder.glob("*.yaml")) == []


def test_what_was_printed_is_the_plan(folder: Path, project_xml: Path, fairlead: Fairlead) -> None:
    (folder / "printed.yaml").write_text(fairlead("import", project_xml).out)
    fairlead("import", project_xml, "-o", "written.yaml")

    assert "say the same" in fairlead("diff", "printed.yaml", "written.yaml").out


def test_a_project_can_stand_for_a_plan(project_xml: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("schedule", project_xml, "--json").out)

    assert [task["source"]["uid"] for task in found["tasks"]] == ["1", "2"]


def test_an_existing_plan_stays_unless_forced(folder: Path, project_xml: Path, fairlead: Fairlead) -> None:
    (folder / "plan.yaml").write_text("mine")

    assert fairlead("import", project_xml, "-o", "plan.yaml").code == 2
    assert (folder / "plan.yaml").read_text() == "mine"
    assert fairlead("import", project_xml, "-o", "plan.yaml", "--force").code == 0


def test_json_has_counts_and_the_document(folder: Path, project_xml: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("import", project_xml, "--json").out)

    assert (found["carried"]["task"], found["carried"]["link"]) == (2, 1)
    assert len(found["document"]["tasks"]) == 2
    written = json.loads(fairlead("import", project_xml, "-o", "plan.json", "--json").out)
    assert (written["written"], written["document"]) == (["plan.json"], None)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"<Project><Tasks>", b"PK\x03\x04", b"name: [", b"<html/>"]
)
def test_a_file_that_is_none_leaves_nothing_behind(content: bytes, folder: Path, fairlead: Fairlead) -> None:
    (folder / "in.xml").write_bytes(content)
    said = fairlead("import", "in.xml", "-o", "out.yaml")

    assert (said.code, said.out) == (2, "")
    assert "in.xml" in said.err
    assert [path.name for path in folder.iterdir()] == ["in.xml"]


def test_a_plan_is_not_written_under_another_tools_name_nor_over_its_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text("name: P  # mine\nstart: 2027-01-04\ntasks: []\n")

    assert run(["import", str(plan), "-o", str(tmp_path / "q.xml")]) == 2
    assert "q.yaml" in capsys.readouterr().err
    assert run(["import", str(plan), "-o", str(plan), "--force"]) == 2
    assert "# mine" in plan.read_text()
