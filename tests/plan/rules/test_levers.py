"""Levers that contradict one another, the plan, or its scenarios."""

from __future__ import annotations

import pytest

from fairlead.plan.findings import Severity
from tests.plans import codes, everything_found

REST = """
people: [{id: tom, name: Tom, skills: {fw: 2}MORE}]
candidates: [{id: carol, name: Carol, skills: {fw: 2}, location: "Pune, IN"HIRED}]
scenarios: [SCENARIOS]
tasks: [{id: audit, name: Audit, estimate: 2d, who: [tom], scope: must}, {id: b, estimate: 1d, who: [tom], scope: could}]
"""


def text(levers: str, *, more: str = "", hired: str = "", scenarios: str = "") -> str:
    rest = REST.replace("MORE", more).replace("HIRED", hired).replace("SCENARIOS", scenarios)
    return f"name: Test\nlevers: {{{levers}}}{rest}"


@pytest.mark.parametrize(
    ("levers", "said"),
    [
        ("overtime: 4h/w, never: [overtime]", "`levers: overtime` allows 4h/w, and `never` says `overtime`"),
        ("overtime: 4h/w, not_overtime: [tom]",
         "`levers: overtime` allows 4h/w, and `not_overtime` names everybody"),
        ("hires: 2, never: [hire, lend]", "`levers: hires` allows 2, and `never` says `hire`, `lend`"),
        ("contractors: 1, never: [hire, supplier, buy]",
         "`levers: contractors` allows 1, and `never` says `hire`, `supplier`, `buy`"),
    ],
)  # fmt: skip
def test_levers_that_contradict_one_another_are_an_error(levers: str, said: str) -> None:
    found = everything_found(text(levers))

    assert [(each.code, each.message) for each in found] == [("levers-contradict", said)]
    assert found[0].severity is Severity.ERROR
    assert found[0].field == "levers"
    assert found[0].line is not None


@pytest.mark.parametrize(
    "levers", ["overtime: 4h/w", "hires: 2, never: [hire]", "hires: 0, never: [hire, lend]"]
)
def test_levers_that_leave_something_are_none(levers: str) -> None:
    assert codes(text(levers)) == set()


def test_a_plan_against_its_own_levers_is_an_error_at_the_person() -> None:
    (found,) = everything_found(text("not_overtime: [tom]", more=", overtime: 8h/w"))

    assert (found.code, found.kind, found.id, found.field) == ("against-levers", "person", "tom", "overtime")
    assert found.severity is Severity.ERROR
    assert found.remedy == "Drop the overtime, or take `tom` out of `not_overtime`"


@pytest.mark.parametrize("levers", ["contractors: 0", "regions: [EU]", "never: [carol]"])
def test_whoever_is_hired_against_the_levers_is_an_error(levers: str) -> None:
    (found,) = everything_found(text(levers, hired=", hired: 2027-01-11"))

    assert (found.code, found.id, found.field) == ("against-levers", "carol", "hired")
    assert codes(text(levers)) == set()


@pytest.mark.parametrize("line", ["tom overtime 8h/w", "hire carol from 2027-01-11", "drop audit"])
def test_a_line_of_a_scenario_against_the_levers_is_a_warning_at_the_scenario(line: str) -> None:
    scenario = f"{{id: bold, changes: [b estimate 2d, {line}]}}"
    (found,) = everything_found(text("not_overtime: [tom], regions: [EU]", scenarios=scenario))

    assert (found.code, found.kind, found.id) == ("scenario-against-levers", "scenario", "bold")
    assert found.severity is Severity.WARNING
    assert found.message.startswith(f"the line `{line}` goes against the levers: ")


def test_a_scenario_within_the_levers_is_sound() -> None:
    assert codes(text("not_overtime: [tom]", scenarios="{id: bold, changes: [drop b, b2 gone]}")) == {
        "scenario-line"
    }
    assert codes(text("not_overtime: [tom]", scenarios="{id: bold, changes: [drop b]}")) == set()


@pytest.mark.parametrize(
    ("word", "remedy"),
    [("overtme", "Did you mean `overtime`?"), ("drop audti", "Did you mean `audit`?")],
)
def test_a_word_that_nothing_is_known_by_forbids_nothing_and_is_said(word: str, remedy: str) -> None:
    (found,) = everything_found(text(f"never: [{word}]"))

    assert (found.code, found.severity, found.remedy) == ("unknown-lever", Severity.WARNING, remedy)


@pytest.mark.parametrize("word", ["hire", "outsource", "tom", "audit", "drop audit", "carol"])
def test_kinds_things_and_both_together_are_known(word: str) -> None:
    assert codes(text(f"never: [{word}]")) == set()


def test_whoever_says_no_place_counts_as_inside_the_regions_which_is_said() -> None:
    nowhere = text("regions: [EU]").replace(', location: "Pune, IN"', "")
    (found,) = everything_found(nowhere)

    assert (found.code, found.severity, found.field) == ("place-unknown", Severity.NOTE, "levers")
    assert found.message == (
        "`levers: regions` allows EU; `carol` doesn't say where they are and counts as inside"
    )
    assert codes(text("regions: [EU]")) == set()


def test_whoever_is_spared_overtime_has_to_be_there() -> None:
    (found,) = [each for each in everything_found(text("not_overtime: [tim]")) if each.code == "unknown-id"]

    assert found.severity is Severity.ERROR
    assert found.message == "`levers` names `tim`, but there is no one in the plan called so"
