"""Recurring exceptions of calendars as rhythms, or as single days where no rhythm says the same.

Types of `Exception/Type` in the schema of Microsoft Project's XML: 1 daily, 2 yearly by date, 3 yearly by position,
4 monthly by date, 5 monthly by position, 6 weekly, 7 every so many days, 8 every so many weekdays, 9 no recurrence.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.scalars import whole_number
from fairlead.plan.values import Moment, Period, Rhythm
from fairlead.plan.values.rhythms import LAST

DAILY, YEARLY, YEARLY_BY_POSITION, MONTHLY, MONTHLY_BY_POSITION, WEEKLY, BY_DAYS, BY_WEEKDAYS = range(1, 9)
_MOST_DAYS = 3660
"""Single days that one exception may turn into."""
_ANY_DAY, _WEEKDAY, _WEEKEND_DAY = 0, 1, 2
"""Values of `MonthItem` that aren't a day of the week; those are 3 (Sunday) to 9 (Saturday)."""


def days_of(record: Record, first: dt.date, last: dt.date) -> list[Period | Rhythm]:
    """Return when an exception holds, from `first` to `last` (both included)."""
    kind = whole_number(record.get("Type")) or DAILY
    every = min(max(whole_number(record.get("Period")) or 1, 1), 9999)
    if kind in (DAILY, BY_DAYS) and every > 1:
        return [Rhythm(every, "day", first=first, last=last)]
    if kind == WEEKLY:
        return _weekly(record, every, first, last)
    if kind == MONTHLY:
        return [Rhythm(every, "month", day=_day_of_month(record), first=first, last=last)]
    if kind == MONTHLY_BY_POSITION:
        return _by_position(record, every, first, last)
    if kind == YEARLY:
        return _yearly(record, every, first, last)
    if kind == YEARLY_BY_POSITION:
        return _by_position(record, 12 * every, _in_month(record, first), last)
    if kind == BY_WEEKDAYS:
        return _single(_every_nth_weekday(every, first, last))
    return [period(first, last)]


def period(first: dt.date, last: dt.date) -> Period:
    """Return the period of whole days, both included."""
    return Period(Moment(first), Moment(last))


def weekday(day_type: int) -> int:
    """Return a day of the week (Monday is 0) from Microsoft Project's number (Sunday is 1)."""
    return (day_type - 2) % 7


def _weekly(record: Record, every: int, first: dt.date, last: dt.date) -> list[Period | Rhythm]:
    mask = whole_number(record.get("DaysOfWeek")) or 0
    days = tuple(sorted(weekday(bit + 1) for bit in range(7) if mask >> bit & 1)) or (first.weekday(),)
    if every == 1 or 6 not in days:
        # Weeks count from Sunday there and from Monday here: one that begins on a Sunday begins on the day after.
        begins = (
            first + dt.timedelta(days=1) if first.weekday() == 6 and every > 1 and first < last else first
        )
        return [Rhythm(every, "week", days=days, first=begins, last=last)]
    sunday = first - dt.timedelta(days=(first.weekday() + 1) % 7)
    found = (
        sunday + dt.timedelta(days=7 * week + (day + 1) % 7)
        for week in range(0, ((last - sunday).days // 7) + 1, every)
        for day in sorted(days, key=lambda each: (each + 1) % 7)
    )
    return _single(date for date in found if first <= date <= last)


def _by_position(record: Record, every: int, first: dt.date, last: dt.date) -> list[Period | Rhythm]:
    item = whole_number(record.get("MonthItem")) or 0
    position = min(max(whole_number(record.get("MonthPosition")) or 0, 0), 4)
    if first > last:
        return []
    if item >= 3:
        ordinal = LAST if position == 4 else position + 1
        return [
            Rhythm(every, "month", days=(weekday(min(item, 9) - 2),), ordinal=ordinal, first=first, last=last)
        ]
    if item == _ANY_DAY:
        return [Rhythm(every, "month", day=LAST if position == 4 else position + 1, first=first, last=last)]
    return _single(_nth_working_or_free_days(item == _WEEKDAY, position, every, first, last))


def _yearly(record: Record, every: int, first: dt.date, last: dt.date) -> list[Period | Rhythm]:
    month = _month(record)
    day = min(_day_of_month(record), calendar.monthrange(2000, month)[1])
    return [Rhythm(every, "year", day=day, month=month, first=first, last=last)]


def _in_month(record: Record, first: dt.date) -> dt.date:
    """Return the first day from `first` on that lies in the exception's month, for years counted in months."""
    month = _month(record)
    if first.month == month:
        return first
    year = first.year + (month < first.month)
    return dt.date(min(year, dt.date.max.year), month, 1)


def _month(record: Record) -> int:
    return min(max(whole_number(record.get("Month")) or 0, 0), 11) + 1


def _day_of_month(record: Record) -> int:
    return min(max(whole_number(record.get("MonthDay")) or 1, 1), 31)


def _every_nth_weekday(every: int, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    number = 0
    for date in _all_days(first, last):
        if date.weekday() < 5:
            if number % every == 0:
                yield date
            number += 1


def _nth_working_or_free_days(
    working: bool, position: int, every: int, first: dt.date, last: dt.date
) -> Iterator[dt.date]:
    begin = first.year * 12 + first.month - 1
    for number in range(begin, last.year * 12 + last.month, every):
        year, month = divmod(number, 12)
        length = calendar.monthrange(year, month + 1)[1]
        days = [dt.date(year, month + 1, day) for day in range(1, length + 1)]
        wanted = [date for date in days if (date.weekday() < 5) == working]
        date = wanted[-1 if position == 4 else position]
        if first <= date <= last:
            yield date


def _all_days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for day in range(first.toordinal(), min(last.toordinal(), first.toordinal() + 50 * 366) + 1):
        yield dt.date.fromordinal(day)


def _single(dates: Iterator[dt.date]) -> list[Period | Rhythm]:
    found: list[Period | Rhythm] = []
    for date in dates:
        if len(found) == _MOST_DAYS:
            break
        found.append(period(date, date))
    return found
