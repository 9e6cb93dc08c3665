"""What a schedule of people can't keep, said with the tasks and people that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.findings import Finding, Severity
from fairlead.schedule import codes
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.levelling.crew import Manned
from fairlead.schedule.levelling.generating import Generated
from fairlead.schedule.staffing import Mode, Slot

Seats = Sequence[tuple[Slot, int]]
"""The places of a task, each with the number of whoever fills it; -1 where nobody does."""

_HELD = 1  # by its dates, where there is no room
_MOST_NAMED = 4
_LOOSEN = "Let somebody else do one of them, or loosen what ties them; until then it is scheduled without"


def unkept(
    plan: Plan,
    ready: Manned,
    generated: Generated,
    ids: Mapping[int, str],
    modes: Mapping[int, Mode],
    seats: Mapping[int, Seats],
) -> Iterator[Finding]:
    """Yield places that nobody may fill, tasks held by their dates where there is no room, and ties that don't hold.

    `ids`, `modes` and `seats` are by place in the network.
    """
    return _Unkept(plan, ready, generated, ids, modes, seats).findings()


class _Unkept:
    def __init__(
        self,
        plan: Plan,
        ready: Manned,
        generated: Generated,
        ids: Mapping[int, str],
        modes: Mapping[int, Mode],
        seats: Mapping[int, Seats],
    ) -> None:
        self.plan, self.ready, self.generated = plan, ready, generated
        self.ids, self.modes, self.seats = ids, modes, seats
        self.demands = ready.staffed.demands

    def findings(self) -> Iterator[Finding]:
        for place in np.flatnonzero(self.generated.overloaded).tolist():
            empty = [slot for slot, r in self.seats.get(place, ()) if r < 0]
            for slot in dict.fromkeys(empty):
                yield self._nobody(place, slot, empty.count(slot))
            if self.generated.overloaded[place] == _HELD:
                yield self._held(place)
        for place in self.modes:
            yield from self._too_short(place)
            yield from self._others(place)

    # Places that nobody fills

    def _nobody(self, place: int, slot: Slot, count: int) -> Finding:
        left = "nobody is" if count == slot.count else f"too few are, by {count},"
        reasons = [self._why_not(place, r) for r in slot.eligible]
        more = f" and {len(reasons) - _MOST_NAMED} more likewise" if len(reasons) > _MOST_NAMED else ""
        message = (
            f"{self._asked(place, slot)}{left} left who may do it: {'; '.join(reasons[:_MOST_NAMED])}{more}"
        )
        return self._warning(
            "nobody-can", message, _LOOSEN, place, "not_as" if self._avoided(place) else "needs"
        )

    def _asked(self, place: int, slot: Slot) -> str:
        task, mode = self.plan.tasks.get(self.ids.get(place, "").partition("#")[0]), self.modes[place]
        if task is None or slot.asked < 0:
            return ""
        way = task.ways[mode.number] if mode.number >= 0 else task
        entries = (*way.who, *way.needs)
        return f"`{entries[slot.asked]}`: " if slot.asked < len(entries) else ""

    def _why_not(self, place: int, r: int) -> str:
        """Return why somebody who could fill a place of a task mustn't."""
        name = self._title(r)
        avoided = self._avoided(place)
        for other in avoided:
            if r in self._on(other):
                return f"{name} is on `{self.ids.get(other)}`, whose people it is to avoid (`not_as`)"
        if r in self._on(place):
            return f"{name} is on it already"
        for other in avoided:
            demand = self.demands.get(other)
            if demand and any(r in slot.eligible for mode in demand.modes for slot in mode.slots):
                return f"{name} is left to `{self.ids.get(other)}`, which is for others (`not_as`)"
        return f"{name} can't give it that much"

    def _avoided(self, place: int) -> list[int]:
        """Return the tasks whose people a task is to avoid, whichever of the two says so."""
        own = self.demands[place].not_as
        return [*own, *(other for other, demand in self.demands.items() if place in demand.not_as)]

    # Dates that hold a task

    def _held(self, place: int) -> Finding:
        who = ", ".join(sorted(map(self._title, self._on(place)))) or "what it uses up"
        message = f"is held by its dates where {who} can't do it beside other work"
        remedy = "Move it, give it to somebody else, or move what they do then"
        return self._warning("overloaded", message, remedy, place, "who")

    def _too_short(self, place: int) -> Iterator[Finding]:
        """Yield a task that a date pulls to before the hours of those it needs begin."""
        network, mode, found = self.ready.network, self.modes[place], self.generated
        if (
            network.state[place] != codes.PLANNED
            or network.tasks[place, at.ORDINARY] == 1
            or len(mode.parts) != 1
        ):
            return
        calendar, start, finish = mode.parts[0].calendar, int(found.go_on[place]), int(found.finish[place])
        if calendar == CLOCK or place in found.pieces:
            return
        minutes = int(kernels.work_between(*network.slice_of(calendar), start, finish))
        if minutes < mode.parts[0].minutes:
            who = ", ".join(sorted(map(self._title, self._on(place)))) or "its hours"
            message = (
                f"is held by its dates where {who} can give only {minutes / 60:.4g} h of the "
                f"{mode.parts[0].minutes / 60:.4g} h it takes"
            )
            yield self._warning(
                "overloaded", message, "Move it, or give it to somebody else", place, "finish"
            )

    # Ties to the same people

    def _others(self, place: int) -> Iterator[Finding]:
        """Yield a task that should stay with those of others, and doesn't as far as it could."""
        if self.ready.network.state[place] != codes.PLANNED:
            return
        others = [other for other in self.demands[place].same_as if other != place]
        if not others:
            return
        eligible = {r for mode in self.demands[place].modes for slot in mode.slots for r in slot.eligible}
        theirs = {r for other in others for r in self._on(other)} & eligible
        if not theirs:
            return
        mine = self._on(place)
        most = max(
            _most_of(theirs, [slot for slot in mode.slots for _ in range(slot.count)])
            for mode in self.demands[place].modes
        )
        if len(mine & theirs) >= min(len(mine) or 1, most):
            return
        names = ", ".join(sorted(f"`{self.ids.get(other)}`" for other in others))
        there = _listed(sorted(map(self._title, mine - theirs))) or "nobody"
        message = (
            f"is to stay with those of {names} ({_listed(sorted(map(self._title, theirs)))}), but {there} "
            f"{'are' if len(mine - theirs) > 1 else 'is'} on it"
        )
        barred = [self._why_not(place, r) for r in sorted(theirs - mine) if self._is_barred(place, r)]
        if barred:
            message += f": {'; '.join(barred)}"
        yield self._warning(
            "same-as", message, "Loosen `same_as` or `not_as`, or ask for others", place, "same_as"
        )

    def _is_barred(self, place: int, r: int) -> bool:
        return any(r in self._on(other) for other in self._avoided(place))

    def _on(self, place: int) -> set[int]:
        """Return the people who are on a task."""
        resources = self.ready.staffed.resources
        return {
            r for _, r in self.seats.get(place, ()) if r >= 0 and resources[r].kind in ("person", "candidate")
        }

    def _title(self, r: int) -> str:
        return self.ready.staffed.resources[r].title

    def _warning(self, code: str, message: str, remedy: str, place: int, field: str) -> Finding:
        return Finding(Severity.WARNING, code, message, remedy, "task", self.ids.get(place) or "", field)


def _most_of(people: set[int], slots: Sequence[Slot]) -> int:
    """Return how many of these people the places of a task can hold, each in one (Kuhn 1955)."""
    holder: dict[int, int] = {}

    def placed(r: int, seen: set[int]) -> bool:
        for k, slot in enumerate(slots):
            if r in slot.eligible and k not in seen:
                seen.add(k)
                if k not in holder or placed(holder[k], seen):
                    holder[k] = r
                    return True
        return False

    return sum(placed(r, set()) for r in people)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
