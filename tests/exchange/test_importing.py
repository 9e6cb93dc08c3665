from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.exchange.importing import OpenedImport, all_findings, import_file, open_any, read_any
from fairlead.exchange.saving import write_import
from fairlead.plan.errors import FairleadError, PlanError, ReadError, RequestError, WriteError
from fairlead.plan.opening import read_plan
from tests.exchange.mspdi.projects import project, task

BASELINE = "<Baseline><Number>0</Number><Start>2027-01-04T08:00:00</Start></Baseline>"


def saved(folder: Path, *tasks: str) -> Path:
    path = folder / "bridge.mpp"
    path.write_text(project(*tasks), "utf-8")
    return path


def test_any_file_can_stand_in_place_of_a_plan(tmp_path: Path) -> None:
    opened = open_any(saved(tmp_path, task(1, "Weld")))
    assert isinstance(opened, OpenedImport)
    assert list(opened.plan.tasks) == ["weld"]
    plan = tmp_path / "plan.xml"
    plan.write_text("name: Bridge\nstart: 2027-01-04\ntasks: [{id: weld, estimate: 1d}]\n")
    assert list(open_any(plan).plan.tasks) == ["weld"]
    assert all_findings(open_any(plan)) == []


def test_a_foreign_file_says_what_it_is_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(ReadError, match=r"PDF document.*Give the plan it was made from"):
        open_any(path)


def test_reading_any_plan_checks_it(tmp_path: Path) -> None:
    link = "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink>"
    with pytest.raises(PlanError, match="waits for itself"):
        read_any(saved(tmp_path, task(1, "Weld", link)))


def test_findings_of_an_import_name_the_line(tmp_path: Path) -> None:
    path = saved(tmp_path, task(1, "Weld", "\n"), "\n\n" + task(2, "Paint", Milestone=1))
    (finding,) = all_findings(open_any(path))
    assert (finding.code, finding.file, finding.line) == ("milestone-with-time", str(path), 5)


def test_an_import_is_written_with_its_baselines(tmp_path: Path) -> None:
    imported = import_file(saved(tmp_path, task(1, "Weld", BASELINE)))
    files = write_import(imported, tmp_path / "bridge.yaml")
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        "bridge.yaml", "bridge.fairlead/baselines/baseline.json",
    ]  # fmt: skip
    plan = read_plan(tmp_path / "bridge.yaml")
    assert plan.tasks == imported.plan.tasks
    assert plan.baselines["baseline"].file == "bridge.fairlead/baselines/baseline.json"
    assert json.loads(files[1].read_text())["tasks"] == [{"id": "weld", "start": "2027-01-04T08:00"}]


def test_an_import_may_be_written_as_json(tmp_path: Path) -> None:
    imported = import_file(saved(tmp_path, task(1, "Weld")))
    write_import(imported, tmp_path / "bridge.json")
    assert json.loads((tmp_path / "bridge.json").read_text())["name"] == "Bridge"
    assert read_plan(tmp_path / "bridge.json") == imported.plan


def test_nothing_is_written_over_unless_asked(tmp_path: Path) -> None:
    imported = import_file(saved(tmp_path, task(1, "Weld", BASELINE)))
    (tmp_path / "bridge.yaml").write_text("mine")
    with pytest.raises(RequestError, match="--force"):
        write_import(imported, tmp_path / "bridge.yaml")
    assert (tmp_path / "bridge.yaml").read_text() == "mine"
    assert not (tmp_path / "bridge.fairlead").exists()
    write_import(imported, tmp_path / "bridge.yaml", force=True)
    assert read_plan(tmp_path / "bridge.yaml").tasks.keys() == {"weld"}


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    imported = import_file(saved(tmp_path, task(1, "Weld", BASELINE)))
    (tmp_path / "bridge.yaml").mkdir()
    with pytest.raises(WriteError):
        write_import(imported, tmp_path / "bridge.yaml", force=True)
    assert not (tmp_path / "bridge.fairlead").exists()


def test_an_outline_too_deep_for_a_text_is_refused(tmp_path: Path) -> None:
    imported = import_file(saved(tmp_path, *(task(number, level=number) for number in range(1, 60))))
    with pytest.raises(RequestError, match="59 levels"):
        write_import(imported, tmp_path / "bridge.yaml")


BEGINNINGS = st.sampled_from(
    [
        b"",
        b"\xd0\xcf\x11\xe0",
        b"PK\x03\x04",
        b"<?xml",
        b"<Project>",
        b"ERMHDR",
        b"MPX,",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"{",
        b"name: ",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BEGINNINGS, st.binary(max_size=60))
def test_whatever_a_file_holds_it_is_opened_or_refused(tmp_path: Path, beginning: bytes, rest: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(beginning + rest)
    with suppress(FairleadError):
        assert open_any(path).plan is not None


def test_a_benchmark_can_stand_in_place_of_a_plan_and_be_written_as_one(tmp_path: Path) -> None:
    path = tmp_path / "tiny.rcp"
    path.write_text("3 1\n2\n0 0 1 2\n4 2 1 3\n0 0 0\n")
    imported = import_file(path)
    assert (imported.tool, [*imported.plan.tasks]) == ("patterson", ["j1", "j2", "j3"])
    write_import(imported, tmp_path / "tiny.yaml")
    assert read_plan(tmp_path / "tiny.yaml") == imported.plan
