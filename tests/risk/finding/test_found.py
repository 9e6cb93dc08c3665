"""What all findings have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.apply import apply
from fairlead.plan.findings import Severity
from fairlead.plan.opening import open_plan, open_text
from fairlead.plan.rules import check
from fairlead.risk.finding import found_in
from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import in_steps, slug
from fairlead.schedule.outlook import Outlook
from fairlead.schedule.schedule import schedule
from tests.risk.looking import looked_at

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
FORMAT = Path(__file__).resolve().parents[4] / "shared" / "plan-format.yaml"
PLANS = [*(path for path in sorted(EXAMPLES.glob("*.yaml")) if path.stem != "people")]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_drafts_of_an_example_are_sound_entries_and_found_once(path: Path) -> None:
    plan = open_plan(path).plan
    found = found_in(Outlook(schedule(plan)))
    assert found

    with_all = apply(plan, [each.change() for each in found])

    known = set(check(plan))
    assert [
        each for each in check(with_all) if each not in known and each.severity is not Severity.NOTE
    ] == []
    assert found_in(Outlook(schedule(with_all))) == []


def test_the_documented_plan_shows_risks() -> None:
    if not FORMAT.is_file():
        pytest.skip("needs ../shared/plan-format.yaml beside the repository")
    # Shared people stand in a file that isn't there.
    text = FORMAT.read_text(encoding="utf-8").replace("include: [people.yaml]", "")
    found = {each.code for each in found_in(Outlook(schedule(open_text(text).plan)))}
    assert {
        "one-person-skill",
        "supplier-dependency",
        "estimate-without-range",
        "no-restore-rehearsal",
    } <= found


def test_an_id_that_is_taken_gets_a_number() -> None:
    text = "people: [{id: ana, skills: {saw: 1}}, {id: bo}]\ntasks: [{id: r-only-ana, estimate: 1d, needs: [saw]}]"
    assert "r-only-ana-2" in [each.id for each in found_in(looked_at(text))]


def test_a_closed_entry_is_an_answer_too() -> None:
    text = """
        people: [{id: ana, skills: {saw: 1}}, {id: bo}]
        tasks: [{id: cut, estimate: 1d, needs: [saw]}]
        risks: [{id: r, event: Ill, probability: 5%, away: {ana: 1w}, closed: 2027-01-04}]
    """
    assert [each for each in found_in(looked_at(text)) if each.code == "one-person-skill"] == []


@given(st.text(min_size=1, max_size=30).filter(str.strip), st.text(max_size=20))
def test_a_line_says_its_draft_whatever_people_are_called(name: str, other: str) -> None:
    draft = {"id": "r-a", "event": f"{name}: {other}".strip(), "probability": "5%", "costs": "0..100"}
    found = Found("a", "", (), draft, "")
    opened = open_text(
        f"name: Test\nstart: 2027-01-04\ntasks: [{{id: a, estimate: 1d}}]\nrisks:\n  {found.line}\n"
    )
    assert opened.plan.risks["r-a"].body() == draft


@pytest.mark.parametrize(("probability", "said"), [(0, "5%"), (0.12, "10%"), (0.36, "35%"), (1, "95%")])
def test_probabilities_are_proposed_in_steps(probability: float, said: str) -> None:
    assert in_steps(probability) == said


@given(st.text())
def test_a_slug_is_a_part_of_an_id(text: str) -> None:
    assert slug(text).replace("-", "a").isalnum()
