"""Sums of a plan in its own currency, and what an hour costs from when on, overtime included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fairlead.plan.entities import Settings
from fairlead.plan.values import Money
from fairlead.schedule.codes import LATEST
from fairlead.schedule.staffing.overtime import OvertimePay


@dataclass(frozen=True, slots=True)
class HourlyRate:
    """What an hour costs in the plan's currency: `steps` are amounts, each from a moment (axis minute) until the next.

    The first holds from the beginning, the last for ever. `overtime` says when an hour costs so many times as much.
    """

    steps: tuple[tuple[int, Decimal], ...]
    overtime: OvertimePay | None = None

    @property
    def changes(self) -> bool:
        """Whether an hour costs more or less than another one at some moment."""
        return len(self.steps) > 1 or self.overtime is not None

    @property
    def usual(self) -> HourlyRate:
        """Return what an hour costs that is no overtime."""
        return self if self.overtime is None else HourlyRate(self.steps)

    def usual_at(self, moment: int) -> Decimal:
        """Return what an hour costs at a moment without overtime."""
        return next(self._steps_between(moment, LATEST))[2]

    def at(self, moment: int) -> Decimal:
        """Return what an hour costs at a moment."""
        return next(self.between(moment))[2]

    def between(self, begin: int, end: int = LATEST) -> Iterator[tuple[int, int, Decimal]]:
        """Yield from when to when each amount holds between two moments; of an empty time that at `begin` alone."""
        if self.overtime is None or begin >= end:
            yield from self._steps_between(begin, end)
            return
        for first, last, amount in self._steps_between(begin, end):
            for from_, to in self.overtime.between(first, last):
                if first < from_:
                    yield first, from_, amount
                yield from_, to, amount * self.overtime.factor
                first = to
            if first < last:
                yield first, last, amount

    def range(self, begin: int, end: int = LATEST) -> tuple[Decimal, Decimal]:
        """Return the least and the greatest amount that holds at any time between two moments, as usual or overtime."""
        amounts = [amount for _, _, amount in self._steps_between(begin, end)]
        least, greatest = min(amounts), max(amounts)
        if self.overtime is None:
            return least, greatest
        factor = self.overtime.factor
        return min(least, least * factor), max(greatest, greatest * factor)

    def _steps_between(self, begin: int, end: int) -> Iterator[tuple[int, int, Decimal]]:
        until = [moment for moment, _ in self.steps[1:]]
        for (_, amount), last in zip(self.steps, [*until, LATEST], strict=True):
            if last <= begin < LATEST:
                continue
            yield begin, min(last, end), amount
            if last >= end:
                return
            begin = last


def in_plan_currency(settings: Settings, money: Money, day: date) -> Decimal | None:
    """Return the most likely amount in the plan's currency at that day's exchange rate; None where there is none."""
    amount = money.most_likely()
    if money.currency is None or money.currency == settings.currency:
        return amount
    rates = settings.exchange.get(money.currency, ())
    known = [rate for rate in rates if rate.first is None or rate.first <= day] or list(rates[:1])
    if not known:
        return None
    return amount * max(known, key=lambda rate: rate.first or date.min).value.most_likely()
