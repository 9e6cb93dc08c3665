"""What a plan costs at the least, and the plan in which only the cheapest ways and people are left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from fairlead.schedule import codes
from fairlead.schedule.bounds.heads import Frame
from fairlead.schedule.codes import CLOCK, LATEST
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import Manned, slots_in_order
from fairlead.schedule.optimising.objectives import minutes_between
from fairlead.schedule.staffing import FULL, Demand, Mode, Slot, Staffed
from fairlead.schedule.staffing.money import HourlyRate

_NOTHING = HourlyRate(((codes.EARLIEST, Decimal(0)),))


def cheapest(staffed: Staffed, frame: Frame | None = None) -> Staffed:
    """Return the plan with those modes alone that can cost least, and in their slots those people alone who can.

    As long as rates stay what they are, what a task costs doesn't depend on when it is done, so the least of the whole
    is the least of each. Where they change, whoever costs more than enough others at every time the task can be done is
    left out; that such a one would save others from a dearer date isn't ruled out. Tasks that share or avoid each
    other's people keep their choice. A consumable that runs short can force dearer ways: then the choice stays as well.
    """
    costs = _Costs(staffed, frame)
    demands = {place: _cheapest(costs, place, demand) for place, demand in staffed.demands.items()}
    return replace(staffed, demands=demands)


def least_cost(staffed: Staffed, frame: Frame | None = None) -> Decimal:
    """Return what no schedule of a plan costs less than, in its currency: everything in its cheapest way and time.

    Of a rate that changes, each task has the cheapest working minutes from its head on, at whichever rate they are, as
    if it could be interrupted at will. Where rates only rise that is what it costs as early as links allow.
    What overtime adds counts as in the stretch of its length that holds least of it, wherever that is in its calendar.
    """
    costs = _Costs(staffed, frame)
    return sum(
        (
            min(costs.least(place, mode) for mode in demand.modes)
            for place, demand in staffed.demands.items()
            if demand.modes
        ),
        Decimal(0),
    )


def paid_as_usual(staffed: Staffed) -> Staffed:
    """Return the plan in which overtime that is dearer than other hours is paid as they are."""
    resources = tuple(
        replace(each, hourly=each.hourly.usual)
        if each.hourly is not None and _is_dearer(each.hourly)
        else each
        for each in staffed.resources
    )
    return replace(staffed, resources=resources)


def _is_dearer(rate: HourlyRate) -> bool:
    return rate.overtime is not None and rate.overtime.factor > 1


def rates_change(staffed: Staffed) -> bool:
    """Tell whether somebody's hour costs more or less from some date on."""
    return any(resource.hourly is not None and resource.hourly.changes for resource in staffed.resources)


def wishes_for(manned: Manned, narrow: Manned, picks: Ints, modes: Ints) -> tuple[Ints, Ints]:
    """Return the picks and modes of a plan in which only the cheapest are left as those of the whole plan."""
    wished, forced = picks[:0].copy(), modes.copy()
    wished.resize(int(manned.pick_first[-1]), refcheck=False)
    wished[:] = -1
    for place, few in narrow.staffed.demands.items():
        if modes[place] < 0 or not few.modes:
            continue
        taken = few.modes[int(modes[place])]
        number, whole = next(
            (m, mode)
            for m, mode in enumerate(manned.staffed.demands[place].modes)
            if replace(mode, slots=taken.slots) == taken and _holds(mode, taken)
        )
        forced[place] = number
        row, by_slot = int(narrow.pick_first[place]), {}
        for k in _order(taken):
            by_slot[k] = picks[row : row + taken.slots[k].count]
            row += taken.slots[k].count
        row = int(manned.pick_first[place])
        for k in _order(whole):
            wished[row : row + len(by_slot[k])] = by_slot[k]
            row += len(by_slot[k])
    return wished, forced


def _order(mode: Mode) -> list[int]:
    """Return a mode's slots by number, in the board's order."""
    number = {id(slot): k for k, slot in enumerate(mode.slots)}
    return [number[id(slot)] for slot in slots_in_order(mode)]


def _holds(mode: Mode, narrowed: Mode) -> bool:
    return len(mode.slots) == len(narrowed.slots) and all(
        whole._replace(eligible=few.eligible) == few and set(few.eligible) <= set(whole.eligible)
        for whole, few in zip(mode.slots, narrowed.slots, strict=True)
    )


class _Costs:
    """What modes and people cost at the least and at the most, whenever a task is done from its head on."""

    def __init__(self, staffed: Staffed, frame: Frame | None) -> None:
        self.staffed = staffed
        self.frame = (frame or Frame(staffed)) if rates_change(staffed) else None
        self.heads = self.frame.earliest if self.frame is not None else None

    def window(self, place: int) -> tuple[int, int]:
        """Return between which moments a task is worked on: from its head on, and to the end of one on fixed dates.

        Where no rate changes it doesn't matter. Money alone sets no other task a latest finish.
        """
        if self.frame is None or self.heads is None:
            return 0, LATEST
        fixed = self.frame.state[place] == codes.FIXED
        return self.heads.start[place], self.heads.finish[place] if fixed else LATEST

    def rate(self, r: int) -> HourlyRate:
        return self.staffed.resources[r].hourly or _NOTHING

    def range(self, place: int, mode: Mode, slot: Slot, r: int) -> tuple[Decimal, Decimal]:
        """Return the least and the most that all minutes of somebody on a slot can cost, at rates by the hour."""
        minutes, (least, most) = _minutes(mode, slot), self._usual_range(place, r)
        premium = self._premium(place, mode, slot, r)
        return least * minutes + premium[0], most * minutes + premium[1]

    def _usual_range(self, place: int, r: int) -> tuple[Decimal, Decimal]:
        return self.rate(r).usual.range(*self.window(place))

    def least(self, place: int, mode: Mode) -> Decimal:
        """Return what a mode costs at the least, by its cheapest people."""
        return self._of(mode, lambda slot, r: self._least_paid(place, mode, slot, r))

    def most(self, place: int, mode: Mode) -> Decimal:
        """Return what a mode costs at the most, with the people who are cheapest then."""
        return self._of(mode, lambda slot, r: self.range(place, mode, slot, r)[1])

    def _premium(self, place: int, mode: Mode, slot: Slot, r: int) -> tuple[Decimal, Decimal]:
        """Return what overtime adds at the least and at the most to what all minutes on a slot cost."""
        overtime, minutes = self.rate(r).overtime, _minutes(mode, slot)
        if overtime is None or not minutes:
            return Decimal(0), Decimal(0)
        least, most = 0, minutes
        if self._is_worked_through(place) and not self._may_pause(place):
            calendar = mode.parts[slot.part].calendar
            least, most = overtime.on(self.staffed.compiled.network, calendar).extremes(minutes)
        amounts = self._usual_range(place, r)
        added = [(overtime.factor - 1) * amount * over for amount in amounts for over in (least, most)]
        return min(added), max(added)

    def _may_pause(self, place: int) -> bool:
        return self.staffed.splitting and self.staffed.demands[place].may_split

    def _of(self, mode: Mode, paid: Callable[[Slot, int], Decimal]) -> Decimal:
        total = mode.cost
        for slot in mode.slots:
            left = slot.count
            for amount, r in sorted((paid(slot, r), r) for r in slot.eligible):
                places = min(self.staffed.resources[r].places(slot.units), left)
                total += amount * places * slot.paid_units / FULL / 60
                left -= places
        return total

    def _least_paid(self, place: int, mode: Mode, slot: Slot, r: int) -> Decimal:
        """Return the least sum of minutes times rates by the hour, for one on a slot."""
        rate, minutes = self.rate(r).usual, _minutes(mode, slot)
        premium = self._premium(place, mode, slot, r)[0]
        if not rate.changes or not minutes:
            return rate.steps[0][1] * minutes + premium
        if not self._is_worked_through(place):
            return self._usual_range(place, r)[0] * minutes + premium
        total, left = premium, minutes
        calendar = mode.parts[slot.part].calendar
        for amount, room in sorted(self._rooms(rate, calendar, self.window(place)[0], minutes)):
            total += amount * min(room, left)
            left -= min(room, left)
        return total

    def _is_worked_through(self, place: int) -> bool:
        """Tell whether a task takes all its minutes on its calendars, rather than dates from elsewhere."""
        frame = self.frame
        return frame is not None and not frame.pinned[place] and not frame.by_expected[place]

    def _rooms(
        self, rate: HourlyRate, calendar: int, head: int, minutes: int
    ) -> Iterator[tuple[Decimal, int]]:
        """Yield each amount with the working minutes in which it holds, from a head on."""
        for begin, end, amount in rate.between(head):
            known = end < (LATEST if calendar == CLOCK else self._last(calendar))
            yield amount, minutes_between(self.staffed, calendar, begin, end) if known else minutes

    def _last(self, calendar: int) -> int:
        """Return the end of what is compiled of a calendar, beyond which there may be more."""
        _, ends, _, low, high = self.staffed.compiled.network.slice_of(calendar)
        return int(ends[high - 1]) if high > low else -LATEST


def _minutes(mode: Mode, slot: Slot) -> int:
    return mode.parts[slot.part].remaining if mode.parts and slot.part >= 0 else 0


def _cheapest(costs: _Costs, place: int, demand: Demand) -> Demand:
    if demand.same_as or demand.not_as or any(mode.uses for mode in demand.modes) or not demand.modes:
        return demand
    narrowed = [
        replace(mode, slots=tuple(_narrowed(costs, place, mode, slot) for slot in mode.slots))
        for mode in demand.modes
    ]
    enough = min(costs.most(place, mode) for mode in narrowed)
    return replace(demand, modes=tuple(mode for mode in narrowed if costs.least(place, mode) <= enough))


def _narrowed(costs: _Costs, place: int, mode: Mode, slot: Slot) -> Slot:
    """Return the slot with those who can cost no more than the dearest that it can't do without."""
    ranges = {r: costs.range(place, mode, slot, r) for r in slot.eligible}
    limit, room = Decimal(0), 0
    for r in sorted(slot.eligible, key=lambda r: ranges[r][1]):
        if room >= slot.count:
            break
        limit, room = ranges[r][1], room + costs.staffed.resources[r].places(slot.units)
    return slot._replace(eligible=tuple(r for r in slot.eligible if ranges[r][0] <= limit))
