"""New plans."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.cli.starter import Answers, next_monday, starter_text
from fairlead.plan.opening import open_text
from fairlead.plan.rules import check

from .conftest import Fairlead

NAMES = st.text(min_size=1, max_size=30).map(str.strip).filter(lambda text: text.isprintable() and bool(text))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_plan_is_written_and_checks_clean(folder: Path, fairlead: Fairlead) -> None:
    said = fairlead(
        "init", "robot.yaml", "--name", "Robot: two", "--start", "2027-01-11", "--deadline", "2027-06-30",
        "--country", "de", "--person", "Ana Ruiz", "--task", "Design the arm 5d", "--task", "Build 8d..10d..20d @ana",
    )  # fmt: skip

    assert said.code == 0, said.err
    assert fairlead("check", "--strict").out.startswith(
        "robot.yaml: no problems in 3 tasks, 1 goal and 1 person."
    )
    text = (folder / "robot.yaml").read_text()
    assert "{id: build, name: Build, estimate: 8d..10d..20d, who: [ana], after: [design-the-arm]}" in text
    assert "country: DE" in text


def test_without_words_a_name_and_tasks_are_suggested(folder: Path, fairlead: Fairlead) -> None:
    assert fairlead("init").code == 0
    assert fairlead("check", "new-project.yaml", "--strict").code == 0


def test_an_existing_plan_stays_unless_forced(folder: Path, fairlead: Fairlead) -> None:
    (folder / "robot.yaml").write_text("mine")

    assert fairlead("init", "robot.yaml").code == 2
    assert (folder / "robot.yaml").read_text() == "mine"
    assert fairlead("init", "robot.yaml", "--force").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--start", "1.2.2027"],
        ["--deadline", "soon"],
        ["--task", "3d 4d 5d x: {"],
        ["--task", ""],
        ["--task", "person 'Ana'"],
        ["plan.json"],
        ["--country", "XX"],
        ["--name", ""],
    ],
)
def test_a_wrong_answer_is_told_and_nothing_written(
    words: list[str], folder: Path, fairlead: Fairlead
) -> None:
    said = fairlead("init", *words)

    assert said.code == 2
    assert "a fault" not in said.err
    assert list(folder.iterdir()) == []


def test_at_a_terminal_it_asks(folder: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(
        [
            "Tree house",
            "1 March",
            "2027-03-01",
            "A place to read",
            "2027-06-01",
            "",
            "Bo",
            "",
            "Climb 1d",
            "Saw 2d",
            "",
        ]
    )
    monkeypatch.setattr("fairlead.cli.init.at_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda *_words, **_options: next(answers))
    said = fairlead("init")

    assert said.code == 0, said.err
    text = (folder / "tree-house.yaml").read_text()
    assert "name: A place to read" in text
    assert "{id: saw, name: Saw, estimate: 2d, who: [bo], after: [climb]}" in text


def test_work_begins_on_a_monday() -> None:
    assert next_monday(date(2027, 1, 4)) == date(2027, 1, 4)
    assert next_monday(date(2027, 1, 5)) == date(2027, 1, 11)
    assert {next_monday(date(2027, 1, 4) + timedelta(days=each)).weekday() for each in range(14)} == {0}


@settings(max_examples=60)
@given(
    name=NAMES,
    goal=st.just("") | NAMES,
    people=st.lists(NAMES, max_size=3).map(tuple),
    deadline=st.none() | st.just(date(2027, 9, 1)),
)
def test_whatever_things_are_called_the_plan_says_it_and_checks_clean(
    name: str, goal: str, people: tuple[str, ...], deadline: date | None
) -> None:
    answers = Answers(name=name, start=date(2027, 1, 4), deadline=deadline, goal=goal, people=people)
    opened = open_text(starter_text(answers))

    assert (opened.findings, check(opened.plan)) == ((), [])
    assert opened.plan.settings.name == name
    assert [person.name for person in opened.plan.people.values()] == list(people)


@pytest.mark.parametrize("words", [("--country", "DE", "--region", "ZZ"), ("--region", "BY")])
def test_a_region_without_holidays_is_refused_before_anything_is_written(
    folder: Path, fairlead: Fairlead, words: tuple[str, ...]
) -> None:
    said = fairlead("init", "robot.yaml", *words)

    assert said.code == 2
    assert said.err.startswith("fairlead: --region")
    assert not (folder / "robot.yaml").exists()
