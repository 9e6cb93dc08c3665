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
