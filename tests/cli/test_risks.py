"""The risk register on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fairlead.plan.opening import open_text, read_plan

from .conftest import Fairlead

PLAN = """\
# Whoever edits this keeps the comments.
name: Shed
start: 2027-01-04
status_date: 2027-01-15
currency: EUR
budget: {total: 10000, contingency: 10%}
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
risk_scales: {probability: [10%, 30%, 50%, 70%], delay: [1d, 2d, 4d, 8d], money: [10, 20, 40, 80]}
people: [{id: ana, name: Ana Ruiz, skills: {dig: 2}}, {id: bo, name: Bo Li}]
tasks: [{id: dig, name: Dig, estimate: 10d..20d..40d, needs: [dig >= 2]}]
risks:
  - {id: rain, event: Rain, category: weather, owner: ana, probability: 60%, delays: {dig: 4d}, review: 2027-01-12,
     actions: [{name: Tent, cost: 70, probability: 10%}]}
  - {id: frost, event: Frost, probability: 20%, costs: 30, closed: 2027-01-12}   # in winter
"""

PAGE = """\
Shed
2 risks on Fri 15 Jan 2027: 1 open, 1 closed

#  Risk           Status  Likely  Delay  Score   Owner     Category
1  Rain [rain]    open       60%     4d  12 → 3  Ana Ruiz  weather
2  Frost [frost]  closed

                Before any response                        With all that is planned
Probability     v.low   low     medium  high    v.high     v.low   low     medium  high    v.high
                ≤ 1d    ≤ 2d    ≤ 4d    ≤ 8d    > 8d       ≤ 1d    ≤ 2d    ≤ 4d    ≤ 8d    > 8d
very high > 70% -       +       #       #       #          -       +       #       #       #
high ≤ 70%      .       -       1 +     #       #          .       -       +       #       #
medium ≤ 50%    .       -       -       +       #          .       -       -       +       #
low ≤ 30%       .       .       -       -       +          .       .       -       -       +
very low ≤ 10%  .       .       .       .       -          .       .       1 .     .       -
. low (1–4)   - medium (5–9)   + high (10–14)   # severe (15–25)

Probability times impact, of all together: 2.4d and EUR 0 before any response, 0.4d and EUR 0 with
what is planned; the responses cost EUR 70. Delays add up only in a row.

Wants attention
  Rain [rain]: its review was due on Tue 12 Jan 2027
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shed with a risk to be scored in the head."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "shed.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_the_page_of_the_shed(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("risks")
    assert (said.code, said.err) == (0, "")
    assert said.out == PAGE


def test_derived_scales_are_told(plan: Path, fairlead: Fairlead) -> None:
    plan.write_text(
        "".join(line for line in PLAN.splitlines(True) if "risk_scales" not in line), encoding="utf-8"
    )
    out = " ".join(fairlead("risks").out.split())
    assert "of delay follow from the plan's length" in out
    assert "of money from its budget (100, 1,000, 2,000, 4,000); `risk_scales:` sets your own." in out


def test_it_can_be_filtered(plan: Path, fairlead: Fairlead) -> None:
    assert "1 risk on Fri 15 Jan 2027: 1 open" in fairlead("risks", "--owner", "Ana Ruiz").out
    assert "1 risk on Fri 15 Jan 2027: 1 closed" in fairlead("risks", "--status", "closed").out
    assert "Frost" not in fairlead("risks", "--category", "weather").out
    said = fairlead("risks", "--category", "wether")
    assert said.code == 2
    assert "no risk has the category `wether`; there are none and weather" in said.err


def test_what_is_kept_shows_the_trend_the_next_time(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("risks", "--keep")
    assert said.out.endswith("Kept 2 risks for Fri 15 Jan 2027 in shed.fairlead/risks.jsonl.\n")
    plan.write_text(PLAN.replace("60%", "20%").replace("2027-01-15", "2027-01-22"), encoding="utf-8")

    out = fairlead("risks").out

    assert "trend since Fri 15 Jan 2027" in out
    assert "down from 12" in out
    assert (plan.parent / "shed.fairlead" / "risks.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_nothing_is_kept_unasked(plan: Path, fairlead: Fairlead) -> None:
    fairlead("risks")
    assert not (plan.parent / "shed.fairlead").exists()


def test_a_damaged_file_of_what_was_kept_is_named(plan: Path, fairlead: Fairlead) -> None:
    (plan.parent / "shed.fairlead").mkdir()
    (plan.parent / "shed.fairlead" / "risks.jsonl").write_text("{\n", encoding="utf-8")
    said = fairlead("risks")
    assert said.code == 2
    assert "shed.fairlead/risks.jsonl:1: error: this kept register is no JSON" in said.err


def test_its_json_is_one_object(plan: Path, fairlead: Fairlead) -> None:
    said = json.loads(fairlead("risks", "--json").out)
    assert (said["plan"], said["basis"], said["as_of"]) == ("Shed", "levelled", "2027-01-15")
    assert [each["id"] for each in said["risks"]] == ["rain", "frost"]
    assert said["risks"][0]["before"]["score"] == 12


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<svg"), ("html", b"<!DOCTYPE"), ("png", b"\x89PNG")])
def test_the_heat_map_is_written(plan: Path, fairlead: Fairlead, ending: str, start: bytes) -> None:
    assert fairlead("risks", "-o", f"heat.{ending}").out == f"Wrote heat.{ending}.\n"
    assert (plan.parent / f"heat.{ending}").read_bytes().startswith(start)
    assert fairlead("risks", "-o", f"heat.{ending}").code == 2


def test_what_the_plan_shows_is_drafted_as_entries_to_paste(plan: Path, fairlead: Fairlead) -> None:
    out = fairlead("risks", "--find").out
    assert "1. Only Ana Ruiz has dig >= 2, and 1 task can't be done without" in out
    (line,) = [each for each in out.splitlines() if "r-only-ana" in each]
    assert open_text(PLAN + line + "\n").plan.risks["r-only-ana"].probability is not None


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_a_draft_broken_by_a_terminal_can_still_be_pasted(
    plan: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    whole = fairlead("risks", "--find", "--json").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", width)
    lines = fairlead("risks", "--find", "--only", "one-person-skill").out.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("  - {"))
    last = next(n for n in range(first, len(lines)) if lines[n].endswith("}"))
    pasted = open_text(PLAN + "\n".join(lines[first : last + 1]) + "\n").plan.risks["r-only-ana"]
    assert pasted.body() == next(
        each["draft"] for each in json.loads(whole)["findings"] if each["draft"]["id"] == "r-only-ana"
    )


def test_drafts_are_written_into_the_plan(plan: Path, fairlead: Fairlead) -> None:
    said = fairlead("risks", "--find", "--add", "--only", "one-person-skill")
    assert said.out.endswith("Added 1 entry to shed.yaml.\n")
    text = plan.read_text(encoding="utf-8")
    assert text.startswith(PLAN)
    assert "r-only-ana" in read_plan(plan).risks
    assert "dig >= 2" not in fairlead("risks", "--find").out


def test_without_risks_it_says_where_to_look(plan: Path, fairlead: Fairlead) -> None:
    plan.write_text(PLAN.split("risks:\n")[0], encoding="utf-8")
    assert "0 risks" in fairlead("risks").out
    assert "--find" in fairlead("risks").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--add",), "--add belongs to --find"),
        (("--only", "x"), "--only belongs to --find"),
        (("--find", "--owner", "ana"), "has no owner and no status yet"),
        (("--find", "--keep"), "--keep is of the register"),
        (("--find", "--only", "nonsense"), "nothing of the kind or id `nonsense` was found"),
        (("-o", "heat.bmp"), "charts are written as"),
    ],
)
def test_a_wrong_request_is_told(plan: Path, fairlead: Fairlead, words: tuple[str, ...], said: str) -> None:
    found = fairlead("risks", *words)
    assert found.code == 2
    assert said in found.err


def test_another_tools_file_has_no_place_beside_it(project_xml: Path, fairlead: Fairlead) -> None:
    said = fairlead("risks", project_xml, "--keep")
    assert said.code == 2
    assert "is another tool's file" in said.err
