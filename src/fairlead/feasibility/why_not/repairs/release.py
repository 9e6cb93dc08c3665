"""Money that is released earlier: what has been promised anyway is there when the work is paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.judgement import Judgement
from fairlead.feasibility.why_not.purse import spent_by_day
from fairlead.feasibility.why_not.repairs.trying import Trial
from fairlead.feasibility.why_not.words import said_day
from fairlead.plan.document import Plan
from fairlead.plan.values import said_money
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.why.words import listed

Sums = Sequence[tuple[date, Decimal]]

_A_DAY = timedelta(days=1)
_LONG_AFTER = timedelta(days=1000)
_MISSES = 3  # in a row, while less and less is asked for


@dataclass(frozen=True, slots=True)
class Step:
    """A day by which so much has to be released in all, which is `more` than the plan says for that day."""

    day: date
    amount: Decimal
    more: Decimal


Found = tuple[list[Step], str, Judgement]


def released_earlier(trial: Trial) -> Iterator[Repair]:
    """Yield how much more has to be released by which day: what a schedule pays that keeps all dates.

    It is first one for which the whole budget is there from the beginning on; then less and less is asked for, as
    far as time allows.
    """
    found = [each for each in trial.best.limits if each.demand in trial.contradiction.members]
    sums = _released(trial.plan)
    if not any(each.last is not None for each in found) or not sums or trial.clock.is_over():
        return
    whole = max(_all_of(sums), _budget(trial.plan))
    everything = trial.tried([_line([(_first_day(trial.plan, sums), whole)])])
    if everything.schedule is None:
        return
    best = _Earlier(trial, sums, whole).least(everything.schedule)
    if best is None:
        return
    steps, line, judgement = best
    said = _said(steps, trial.plan.settings.currency)
    yield Repair("budget", (line,), said, None, None, False, judgement.schedule)


@dataclass
class _Earlier:
    """The search for the least that has to be released earlier."""

    trial: Trial
    sums: Sums
    whole: Decimal

    def least(self, schedule: PeopleSchedule) -> Found | None:
        """Return the steps with which a schedule was found, their line, and its judgement."""
        found = self._solved(schedule)
        if found is None:
            return None
        for at_last in (True, False):
            found = self._halved(found, at_last=at_last)
        return self._put_off(found)

    def _halved(self, best: Found, *, at_last: bool) -> Found:
        """Return the same with less brought forward, as long as less is found; `at_last`: all of it in the end."""
        low, misses = Decimal(0), 0  # the share of what is brought forward with which nothing was found
        while misses < _MISSES and not self.trial.clock.is_over():
            share = (low + 1) / 2
            steps = self._part(best[0], share)
            if at_last:
                whole = self._at_last(best[0])
                if whole.day <= steps[0].day:
                    break
                steps = [*(step for step in steps if step.day < whole.day), whole]
            less = self._tried(steps)
            if less is None or self._brought(less[0]) >= self._brought(best[0]):
                low, misses = share, misses + 1
            else:
                best, low, misses = less, Decimal(0), 0
        return best

    def _at_last(self, steps: Sequence[Step]) -> Step:
        """Return what all steps come to, on the last day on which less has been released."""
        most = max(step.amount for step in steps)
        released = Decimal(0)
        found = steps[0]
        for day, amount in self.sums:
            released += amount
            if released < most:
                found = Step(day, most, most - released)
        return found

    def _put_off(self, found: Found) -> Found:
        """Return the same with the money asked for later, where a schedule that pays later is found with it."""
        steps = [replace(step, day=step.day + _A_DAY) for step in found[0]]
        later = None if self.trial.clock.is_over() else self._tried(steps)
        if later is None or self._brought(later[0]) >= self._brought(found[0]):
            return found
        return later

    def _brought(self, steps: Sequence[Step]) -> Decimal:
        """Return how much money is there earlier, times for how many days: what is made less."""
        end = self.sums[-1][0] + _LONG_AFTER
        return sum(
            (amount * (end - day).days for day, amount in with_steps(self.sums, steps, self.whole)),
            Decimal(0),
        )

    def _tried(self, steps: Sequence[Step]) -> Found | None:
        judgement = self.trial.tried([_line(with_steps(self.sums, steps, self.whole))])
        return self._solved(judgement.schedule) if judgement.schedule is not None else None

    def _solved(self, schedule: PeopleSchedule) -> Found | None:
        """Return just what a schedule needs, and what is found with that released; None where nothing is found."""
        steps = steps_of(schedule, self.sums)
        if not steps:
            return None
        line = _line(with_steps(self.sums, steps, self.whole))
        judgement = self.trial.tried([line])
        return (steps, line, judgement) if judgement.fits else None

    def _part(self, steps: Sequence[Step], share: Decimal) -> list[Step]:
        """Return steps that bring forward a share of what these do, as early as their release allows."""
        found = []
        for step in steps:
            more = (step.more * share).quantize(Decimal(1), ROUND_CEILING)
            began = max((day for day, _ in self.sums if day <= step.day), default=step.day)
            found.append(Step(began, step.amount - step.more + more, more))
        return found


def steps_of(schedule: PeopleSchedule, sums: Sums) -> list[Step]:
    """Return by which days more has to have been released than is, for what a schedule pays and orders.

    One for each time between two releases, on the first day that takes more; in whole units of the currency.
    """
    spent = spent_by_day(schedule)
    if spent is None:
        return []
    days = [date.min, *(day for day, _ in sums), date.max]
    steps: list[Step] = []
    for begin, end in pairwise(days):
        released = sum((amount for day, amount in sums if day <= begin), Decimal(0))
        there = max([released, *(step.amount for step in steps)])
        above = [(day, amount) for day, amount in spent if begin <= day < end and amount > there]
        if above:
            most = max(amount for _, amount in above).quantize(Decimal(1), ROUND_CEILING)
            steps.append(Step(above[0][0], most, most - released))
    return steps


def with_steps(sums: Sums, steps: Sequence[Step], whole: Decimal) -> Sums:
    """Return releases of which at least so much is there by each of these days, and no more in all than before."""
    by_day: dict[date, Decimal] = {}
    for day in sorted({*(day for day, _ in sums), *(step.day for step in steps)}):
        released = sum((amount for first, amount in sums if first <= day), Decimal(0))
        asked = (min(step.amount, whole) for step in steps if step.day <= day)
        by_day[day] = max([released, *asked])
    found, before = [], Decimal(0)
    for day, amount in by_day.items():
        if amount > before:
            found.append((day, amount - before))
            before = amount
    return found


def _said(steps: Sequence[Step], currency: str | None) -> str:
    if len(steps) == 1:
        return f"{said_money(steps[0].more, currency)} more released by {said_day(steps[0].day)}"
    said = [
        f"{said_money(step.more, currency)} more{'' if number else ' released'} by {said_day(step.day)} "
        f"({said_money(step.amount, currency)} in all)"
        for number, step in enumerate(steps)
    ]
    return listed(said)


def _first_day(plan: Plan, sums: Sums) -> date:
    """Return the day from which on money can be there: that of the first release, or when the plan starts."""
    start = plan.settings.start
    return min(sums[0][0], start.date) if start is not None else sums[0][0]


def _all_of(sums: Sums) -> Decimal:
    return sum((amount for _, amount in sums), Decimal(0))


def _budget(plan: Plan) -> Decimal:
    """Return the budget, of which a part may not have been released at all; 0 where that isn't certain."""
    budget, currency = plan.settings.budget, plan.settings.currency
    total = budget.total if budget is not None else None
    if total is None or total.currency not in (None, currency) or not total.range.certain:
        return Decimal(0)
    return total.most_likely()


def _released(plan: Plan) -> Sums:
    """Return what is released when; nothing where that isn't said in certain sums of the plan's currency."""
    budget, currency = plan.settings.budget, plan.settings.currency
    releases = budget.releases if budget is not None else ()
    if any(
        each.amount.currency not in (None, currency) or not each.amount.range.certain for each in releases
    ):
        return ()
    return sorted((each.first, each.amount.most_likely()) for each in releases)


def _line(sums: Sums) -> str:
    return "plan budget.releases " + ", ".join(f"{amount:f} from {day.isoformat()}" for day, amount in sums)
