"""A budget in one currency and contracts in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fairlead.plan.entities import Offer, Rates
from fairlead.plan.values import Money, Rate, said_money
from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, counted, slug
from fairlead.schedule.staffing.money import in_plan_currency

_SPOKEN_OF = r"\bexchange|\bcurrenc|\b{code}\b"
_MOVE = 0.1


def foreign_currencies(look: Look) -> Iterator[Found]:
    """Yield each currency in which the plan pays at an exchange rate that it takes for certain."""
    settings = look.plan.settings
    found: dict[str, list[tuple[str, Money | None]]] = {}
    for what, money in _sums(look):
        if money.currency and settings.currency and money.currency != settings.currency:
            found.setdefault(money.currency, []).append((what, money))
    for who, rate in _rates(look):
        if rate.amount.currency and settings.currency and rate.amount.currency != settings.currency:
            name = look.person(who)
            found.setdefault(rate.amount.currency, []).append((f"{name}: {rate}", _of_rate(look, who, rate)))
    for currency, paid in found.items():
        if all(rate.value.certain for rate in settings.exchange.get(currency, ())):
            yield _found(look, currency, paid)


def _sums(look: Look) -> Iterator[tuple[str, Money]]:
    for id in look.open:
        task = look.plan.tasks[id]
        if task.cost is not None:
            yield f"{look.called(id)}: {task.cost}", task.cost
    for cost in look.plan.costs.values():
        if cost.amount is not None:
            every = f" every {cost.every}" if cost.every else ""
            yield f"{cost.title}: {cost.amount}{every}", cost.amount
    for material in look.plan.materials.values():
        if material.price is not None:
            yield f"{material.title}: {material.price} each", material.price


def _rates(look: Look) -> Iterator[tuple[str, Rate]]:
    for party in (*look.plan.people, *look.plan.suppliers, *look.plan.equipment, *look.plan.candidates):
        for fact in look.plan.confidential(party).values():
            if isinstance(fact, Rates):
                yield from ((party, each.rate) for each in fact.value if each.rate is not None)
            elif isinstance(fact, Offer) and isinstance(fact.value, Rate):
                yield party, fact.value


def _of_rate(look: Look, who: str, rate: Rate) -> Money | None:
    """Return about what somebody still costs: their rate for as long as the tasks take that they are on."""
    an_hour = {"m": 60.0, "h": 1.0, "d": 60 / look.units.day, "w": 60 / look.units.week}.get(rate.per)
    spans = (each for each in look.work.values() if who in each.assigned)
    hours = sum(look.outlook.between(max(each.start, look.outlook.now), each.finish) for each in spans) / 60
    if an_hour is None or hours <= 0:
        return None
    amount = float(rate.amount.most_likely()) * an_hour * hours
    return Money(Decimal(round(amount)), rate.amount.currency)


def _found(look: Look, currency: str, paid: list[tuple[str, Money | None]]) -> Found:
    settings = look.plan.settings
    day = look.outlook.now.date()
    sums = [in_plan_currency(settings, money, day) or 0 for _, money in paid if money is not None]
    amount = float(sum(sums))
    said = f", {said_money(amount, settings.currency)} at today's rate" if amount else ""
    most = max(round(amount * _MOVE, -1), 100)
    more = (f"and {len(paid) - 6} more",) if len(paid) > 6 else ()
    return Found(
        "foreign-currency",
        f"The budget is in {settings.currency}, and {counted(len(paid), 'cost')} "
        f"{'is' if len(paid) == 1 else 'are'} in {currency}{said}",
        (*(what for what, _ in paid[:6]), *more, "the exchange rate is said without a range"),
        {
            "id": f"r-currency-{slug(currency)}",
            "event": f"{currency} becomes dearer before it is paid",
            "category": "money",
            "probability": "50%",
            "costs": f"0..{most:.0f}",
            "response": "transfer",
            "actions": [{"name": f"Buy {currency} ahead, or say the rate under `exchange` as a range"}],
        },
        "a rate rises as often as it falls; up to a tenth is a proposal",
        words=re.compile(_SPOKEN_OF.format(code=re.escape(currency)), re.IGNORECASE),
    )
