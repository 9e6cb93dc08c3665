"""Risks that a plan shows by itself; a new detector is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from fairlead.plan.document import Plan
from fairlead.plan.entities import WORK
from fairlead.risk.finding.accountable import one_person_accountable
from fairlead.risk.finding.contingency import Odds, contingency_below_the_odds
from fairlead.risk.finding.currencies import foreign_currencies
from fairlead.risk.finding.data_loss import changes_without_restore
from fairlead.risk.finding.found import Found
from fairlead.risk.finding.leave import leave_on_the_critical_path
from fairlead.risk.finding.look import Look
from fairlead.risk.finding.merging import merges_before_deadlines
from fairlead.risk.finding.near_critical import near_critical_paths
from fairlead.risk.finding.ranges import estimates_without_a_range, ranges_too_narrow
from fairlead.risk.finding.skills import one_person_skills
from fairlead.risk.finding.suppliers import supplier_dependencies
from fairlead.risk.finding.unproven import releases_without_proof
from fairlead.schedule.outlook import Outlook

Detector = Callable[[Look], Iterator[Found]]

DETECTORS: tuple[Detector, ...] = (
    one_person_skills,
    leave_on_the_critical_path,
    merges_before_deadlines,
    near_critical_paths,
    estimates_without_a_range,
    ranges_too_narrow,
    supplier_dependencies,
    changes_without_restore,
    releases_without_proof,
    foreign_currencies,
    one_person_accountable,
)
"""In the order in which findings are told; what asks for a forecast comes after them."""

__all__ = ["DETECTORS", "Detector", "Found", "Odds", "found_in"]


def found_in(outlook: Outlook, odds: Odds | None = None) -> list[Found]:
    """Return the risks that a plan shows and its register doesn't hold, each with an id that is free.

    `odds` is what a forecast says about money; without it the contingency is measured against the register alone.
    """
    look = Look(outlook)
    found = [each for detect in DETECTORS for each in detect(look)]
    found += contingency_below_the_odds(look, odds)
    return _with_free_ids([each for each in found if not each.is_held_by(outlook.plan)], outlook.plan)


def _with_free_ids(found: list[Found], plan: Plan) -> list[Found]:
    taken = {id for kind in WORK for id in plan.of_kind(kind)}
    named = []
    for each in found:
        id, number = each.id, 2
        while id in taken:
            id, number = f"{each.id}-{number}", number + 1
        taken.add(id)
        named.append(each if id == each.id else replace(each, draft={**each.draft, "id": id}))
    return named
