"""Needs that nobody in the plan can fill, and stocks that are too small: what no schedule changes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Contradiction, Removal
from fairlead.feasibility.why_not.demands import Demand
from fairlead.feasibility.why_not.judgement import Answer
from fairlead.plan.document import Plan
from fairlead.plan.entities import Material
from fairlead.plan.findings import Finding
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.why.words import listed

_CODE = "nobody-can"


def unfilled(compiled: Compiled) -> Iterator[Contradiction]:
    """Yield each task with the need that nobody fills: without the need, or the task, there is nothing against it."""
    found: dict[str, list[Finding]] = {}
    for finding in staffed(compiled).findings:
        if finding.code == _CODE and finding.id is not None:
            found.setdefault(finding.message, []).append(finding)
    for findings in found.values():
        yield _contradiction(compiled.plan, findings[0])


def short_stocks(plan: Plan) -> Iterator[Contradiction]:
    """Yield each material that can't be bought with the fewest tasks that need more of it than there is.

    The plan must have its templates unfolded. Only needs without an alternative count, at the least they ask for.
    """
    for material in plan.materials.values():
        if material.limit is None:
            continue
        asked: dict[str, Decimal] = {}
        for task in plan.tasks.values():
            for need in task.needs if not task.inactive else ():
                if [each.what for each in need.alternatives] == [material.id]:
                    asked[task.id] = asked.get(task.id, Decimal(0)) + Decimal(need.count[0])
        if sum(asked.values()) > material.limit:
            yield _short(plan, material, material.limit, asked)


def _short(plan: Plan, material: Material, there: Decimal, asked: dict[str, Decimal]) -> Contradiction:
    """Return the tasks that need most, as many as it takes: without any one of them the others have enough."""
    chosen: list[str] = []
    amount = Decimal(0)
    for id in sorted(asked, key=lambda each: -asked[each]):
        chosen.append(id)
        amount += asked[id]
        if amount > there:
            break
    members = (Demand("stock", material.id, str(there)), *(Demand("work", id) for id in chosen))
    named = listed([f"{plan.tasks[id].title} ({asked[id]:f})" for id in chosen])
    said = (
        f"{named} {'need' if len(chosen) > 1 else 'needs'} {amount:f} of {material.title}, of which there are "
        f"{there:f}: {sum(asked.values()) - there:f} too few."
    )
    removals = tuple(Removal(each, Answer.FITS) for each in members)
    return Contradiction(members, removals, said, "stock", Decimal(sum(asked.values())) - there, True)


def _contradiction(plan: Plan, finding: Finding) -> Contradiction:
    assert finding.id is not None
    members = Demand("work", finding.id), Demand("need", finding.id, finding.message)
    removals = tuple(Removal(each, Answer.FITS) for each in members)
    task = plan.tasks.get(finding.id)
    title = task.title if task is not None else finding.id
    said = f"{title} asks for {finding.message.replace('`', '')}."
    return Contradiction(members, removals, said, "nobody can")
