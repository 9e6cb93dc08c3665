"""What the shell completes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairlead.cli.completing import commands_and_plans, plans_and_ids
from fairlead.cli.completion import SHELLS

from .conftest import Fairlead


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_for_each_shell(shell: str, fairlead: Fairlead) -> None:
    said = fairlead("completion", shell)

    assert (said.code, said.err) == (0, "")
    assert "_FAIRLEAD_COMPLETE" in said.out


def test_the_shell_in_use_is_taken(fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert fairlead("completion").out == fairlead("completion", "fish").out
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    assert fairlead("completion").code == 2


def test_commands_and_plans_are_offered(shed: Path) -> None:
    assert {"schedule", "shed.yaml"} == {
        item.value for item in commands_and_plans("sched") + commands_and_plans("shed")
    }


def test_ids_of_the_plan_are_offered(shed: Path) -> None:
    assert [item.value for item in plans_and_ids(["shed.yaml"], "ro")] == ["roof"]
    assert {item.value for item in plans_and_ids([], "")} >= {"roof", "dry", "ana", "colour", "rain"}


def test_a_plan_that_cant_be_read_offers_nothing(shed: Path) -> None:
    shed.write_text("tasks: [")

    assert plans_and_ids(["shed.yaml"], "ro") == []


def test_the_shell_gets_ids_from_the_command_itself(
    shed: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_FAIRLEAD_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "fairlead show shed.yaml wa")
    monkeypatch.setenv("COMP_CWORD", "3")
    fairlead()
