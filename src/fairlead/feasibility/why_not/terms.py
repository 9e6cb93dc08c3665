"""What a model for CP-SAT spends, as terms of it, in whole cents: what is left out, or rounded, only makes it less."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from fairlead.feasibility.why_not.paying import Bill
from fairlead.feasibility.why_not.purse import Limit
from fairlead.schedule.optimising.own_hours import OnTheClock

_MOST_CENTS = 10**14


class Spending:
    """The money in a model of work."""

    def __init__(self, bill: Bill, model: OnTheClock) -> None:
        self.bill, self.model = bill, model

    def keep_within(self, limits: Iterable[Limit], *, cautious: bool = False) -> None:
        """Keep the model within limits.

        Hours count before a day when their task is done before it; `cautious`, already when it has begun, which proves
        nothing but is more than is ever paid.
        """
        for limit in limits if self.bill.counts else ():
            if limit.last is None:
                self.model.model.add(self.of(limit) <= _cents_up(limit.amount))
            else:
                self._write_dated(limit, cautious=cautious)

    def of(self, limit: Limit) -> Any:
        """Return what the model spends of what a limit is about, in cents, as an expression; by a day at the least."""
        if limit.last is not None:
            spent = self.model.model.new_int_var(0, _MOST_CENTS, "")
            for each in self._by_day(limit, cautious=False):
                self.model.model.add(spent >= each)
            return spent
        terms: list[Any] = [_cents(self.bill.fixed_for(limit))]
        for place in self.bill.on(limit.account):
            if place in self.model.number:
                terms += [self._price_in(place), self._hours_in(place)]
                terms.append(_cents(self.bill.materials(place)))
            else:
                ways = self.bill.ways(place, self.model.heads.start, self.model.tails)
                terms.append(_cents(self.bill.least(place, ways)))
        return sum(terms)

    def _write_dated(self, limit: Limit, *, cautious: bool) -> None:
        for each in self._by_day(limit, cautious=cautious):
            self.model.model.add(each <= _cents_up(limit.amount))

    def _by_day(self, limit: Limit, *, cautious: bool) -> tuple[Any, Any]:
        """Return what is paid by the day of a limit, and what is ordered by then, as expressions."""
        assert limit.last is not None
        end = self.bill.end_of(limit.last)
        paid: list[Any] = [_cents(self.bill.fixed_for(limit))]
        orders: list[Any] = []
        for place in self.bill.tasks:
            if place not in self.model.number:
                continue
            started, finished = (self._by(place, event, end) for event in ("start", "finish"))
            price = self._price_in(place)
            orders += self._if(started, price, self._greatest_price(place))
            paid += self._if(started, _cents(self.bill.materials(place)), _cents(self.bill.materials(place)))
            worked = started if cautious else finished
            paid += self._if(worked, self._hours_in(place), self._greatest_hours(place))
            for due in self.bill.dues(place):
                share = int(due.share * 100)
                if isinstance(due.when, date):
                    then: Any = 1 if due.when <= limit.last else 0
                else:
                    then = finished if due.when == "finish" else started
                for term in self._if(then, price, self._greatest_price(place)):
                    paid.append(self._part(term, share, self._greatest_price(place)))
        return sum(paid), sum(orders)

    def _by(self, place: int, event: str, end: int) -> Any:
        """Return whether a task starts, or finishes, before a moment: 1, 0, or a literal that has to hold then."""
        row = self.model.rows[self.model.number[place]]
        low = self.model.heads.start[place] if event == "start" else self.model.heads.finish[place]
        latest = (self.model.tails.start if event == "start" else self.model.tails.finish)[place]
        if low >= end:
            return 0
        if latest < end:
            return 1
        literal = self.model.model.new_bool_var("")
        moment = row.start if event == "start" else row.end
        self.model.model.add(moment >= end - self.model.origin).only_enforce_if(~literal)
        return literal

    def _if(self, then: Any, amount: Any, greatest: int) -> list[Any]:
        """Return an amount as far as a literal holds."""
        if isinstance(then, int):
            return [amount] if then and greatest else []
        if not greatest:
            return []
        paid = self.model.model.new_int_var(0, greatest, "")
        self.model.model.add(paid >= amount).only_enforce_if(then)
        return [paid]

    def _part(self, amount: Any, share: int, greatest: int) -> Any:
        """Return so many hundredths of an amount, rounded down."""
        if share >= 100:
            return amount
        part = self.model.model.new_int_var(0, greatest, "")
        self.model.model.add(100 * part + 99 >= share * amount)
        return part

    def _price_in(self, place: int) -> Any:
        row = self.model.rows[self.model.number[place]]
        return _cents(self.bill.price(place)) + sum(
            _cents(self.bill.price_of(place, m)) * taken for m, taken in enumerate(row.taken)
        )

    def _hours_in(self, place: int) -> Any:
        row, demand = self.model.rows[self.model.number[place]], self.bill.staffed.demands.get(place)
        terms: list[Any] = [0]
        for m, taken in enumerate(row.taken):
            assert demand is not None
            for k, slot in enumerate(demand.modes[m].slots):
                if len(slot.eligible) == 1:
                    terms.append(_cents(self.bill.paid(place, m, k, slot.eligible[0]) * slot.count) * taken)
        for (m, k, key), literal in row.picks.items():
            terms.append(_cents(self.bill.paid(place, m, k, key // 1000)) * literal)
        return sum(terms)

    def _greatest_price(self, place: int) -> int:
        of_modes = [_cents(self.bill.price_of(place, m)) for m in range(self.bill.modes(place))]
        return _cents(self.bill.price(place)) + max(of_modes, default=0)

    def _greatest_hours(self, place: int) -> int:
        demand = self.bill.staffed.demands.get(place)
        return max(
            (
                sum(
                    max(
                        _cents(self.bill.paid(place, m, k, r) * slot.count) + slot.count
                        for r in slot.eligible
                    )
                    for k, slot in enumerate(mode.slots)
                )
                for m, mode in enumerate(demand.modes if demand is not None else ())
            ),
            default=0,
        )


def _cents(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value(ROUND_FLOOR))


def _cents_up(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value(ROUND_CEILING))
