"""Lines about the money there is: `budget 540000`, `budget -15%`, `budget +20000`."""

from __future__ import annotations

import re
from decimal import Decimal

from fairlead.plan.changes import Change, Set
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.values import Money, Percent

_LESS_OR_MORE = re.compile(r"(?P<sign>[+-])\s*(?P<rest>.+)")
_REMEDY = "write a sum, or what it changes by, as in `budget 540000`, `budget -15%`, `budget +20000`"


def budget_by(line: str, plan: Plan) -> list[Change]:
    """Return the change of `budget SUM`, or of `budget` with what it falls or rises by; cents are kept."""
    _, _, said = line.strip().partition(" ")
    found = _LESS_OR_MORE.fullmatch(said.strip())
    total = _moved(found["sign"], found["rest"], plan) if found else _sum(said)
    if total.most_likely() < 0:
        raise RequestError(f"`{line}` leaves less than nothing; {_REMEDY}")
    return [Set("plan", "plan", "budget.total", str(total))]


def _moved(sign: str, rest: str, plan: Plan) -> Money:
    budget = plan.settings.budget
    if budget is None or budget.total is None:
        raise RequestError("the plan has no budget that could change; say the sum, as in `budget 540000`")
    now = budget.total.most_likely()
    if rest.strip().endswith("%"):
        change = now * _percent(rest).fraction
    else:
        said = _sum(rest)
        if said.currency not in (None, budget.total.currency, plan.settings.currency):
            raise RequestError(f"`{rest}` is in another currency than the budget; say the new sum instead")
        change = said.most_likely()
    amount = now - change if sign == "-" else now + change
    return Money(amount.quantize(Decimal("0.01")).normalize() + 0, budget.total.currency)


def _percent(text: str) -> Percent:
    try:
        return Percent.parse(text.strip())
    except ValueError as problem:
        raise RequestError(f"{problem}; {_REMEDY}") from None


def _sum(text: str) -> Money:
    try:
        return Money.parse(text.strip())
    except ValueError as problem:
        raise RequestError(f"{problem}; {_REMEDY}") from None
