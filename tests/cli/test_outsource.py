"""People from outside, at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.outsource.plans import BOTH, NOBODY, TWO

from .conftest import Fairlead

FEW = ("--iterations", "100")


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan in which two tasks want one person, alone in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "two.yaml"
    path.write_text(TWO.replace("name: P\n", "name: P\nstart: 2027-01-04\n"), encoding="utf-8")
    return path


def test_the_gap_its_worth_and_who_could_fill_it_are_said(two: Path, fairlead: Fairlead) -> None:
    said = fairlead("outsource", "two.yaml", *FEW)

    assert said.code == 0, said.err
    assert "Fw, level 2 or more" in said.out
    assert "full time from Mon 4 Jan 2027 to Fri 15 Jan 2027, 80 hours of work" in said.out
    assert "the plan is done on Fri 15 Jan 2027 instead of Fri 29 Jan 2027" in said.out
    assert "1. Carol" in said.out
    assert "Eve: no fw" in said.out


def test_json_holds_needs_candidates_and_money(two: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("outsource", "two.yaml", *FEW, "--json").out)
    (need,) = found["needs"]

    assert (need["skill"], need["share"], need["from"], need["gain_minutes"]) == (
        "fw",
        1.0,
        "2027-01-04",
        4800,
    )
    assert need["highest_rate"]["currency"] == "EUR"
    assert need["candidates"][0]["id"] == "carol"
    assert found["leading"] is None


def test_a_worth_of_a_day_raises_the_rate(two: Path, fairlead: Fairlead) -> None:
    def rate(*more: str) -> float:
        found = json.loads(fairlead("outsource", "two.yaml", *FEW, "--json", *more).out)
        return float(found["needs"][0]["highest_rate"]["amount"])

    # Ten days of 800 over 80 hours.
    assert rate("--day-worth", "800") == pytest.approx(rate() + 100)


def test_roles_are_written_one_a_file_and_never_over_another(two: Path, fairlead: Fairlead) -> None:
    said = fairlead("outsource", "two.yaml", *FEW, "-o", "roles")

    assert "Wrote roles/fw.md." in said.out.replace("\\", "/")
    assert (two.parent / "roles" / "fw.md").read_text().startswith("# Fw for P")
    again = fairlead("outsource", "two.yaml", *FEW, "-o", "roles")
    assert (again.code, "exists already" in again.err) == (2, True)


@pytest.mark.parametrize("ending", ["md", "html"])
def test_one_role_is_written_as_one_file(two: Path, fairlead: Fairlead, ending: str) -> None:
    said = fairlead("outsource", "two.yaml", *FEW, "-o", f"role.{ending}", "--with-rates")

    assert said.code == 0, said.err
    assert "a rate from EUR 80 to EUR 202 an hour" in (two.parent / f"role.{ending}").read_text()


def test_several_roles_want_a_folder(two: Path, fairlead: Fairlead) -> None:
    two.write_text(NOBODY.replace("name: P\n", "name: P\nstart: 2027-01-04\n"))
    said = fairlead("outsource", "two.yaml", *FEW, "-o", "role.md")

    assert said.code == 2
    assert "name a folder, or say --for paint or --for weld" in said.err
    assert not (two.parent / "role.md").exists()


def test_a_lead_is_sought_alone_and_described(two: Path, fairlead: Fairlead) -> None:
    two.write_text(two.read_text().replace("people: [", "people: [{id: tom, name: Tom}, "))
    said = fairlead("outsource", "two.yaml", *FEW, "--for", "lead", "-o", "lead.html")

    assert said.code == 0, said.err
    assert "Nobody leads this plan" in said.out
    assert "Fw" not in said.out
    assert "Technical project manager for P" in (two.parent / "lead.html").read_text()


def test_work_that_nobody_can_do_is_said_first(two: Path, fairlead: Fairlead) -> None:
    two.write_text(NOBODY.replace("name: P\n", "name: P\nstart: 2027-01-04\n"))
    said = fairlead("outsource", "two.yaml", *FEW)

    assert "nobody can do Paint it now: without somebody the plan can't be done at all" in " ".join(
        said.out.split()
    )
    assert "Nobody is listed under `candidates`" in said.out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--for", "cooking"), "no open work of the plan asks for `cooking`; it asks for fw"),
        (("--day-worth", "much"), "--day-worth"),
        (("--day-worth", "-1"), "--day-worth: write one sum of 0 or more"),
        (("--day-worth", "100 XTS"), "--day-worth: the plan's `exchange` has no rate for XTS"),
        (("-o", "role.docx"), "one role is written as .md, .html"),
        (("-o", "two"), "two is a file: name a folder"),
    ],
)
def test_bad_input_gets_one_message(
    two: Path, fairlead: Fairlead, args: tuple[str, ...], message: str
) -> None:
    (two.parent / "two").write_text("")
    said = fairlead("outsource", "two.yaml", *FEW, *args)

    assert said.code == 2
    assert message in said.err
    assert "Traceback" not in said.err


def test_the_nearest_skill_is_named(two: Path, fairlead: Fairlead) -> None:
    two.write_text(NOBODY.replace("name: P\n", "name: P\nstart: 2027-01-04\n"))
    said = fairlead("outsource", "two.yaml", *FEW, "--for", "pant")

    assert (said.code, "did you mean `paint`?" in said.err) == (2, True)


def test_a_plan_without_tasks_is_told_so(two: Path, fairlead: Fairlead) -> None:
    two.write_text("name: P\nstart: 2027-01-04\npeople: [{id: ana}]\ntasks: []\n")
    said = fairlead("outsource", "two.yaml", *FEW)

    assert (said.code, said.out) == (2, "")
    assert "the plan has no tasks" in said.err


def test_a_plan_without_people_says_who_is_needed_all_the_same(two: Path, fairlead: Fairlead) -> None:
    two.write_text(
        "name: P\nstart: 2027-01-04\nteams: []\ncandidates: [{id: bo, skills: {fw: 1}}]\n"
        "tasks: [{id: a, name: A, estimate: 3d, needs: [fw]}]\n"
    )
    said = fairlead("outsource", "two.yaml", *FEW)

    assert said.code == 0, said.err
    assert "Nobody is in the plan" in said.out
    assert "nobody can do A now" in said.out


def test_nobody_suitable_is_said_so(two: Path, fairlead: Fairlead) -> None:
    text = two.read_text()
    two.write_text(text.replace("name: Carol, skills: {fw: 2}", "name: Carol, skills: {paint: 2}"))
    said = fairlead("outsource", "two.yaml", *FEW)

    assert said.code == 0, said.err
    assert "Nobody of those who are listed could do it:" in said.out
    assert "Carol and Eve: no fw" in said.out
    assert "Who could" not in said.out


def test_what_helps_only_together_is_said_so(two: Path, fairlead: Fairlead) -> None:
    two.write_text(BOTH.replace("name: P\n", "name: P\nstart: 2027-01-04\n"))
    said = fairlead("outsource", "two.yaml", *FEW, "--for", "fw")

    assert said.code == 0, said.err
    assert "only together with Hw: none of them alone makes anything earlier" in said.out
    assert "With somebody for Hw there too, whose pay isn't counted here:" in said.out


def test_the_plans_own_figure_for_leading_takes_the_place_of_the_reported_one(
    two: Path, fairlead: Fairlead
) -> None:
    two.write_text(two.read_text().replace("people: [", "people: [{id: tom, name: Tom}, "))
    reported = fairlead("outsource", "two.yaml", *FEW, "--for", "lead").out
    two.write_text(two.read_text() + "duties: [{id: leading, name: Leading, who: [tom], takes: 40%}]\n")
    own = fairlead("outsource", "two.yaml", *FEW, "--for", "lead").out

    assert "5% of all effort is what finished projects with as many people reported." in " ".join(
        reported.split()
    )
    assert "leading takes 40% of a full time, as the plan's duty `Leading` says" in " ".join(own.split())
    assert "reported" not in own


def test_the_odds_of_a_candidate_are_those_of_simulate_with_their_line(two: Path, fairlead: Fairlead) -> None:
    two.write_text(
        two.read_text().replace("{id: a, name: A, estimate: 10d", "{id: a, name: A, estimate: 8d..9d..14d")
    )
    found = json.loads(fairlead("outsource", "two.yaml", *FEW, "--seed", "7", "--json").out)
    carol = found["needs"][0]["candidates"][0]
    assert carol["id"] == "carol"
    assert fairlead("set", "two.yaml", *carol["lines"]).code == 0
    odds = json.loads(fairlead("simulate", "two.yaml", *FEW, "--seed", "7", "--json").out)

    assert 0 < odds["joint"]["probability"] < 1
    assert carol["figures"]["joint"]["probability"] == odds["joint"]["probability"]
    assert carol["figures"]["finish"]["p80"] == odds["finish"]["p80"]


def test_an_overloaded_lead_is_compared_with_leading_beside_other_work(two: Path, fairlead: Fairlead) -> None:
    text = two.read_text().replace("people: [", "manager: ana\npeople: [{id: tom, name: Tom}, ")
    two.write_text(
        text.replace("certifications: [CSM until 2026-01-01]", "certifications: [CSM until 2028-01-01]")
    )
    said = fairlead("outsource", "two.yaml", *FEW, "--for", "lead")

    assert "Ana has 0% of a full time left beside other work" in said.out
    assert "Compared with Ana leading beside other work:" in said.out
    assert "1. Carol" in said.out
