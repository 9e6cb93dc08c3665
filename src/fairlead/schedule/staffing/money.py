"""Sums of a plan in its own currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fairlead.plan.entities import Settings
from fairlead.plan.values import Money


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
