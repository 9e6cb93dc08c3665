"""What goes takes along whatever refers to it, where that is asked for."""

from __future__ import annotations

import pytest

from fairlead.plan.apply import apply, inverse
from fairlead.plan.language import parse_line
from fairlead.plan.rules import check
from tests.plan.plans import a_plan

SERVICES = """
    templates:
      - {id: move, tasks: [{id: box, estimate: 2d}, {id: switch, estimate: 1d, after: [box]}]}
    tasks:
      - id: services
        tasks: [{id: ledger, use: move}, {id: rates, use: move}]
      - {id: load, estimate: 3d, after: [ledger.switch, rates.switch +1d, audit]}
      - {id: audit, estimate: 1d}
"""


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("drop ledger", ["rates.switch +1d", "audit"]),
        ("drop services", ["audit"]),
        ("drop audit", ["ledger.switch", "rates.switch +1d"]),
    ],
)
def test_copies_of_a_template_go_with_the_task_that_uses_it(line: str, left: list[str]) -> None:
    plan = a_plan(SERVICES)
    changes = parse_line(line, plan)
    after = apply(plan, changes, check=check)

    assert [str(link) for link in after.tasks["load"].after] == left
    assert apply(after, inverse(plan, changes)) == plan
