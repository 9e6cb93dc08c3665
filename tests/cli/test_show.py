"""Why a task is where it is, and the facts of everything else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import SHED, Fairlead


def test_a_task_is_explained_back_to_the_start(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("show", "shed.yaml", "roof")

    assert said.code == 0, said.err
    assert said.out.startswith(
        "Roof [roof], a task\nFri 15 Jan 2027 to Mon 18 Jan 2027 with your people (by logic alone too)\n"
    )
    places = [said.out.index(f"({id}) ") for id in ("roof", "walls", "pour", "dig")]
    assert places == sorted(places)
    assert "What would move it?" in said.out


def test_float_and_place_are_told(shed: Path, fairlead: Fairlead) -> None:
    assert "it can slip 1d" in fairlead("show", "paint").out
    assert fairlead("show", "dig").out.startswith("Dig [dig], a task in Ground\n")


def test_a_summary_is_explained_at_both_ends(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("show", "ground")

    assert said.out.index("starts") < said.out.index("Pour concrete is the last of what belongs to it")
    assert "Dig is the first of what belongs to it" in said.out


def test_a_goal_says_what_decides_it(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("show", "dry")

    assert "Mon 18 Jan 2027" in said.out.splitlines()[1]
    assert "missed by 1d" in said.out


def test_long_sentences_are_broken_at_words(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    assert max(map(len, fairlead("show", "roof").out.splitlines())) <= 60


@pytest.mark.parametrize(
    ("word", "what"),
    [
        ("ana", "1 task to do, 0 done"),
        ("Ana Ruiz", "1 task to do, 0 done"),
        ("colour", "Why then?"),
        ("rain", "What it would delay"),
        ("It rains", "30%"),
        ("POUR CONCRETE", "a task in Ground"),
    ],
)
def test_anything_is_found_by_id_or_name(word: str, what: str, shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("show", word)

    assert said.code == 0, said.err
    assert what in said.out


def test_codes_of_other_tools_are_found(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("name: Roof,", "name: Roof, wbs: 1.3, source: {uid: 17, code: A1030},"))

    for word in ("1.3", "17", "A1030"):
        assert fairlead("show", word).out.startswith("Roof [roof]")


def test_a_name_that_several_bear_is_asked_back(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("name: Paint", "name: Roof"))
    said = fairlead("show", "Roof")

    # `roof` is an id as well, but ids are told apart from names by case here.
    assert said.code == 2
    assert "task roof, task paint" in said.err


def test_an_unknown_id_gets_a_suggestion(shed: Path, fairlead: Fairlead) -> None:
    said = fairlead("show", "rooof")

    assert (said.code, said.out) == (2, "")
    assert "did you mean `roof`?" in said.err


def test_without_an_id_it_says_how(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("show", "shed.yaml").code == 2
    assert "say what to show" in fairlead("show").err


def test_json_has_facts_dates_and_the_answer(shed: Path, fairlead: Fairlead) -> None:
    found = json.loads(fairlead("show", "roof", "--json").out)

    assert (found["kind"], found["id"], found["facts"]["after"]) == ("task", "roof", ["walls"])
    assert found["dates"]["start"] == "2027-01-15T08:00:00"
    assert [step["id"] for step in found["why"]["steps"]] == ["roof", "walls", "pour", "dig"]
    assert found["why"]["total_float_minutes"] == 0
    goal = json.loads(fairlead("show", "dry", "--json").out)
    assert goal["dates"]["kept"] is False
    assert goal["why"]["steps"][-1]["id"] == "dig"
    assert json.loads(fairlead("show", "ana", "--json").out)["facts"] == {"name": "Ana Ruiz"}


def test_everything_in_every_example_can_be_shown(examples: Path, fairlead: Fairlead) -> None:
    from fairlead.plan.opening import open_plan

    plan = open_plan("trade-fair.yaml").plan
    for id in [*plan.tasks, *plan.goals, *plan.people, *plan.suppliers, *plan.materials]:
        assert fairlead("show", "trade-fair.yaml", id).code == 0, id


def _busy(shed: Path) -> None:
    """Ana digs first, and paints what waits for nothing but her."""
    shed.write_text(
        SHED.replace("estimate: 1d, after: [walls, colour]", "estimate: 1d, who: [ana], priority: 0")
    )


def test_whom_a_task_waits_for_comes_before_the_answer_by_logic(shed: Path, fairlead: Fairlead) -> None:
    _busy(shed)
    said = fairlead("show", "paint").out

    assert "Paint (paint) starts Thu 7 Jan 2027: Ana Ruiz does Dig until Wed 6 Jan 2027" in said
    assert "with one more like Ana Ruiz: 3d earlier, Mon 4 Jan 2027" in said
    assert said.index("Why then, with your people?") < said.index("And by logic alone?")
    assert "Why then?" not in said


def test_json_has_the_chain_with_people(shed: Path, fairlead: Fairlead) -> None:
    _busy(shed)
    found = json.loads(fairlead("show", "paint", "--json").out)["people"]

    assert found["start"] == "2027-01-07T08:00:00"
    assert [(step["id"], step["who"]) for step in found["chain"]] == [("paint", "ana"), ("dig", None)]
    assert found["counterfactuals"][0]["moves_minutes"] == -3 * 480
