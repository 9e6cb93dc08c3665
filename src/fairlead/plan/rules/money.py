"""Money: every sum can be counted in the plan's currency, and the budget fits itself."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Cost, Entity, Rates, Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, listed, warning
from fairlead.plan.values import Money, Rate
from fairlead.plan.values.ids import suggest


def currencies_have_rates(context: Context) -> Iterator[Finding]:
    """A sum in another currency needs a rate in the plan."""
    settings = context.plan.settings
    for entity, field, currency in _currencies(context):
        if currency == settings.currency or currency in settings.exchange:
            continue
        if settings.currency is None:
            message = f"a sum in {currency}, but the plan doesn't say its own currency"
            yield error(entity, field, "no-currency", message, f"Add `currency: {currency}` to the plan")
        else:
            message = f"a sum in {currency}, and no rate from {currency} to {settings.currency}"
            remedy = f"Add `exchange: {{{currency}: ...}}` to the plan: how many {settings.currency} one {currency} is"
            yield error(entity, field, "no-exchange-rate", message, remedy)


def accounts_are_known(context: Context) -> Iterator[Finding]:
    """What is booked on an account needs the account in the budget, where the budget has any."""
    budget = context.plan.settings.budget
    accounts = budget.accounts if budget else {}
    booked: tuple[Task | Cost, ...] = (*context.having("account"), *context.plan.costs.values())
    for entity in booked:
        if entity.account is not None and entity.account not in accounts:
            near = suggest(entity.account, list(accounts))
            remedy = (
                f"Did you mean `{near}`?"
                if near
                else f"The accounts are {listed(accounts)}"
                if accounts
                else "Add it under `budget`"
            )
            message = f"there is no account `{entity.account}` in the budget"
            yield error(entity, "account", "unknown-account", message, remedy)


def escalated_accounts_are_known(context: Context) -> Iterator[Finding]:
    """What escalates apart from the rest is an account of the budget."""
    settings = context.plan.settings
    accounts = settings.budget.accounts if settings.budget else {}
    for account in settings.escalations:
        if account not in accounts:
            near = suggest(account, list(accounts))
            known = f"The accounts are {listed(accounts)}" if accounts else "Add it under `budget`"
            message = f"`escalations` names the account `{account}`, which isn't in the budget"
            remedy = f"Did you mean `{near}`?" if near else known
            yield error(settings, "escalations", "unknown-account", message, remedy)


def budget_fits_itself(context: Context) -> Iterator[Finding]:
    """Accounts and releases don't add up to more than the total."""
    settings = context.plan.settings
    budget = settings.budget
    if budget is None or budget.total is None:
        return
    total = budget.total.most_likely()
    for what, sums in (
        ("accounts", budget.accounts.values()),
        ("releases", [release.amount for release in budget.releases]),
    ):
        together = sum(
            (money.most_likely() for money in sums if money.currency == budget.total.currency),
            start=total - total,
        )
        if together > total:
            message = f"the {what} add up to {together}, more than the total of {budget.total}"
            yield warning(settings, "budget", "budget-sum", message, "Correct one of the sums")
    if budget.contingency is not None and not 0 <= budget.contingency.fraction < 1:
        message = f"a contingency of {budget.contingency} is inside the total"
        yield error(settings, "budget", "budget-sum", message, "Write a share below 100%")


def rates_cost_something(context: Context) -> Iterator[Finding]:
    """Hours, uses and pieces don't cost less than nothing."""
    for entity in context.whole:
        if isinstance(entity, Rates):
            for dated in entity.value:
                for said in (dated.rate, dated.overtime):
                    if said is not None and said.amount.range.low < 0:
                        message = f"a rate of {said} is below 0, so that work earns money"
                        remedy = "Write what it costs; for what comes in there is `invoice`"
                        yield warning(entity, "value", "negative-rate", message, remedy)


def _currencies(context: Context) -> Iterator[tuple[Entity, str, str]]:
    """Yield every currency that is named, with who names it in which field."""
    for entity in context.whole:
        for field, value in _sums(entity):
            currency = value.amount.currency if isinstance(value, Rate) else value.currency
            if currency is not None:
                yield entity, field, currency


_FIELDS_WITH_MONEY = {
    "task": ("cost", "invoice"),
    "goal": ("penalty",),
    "cost": ("amount",),
    "risk": ("costs",),
    "material": ("price",),
    "salary": ("value",),
    "offer": ("value",),
}


def _sums(entity: Entity) -> Iterator[tuple[str, Money | Rate]]:
    for field in _FIELDS_WITH_MONEY.get(entity.kind, ()):
        value = getattr(entity, field)
        if value is not None:
            yield field, value
    if entity.kind == "risk":
        yield from (
            ("actions", money)
            for action in getattr(entity, "actions", ())
            for money in (action.cost, action.costs)
            if money is not None
        )
    if isinstance(entity, Task):
        yield from (("modes", mode.cost) for mode in entity.modes if mode.cost is not None)
        yield from (("instead", way.cost) for way in entity.instead if way.cost is not None)
    if isinstance(entity, Rates):
        for dated in entity.value:
            yield from (
                ("value", value) for value in (dated.rate, dated.overtime, dated.per_use) if value is not None
            )
    if entity.kind == "plan" and (scales := getattr(entity, "risk_scales", None)) is not None:
        yield from (("risk_scales", money) for money in scales.money)
    if entity.kind == "plan" and (budget := getattr(entity, "budget", None)) is not None:
        sums = (budget.total, *budget.accounts.values(), *(release.amount for release in budget.releases))
        yield from (("budget", value) for value in sums if value is not None)


RULES: tuple[Rule, ...] = (
    currencies_have_rates,
    accounts_are_known,
    escalated_accounts_are_known,
    budget_fits_itself,
    rates_cost_something,
)
