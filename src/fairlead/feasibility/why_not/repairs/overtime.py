"""Overtime: the least that is enough, within what the levers allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.repairs.staff import hourly
from fairlead.feasibility.why_not.repairs.trying import Trial, smallest
from fairlead.feasibility.why_not.words import said_day, said_number
from fairlead.plan.changes import Set
from fairlead.plan.entities import Person
from fairlead.plan.values import Overtime, said_money
from fairlead.schedule.why.words import listed

_STEPS = 4  # of the hours allowed


def worked_over(trial: Trial) -> Iterator[Repair]:
    """Yield the least overtime, in quarters of what the levers allow, of those whom the contradiction is about."""
    levers = trial.plan.settings.levers
    if levers is None or levers.overtime is None or "overtime" not in Person.model_fields:
        return
    until = max((aim.moment.date for aim in trial.aims), default=None)
    if until is None or until < trial.today:
        return
    barred = {*levers.not_overtime, *levers.never}
    ids = [each.id for each in trial.contradiction.members if each.kind == "capacity"]
    people = [
        each
        for id in ids
        if (each := trial.plan.people.get(id)) is not None and not ({id, each.team} & barred)
    ]
    for some in (*([each] for each in people), people if len(people) > 1 else []):
        if some and (repair := _least(trial, some, levers.overtime)) is not None:
            yield repair
            return


def _least(trial: Trial, people: Sequence[Person], allowed: Overtime) -> Repair | None:
    until = max(aim.moment.date for aim in trial.aims)

    def lines(step: int) -> list[str]:
        said = _share(allowed, step)
        period = f"{trial.today.isoformat()}..{until.isoformat()}"
        changes = [Set("person", each.id, "overtime", str(said)) for each in people]
        if "overtime_during" in Person.model_fields:
            changes += [Set("person", each.id, "overtime_during", [period]) for each in people]
        return list(trial.lines(changes))

    found = smallest(1, _STEPS, lambda step: trial.tried(lines(step)))
    if found is None:
        return None
    step, judgement, proven = found
    said = _share(allowed, step)
    cost = _price(trial, people, said)
    price = f" ({said_money(cost, trial.plan.settings.currency)})" if cost is not None else ""
    hours = Decimal(trial.units.minutes(said.time)) / 60
    per = {"d": "day", "w": "week", "mo": "month"}.get(str(said.per), str(said.per))
    words = (
        f"{said_number(hours, 'hour')} of overtime a {per} for {listed([each.title for each in people])} "
        f"until {said_day(until)}{price}"
    )
    return Repair("overtime", tuple(lines(step)), words, cost, None, proven, judgement.schedule)


def _share(allowed: Overtime, step: int) -> Overtime:
    from fairlead.plan.values import Duration

    amount = (allowed.time.amount * step / _STEPS).quantize(Decimal("0.01")).normalize() + 0
    return Overtime(Duration(amount, allowed.time.unit), allowed.per, allowed.pay)


def _price(trial: Trial, people: Sequence[Person], said: Overtime) -> Decimal | None:
    """Return what all of the overtime costs if it is all worked until the last date."""
    until = max(aim.moment.date for aim in trial.aims)
    days = (until - trial.today).days + 1
    times = {"d": Decimal(trial.minutes_between(trial.today, until)) / trial.units.day, "w": Decimal(days) / 7,
             "mo": Decimal(days * 12) / 365}[str(said.per)]  # fmt: skip
    hours = Decimal(trial.units.minutes(said.time)) / 60 * times
    rates = [hourly(trial.plan, each.id, trial.today) for each in people]
    if any(rate is None for rate in rates):
        return None
    pay = said.pay.fraction if said.pay is not None else Decimal(1)
    return sum((rate * hours * pay for rate in rates if rate is not None), Decimal(0)).quantize(
        Decimal("0.01")
    )
