"""What is agreed, held: the same people in the same order, and dates that move only as facts force them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import Manned, slots_in_order
from fairlead.schedule.levelling.generating import Generated, Generator, ranked
from fairlead.schedule.levelling.reading import places_by_id
from fairlead.schedule.staffing import Slot

if TYPE_CHECKING:
    from fairlead.schedule.agreed import Agreed, AgreedTask

_LATE = 1 << 57


def as_agreed(generator: Generator, agreed: Agreed) -> Generated:
    """Return the schedule with people, ways and order of what is agreed, and nothing before its agreed start.

    Tasks that aren't in it come last, in the order of the document. Where the plan isn't manned `held`, tasks may move
    forward. Raises BeyondCalendarsError like the generator.
    """
    return generator.generated(rank_as_agreed(generator, agreed))


def rank_as_agreed(generator: Generator, agreed: Agreed) -> Ints:
    """Let the next runs keep to people, ways and starts of what is agreed; return the rank that keeps its order."""
    rank, wishes, modes, held = wishes_of(generator.manned, agreed)
    generator.wish(wishes, modes)
    generator.hold(held)
    return rank


def wishes_of(ready: Manned, agreed: Agreed) -> tuple[Ints, Ints, Ints, dict[int, int]]:
    """Return rank, people, modes and earliest starts of what is agreed, by place."""
    keys = np.full(ready.size, _LATE, np.int64)
    wishes = np.full(int(ready.pick_first[-1]), -1, np.int64)
    modes = np.full(ready.size, -1, np.int64)
    held: dict[int, int] = {}
    axis = ready.staffed.compiled.axis
    for id, place in places_by_id(ready.staffed.compiled).items():
        task = agreed.tasks.get(id)
        if task is None:
            continue
        start = task.placed(axis).start
        keys[place] = start
        if ready.network.state[place] == codes.PLANNED:
            held[place] = start
        _wish(ready, place, task, wishes, modes)
    return ranked(ready, keys), wishes, modes, held


def _wish(ready: Manned, place: int, task: AgreedTask, wishes: Ints, modes: Ints) -> None:
    """Wish for the people of a task, and force the first mode in which they can all stand."""
    demand = ready.staffed.demands.get(place)
    if demand is None or not task.assigned:
        return
    number = {resource.id: r for r, resource in enumerate(ready.staffed.resources)}
    named = {number[each.who] for each in task.assigned if each.who in number}
    for m, mode in enumerate(demand.modes):
        if task.mode is not None and mode.number != task.mode:
            continue
        standing = _standing(mode.slots, named, ready)
        if standing is None:
            continue
        if len(demand.modes) > 1:
            modes[place] = m
        row = int(ready.pick_first[place])
        for slot in slots_in_order(mode):
            for r in standing[id(slot)]:
                wishes[row] = r
                row += 1
        return


def _standing(slots: Sequence[Slot], named: set[int], ready: Manned) -> dict[int, list[int]] | None:
    """Return who of those named stands in which slot; None where not everybody has a place, or a place has nobody."""
    left = set(named)
    found: dict[int, list[int]] = {}
    for slot in sorted(slots, key=lambda slot: len(slot.eligible)):
        limits = [r for r in slot.eligible if ready.staffed.resources[r].kind == "limit"]
        able = limits or [r for r in slot.eligible if r in left] or [r for r in slot.eligible if r in named]
        if not able:
            return None
        picked = [able[i % len(able)] for i in range(slot.count)]
        found[id(slot)] = picked
        left -= set(picked)
    return None if left else found
