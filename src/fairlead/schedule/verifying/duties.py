"""What limits and standing duties leave of people's hours: the first of them up to a limit, without the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from fairlead.plan.document import Plan
from fairlead.plan.entities import Duty
from fairlead.schedule.verifying.hours import Hours

_EPOCH = date(1970, 1, 1).toordinal()
_A_DAY = 1440


def takes_of(plan: Plan, who: str, last: date, anchor: date) -> dict[date, Decimal]:
    """Return the share of each day that duties take of somebody, for the days on which they take any."""
    taken: dict[date, Decimal] = {}
    for duty in plan.duties.values():
        if duty.takes is not None:
            for day in _days_on(plan, duty, who, last, anchor):
                taken[day] = taken.get(day, Decimal(0)) + duty.takes.fraction
    return taken


def less_duties(hours: Hours, taken: dict[date, Decimal], local: Callable[[int], int]) -> Hours:
    """Return the hours without the last part of each working day that a duty takes, in whole minutes.

    `local` says what a clock at the person's place shows at a minute of the axis. A shift past midnight belongs to the
    day it begins on; whoever works round the clock has days from midnight to midnight.
    """
    by_day: dict[date, list[tuple[int, int]]] = {}
    for begin, end in zip(hours.starts, hours.ends, strict=True):
        for part in by_midnight(begin, end, local):
            by_day.setdefault(day_of(local(part[0])), []).append(part)
    return Hours(joined(part for day, parts in by_day.items() for part in _kept(parts, taken.get(day))))


def up_to(hours: Hours, most: int, per: str, local: Callable[[int], int]) -> Hours:
    """Return the first so many minutes of each day, week from Monday or calendar month (`per`: d, w, mo)."""
    left: dict[date, int] = {}
    kept = []
    for begin, end in zip(hours.starts, hours.ends, strict=True):
        for first, last in by_midnight(begin, end, local):
            period = period_of(day_of(local(first)), per)
            there = min(last - first, left.get(period, most))
            left[period] = left.get(period, most) - there
            if there:
                kept.append((first, first + there))
    return Hours(joined(iter(kept)))


def period_of(day: date, per: str) -> date:
    """Return the first day of the day, week from Monday or calendar month (`per`: d, w, mo) in which a day lies."""
    if per == "w":
        return date.fromordinal(day.toordinal() - day.weekday())
    return day.replace(day=1) if per == "mo" else day


def _days_on(plan: Plan, duty: Duty, who: str, last: date, anchor: date) -> Iterator[date]:
    """Yield the days on which somebody has a duty: always, or when it is their turn; a team's duty is everybody's."""
    begin = duty.from_.most_likely() if duty.from_ is not None else anchor
    end = min(last, duty.until.most_likely()) if duty.until is not None else last
    for holder, one, following in _turns(duty, begin, end):
        if holder == who or (holder in plan.teams and plan.people[who].team == holder):
            yield from _days(max(one, begin), min(end, following))


def _turns(duty: Duty, begin: date, end: date) -> Iterator[tuple[str, date, date]]:
    """Yield who has a duty from which day to which; the first in the list has the first turn, weeks turn on Mondays."""
    if duty.every is None:
        yield from ((holder, begin, end) for holder in duty.who)
        return
    first = duty.every.first or begin
    if duty.every.unit == "week" and not duty.every.days:
        first = date.fromordinal(first.toordinal() - first.weekday())
    changes = list(duty.every.occurrences(first, end, first))
    current = [day for day in changes if day <= begin][-1:]
    turns = [*(current or [begin]), *(day for day in changes if day > begin)]
    ends = [date.fromordinal(day.toordinal() - 1) for day in turns[1:]]
    for number, (one, last) in enumerate(zip(turns, [*ends, end], strict=True)):
        yield duty.who[number % len(duty.who)], one, last


def _days(first: date, last: date) -> Iterator[date]:
    for day in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(day)


def day_of(minute: int) -> date:
    """Return the day of a minute."""
    return date.fromordinal(_EPOCH + minute // _A_DAY)


def by_midnight(begin: int, end: int, local: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """Yield a stretch, one of more than a day cut at midnight."""
    while end - begin > _A_DAY:
        midnight = begin + _A_DAY - local(begin) % _A_DAY
        yield begin, midnight
        begin = midnight
    yield begin, end


def _kept(parts: list[tuple[int, int]], share: Decimal | None) -> Iterator[tuple[int, int]]:
    if not share:
        yield from parts
        return
    whole = sum(end - begin for begin, end in parts)
    left = whole - int(whole * min(share, Decimal(1)))
    for begin, end in parts:
        kept = min(end - begin, left)
        if kept:
            yield begin, begin + kept
        left -= kept


def joined(stretches: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield stretches sorted by their beginning, those that touch or overlap as one."""
    last: tuple[int, int] | None = None
    for begin, end in stretches:
        if last is not None and begin <= last[1]:
            last = last[0], max(end, last[1])
            continue
        if last is not None:
            yield last
        last = begin, end
    if last is not None:
        yield last
