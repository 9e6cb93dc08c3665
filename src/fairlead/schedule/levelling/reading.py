"""From places and picks back to tasks and people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.findings import Finding, Severity
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import CriticalPath
from fairlead.schedule.levelling.crew import Manned, slots_in_order
from fairlead.schedule.levelling.generating import Generated
from fairlead.schedule.levelling.placed import Assigned, PeopleSchedule, Placed, WaitsFor
from fairlead.schedule.levelling.unkept import unkept
from fairlead.schedule.network import Part
from fairlead.schedule.staffing import FULL, Mode, Slot

_HELD_BY_DATES = (
    ": its maximum lag is too short for what else holds the tasks",
    "Allow more, or move what holds the task back",
)
_HELD_BY_PEOPLE = " with these people: its maximum lag is too short", "Allow more, or add people"


def unlimited(
    plan: Plan, compiled: Compiled, path: CriticalPath, findings: Sequence[Finding] = ()
) -> PeopleSchedule:
    """Return the schedule by logic as one of people, for a plan that asks for nobody."""
    placed = {
        id: Placed(id, int(path.start[place]), int(path.finish[place]),
                   _stretches(compiled, place, int(path.start[place]), int(path.found[place, at.GO_ON]),
                              int(path.finish[place])))
        for id, place in ids_in(compiled)
    }  # fmt: skip
    broken = _broken(compiled, path.broken_links, *_HELD_BY_DATES)
    found = (*findings, *broken, *_contradicted(compiled, placed))
    return PeopleSchedule(plan, compiled, placed, path.plan_start, path.plan_finish, found)


def _minutes_on(part: Part | None) -> int | None:
    """Return how long somebody is on a part of shared work; None where that isn't known to be less than the whole."""
    return part.minutes if part is not None and not part.delay else None


def people_schedule(plan: Plan, ready: Manned, generated: Generated) -> PeopleSchedule:
    """Return what the generator found in the plan's own words."""
    return _Reading(plan, ready, generated).schedule()


class _Reading:
    def __init__(self, plan: Plan, ready: Manned, generated: Generated) -> None:
        self.plan, self.ready, self.generated = plan, ready, generated
        self.staffed, self.compiled = ready.staffed, ready.staffed.compiled
        self.id_at = {place: id for id, place in ids_in(self.compiled)}
        self.modes = {
            place: mode for place in self.staffed.demands if (mode := self._mode(place)) is not None
        }
        self.seats = {place: self._seats(place, mode) for place, mode in self.modes.items()}
        # Who is on each task, as resource and units
        self.picked = {
            place: [(r, slot.units) for slot, r in seats if r >= 0] for place, seats in self.seats.items()
        }
        self.visits = self._visits()

    def schedule(self) -> PeopleSchedule:
        placed = {id: self._placed(id, place) for place, id in self.id_at.items()}
        ends = [each for each in placed.values() if not self._is_elsewhere(each.id)]
        rules = self.ready.network.rules
        start = min((each.start for each in ends), default=int(rules[at.PLAN_START]))
        finish = max((each.finish for each in ends), default=int(rules[at.PLAN_START]))
        problems = unkept(self.plan, self.ready, self.generated, self.id_at, self.modes, self.seats)
        findings = (
            *self.staffed.findings,
            *problems,
            *_broken(self.compiled, self.generated.broken, *_HELD_BY_PEOPLE),
            *_contradicted(self.compiled, placed),
        )
        return PeopleSchedule(self.plan, self.compiled, placed, start, finish, findings)

    def _is_elsewhere(self, id: str) -> bool:
        task = self.compiled.plan.tasks.get(id)
        return task is not None and task.external

    def _placed(self, id: str, place: int) -> Placed:
        found = self.generated
        start, finish = int(found.start[place]), int(found.finish[place])
        mode = self.modes.get(place)
        return Placed(
            id,
            start,
            finish,
            found.pieces.get(place)
            or _stretches(
                self.compiled, place, start, int(found.go_on[place]), finish, int(found.asked[place])
            ),
            self._assigned(place),
            mode.number if mode is not None and mode.number >= 0 else None,
            self._waits_for(place),
        )

    def _mode(self, place: int) -> Mode | None:
        row = int(self.generated.chosen[place])
        demand = self.staffed.demands.get(place)
        if row < 0 or demand is None:
            return None
        return demand.modes[row - int(self.ready.mode_first[place])]

    def _seats(self, place: int, mode: Mode) -> list[tuple[Slot, int]]:
        """Return a task's places, each with whoever fills it, as resource; -1 where nobody does."""
        slots = [slot for slot in slots_in_order(mode) for _ in range(slot.count)]
        row = int(self.ready.pick_first[place])
        return list(zip(slots, self.generated.picks[row : row + len(slots)].tolist(), strict=True))

    def _assigned(self, place: int) -> tuple[Assigned, ...]:
        shares: dict[str, int] = {}
        parts: dict[str, Part] = {}
        for slot, r in self.seats.get(place, ()):
            resource = self.staffed.resources[r]
            if r >= 0 and resource.kind != "limit":
                shares[resource.id] = shares.get(resource.id, 0) + slot.units
                if slot.part >= 0 and len(self.modes[place].parts) > 1:
                    parts[resource.id] = self.modes[place].parts[slot.part]
        return tuple(
            Assigned(who, Decimal(units) / FULL, _minutes_on(parts.get(who))) for who, units in shares.items()
        )

    # Why it waits

    def _visits(self) -> Mapping[int, tuple[list[int], list[int]]]:
        """Return for each resource when its tasks finish, in order, and which they are."""
        rows: dict[int, list[tuple[int, int]]] = {}
        for place, picks in self.picked.items():
            for r, _ in picks:
                rows.setdefault(r, []).append((int(self.generated.finish[place]), place))
        found = {}
        for r, ends in rows.items():
            ends.sort()
            found[r] = [finish for finish, _ in ends], [place for _, place in ends]
        return found

    def _waits_for(self, place: int) -> WaitsFor | None:
        found = self.generated
        asked, goes_on = int(found.asked[place]), int(found.go_on[place])
        mode = self.modes.get(place)
        if mode is None or goes_on <= asked:
            return None
        best: tuple[int, int, int] | None = None
        for slot in mode.slots:
            for r in slot.eligible:
                finishes, places = self.visits.get(r, ([], []))
                i = bisect_right(finishes, goes_on) - 1
                while i >= 0 and places[i] == place:
                    i -= 1
                if i >= 0 and finishes[i] > asked and (best is None or finishes[i] > best[0]):
                    best = finishes[i], r, places[i]
        minutes = self._minutes(mode, asked, goes_on)
        if minutes <= 0:
            return None  # its people's hours begin later than the plan's day
        if best is not None:
            return WaitsFor(self.staffed.resources[best[1]].id, self.id_at.get(best[2]), minutes)
        if mode.uses:
            return WaitsFor(self.staffed.consumables[mode.uses[0].consumable].id, None, minutes)
        named = [r for slot in mode.slots for r in slot.eligible]
        return WaitsFor(self.staffed.resources[named[0]].id, None, minutes) if named else None

    def _minutes(self, mode: Mode, first: int, last: int) -> int:
        calendar = mode.parts[0].calendar if mode.parts else CLOCK
        if calendar == CLOCK:
            return last - first
        return int(kernels.work_between(*self.ready.network.slice_of(calendar), first, last))


def _contradicted(compiled: Compiled, placed: Mapping[str, Placed]) -> Iterator[Finding]:
    """Yield tasks that are fixed to a start and to a finish which their length doesn't fit between."""
    network = compiled.network
    if not (network.facts[:, [at.CONSTRAINT, at.CONSTRAINT + 2]] == codes.MANDATORY_START).any():
        return
    for id, place in ids_in(compiled):
        kinds = network.facts[network.tasks[place, at.FACTS], [at.CONSTRAINT, at.CONSTRAINT + 2]].tolist()
        if sorted(kinds) != [codes.MANDATORY_START, codes.MANDATORY_FINISH]:
            continue
        column = at.CONSTRAINT + 2 * kinds.index(codes.MANDATORY_START) + 1
        fixed = int(network.facts[network.tasks[place, at.FACTS], column])
        first, last = sorted((fixed, placed[id].start))
        calendar = int(network.tasks[place, at.CALENDAR])
        if (
            network.state[place] != codes.PLANNED
            or first == last
            or (calendar != CLOCK and not kernels.work_between(*network.slice_of(calendar), first, last))
        ):
            continue
        start, finish = (compiled.axis.local(each) for each in (placed[id].start, placed[id].finish))
        message = (
            f"can't both start and finish where it is fixed, which isn't as long as it takes; "
            f"it is shown from {start:%Y-%m-%d %H:%M} to {finish:%Y-%m-%d %H:%M}"
        )
        yield Finding(Severity.WARNING, "fixed-dates", message, "Leave one of the dates out, or change its length",
                      "task", id, "start")  # fmt: skip


def _broken(compiled: Compiled, rows: Sequence[int], why: str, remedy: str) -> Iterator[Finding]:
    """Yield the links whose maximum lag isn't kept."""
    for row in rows:
        successor, link = compiled.links[int(compiled.network.link_row[row])]
        message = f"the link `{link}` can't be kept{why}"
        yield Finding(Severity.WARNING, "maximum-lag", message, remedy, "task", successor, "after")


def places_by_id(compiled: Compiled) -> dict[str, int]:
    """Return where every dated task stands in the network; occurrences of rhythms as `id#1`, `id#2`."""
    return dict(ids_in(compiled))


def ids_in(compiled: Compiled) -> Iterator[tuple[str, int]]:
    """Yield every task that stands in the network by itself, and the occurrences of rhythms as `id#1`, `id#2`."""
    network, tasks = compiled.network, compiled.plan.tasks
    for id, row in compiled.row_of.items():
        if id not in tasks:
            continue
        place = int(network.place_of[row])
        if place >= 0:
            yield id, place
        elif tasks[id].every is not None and not compiled.plan.outline.is_summary(id):
            for number, each in enumerate(np.flatnonzero(network.parent == row).tolist(), 1):
                yield f"{id}#{number}", int(network.place_of[each])


def _stretches(
    compiled: Compiled, place: int, start: int, goes_on: int, finish: int, asked: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Return a task's stretches of work: one, or what was done and what is left when there is a pause between them.

    Of what was done in a task under way nobody may have said how much; then it pauses from when it could go on
    (`asked`) until it does.
    """
    network = compiled.network
    if finish <= start:
        return ()
    if network.state[place] != codes.STARTED or goes_on <= start:
        return ((start, finish),)
    worked = int(network.fact(at.ACTUAL_MINUTES)[place])
    calendar = int(network.tasks[place, at.CALENDAR])
    until = start + worked
    if calendar != CLOCK and worked:
        until = int(kernels.add_work(*network.slice_of(calendar), start, worked))
    elif not worked and asked is not None and start < asked < goes_on:
        until = asked if calendar == CLOCK else int(kernels.previous_work(*network.slice_of(calendar), asked))
    if goes_on >= finish:
        return ((start, finish),)
    return ((start, finish),) if until >= goes_on or until <= start else ((start, until), (goes_on, finish))
