"""From a staffed plan to the tables of the generator: a network of its own, who can do what, an empty board."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import CalendarArrays, Indices, Ints
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.network import Network
from fairlead.schedule.staffing import FULL, Demand, Mode, Resource, Slot, Staffed

_LINKS_AHEAD = 6  # tasks of a chain of `same_as`, beyond the next ones, for whom somebody is foreseen
_PIECES = 12  # of one interrupted task, on average; when they are used up tasks stay in one piece


@dataclass(frozen=True)
class Manned:
    """A network whose tasks have room for the work of any of their modes, and who can do what.

    `tables` are those of the board that say what there is, by their number in its head. `room` is how many tasks may
    come to each resource at the most, `mode_first` and `pick_first` where the modes and picks of each place begin.
    """

    staffed: Staffed
    network: Network
    tables: Mapping[int, Ints]
    room: tuple[int, ...]
    mode_first: Indices
    pick_first: Indices
    kinds: int = 1  # of set-ups

    @property
    def fragmented(self) -> bool:
        """Whether somebody is taken stretch by stretch, because some work on them lies outside their hours."""
        return bool(self.tables[to.RESOURCES].reshape(-1, to.RESOURCE_COLUMNS)[:, to.OUTSIDE].any())

    @property
    def pieces(self) -> int:
        """How many pieces of interrupted tasks there is room for."""
        return _PIECES * int(self.tables[to.MAY_SPLIT].sum())

    @property
    def size(self) -> int:
        """Places of the network."""
        return self.network.size


def manned(staffed: Staffed, *, held: bool = False) -> Manned:
    """Return the tables of a staffed plan; its own network stays as it is.

    `held`: every task gets a row of facts for itself, so that it can be held back to any moment, which costs time.
    """
    network = staffed.compiled.network
    demands = [staffed.demands.get(place) for place in range(network.size)]
    network = _with_facts_of_their_own(_with_room_for_modes(network, demands), demands, everybody=held)
    tables, room = _tables(staffed, network, demands)
    return Manned(
        staffed,
        network,
        tables,
        room,
        tables[to.MODE_FIRST],
        tables[to.PICK_FIRST],
        max(len(kinds_of(demands)), 1),
    )


def empty_board(manned: Manned, spare: int) -> Ints:
    """Return a board with nothing on it; `spare` rows beyond two a task are kept for each resource."""
    size, picks = manned.size, int(manned.pick_first[-1])
    resources, consumables = len(manned.room), len(manned.tables[to.SUPPLY_FIRST]) - 1
    first = list(accumulate((2 * tasks + spare for tasks in manned.room), initial=0))
    rooms = manned.tables[to.RESOURCES].reshape(-1, to.RESOURCE_COLUMNS).copy()
    rooms[:, to.ROOM] = first
    uses = manned.tables[to.USES].reshape(-1, to.USE_COLUMNS)[:, to.USE_CONSUMABLE]
    taken = _ints([0, *np.cumsum(np.bincount(uses, minlength=consumables)).tolist()][: consumables + 1])
    tables = dict(manned.tables) | {
        to.RESOURCES: rooms.ravel(),
        to.WISHES: _missing(picks), to.FORCED: _missing(size), to.RANK: _zeros(size),
        to.TIMES: _zeros(first[-1] + 1), to.LEVELS: _zeros(first[-1] + 1), to.COUNTS: _zeros(resources),
        to.PICKS: _missing(picks), to.SCRATCH: _missing(picks),
        to.SCRATCH_UNITS: _zeros(picks),
        to.CHOSEN: _missing(size), to.ASKED: _zeros(size), to.OVERLOADED: _zeros(size),
        to.VISITS: _zeros(first[-1] + 1), to.VISIT_COUNTS: _zeros(resources),
        to.TAKEN_FIRST: taken, to.TAKEN_COUNTS: _zeros(consumables),
        to.TAKEN_TIME: _zeros(int(taken[-1])), to.TAKEN_AMOUNT: _zeros(int(taken[-1])),
        to.PIECE_FIRST: _zeros(size), to.PIECE_COUNT: _zeros(size), to.PIECES: _zeros(2 * _PIECES * size + 2),
        to.PIECE_FIRST: _zeros(size), to.PIECE_COUNT: _zeros(size), to.PIECES: _zeros(2 * manned.pieces),
        to.HEAP: _zeros(size + 1), to.HEAP_RANK: _zeros(size + 1), to.WAITING: _zeros(size),
    }  # fmt: skip
    counts = {to.RESOURCE_COUNT: resources, to.CONSUMABLE_COUNT: consumables, to.PICK_COUNT: picks}
    counts |= {to.TOTAL_PIECES: 0, to.PIECE_ROOM: manned.pieces}
    return _packed(tables, counts | {to.KINDS: manned.kinds})


def _packed(tables: Mapping[int, Ints], counts: Mapping[int, int]) -> Ints:
    """Return the tables in one row behind a head that says where each begins."""
    head = _zeros(to.HEAD)
    at_row = to.HEAD
    for number, table in tables.items():
        head[number] = at_row
        at_row += len(table)
    for number, count in counts.items():
        head[number] = count
    return np.concatenate([head, *tables.values()], dtype=np.int64)


# The network


def _with_room_for_modes(network: Network, demands: Sequence[Demand | None]) -> Network:
    """Return the network with as many parts for each task as its richest mode has, those of its first mode laid in."""
    tasks = network.tasks
    own = np.diff(tasks[:, at.PART])
    wanted = own.copy()
    for place, demand in enumerate(demands):
        if demand is not None and demand.modes:
            wanted[place] = max(len(mode.parts) for mode in demand.modes) or own[place]
    parts = np.zeros((int(wanted.sum()), at.PART_COLUMNS), np.int64)
    first = np.append(0, np.cumsum(wanted))
    old = tasks[:, at.PART].tolist()
    simple = wanted == own
    rows = np.repeat(simple, wanted)
    parts[rows] = network.parts[np.repeat(simple, own)]
    for place in np.flatnonzero(~simple).tolist():
        demand = demands[place]
        assert demand is not None
        laid = [*network.parts[old[place] : old[place + 1]].tolist()]
        parts[first[place] : first[place + 1]] = _padded(laid, int(wanted[place]))
    for place, demand in enumerate(demands):
        if demand is not None and demand.modes and demand.modes[0].parts:
            laid = [list(part) for part in demand.modes[0].parts]
            parts[first[place] : first[place + 1]] = _padded(laid, int(wanted[place]))
    tasks = tasks.copy()
    tasks[:, at.PART] = first
    tasks[:-1, at.ORDINARY] &= wanted == 1
    return replace(network, tasks=tasks, parts=parts)


def _padded(laid: list[list[int]], count: int) -> list[list[int]]:
    empty = [laid[-1][0], 0, 0, laid[-1][3]]
    return [*laid[:count], *([empty] * (count - len(laid)))]


def _with_facts_of_their_own(
    network: Network, demands: Sequence[Demand | None], *, everybody: bool
) -> Network:
    """Return the network in which every task that may be moved by its facts has a row of them for itself."""
    tasks, facts = network.tasks.copy(), [network.facts]
    count = len(network.facts)
    held = {int(network.links[row, at.BEFORE]) for row, _ in network.max_lags}
    if everybody:
        held |= set(np.flatnonzero(network.state <= codes.STARTED).tolist())
    held |= {place for place, demand in enumerate(demands) if demand and demand.not_before != codes.MISSING}
    for place, demand in enumerate(demands):
        if place in held:
            tasks[place, at.ORDINARY] = 0
        elif demand is None or not demand.modes or tasks[place, at.ORDINARY] == 1:
            continue
        row = network.facts[tasks[place, at.FACTS]].copy()
        if demand is not None:
            row[at.HOLD] = max(row[at.HOLD], demand.not_before)
        tasks[place, at.FACTS] = count
        facts.append(row[None, :])
        count += 1
    return replace(network, tasks=tasks, facts=np.concatenate(facts))


# Who can do what


class _Ways(NamedTuple):
    modes: list[tuple[int, int, int]]
    parts: list[tuple[int, ...]]
    slots: list[tuple[int, int, int, int]]
    eligible: list[int]
    uses: list[tuple[int, int]]


def _tables(
    staffed: Staffed, network: Network, demands: Sequence[Demand | None]
) -> tuple[dict[int, Ints], tuple[int, ...]]:
    ways = _Ways([], [], [], [], [])
    limits = {r for r, resource in enumerate(staffed.resources) if resource.kind == "limit"}
    mode_first, picks, room = [0], [0], [0] * len(staffed.resources)
    same, not_same = _both_ways(demands, "same_as"), _both_ways(demands, "not_as")
    chains = [_behind(same, place) for place in range(len(same))]
    for demand, avoided in zip(demands, not_same, strict=True):
        modes = demand.modes if demand is not None else ()
        spared = _indispensable(staffed, [demands[place] for place in avoided]) if avoided else set()
        for mode in modes:
            _add_mode(ways, mode, spared, limits)
        mode_first.append(len(ways.modes))
        picks.append(picks[-1] + max((_places(mode) for mode in modes), default=0))
        for r in {r for mode in modes for slot in mode.slots for r in slot.eligible}:
            room[r] += 1
    ways.modes.append((len(ways.parts), len(ways.slots), len(ways.uses)))
    ways.slots.append((len(ways.eligible), 0, 0, 0))
    kinds = kinds_of(demands)
    resources, setups = _resource_rows(staffed, network.calendars, kinds)
    supplies = [list(consumable.supply) for consumable in staffed.consumables]
    tables = {
        to.MODE_FIRST: _ints(mode_first),
        to.MODES: _flat(ways.modes),
        to.MODE_PARTS: _flat(ways.parts),
        to.SLOTS: _flat(ways.slots),
        to.ELIGIBLE: _ints(ways.eligible),
        to.USES: _flat(ways.uses),
        to.RESOURCES: _flat(resources),
        to.SAME_FIRST: _firsts(same),
        to.SAME: _flat(same),
        to.CHAIN_FIRST: _firsts(chains),
        to.CHAIN: _flat(chains),
        to.NOT_FIRST: _firsts(not_same),
        to.NOT_SAME: _flat(not_same),
        to.KIND: _ints(kinds.index(demand.setup) if demand and demand.setup else -1 for demand in demands),
        to.SETUPS: _ints(setups),
        to.SUPPLY_FIRST: _firsts(supplies),
        to.SUPPLY_TIME: _ints(moment for supply in supplies for moment, _ in supply),
        to.SUPPLY_TOTAL: _ints(total for supply in supplies for _, total in supply),
        to.PICK_FIRST: _ints(picks),
        to.KEPT: _kept(network),
        to.MAY_SPLIT: _ints(
            int(staffed.splitting and demand is not None and demand.may_split) for demand in demands
        ),
    }
    return tables, tuple(room)


def _indispensable(staffed: Staffed, demands: Sequence[Demand | None]) -> set[int]:
    """Return the people whom some of these tasks can't do without, whichever way they are done."""
    found: set[int] = set()
    for demand in demands:
        if demand is not None and demand.modes:
            found |= set.intersection(*(_needed_by(staffed, mode) for mode in demand.modes))
    return found


def _needed_by(staffed: Staffed, mode: Mode) -> set[int]:
    alone = [r for slot in mode.slots if len(slot.eligible) == slot.count for r in slot.eligible]
    return {
        r for r in alone if staffed.resources[r].kind == "person" and staffed.resources[r].capacity <= FULL
    }


def _spared(slot: Slot, people: set[int]) -> Slot:
    """Return a slot that leaves these people to others, as far as enough are left to fill it."""
    left = tuple(r for r in slot.eligible if r not in people)
    return slot._replace(eligible=left) if len(left) >= slot.count else slot


def kinds_of(demands: Iterable[Demand | None]) -> list[str]:
    """Return the kinds of work between which something is set up."""
    return sorted({demand.setup for demand in demands if demand is not None and demand.setup})


def _add_mode(ways: _Ways, mode: Mode, spared: set[int], limits: set[int]) -> None:
    ways.modes.append((len(ways.parts), len(ways.slots), len(ways.uses)))
    ways.parts.extend(tuple(part) for part in mode.parts)
    for slot in slots_in_order(mode):
        slot = _spared(slot, spared)
        held_through = not mode.parts or slot.eligible[0] in limits
        part = -1 if held_through else slot.part
        ways.slots.append((len(ways.eligible), slot.count, slot.units, part))
        ways.eligible.extend(slot.eligible)
    ways.uses.extend((use.consumable, use.amount) for use in mode.uses)


def _places(mode: Mode) -> int:
    return sum(slot.count for slot in mode.slots)


def slots_in_order(mode: Mode) -> list[Slot]:
    """Return a mode's slots in the order in which the board notes their picks: those that few can fill first."""
    return sorted(mode.slots, key=lambda slot: len(slot.eligible))


def _both_ways(demands: Sequence[Demand | None], relation: str) -> list[list[int]]:
    found: list[set[int]] = [set() for _ in demands]
    for place, demand in enumerate(demands):
        for other in getattr(demand, relation) if demand is not None else ():
            found[place].add(other)
            found[other].add(place)
    return [sorted(each) for each in found]


def _behind(same: Sequence[list[int]], place: int) -> list[int]:
    """Return the tasks that are tied to a task through others alone, the nearest first, no more than a few."""
    seen, found = {place, *same[place]}, list[int]()
    waiting = deque(same[place])
    while waiting and len(found) < _LINKS_AHEAD:
        for other in same[waiting.popleft()]:
            if other not in seen:
                seen.add(other)
                found.append(other)
                waiting.append(other)
            if len(found) == _LINKS_AHEAD:
                break
    return found


def _resource_rows(
    staffed: Staffed, calendars: CalendarArrays, kinds: Sequence[str]
) -> tuple[list[tuple[int, ...]], list[int]]:
    outside = _worked_outside(staffed, calendars)
    rows: list[tuple[int, ...]] = []
    setups: list[int] = []
    for r, resource in enumerate(staffed.resources):
        first = -1
        if kinds and (resource.setup or resource.setups):
            first = len(setups)
            setups += _square(resource, kinds)
        whole = int(resource.kind == "limit")
        somebody = int(resource.kind in ("person", "candidate"))
        rows.append((resource.capacity, resource.calendar, whole, int(r in outside), 0, first, somebody))
    rows.append((0, CLOCK, 0, 0, 0, -1, 0))
    return rows, setups


def _square(resource: Resource, kinds: Sequence[str]) -> list[int]:
    return [
        0 if before == after else resource.setups.get((before, after), resource.setup)
        for before in kinds
        for after in kinds
    ]


def _worked_outside(staffed: Staffed, calendars: CalendarArrays) -> set[int]:
    """Return the resources that some work may take outside their own hours, such as a change at night."""
    found: set[int] = set()
    known: dict[tuple[int, int], bool] = {}
    for demand in staffed.demands.values():
        for mode in demand.modes:
            for slot in mode.slots:
                if slot.part < 0 or not mode.parts:
                    continue
                calendar = mode.parts[slot.part].calendar
                for r in slot.eligible:
                    own = staffed.resources[r].calendar
                    if calendar != own and r not in found:
                        key = (calendar, own)
                        if key not in known:
                            known[key] = _reaches_out(calendars, calendar, own)
                        if known[key]:
                            found.add(r)
    return found


def _reaches_out(calendars: CalendarArrays, calendar: int, own: int) -> bool:
    if own == CLOCK:
        return False
    if calendar == CLOCK:
        return False  # who is held around the clock is held at night too: whole stretches say it
    starts, ends = _spans(calendars, calendar)
    own_starts, own_ends = _spans(calendars, own)
    if not len(starts):
        return False
    # Inside one of one's own stretches: of those that begin no later, the last ends no earlier.
    at_last = np.searchsorted(own_starts, starts, side="right") - 1
    return bool((at_last < 0).any() or (own_ends[at_last] < ends).any())


def _spans(calendars: CalendarArrays, place: int) -> tuple[Ints, Ints]:
    rows = slice(int(calendars.first[place]), int(calendars.first[place + 1]))
    return calendars.starts[rows], calendars.ends[rows]


def _kept(network: Network) -> Ints:
    facts = network.facts[network.tasks[:-1, at.FACTS]]
    begun = network.state == codes.STARTED
    kept: Ints = np.where(begun, facts[:, at.RESUME], facts[:, at.HOLD])
    return kept


def _firsts(rows: Sequence[Sequence[Any]]) -> Indices:
    return _ints([0, *accumulate(len(row) for row in rows)])


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)


def _flat(rows: Iterable[Iterable[int]]) -> Ints:
    return _ints(value for row in rows for value in row)


def _zeros(count: int) -> Ints:
    return np.zeros(count, np.int64)


def _missing(count: int) -> Ints:
    return np.full(count, -1, np.int64)
