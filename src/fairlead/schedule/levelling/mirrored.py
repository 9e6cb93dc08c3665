"""A plan read backwards: what ends last comes first, so that an early finish there is a late start here.

Every moment lies as far behind the required finish as it lay before it. Predecessors become successors, calendars run
the other way, and all searches and bounds for an early finish answer how late a plan can start.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.adjacency import adjacency_of
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.guide import guide_to
from fairlead.schedule.critical_path.tables import CalendarArrays, Indices, Table
from fairlead.schedule.network import Network
from fairlead.schedule.staffing import Demand, Mode, Resource, Staffed

_KINDS = np.array([codes.FS, codes.FF, codes.SS, codes.SF])  # by the kind of the link that is turned round
_SHAPES = {codes.START_MILESTONE: codes.FINISH_MILESTONE, codes.FINISH_MILESTONE: codes.START_MILESTONE}
_BY = (codes.START_BY, codes.FINISH_BY, codes.START_ON, codes.FINISH_ON)
_WINDOWS = ((at.CONSTRAINT, at.CONSTRAINT_DATE), (at.CONSTRAINT_2, at.CONSTRAINT_2_DATE))


@dataclass(frozen=True)
class Mirror:
    """A plan and the same plan read backwards.

    `staffed` asks for no more than the plan does: dates before which tasks can't begin, stocks and deliveries are left
    out, so that what is proven of it holds for the plan. In `dated` tasks are held back as well by their deadlines and
    the dates by which they are wanted: better for a search, no ground for a proof.
    """

    plan: Staffed
    staffed: Staffed
    dated: Staffed
    both: int
    """A moment and its mirrored one added up."""
    under_way: bool = False
    """Whether something has begun or is done: then what is left of it counts like other work, and nothing is proven."""

    @property
    def is_exact(self) -> bool:
        """Whether what is proven while `dated` is searched holds for the plan."""
        return self.dated.compiled.network is self.staffed.compiled.network and not self.under_way

    def moment(self, mirrored: float) -> int:
        """Return a mirrored moment in the plan's time, or the other way round."""
        return self.both - int(mirrored)

    def place(self, place: int) -> int:
        """Return where a task of one stands in the other."""
        return self.plan.compiled.network.size - 1 - place


def mirror_of(limits: Staffed) -> Mirror | None:
    """Return a plan with its mirrored one, in which all begins at the required finish; None where it has none.

    That is so where anything is set by hand or fixed to a date, has parts in hours of their own, or may come only so
    long after something else, and where all has begun.
    """
    network = limits.compiled.network
    if not _can_be_turned(limits, network):
        return None
    finish = int(network.rules[at.FINISH_BY])
    both = 2 * finish
    turned = _turned(network, both, finish)
    compiled = replace(limits.compiled, network=turned)
    staffed = replace(
        limits,
        compiled=compiled,
        resources=tuple(_turned_setups(each) for each in limits.resources),
        demands=_turned_demands(limits, network.size),
        consumables=(),
    )
    dated = replace(staffed, compiled=replace(compiled, network=_with_dates(network, turned, both)))
    return Mirror(limits, staffed, dated, both, bool((network.state != codes.PLANNED).any()))


def _can_be_turned(limits: Staffed, network: Network) -> bool:
    shape, state = network.shape, network.state
    if (state == codes.FIXED).any() or (shape == codes.GATE_FIRST).any() or len(network.elsewhere):
        return False
    if not (network.real & (state == codes.PLANNED)).any():
        return False
    if network.max_lags or network.rules[at.FINISH_BY] == codes.MISSING:
        return False
    if len(network.parts) != network.size or network.parts[:, at.PART_DELAY].any():
        return False
    if (network.fact(at.EXPECTED_FINISH) != codes.MISSING).any():
        return False
    pulls = network.rules[at.HONOUR_CONSTRAINTS] == 1
    for column, _ in _WINDOWS:
        kinds = network.fact(column)
        if (kinds >= codes.MANDATORY_START).any() or (pulls and np.isin(kinds, _BY).any()):
            return False
    return all(
        len(mode.parts) <= 1 and not any(part.delay for part in mode.parts)
        for demand in limits.demands.values()
        for mode in demand.modes
    )


# The network


def _turned(network: Network, both: int, start: int) -> Network:
    """Return the network in which every link points the other way; it has no dates but the plan's start."""
    size = network.size
    links, order = _turned_links(network, size)
    ends = adjacency_of(links, size)
    tasks = np.zeros_like(network.tasks)
    tasks[:size] = network.tasks[:size][::-1]
    state, shape = network.state[::-1], tasks[:size, at.SHAPE]
    parts = network.parts[::-1].copy()
    parts[:, at.PART_MINUTES] = np.where(
        state == codes.PLANNED, parts[:, at.PART_MINUTES], parts[:, at.PART_REMAINING]
    )
    shape[state == codes.FINISHED], parts[state == codes.FINISHED, at.PART_MINUTES] = codes.MILESTONE, 0
    parts[:, at.PART_REMAINING] = parts[:, at.PART_MINUTES]
    tasks[:size, at.STATE] = codes.PLANNED
    tasks[:size, at.SHAPE] = [_SHAPES.get(shape, shape) for shape in tasks[:size, at.SHAPE].tolist()]
    tasks[:, at.PART] = np.arange(size + 1)
    tasks[:, at.INTO], tasks[:, at.OUT_OF] = ends.into, ends.out_of
    tasks[:, at.FACTS] = 0
    tasks[:size, at.ORDINARY] = tasks[:size, at.SHAPE] == codes.WORK
    rules = network.rules.copy()
    rules[at.PLAN_START], rules[at.FLOOR_ALL] = start, 1
    rules[at.STATUS_DATE] = rules[at.FINISH_BY] = codes.MISSING
    calendars = _turned_calendars(network.calendars, both)
    return replace(
        network,
        calendars=calendars,
        tasks=tasks,
        parts=parts,
        facts=_no_facts(1),
        links=links,
        by_predecessor=ends.by_predecessor,
        rules=rules,
        options=replace(network.options, from_finish=False),
        row_of=network.row_of[::-1].copy(),
        place_of=np.where(network.place_of < 0, -1, size - 1 - network.place_of),
        link_row=network.link_row[order],
        guide=guide_to(calendars),
        successors=ends.successors,
        ways=ends.ways,
    )


def _turned_links(network: Network, size: int) -> tuple[Table, Indices]:
    """Return the links the other way round, sorted by successor, and which each of them was.

    Links into what has begun ask for nothing more, nor do those out of what is done or from the start of what began.
    """
    links, state = network.links, network.state
    before, kind = state[links[:, at.BEFORE]], links[:, at.KIND]
    from_start = (kind == codes.SS) | (kind == codes.SF)
    counts = (before == codes.PLANNED) | ((before == codes.STARTED) & ~from_start)
    kept = np.flatnonzero(counts & (state[links[:, at.AFTER]] == codes.PLANNED))
    links = links[kept]
    turned = links.copy()
    turned[:, at.BEFORE], turned[:, at.AFTER] = size - 1 - links[:, at.AFTER], size - 1 - links[:, at.BEFORE]
    turned[:, at.KIND] = _KINDS[links[:, at.KIND]]
    order = np.argsort(turned[:, at.AFTER], kind="stable")
    return turned[order], kept[order]


def _turned_calendars(calendars: CalendarArrays, both: int) -> CalendarArrays:
    first = calendars.first.tolist()
    slices = [slice(low, high) for low, high in pairwise(first)]
    none = np.zeros(0, np.int64)
    starts = np.concatenate([none, *(both - calendars.ends[each][::-1] for each in slices)])
    ends = np.concatenate([none, *(both - calendars.starts[each][::-1] for each in slices)])
    worked = [np.cumsum((ends - starts)[each]) - (ends - starts)[each] for each in slices]
    return CalendarArrays(starts, ends, np.concatenate([none, *worked]), calendars.first)


def _no_facts(rows: int) -> Table:
    facts = np.zeros((rows, at.FACT_COLUMNS), np.int64)
    for column in (at.ACTUAL_START, at.ACTUAL_FINISH, at.RESUME, at.DEADLINE, at.EXPECTED_FINISH):
        facts[:, column] = codes.MISSING
    for _, date in _WINDOWS:
        facts[:, date] = codes.MISSING
    facts[:, at.HOLD] = codes.EARLIEST
    return facts


def _with_dates(network: Network, turned: Network, both: int) -> Network:
    """Return the turned network with the dates by which tasks are wanted as dates before which they can't be."""
    rows: dict[int, Table] = {}
    facts = network.facts[network.tasks[:-1, at.FACTS]]
    for place in np.flatnonzero(network.tasks[:-1, at.FACTS]).tolist():
        row = _no_facts(1)
        if facts[place, at.DEADLINE] != codes.MISSING:
            row[0, at.HOLD] = both - facts[place, at.DEADLINE]
        for kind, date in _WINDOWS:
            moment = both - facts[place, date]
            if facts[place, kind] in (codes.FINISH_BY, codes.FINISH_ON):
                row[0, at.HOLD] = max(row[0, at.HOLD], moment)
            elif facts[place, kind] in (codes.START_BY, codes.START_ON):
                row[0, kind], row[0, date] = codes.FINISH_FROM, moment
        if row[0, at.HOLD] != codes.EARLIEST or row[0, [kind for kind, _ in _WINDOWS]].any():
            rows[network.size - 1 - place] = row
    if not rows:
        return turned
    tasks = turned.tasks.copy()
    for number, place in enumerate(rows, 1):
        tasks[place, at.FACTS], tasks[place, at.ORDINARY] = number, 0
    return replace(turned, tasks=tasks, facts=np.concatenate([turned.facts, *rows.values()]))


# People


def _turned_demands(limits: Staffed, size: int) -> dict[int, Demand]:
    found: dict[int, Demand] = {}
    state = limits.compiled.network.state
    for place, demand in sorted(limits.demands.items(), reverse=True):
        turned = _as_left if state[place] == codes.STARTED else _without_uses
        found[size - 1 - place] = replace(
            demand,
            modes=tuple(turned(mode) for mode in demand.modes),
            same_as=tuple(size - 1 - other for other in demand.same_as),
            not_as=tuple(size - 1 - other for other in demand.not_as),
            not_before=codes.MISSING,
        )
    return found


def _without_uses(mode: Mode) -> Mode:
    return replace(mode, uses=()) if mode.uses else mode


def _as_left(mode: Mode) -> Mode:
    parts = tuple(part._replace(minutes=part.remaining) for part in mode.parts)
    return replace(mode, parts=parts, uses=())


def _turned_setups(resource: Resource) -> Resource:
    if not resource.setups:
        return resource
    return replace(resource, setups={(to, of): minutes for (of, to), minutes in resource.setups.items()})
