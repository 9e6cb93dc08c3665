"""Money that is released earlier: what has been promised anyway is there when the work is paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.purse import Limit, keeps_to
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.words import said_day
from fairlead.plan.document import Plan
from fairlead.plan.values import said_money
from fairlead.schedule.levelling.placed import PeopleSchedule

Sums = Sequence[tuple[date, Decimal]]

_A_DAY = timedelta(days=1)


def released_earlier(trial: Trial) -> Iterator[Repair]:
    """Yield how much of what is released later has to be there by the day of the contradiction, or from the beginning
    on, as far as was found: so much as the schedule spends that is found with all of it there.
    """
    found = [each for each in trial.best.limits if each.demand in trial.contradiction.members]
    sums = _released(trial.plan)
    if len(found) != 1 or found[0].last is None or not sums or trial.clock.is_over():
        return
    last = found[0].last
    later = sum((amount for day, amount in sums if day > last), Decimal(0))
    for first in _days(trial.plan, sums, last):
        everything = _line(_earlier(sums, last, later, first))
        judgement = trial.tried([everything])
        if judgement.schedule is None or not judgement.fits:
            continue
        more = _least(judgement.schedule, sums, last, later, first)
        line = _line(_earlier(sums, last, more, first))
        less = trial.tried([line])
        if less.schedule is None or not less.fits:
            more, line, less = later, everything, judgement
        amount = said_money(more, trial.plan.settings.currency)
        said = f"{amount} more released by {said_day(last if first == _latest(sums, last) else first)}"
        yield Repair("budget", (line,), said, None, None, False, less.schedule)
        return


def _days(plan: Plan, sums: Sums, last: date) -> Iterator[date]:
    """Yield on which days more could be released: the last before the money is short, then the first of all."""
    latest = _latest(sums, last)
    if latest is not None:
        yield latest
        if sums[0][0] < latest:
            yield sums[0][0]
    else:
        yield min(plan.settings.start.date, last) if plan.settings.start is not None else last


def _latest(sums: Sums, last: date) -> date | None:
    return max((day for day, _ in sums if day <= last), default=None)


def _released(plan: Plan) -> Sums:
    """Return what is released when; nothing where that isn't said in certain sums of the plan's currency."""
    budget, currency = plan.settings.budget, plan.settings.currency
    releases = budget.releases if budget is not None else ()
    if any(
        each.amount.currency not in (None, currency) or not each.amount.range.certain for each in releases
    ):
        return ()
    return sorted((each.first, each.amount.most_likely()) for each in releases)


def _earlier(sums: Sums, last: date, more: Decimal, first: date) -> Sums:
    """Return releases of which so much more, of what comes after a day, is there from the `first` one on."""
    found = {day: amount for day, amount in sums if day <= last}
    found[first] = found.get(first, Decimal(0)) + more
    for day, amount in sums:
        if day > last:
            taken = min(more, amount)
            more -= taken
            if amount > taken:
                found[day] = found.get(day, Decimal(0)) + amount - taken
    return sorted(found.items())


def _least(schedule: PeopleSchedule, sums: Sums, last: date, later: Decimal, first: date) -> Decimal:
    """Return how much more has to be there for a schedule, in whole units; all that comes later is enough."""
    low, high = 0, int(later.to_integral_value(ROUND_CEILING))
    while low < high:
        middle = (low + high) // 2
        if keeps_to(schedule, _limits(_earlier(sums, last, Decimal(middle), first))):
            high = middle
        else:
            low = middle + 1
    return min(Decimal(low), later)


def _limits(sums: Sums) -> Iterator[Limit]:
    released = Decimal(0)
    for day, amount in sums:
        yield Limit(released, last=day - _A_DAY)
        released += amount


def _line(sums: Sums) -> str:
    return "plan budget.releases " + ", ".join(f"{amount:f} from {day.isoformat()}" for day, amount in sums)
