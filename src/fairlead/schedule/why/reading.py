"""A schedule's tables, asked by task: names, dates, and the one who stands behind a place in the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np

from fairlead.plan.entities import Decision, Task
from fairlead.plan.values import Link
from fairlead.schedule import codes
from fairlead.schedule.codes import MISSING
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import CriticalPath
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.network import Network
from fairlead.schedule.why.words import Words


@dataclass(frozen=True)
class Reading:
    """What was worked out for a network, with the plan it came from; `place` is a number in network order."""

    compiled: Compiled
    network: Network
    path: CriticalPath
    crews: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who does a task, where a schedule with people has picked them; nobody by logic alone."""

    @cached_property
    def net(self) -> Net:
        """The tables as kernels take them."""
        return self.network.net(self.path.found)

    @cached_property
    def words(self) -> Words:
        """How this plan's dates are said."""
        return Words.of(self.compiled.hours.calendars.plan(), self.compiled.units)

    @cached_property
    def ids(self) -> dict[int, str]:
        """The id of each row that has one."""
        return {row: id for id, row in self.compiled.row_of.items()}

    def place_of(self, id: str) -> int | None:
        """Return where a task or decision stands; None for summaries, and for what takes no part."""
        row = self.compiled.row_of.get(id)
        place = -1 if row is None else int(self.network.place_of[row])
        return place if place >= 0 else None

    def id_of(self, place: int) -> str:
        """Return the id at a place: a gate's is its summary's, an occurrence's that of the task that comes again."""
        row = int(self.network.row_of[place])
        if row >= self.network.rows:
            row = int(self.network.gate_of[row - self.network.rows])
        while row not in self.ids:
            row = int(self.network.parent[row])
        return self.ids[row]

    def entity(self, id: str) -> Task | Decision | None:
        """Return the task or decision with this id."""
        return self.compiled.plan.tasks.get(id) or self.compiled.plan.decisions.get(id)

    def name(self, id: str) -> str:
        """Return what people call an entity; of namesakes with the summary they belong to: `Wire of Robot 2`."""
        found = self.compiled.plan.work(id)
        if found is None:
            return id
        above = self.compiled.plan.tasks.get(getattr(found, "parent", None) or "")
        return f"{found.title} of {above.title}" if above and self.bearers[found.title] > 1 else found.title

    @cached_property
    def bearers(self) -> Counter[str]:
        """How many tasks bear each name."""
        return Counter(task.title for task in self.compiled.plan.tasks.values())

    def is_gate(self, place: int) -> bool:
        """Return whether a place stands for a summary."""
        return bool(self.network.tasks[place, at.SHAPE] >= codes.GATE)

    def is_moment(self, place: int) -> bool:
        """Return whether what stands there takes no time."""
        return bool(self.network.tasks[place, at.SHAPE] != codes.WORK)

    def state(self, place: int) -> int:
        """Return the state of what stands at a place."""
        return int(self.network.tasks[place, at.STATE])

    def found(self, place: int, column: int) -> int:
        """Return one thing that the kernels worked out."""
        return int(self.path.found[place, column])

    def fact(self, place: int, column: int) -> int | None:
        """Return one of the facts that few tasks have; None where it isn't given."""
        value = int(self.network.facts[self.network.tasks[place, at.FACTS], column])
        return None if value == MISSING else value

    def link(self, row: int) -> Link | None:
        """Return the plan's link behind a row of the network; None for what ties a summary to its children."""
        number = int(self.network.link_row[row])
        return None if number < 0 else self.compiled.links[number][1]

    def local(self, minute: int) -> datetime:
        """Return the wall clock at a minute of the axis."""
        return self.compiled.axis.local(minute)

    def worked(self, first: int, last: int) -> int:
        """Return the working minutes of the plan's calendar between two minutes; negative backwards."""
        before = self.compiled.hours.calendar(0).work_before([first, last])
        return int(before[1] - before[0])

    def occurrences(self, id: str) -> list[int]:
        """Return the places of a rhythm's occurrences, in the order of time."""
        row = self.compiled.row_of[id]
        places = [int(self.network.place_of[each]) for each in np.flatnonzero(self.network.parent == row)]
        return sorted(
            (place for place in places if place >= 0), key=lambda place: int(self.path.start[place])
        )

    def leaves(self, id: str) -> list[int]:
        """Return the places of all that is at or below a task: itself, its leaves, a rhythm's occurrences."""
        plan = self.compiled.plan
        if id not in plan.tasks:
            place = self.place_of(id)
            return [] if place is None else [place]
        found: list[int] = []
        for leaf in plan.outline.leaves(id):
            place = self.place_of(leaf)
            if place is not None:
                found.append(place)
            elif leaf in self.compiled.row_of:
                found += self.occurrences(leaf)
        return found

    def first_of(self, id: str) -> int | None:
        """Return the place that starts first at or below an id."""
        return min(self.leaves(id), key=lambda place: int(self.path.start[place]), default=None)

    def last_of(self, id: str) -> int | None:
        """Return the place that finishes last at or below an id."""
        key = self.path.finish
        return max(
            self.leaves(id), key=lambda place: (int(key[place]), int(self.path.start[place])), default=None
        )
