"""Systems changed without a rehearsed way back."""

from __future__ import annotations

import pytest

from tests.risk.looking import found

PLAN = """
budget: {total: 100000}
tasks:
  - {id: prepare, name: Prepare, estimate: 2d}
  - {id: move, name: Migrate the customers, estimate: 5d, after: [prepare]}
"""


def test_a_migration_without_a_way_back_is_found() -> None:
    (each,) = found(PLAN, "no-restore-rehearsal")
    assert each.evidence == (
        "changed: Migrate the customers [move]",
        "no task speaks of a backup, a restore or a way back",
    )
    assert each.draft["costs"] == "0..2000"


@pytest.mark.parametrize(
    "name",
    ["Restore rehearsal", "Practise the rollback", "Fail-over tried", "Datensicherung und Rücksicherung"],
)
def test_a_rehearsal_before_is_enough(name: str) -> None:
    assert found(PLAN.replace("name: Prepare", f"name: {name}"), "no-restore-rehearsal") == []


def test_a_backup_alone_is_not() -> None:
    (each,) = found(PLAN.replace("name: Prepare", "name: Back-up"), "no-restore-rehearsal")
    assert "no rehearsal that it can be restored" in each.evidence[1]


def test_a_rehearsal_after_the_change_is_too_late() -> None:
    text = PLAN + "  - {id: late, name: Restore rehearsal, estimate: 1d, after: [move]}\n"
    (each,) = found(text, "no-restore-rehearsal")
    assert each.evidence[-1].endswith("comes only after the last of these changes begins")


def test_a_risk_that_speaks_of_it_holds_it() -> None:
    text = PLAN + "risks: [{id: r, event: Data is lost, probability: 5%, costs: 100}]\n"
    assert found(text, "no-restore-rehearsal") == []


def test_carpenters_lose_no_data() -> None:
    assert found(PLAN.replace("Migrate the customers", "Build the shed"), "no-restore-rehearsal") == []
