"""Assignments: who works on a task, how much and at what share, as Microsoft Project calculates with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fairlead.exchange.mspdi.collecting import Collected
from fairlead.exchange.mspdi.custom_fields import CustomFields
from fairlead.exchange.mspdi.ordinary_hours import Hours
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.project import project_summary
from fairlead.exchange.mspdi.scalars import minutes, money, tenths, truth
from fairlead.exchange.mspdi.splits import parts_of
from fairlead.exchange.scalars import decimal, duration, moment, share, whole_number, words
from fairlead.plan.entities import Assignment, Budget, Person
from fairlead.plan.values import Duration, Money, Need, Percent, Period, Who
from fairlead.plan.values.needs import Skill

_CONTOURS = {
    1: "back loaded",
    2: "front loaded",
    3: "double peak",
    4: "early peak",
    5: "late peak",
    6: "bell",
    7: "turtle",
    8: "contoured",
}
_TABLES = (None, "B", "C", "D", "E")
_NO_PLACE = {
    "OvertimeWork": ("overtime work of assignments (left out of their work)", frozenset({"PT0H0M0S"})),
    "LevelingDelay": ("levelling delays of assignments", frozenset({"0"})),
    "Hyperlink": ("hyperlinks of assignments", frozenset()),
    "BookingType": ("proposed bookings of assignments", frozenset({"0", "1"})),
    "BudgetWork": ("budgets of work", frozenset({"PT0H0M0S"})),
}
_NOBODY = -65535


@dataclass
class Assigned:
    """What the assignments of one task say, as fields of a task."""

    who: list[Who] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    parts: tuple[Period, ...] = ()
    notes: list[str] = field(default_factory=list)

    def fields(self) -> dict[str, Any]:
        """Return the fields of a task, empty ones left out."""
        found = {
            "who": tuple(self.who),
            "needs": tuple(self.needs),
            "assignments": tuple(self.assignments),
            "parts": self.parts,
        }
        return {key: value for key, value in found.items() if value}


def read_assignments(collected: Collected, fields: CustomFields, hours: Hours) -> dict[int, Assigned]:
    """Return what is assigned to each task, by the task's uid; `hours` serve to find the ends of interruptions."""
    found: dict[int, Assigned] = defaultdict(Assigned)
    records: dict[int, list[Record]] = defaultdict(list)
    tasks = {
        uid for record in collected.sections.tasks if (uid := whole_number(record.get("UID"))) is not None
    }
    for record in collected.sections.assignments:
        task = whole_number(record.get("TaskUID"))
        if task is None or task not in tasks:
            collected.lose("assignments to tasks that are not in the file")
            continue
        records[task].append(record)
        _add(collected, fields, found[task], record)
    for task, ones in records.items():
        found[task].parts = parts_of([(one, hours.week_of(task, one.get("ResourceUID"))) for one in ones])
    return found


def budget_of(collected: Collected) -> Budget | None:
    """Return the money that budget resources bring to the project as a whole, by resource; None for none."""
    if project_summary(collected) is None:
        return None
    accounts: dict[str, Money] = {}
    for record in collected.sections.assignments:
        resource = collected.party_ids.get(whole_number(record.get("ResourceUID")) or _NOBODY)
        amount = money(record.get("BudgetCost"))
        if record.get("TaskUID") == "0" and resource and amount:
            known = accounts.get(resource)
            accounts[resource] = Money(amount + (known.most_likely() if known else 0))
    if not accounts:
        return None
    return Budget(
        total=Money(sum((each.most_likely() for each in accounts.values()), Decimal(0))), accounts=accounts
    )


def _add(collected: Collected, fields: CustomFields, found: Assigned, record: Record) -> None:
    uid = whole_number(record.get("ResourceUID"))
    if uid is None or uid == _NOBODY or (uid == 0 and uid not in collected.party_ids):
        return
    party = collected.party_ids.get(uid)
    if party is None:
        collected.lose("assignments of resources that are not in the file")
        return
    if record.get("TaskUID") == "0":
        return
    collected.lose_others(record, _NO_PLACE)
    collected.lose("custom fields of assignments", len(fields.of(record)))
    if record.get("WorkContour") == "8":
        collected.lose("work contours drawn by hand (interruptions are kept)")
    if note := words(record.get("Notes")):
        found.notes.append(f"{party}: {note}")
    if collected.party_kinds[party] == Person.kind:
        _add_person(found, record, party)
    else:
        _add_material(collected, found, record, party)


def _add_person(found: Assigned, record: Record, party: str) -> None:
    units = share(record.get("Units"))
    if units is not None and units.fraction < 0:
        units = None
    if all(who.id != party for who in found.who) and (units is None or units.fraction > 0):
        found.who.append(Who(party, units if units is not None and units.fraction != 1 else None))
    found.assignments.append(Assignment(who=party, **_facts(record, units)))


def _facts(record: Record, units: Percent | None) -> dict[str, Any]:
    """Return what Microsoft Project calculates the dates of one assignment from."""
    work, overtime = minutes(record.get("Work")), minutes(record.get("OvertimeWork"))
    left, overtime_left = _left(record), minutes(record.get("RemainingOvertimeWork"))
    spent, delay = minutes(record.get("ActualWork")), tenths(record.get("Delay"))
    done = moment(record.get("ActualFinish"))
    started = moment(record.get("ActualStart"))
    contour = whole_number(record.get("WorkContour")) or 0
    table = whole_number(record.get("CostRateTable")) or 0
    facts = {
        "share": units if units is not None and units.fraction != 1 else None,
        "work": _length(_less(work, overtime)),
        "spent": _length(spent) if spent else None,
        "left": _length(_less(left, overtime_left)) if left is not None and left != work else None,
        "delay": _length(delay) if delay else None,
        "started": started,
        "done": done,
        "resume": moment(record.get("Resume")) if started and not done else None,
        "contour": _CONTOURS.get(contour),
        "rate_table": _TABLES[table] if 0 <= table < len(_TABLES) else None,
    }
    return {key: value for key, value in facts.items() if value is not None}


def _left(record: Record) -> Decimal | None:
    """Return the minutes of work that are left, worked out where a program left out what is nothing."""
    left, work, spent = (minutes(record.get(name)) for name in ("RemainingWork", "Work", "ActualWork"))
    return max(work - spent, Decimal(0)) if left is None and work is not None and spent is not None else left


def _less(work: Decimal | None, overtime: Decimal | None) -> Decimal | None:
    return None if work is None else max(work - (overtime or 0), Decimal(0))


def _length(length: Decimal | None) -> Duration | None:
    return None if length is None else duration(length)


def _add_material(collected: Collected, found: Assigned, record: Record, party: str) -> None:
    """Materials count what is used up, stored as if it were hours; cost resources only have a cost."""
    quantity = minutes(record.get("Work"))
    is_cost = any(each.id == party and each.fields.get("Type") == "cost" for each in collected.entities)
    amount = money(record.get("Cost"))
    if is_cost:
        if amount:
            found.assignments.append(Assignment(who=party, cost=Money(amount)))
        return
    count = quantity / 60 if quantity is not None else decimal(record.get("Units"))
    if count is not None and count > 0:
        exact = int(count) if count == int(count) else count.quantize(Decimal("0.0001"))
        found.needs.append(Need((exact or Decimal("0.0001"), exact or Decimal("0.0001")), (Skill(party),)))
    if not truth(record.get("HasFixedRateUnits") or "1"):
        collected.lose("materials used by the hour (kept as the quantity that follows)")
