"""What comes again: "week on Mon 10:00", "2 weeks on Fri", "month on 1st Tue until 2027-09-30"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import ClassVar, Literal, cast

from ._text import (
    CLOCK,
    DATE,
    WEEKDAY,
    WEEKDAY_LIST,
    WEEKDAYS,
    refusal,
    schema_pattern,
    weekday_numbers,
    weekday_text,
)
from .moments import clock_minute, parse_date

RhythmUnit = Literal["day", "working day", "week", "month", "quarter", "year"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}
LAST = -1
# A Monday and the first day of a month, a quarter and a year: counted from when nothing else is said.
DEFAULT_ANCHOR = dt.date(2001, 1, 1)

_MONTH = f"(?:{'|'.join(MONTHS)})"
_MONTH_DAY = "(?:[1-9]|[12][0-9]|3[01])"
_REGEX = (
    r"(?:(?P<every>[1-9][0-9]{0,3}) )?(?P<unit>working day|day|week|month|quarter|year)s?"
    rf"(?: on (?:(?P<weekdays>{WEEKDAY_LIST})|(?P<ordinal>1st|2nd|3rd|4th|5th|last) (?P<weekday>{WEEKDAY})"
    rf"|(?P<last_day>last day)|(?P<day>{_MONTH_DAY})(?: (?P<month>{_MONTH}))?))?"
    rf"(?:(?: at)? (?P<time>{CLOCK}))?"
    rf"(?: from (?P<first>{DATE}))?(?: until (?P<last>{DATE}))?(?: for (?P<times>[1-9][0-9]{{0,4}}) times?)?"
)
_REMEDY = "write it like week on Mon 10:00, 2 weeks on Fri, month on 1st Tue, month on 15 or year on 24 Dec"
_ADVERBS = {"daily": "day", "weekly": "week", "biweekly": "2 weeks", "fortnightly": "2 weeks",
            "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year"}  # fmt: skip

PATTERN = schema_pattern(_REGEX)
EXAMPLES = (
    "week", "day", "working day", "2 weeks on Fri", "week on Mon 10:00", "week on Mon Wed", "month",
    "month on 1st Tue", "month on last Thu", "month on 15", "month on last day", "quarter",
    "year on 24 Dec", "month on 1st Tue from 2027-06-01 until 2027-09-30", "week for 10 times",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many units, on some day of them, perhaps at a time, from and until a date, or so many times.

    Which day of the unit, at most one of these (`days` belongs to weeks, or to `ordinal`; the rest to months,
    quarters and years):
    `days`: weekdays, Monday is 0; `ordinal` with one weekday: the 1st to 5th or last (-1) of the unit;
    `day`: of the (quarter's first) month, -1 for the unit's last day; `day` and `month`: of the year.
    """

    every: int = 1
    unit: RhythmUnit = "week"
    days: tuple[int, ...] = ()
    ordinal: int | None = None
    day: int | None = None
    month: int | None = None
    time: dt.time | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    times: int | None = None

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if self.every < 1 or (self.times is not None and self.times < 1):
            raise ValueError(f'"{self}" never comes: count from 1, like 2 weeks or week for 10 times')
        if problem := self._problem():
            raise ValueError(f'"{self}" {problem}')
        if self.first and self.last and self.last < self.first:
            raise ValueError(f'"{self}" ends before it begins: the earlier date goes with "from"')

    @classmethod
    def parse(cls, text: str) -> Rhythm:
        """Return the rhythm written as [N] unit [on day] [time] [from date] [until date] [for N times].

        Raises ValueError for other words, and for a day that the unit doesn't have.
        """
        return _parse(text)

    def __str__(self) -> str:
        unit = self.unit if self.every == 1 else f"{self.every} {self.unit}s"
        parts = [unit, self._on_text(), f"{self.time:%H:%M}" if self.time is not None else ""]
        parts.append(f"from {self.first.isoformat()}" if self.first else "")
        parts.append(f"until {self.last.isoformat()}" if self.last else "")
        parts.append(f"for {self.times} time{'s' * (self.times > 1)}" if self.times else "")
        return " ".join(filter(None, parts))

    def occurrences(
        self,
        first: dt.date,
        last: dt.date,
        anchor: dt.date | None = None,
        working: Callable[[dt.date], bool] | None = None,
    ) -> Iterator[dt.date]:
        """Yield the rhythm's dates from `first` to `last`, both included, rising.

        It begins at its own `from`, else at `anchor` (a plan's start, say), and has no dates before; with
        neither it has always been, counted from DEFAULT_ANCHOR, and `times` counts from `first`. Every second
        week, month ... counts from the one that the beginning lies in, weeks from Monday, as with RRULE in
        iCalendar (RFC 5545, 3.3.10, WKST=MO). Without `on` it takes the beginning's own weekday, day of the
        month, day of the quarter's first month, or date. Unlike with RRULE a day that a month lacks is its
        last, so that "month on 31" comes every month. A month without a 5th Tuesday is left out; in a quarter
        weekdays count through the quarter. Working days are those `working` says, else Monday to Friday.
        """
        start = self.first or anchor
        lowest = max(first, start) if start else first
        highest = min(last, self.last) if self.last else last
        begin = (start or first) if self.times else lowest
        dates = self._dates(start or DEFAULT_ANCHOR, begin, highest, working or _is_weekday)
        for number, date in enumerate(dates):
            if self.times is not None and number >= self.times:
                return
            if date >= lowest:
                yield date

    def _dates(
        self, start: dt.date, begin: dt.date, end: dt.date, working: Callable[[dt.date], bool]
    ) -> Iterator[dt.date]:
        if self.unit == "working day":
            return _working_days(start, begin, end, self.every, working)
        if self.unit == "day":
            return _stepped(start, begin, end, self.every)
        if self.unit == "week":
            return self._in_weeks(start, begin, end)
        return self._in_months(start, begin, end)

    def _in_weeks(self, start: dt.date, begin: dt.date, end: dt.date) -> Iterator[dt.date]:
        monday = start.toordinal() - start.weekday()
        step = 7 * self.every
        days = self.days or (start.weekday(),)
        for week in count(monday + (begin.toordinal() - monday) // step * step, step):
            if week > end.toordinal():
                return
            for day in days:
                if begin.toordinal() <= week + day <= end.toordinal():
                    yield dt.date.fromordinal(week + day)

    def _in_months(self, start: dt.date, begin: dt.date, end: dt.date) -> Iterator[dt.date]:
        length = {"month": 1, "quarter": 3, "year": 12}[self.unit]
        step = length * self.every
        base = _month_number(start) // length * length
        for number in count(base + (_month_number(begin) - base) // step * step, step):
            if number > _month_number(end):
                return
            date = self._date_in(number, length, start) if number >= 12 else None
            if date is not None and begin <= date <= end:
                yield date

    def _date_in(self, number: int, length: int, start: dt.date) -> dt.date | None:
        """Return the date in the `length` months from month `number` on, None if they lack it."""
        if self.ordinal is not None:
            return _nth_weekday(number, length, self.days[0], self.ordinal)
        if self.day == LAST:
            return _clamped(number + length - 1, 31)
        if self.day is None and length == 12:
            return _clamped(number + start.month - 1, start.day)
        return _clamped(number + (self.month or 1) - 1, start.day if self.day is None else self.day)

    def _on_text(self) -> str:
        if self.ordinal is not None:
            word = next(word for word, number in ORDINALS.items() if number == self.ordinal)
            return f"on {word} {weekday_text(self.days)}"
        if self.days:
            return f"on {weekday_text(self.days)}"
        if self.day is None:
            return ""
        if self.day == LAST:
            return "on last day"
        return f"on {self.day} {MONTHS[self.month - 1]}" if self.month else f"on {self.day}"

    def _problem(self) -> str | None:
        """Return what is wrong with the days, with the remedy."""
        if self.unit in ("day", "working day"):
            named = self.days or self.ordinal or self.day or self.month
            return "names a day of a day: write week on Mon Wed, for example" if named else None
        if self.unit == "week":
            return "names no weekday: write week on Mon" if self.ordinal or self.day or self.month else None
        if self.days and (self.ordinal is None or len(self.days) > 1):
            return f"doesn't say which one: write {self.unit} on 1st {WEEKDAYS[self.days[0]]}"
        if self.unit == "year":
            return None if self.days or self._is_date_of_year() else "names no date: write year on 24 Dec"
        if self.month:
            return f"names a month inside a {self.unit}: write year on {self.day} {MONTHS[self.month - 1]}"
        return None

    def _is_date_of_year(self) -> bool:
        if self.day is None or self.day == LAST:
            return self.month is None
        return self.month is not None and self.day <= calendar.monthrange(2000, self.month)[1]


@lru_cache(maxsize=1024)
def _parse(text: str) -> Rhythm:
    joined = " ".join(text.split())
    found = re.fullmatch(_REGEX, joined)
    if found is None:
        raise refusal(text, "a rhythm", _hint(joined))
    weekdays, day = found["weekdays"] or found["weekday"], found["day"]
    clock, times = found["time"], found["times"]
    return Rhythm(
        every=int(found["every"] or 1),
        unit=cast(RhythmUnit, found["unit"]),
        days=weekday_numbers(weekdays) if weekdays else (),
        ordinal=ORDINALS[found["ordinal"]] if found["ordinal"] else None,
        day=LAST if found["last_day"] else int(day) if day else None,
        month=MONTHS.index(found["month"]) + 1 if found["month"] else None,
        time=dt.time(*divmod(clock_minute(clock), 60)) if clock else None,
        first=parse_date(found["first"]) if found["first"] else None,
        last=parse_date(found["last"]) if found["last"] else None,
        times=int(times) if times else None,
    )


def _hint(text: str) -> str:
    first, _, rest = text.partition(" ")
    if unit := _ADVERBS.get(first.lower()):
        return f"write {unit} {rest}".rstrip()
    if first.lower() in ("every", "each") and re.fullmatch(_REGEX, rest):
        return f"write {rest}"
    return _REMEDY


def _is_weekday(date: dt.date) -> bool:
    return date.weekday() < 5


def _stepped(start: dt.date, begin: dt.date, end: dt.date, step: int) -> Iterator[dt.date]:
    gap = (start.toordinal() - begin.toordinal()) % step
    for day in range(begin.toordinal() + gap, end.toordinal() + 1, step):
        yield dt.date.fromordinal(day)


def _working_days(
    start: dt.date, begin: dt.date, end: dt.date, every: int, working: Callable[[dt.date], bool]
) -> Iterator[dt.date]:
    # Every second working day can only be told by counting them from the start.
    origin = begin if every == 1 else min(start, begin)
    days = (day for day in _stepped(origin, origin, end, 1) if working(day))
    for number, day in enumerate(days):
        if number % every == 0 and day >= begin:
            yield day


def _month_number(date: dt.date) -> int:
    return date.year * 12 + date.month - 1


def _clamped(number: int, day: int) -> dt.date:
    year, month = divmod(number, 12)
    return dt.date(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))


def _nth_weekday(number: int, length: int, weekday: int, ordinal: int) -> dt.date | None:
    start, end = _clamped(number, 1), _clamped(number + length - 1, 31)
    if ordinal == LAST:
        return end - dt.timedelta(days=(end.weekday() - weekday) % 7)
    nth = start.toordinal() + (weekday - start.weekday()) % 7 + 7 * (ordinal - 1)
    return dt.date.fromordinal(nth) if nth <= end.toordinal() else None
