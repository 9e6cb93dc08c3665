"""How much everybody has to do: minutes of work and of capacity, by person and period.

Work is counted as the time that it takes of somebody: their share, for as long as the work goes on in hours in which
it can be done. Capacity is a person's own hours, overtime included, times their share and their number, less what
standing duties take.
What is asked beyond it at the same moment is over-allocation, even where the whole period has room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from fairlead.plan.document import Plan
from fairlead.plan.entities import Entity, Supplier, Task
from fairlead.plan.entities.people import Available
from fairlead.plan.errors import PlanError
from fairlead.plan.values import Moment
from fairlead.schedule.axis import Axis
from fairlead.schedule.calendars import Calendar
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.placed import Assigned, PeopleSchedule
from fairlead.schedule.rates import own_share
from fairlead.schedule.schedule import Schedule

By = Literal["day", "week", "month"]
Basis = Literal["people", "logic"]
Minutes: TypeAlias = npt.NDArray[np.int64]
Amounts: TypeAlias = npt.NDArray[np.float64]
Span: TypeAlias = tuple[int, int]

_PARTIES = ("person", "equipment", "supplier", "candidate")
_A_TRIFLE = 0.5
"""Minutes: what is over by less comes from rounding."""


class Period(NamedTuple):
    """A day, a week from Monday or a month on the wall clock; `finish` is the moment after it."""

    start: datetime
    finish: datetime


@dataclass(frozen=True, slots=True)
class Cell:
    """One party's period in minutes. `over` is what is asked beyond its capacity at the same moment.

    `tasks` are the minutes of each task, `crowded` the tasks that are over together. `overtime` is how much of the work
    is done in overtime.
    """

    work: int
    capacity: int
    over: int = 0
    tasks: Mapping[str, int] = field(default_factory=dict)
    crowded: tuple[str, ...] = ()
    overtime: int = 0

    @property
    def free(self) -> int:
        """The minutes of capacity that nothing has been planned for."""
        return max(self.capacity - self.work + self.over, 0)

    @property
    def share(self) -> float | None:
        """Work as a share of capacity; None without any capacity."""
        return self.work / self.capacity if self.capacity else None


@dataclass(frozen=True, slots=True)
class PartyLoad:
    """The load of one person, thing, firm or team in every period."""

    id: str
    name: str
    kind: str
    team: str | None
    cells: tuple[Cell, ...]

    @property
    def whole(self) -> Cell:
        """All periods together."""
        return together(self.cells)


@dataclass(frozen=True)
class Load:
    """Everybody's load. `teams` add up their members and those of teams below; `basis` says which dates these are."""

    basis: Basis
    by: By
    periods: tuple[Period, ...]
    parties: tuple[PartyLoad, ...]
    teams: tuple[PartyLoad, ...]

    def members(self, team: str | None) -> list[PartyLoad]:
        """Return who belongs to a team directly; with None, who belongs to no team."""
        return [each for each in self.parties if each.team == team]

    def of_team(self, team: str, plan: Plan) -> Load:
        """Return the load of one team, with the teams below it, alone."""
        inside = tuple(each for each in self.parties if each.team and team in _upwards(plan, each.team))
        below = tuple(each for each in self.teams if team in _upwards(plan, each.id))
        return Load(self.basis, self.by, self.periods, inside, below)

    def in_teams(self) -> Iterator[tuple[PartyLoad, int]]:
        """Yield teams before their members, with the depth of each, then those who belong to no team."""
        teams = {team.id for team in self.teams}
        yield from self._below(None, 0, teams)
        yield from ((each, 0) for each in self.parties if each.team not in teams)

    def _below(self, parent: str | None, level: int, teams: set[str]) -> Iterator[tuple[PartyLoad, int]]:
        for team in self.teams:
            if (team.team if team.team in teams else None) == parent:
                yield team, level
                yield from ((each, level + 1) for each in self.members(team.id))
                yield from self._below(team.id, level + 1, teams)

    def crowded(self) -> Iterator[tuple[PartyLoad, Period, Cell]]:
        """Yield every party and period with over-allocation."""
        for party in self.parties:
            for period, cell in zip(self.periods, party.cells, strict=True):
                if cell.over:
                    yield party, period, cell


def together(cells: Iterable[Cell]) -> Cell:
    """Return cells added up."""
    work = capacity = over = overtime = 0
    tasks: dict[str, int] = {}
    crowded: dict[str, None] = {}
    for cell in cells:
        work, capacity, over = work + cell.work, capacity + cell.capacity, over + cell.over
        overtime += cell.overtime
        crowded.update(dict.fromkeys(cell.crowded))
        for task, minutes in cell.tasks.items():
            tasks[task] = tasks.get(task, 0) + minutes
    return Cell(work, capacity, over, tasks, tuple(crowded), overtime)


# ---------------------------------------------------------------- from schedules


class _Held(NamedTuple):
    """A task with everybody on it: who gives it which share while its stretches last."""

    id: str
    task: Task
    assigned: tuple[Assigned, ...]
    segments: tuple[Span, ...]


def load_of(schedule: PeopleSchedule, by: By | None = None) -> Load:
    """Return the load of a schedule that respects people; without `by`, weeks, of long plans months."""
    return _load(asked_of(schedule), "people", by)


def asked_of(schedule: PeopleSchedule) -> Asked:
    """Return what a schedule that respects people asks of everybody."""
    return Asked.of(schedule.compiled, _held_by(schedule), (schedule.start, schedule.finish))


def _held_by(schedule: PeopleSchedule) -> Iterator[_Held]:
    for each in schedule:
        task = _task_of(schedule.compiled.plan, each.id)
        if task is None:
            continue
        # What is done asks for nobody any more; those who are named for it did it.
        assigned = each.assigned or _named(schedule.compiled.plan, task)
        if assigned:
            yield _Held(each.id, _in_mode(task, each.mode), assigned, each.segments)


def worked_spans(schedule: PeopleSchedule) -> Iterator[tuple[str, Assigned, list[Span]]]:
    """Yield every task of a schedule with each of those on it and the spans of open hours in which they are."""
    for held in _held_by(schedule):
        for assigned in held.assigned:
            spans: list[Span] = []
            for starts, ends in _worked_by(schedule.compiled, held, assigned):
                spans += zip(starts.tolist(), ends.tolist(), strict=True)
            yield held.id, assigned, spans


def load_by_logic(schedule: Schedule, people: PeopleSchedule | None = None, by: By | None = None) -> Load:
    """Return the load at the dates by logic alone.

    Who does a task is what the plan says; where it leaves that open, those whom `people` gives the task.
    """
    return _load(asked_by_logic(schedule, people), "logic", by)


def asked_by_logic(schedule: Schedule, people: PeopleSchedule | None = None) -> Asked:
    """Return what the dates by logic alone ask of everybody."""
    plan = schedule.compiled.plan
    chosen = people.placed if people is not None else {}
    held = [
        _Held(id, task, assigned, ((start, finish),))
        for id, start, finish in _spans(schedule)
        if (task := _task_of(plan, id)) is not None and start < finish
        if (assigned := (chosen[id].assigned if id in chosen else ()) or _named(plan, task))
    ]
    return Asked.of(schedule.compiled, held, (schedule.path.plan_start, schedule.path.plan_finish))


def _task_of(plan: Plan, id: str) -> Task | None:
    return plan.tasks.get(id.partition("#")[0])


def _in_mode(task: Task, mode: int | None) -> Task:
    return task.in_mode(task.modes[mode]) if mode is not None and mode < len(task.modes) else task


def _named(plan: Plan, task: Task) -> tuple[Assigned, ...]:
    named = ((who.id, who.share) for who in task.who if plan.find(who.id, _PARTIES) is not None)
    return tuple(Assigned(id, share.fraction if share else Decimal(1)) for id, share in named)


def _spans(schedule: Schedule) -> Iterator[tuple[str, int, int]]:
    """Yield every task without children with its dates by logic, each occurrence of a rhythm by itself."""
    network, path = schedule.compiled.network, schedule.path
    for id, row in schedule.compiled.row_of.items():
        if (place := int(network.place_of[row])) >= 0:
            yield id, int(path.start[place]), int(path.finish[place])
        elif (task := _task_of(schedule.compiled.plan, id)) is not None and task.every is not None:
            places = (int(network.place_of[each]) for each in np.flatnonzero(network.parent == row))
            for number, place in enumerate(places, 1):
                yield f"{id}#{number}", int(path.start[place]), int(path.finish[place])


# ---------------------------------------------------------------- the whole


@dataclass(frozen=True)
class Asked:
    """What the tasks of a compiled plan ask of everybody, between its start and its finish (`span`)."""

    compiled: Compiled
    by_party: Mapping[str, Sequence[tuple[_Held, Assigned]]]
    span: Span

    @classmethod
    def of(cls, compiled: Compiled, held: Iterable[_Held], span: Span) -> Asked:
        """Return what tasks with those on them ask."""
        asked: dict[str, list[tuple[_Held, Assigned]]] = {}
        for each in held:
            for assigned in each.assigned:
                asked.setdefault(assigned.who, []).append((each, assigned))
        return cls(compiled, asked, span)

    def shown(self) -> Iterator[str]:
        """Yield everybody in the plan, then the things, firms and candidates that have something to do."""
        yield from _shown(self.compiled.plan, self.by_party.keys())

    def tasks(self, who: str) -> tuple[str, ...]:
        """Return the ids of the tasks of one party; occurrences of rhythms as `id#1`."""
        return tuple(held.id for held, _ in self.by_party.get(who, ()))

    def pieces(self, who: str) -> Pieces:
        """Return the stretches of work of one party, by the place of the task among its tasks."""
        return _pieces(self.compiled, who, self.by_party.get(who, ()))


def _load(asked: Asked, basis: Basis, by: By | None) -> Load:
    compiled = asked.compiled
    first, last = (compiled.axis.local(minute) for minute in asked.span)
    by, periods = periods_of(first, last, by)
    edges = edges_of(compiled.axis, periods)
    parties = tuple(_party(asked, id, edges) for id in asked.shown())
    return Load(basis, by, periods, parties, tuple(teams_of(compiled.plan, parties)))


def periods_of(first: datetime, last: datetime, by: By | None) -> tuple[By, tuple[Period, ...]]:
    """Return the periods from one moment to another; without `by` weeks, of a long time months."""
    by = by or ("month" if last - first > timedelta(weeks=78) else "week")
    return by, tuple(_periods(first, last, by))


def _shown(plan: Plan, busy: Iterable[str]) -> Iterator[str]:
    """Yield everybody in the plan, then the things, firms and candidates that have something to do."""
    yield from plan.people
    busy = set(busy)
    for kind in _PARTIES[1:]:
        yield from (id for id, party in plan.of_kind(kind).items() if id in busy and _is_limited(party))


def _is_limited(party: Entity) -> bool:
    """A firm that doesn't say how many it sends has as many as are asked for."""
    return not isinstance(party, Supplier) or "count" in party.model_fields_set


def _periods(first: datetime, last: datetime, by: By) -> Iterator[Period]:
    """Yield the periods from the one in which `first` lies to the one in which `last` does, at least one."""
    start = _floor(first.date(), by)
    while True:
        following = _following(start, by)
        yield Period(_midnight(start), _midnight(following))
        if _midnight(following) >= last:
            return
        start = following


def _floor(day: date, by: By) -> date:
    if by == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by == "week" else day


def _following(day: date, by: By) -> date:
    if by == "month":
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day + timedelta(days=7 if by == "week" else 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def edges_of(axis: Axis, periods: Sequence[Period]) -> Minutes:
    """Return the minutes at which the periods start, and the one at which the last of them ends."""
    moments = [*(period.start for period in periods), periods[-1].finish]
    return np.array([axis.minute(Moment(moment.date())) for moment in moments], np.int64)


def teams_of(plan: Plan, parties: Sequence[PartyLoad]) -> Iterator[PartyLoad]:
    """Yield the teams that have members, each with all cells of everybody in it and in the teams below it."""
    for id, team in plan.teams.items():
        inside = [party for party in parties if party.team and id in _upwards(plan, party.team)]
        if inside:
            columns = zip(*(party.cells for party in inside), strict=True)
            yield PartyLoad(id, team.title, "team", team.parent, tuple(map(together, columns)))


def _upwards(plan: Plan, team: str) -> set[str]:
    found: set[str] = set()
    above: str | None = team
    while above is not None and above not in found:
        found.add(above)
        above = plan.teams[above].parent if above in plan.teams else None
    return found


# ---------------------------------------------------------------- one party


def _party(asked: Asked, id: str, edges: Minutes) -> PartyLoad:
    compiled = asked.compiled
    party = compiled.plan.party(id)
    assert party is not None
    pieces = asked.pieces(id)
    room = capacity_of(compiled, id, edges)
    overtime = in_overtime(compiled, id, pieces, edges)
    cells = cells_of(pieces, asked.tasks(id), room, overtime, edges)
    return PartyLoad(id, party.title, party.kind, getattr(party, "team", None), cells)


def cells_of(
    pieces: Pieces, tasks: Sequence[str], room: Room, overtime: Amounts, edges: Minutes
) -> tuple[Cell, ...]:
    """Return the periods of one party: what these pieces of these tasks ask, and what there is."""
    work = [_in_periods(pieces.of(number), edges) for number in range(len(tasks))]
    over, crowds = _over(pieces, room, edges)
    return tuple(
        Cell(
            work=round(sum(float(each[period]) for each in work)),
            capacity=round(float(room.minutes[period])),
            over=round(float(over[period])) if over[period] > _A_TRIFLE else 0,
            tasks={
                tasks[number]: round(float(each[period]))
                for number, each in enumerate(work)
                if each[period] > _A_TRIFLE
            },
            crowded=tuple(tasks[number] for number in crowds[period]) if over[period] > _A_TRIFLE else (),
            overtime=round(float(overtime[period])),
        )
        for period in range(len(edges) - 1)
    )


class Room(NamedTuple):
    """What somebody has to give: so many full times in each open span, and in all so many minutes a period."""

    starts: Minutes
    ends: Minutes
    units: Amounts
    minutes: Amounts


def capacity_of(compiled: Compiled, id: str, edges: Minutes) -> Room:
    """Return how much a person, thing or firm can give between the first and the last of the edges, by period."""
    party = cast(Available, compiled.plan.find(id, _PARTIES))
    calendar = compiled.hours.calendar(compiled.hours.of_party(id))
    starts, ends = _clipped(calendar, int(edges[0]), int(edges[-1]))
    units = np.full(len(starts), float(party.count) * float(own_share(compiled.plan, id)))
    return room_of(starts, ends, units, edges)


def room_of(starts: Minutes, ends: Minutes, units: Amounts, edges: Minutes) -> Room:
    """Return so many units in each of these spans as room, with the minutes that are in each period."""
    minutes = np.zeros(len(edges) - 1)
    _add(minutes, starts, ends, units, edges)
    return Room(starts, ends, units, minutes)


class Pieces(NamedTuple):
    """Stretches of work of one party: `which` of the things asked, and the share it takes."""

    starts: Minutes
    ends: Minutes
    units: Amounts
    which: Minutes

    def of(self, number: int) -> tuple[Minutes, Minutes, Amounts]:
        """Return starts, ends and units of one of the tasks."""
        mine = self.which == number
        return self.starts[mine], self.ends[mine], self.units[mine]


def _pieces(compiled: Compiled, id: str, asked: Sequence[tuple[_Held, Assigned]]) -> Pieces:
    starts, ends, units, which = [], [], [], []
    # A share on a task is of what somebody gives to the plan, which may be less than all of their hours.
    own = float(min(own_share(compiled.plan, id), Decimal(1)))
    for number, (held, assigned) in enumerate(asked):
        for spans in _worked_by(compiled, held, assigned):
            starts.append(spans[0])
            ends.append(spans[1])
            units.append(np.full(len(spans[0]), own * float(assigned.share)))
            which.append(np.full(len(spans[0]), number, np.int64))
    if not starts:
        nothing = np.empty(0, np.int64)
        return Pieces(nothing, nothing, np.empty(0), nothing)
    return Pieces(np.concatenate(starts), np.concatenate(ends), np.concatenate(units), np.concatenate(which))


def _worked_by(compiled: Compiled, held: _Held, assigned: Assigned) -> Iterator[tuple[Minutes, Minutes]]:
    """Yield the spans in which somebody works on each stretch of a task, until their part of it is done."""
    left = assigned.minutes
    for first, last in held.segments:
        starts, ends = _worked(compiled, held, assigned.who, first, last)
        if left is not None:
            lengths = ends - starts
            ends = starts + np.clip(left - (np.cumsum(lengths) - lengths), 0, lengths)
            left -= int((ends - starts).sum())
            starts, ends = starts[ends > starts], ends[ends > starts]
        yield starts, ends


def _worked(compiled: Compiled, held: _Held, id: str, first: int, last: int) -> tuple[Minutes, Minutes]:
    """Return the spans in which somebody works on a task between two moments."""
    hours = compiled.hours
    row = _hours_of(compiled, held, id)
    return _clipped(hours.calendar(hours.of_party(id) if row == CLOCK else row), first, last)


def _hours_of(compiled: Compiled, held: _Held, id: str) -> int:
    """Return the row of the hours in which somebody works on a task: shared for an estimate, their own for work."""
    hours, task = compiled.hours, held.task
    everybody = [id] if task.work is not None or task.assignments else [each.who for each in held.assigned]
    if task.duration is not None and not task.assignments:
        # It passes by itself; whoever it holds is held in their own hours.
        return hours.of_party(id) if task.calendar is None else CLOCK
    try:
        return hours.of_all(task, everybody)
    except PlanError:
        return hours.of_party(id)


def _clipped(calendar: Calendar, first: int, last: int) -> tuple[Minutes, Minutes]:
    low = int(np.searchsorted(calendar.ends, first, side="right"))
    high = int(np.searchsorted(calendar.starts, last, side="left"))
    return np.maximum(calendar.starts[low:high], first), np.minimum(calendar.ends[low:high], last)


def in_overtime(compiled: Compiled, id: str, pieces: Pieces, edges: Minutes) -> Amounts:
    """Return the minutes of work that lie in somebody's overtime, by period."""
    found = np.zeros(len(edges) - 1)
    overtime = compiled.hours.overtime_of(id)
    if overtime is None:
        return found
    for begin, end, units in zip(pieces.starts.tolist(), pieces.ends.tolist(), pieces.units, strict=True):
        starts, ends = _clipped(overtime, begin, end)
        _add(found, starts, ends, np.full(len(starts), units), edges)
    return found


def _in_periods(spans: tuple[Minutes, Minutes, Amounts], edges: Minutes) -> Amounts:
    found = np.zeros(len(edges) - 1)
    _add(found, *spans, edges)
    return found


def _add(found: Amounts, starts: Minutes, ends: Minutes, units: Amounts, edges: Minutes) -> None:
    """Add what spans hold to the periods they lie in."""
    if not len(starts):
        return
    for period in range(
        max(int(np.searchsorted(edges, starts.min(), "right")) - 1, 0),
        min(int(np.searchsorted(edges, ends.max(), "left")), len(found)),
    ):
        inside = np.minimum(ends, edges[period + 1]) - np.maximum(starts, edges[period])
        found[period] += float((np.maximum(inside, 0) * units).sum())


def _over(pieces: Pieces, room: Room, edges: Minutes) -> tuple[Amounts, list[list[int]]]:
    """Return the minutes that are asked beyond the room at the same moment, by period, and what is asked then."""
    found = np.zeros(len(edges) - 1)
    crowds: list[list[int]] = [[] for _ in found]
    if not len(pieces.starts) or not len(room.starts):
        return found, crowds
    turns = np.unique(np.concatenate([pieces.starts, pieces.ends, room.starts, room.ends, edges]))
    asked, there = (level_of(each.starts, each.ends, each.units, turns) for each in (pieces, room))
    # Work outside a person's own hours was decided for this task (`ignore_hours`); it is no crowd.
    too_much = np.where(there > 0, np.maximum(asked - there, 0), 0)
    for number in np.flatnonzero(too_much > 1e-6):
        begin, end = int(turns[number]), int(turns[number + 1])
        period = int(np.searchsorted(edges, begin, "right")) - 1
        if 0 <= period < len(found):
            found[period] += float(too_much[number]) * (end - begin)
            now = pieces.which[(pieces.starts < end) & (pieces.ends > begin)]
            crowds[period] += [each for each in now.tolist() if each not in crowds[period]]
    return found, crowds


def level_of(starts: Minutes, ends: Minutes, units: Amounts, turns: Minutes) -> Amounts:
    """Return the sum of the units of all spans that are open between each turn and the next."""
    change = np.zeros(len(turns))
    np.add.at(change, np.searchsorted(turns, starts), units)
    np.add.at(change, np.searchsorted(turns, ends), -units)
    return np.cumsum(change)
