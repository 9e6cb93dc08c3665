"""Opening plans: files, what they include, and where findings stand."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from fairlead.plan.errors import PlanError, ReadError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.opening import Opened, open_plan, open_text, read_plan, reopened
from tests.plan.plans import ROBOT, opened

PEOPLE = "people:\n- {id: ana, name: Ana, rate: 85/h}\n- {id: tom, rate: 70/h}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.yaml").write_text(PEOPLE)
    return tmp_path


def a_file(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text)
    return path


def test_included_people_belong_to_the_plan(folder: Path) -> None:
    found = open_plan(a_file(folder, "name: P\ninclude: [people.yaml]\ntasks: [{id: a, estimate: 1d}]\n"))
    assert (found.findings, list(found.plan.people)) == ((), ["ana", "tom"])
    assert found.plan.origins["rate", "ana"] == "people.yaml"


def test_the_plans_own_word_beats_the_shared_one_altogether(folder: Path) -> None:
    found = open_plan(a_file(folder, "include: [people.yaml]\npeople: [{id: ana, name: Other}]\ntasks: []\n"))
    assert [person.title for person in found.plan.people.values()] == ["Other", "tom"]
    assert found.plan.confidential("ana") == {}


@pytest.mark.parametrize(
    "include", ["../people.yaml", "/etc/passwd", "missing.yaml", "broken.yaml", "plan.yaml"]
)
def test_an_include_that_cannot_be_used_is_a_finding(folder: Path, include: str) -> None:
    (folder / "broken.yaml").write_text("people: [")
    found = open_plan(a_file(folder, f"name: P\ninclude: [{include}]\ntasks: []\n"))
    assert [(each.code, each.line) for each in found.findings] == [("include", 2)]
    # What a missing file would have said is named by the rules; everything else is wrong in itself.
    assert bool(found.errors) == (include != "missing.yaml")


def test_work_cannot_be_shared(folder: Path) -> None:
    (folder / "people.yaml").write_text(PEOPLE + "tasks: [{id: x, estimate: 1d}]\n")
    found = open_plan(a_file(folder, "include: [people.yaml]\ntasks: []\n"))
    assert [(each.file, each.line) for each in found.errors] == [("people.yaml", 4)]
    assert "x" not in found.plan.tasks


def test_a_plan_may_name_an_include_twice(folder: Path) -> None:
    found = open_plan(a_file(folder, "include: [people.yaml, people.yaml]\ntasks: []\n"))
    assert (found.findings, len(found.sources)) == ((), 2)


def located(found: Opened, kind: str, id: str, field: str | None) -> tuple[int | None, int | None]:
    (finding,) = found.locate([Finding(Severity.ERROR, "x", "wrong", "", kind, id, field)])
    return finding.line, finding.column


def test_a_finding_is_placed_at_its_field_or_else_at_its_entity() -> None:
    found = opened("""
        name: P
        templates:
        - {id: t, tasks: [{id: in, estimate: 1d}]}
        tasks:
        - {id: a, estimate: 1d}
        - {id: b, use: t}
    """)
    assert located(found, "task", "a", "estimate") == (5, 11)
    assert located(found, "task", "a", "after") == (5, 3)
    assert located(found, "task", "b.in", "estimate") == (3, 28)
    assert located(found, "plan", "plan", "name") == (1, 1)


def test_a_text_can_be_read_again_with_other_words() -> None:
    found = opened(ROBOT)
    again = reopened(found, {"plan.yaml": "name: Other\ntasks: []\n"})
    assert (again.plan.title, again.sources[0].name) == ("Other", "plan.yaml")


def test_everything_wrong_in_a_file_is_raised_together(folder: Path) -> None:
    path = a_file(folder, "name: P\ntasks:\n- {id: a, estimate: x y}\n- {id: b, estimte: 1d}\n")
    with pytest.raises(PlanError) as raised:
        read_plan(path)
    assert len(raised.value.findings) >= 2


def test_a_right_file_is_a_plan(folder: Path) -> None:
    assert list(read_plan(a_file(folder, "name: P\ntasks: [{id: a, estimate: 1d}]\n")).tasks) == ["a"]


def test_a_missing_file_is_an_error_of_reading(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        open_plan(tmp_path / "nothing.yaml")


def test_collecting_garbage_goes_on_after_a_plan_was_read() -> None:
    open_text("tasks: []")
    assert gc.isenabled()


def test_a_shared_glossary_and_shared_exchange_rates_are_the_plans_too(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text(
        "exchange: {USD: 0.92, GBP: 1.15}\nglossary: {CDR: Concept review}\n"
    )
    plan = tmp_path / "plan.yaml"
    plan.write_text("name: P\ninclude: [people.yaml]\ncurrency: EUR\nexchange: {USD: 0.90}\ntasks: []\n")

    settings = open_plan(plan).plan.settings

    assert {currency: str(rates[0]) for currency, rates in settings.exchange.items()} == {
        "USD": "0.9",
        "GBP": "1.15",
    }
    assert settings.glossary == {"CDR": "Concept review"}
