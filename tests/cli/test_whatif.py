"""Any change compared with today."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from .conftest import SHED, Fairlead


def test_dates_odds_and_people_are_compared(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("whatif", "shed.yaml", "ana away 2027-01-04..2027-01-05", "--no-cures")

    assert said.code == 0, said.err
    assert "ana: away 2027-01-04..2027-01-05" in said.out
    assert "Finish as planned" in said.out
    assert "2 days later" in said.out
    assert "Who is affected\n" in said.out
    assert "Ana Ruiz" in said.out


def test_nothing_is_written(shed: Path, fairlead: Fairlead) -> None:
    before = shed.read_bytes()
    fairlead("whatif", "shed.yaml", "walls estimate 9d", "--no-cures")

    assert shed.read_bytes() == before


def test_json_has_both_plans(shed: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("whatif", "shed.yaml", "walls estimate 9d", "--no-cures", "--json").out)

    assert found["today"]["goals"][0]["id"] == found["then"]["goals"][0]["id"] == "dry"
    assert found["then"]["finish"]["planned"] > found["today"]["finish"]["planned"]
    assert found["changes"][0]["words"] == "walls: estimate 4d -> 9d"


def test_what_is_no_change_is_refused(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("whatif", "shed.yaml").code == 2
    assert "did you mean" in fairlead("whatif", "shed.yaml", "wals estimate 9d").err.lower()


@pytest.mark.parametrize("lines", [[""], ["# nothing"], ["  ", "#"]])
def test_lines_that_say_nothing_are_refused(lines: list[str], shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("whatif", "shed.yaml", *lines)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("fairlead: say what might be, as in `fairlead whatif shed.yaml ")


def test_only_several_lines_are_numbered(shed: Path, fairlead: Fairlead) -> None:
    one = fairlead("whatif", "shed.yaml", "drop wals")
    two = fairlead("whatif", "shed.yaml", "walls estimate 5d", "drop wals")

    assert one.err.startswith("fairlead: nothing is called `wals`")
    assert two.err.startswith("fairlead: line 2, `drop wals`: nothing is called `wals`")


def test_a_price_is_said_only_where_anything_has_one(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("deadline: 2027-01-15", "deadline: 2027-01-25"))
    said = fairlead("whatif", "shed.yaml", "walls estimate 12d", "--iterations", 100)

    assert "Tools stand dry has " in " ".join(said.out.split())
    assert "costs" not in said.out
    assert "Nothing in the plan has a rate or a price, so what these cost isn't known." in said.out


def test_what_the_plan_says_already_changes_nothing(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("whatif", "shed.yaml", "walls estimate 4d")

    assert said.code == 0
    assert said.out.endswith("\nThe plan says so already: nothing changes.\n")


def test_a_goal_without_its_work_is_given_up(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("whatif", "shed.yaml", "drop roof", "--iterations", 100)
    found = json.loads(fairlead("whatif", "shed.yaml", "drop roof", "--iterations", 100, "--json").out)

    assert "given up" in said.out
    assert "\nGiven up: Tools stand dry.\n" in said.out
    assert "Whatever is still promised stays as sure" in said.out
    assert found["given_up"] == ["dry"]


def test_work_that_nobody_is_left_for_is_named(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("{id: ana, name: Ana Ruiz}", "{id: ana, name: Ana Ruiz}\n  - {id: tom}"))
    said = fairlead("whatif", "shed.yaml", "drop ana", "--iterations", 100)
    found = json.loads(fairlead("whatif", "shed.yaml", "drop ana", "--iterations", 100, "--json").out)

    assert "Nobody is left for Dig; that counts as work that does itself." in said.out
    assert "Say who takes over, as in `dig who tom`." in " ".join(said.out.split())
    assert found["left_alone"] == ["dig"]


def test_when_work_begins_is_told_where_that_changes(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("start: 2027-01-04", "finish: 2027-02-12\nschedule_from: finish"))
    later = fairlead("whatif", "shed.yaml", "walls estimate 9d", "--no-cures", "--iterations", 100)
    same = fairlead("whatif", "shed.yaml", "dry deadline 2027-02-26", "--no-cures", "--iterations", 100)
    found = json.loads(
        fairlead("whatif", "shed.yaml", "walls estimate 9d", "--iterations", 100, "--no-cures", "--json").out
    )

    assert any(
        line.startswith("Start as planned") and line.endswith("7 days earlier")
        for line in later.out.splitlines()
    )
    assert "Start as planned" not in same.out
    assert found["start"] == {"today": "2027-01-29T08:00:00", "then": "2027-01-22T08:00:00"}


def test_what_can_be_copied_is_about_the_scenario(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(
        SHED.replace("2027-01-15", "2027-03-01")
        + "scenarios:\n  - {id: slow, changes: [walls estimate 9d]}\n"
    )
    line = "walls estimate 60d"
    said = fairlead("whatif", "shed.yaml", line, "--scenario", "slow", "--iterations", 100)
    command = shlex.split(said.out.splitlines()[-1])

    assert command[:6] == ["fairlead", "set", "shed.yaml", "--scenario", "slow", line]
    assert fairlead(*command[1:]).code == 0
    assert "changes: [walls estimate 9d, walls estimate 60d, " in shed.read_text()


def test_what_cannot_be_written_is_not_offered_for_copying(project_xml: Path, fairlead: Fairlead) -> None:
    said = fairlead("whatif", project_xml, "posts duration 10d", "--iterations", 100)

    assert said.code == 0, said.err
    assert "fairlead set" not in said.out


def test_what_has_no_chance_today_is_not_called_as_sure_as_before(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("2027-01-15", "2027-01-06"))
    said = fairlead("whatif", "shed.yaml", "walls estimate 3d", "--iterations", 100).out

    assert "Tools stand dry has no chance to be in time, today or then: `fairlead options shed.yaml`" in said
    assert "as sure as before" not in said


def test_what_else_is_promised_stays_as_sure(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(
        SHED.replace("2027-01-15", "2027-01-06").replace(
            "start:", "budget: {total: 9000}\ncurrency: EUR\nstart:"
        )
    )
    said = fairlead("whatif", "shed.yaml", "walls estimate 3d", "--iterations", 100).out

    assert said.endswith("Whatever else is promised stays as sure as before, or as asked for.\n")


def test_what_has_no_chance_today_is_cured_back_to_the_days_it_has_lost(
    shed: Path, fairlead: Fairlead
) -> None:
    shed.write_text(SHED.replace("2027-01-15", "2027-01-06"))
    line = "walls estimate 9d"
    said = fairlead("whatif", "shed.yaml", line, "--iterations", 100)
    found = json.loads(fairlead("whatif", "shed.yaml", line, "--iterations", 100, "--json").out)

    assert "The cheapest cures" in said.out or "this gives most" in said.out
    assert "earlier at P80" in " ".join(said.out.split())
    (before,), (then,) = ([each["p80"] for each in found[key]["goals"]] for key in ("today", "then"))
    assert before < then
    assert all(before <= goal["p80"] < then for cure in found["cures"] for goal in cure["goals"])


def test_what_is_cured_by_another_agreement_is_told_so(shed: Path, fairlead: Fairlead) -> None:
    two = """\
name: Two
start: 2027-01-04
people: [{id: ana}]
goals: [{id: g, name: First, deadline: 2027-02-26, done_when: [a]}]
tasks: [{id: b, estimate: 10d, who: [ana]}, {id: a, estimate: 5d, who: [ana]}]
"""
    shed.write_text(two.replace("id: a, estimate", "id: a, after: [b], estimate"))
    assert fairlead("optimize", "shed.yaml", "--time-limit", 0, "--write").code == 0
    shed.write_text(two)  # the agreed order stays: b, then a
    line = "g deadline 2027-01-15"
    said = fairlead("whatif", "shed.yaml", line, "--iterations", 100)
    found = json.loads(fairlead("whatif", "shed.yaml", line, "--iterations", 100, "--json").out)

    assert "First in time" in said.out
    assert "`fairlead optimize shed.yaml --time-limit 0 --write`" in " ".join(said.out.split())
    assert found["then"]["goals"][0]["probability"] == 0.0
    assert found["laid_anew"]["goals"][0]["probability"] == 1.0

    # Whoever does that has the odds that were shown.
    fairlead("set", "shed.yaml", line)
    assert fairlead("assess", "shed.yaml", "--iterations", 100).code == 1
    assert fairlead("optimize", "shed.yaml", "--time-limit", 0, "--write").code == 0
    assert fairlead("assess", "shed.yaml", "--iterations", 100).code == 0


def test_cures_of_an_agreed_plan_say_that_they_are_laid_anew(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("2027-01-15", "2027-03-01"))
    assert fairlead("optimize", "shed.yaml", "--time-limit", 0, "--write").code == 0
    said = fairlead("whatif", "shed.yaml", "walls estimate 60d", "--iterations", 100).out

    assert "A schedule is agreed; the cures are laid anew without it" in said


LATE = """\
name: Late
start: 2027-03-01
currency: EUR
budget: {total: 20000}
people: [{id: ana, name: Ana, rate: 80/h}]
goals: [{id: done, name: Done, deadline: 2027-03-31, done_when: [drive]}]
tasks: [{id: drive, name: Drive, estimate: 8d..10d..15d, who: [ana]}]
"""


@pytest.fixture
def late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "late.yaml"
    path.write_text(LATE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_nobody_calls_a_larger_budget_free(late: Path, fairlead: Fairlead) -> None:
    said = fairlead("whatif", "late.yaml", "drive cost 15000", "--iterations", 200).out

    assert "  1. A budget of EUR 23,000 instead of 20,000. All of it together has " in said
    assert "costs nothing" not in said


def test_where_only_the_date_just_decided_is_a_cure_that_is_said_above_what_is_none(
    late: Path, fairlead: Fairlead
) -> None:
    late.write_text(
        LATE.replace("\nbudget", "\nlevers: {overtime: 4h/w at 150%, never: [lend]}\nbudget"), "utf-8"
    )
    said = fairlead("whatif", "late.yaml", "done deadline 2027-03-11", "--iterations", 200).out

    assert "Nothing but to promise otherwise gives all of it back; this gives most\n  1. Overtime" in said
