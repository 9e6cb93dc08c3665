"""A plan in which everybody keeps one calendar, as a problem in whole periods of its working time.

Between working minutes of one calendar and moments there is nothing to lose: 17:00 and 08:00 the next morning are the
same minute. So such a plan is the classical problem, exactly, and what is proven of one holds for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK, MISSING
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.bounds import link_counts
from fairlead.schedule.critical_path.tables import Indices, Ints, Table
from fairlead.schedule.network import Network
from fairlead.schedule.periods.problem import PeriodProblem
from fairlead.schedule.staffing import Demand, Mode, Slot, Staffed

_MOST_PULLING = codes.START_BY  # constraints from this number on pull towards earlier dates or fix one


@dataclass(frozen=True)
class WorkingAxis:
    """The working time of one calendar from an origin on, in periods of `period` minutes; `calendar` CLOCK: elapsed."""

    network: Network
    calendar: int
    origin: int  # working minutes of the calendar before the axis begins; a moment for CLOCK
    period: int = 1

    def minutes(self, moment: int) -> int:
        """Return the working minutes from the origin to a moment."""
        if self.calendar == CLOCK:
            return moment - self.origin
        return int(kernels.work_before(*self.network.slice_of(self.calendar), moment)) - self.origin

    def finish(self, periods: int) -> int:
        """Return the moment at which so many periods of work after the origin are done."""
        worked = self.origin + periods * self.period
        if self.calendar == CLOCK:
            return worked
        return int(kernels.finish_at(*self.network.slice_of(self.calendar), worked))

    def start(self, minutes: int) -> int:
        """Return the moment at which work goes on after so many working minutes."""
        worked = self.origin + minutes
        return (
            worked
            if self.calendar == CLOCK
            else int(kernels.start_at(*self.network.slice_of(self.calendar), worked))
        )


@dataclass(frozen=True)
class InPeriods:
    """The problem, and where its activities stand in the network."""

    problem: PeriodProblem
    axis: WorkingAxis
    places: Indices  # (activities,)
    pools: tuple[tuple[int, ...], ...]  # the resources, by number, that each of the problem's stands for

    def finish(self, makespan: int) -> int:
        """Return the moment at which a schedule of this makespan ends."""
        return self.axis.finish(makespan)


@dataclass(frozen=True)
class Activities:
    """What a plan on one calendar says of its unfinished tasks, in minutes of working time; links between them alone.

    `duration` is that of the first mode. `links` has the columns before, after (both activities), kind, lag, and the
    greatest lag, MISSING without one.
    """

    axis: WorkingAxis
    places: Indices
    duration: Ints
    release: Ints
    links: Table


def in_periods(staffed: Staffed, earliest: Sequence[int]) -> InPeriods | None:
    """Return a plan as a problem in periods; None where people have a choice or keep hours of their own.

    `earliest` are the moments, by place, before which what is left of a task can't start in any mode: what is done
    already shows in them alone. Dates by logic aren't that, where people work longer hours than the plan.
    """
    network = staffed.compiled.network
    if staffed.consumables or staffed.splitting or network.max_lags or not _is_plain(staffed):
        return None
    activities = activities_of(staffed, earliest)
    pools = _pools(staffed)
    if activities is None or pools is None:
        return None
    demand = np.zeros((len(activities.places), len(pools.capacity)), np.int64)
    for i, place in enumerate(activities.places.tolist()):
        for slot in _slots(staffed.demands.get(place)):
            demand[i, pools.of[slot.eligible[0]]] += slot.count * slot.units
    return _in_whole_periods(activities, demand, pools)


def _in_whole_periods(activities: Activities, demand: Ints, pools: _Pools) -> InPeriods:
    links, capacity = activities.links, np.array(pools.capacity, np.int64)
    offset = _offsets(activities)
    period = _common(activities.duration, activities.release, offset)
    units = [_common(demand[:, r], capacity[r : r + 1]) for r in range(len(capacity))]
    problem = PeriodProblem(
        duration=activities.duration // period,
        demand=demand // np.array(units, np.int64) if units else demand,
        capacity=capacity // np.array(units, np.int64) if units else capacity,
        release=activities.release // period,
        tail=np.zeros(len(activities.places), np.int64),
        before=links[:, 0].copy(),
        after=links[:, 1].copy(),
        offset=offset // period,
    )
    axis = activities.axis
    return InPeriods(
        problem,
        WorkingAxis(axis.network, axis.calendar, axis.origin, period),
        activities.places,
        tuple(tuple(r for r, pool in pools.of.items() if pool == number) for number in range(len(capacity))),
    )


def _offsets(activities: Activities) -> Ints:
    """Return each link's lag counted from start to start."""
    links, duration = activities.links, activities.duration
    kind = links[:, 2]
    from_end, to_end = (kind == codes.FS) | (kind == codes.FF), (kind == codes.FF) | (kind == codes.SF)
    offset: Ints = links[:, 3] + duration[links[:, 0]] * from_end - duration[links[:, 1]] * to_end
    return offset


def _common(*values: Ints) -> int:
    return gcd(*(int(gcd_) for each in values if (gcd_ := np.gcd.reduce(each, initial=0)))) or 1


# Whether the plan is one of these


def _is_plain(staffed: Staffed) -> bool:
    """Tell whether no task has a choice of ways, ties to other tasks' people, or set-ups."""
    setups = any(resource.setup or resource.setups for resource in staffed.resources)
    return not any(
        len(demand.modes) > 1
        or demand.same_as
        or demand.not_as
        or (demand.setup and setups)
        or demand.not_before != MISSING
        for demand in staffed.demands.values()
    )


def activities_of(staffed: Staffed, earliest: Sequence[int]) -> Activities | None:
    """Return the unfinished tasks of a plan as far as its links and dates go; None where one calendar doesn't do."""
    network = staffed.compiled.network
    places = np.flatnonzero((network.state == codes.PLANNED) | (network.state == codes.STARTED))
    calendar = _only_calendar(staffed, network, places)
    if calendar is None or not _dates_only_hold_back(staffed, network, places):
        return None
    axis = WorkingAxis(network, calendar, 0)
    starts = np.array([axis.minutes(int(earliest[place])) for place in places.tolist()], np.int64)
    origin = int(starts.min(initial=axis.minutes(int(network.rules[at.PLAN_START]))))
    duration = np.array([_minutes(staffed, network, int(place)) for place in places], np.int64)
    number = np.full(network.size, -1, np.int64)
    number[places] = np.arange(len(places))
    links = _links(network, number)
    return Activities(
        WorkingAxis(network, calendar, origin), places, duration, np.maximum(starts - origin, 0), links
    )


def _only_calendar(staffed: Staffed, network: Network, places: Indices) -> int | None:
    """Return the calendar that all work and all lags go by; a calendar that never closes is the clock."""
    used = {_as_clock(network, calendar) for calendar in _calendars(staffed, network, places)}
    if len(used) > 1:
        return None
    return used.pop() if used else CLOCK


def _calendars(staffed: Staffed, network: Network, places: Indices) -> Iterator[int]:
    tasks, links = network.tasks, network.links
    for place in places.tolist():
        if tasks[place, at.SHAPE] == codes.WORK:
            demand = staffed.demands.get(place)
            parts = demand.modes[0].parts if demand is not None and demand.modes else ()
            own = network.parts[tasks[place, at.PART] : tasks[place + 1, at.PART], at.PART_CALENDAR]
            yield from {part.calendar for part in parts} or own.tolist()
            for mode in demand.modes[1:] if demand is not None else ():
                yield from (part.calendar for part in mode.parts)
        elif tasks[place, at.SHAPE] == codes.START_MILESTONE:
            yield int(tasks[place, at.CALENDAR])
    lagged = links[:, at.LAG] != 0
    yield from np.unique(links[lagged, at.LAG_CALENDAR]).tolist()


def _as_clock(network: Network, calendar: int) -> int:
    """Return CLOCK for a calendar of one stretch without an end."""
    if calendar == CLOCK:
        return CLOCK
    first = network.calendars.first
    return CLOCK if first[calendar + 1] - first[calendar] == 1 else calendar


def _dates_only_hold_back(staffed: Staffed, network: Network, places: Indices) -> bool:
    """Tell whether no date pulls work forward or fixes it, so that starting later is always possible."""
    pulls = network.rules[at.HONOUR_CONSTRAINTS] == 1
    for column in (at.CONSTRAINT, at.CONSTRAINT_2):
        kinds = network.fact(column)[places]
        if (kinds >= codes.MANDATORY_START).any() or (pulls and (kinds >= _MOST_PULLING).any()):
            return False
    if (network.fact(at.DELAY)[places] != 0).any() or (
        network.fact(at.EXPECTED_FINISH)[places] != MISSING
    ).any():
        return False
    if (network.shape == codes.GATE_FIRST).any():
        return False
    fixed = np.flatnonzero(network.state == codes.FIXED)
    if any(int(place) in staffed.demands for place in fixed):
        return False
    return all(
        len(mode.parts) <= 1 and all(part.delay == 0 for part in mode.parts)
        for demand in staffed.demands.values()
        for mode in demand.modes
    ) and not _has_parts(staffed, network, places)


def _has_parts(staffed: Staffed, network: Network, places: Indices) -> bool:
    counts = np.diff(network.tasks[:, at.PART])
    return any(counts[place] > 1 and int(place) not in staffed.demands for place in places)


def _minutes(staffed: Staffed, network: Network, place: int) -> int:
    """Return the minutes of a task that are still to do, by its first mode."""
    tasks = network.tasks
    if tasks[place, at.SHAPE] != codes.WORK:
        return 0
    begun = tasks[place, at.STATE] == codes.STARTED
    demand = staffed.demands.get(place)
    if demand is not None and demand.modes and demand.modes[0].parts:
        part = demand.modes[0].parts[0]
        return part.remaining if begun else part.minutes
    return int(network.parts[tasks[place, at.PART], at.PART_REMAINING if begun else at.PART_MINUTES])


def _links(network: Network, number: Indices) -> Table:
    most = dict(network.max_lags)
    rows = []
    net = network.net(np.zeros((0, at.FOUND_COLUMNS), np.int64))
    for row, link in enumerate(network.links.tolist()):
        before, after = int(number[link[at.BEFORE]]), int(number[link[at.AFTER]])
        if before < 0 or after < 0:
            continue  # what is finished or fixed shows in the earliest dates
        kind = link[at.KIND]
        begun = network.state[link[at.BEFORE]] == codes.STARTED
        if (begun and kind in (codes.SS, codes.SF)) or not link_counts(net, row):
            continue
        rows.append((before, after, kind, link[at.LAG], most.get(row, MISSING)))
    return np.array(rows, np.int64).reshape(len(rows), 5)


# Who can stand for whom


@dataclass(frozen=True)
class _Pools:
    capacity: Sequence[int]
    of: dict[int, int]


def _pools(staffed: Staffed) -> _Pools | None:
    """Return resources joined into pools of those that can always stand for one another; None where that isn't so.

    Whoever is picked stays to the end of a task, so tasks of one unit each are intervals, and intervals that never
    exceed the pool can be shared out among its members (interval graphs are perfect: Gilmore & Hoffman 1964).
    """
    pools: dict[frozenset[int], int] = {}
    of: dict[int, int] = {}
    units: dict[int, set[int]] = {}
    capacity: list[int] = []
    for slot in (slot for demand in staffed.demands.values() for slot in _slots(demand)):
        members = frozenset(slot.eligible)
        if members not in pools:
            if any(r in of for r in members):
                return None
            pools[members] = len(capacity)
            capacity.append(sum(staffed.resources[r].capacity for r in members))
            of.update((r, pools[members]) for r in members)
        if len(members) > 1:
            units.setdefault(pools[members], set()).add(slot.units)
    for members, pool in pools.items():
        if len(members) > 1:
            sizes = units[pool]
            if len(sizes) > 1 or any(staffed.resources[r].capacity % next(iter(sizes)) for r in members):
                return None
    return _Pools(capacity, of)


def _slots(demand: Demand | None) -> Iterable[Slot]:
    mode: Mode | None = demand.modes[0] if demand is not None and demand.modes else None
    return mode.slots if mode is not None else ()
