"""Work that waits for firms outside, and the days on which they are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fairlead.plan.values import Period
from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, counted, slug


def supplier_dependencies(look: Look) -> Iterator[Found]:
    """Yield each supplier or contractor on whom work depends, with what it costs to miss their days."""
    depending: dict[str, list[str]] = {firm: [] for firm in (*look.plan.suppliers, *look.plan.candidates)}
    for id in look.work:
        for firm in _firms(look, id):
            if firm in depending:
                depending[firm].append(id)
    for firm, ids in depending.items():
        if ids:
            yield _found(look, firm, ids)


def _firms(look: Look, id: str) -> set[str]:
    """Return who a task depends on: whom it names, whom nobody can stand in for, who delivers what it uses up."""
    task = look.plan.tasks[id]
    found = {who.id for who in task.who}
    for need in task.needs:
        if len(need.alternatives) == 1:
            found.add(need.alternatives[0].what)
        for each in need.alternatives:
            material = look.plan.materials.get(each.what)
            if material is not None and material.supplier is not None:
                found.add(material.supplier)
    return found


def _found(look: Look, firm: str, ids: list[str]) -> Found:
    name = look.person(firm)
    critical = [id for id in ids if id in look.critical]
    delays = {id: _slip(look, id) for id in ids[:6]}
    evidence = [f"{look.called(id)}: {_dates(look, id)}" for id in ids[:6]]
    why = "a proposal: a tenth to a half longer than promised, in three of ten cases"
    if critical:
        evidence.append(f"critical: {look.named(critical)}")
    for id in ids:
        if (later := _next_window(look, id, firm)) is not None:
            gap = look.outlook.between(look.open[id].finish, later)
            evidence.append(f"whoever misses those days waits for the next, from {look.day(later)}")
            delays[id] = look.days(gap)
            why = f"missing the days costs {look.length(gap)} at once; three of ten is a proposal"
    return Found(
        "supplier-dependency",
        f"{counted(len(ids), 'task')} {'depends' if len(ids) == 1 else 'depend'} on {name}",
        tuple(evidence),
        {
            "id": f"r-{slug(firm)}",
            "event": f"{name} is late",
            "category": "supplier",
            "probability": "30%",
            "delays": delays,
            "response": "transfer",
            "actions": [{"name": "Agree on a penalty, and on a date for a first sign of delay"}],
        },
        why,
        people=frozenset({firm}),
        tasks=frozenset(ids),
    )


def _slip(look: Look, id: str) -> str:
    return "10%..20%..50%" if look.range_of(id) is None else "10%..30%"


def _dates(look: Look, id: str) -> str:
    return f"{look.day(look.open[id].start)} to {look.until(look.open[id].finish)}"


def _next_window(look: Look, id: str, firm: str) -> datetime | None:
    """Return when a firm that is there only in certain periods is there again after a task."""
    party = look.plan.suppliers.get(firm) or look.plan.candidates.get(firm)
    periods = [each for each in party.available if isinstance(each, Period)] if party is not None else []
    starts = [look.outlook.moment(each.first) for each in periods if each.first is not None]
    return min((each for each in starts if each > look.open[id].finish), default=None)
