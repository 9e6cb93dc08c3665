"""What a schedule takes of those whom its plan shares with others, and what that leaves of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.load import worked_spans
from fairlead.schedule.rates import own_share
from fairlead.schedule.sharing.clock import Clock

_ALL = Decimal(1)
_STEP = Decimal("0.001")
"""Shares are kept in thousandths."""
WorkBefore = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.int64]]


class Taken(NamedTuple):
    """So many full-time units of somebody that a task takes from one minute to another. `task` is `plan:task`."""

    task: str
    who: str
    units: Decimal
    start: int
    finish: int


class Piece(NamedTuple):
    """So much of somebody, as a share of what they give to a plan, that is taken from one minute to another."""

    task: str
    who: str
    share: Decimal
    start: int
    finish: int


def taken(
    name: str,
    schedule: PeopleSchedule,
    who: Collection[str],
    clock: Clock,
    tasks: Collection[str] | None = None,
) -> Iterator[Taken]:
    """Yield what a plan's schedule, or these of its tasks, take of some of its people and things.

    Minutes are those of the clock. What is done takes those who are named for it.
    """
    compiled = schedule.compiled
    for id, assigned, spans in worked_spans(schedule):
        if assigned.who not in who or not spans or (tasks is not None and id not in tasks):
            continue
        units = assigned.share * min(own_share(compiled.plan, assigned.who), _ALL)
        for start, finish in clock.common(compiled.axis, spans).tolist():
            yield Taken(f"{name}:{id}", assigned.who, units, start, finish)


class Room(NamedTuple):
    """How much there is of somebody, in full-time units: for all plans together, and for one of them.

    `own` is the share of their time that they give to that plan, 1 at the most.
    """

    together: Decimal
    here: Decimal
    own: Decimal


def pieces_of(
    asked: Iterable[Taken], room: Room, work_before: WorkBefore | None, first: int
) -> Iterator[Piece]:
    """Yield what one plan has to leave of somebody, from `first` on: what others take beyond what is only theirs.

    Stretches with the same share are one piece where somebody has no hours between them, by `work_before`; without
    it, only those that touch.
    """
    runs: dict[str, _Run] = {}
    stretches = list(_stretches(asked, first))
    moments = np.array([edge for start, finish, _ in stretches for edge in (start, finish)], np.int64)
    worked = work_before(moments).tolist() if work_before is not None and len(moments) else moments.tolist()
    for number, (start, finish, there) in enumerate(stretches):
        for each, share in _shared_out(there, room):
            run = runs.get(each.task)
            if run is not None and run.share == share and run.worked == worked[2 * number]:
                run.finish, run.worked = finish, worked[2 * number + 1]
                continue
            if run is not None:
                yield run.piece(each)
            runs[each.task] = _Run(share, start, finish, worked[2 * number + 1], each)
    for run in runs.values():
        yield run.piece(run.of)


class _Run:
    """A piece that may go on."""

    def __init__(self, share: Decimal, start: int, finish: int, worked: int, of: Taken) -> None:
        self.share, self.start, self.finish, self.worked, self.of = share, start, finish, worked, of

    def piece(self, of: Taken) -> Piece:
        return Piece(of.task, of.who, self.share, self.start, self.finish)


def _stretches(asked: Iterable[Taken], first: int) -> Iterator[tuple[int, int, list[Taken]]]:
    """Yield from when to when who takes some, in the order of time."""
    events: dict[int, tuple[list[int], list[int]]] = {}
    all_of_them = [each for each in asked if each.finish > max(each.start, first)]
    for number, each in enumerate(all_of_them):
        events.setdefault(max(each.start, first), ([], []))[0].append(number)
        events.setdefault(each.finish, ([], []))[1].append(number)
    there: dict[int, None] = {}
    moments = sorted(events)
    for start, finish in pairwise(moments):
        for number in events[start][1]:
            there.pop(number, None)
        there.update(dict.fromkeys(events[start][0]))
        if there:
            yield start, finish, [all_of_them[number] for number in there]


def _shared_out(there: Iterable[Taken], room: Room) -> Iterator[tuple[Taken, Decimal]]:
    """Yield what each takes as a share of what there is for the plan, together no more than that."""
    units: dict[str, tuple[Taken, Decimal]] = {}
    for each in there:
        before = units[each.task][1] if each.task in units else Decimal(0)
        units[each.task] = each, before + each.units
    spare = room.together - room.here
    left = room.here
    for each, amount in units.values():
        beyond = max(amount - spare, Decimal(0))
        spare = max(spare - amount, Decimal(0))
        share = min(beyond, left) / room.own
        left -= min(beyond, left)
        if share > 0:
            yield each, share.quantize(_STEP, ROUND_CEILING)
