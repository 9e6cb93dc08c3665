"""Checks: no more is used up than there is, and nothing before it can have been delivered."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.plan.entities import Material, Task
from fairlead.plan.values import Estimate
from fairlead.schedule.verifying.case import Case
from fairlead.schedule.verifying.doing import Doing, Doings
from fairlead.schedule.verifying.hours import FAR
from fairlead.schedule.verifying.saying import number
from fairlead.schedule.verifying.violation import Violation


def uses_no_more_than_there_is(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield materials of which more is used than the stock, before more can come.

    What can't be bought never comes; what has a lead time, of its own or its supplier's, is ordered at the status
    date or the plan's start and comes that much later, on the plan's calendar. A task takes all of it when it starts.
    """
    uses: dict[str, list[tuple[int, Decimal, Doing]]] = {}
    for doing in doings.values():
        if doing.job.state in ("planned", "begun"):
            for material, amount in uses_of(case, doing.job.task).items():
                uses.setdefault(material, []).append((doing.job.laid.start, amount, doing))
    for id, taken in uses.items():
        yield from _too_much(case, case.plan.materials[id], sorted(taken, key=lambda one: one[0]))


def uses_of(case: Case, task: Task) -> dict[str, Decimal]:
    """Return what a task uses up of each material, as far as nothing else would do."""
    found: dict[str, Decimal] = {}
    for need in task.needs:
        if len(need.alternatives) == 1 and (id := need.alternatives[0].what) in case.plan.materials:
            found[id] = found.get(id, Decimal(0)) + Decimal(need.count[0])
    for who in task.who:
        if who.id in case.plan.materials:
            found[who.id] = found.get(who.id, Decimal(0)) + (who.share.fraction if who.share else Decimal(1))
    return found


def _too_much(case: Case, material: Material, taken: list[tuple[int, Decimal, Doing]]) -> Iterator[Violation]:
    comes = _comes(case, material)
    if comes is None:
        return
    stock = material.stock or Decimal(0)
    so_far = Decimal(0)
    for start, amount, doing in taken:
        so_far += amount
        if start < comes and so_far > stock and doing.is_free:
            users = tuple(each.id for begin, _, each in taken if begin <= start)
            more = (
                "no more can be bought"
                if comes == FAR
                else f"more can be there {case.said(comes)} at the earliest"
            )
            message = (
                f"`{doing.id}` starts {case.said(start)} with {number(amount)} {_unit(material)}, which makes "
                f"{number(so_far)} in all, but there are {number(stock)} and {more}."
            )
            code = "stock" if comes == FAR else "lead-time"
            yield Violation(
                code, message, (doing.id, *(id for id in users if id != doing.id)), (material.id,)
            )
            return


def _comes(case: Case, material: Material) -> int | None:
    """Return when what is ordered now is there; None where it can be had at once, or nobody counts it."""
    if material.limit is not None:
        return FAR
    supplier = case.plan.suppliers.get(material.supplier or "")
    lead = material.lead_time or (supplier.lead_time if supplier is not None else None)
    if lead is None:
        return None
    ordered = max(case.start, case.status) if case.status is not None else case.start
    return _later(case, ordered, lead)


def _later(case: Case, moment: int, lead: Estimate) -> int:
    sizes = dict(case.plan.settings.sizes)
    minutes = case.units.most_likely(lead, sizes)
    return moment + minutes if lead.resolved(sizes).elapsed else case.hours.of_plan.moved(moment, minutes)


def _unit(material: Material) -> str:
    return f"{material.unit} of `{material.id}`" if material.unit else f"`{material.id}`"
