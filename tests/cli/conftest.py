"""A small plan whose dates can be checked in the head, and a command line to try on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fairlead.cli.main import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

SHED = """\
# A shed, so small that its dates can be checked in the head; the 4th of January 2027 is a Monday.
name: Garden shed
start: 2027-01-04
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
goals:
  - {id: dry, name: Tools stand dry, deadline: 2027-01-15, done_when: [roof]}
people:
  - {id: ana, name: Ana Ruiz}
decisions:
  - {id: colour, question: "Which colour?", decides: ana, due: 2027-01-08}
risks:
  - {id: rain, event: It rains, probability: 30%, delays: {roof: 1d..3d}}
tasks:
  - id: ground
    name: Ground
    tasks:
      - {id: dig, name: Dig, estimate: 3d, who: [ana]}        # Mon to Wed
      - {id: pour, name: Pour concrete, estimate: 2d, after: [dig]}
  - {id: walls, name: Walls, estimate: 4d, after: [ground]}
  - {id: roof, name: Roof, estimate: 2d, after: [walls]}
  - {id: paint, name: Paint, estimate: 1d, after: [walls, colour]}
"""


PROJECT = """\
<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
  <Name>Fence</Name><Title>Fence</Title><StartDate>2027-01-04T08:00:00</StartDate>
  <CalendarUID>1</CalendarUID>
  <Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar></Calendar></Calendars>
  <Tasks>
    <Task><UID>1</UID><ID>1</ID><Name>Posts</Name><Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat></Task>
    <Task><UID>2</UID><ID>2</ID><Name>Boards</Name><Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat>
      <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
  </Tasks>
</Project>
"""


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


Fairlead = Callable[..., Said]


@pytest.fixture
def shed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shed's plan, alone in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "shed.yaml"
    path.write_text(SHED, encoding="utf-8")
    return path


@pytest.fixture
def project_xml(tmp_path: Path) -> Path:
    """A project of two tasks as Microsoft Project saves it."""
    path = tmp_path / "fence.xml"
    path.write_text(PROJECT, encoding="utf-8")
    return path


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example plans in the current folder."""
    folder = tmp_path / "examples"
    shutil.copytree(EXAMPLES, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def fairlead(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Fairlead:
    """Run a command line in this process, with its output as a pipe of 100 columns would get it."""
    for name in ("FORCE_COLOR", "NO_COLOR", "FAIRLEAD_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*words: Any) -> Said:
        capsys.readouterr()
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call
