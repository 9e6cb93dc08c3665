"""Contradictions in words: one sentence with names and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.demands import Demand, ancestors
from fairlead.feasibility.why_not.purse import Limit
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.values import Estimate, Link, Period, said_money
from fairlead.schedule.axis import Units
from fairlead.schedule.why.words import listed

if TYPE_CHECKING:
    from fairlead.feasibility.why_not.spending import Spent

_UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week", "mo": "month"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_MOST_NAMED = 5
_LONG = 4  # words; a name of as many stands in quotes


def sentence(
    plan: Plan, members: Sequence[Demand], excess: int | None, units: Units, *, exact: bool = False
) -> str:
    """Return a contradiction as a sentence; `plan` is the best case, `excess` the working minutes too many."""
    works = [plan.tasks[each.id] for each in members if each.kind == "work" and each.id in plan.tasks]
    order = list(plan.tasks)
    works.sort(key=lambda task: (len(ancestors(plan, [task.id])), order.index(task.id)))
    aims = [each.aim for each in members if each.aim is not None]
    if not works and not any(each.aim is None for each in members):
        return f"Nothing can be done before {listed([said_aim(plan, aim) for aim in aims])}: the plan begins later."
    starts = [each for each in members if each.kind == "start" and each.id in plan.tasks]
    if not works and len(starts) == 1 and all(each.aim or each.kind in ("start", "link") for each in members):
        task, dates = plan.tasks[starts[0].id], listed([said_aim(plan, aim) for aim in aims])
        return f"{quoted(task.title)}, {' and '.join(_floors(task))}, can't come before {dates}."
    said = _work(plan, works, members, units) if works else "What there is to do"
    conditions = list(_conditions(plan, members))
    if conditions:
        said = f"{said.removesuffix(',')}, {listed(conditions)},"
    verb = "doesn't" if len(works) <= 1 else "don't"
    when = (
        f"before {listed([said_aim(plan, aim) for aim in aims])}"
        if aims
        else "into the hours there are, ever"
    )
    fits = f"{verb} fit {when}"
    more = ""
    if excess is not None and excess > 0:
        more = f": {'' if exact else 'at least '}{said_excess(excess, units)} too much"
    return f"{_capital(said)} {fits}{more}."


def sentence_of_money(
    plan: Plan,
    members: Sequence[Demand],
    limits: Sequence[Limit],
    rest: Decimal,
    spent: Spent | None,
    units: Units,
) -> str:
    """Return as a sentence that work can be done in time, and paid for, but not both.

    `rest` has to be left for all other work; `spent` is what the work costs at the least when it is in time, of a
    limit by a day what of it is spent by then.
    """
    works = [plan.tasks[each.id] for each in members if each.kind == "work" and each.id in plan.tasks]
    order = list(plan.tasks)
    works.sort(key=lambda task: order.index(task.id))
    aims = [each.aim for each in members if each.aim is not None]
    said = _work(plan, works, members, units, ways=True) if works else "What there is to pay"
    if conditions := list(_conditions(plan, members)):
        said = f"{said.removesuffix(',')}, {listed(conditions)},"
    currency = plan.settings.currency
    limits = [each for each in limits if each.demand in members]
    money = listed([_said_limit(limit, currency) for limit in limits])
    if rest:
        money += f", of which all else takes at least {said_money(rest, currency)}"
    said = _capital(said)
    if not aims:
        return f"{said} can't be paid for with {money}."
    dates = listed([said_aim(plan, aim) for aim in aims])
    more = ""
    if spent is not None:
        least = "" if spent.exact else "at least "
        too_much = said_money(spent.amount + rest - limits[0].amount, currency)
        whose = "it costs" if len(works) == 1 else "they cost"
        by_then = "" if limits[0].last is None else " by then"
        more = f": in time {whose} {least}{said_money(spent.amount, currency)}{by_then}, {too_much} too much"
    return f"{said} can't be done before {dates} and also be paid for with {money}{more}."


def _said_limit(limit: Limit, currency: str | None) -> str:
    amount = said_money(limit.amount, currency)
    if limit.account is not None:
        return f"the {amount} of the account `{limit.account}`"
    if limit.last is not None:
        return (
            f"the {amount} that are released by {said_day(limit.last)}"
            if limit.amount
            else (f"no money at all by {said_day(limit.last)}")
        )
    return f"the budget of {amount}"


def said_aim(plan: Plan, aim: Aim) -> str:
    """Return a date that has to be kept as people say it: `Pilot's deadline on 30 July 2027`."""
    day = said_day(aim.moment.date)
    if aim.kind == "plan":
        return f"the plan's end on {day}"
    title = plan.goals[aim.id].title if aim.kind == "goal" else plan.tasks[aim.id].title
    said = {"finish_by": "latest finish", "start_by": "latest start"}.get(aim.kind, "deadline")
    return f"{_whose(title, said)} on {day}"


def said_open(dates: Sequence[str]) -> str:
    """Return that cures leave dates open of which nobody knows whether they can be kept; nothing for none."""
    if not dates:
        return ""
    whether = "it can be kept" if len(dates) == 1 else "they can be kept"
    return f"{_capital(listed(list(dates)))} may be missed then: whether {whether} at all couldn't be told in the time."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def said_day(day: date) -> str:
    """Return a date: `30 July 2027`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def said_excess(minutes: int, units: Units) -> str:
    """Return working minutes in words: `9 working days`, `3 hours`."""
    if minutes < units.day:
        hours = Decimal(minutes) / 60
        return (
            said_number(hours, "working hour") if minutes >= 60 else said_number(Decimal(minutes), "minute")
        )
    return said_number(Decimal(minutes) / units.day, "working day")


def said_number(amount: Decimal, word: str) -> str:
    """Return an amount with its unit: `1 day`, `2.5 days`."""
    number = f"{amount.quantize(Decimal('0.1')).normalize():f}"
    return f"{number} {word}{'' if number == '1' else 's'}"


def said_length(task: Task, units: Units, *, ways: bool = False) -> str:
    """Return how long a task takes at the least, as its plan says it: `10 days`, `12 weeks`; of two `ways` both."""
    estimate = task.left or task.estimate or task.work or task.duration
    if estimate is None and task.modes:
        return _said_modes(task, units, every=ways)
    return _said_duration(estimate, units) if estimate is not None and estimate.low is not None else ""


def _said_modes(task: Task, units: Units, *, every: bool) -> str:
    times = [each for mode in task.modes if (each := mode.estimate or mode.work or mode.duration) is not None]
    times.sort(key=lambda each: each.in_minutes(units.day, units.week, units.month)[0])
    said = list(dict.fromkeys(_said_duration(each, units) for each in times if each.low is not None))
    return " or ".join(said) if every and len(said) <= 2 else said[0]


def _said_duration(estimate: Estimate, units: Units) -> str:
    low = estimate.low
    assert low is not None
    unit, amount = low.unit.removeprefix("e"), low.amount
    if unit == "m" and amount >= 60:
        minutes = int(amount)
        whole = 1440 if low.elapsed else units.day
        unit, amount = ("d", amount / whole) if minutes >= whole else ("h", amount / 60)
    return said_number(amount, _UNITS[unit])


def titled(plan: Plan, task: Task, units: Units, *, ways: bool = False) -> str:
    """Return a task with its length: `Arm controller (10 days)`; of several of one name with where it belongs."""
    title = task.title
    above = plan.tasks.get(task.parent) if task.parent else None
    if above is not None and sum(each.title == title for each in plan.tasks.values()) > 1:
        title = f"{title} of {above.title}"
    length = said_length(task, units, ways=ways)
    if not length and task.gate:
        length = f"waits for {listed([_party(plan, id) for id in task.gate])}"
    return f"{title} ({length})" if length else title


def _party(plan: Plan, id: str) -> str:
    found = plan.party(id)
    return found.title if found is not None else id


def _work(
    plan: Plan, works: Sequence[Task], members: Sequence[Demand], units: Units, *, ways: bool = False
) -> str:
    scarce = [each.id for each in members if each.kind == "capacity"]
    own = [task for task in works if any(may_be_on(plan, task, id) for id in scarce)]
    rest = [task for task in works if task not in own]
    if not own:
        said = _named(plan, works, units, ways=ways)
        linked = not ways or any(each.kind == "link" for each in members)
        chained = len(works) > 1 and linked and _is_chain(plan, works)
        return f"{said}, one after the other," if chained else said
    names = [party.title for id in scarce if (party := plan.party(id)) is not None]
    all_of = "both " if len(own) == 2 else "all " if len(own) > 2 else ""
    said = f"{_named(plan, own, units, ways=ways)}, {all_of}{_by(plan, scarce)} {listed(names)}"
    if not rest:
        return f"{said},"
    first = {task.id for task in own}
    above = ancestors(plan, first)
    behind = ancestors(plan, [task.id for task in rest])
    if all(task.id in above for task in rest):
        return f"{said}, after {_named(plan, rest, units, ways=ways)},"
    if first <= behind and not any(task.id in above for task in rest):
        return f"{said}, before {_named(plan, rest, units, ways=ways)},"
    return f"{said}, with {_named(plan, rest, units, ways=ways)},"


def _by(plan: Plan, scarce: Sequence[str]) -> str:
    return "by" if any(id in plan.people or id in plan.suppliers for id in scarce) else "on"


def _named(plan: Plan, tasks: Sequence[Task], units: Units, *, ways: bool = False) -> str:
    shown = [titled(plan, task, units, ways=ways) for task in tasks[:_MOST_NAMED]]
    left = len(tasks) - len(shown)
    return listed([*shown, f"{left} more"] if left else shown)


def may_be_on(plan: Plan, task: Task, id: str) -> bool:
    """Tell whether somebody or something is named by a task, or may fill a need of it."""
    for way in task.ways:
        if any(who.id == id for who in way.who):
            return True
        for need in way.needs:
            if any(_fills(plan, id, each.what, each.level) for each in need.alternatives):
                return True
    return False


def _fills(plan: Plan, id: str, what: str, level: int | None) -> bool:
    person = plan.people.get(id) or plan.suppliers.get(id)
    if id == what or (person is not None and getattr(person, "team", None) == what):
        return True
    return person is not None and what in person.skills and person.skills[what] >= (level or 0)


def _is_chain(plan: Plan, works: Sequence[Task]) -> bool:
    above = [len(ancestors(plan, [task.id]) & {each.id for each in works}) for task in works]
    return sorted(above) == list(range(1, len(works) + 1))


def _conditions(plan: Plan, members: Sequence[Demand]) -> Iterable[str]:
    own = [
        party.title for each in members if each.kind == "hours" and (party := plan.party(each.id)) is not None
    ]
    if own:
        yield f"in {_whose(own[0], 'own hours')}" if len(own) == 1 else f"in the own hours of {listed(own)}"
    for each in members:
        party = plan.party(each.id)
        title = party.title if party is not None else each.id
        if each.kind == "leave":
            yield f"with {title} away {said_period(each.detail)}"
        elif each.kind == "presence":
            yield f"with {title} there {_stay(plan, each.id)}"
        elif each.kind == "duty":
            yield f"with {plan.duties[each.id].title}"
        elif each.kind == "wip":
            yield f"with no more in progress than {title} wants"
        elif each.kind == "start":
            task = plan.tasks[each.id]
            yield f"with {quoted(task.title)} {' and '.join(_floors(task))}"
        elif each.kind == "due":
            decision = plan.decisions[each.id]
            when = f" on {said_day(decision.due.date)}" if decision.due is not None else ""
            yield f"with the decision on {decision.title}{when}"
        elif each.kind == "max_lag":
            link = Link.parse(each.detail)
            title = quoted(plan.tasks[each.id].title)
            yield f"with {title} at most {link.max_lag} after {quoted(_title(plan, link.id))}"
        elif each.kind == "ties":
            yield f"with the people that {plan.tasks[each.id].title} shares or avoids"


def _stay(plan: Plan, id: str) -> str:
    """Return from when to when somebody is there: `only from 9 to 25 January 2027`."""
    party = plan.find(id, ("person", "equipment", "supplier"))
    first, last = getattr(party, "from_", None), getattr(party, "until", None)
    if first is None:
        return f"only until {said_day(last.last)}" if last is not None else ""
    if last is None:
        return f"only from {said_day(first.first)}"
    return f"only {said_period(f'{first.first}..{last.last}')}"


def _floors(task: Task) -> list[str]:
    said = []
    for windows, word in ((task.start, "start"), (task.finish, "finish")):
        for window in windows.windows if windows is not None else ():
            if window.kind != "by":
                kind = "not before" if window.kind == "from" else "on"
                said.append(f"to {word} {kind} {said_day(window.moment.date)}")
    return said


def said_period(text: str) -> str:
    """Return a period that the plan writes in words: `from 11 to 12 January 2027`."""
    try:
        period = Period.parse(text)
    except ValueError:
        return text
    first, last = period.first, period.last
    if first is None or last is None:
        return (
            f"until {said_day(last.date)}"
            if last is not None
            else f"from {said_day(first.date)}"
            if first
            else text
        )
    if first.date == last.date:
        return f"on {said_day(first.date)}"
    begin = said_day(first.date)
    if (first.date.year, first.date.month) == (last.date.year, last.date.month):
        begin = str(first.date.day)
    elif first.date.year == last.date.year:
        begin = begin.rpartition(" ")[0]
    return f"from {begin} to {said_day(last.date)}"


def _title(plan: Plan, id: str) -> str:
    found = plan.work(id)
    return found.title if found is not None else id


def quoted(name: str) -> str:
    """Return a name as it stands in a sentence: one of many words, which may be a sentence itself, in quotes."""
    return f"“{name}”" if len(name.split()) >= _LONG else name


def _whose(title: str, what: str) -> str:
    if len(title.split()) >= _LONG:
        return f"the {what} of {quoted(title)}"
    return f"{title}'{'' if title.endswith('s') else 's'} {what}"


__all__ = ["may_be_on", "quoted", "said_aim", "said_day", "said_excess", "said_length", "said_money", "said_number",
           "said_open", "said_period", "sentence", "sentence_of_money", "titled"]  # fmt: skip
