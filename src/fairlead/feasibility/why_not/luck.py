"""The best case: a plan in which everything goes as well as its own words allow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.entities import Cost, Entity, Equipment, Material, Person, Risk, Settings, Supplier, Task
from fairlead.plan.entities.task import Mode
from fairlead.plan.templates import expanded
from fairlead.plan.values import DateRange, Duration, Estimate, Impact, Money, Percent
from fairlead.plan.weeks import minutes_of_units

_Units = tuple[int, int, int]
"""The working minutes of a day, a week and a month."""

_NOTHING = Estimate.parse("0h")
_TIMES = ("estimate", "work", "duration", "left")
_FACTS_OF_TIME = (
    "estimate", "work", "duration", "left", "left_work", "percent", "percent_work", "percent_physical", "spent",
    "started", "reported", "suspended", "resumed", "expected_finish",
)  # fmt: skip


def with_luck(plan: Plan) -> Plan:
    """Return the plan with every range at its least, opportunities taken, no risk struck, and nobody hired yet.

    A range's least is what the plan writes as its low end, whatever its distribution makes of it. Work that need not
    come about (`chance`, `only_if`, `unless`) doesn't; a test that may fail passes. What a certainty makes of a single
    value counts as a range. Templates are unfolded; all else is the plan's own text.
    """
    whole = expanded(plan)
    settings = whole.settings
    units = minutes_of_units(whole)
    # What a template has been unfolded into isn't unfolded again, or the changes to the copies would be lost.
    tasks = {
        task.id: _task(settings, task, units).model_copy(update={"use": None})
        for task in whole.tasks.values()
    }
    for risk in whole.risks.values():
        _take_opportunity(whole, risk, tasks, units)
    changed: list[Entity] = [*tasks.values()]
    parties: tuple[Person | Equipment | Supplier, ...] = (
        *whole.people.values(), *whole.equipment.values(), *whole.suppliers.values()
    )  # fmt: skip
    for each in parties:
        changed.append(each.model_copy(update={"from_": _first(each.from_), "until": _last(each.until)}))
    changed += [_cheapest_cost(each) for each in whole.costs.values()]
    changed += [_cheapest_material(each) for each in whole.materials.values()]
    same = [each for each in changed if whole.get(each.kind, each.id) != each]
    return whole.with_entities(*same) if same else whole


def without_work(task: Task) -> Task:
    """Return a task that takes no time and asks for nobody; what it waits for, and what waits for it, stays."""
    return task.model_copy(
        update=dict.fromkeys(_FACTS_OF_TIME)
        | {
            "estimate": _NOTHING,
            "outcomes": (),
            "modes": (),
            "needs": (),
            "who": (),
            "assignments": (),
            "parts": (),
        }
        | {
            "gate": (),
            "cost": None,
            "calendar": None,
            "split": True,
            "every": None,
            "size": None,
            "setup": None,
        }
        | {"same_as": (), "not_as": (), "apart_from": (), "task_type": None, "activity_type": None}
    )


def _task(settings: Settings, task: Task, units: _Units) -> Task:
    if task.done is not None:
        return task
    if (task.chance is not None and task.chance.fraction < 1) or task.only_if or task.unless:
        return without_work(task).model_copy(
            update={"chance": None, "only_if": (), "unless": (), "retry": None}
        )
    update: dict[str, Any] = {
        key: _least(settings, getattr(task, key), task.certainty) for key in _TIMES if getattr(task, key)
    }
    if task.outcomes:
        least = min(task.outcomes, key=lambda each: each.time.to_minutes(*units)).time
        update |= {"estimate": Estimate.of(least), "outcomes": ()}
    if task.modes:
        update["modes"] = tuple(_mode(settings, task, mode) for mode in task.modes)
    if task.cost is not None:
        update["cost"] = _cheapest(task.cost)
    return task.model_copy(update=update | {"retry": None})


def _mode(settings: Settings, task: Task, mode: Mode) -> Mode:
    update: dict[str, Any] = {
        key: _least(settings, value, task.certainty) for key in _TIMES[:3] if (value := getattr(mode, key))
    }
    return mode.model_copy(update=update | {"cost": _cheapest(mode.cost) if mode.cost is not None else None})


def _least(settings: Settings, estimate: Estimate, certainty: str | None) -> Estimate:
    known = estimate.resolved(settings.sizes)
    low = known.low
    assert low is not None  # a size has been resolved
    widened = settings.certainties.get(certainty or settings.certainty or "")
    if known.certain and widened is not None:
        low = Duration(low.amount * widened.low.fraction, low.unit)
    return Estimate.of(low)


def _cheapest(money: Money) -> Money:
    return Money(money.range.low, money.currency)


def _cheapest_cost(cost: Cost) -> Cost:
    return cost if cost.amount is None else cost.model_copy(update={"amount": _cheapest(cost.amount)})


def _cheapest_material(material: Material) -> Material:
    price = None if material.price is None else _cheapest(material.price)
    return material.model_copy(update={"price": price})


def _first(day: DateRange | None) -> DateRange | None:
    return None if day is None else DateRange(day.first, day.first, day.first)


def _last(day: DateRange | None) -> DateRange | None:
    return None if day is None else DateRange(day.last, day.last, day.last)


def _take_opportunity(plan: Plan, risk: Risk, tasks: dict[str, Task], units: _Units) -> None:
    """Let what saves time come about: all of it on each task that it names, and on all below a summary."""
    if risk.closed is not None:
        return
    for id, impact in risk.delays.items():
        gain = _gain(impact)
        for leaf in plan.outline.leaves(id) if gain is not None and id in tasks else ():
            tasks[leaf] = _shortened(tasks[leaf], gain, units)


def _gain(impact: Impact) -> Duration | Percent | None:
    low = impact.low
    negative = low.fraction < 0 if isinstance(low, Percent) else low.amount < 0
    return low if negative else None


def _shortened(task: Task, gain: Duration | Percent | None, units: _Units) -> Task:
    update: dict[str, Any] = {}
    for key in _TIMES if task.done is None else ():
        estimate: Estimate | None = getattr(task, key)
        if estimate is None or estimate.low is None or gain is None:
            continue
        if isinstance(gain, Percent):
            update[key] = estimate.scaled(max(1 + gain.fraction, Decimal(0)))
        else:
            minutes = estimate.low.to_minutes(*units) + gain.to_minutes(*units)
            unit = "em" if estimate.elapsed else "m"
            update[key] = Estimate.of(Duration(Decimal(max(minutes, 0)), unit))  # type: ignore[arg-type]
    return task.model_copy(update=update)
