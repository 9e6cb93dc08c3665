"""How much everybody has to do in several plans: each at its own dates, beside each other.

What two plans ask of somebody at the same moment is added up; where that is more than there is of them, it is too much,
though neither plan asks for too much by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.entities import Settings
from fairlead.schedule.axis import Axis
from fairlead.schedule.load import (
    Amounts,
    Asked,
    Basis,
    By,
    Load,
    Minutes,
    PartyLoad,
    Pieces,
    Room,
    capacity_of,
    cells_of,
    edges_of,
    in_overtime,
    level_of,
    periods_of,
    room_of,
    teams_of,
)
from fairlead.schedule.sharing.clock import Clock
from fairlead.schedule.sharing.pool import pool_of

_SHOWN = ("team", "person", "equipment", "supplier", "candidate")


def side_by_side(plans: Mapping[str, Plan]) -> Plan:
    """Return what several plans, their templates unfolded, have by its ids, to look names up in; nothing to schedule.

    People, things and teams are there once, as the first plan has them; tasks as `plan:task`.
    """
    names = " + ".join(plan.title for plan in plans.values())
    first = next(iter(plans.values())).settings
    found: dict[tuple[str, str], object] = {}
    entities = []
    for name, plan in plans.items():
        for kind in _SHOWN:
            for id, entity in plan.of_kind(kind).items():
                if found.setdefault((kind, id), entity) is entity:
                    entities.append(entity)
        for task in plan.tasks.values():
            entities.append(task.model_copy(update={"id": f"{name}:{task.id}", "parent": None, "after": ()}))
    head = Settings(name=names, calendar=first.calendar, status_date=first.status_date)
    return Plan.of(head, *entities)


def load_together(asked: Mapping[str, Asked], basis: Basis, by: By | None = None) -> Load:
    """Return the load of several plans by what each asks; tasks are `plan:task`, the rest as in `load_of`."""
    return _Loads(asked, basis, by).load()


class _Loads:
    def __init__(self, asked: Mapping[str, Asked], basis: Basis, by: By | None) -> None:
        self.asked, self.basis = asked, basis
        self.clock = Clock.of(each.compiled.axis for each in asked.values())
        self.pool = pool_of({name: each.compiled.plan for name, each in asked.items()})
        spans = [self.clock.common(each.compiled.axis, each.span).tolist() for each in asked.values()]
        first, last = min(start for start, _ in spans), max(finish for _, finish in spans)
        self.by, self.periods = periods_of(self.clock.local(first), self.clock.local(last), by)
        self.edges = edges_of(Axis(self.clock.zone), self.periods)

    def load(self) -> Load:
        plan = side_by_side({name: each.compiled.plan for name, each in self.asked.items()})
        parties = tuple(self._parties())
        return Load(self.basis, self.by, self.periods, parties, tuple(teams_of(plan, parties)))

    def _parties(self) -> Iterator[PartyLoad]:
        where: dict[tuple[str, str], list[str]] = {}
        for name, asked in self.asked.items():
            for id in asked.shown():
                party = asked.compiled.plan.party(id)
                assert party is not None
                where.setdefault((party.kind, id), []).append(name)
        # People first, then the things, as for one plan.
        for (kind, id), names in sorted(where.items(), key=lambda each: each[0][0] != "person"):
            yield self._party(kind, id, names)

    def _party(self, kind: str, id: str, names: list[str]) -> PartyLoad:
        if id in self.pool.holders:
            names = [name for name in self.pool.holders[id] if self._of_kind(name, kind, id)]
        party = self.asked[names[0]].compiled.plan.of_kind(kind)[id]
        tasks: list[str] = []
        found: list[Pieces] = []
        overtime = np.zeros(len(self.edges) - 1)
        for name in names:
            pieces = self.asked[name].pieces(id)
            overtime += in_overtime(self.asked[name].compiled, id, pieces, self._own_edges(name))
            found.append(self._common(name, pieces, len(tasks)))
            tasks += [f"{name}:{task}" for task in self.asked[name].tasks(id)]
        everything = Pieces(*(np.concatenate(columns) for columns in zip(*found, strict=True)))
        cells = cells_of(everything, tasks, self._room(id, names), overtime, self.edges)
        return PartyLoad(id, party.title, party.kind, getattr(party, "team", None), cells)

    def _of_kind(self, name: str, kind: str, id: str) -> bool:
        return id in self.asked[name].compiled.plan.of_kind(kind)

    def _own_edges(self, name: str) -> Minutes:
        return self.clock.own(self.asked[name].compiled.axis, self.edges)

    def _common(self, name: str, pieces: Pieces, first: int) -> Pieces:
        axis = self.asked[name].compiled.axis
        starts, ends = (self.clock.common(axis, each) for each in (pieces.starts, pieces.ends))
        return Pieces(starts, ends, pieces.units, pieces.which + first)

    def _room(self, id: str, names: list[str]) -> Room:
        """Return what there is of somebody: at any moment what they give to the plans in whose hours it is."""
        rooms = [self._own_room(name, id) for name in names]
        if len(names) == 1 or id not in self.pool.holders:
            return room_of(rooms[0].starts, rooms[0].ends, rooms[0].units, self.edges)
        turns = np.unique(np.concatenate([each for room in rooms for each in (room.starts, room.ends)]))
        open_in = [level_of(room.starts, room.ends, np.ones(len(room.starts)), turns) > 0 for room in rooms]
        units: Amounts = np.zeros(len(turns))
        for together in {tuple(each) for each in np.array(open_in).T.tolist()}:
            there = [name for name, is_open in zip(names, together, strict=True) if is_open]
            at = np.logical_and.reduce(
                [each == is_open for each, is_open in zip(open_in, together, strict=True)]
            )
            units[at] = float(self.pool.together(id, there))
        kept = units[:-1] > 0
        return room_of(turns[:-1][kept], turns[1:][kept], units[:-1][kept], self.edges)

    def _own_room(self, name: str, id: str) -> Room:
        compiled = self.asked[name].compiled
        own = capacity_of(compiled, id, self._own_edges(name))
        starts, ends = (self.clock.common(compiled.axis, each) for each in (own.starts, own.ends))
        return Room(starts, ends, own.units, own.minutes)
