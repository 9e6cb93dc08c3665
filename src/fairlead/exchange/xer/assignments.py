"""Assignments: who and what works on an activity, how much and at what share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fairlead.exchange.xer.collecting import Collected
from fairlead.exchange.xer.parsing import Row
from fairlead.exchange.xer.resources import Resources
from fairlead.exchange.xer.scalars import decimal, length, minutes, moment
from fairlead.plan.entities import Assignment, Person
from fairlead.plan.values import Duration, Need, Percent, Who
from fairlead.plan.values.needs import Skill

_NO_PLACE = (
    ("curv_id", "curves of assignments"),
    ("target_crv", "manual curves of assignments"),
    ("acct_id", "cost accounts of assignments"),
)
_LEAST = Decimal("0.0001")


@dataclass
class Assigned:
    """What the assignments of one activity say, as fields of a task."""

    who: list[Who] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)

    def fields(self) -> dict[str, Any]:
        """Return the fields of a task, empty ones left out."""
        found = {
            "who": tuple(self.who),
            "needs": tuple(self.needs),
            "assignments": tuple(self.assignments),
        }
        return {key: value for key, value in found.items() if value}


def read_assignments(collected: Collected, resources: Resources) -> dict[str, Assigned]:
    """Return what is assigned to each activity of the plan, by its id in the export."""
    found: dict[str, Assigned] = defaultdict(Assigned)
    for row in collected.tables.of("TASKRSRC"):
        task = row.get("task_id")
        if task is None or task not in collected.task_ids:
            collected.lose("assignments to activities that are not in the plan")
            continue
        for name, what in _NO_PLACE:
            if row.get(name) is not None:
                collected.lose(what)
        _add(collected, resources, found[task], row)
    return found


def _add(collected: Collected, resources: Resources, found: Assigned, row: Row) -> None:
    party = collected.party_ids.get(row.get("rsrc_id") or "")
    role = resources.roles.get(row.get("role_id") or "")
    if party is None and role is not None:
        found.needs.append(Need((1, 1), (Skill(role),), _share(row)))
    elif party is None:
        collected.lose("assignments of resources that are not in the file")
    elif collected.party_kinds[party] == "material":
        _add_material(found, row, party)
    else:
        _add_worker(collected, found, row, party)


def _share(row: Row) -> Percent | None:
    """Return the share of somebody's time, None for all of it."""
    rate = decimal(row.get("target_qty_per_hr")) or decimal(row.get("remain_qty_per_hr"))
    if rate is None or rate <= 0 or rate == 1 or rate > 10**6:
        return None
    return Percent(rate)


def _add_worker(collected: Collected, found: Assigned, row: Row, party: str) -> None:
    share = _share(row)
    if all(who.id != party for who in found.who):
        found.who.append(Who(party, share))
    found.assignments.append(Assignment(who=party, **_facts(row, share)))
    if collected.party_kinds[party] == Person.kind and (minutes(row.get("act_ot_qty")) or 0) > 0:
        collected.lose("overtime of assignments (kept in what was spent)")


def _facts(row: Row, share: Percent | None) -> dict[str, Any]:
    whole, left = minutes(row.get("target_qty")), minutes(row.get("remain_qty"))
    spent = sum(minutes(row.get(name)) or 0 for name in ("act_reg_qty", "act_ot_qty"))
    delay = minutes(row.get("target_lag_drtn_hr_cnt"))
    facts = {
        "share": share,
        "work": _length(whole),
        "spent": _length(spent or None),
        "left": _length(left) if left is not None and left != whole else None,
        "delay": _length(delay or None),
        "started": moment(row.get("act_start_date")),
        "done": moment(row.get("act_end_date")),
    }
    return {key: value for key, value in facts.items() if value is not None}


def _length(minutes: int | None) -> Duration | None:
    return None if minutes is None or minutes < 0 else length(minutes)


def _add_material(found: Assigned, row: Row, party: str) -> None:
    """Materials count what is used up; the same one twice is one need."""
    quantity = decimal(row.get("target_qty"))
    if quantity is None or quantity <= 0:
        return
    before = next((need for need in found.needs if need.alternatives == (Skill(party),)), None)
    if before is not None:
        found.needs.remove(before)
        quantity += Decimal(before.count[0])
    exact = quantity if quantity == quantity.to_integral_value() else quantity.quantize(_LEAST)
    count = int(exact) if exact == exact.to_integral_value() else exact
    found.needs.append(Need((count or _LEAST, count or _LEAST), (Skill(party),)))
