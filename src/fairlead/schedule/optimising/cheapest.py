"""A staffed plan in which only the cheapest ways and people are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from fairlead.schedule.levelling.crew import slots_in_order
from fairlead.schedule.optimising.objectives import cost_of
from fairlead.schedule.staffing import Demand, Mode, Slot, Staffed


def cheapest(staffed: Staffed) -> Staffed:
    """Return the plan with those modes alone that cost least, and in their slots those people alone who do.

    What a task costs doesn't depend on when it is done, so the least of the whole is the least of each. Tasks that
    share or avoid each other's people keep their choice. A consumable that runs short can force dearer ways: then the
    choice stays as well.
    """
    return replace(
        staffed, demands={place: _cheapest(staffed, demand) for place, demand in staffed.demands.items()}
    )


def least_cost(staffed: Staffed) -> Decimal:
    """Return what no schedule of a plan costs less than: everything done in its cheapest way, by the cheapest."""
    return sum(
        (
            min(_cost(staffed, mode) for mode in demand.modes)
            for demand in staffed.demands.values()
            if demand.modes
        ),
        Decimal(0),
    )


def _cheapest(staffed: Staffed, demand: Demand) -> Demand:
    if demand.same_as or demand.not_as or any(mode.uses for mode in demand.modes) or not demand.modes:
        return demand
    narrowed = [_with_cheapest_people(staffed, mode) for mode in demand.modes]
    costs = [_cost(staffed, mode) for mode in narrowed]
    least = min(costs)
    modes = tuple(mode for mode, cost in zip(narrowed, costs, strict=True) if cost == least)
    return replace(demand, modes=modes)


def _with_cheapest_people(staffed: Staffed, mode: Mode) -> Mode:
    return replace(mode, slots=tuple(_narrowed(staffed, slot) for slot in mode.slots))


def _narrowed(staffed: Staffed, slot: Slot) -> Slot:
    """Return the slot with those who cost no more than the dearest that it can't do without."""
    rates = {r: staffed.resources[r].rate or Decimal(0) for r in slot.eligible}
    places = {r: staffed.resources[r].places(slot.units) for r in slot.eligible}
    limit, room = Decimal(0), 0
    for r in sorted(slot.eligible, key=rates.__getitem__):
        if room >= slot.count:
            break
        limit, room = rates[r], room + places[r]
    return slot._replace(eligible=tuple(r for r in slot.eligible if rates[r] <= limit))


def _cost(staffed: Staffed, mode: Mode) -> Decimal:
    picks: list[int] = []
    for slot in slots_in_order(mode):
        picks += _least(staffed, slot)
    return cost_of(staffed, mode, picks)


def _least(staffed: Staffed, slot: Slot) -> list[int]:
    rates: Mapping[int, Decimal] = {r: staffed.resources[r].rate or Decimal(0) for r in slot.eligible}
    found: list[int] = []
    for r in sorted(slot.eligible, key=rates.__getitem__):
        most = staffed.resources[r].places(slot.units)
        found += [r] * min(most, slot.count - len(found))
    return found + [-1] * (slot.count - len(found))
