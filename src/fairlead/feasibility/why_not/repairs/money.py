"""More money, or less to pay for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.case import Case
from fairlead.feasibility.why_not.money import least_cost_of
from fairlead.feasibility.why_not.purse import Limit, limits_of, payments_of, total_of
from fairlead.feasibility.why_not.repairs.scope import optional_tasks
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.spending import least_in_time
from fairlead.feasibility.why_not.words import quoted
from fairlead.plan.changes import Remove
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.plan.values import said_money
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.widening import within_calendars
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.verifying import verify

_SECONDS = 2.0


def raised(trial: Trial) -> Iterator[Repair]:
    """Yield the budget with which the cheapest schedule that was found can be paid."""
    schedule = _cheapest(trial, trial.best.plan)
    if schedule is None:
        return
    total, budget = _cost(schedule), total_of(trial.best.limits)
    if total is None or budget is None or budget != total_of(limits_of(trial.best.plan)):
        return  # what is released in all is less than the budget, whatever that is
    wanted = total.quantize(Decimal(1), ROUND_CEILING)
    if wanted <= budget:
        return
    more = wanted - budget
    currency = trial.plan.settings.currency
    said = f"{said_money(more, currency)} more, a budget of {said_money(wanted, currency)}"
    proven = total - least_cost_of(schedule).total < 1
    yield Repair("budget", (f"budget {wanted}",), said, more, None, proven, schedule)


def dearer(trial: Trial) -> Iterator[Repair]:
    """Yield the sum, in the place of one that is too little, with which all can be done in time."""
    found = [each for each in trial.best.limits if each.demand in trial.contradiction.members]
    if len(found) != 1 or found[0].last is not None or trial.clock.is_over():
        return
    limit = found[0]
    wanted = _least_in_time(trial, limit)
    if wanted is None or wanted <= limit.amount:
        return
    name = "budget" if limit.account is None else f"plan budget.accounts.{limit.account}"
    judgement = trial.tried([f"{name} {wanted}"])
    if judgement.fits:
        more, currency = wanted - limit.amount, trial.plan.settings.currency
        of = "a budget" if limit.account is None else f"an account `{limit.account}`"
        said = f"{said_money(more, currency)} more, {of} of {said_money(wanted, currency)}"
        yield Repair("budget", (f"{name} {wanted}",), said, more, None, True, judgement.schedule)


def _least_in_time(trial: Trial, limit: Limit) -> Decimal | None:
    aims = [aim for aim in trial.best.aims if (aim.kind, aim.id) not in trial.given_up]
    limits = [limit, *(each for each in trial.limits(()) if each.account != limit.account or each.last)]

    def least(compiled: Compiled) -> tuple[Decimal, bool] | None:
        case = Case(trial.best.plan, compiled, aims, trial.clock.is_over, purse=limits)
        return least_in_time(case, limit, min(_SECONDS, trial.clock.left))

    try:
        found = within_calendars(trial.best.plan, trial.default_start, least)
    except FairleadError:
        return None
    return found[0].quantize(Decimal(1), ROUND_CEILING) if found is not None else None


def cheaper(trial: Trial) -> Iterator[Repair]:
    """Yield the one optional task without which the money is enough."""
    for task in optional_tasks(trial):
        line = trial.line(Remove("task", task.id, unlink=True))
        plan = trial.changed([line])
        schedule = _cheapest(trial, plan) if plan is not None else None
        budget = total_of(trial.best.limits)
        cost = _cost(schedule) if schedule is not None else None
        if schedule is not None and budget is not None and cost is not None and cost <= budget:
            yield Repair("drop", (line,), f"drop {quoted(task.title)}", Decimal(0), None, False, schedule)
            return


def _cost(schedule: PeopleSchedule) -> Decimal | None:
    payments = payments_of(schedule)
    return None if payments is None else sum((each.amount for each in payments), Decimal(0))


def _cheapest(trial: Trial, plan: Plan) -> PeopleSchedule | None:
    if trial.clock.is_over():
        return None
    try:
        found = optimised(
            plan,
            goal="cost",
            time_limit=min(_SECONDS, trial.clock.left / 4),
            default_start=trial.default_start,
            stopped=trial.clock.is_over,
        )
    except FairleadError:
        return None
    return found.schedule if found.schedule is not None and not verify(plan, found.schedule) else None
