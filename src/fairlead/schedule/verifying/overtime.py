"""Overtime as plain lists: what people work after their hours, by counting days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from fairlead.plan.values import Period, WorkLimit
from fairlead.schedule.verifying.duties import by_midnight, day_of, joined, period_of
from fairlead.schedule.verifying.hours import Hours

_A_QUARTER = 15
Local = Callable[[int], int]


def overtime_after(
    hours: Hours, minutes: int, per: str, during: Sequence[Period], there: Hours, local: Local
) -> Hours:
    """Return the overtime that begins when the hours of a day end, and ends with the day or before.

    `minutes` are those of each day, or of a week or month (`per`: w, mo) that its days with hours share: as many
    quarter hours each, one more on the first of them for what is left. It is worked on days of `during` (none: on
    all), and only in time that `there` holds. `local` says what a clock at the person's place shows.
    """
    evenings: dict[date, int] = {}
    for begin, end in zip(hours.starts, hours.ends, strict=True):
        for first, last in by_midnight(begin, end, local):
            evenings[day_of(local(first))] = last
    in_period = Counter(period_of(day, per) for day in evenings)
    seen: Counter[date] = Counter()
    found = []
    for day, evening in sorted(evenings.items()):
        period = period_of(day, per)
        longer = minutes
        if per != "d":
            each, more = divmod(minutes // _A_QUARTER, in_period[period])
            longer = _A_QUARTER * (each + (seen[period] < more))
        seen[period] += 1
        if not during or any(_holds(one, day) for one in during):
            found += list(there.stretches(evening, _before_midnight(evening, evening + longer, day, local)))
    return Hours(joined(iter(found)))


def beside_usual(
    overtime: Hours, usual: Hours, limits: Sequence[tuple[WorkLimit, int]], local: Local
) -> Hours:
    """Return the overtime that limits (each with its minutes) leave room for when usual hours count first."""
    for limit, most in limits:
        left = Counter[date]()
        for begin, end in _parts(usual, local):
            left[period_of(day_of(local(begin)), limit.per)] -= end - begin
        kept = []
        for begin, end in _parts(overtime, local):
            period = period_of(day_of(local(begin)), limit.per)
            room = min(max(most + left[period], 0), end - begin)
            left[period] -= room
            if room:
                kept.append((begin, begin + room))
        overtime = Hours(joined(iter(kept)))
    return overtime


def with_both(one: Hours, other: Hours) -> Hours:
    """Return the hours of either."""
    both = [*zip(one.starts, one.ends, strict=True), *zip(other.starts, other.ends, strict=True)]
    return Hours(joined(iter(sorted(both))))


def _parts(hours: Hours, local: Local) -> Iterator[tuple[int, int]]:
    for begin, end in zip(hours.starts, hours.ends, strict=True):
        yield from by_midnight(begin, end, local)


def _before_midnight(begin: int, end: int, day: date, local: Local) -> int:
    """Return the last moment up to `end` to which a day lasts; `begin` where it is over by then."""
    if begin >= end or day_of(local(begin)) != day:
        return begin
    low, high = begin, end - 1  # minutes: `low` is on the day
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if day_of(local(middle)) == day else (low, middle - 1)
    return low + 1


def _holds(period: Period, day: date) -> bool:
    return (period.first is None or period.first.date <= day) and (
        period.last is None or day <= period.last.date
    )
