"""A plan's network with the people and things there are, and the ways in which each task can be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from fairlead.plan.findings import Finding
from fairlead.schedule.codes import MISSING
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.network import Part
from fairlead.schedule.staffing.money import HourlyRate

FULL = 1000
"""Units of one person or thing at full time: shares are counted in thousandths."""

AMOUNT = 1000
"""Units of one piece of a material, or of one unit of the plan's currency."""

ResourceKind = Literal["person", "equipment", "supplier", "candidate", "limit"]


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody or something that can do only so much at a time.

    `capacity` is in units of `FULL`, `calendar` the place of its own hours in the network's calendars (CLOCK: always).
    A `limit` is nobody: work in progress of a team (`wip:firmware`), or two tasks that must not overlap
    (`apart:weld+paint`); tasks hold it from start to finish, nights included. `setup` are the working minutes that a
    change of the kind of work takes on it, `setups` those of certain changes (from, to), which win.
    """

    id: str
    title: str
    kind: ResourceKind
    capacity: int
    calendar: int
    rate: Decimal | None = None  # plan's currency for an hour of one at full time, today; None: nobody says
    setup: int = 0
    setups: Mapping[tuple[str, str], int] = field(default_factory=dict)
    team: str | None = None
    plan_priority: int = 500
    hourly: HourlyRate | None = None  # as `rate`, from when on

    def places(self, units: int) -> int:
        """Return how many places of one slot it can fill: one person is one, at however small a share of their time."""
        return self.capacity // max(units, FULL)


class Slot(NamedTuple):
    """A place to fill: `count` of the eligible, each for `units` of their time, while part `part` is worked on.

    Who is eligible has the same hours as far as the part's calendar is concerned, so that any choice keeps the dates.
    Several alike (`count`) may fill as many places of a slot as there are of them. Best suited first.
    """

    eligible: tuple[int, ...]
    count: int  # type: ignore[assignment] # shadows tuple.count, which nobody needs here
    units: int
    part: int = 0
    asked: int = 0
    """Which entry of the task asks for it: 0.. are those of `who`, then those of `needs`; -1 for limits."""
    paid: int = 0
    """Units by which they are paid, where these aren't a share of what they give to the plan; 0: they are."""

    @property
    def paid_units(self) -> int:
        """Return the units that are paid for at somebody's `hourly`."""
        return self.paid or self.units


class Use(NamedTuple):
    """So much of a consumable, taken when the task starts, in units of `AMOUNT`."""

    consumable: int
    amount: int


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of doing a task: its time on calendars, who fills its places, what it uses up.

    `parts` are as the network has them (calendars by their place in the network), `minutes` the length on the first
    of them. `number` is the place among the task's `modes` in the document, -1 where it has none. `cost` comes on top
    of people's rates.
    """

    minutes: int
    parts: tuple[Part, ...]
    slots: tuple[Slot, ...]
    uses: tuple[Use, ...] = ()
    cost: Decimal = Decimal(0)
    number: int = -1


@dataclass(frozen=True, slots=True)
class Consumable:
    """Something that is used up: how much of it there is from when on, in units of `AMOUNT`, as (moment, in all)."""

    id: str
    title: str
    supply: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """What a task asks of people and things beyond its row of the network.

    `modes` are the ways to do it, the one by logic alone first where it is among them; tasks that hold nobody have
    none. `same_as` and `not_as` are places of tasks whose people it shares or avoids. `priority` is greater for what
    goes first when dates leave the choice. `may_split`: it may be interrupted for other work where the plan's options
    allow splitting at all.
    """

    modes: tuple[Mode, ...]
    same_as: tuple[int, ...] = ()
    not_as: tuple[int, ...] = ()
    setup: str | None = None
    priority: int = 500
    may_split: bool = False
    not_before: int = MISSING
    """Frozen from outside, e.g. materials that have to be ordered first."""


@dataclass(frozen=True)
class Staffed:
    """A compiled plan and its limits. `demands` are by place in network order, for places that ask for anything.

    `compiled.network` holds every calendar that a mode goes by. `findings` name what nobody can do, with the nearest
    candidates; such needs are left out, so that the rest can be scheduled.
    """

    compiled: Compiled
    resources: tuple[Resource, ...]
    demands: Mapping[int, Demand]
    consumables: tuple[Consumable, ...] = ()
    findings: tuple[Finding, ...] = ()
    splitting: bool = False

    def place_of(self, id: str) -> int | None:
        """Return where a task stands in the network; None for summaries, inactive tasks and strangers."""
        row = self.compiled.row_of.get(id)
        place = -1 if row is None else int(self.compiled.network.place_of[row])
        return place if place >= 0 else None
