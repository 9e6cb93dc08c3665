"""A sum of money as an option of a command has it."""

from __future__ import annotations

from fairlead.cli.schedules import today
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.values import Money


def sum_in(plan: Plan, option: str, text: str) -> float:
    """Return one sum of 0 or more in the plan's currency; raises RequestError that names the option."""
    from fairlead.schedule.staffing.money import in_plan_currency

    try:
        said = Money.parse(text)
    except ValueError as problem:
        raise RequestError(f"{option}: {problem}") from None
    if not said.range.certain or said.most_likely() < 0:
        raise RequestError(f"{option}: write one sum of 0 or more, such as 20000")
    status = plan.settings.status_date
    amount = in_plan_currency(plan.settings, said, status.date if status is not None else today())
    if amount is None:
        own = plan.settings.currency
        raise RequestError(
            f"{option}: the plan's `exchange` has no rate for {said.currency}; "
            + (f"write the sum in {own}" if own else "leave the currency out")
        )
    return float(amount)
