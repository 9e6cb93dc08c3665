"""Lines about the money there is: `budget 540000`, `budget -15%`, `budget +20000`."""

from __future__ import annotations

import re
from decimal import Decimal

from fairlead.plan.changes import Change, Set
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.values import Money, Percent

_LESS_OR_MORE = re.compile(r"(?P<sign>[-+\N{MINUS SIGN}\N{EN DASH}])\s*(?P<rest>.+)")
"""Texts and tables, such as ours, write the sign of what falls in other ways than keyboards do."""

_SHARE = re.compile(r"\d+(?:\.\d+)?%")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.])")
"""Three figures behind a point are no cents: where points stand between thousands, that is a thousand times more."""

_REMEDY = "write a sum, or what it changes by, as in `budget 540000`, `budget -15%`, `budget +20000`"


def budget_by(line: str, plan: Plan) -> list[Change]:
    """Return the change of `budget SUM`, or of `budget` with what it falls or rises by; cents are kept."""
    _, *rest = line.split(None, 1)
    said = "".join(rest).strip()
    if not said:
        raise RequestError(f"say what the budget is to be; {_REMEDY}")
    found = _LESS_OR_MORE.fullmatch(said)
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
    amount = now + change if sign == "+" else now - change
    return Money(amount.quantize(Decimal("0.01")).normalize() + 0, budget.total.currency)


def _percent(text: str) -> Percent:
    try:
        return Percent.parse("".join(text.split()))
    except ValueError as problem:
        raise RequestError(f"{problem}; {_REMEDY}") from None


def _sum(text: str) -> Money:
    if _SHARE.fullmatch(share := "".join(text.split())):
        raise RequestError(
            f"say whether the budget falls or rises by {share}: `budget -{share}` or `budget +{share}`"
        )
    if found := _THOUSANDS.search(text):
        whole = found[0].replace(".", "")
        raise RequestError(f"write `{whole}`, without a sign between the thousands, not `{found[0]}`")
    try:
        return Money.parse(text.strip())
    except ValueError as problem:
        raise RequestError(f"{problem}; {_REMEDY}") from None
