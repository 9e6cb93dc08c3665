"""Ways out on the command line: what is asked for, what is refused, what is written."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from .conftest import Fairlead

PLAN = """\
name: Solo
start: 2027-03-01
currency: EUR
levers: {overtime: 8h/w at 150%, not_overtime: [tom]}
people: [{id: ana, name: Ana, skills: {fw: 3}, rate: 80/h}, {id: tom, name: Tom, rate: 60/h}]
goals: [{id: pilot, name: Pilot, deadline: 2027-03-17, done_when: [last]}]
tasks:
  - {id: drive, name: Drive, estimate: 8d..10d..15d, needs: [fw]}
  - {id: extra, name: Extra, estimate: 3d, needs: [fw], scope: could}
  - {id: last, name: Last touches, estimate: 2d, needs: [fw], after: [drive, extra]}
"""
QUICK = ("--time-limit", 2, "--iterations", 200)


@pytest.fixture
def solo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "solo.yaml"
    path.write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_ways_with_one_lever_and_without_another(solo: Path, fairlead: Fairlead) -> None:
    said = fairlead("options", "solo.yaml", "--with", "overtime", "--without", "drop", *QUICK, "--json")

    assert said.code == 0, said.err
    options = json.loads(said.out)["options"]
    assert options
    assert all("overtime" in each["kinds"] and "drop" not in each["kinds"] for each in options)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--with", "tom"), "the plan forbids it, `levers: not_overtime` names `tom`"),
        (("--with", "hire"), "the plan lists nobody under `candidates`"),
        (("--with", "drip"), "did you mean `drop`?"),
        (("--with", "drop", "--without", "drop"), "can't be both with and without"),
        (("--with", "drop", "--budget", "5000"), "leave --with out"),
        (("--with", "drop", "--apply", "1"), "belong to the search"),
    ],
)
def test_what_cant_be_is_refused_by_name(
    solo: Path, fairlead: Fairlead, words: tuple[str, ...], why: str
) -> None:
    said = fairlead("options", "solo.yaml", *words, *QUICK)

    assert said.code == 2
    assert why in " ".join(said.err.split())


@pytest.mark.parametrize("how", [("--apply", 1), ("--as-scenario", 1)])
def test_an_option_that_goes_against_the_levers_isnt_made_so(
    solo: Path, fairlead: Fairlead, how: tuple[object, ...]
) -> None:
    from fairlead.plan.opening import open_plan
    from fairlead.store.kept_options import KeptOption, keep_options

    plan = open_plan(solo).plan
    keep_options(solo, plan, [KeptOption("Overtime", "Overtime for Tom.", ("tom overtime 4h/w",))])
    said = fairlead("options", "solo.yaml", *how)

    assert said.code == 2
    assert "option 1 goes against the plan's levers: Tom works overtime" in " ".join(said.err.split())
    assert solo.read_text(encoding="utf-8") == PLAN


def test_what_the_levers_forbid_is_refused_by_set_and_answered_by_whatif(
    solo: Path, fairlead: Fairlead
) -> None:
    refused = fairlead("set", "solo.yaml", "tom overtime 4h/w")
    answered = fairlead("whatif", "solo.yaml", "tom overtime 4h/w", "--no-cures", "--iterations", 200)

    assert refused.code == 2
    assert "`levers: not_overtime` names `tom`" in " ".join(refused.err.split())
    assert answered.code == 0
    assert "Against the plan's levers: Tom works overtime (4h/w)" in answered.out


def test_the_cheapest_cure_can_be_copied_with_the_change_it_cures(solo: Path, fairlead: Fairlead) -> None:
    solo.write_text(PLAN.replace("2027-03-17", "2027-03-22"), encoding="utf-8")
    said = fairlead("whatif", "solo.yaml", "drive estimate 13d", "--iterations", 200)
    command = said.out.splitlines()[-1]

    assert "It costs nothing; " in said.out or "It saves " in said.out
    assert shlex.split(command)[:4] == ["fairlead", "set", "solo.yaml", "drive estimate 13d"]
    assert fairlead(*shlex.split(command)[1:]).code == 0


def test_each_way_says_its_finish_and_cost_at_p50_and_p80_and_how_to_apply_it(
    solo: Path, fairlead: Fairlead
) -> None:
    said = fairlead("options", "solo.yaml", *QUICK)
    text = " ".join(said.out.split())

    assert said.code == 0, said.err
    assert "of these ways are as sure as asked for, the cheapest of them first." in text
    assert "Finish 17 Mar 2027 (P50), " in text
    assert " (P80); cost EUR " in text
    assert "`fairlead options solo.yaml --apply N` writes it into the plan" in text


def test_a_plan_that_is_fine_says_so(solo: Path, fairlead: Fairlead) -> None:
    solo.write_text(PLAN.replace("2027-03-17", "2027-06-17"), encoding="utf-8")
    said = fairlead("options", "solo.yaml", *QUICK)

    assert said.code == 0, said.err
    assert "Everything promised is as sure as asked for already." in said.out
    assert fairlead("options", "solo.yaml", "--apply", 1).code == 2


def test_comments_and_order_stay_when_an_option_is_applied_and_it_is_applied_once(
    solo: Path, fairlead: Fairlead
) -> None:
    commented = PLAN.replace("tasks:\n", "# the work\ntasks:\n").replace(
        "needs: [fw]}", "needs: [fw]}   # first", 1
    )
    solo.write_text(commented, encoding="utf-8")
    fairlead("options", "solo.yaml", "--with", "overtime", *QUICK)

    dry = fairlead("options", "solo.yaml", "--apply", 1, "--dry-run")
    assert "Nothing written" in dry.out
    assert solo.read_text(encoding="utf-8") == commented

    assert fairlead("options", "solo.yaml", "--apply", 1).code == 0
    after = solo.read_text(encoding="utf-8")
    assert "# the work\n" in after
    assert "   # first\n" in after
    assert "overtime: " in after.split("people:")[1]

    again = fairlead("options", "solo.yaml", "--apply", 1)
    assert again.code == 2
    assert "solo.yaml has changed since then" in again.err


def test_the_odds_of_a_scenario_are_those_that_its_option_showed(solo: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("options", "solo.yaml", *QUICK, "--seed", 7, "--json").out)
    assert len(found["options"]) > 1
    for option in found["options"]:
        name = f"way-{option['number']}"
        assert fairlead("options", "solo.yaml", "--as-scenario", option["number"], "--name", name).code == 0
        said = fairlead(
            "simulate", "solo.yaml", "--scenario", name, "--iterations", 200, "--seed", 7, "--json"
        )
        odds = json.loads(said.out)
        assert odds["joint"]["probability"] == option["joint"]["probability"]
        for p in ("p50", "p80"):
            assert odds["finish"][p] == option["finish"][p]
            assert odds["cost"][p] == option["cost"][p]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--as-scenario", 1, "--name", "my way"), '"my way" is not an id'),
        (("--as-scenario", 1, "--name", "kept"), "there is a scenario `kept` already"),
        (("--apply", 9), "there is no option 9; there are 1"),
        (("--apply", 1, "--scenario", "kept"), "belongs to the plan, not to the scenario `kept`"),
        (
            ("--apply", 1, "--budget", "500"),
            "--budget searches, and --apply takes what the last search found",
        ),
        (("--budget", "500", "-o", "ways.svg"), "leave it out with --budget"),
        (("--budget", "500 USD"), "no rate for USD; write the sum in EUR"),
        (("--budget", "500..900"), "write one sum of 0 or more"),
    ],
)
def test_what_cant_be_made_so_is_refused(
    solo: Path, fairlead: Fairlead, words: tuple[object, ...], why: str
) -> None:
    from fairlead.plan.opening import open_plan
    from fairlead.store.kept_options import KeptOption, keep_options

    solo.write_text(PLAN + "scenarios: [{id: kept, changes: [drop extra]}]\n", encoding="utf-8")
    keep_options(solo, open_plan(solo).plan, [KeptOption("Less scope", "Leave out Extra.", ("drop extra",))])
    before = solo.read_text(encoding="utf-8")
    said = fairlead("options", "solo.yaml", *words)

    assert said.code == 2
    assert why in " ".join(said.err.split())
    assert solo.read_text(encoding="utf-8") == before


def test_what_a_sum_buys_is_said_with_what_it_begins_from_and_can_be_applied(
    solo: Path, fairlead: Fairlead
) -> None:
    said = fairlead("options", "solo.yaml", "--budget", "5000", *QUICK, "--without", "lend")
    text = " ".join(said.out.split())

    assert said.code == 0, said.err
    assert "Solo: what EUR 5,000 can buy Everything promised is kept with 0% today." in text
    assert "no set for that sum is surer." in text
    assert "`fairlead options solo.yaml --apply 1` writes it into the plan" in text
    assert fairlead("options", "solo.yaml", "--apply", 1).code == 0


def test_where_nothing_is_promised_there_is_nothing_to_buy(solo: Path, fairlead: Fairlead) -> None:
    solo.write_text(PLAN.replace("deadline: 2027-03-17, ", ""), encoding="utf-8")
    said = fairlead("options", "solo.yaml", "--budget", "5000", *QUICK)

    assert said.code == 0, said.err
    assert "Nothing is promised: no goal has a deadline, and there is no budget." in " ".join(
        said.out.split()
    )


def test_ways_out_of_a_scenario_cant_be_applied_and_say_so(solo: Path, fairlead: Fairlead) -> None:
    solo.write_text(PLAN + "scenarios: [{id: lean, changes: [drop extra]}]\n", encoding="utf-8")
    said = fairlead("options", "solo.yaml", "--scenario", "lean", *QUICK)

    assert "None of it can be applied: it belongs to a scenario." in said.out
    assert not (solo.parent / "solo.fairlead").exists()


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_cost_against_date_is_drawn(solo: Path, fairlead: Fairlead, ending: str) -> None:
    said = fairlead("options", "solo.yaml", *QUICK, "-o", f"ways.{ending}")

    assert f"Wrote ways.{ending}." in said.out
    text = Path(f"ways.{ending}").read_text(encoding="utf-8")
    assert "What each way costs, and when it is done" in text
    assert ("Whoever wanted it has to agree." in text) is (ending == "html")


def test_where_there_is_nothing_to_compare_no_chart_is_written(solo: Path, fairlead: Fairlead) -> None:
    solo.write_text(PLAN.replace(", rate: 80/h", "").replace(", rate: 60/h", ""), encoding="utf-8")
    said = fairlead("options", "solo.yaml", *QUICK, "-o", "ways.svg")

    assert said.code == 0, said.err
    assert "No chart: it compares costs and dates" in said.out
    assert not Path("ways.svg").exists()


def test_what_a_way_costs_is_what_simulate_says_and_penalties_stand_beside_it(
    solo: Path, fairlead: Fairlead
) -> None:
    solo.write_text(PLAN.replace("2027-03-17, done", "2027-03-17, penalty: 1000/w, done"), encoding="utf-8")
    said = fairlead("options", "solo.yaml", "--with", "deadline", *QUICK).out
    assert fairlead("options", "solo.yaml", "--as-scenario", 1, "--name", "later").code == 0
    simulated = json.loads(
        fairlead("simulate", "solo.yaml", "--scenario", "later", "--iterations", 200, "--json").out
    )

    cost = float(simulated["cost"]["p80"]["amount"])
    assert f"EUR {cost:,.0f} (P80); penalties EUR 1,000 " in " ".join(said.split())
    assert "Cost at P80 with penalties (EUR)" in said


def test_that_money_is_released_in_time_is_left_to_assess(solo: Path, fairlead: Fairlead) -> None:
    budget = "budget: {total: 9000, releases: [9000 from 2027-03-01]}\nlevers"
    solo.write_text(PLAN.replace("levers", budget, 1), encoding="utf-8")

    assert "`fairlead assess` says whether it is" in fairlead("options", "solo.yaml", *QUICK).out


def test_a_later_date_that_is_asked_for_is_the_first_one_that_is_sure_enough(
    solo: Path, fairlead: Fairlead
) -> None:
    said = fairlead("options", "solo.yaml", "--with", "deadline", *QUICK, "--json")

    options = json.loads(said.out)["options"]
    assert options
    for each in options:
        (deadline,) = [line for line in each["changes"] if line.startswith("pilot deadline ")]
        assert each["goals"][0]["p80"].startswith(deadline.removeprefix("pilot deadline "))
