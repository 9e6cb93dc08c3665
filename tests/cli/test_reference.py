"""What is said about the commands: the page made from their help, the examples in it."""

from __future__ import annotations

import glob
import runpy
import shlex
import subprocess
from pathlib import Path

import pytest

from fairlead.cli.commands import COMMANDS
from fairlead.cli.main import cli

from .conftest import PROJECT, Fairlead

ROOT = Path(__file__).resolve().parents[2]
IN_A_SHELL = set("<>$|")


def lines_of(name: str) -> list[str]:
    with cli.make_context("fairlead", [name], resilient_parsing=True) as context:
        command = cli.get_command(context, name)
    return [line for line, _ in getattr(command, "examples", ())]


EXAMPLES = [line for name in COMMANDS for line in lines_of(name) if not IN_A_SHELL & set(line)]


_QUICK = {
    "options": ("--time-limit", "1", "--iterations", "200"),
    "assess": ("--why-not", "0.5", "--iterations", "200"),
    "whatif": ("--iterations", "200"),
}
"""What makes commands that search give less of an answer, soon."""

BRIEF = """\
name: Robot
start: 2027-03-01
team: {firmware: 2 at 85/h}
deadline: 2028-12-23
work: [{Concept: 20d}, {Build: 60d after Concept}]
"""


@pytest.fixture
def workshop(examples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example plans in git, with the files that the examples of the help name."""
    stored = "<Name>Posts</Name><EarlyStart>2027-01-04T08:00:00</EarlyStart>"
    (examples / "rollout.xml").write_text(PROJECT.replace("<Name>Posts</Name>", stored))
    robotics = (examples / "robotics.yaml").read_text()
    (examples / "robotics-new.yaml").write_text(robotics.replace("estimate: 4d", "estimate: 5d"))
    (examples / "brief.txt").write_text(BRIEF)
    (examples / "people.yaml").rename(examples / "people.pool")
    for path in examples.glob("*.yaml"):
        path.write_text(path.read_text().replace("people.yaml", "people.pool"))
    who = ("-c", "user.email=ana@example.org", "-c", "user.name=Ana")
    for words in (
        ("init", "-q"),
        ("add", "."),
        *[("commit", "-q", "--allow-empty", "-m", str(n)) for n in range(5)],
    ):
        subprocess.run(["git", *who, *words], check=True, capture_output=True)
    return examples


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_of_the_help_works(line: str, workshop: Path, fairlead: Fairlead) -> None:
    words = [
        found
        for word in shlex.split(line)[1:]
        for found in (sorted(glob.glob(word)) if "*" in word else [word])
    ]
    if words[:1] == ["replan"]:
        fairlead("optimize", words[1], "--time-limit", "0", "--write")
    if {"--apply", "--as-scenario"} & {*words}:
        # Long enough for several ways on a busy machine.
        fairlead("options", words[1], "--time-limit", "8", "--iterations", "200")
    quick = [more for name, more in _QUICK.items() if words[:1] == [name]]
    said = fairlead(*words, *(word for more in quick for word in more))

    assert said.code in ((0, 1) if {"--check", "--strict", "assess"} & {*words} else (0,)), said.err


def test_the_page_about_the_commands_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR"):
        monkeypatch.setenv(name, "")
    script = runpy.run_path(str(ROOT / "scripts" / "write_commands.py"))

    assert script["TARGET"].read_text(encoding="utf-8") == script["reference"](), (
        "docs/commands.md is not what --help says; run: python scripts/write_commands.py"
    )
