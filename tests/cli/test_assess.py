"""The verdict at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import SHED, Fairlead


def test_one_page_says_verdict_odds_and_reasons(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("deadline: 2027-01-15", "deadline: 2027-01-29"))
    said = fairlead("assess", "shed.yaml", "--iterations", "300")

    assert said.code == 0, said.err
    assert said.out.startswith(
        "Garden shed\n300 iterations (seed 1), with your people, levelled; 80% confidence asked for."
    )
    assert "Yes: it can be done." in said.out
    assert "Tools stand dry" in said.out
    assert "What the plan doesn't say" in said.out


def test_any_no_makes_the_exit_code_1_and_names_the_contradiction(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("assess", "shed.yaml", "--iterations", "300")  # eleven days of work before the tenth

    assert said.code == 1
    assert "No: it can't be met, even with luck." in said.out
    assert "What contradicts one another" in said.out


def test_json_holds_verdict_and_contradictions(shed: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("assess", "shed.yaml", "--iterations", "300", "--json").out)

    assert (found["feasible"], found["verdict"]) == (False, "no")
    assert found["goals"][0]["id"] == "dry"
    assert found["contradictions"][0]["members"]


@pytest.mark.parametrize("ending", ["md", "html"])
def test_the_page_is_written_and_never_over_another_file(shed: Path, fairlead: Fairlead, ending: str) -> None:
    name = f"verdict.{ending}"
    written = fairlead("assess", "shed.yaml", "--iterations", "300", "--why-not", "0", "-o", name)

    text = (shed.parent / name).read_text()
    assert "Wrote" in written.out
    assert "Garden shed: can it be done?" in text
    assert "Tools stand dry" in text
    assert fairlead("assess", "shed.yaml", "-o", name).code == 2


def test_another_ending_is_refused_before_anything_is_calculated(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("assess", "shed.yaml", "-o", "verdict.docx")

    assert (said.code, "the page is written as .md, .html" in said.err) == (2, True)


def test_a_confidence_that_is_none_is_refused(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("assess", "shed.yaml", "--confidence", "110%").code == 2


def test_an_empty_plan_says_what_is_missing(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text("name: Nothing yet\ntasks: []\n")
    said = fairlead("assess", "shed.yaml")

    assert said.code == 0, said.err
    assert "The plan has no tasks yet" in said.out


BRIEF = """\
name: Look
start: 2027-03-01
team: {dev: 2 at 80/h}
deadline: 2029-09-30
budget: 900000 EUR
work:
  - Short: 5d
  - Long: 60d after Short
"""


def test_a_brief_gets_a_first_look_and_becomes_a_plan(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "brief.yaml").write_text(BRIEF)
    said = fairlead("assess", "brief.yaml", "--iterations", "300", "--as-plan", "look.yaml")

    assert said.code == 0, said.err
    assert said.out.startswith("Look: a first look\nRough: from a brief")
    assert "How long Long takes: knowing it narrows the range of the finish by" in said.out
    assert fairlead("check", "look.yaml").code == 0


def test_a_brief_that_is_not_understood_is_refused(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "brief.yaml").write_text(BRIEF.replace("Short: 5d", "Short: soon after"))
    said = fairlead("assess", "brief.yaml")

    assert (said.code, "`Short`" in said.err) == (2, True)
