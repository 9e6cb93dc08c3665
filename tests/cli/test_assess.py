"""The verdict at the command line."""

from __future__ import annotations

import io
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
    assert "300 iterations (seed 1), with your people, levelled; 80% confidence asked for." in text
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


def test_a_brief_and_a_plan_come_from_standard_input(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text, said in ((BRIEF, "Look: a first look"), (SHED, "Garden shed\n")):
        piped = io.BufferedReader(io.BytesIO(text.encode()))  # type: ignore[type-var]
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(piped))
        assert fairlead("assess", "-", "--iterations", "300", "--why-not", "0").out.startswith(said)


def test_a_brief_in_markdown_is_marked_as_rough(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "brief.yaml").write_text(BRIEF)
    said = fairlead("assess", "brief.yaml", "--iterations", "300", "-o", "look.md")

    basis = (
        "Rough: from a brief, by how far such estimates are off in a wide record (no industry is named); "
        "300 iterations (seed 1)."
    )
    assert f"*{basis}*" in (shed.parent / "look.md").read_text()
    assert basis in " ".join(said.out.split())


def test_what_a_brief_does_not_say_is_named_and_no_chance_is_zero(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "brief.yaml").write_text("work:\n  - Build: 20d\n")
    said = fairlead("assess", "brief.yaml", "--iterations", "300")
    assert [line.split(":")[0].strip() for line in said.out.splitlines() if line.startswith("  - No")] == [
        "- No start", "- No deadline", "- No budget", "- No team",
    ]  # fmt: skip

    (shed.parent / "brief.yaml").write_text(BRIEF.replace("2029-09-30", "2027-03-02"))
    said = fairlead("assess", "brief.yaml", "--iterations", "300")
    assert (said.code, "All done: <1%" in said.out) == (1, True)


def test_the_projects_of_ones_own_are_counted(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "brief.yaml").write_text(BRIEF + "industry: it-consulting\nhistory: [1.1, 0.9, 1.2]\n")
    said = " ".join(fairlead("assess", "brief.yaml", "--iterations", "300").out.split())

    assert "off in the record of IT consulting and in 3 projects of your own; 300 iterations" in said
    assert "the 80% range that the others give holds 3 of 3 finished projects." in said


def test_a_brief_that_is_not_understood_is_refused(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "brief.yaml").write_text(BRIEF.replace("Short: 5d", "Short: soon after"))
    said = fairlead("assess", "brief.yaml")

    assert (said.code, "`Short`" in said.err) == (2, True)
