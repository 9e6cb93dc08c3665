"""What work costs at the least, in whatever way and by whomever it is done: and bounds on what is spent by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from fairlead.feasibility.cash import terms_of
from fairlead.feasibility.why_not.purse import Limit, least_of
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.values import Moment
from fairlead.schedule.bounds.heads import Frame, Tails
from fairlead.schedule.codes import LATEST
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import Manned, slots_in_order
from fairlead.schedule.optimising.cheapest import least_cost
from fairlead.schedule.staffing import Staffed
from fairlead.schedule.staffing.from_plan import staffed

Event = Literal["start", "finish"]
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Due:
    """A share of a task's price, paid when it starts or finishes, or on a day."""

    share: Decimal
    when: Event | date


@dataclass(frozen=True, slots=True)
class Fixed:
    """A sum that is paid whatever anybody does, on a day where that is known."""

    amount: Decimal
    day: date | None
    account: str | None

    def is_within(self, limit: Limit) -> bool:
        """Tell whether it is paid of what a limit is about, surely before its last day is over."""
        in_time = limit.last is None or (self.day is not None and self.day <= limit.last)
        return in_time and limit.account in (None, self.account)


class Reserve:
    """What has to be left for tasks and costs of which nothing but the money matters."""

    def __init__(self, compiled: Compiled) -> None:
        staff = staffed(compiled)
        ids = {place: id for id in compiled.row_of if (place := staff.place_of(id)) is not None}
        bill = Bill(compiled.plan, staff, Frame(staff), ids)
        self.fixed = list(bill.fixed()) if bill.counts else []
        self.least: dict[str, Decimal] = defaultdict(Decimal)
        for place, task in bill.tasks.items() if bill.counts else ():
            self.least[task.id] += bill.least(place, range(bill.modes(place)))
        self.accounts = {task.id: task.account for task in bill.tasks.values()}

    def of(self, limit: Limit, tasks: Iterable[str]) -> Decimal:
        """Return how much of a limit these tasks and all costs take at the least; of one by a day the costs alone."""
        costs = (each.amount for each in self.fixed if each.is_within(limit))
        works = (
            self.least.get(id, _NOTHING)
            for id in (tasks if limit.last is None else ())
            if limit.account in (None, self.accounts.get(id))
        )
        return sum(costs, _NOTHING) + sum(works, _NOTHING)


class Bill:
    """What the places of a network cost at the least. `ids` are the tasks by place."""

    def __init__(self, plan: Plan, staffed: Staffed, frame: Frame, ids: Mapping[int, str]) -> None:
        self.plan, self.staffed, self.frame = plan, staffed, frame
        self.tasks: dict[int, Task] = {
            place: task
            for place, id in ids.items()
            if frame.real[place] and (task := plan.tasks.get(id.partition("#")[0])) is not None
        }
        self.counts = not any(amount < 0 for amount in self._all_prices())
        """Whether nothing earns money: else what is left out wouldn't only make it cheaper."""
        self._of_mode: dict[tuple[int, int], Decimal] = {}
        self._paid: dict[tuple[int, int, int, int], Decimal] = {}

    def _all_prices(self) -> Iterator[Decimal]:
        yield from (each.amount for each in self.fixed())
        for place in self.tasks:
            yield self.price(place)
            yield self.materials(place)
            yield from (self.price_of(place, m) for m in range(self.modes(place)))

    def fixed(self) -> Iterator[Fixed]:
        """Yield the plan's own costs that are due once."""
        for cost in self.plan.costs.values():
            if cost.amount is not None and cost.every is None:
                amount = least_of(self.plan.settings, cost.amount)
                yield Fixed(amount, cost.on.last if cost.on is not None else None, cost.account)

    def price(self, place: int) -> Decimal:
        """Return a task's own price, whichever way it is done."""
        task = self.tasks[place]
        return least_of(self.plan.settings, task.cost) if task.cost is not None else _NOTHING

    def materials(self, place: int) -> Decimal:
        """Return what the materials cost that a task takes, paid when it starts."""
        total = _NOTHING
        for need in self.tasks[place].needs:
            material = self.plan.materials.get(need.alternatives[0].what)
            if material is not None and material.price is not None:
                total += least_of(self.plan.settings, material.price) * Decimal(need.count[1])
        return total

    def dues(self, place: int) -> Iterator[Due]:
        """Yield when the shares of a task's price are paid."""
        task = self.tasks[place]
        terms = terms_of(self.plan, task)
        if terms is not None:
            yield from (Due(part.share.fraction, part.when) for part in terms.instalments)
        elif task.cost_accrual == "prorated":
            yield from (Due(Decimal("0.5"), when) for when in ("start", "finish"))
        else:
            yield Due(Decimal(1), "start" if task.cost_accrual == "start" else "finish")

    def on(self, account: str | None) -> list[int]:
        """Return the places whose tasks are booked on an account; for None all of them."""
        return [place for place, task in self.tasks.items() if account in (None, task.account)]

    def modes(self, place: int) -> int:
        """Return in how many ways a task can be done that differ in people or price."""
        demand = self.staffed.demands.get(place)
        return len(demand.modes) if demand is not None else 0

    def price_of(self, place: int, m: int) -> Decimal:
        """Return the price of a way on top of the task's own."""
        number = self.staffed.demands[place].modes[m].number
        money = self.tasks[place].modes[number].cost if 0 <= number < len(self.tasks[place].modes) else None
        return least_of(self.plan.settings, money) if money is not None else _NOTHING

    def hours_of(self, place: int, m: int) -> Decimal:
        """Return what people's hours cost at the least in a way, by the cheapest of them."""
        key = place, m
        if key not in self._of_mode:
            demand = self.staffed.demands[place]
            alone = replace(demand, modes=(replace(demand.modes[m], cost=_NOTHING),))
            self._of_mode[key] = least_cost(replace(self.staffed, demands={place: alone}), self.frame)
        return self._of_mode[key]

    def paid(self, place: int, m: int, k: int, r: int) -> Decimal:
        """Return what one place of a slot costs at the least when somebody fills it."""
        key = place, m, k, r
        if key not in self._paid:
            demand = self.staffed.demands[place]
            slot = demand.modes[m].slots[k]._replace(eligible=(r,), count=1)
            alone = replace(demand, modes=(replace(demand.modes[m], cost=_NOTHING, slots=(slot,)),))
            self._paid[key] = least_cost(replace(self.staffed, demands={place: alone}), self.frame)
        return self._paid[key]

    # Bounds

    def ways(self, place: int, heads: Sequence[int], tails: Tails | None) -> list[int]:
        """Return the ways of a task that fit between its head and its tail; all of them where none does."""
        count = self.modes(place)
        every = list(range(count))
        if tails is None or tails.finish[place] >= LATEST or count < 2:
            return every
        if self.frame.pinned[place] or self.frame.by_expected[place]:
            return every
        able = [m for m in every if self._has_room(place, m, heads[place], tails.finish[place])]
        return able or every

    def _has_room(self, place: int, m: int, head: int, tail: int) -> bool:
        for part in self.frame.modes[place][m]:
            hours = self.frame.hours(part.calendar)
            if hours.before(tail) - hours.before(head) < self.frame.minutes(place, part):
                return False
        return True

    def least(self, place: int, ways: Iterable[int]) -> Decimal:
        """Return what a task costs at the least when it is done in one of these ways."""
        own = self.price(place) + self.materials(place)
        return own + min((self.hours_of(place, m) + self.price_of(place, m) for m in ways), default=_NOTHING)

    def cheapest_first(self, place: int) -> list[int]:
        """Return the ways of a task, the cheapest first."""
        return sorted(
            range(self.modes(place)), key=lambda m: self.hours_of(place, m) + self.price_of(place, m)
        )

    def by_saving(self) -> list[int]:
        """Return the places whose ways, or people, make a difference in money, the greatest first."""
        spread = {place: self._spread(place) for place in self.tasks if self.modes(place)}
        return sorted((place for place, most in spread.items() if most), key=lambda place: -spread[place])

    def _spread(self, place: int) -> Decimal:
        demand = self.staffed.demands[place]
        of_modes = [self.price_of(place, m) + self.hours_of(place, m) for m in range(len(demand.modes))]
        found = max(of_modes) - min(of_modes)
        for m, mode in enumerate(demand.modes):
            for k, slot in enumerate(mode.slots):
                paid = [self.paid(place, m, k, r) for r in slot.eligible]
                found = max(found, max(paid) - min(paid))
        return found

    def wish(self, ready: Manned, place: int, m: int, picks: Ints, modes: Ints) -> None:
        """Note that a task is to be done in a way, by those who cost least in it."""
        mode, row = self.staffed.demands[place].modes[m], int(ready.pick_first[place])
        modes[place] = m
        number = {id(slot): k for k, slot in enumerate(mode.slots)}
        for slot in slots_in_order(mode):
            ranked = sorted(slot.eligible, key=lambda r: self.paid(place, m, number[id(slot)], r))
            for n in range(slot.count):
                picks[row] = ranked[min(n, len(ranked) - 1)]
                row += 1

    def exceeds(self, limit: Limit, heads: Sequence[int], tails: Tails | None) -> Decimal:
        """Return by how much a limit is exceeded at the least when all is in time; 0 where it may be kept."""
        if not self.counts:
            return _NOTHING
        counted = {place: self.ways(place, heads, tails) for place in self.on(limit.account)}
        if limit.last is None:
            spent = sum((self.least(place, ways) for place, ways in counted.items()), self.fixed_for(limit))
            return max(spent - limit.amount, _NOTHING)
        end = self.end_of(limit.last)
        paid = sum(
            (self._surely_paid(place, ways, limit.last, end, tails) for place, ways in counted.items()),
            self.fixed_for(limit),
        )
        orders = sum(
            (
                self._least_price(place, ways)
                for place, ways in counted.items()
                if tails is not None and tails.start[place] < end
            ),
            _NOTHING,
        )
        return max(paid - limit.amount, orders - limit.amount, _NOTHING)

    def hurried(self, limit: Limit, heads: Sequence[int], tails: Tails, excess: Decimal) -> list[int]:
        """Return the places that dates make dearer, the worst first, as many as it takes to exceed a limit."""
        if limit.last is not None:
            return []
        dearer = {
            place: self.least(place, self.ways(place, heads, tails))
            - self.least(place, range(self.modes(place)))
            for place in self.on(limit.account)
        }
        found: list[int] = []
        spare = sum(dearer.values(), _NOTHING) - excess
        for place in sorted(dearer, key=lambda place: -dearer[place]):
            if spare < 0 or not dearer[place]:
                break
            found.append(place)
            spare -= dearer[place]
        return found

    def _surely_paid(
        self, place: int, ways: Sequence[int], last: date, end: int, tails: Tails | None
    ) -> Decimal:
        """Return what is paid for a task at the end of a day, however late it is done."""
        finished = tails is not None and tails.finish[place] < end
        started = tails is not None and tails.start[place] < end
        total = self.materials(place) if started else _NOTHING
        if finished:
            total += min((self.hours_of(place, m) for m in ways), default=_NOTHING)
        price = self._least_price(place, ways)
        for due in self.dues(place):
            by_event = finished if due.when == "finish" else started
            surely = due.when <= last if isinstance(due.when, date) else by_event
            total += due.share * price if surely else _NOTHING
        return total

    def _least_price(self, place: int, ways: Iterable[int]) -> Decimal:
        return self.price(place) + min((self.price_of(place, m) for m in ways), default=_NOTHING)

    def fixed_for(self, limit: Limit) -> Decimal:
        """Return what is paid of a limit whatever anybody does."""
        counted = (each.amount for each in self.fixed() if each.is_within(limit))
        return sum(counted, _NOTHING)

    def end_of(self, day: date) -> int:
        """Return the moment at which a day is over."""
        return self.staffed.compiled.axis.minute(Moment(day), end=True)
