"""What a plan demands, piece by piece, and the plan without some of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.luck import without_work
from fairlead.plan.document import Plan
from fairlead.plan.entities import Decision, Entity, Equipment, Person, Supplier, Task
from fairlead.plan.values import Link, Windows

DemandKind = Literal[
    "work", "goal", "deadline", "finish_by", "start_by", "plan", "capacity", "leave", "duty", "hours", "presence",
    "wip", "link", "max_lag", "start", "due", "ties", "need", "budget", "account", "release", "cost", "rest", "stock",
]  # fmt: skip

_LAST = (
    "max_lag",
    "work",
)  # a link is told by its text as long as it has it; work takes a task's people with it

MANY = 1000
"""How many there are of somebody whose limit is lifted."""

_Party = Person | Equipment | Supplier


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a plan asks for: the work of a task, a date, that somebody can do only so much at a time, ...

    `detail` says which where the entity has several: the link or the leave as the plan writes it. `aim` is the date of
    those that are one.
    """

    kind: DemandKind
    id: str
    detail: str = ""
    aim: Aim | None = field(default=None, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"kind": self.kind, "id": self.id} | ({"detail": self.detail} if self.detail else {})


REST = Demand("rest", "plan")
"""That money has to be left for all other work and costs: as much as these cost at the least, whenever they come."""


def said_plainly(plan: Plan) -> Plan:
    """Return the plan in which the order of tasks `in_order` stands as links, which can be dropped one by one."""
    more: dict[str, list[Link]] = defaultdict(list)
    changed: list[Entity] = []
    hidden = _hidden(plan)
    for parent, children in plan.outline.children.items():
        if parent is not None and plan.tasks[parent].in_order:
            active = [child for child in children if child not in hidden]
            for before, after in pairwise(active):
                more[after].append(Link(before))
    for task in plan.tasks.values():
        if task.in_order or task.id in more:
            links = (*task.after, *(link for link in more[task.id] if link not in task.after))
            changed.append(task.model_copy(update={"in_order": False, "after": links}))
    return plan.with_entities(*changed) if changed else plan


def aim_demands(aims: Iterable[Aim]) -> list[Demand]:
    """Return the aims as demands."""
    return [Demand(aim.kind, aim.id, str(aim.moment), aim) for aim in aims]


def demands_of(plan: Plan, tasks: Collection[str], who: Collection[str]) -> list[Demand]:
    """Return everything that these tasks, and those who could do them, are bound by.

    Those that hold most plans together come last: what a set can do without is looked for from the front.
    """
    parties = [each for each in _parties(plan) if each.id in who]
    found = [*_ties(plan, tasks), *_times(parties), *_duties(plan, who), *_wips(plan, parties)]
    found += _waits(plan, tasks)
    found += [Demand("capacity", each.id) for each in parties]
    found += sorted(_works(plan, tasks), key=lambda each: _size(plan.tasks[each.id]))
    return found


def without(plan: Plan, gone: Iterable[Demand]) -> Plan:
    """Return the plan without these demands; all else stays as it says. Aims are no part of a schedule: they stay."""
    by_entity: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for each in gone:
        if each.kind in _ENTITY:
            by_entity[_ENTITY[each.kind], each.id].append(each)
    changed: list[Entity] = []
    for (role, id), demands in by_entity.items():
        entity = plan.find(id, _KINDS[role])
        if entity is None:
            continue
        for each in sorted(demands, key=lambda each: _LAST.index(each.kind) if each.kind in _LAST else -1):
            entity = _RELAX[each.kind](entity, each)
        changed.append(entity)
    return plan.with_entities(*changed) if changed else plan


def ancestors(plan: Plan, ids: Iterable[str]) -> set[str]:
    """Return these tasks and decisions and all that they wait for, over links of any kind; leaves only."""
    found: set[str] = set()
    _add_ancestors(plan, ids, found)
    return found


def _add_ancestors(plan: Plan, ids: Iterable[str], found: set[str]) -> list[str]:
    """Add these and all that they wait for to what has been found, and return what is new in it."""
    new: list[str] = []
    waiting = list(ids)
    while waiting:
        id = waiting.pop()
        if id in found or plan.outline.is_summary(id):
            waiting += [leaf for leaf in plan.outline.leaves(id) if leaf != id and leaf not in found]
            continue
        found.add(id)
        new.append(id)
        waiting += [
            each for link in _links_into(plan, id) for each in _leaves(plan, link.id) if each not in found
        ]
    return new


def concerned(plan: Plan, ids: Iterable[str]) -> set[str]:
    """Return these tasks and decisions, all that they wait for, and what has to follow any of that by a greatest lag.

    With what that waits for in turn: where it can't come early, neither can what it may follow only so much later.
    """
    following: dict[str, list[str]] = defaultdict(list)
    for task in plan.tasks.values():
        for link in task.after:
            for leaf in _leaves(plan, link.id) if link.max_lag is not None else ():
                following[leaf].append(task.id)
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        waiting = [id for each in _add_ancestors(plan, waiting, found) for id in following[each]]
    return found


def with_only(plan: Plan, kept: Collection[str], aims: Collection[str]) -> Plan:
    """Return the plan with these tasks and decisions alone, as far as they have anything to do with a date.

    Left out as well is what takes no time and waits for nothing that does, unless it is itself what a date is about.
    """
    weighty = {id for id in kept if _holds(plan, id)}
    lagged = {link.id for id in kept for link in _links_into(plan, id) if link.lag is not None}
    for id in lagged:
        weighty.update(set(_leaves(plan, id)) & set(kept))
    followed = _followers(plan, kept, weighty)
    there = (followed | set(aims)) & set(kept)
    outline = plan.outline
    gone = {id for id in plan.tasks if not outline.is_summary(id) and id not in there}
    for id in reversed(outline.order):
        if outline.is_summary(id) and all(child in gone for child in outline.children[id]):
            gone.add(id)
    keys = [("task", id) for id in gone] + [("decision", id) for id in plan.decisions if id not in there]
    return plan.with_entities(without=keys) if keys else plan


def _holds(plan: Plan, id: str) -> bool:
    """Tell whether a task or decision has time or a date of its own, so that what follows it may have to wait."""
    task = plan.tasks.get(id)
    if task is None:
        return True
    if _size(task) or task.gate or task.started or task.done or task.every or task.manual or task.external:
        return True
    above: Task | None = task
    while above is not None:
        if any(_holds_back(above)):
            return True
        above = plan.tasks.get(above.parent) if above.parent else None
    return False


def _followers(plan: Plan, kept: Collection[str], weighty: set[str]) -> set[str]:
    """Return these and all that wait for them, over any links."""
    after: dict[str, list[str]] = defaultdict(list)
    for id in kept:
        for link in _links_into(plan, id):
            for before in _leaves(plan, link.id):
                after[before].append(id)
    found, waiting = set(weighty), list(weighty)
    while waiting:
        for each in after[waiting.pop()]:
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


# Which demands there are


def _works(plan: Plan, tasks: Collection[str]) -> Iterator[Demand]:
    for id in tasks:
        task = plan.tasks.get(id)
        if task is None or task.done is not None or task.external or task.inactive:
            continue
        if task.gate or not (task.milestone or _size(task) == 0):
            yield Demand("work", id)


def _size(task: Task) -> int:
    said = task.left or task.estimate or task.work or task.duration
    if said is None and task.modes:
        said = task.modes[0].estimate or task.modes[0].work or task.modes[0].duration
    return said.low.to_minutes(480, 2400, 10400) if said is not None and said.low is not None else 0


def _waits(plan: Plan, tasks: Collection[str]) -> Iterator[Demand]:
    bound = dict.fromkeys(tasks)
    for id in list(bound):
        task = plan.tasks.get(id)
        while task is not None and task.parent and task.parent not in bound:
            bound[task.parent] = None
            task = plan.tasks.get(task.parent)
    for id in bound:
        entity = plan.tasks.get(id) or plan.decisions.get(id)
        for link in entity.after if entity is not None else ():
            if set(_leaves(plan, link.id)) & bound.keys():
                if link.max_lag is not None:
                    yield Demand("max_lag", id, str(link))
                yield Demand("link", id, str(link))
        if isinstance(entity, Decision) and entity.due is not None and entity.decided is None:
            yield Demand("due", id)
        if isinstance(entity, Task) and any(_holds_back(entity)):
            yield Demand("start", id)


def _holds_back(task: Task) -> Iterator[bool]:
    for windows in (task.start, task.finish):
        yield windows is not None and any(each.kind != "by" for each in windows.windows)


def _ties(plan: Plan, tasks: Collection[str]) -> Iterator[Demand]:
    for id in tasks:
        task = plan.tasks.get(id)
        if task is not None and (task.same_as or task.not_as or task.apart_from):
            yield Demand("ties", id)


def _parties(plan: Plan) -> list[_Party]:
    return [*plan.people.values(), *plan.equipment.values(), *plan.suppliers.values()]


def _times(parties: Iterable[_Party]) -> Iterator[Demand]:
    for each in parties:
        for leave in each.away:
            yield Demand("leave", each.id, str(leave))
        limited = isinstance(each, Person) and bool(each.limit)
        if each.hours or each.available or limited or (each.share is not None and each.share.fraction < 1):
            yield Demand("hours", each.id)
        if each.from_ is not None or each.until is not None:
            yield Demand("presence", each.id)


def _duties(plan: Plan, who: Collection[str]) -> Iterator[Demand]:
    for duty in plan.duties.values():
        people = [
            each.id
            for each in plan.people.values()
            if each.id in duty.who or (each.team and each.team in duty.who)
        ]
        if duty.takes is not None and any(each in who for each in people):
            yield Demand("duty", duty.id)


def _wips(plan: Plan, parties: Iterable[_Party]) -> Iterator[Demand]:
    teams = {each.team for each in parties if isinstance(each, Person) and each.team}
    for holder in (*parties, *(plan.teams[id] for id in sorted(teams) if id in plan.teams)):
        if getattr(holder, "wip", None) is not None:
            yield Demand("wip", holder.id)


# The plan without one


def _no_work(entity: Any, _: Demand) -> Entity:
    return without_work(entity)


def _no_link(entity: Any, demand: Demand) -> Entity:
    update = {"after": tuple(link for link in entity.after if str(link) != demand.detail)}
    return entity.model_copy(update=update)  # type: ignore[no-any-return]


def _no_maximum(entity: Any, demand: Demand) -> Entity:
    after = tuple(
        Link(link.id, link.type, link.lag) if str(link) == demand.detail else link for link in entity.after
    )
    return entity.model_copy(update={"after": after})  # type: ignore[no-any-return]


def _no_start(entity: Any, _: Demand) -> Entity:
    update = {key: _only_by(getattr(entity, key)) for key in ("start", "finish")}
    return entity.model_copy(update=update)  # type: ignore[no-any-return]


def _only_by(windows: Windows | None) -> Windows | None:
    kept = tuple(each for each in windows.windows if each.kind == "by") if windows is not None else ()
    return Windows(kept) if kept else None


def _many(entity: Any, _: Demand) -> Entity:
    update: dict[str, Any] = {"count": MANY}
    if isinstance(entity, Person):
        update["wip"] = None
    return entity.model_copy(update=update)  # type: ignore[no-any-return]


def _no_leave(entity: Any, demand: Demand) -> Entity:
    update = {"away": tuple(each for each in entity.away if str(each) != demand.detail)}
    return entity.model_copy(update=update)  # type: ignore[no-any-return]


def _all_hours(entity: Any, _: Demand) -> Entity:
    update: dict[str, Any] = {"hours": (), "available": (), "share": None, "calendar": None, "zone": None}
    if isinstance(entity, Person):
        update["limit"] = ()
    return entity.model_copy(update=update)  # type: ignore[no-any-return]


def _always_there(entity: Any, _: Demand) -> Entity:
    return entity.model_copy(update={"from_": None, "until": None})  # type: ignore[no-any-return]


def _no_duty(entity: Any, _: Demand) -> Entity:
    return entity.model_copy(update={"takes": None})  # type: ignore[no-any-return]


def _no_wip(entity: Any, _: Demand) -> Entity:
    return entity.model_copy(update={"wip": None})  # type: ignore[no-any-return]


def _not_due(entity: Any, _: Demand) -> Entity:
    return entity.model_copy(update={"due": None})  # type: ignore[no-any-return]


def _no_ties(entity: Any, _: Demand) -> Entity:
    return entity.model_copy(update={"same_as": (), "not_as": (), "apart_from": ()})  # type: ignore[no-any-return]


_RELAX: dict[str, Callable[[Any, Demand], Entity]] = {
    "work": _no_work, "link": _no_link, "max_lag": _no_maximum, "start": _no_start, "capacity": _many,
    "leave": _no_leave, "hours": _all_hours, "presence": _always_there, "duty": _no_duty, "wip": _no_wip,
    "due": _not_due, "ties": _no_ties
}  # fmt: skip
_ENTITY = {
    "work": "task", "link": "task", "max_lag": "task", "start": "task", "ties": "task", "due": "task",
    "capacity": "party", "leave": "party", "hours": "party", "presence": "party", "wip": "party", "duty": "duty",
}  # fmt: skip
_KINDS = {
    "task": ("task", "decision"), "party": ("person", "equipment", "supplier", "team"), "duty": ("duty",),
}  # fmt: skip


def _links_into(plan: Plan, id: str) -> Iterator[Link]:
    decision = plan.decisions.get(id)
    if decision is not None:
        yield from decision.after
    task = plan.tasks.get(id)
    while task is not None:
        yield from task.after
        task = plan.tasks.get(task.parent) if task.parent else None


def _leaves(plan: Plan, id: str) -> list[str]:
    if id in plan.tasks:
        return list(plan.outline.leaves(id))
    return [id] if id in plan.decisions else []


def _hidden(plan: Plan) -> set[str]:
    hidden: set[str] = set()
    for task in plan.tasks.values():
        if task.inactive or task.parent in hidden:
            hidden.add(task.id)
    return hidden


__all__ = ["MANY", "REST", "Demand", "aim_demands", "ancestors", "concerned", "demands_of",  "said_plainly",
           "without"]  # fmt: skip
