"""Work that waits for firms outside."""

from __future__ import annotations

from tests.risk.looking import found

PLAN = """
suppliers:
  - {id: lab, name: Laboratory, available: [2027-01-04..2027-01-15, 2027-02-01..2027-02-12]}
  - {id: mill, name: Mill}
materials: [{id: oak, supplier: mill}]
people: [{id: ana, skills: {test: 2}}]
tasks:
  - {id: emc, name: EMC, estimate: 3d, needs: [lab]}
  - {id: table, name: Table, estimate: 5d, needs: [20 oak], who: [ana]}
"""


def test_firms_and_what_they_deliver_are_found() -> None:
    assert [each.id for each in found(PLAN, "supplier-dependency")] == ["r-lab", "r-mill"]


def test_the_next_days_on_which_they_are_there_are_the_delay() -> None:
    lab = found(PLAN, "supplier-dependency")[0]
    # two days and three weeks from the evening of Wednesday 6 January to Monday 1 February
    assert lab.draft["delays"] == {"emc": "17d"}
    assert "whoever misses those days waits for the next, from Mon 1 Feb 2027" in lab.evidence


def test_an_alternative_in_the_house_depends_on_nobody() -> None:
    text = PLAN.replace("needs: [lab]", "needs: [lab | test]")
    assert [each.id for each in found(text, "supplier-dependency")] == ["r-mill"]


def test_a_risk_of_the_task_or_the_firm_holds_it() -> None:
    text = (
        PLAN
        + "risks: [{id: r, probability: 5%, delays: {emc: 1d}}, {id: s, probability: 5%, away: {mill: 1w}}]\n"
    )
    assert found(text, "supplier-dependency") == []
