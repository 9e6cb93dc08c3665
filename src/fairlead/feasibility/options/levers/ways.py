"""Do a task in one of its other ways: quicker for more money, or bought instead of built."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Kind, Move, said_lines
from fairlead.plan.changes import Set
from fairlead.plan.entities import Task
from fairlead.plan.entities.task import Mode
from fairlead.plan.values import DecimalRange, Money
from fairlead.schedule.staffing.money import in_plan_currency

_TIMES = ("estimate", "work", "duration")


def otherwise(look: Look) -> Iterator[Move]:
    """Yield each way under `instead` of tasks that haven't begun."""
    for id in look.plan.tasks:
        task = look.untouched(id)
        if task is None or not task.instead:
            continue
        for way in task.instead:
            suppliers = _suppliers(look, way)
            price = _price(look, task, way)
            if all(look.allows(look.plan.suppliers[id]) for id in suppliers) and price is not _UNSAYABLE:
                yield _move(look, task, way, suppliers, price)


def _suppliers(look: Look, way: Mode) -> tuple[str, ...]:
    named = [who.id for who in way.who] + [each.what for need in way.needs for each in need.alternatives]
    return tuple(dict.fromkeys(id for id in named if id in look.plan.suppliers))


def _move(look: Look, task: Task, way: Mode, suppliers: tuple[str, ...], price: Money | None) -> Move:
    kind: Kind = "buy" if suppliers else "shorten"
    changes: list[Set] = []
    said = next((key for key in _TIMES if getattr(way, key) is not None), None)
    if said is not None:
        changes += [
            Set("task", task.id, key, None)
            for key in _TIMES
            if key != said and getattr(task, key) is not None
        ]
        changes.append(Set("task", task.id, said, str(getattr(way, said))))
    if way.needs or way.who:
        for key in ("needs", "who"):
            value = [str(each) for each in getattr(way, key)]
            if value or getattr(task, key):
                changes.append(Set("task", task.id, key, value or None))
    if price is not None:
        changes.append(Set("task", task.id, "cost", str(price)))
    changes.append(Set("task", task.id, "instead", None))
    name = way.name or (f"in {getattr(way, said)}" if said else "by others")
    sentence = f"{task.title}: {name[:1].lower() + name[1:] if way.name is None else name}"
    return Move(
        kind, sentence, said_lines(look.plan, changes), frozenset({task.id}), suppliers,
        weight=2 + look.decisive.get(task.id, 0.0),
    )  # fmt: skip


_UNSAYABLE = Money(Decimal(0), "XXX")
"""In place of a price that no single sum can say."""


def _price(look: Look, task: Task, way: Mode) -> Money | None:
    """Return the task's own price and the way's together, in the plan's currency where theirs differ; None for none."""
    own, more = task.cost, way.cost
    if more is None:
        return None
    if own is None:
        return more
    if own.currency == more.currency:
        low, high = own.range.low + more.range.low, own.range.high + more.range.high
        if low == high:
            return Money(low, more.currency)
        mode = own.most_likely() + more.most_likely()
        return Money(DecimalRange(low, mode, high), more.currency)
    sums = [in_plan_currency(look.plan.settings, each, look.today) for each in (own, more)]
    if None in sums or not (own.range.certain and more.range.certain):
        return _UNSAYABLE
    return Money(sum((each for each in sums if each is not None), Decimal(0)), look.plan.settings.currency)
