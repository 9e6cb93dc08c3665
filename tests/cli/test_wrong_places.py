"""What isn't a plan, and places where nothing can be written: the ways out say so once, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import SHED, Fairlead

COMMANDS = {
    "assess": (),
    "options": ("--time-limit", 1),
    "whatif": ("budget 1000",),
    "outsource": (),
    "promise": (),
}

WRONG: dict[str, Callable[[Path], object]] = {
    "broken": lambda path: path.write_text("name: [broken\ntasks: {\n"),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "empty": lambda path: path.write_bytes(b""),
    "a list": lambda path: path.write_text("- a\n- b\n"),
    "a folder": lambda path: path.mkdir(),
    "nothing": lambda path: None,
    "a dead link": lambda path: path.symlink_to(path.parent / "elsewhere.yaml"),
}


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_plan_gets_one_message(
    command: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fairlead: Fairlead
) -> None:
    monkeypatch.chdir(tmp_path)
    WRONG[wrong](tmp_path / "wrong.yaml")
    before = names(tmp_path)
    said = fairlead(command, "wrong.yaml", *COMMANDS[command])

    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1
    assert "wrong.yaml" in said.err
    assert names(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_device_is_read_like_a_file(command: str, fairlead: Fairlead) -> None:
    said = fairlead(command, "/dev/null", *COMMANDS[command])

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("/dev/null: error: there is nothing in the file")


def test_ways_that_cannot_be_kept_are_shown_all_the_same(shed: Path, fairlead: Fairlead) -> None:
    shed.write_text(SHED.replace("{id: roof,", "{id: roof, scope: could,"))
    (shed.parent / "shed.fairlead").write_text("in the way")
    said = fairlead("options", "shed.yaml", "--time-limit", 2, "--iterations", 100)

    assert said.code == 0
    assert "ways out" in said.out
    assert "shed.fairlead/options.json can't be written" in said.err
    assert "--apply and --as-scenario won't know" in " ".join(said.err.split())
    assert (shed.parent / "shed.fairlead").read_text() == "in the way"


def test_an_option_that_is_not_kept_cannot_be_applied(shed: Path, fairlead: Fairlead) -> None:
    (shed.parent / "shed.fairlead").write_text("in the way")
    said = fairlead("options", "shed.yaml", "--apply", 1)

    assert said.code in (2, 3)
    assert shed.read_text() == SHED


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("assess", "--why-not"),
        ("options", "--time-limit"),
        ("optimize", "--time-limit"),
        ("replan", "--time-limit"),
    ],
)
def test_a_time_that_is_no_number_is_refused(
    command: str, option: str, shed: Path, fairlead: Fairlead
) -> None:
    said = fairlead(command, "shed.yaml", option, "nan")

    assert said.code == 2
    assert f"'{option}': nan is no number" in said.err
