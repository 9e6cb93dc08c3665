"""Plans in good order."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from .conftest import SHED, Fairlead

UNTIDY = (
    SHED.replace("{id: paint, name: Paint, ", "{name: Paint, ")
    .replace("Ground\n", "Ground  \n", 1)
    .rstrip("\n")
)
TIDY = SHED


@pytest.fixture
def untidy(shed: Path) -> Path:
    shed.write_text(UNTIDY)
    return shed


def test_a_plan_is_tidied_in_place(untidy: Path, fairlead: Fairlead) -> None:
    assert fairlead("fmt").out == "shed.yaml: tidied.\n"
    assert untidy.read_text() == TIDY
    assert fairlead("fmt").out == "shed.yaml: in good order.\n"


def test_check_writes_nothing_and_says_no(untidy: Path, fairlead: Fairlead) -> None:
    said = fairlead("fmt", "--check")

    assert (said.code, said.out) == (1, "shed.yaml: could be tidied.\n")
    assert untidy.read_text() == UNTIDY


def test_check_says_yes_to_a_tidy_plan(shed: Path, fairlead: Fairlead) -> None:
    assert fairlead("fmt", "--check").code == 0


def test_diff_shows_and_writes_nothing(untidy: Path, fairlead: Fairlead) -> None:
    said = fairlead("fmt", "--diff")

    assert said.code == 0
    assert "+  - {id: paint, name: Paint, " in said.out
    assert untidy.read_text() == UNTIDY


def test_standard_input_goes_to_standard_output(
    tmp_path: Path, fairlead: Fairlead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(UNTIDY.encode())))

    assert fairlead("fmt", "-").out == TIDY
