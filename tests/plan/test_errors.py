from __future__ import annotations

import pickle

import pytest

from fairlead.plan.errors import (
    FairleadError,
    PlanError,
    ReadError,
    RequestError,
    SurroundingsError,
    WriteError,
)
from fairlead.plan.findings import Finding, Severity

FINDING = Finding(
    Severity.ERROR,
    "negative-estimate",
    "the estimate is negative",
    "Write 4d.",
    "task",
    "bench",
    "estimate",
    "r.yaml",
    34,
    7,
)


def test_a_finding_is_one_line_that_names_place_entity_and_remedy() -> None:
    assert str(FINDING) == "r.yaml:34:7: error: task bench: the estimate is negative. Write 4d."
    assert str(Finding(Severity.NOTE, "x", "all is well")) == "note: all is well."


def test_a_finding_is_json_with_every_key() -> None:
    said = FINDING.to_json()
    assert said["severity"] == "error"
    assert said["line"] == 34
    assert Finding(Severity.NOTE, "x", "y").to_json().keys() == said.keys()


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [(PlanError, 2), (ReadError, 2), (RequestError, 2), (SurroundingsError, 3), (WriteError, 3)],
)
def test_every_error_of_the_tree_knows_its_exit_code(error: type[FairleadError], exit_code: int) -> None:
    assert issubclass(error, FairleadError)
    assert error.exit_code == exit_code


def test_an_error_carries_its_findings_through_a_pickle() -> None:
    error = pickle.loads(pickle.dumps(PlanError([FINDING, FINDING])))
    assert error.findings == (FINDING, FINDING)
    assert str(error).splitlines() == [str(FINDING)] * 2
