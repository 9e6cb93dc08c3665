"""Checks: nobody and nothing is asked for more than there is of them, at any moment at which they work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from fairlead.schedule.verifying.case import Case
from fairlead.schedule.verifying.doing import Doing, Doings
from fairlead.schedule.verifying.laid import Segment
from fairlead.schedule.verifying.saying import percent
from fairlead.schedule.verifying.staff import capacity_of
from fairlead.schedule.verifying.violation import Violation

_NEAR = Decimal("0.0011")  # shares may be kept in thousandths


class Load(NamedTuple):
    """How much a task takes of something from one moment to another; `free` ones could have been put elsewhere."""

    begin: int
    end: int
    amount: Decimal
    task: str
    free: bool = True


class Crowd(NamedTuple):
    """A stretch of time in which these tasks take so much together."""

    begin: int
    end: int
    amount: Decimal
    loads: tuple[Load, ...]

    @property
    def tasks(self) -> tuple[str, ...]:
        """The ids of the tasks, once each."""
        return tuple(dict.fromkeys(load.task for load in self.loads))


def asks_for_no_more_than_there_is(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield who or what is on more tasks than they can be.

    First whole tasks are looked at, pauses included, which is quick; where these are too many, their stretches of
    working time, so that the pause of somebody who is there half the day doesn't count.
    """
    for who, busy in by_person(doings).items():
        capacity = capacity_of(case.plan, who)
        whole = [
            Load(*span, doing.load(who), doing.id, doing.is_free)
            for doing in busy
            if (span := doing.span(who)) is not None
        ]
        together = {task for crowd in crowds(whole, capacity) for task in crowd.tasks}
        close = [
            Load(*stretch, doing.load(who), doing.id, doing.is_free)
            for doing in busy
            if doing.id in together
            for stretch in doing.busy(case, who)
        ]
        for crowd in _once_each(crowds(close, capacity)):
            yield _too_much(case, who, capacity, crowd)


def by_person(doings: Doings) -> dict[str, list[Doing]]:
    """Return the tasks of everybody and everything, as far as they are not done."""
    found: dict[str, list[Doing]] = {}
    for doing in doings.values():
        if doing.job.state in ("planned", "begun", "by hand"):
            for who in doing.staff.ids:
                found.setdefault(who, []).append(doing)
    return found


def crowds(loads: Iterable[Load], capacity: Decimal) -> Iterator[Crowd]:
    """Yield the stretches in which more than `capacity` is taken, at least one task of them being free."""
    steps = sorted(
        [(load.begin, 1, number, load) for number, load in enumerate(loads) if load.begin < load.end]
        + [(load.end, 0, number, load) for number, load in enumerate(loads) if load.begin < load.end]
    )
    there: dict[int, Load] = {}
    amount = Decimal(0)
    for place, (moment, begins, number, load) in enumerate(steps):
        if begins:
            there[number] = load
            amount += load.amount
        else:
            del there[number]
            amount -= load.amount
        until = steps[place + 1][0] if place + 1 < len(steps) else moment
        if (
            until > moment
            and amount > capacity + _NEAR * len(there)
            and any(each.free for each in there.values())
        ):
            yield Crowd(moment, until, amount, tuple(there.values()))


def _once_each(found: Iterable[Crowd]) -> Iterator[Crowd]:
    """Yield the first crowd of each set of tasks."""
    seen: set[frozenset[str]] = set()
    for crowd in found:
        if (tasks := frozenset(crowd.tasks)) not in seen:
            seen.add(tasks)
            yield crowd


def _too_much(case: Case, who: str, capacity: Decimal, crowd: Crowd) -> Violation:
    parts = ", ".join(f"`{load.task}` {percent(load.amount)}" for load in crowd.loads)
    message = (
        f"`{who}` is asked for {percent(crowd.amount)} from {case.said(crowd.begin)} to {case.said(crowd.end)} "
        f"({parts}), but there is {percent(capacity)}."
    )
    return Violation("over-capacity", message, crowd.tasks, (who,))


def spans_of(doing: Doing) -> Segment:
    """Return from when to when a task is in progress, nights and pauses included; of a begun one what lies ahead."""
    begin = doing.segments[0][0] if doing.segments and doing.job.state == "begun" else doing.job.laid.start
    return begin, doing.job.laid.finish
