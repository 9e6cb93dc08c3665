"""What was agreed, found again by every command, and where nothing can be agreed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from fairlead.cli.agreements import agreed_for, must_take_agreements
from fairlead.cli.plans import look_at
from fairlead.plan.errors import RequestError
from fairlead.plan.opening import open_plan
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.levelling.levelled import levelled
from fairlead.store.agreed import agreed_path, write_agreed

from .conftest import SHED, Fairlead

SHARED = SHED.replace(
    "estimate: 1d, after: [walls, colour]", "estimate: 1d, who: [ana], start: from 2027-01-04"
)


@pytest.fixture
def agreed(shed: Path) -> Path:
    """The shed with its levelled schedule agreed."""
    shed.write_text(SHARED)
    write_agreed(shed, Agreed.of(levelled(open_plan(shed).plan)))
    return shed


def test_every_command_goes_by_what_is_agreed(agreed: Path, fairlead: Fairlead) -> None:
    for words in (("shed.yaml",), ("schedule",), ("people",)):
        assert "with your people, as agreed" in fairlead(*words).out


def test_a_scenario_is_laid_anew(agreed: Path, fairlead: Fairlead) -> None:
    with agreed.open("a") as file:
        file.write("scenarios: [{id: quick, changes: [walls estimate 2d]}]\n")

    assert "as agreed" in fairlead("schedule", "shed.yaml").out
    assert "as agreed" not in fairlead("schedule", "shed.yaml", "--scenario", "quick").out


def test_an_agreement_holds_people_and_order_when_the_plan_changes(agreed: Path, fairlead: Fairlead) -> None:
    text = agreed_path(agreed).read_text()
    before = fairlead("schedule", "--columns", "start").out
    # Painting was free to go before or after digging; the agreement has it later still.
    moved = text.replace('"id": "paint", "start": "2027-01-07', '"id": "paint", "start": "2027-01-19')
    agreed_path(agreed).write_text(moved.replace('"finish": "2027-01-07', '"finish": "2027-01-19'))

    assert moved != text
    assert fairlead("schedule", "--columns", "start").out != before


def test_tasks_that_are_gone_are_told(agreed: Path, fairlead: Fairlead) -> None:
    agreed.write_text(
        SHARED.replace("  - {id: paint, name: Paint, estimate: 1d, who: [ana], start: from 2027-01-04}\n", "")
    )
    said = fairlead("schedule")

    assert said.code == 0
    assert "`paint` is no task any more" in said.err


def test_a_damaged_agreement_is_named_with_a_remedy(agreed: Path, fairlead: Fairlead) -> None:
    agreed_path(agreed).write_text("{")
    said = fairlead("schedule")

    assert said.code == 2
    assert "shed.fairlead/agreed.json:1" in said.err
    assert "optimize PLAN --write" in said.err


def test_a_revision_has_the_agreement_of_its_time(agreed: Path, fairlead: Fairlead) -> None:
    who = ("-c", "user.email=ana@example.org", "-c", "user.name=Ana")
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "agreed")):
        subprocess.run(["git", *who, *words], check=True, capture_output=True)
    agreed_path(agreed).unlink()
    plan = look_at("shed.yaml").plan

    assert agreed_for("shed.yaml", plan) is None
    assert agreed_for("shed.yaml@HEAD", plan) is not None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fence.xml", "`fairlead import fence.xml -o plan.yaml` makes a plan of it"),
        ("shed.yaml@HEAD", "a revision in git"),
    ],
)
def test_where_nothing_can_be_agreed_says_what_to_do(
    name: str, said: str, shed: Path, project_xml: Path
) -> None:
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "x")):
        subprocess.run(
            ["git", "-c", "user.email=a@example.org", "-c", "user.name=A", *words],
            check=True,
            capture_output=True,
        )
    with pytest.raises(RequestError, match=said):
        must_take_agreements(look_at(name))
