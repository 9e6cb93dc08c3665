"""The tour of the README works as written: its commands are run, and what they print is what it shows.

`FAIRLEAD_UPDATE_DOCS=1` writes what the commands print into the README instead of comparing.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from fairlead.cli import odds
from fairlead.cli.main import run

README = Path(__file__).resolve().parents[2] / "README.md"
PLAN = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
WIDTH = "118"


def test_the_tour_works_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = README.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.setattr(odds, "is_ready", lambda **_: True)  # as after the first `fairlead simulate`
    Path("robot.yaml").write_text(PLAN.findall(text)[0], encoding="utf-8")

    printed = CONSOLE.sub(lambda block: f"```console\n{_run_again(block[1], capfd)}```", text)

    if os.environ.get("FAIRLEAD_UPDATE_DOCS"):
        README.write_text(printed, encoding="utf-8")
    assert printed.splitlines() == README.read_text(encoding="utf-8").splitlines()


def test_the_tour_draws_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("robot.yaml").write_text(PLAN.findall(README.read_text(encoding="utf-8"))[0], encoding="utf-8")

    assert run(["gantt", "robot.yaml", "-o", "robot.svg"]) == 0

    assert Path("robot.svg").read_text(encoding="utf-8").startswith("<svg")


def _run_again(block: str, capfd: pytest.CaptureFixture[str]) -> str:
    """The block with what its commands print today; each command must succeed, or answer no."""
    said = []
    for line in block.splitlines():
        if line.startswith("$ "):
            words = shlex.split(line.removeprefix("$ "))
            assert words[0] == "fairlead"
            assert run(words[1:]) in (0, 1), line
            out, err = capfd.readouterr()
            said.append(f"{line}\n{err}{out}")
    return "".join(text if text.endswith("\n") else text + "\n" for text in said)
