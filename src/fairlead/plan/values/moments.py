"""Points in time: "2027-01-11", "2027-01-11 14:30", "2027-01-11T14:30+01:00", "08:30"; uncertain dates."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from ._text import CLOCK, DATE, refusal, schema_pattern

EPOCH = dt.date(1970, 1, 1).toordinal()
DAY = 1440

_CLOCK_REGEX = rf"{CLOCK}|24:00"
_MOMENT_REGEX = (
    rf"(?P<date>{DATE})(?:[ T](?P<clock>{_CLOCK_REGEX})(?::00(?:\.0+)?)?"
    r"(?P<offset>Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])?)?"
)
_DATES_REGEX = rf"{DATE}(?:\.\.{DATE}){{0,2}}"

_DATE_MATCH = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})").fullmatch

PATTERN = schema_pattern(_MOMENT_REGEX)
EXAMPLES = ("2027-01-11", "2027-01-11 14:30", "2027-01-11T14:30+01:00", "2027-01-11 24:00")
DATE_PATTERN = schema_pattern(DATE)


@dataclass(frozen=True, slots=True, order=True)
class Clock:
    """A time of day in minutes after midnight; 24:00 is 1440, the end of the day."""

    minute: int

    PATTERN: ClassVar[str] = schema_pattern(_CLOCK_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = ("08:30", "17:00", "24:00")

    def __post_init__(self) -> None:
        if not 0 <= self.minute <= DAY:
            raise ValueError(f"{self.minute} minutes is not a time of day: give 0 (00:00) to 1440 (24:00)")

    @classmethod
    def parse(cls, text: str) -> Clock:
        """Return the time of day written as "08:30"; raises ValueError otherwise."""
        if not re.fullmatch(_CLOCK_REGEX, stripped := text.strip()):
            raise refusal(text, "a time of day", "write hours and minutes from 00:00 to 24:00, like 08:30")
        return cls(clock_minute(stripped))

    def __str__(self) -> str:
        return clock_text(self.minute)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, perhaps with a time, perhaps with its distance from UTC (`offset`, in minutes).

    A date alone is the start of its day in a start and the end of it in a finish or deadline. 24:00 is kept
    as 00:00 of the next day. Moments compare if both or neither have an offset, else TypeError, as datetimes.
    """

    date: dt.date
    time: dt.time | None = None
    offset: int | None = None

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if self.time is not None and (self.time.second or self.time.microsecond or self.time.tzinfo):
            raise ValueError(f"{self.time} must be whole minutes without a zone, like 14:30")
        if self.offset is not None and (self.time is None or abs(self.offset) >= 15 * 60):
            raise ValueError(f"an offset of {self.offset} minutes needs a time and less than 15 hours")

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Return the moment written as "2027-01-11", "2027-01-11 14:30" or ISO 8601 with an offset.

        Raises ValueError for other orders of day and month, impossible dates and seconds.
        """
        return _parse_moment(text)

    def __str__(self) -> str:
        if self.time is None:
            return self.date.isoformat()
        clock = f"{self.time:%H:%M}"
        if self.offset is None:
            return f"{self.date.isoformat()} {clock}"
        hours, minutes = divmod(abs(self.offset), 60)
        sign = "-" if self.offset < 0 else "+"
        return f"{self.date.isoformat()}T{clock}{sign}{hours:02}:{minutes:02}"

    def __lt__(self, other: Moment) -> bool:
        self._must_compare_with(other)
        return self.minutes() < other.minutes()

    def __le__(self, other: Moment) -> bool:
        self._must_compare_with(other)
        return self.minutes() <= other.minutes()

    def minutes(self, *, end: bool = False) -> int:
        """Return minutes since 1970-01-01 00:00: of UTC with an offset, of floating local time without.

        `end` asks for the end of the day (24:00) where only a date is given.
        """
        midnight = (self.date.toordinal() - EPOCH) * DAY
        if self.time is None:
            return midnight + DAY if end else midnight
        return midnight + self.time.hour * 60 + self.time.minute - (self.offset or 0)

    def _must_compare_with(self, other: Moment) -> None:
        if (self.offset is None) != (other.offset is None):
            raise TypeError(f"{self} and {other} can't be compared: only one of them has an offset from UTC")


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date, or an uncertain one: `first`, most likely (`mode`, None for "a..c") and `last`."""

    first: dt.date
    mode: dt.date | None
    last: dt.date

    PATTERN: ClassVar[str] = schema_pattern(_DATES_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = ("2027-04-01", "2027-04-01..2027-05-15")

    def __post_init__(self) -> None:
        if not self.first <= (self.mode or self.first) <= self.last:
            raise ValueError(f'"{self}" runs backwards: earliest date first, like 2027-04-01..2027-05-15')

    @classmethod
    def parse(cls, text: str) -> DateRange:
        """Return the date or range written as a, a..c or a..b..c; raises ValueError if it runs backwards."""
        return _parse_dates(text)

    def __str__(self) -> str:
        if self.first == self.mode == self.last:
            return self.first.isoformat()
        dates = (self.first, self.mode, self.last) if self.mode else (self.first, self.last)
        return "..".join(date.isoformat() for date in dates)

    def most_likely(self) -> dt.date:
        """Return the mode, or the middle of a two-point range (the earlier of two middle days)."""
        return self.mode or self.first + (self.last - self.first) // 2


@lru_cache(maxsize=8192)
def parse_date(text: str) -> dt.date:
    """Return the date written as year-month-day; raises ValueError for other orders and impossible dates."""
    if not (found := _DATE_MATCH(text.strip())):
        raise refusal(text, "a date", f"write {_date_hint(text.strip())}")
    year, month, day = map(int, found.groups())
    if year and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return dt.date(year, month, day)
    raise refusal(text, "a date", _impossible(year, month))


def clock_minute(text: str) -> int:
    """Return the minutes after midnight of "08:30"; the text must look like it."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def clock_text(minute: int) -> str:
    """Return minutes after midnight as "08:30"."""
    return f"{minute // 60:02}:{minute % 60:02}"


@lru_cache(maxsize=8192)
def _parse_moment(text: str) -> Moment:
    stripped = text.strip()
    if len(stripped) == 10:
        return Moment(parse_date(stripped))
    found = re.fullmatch(_MOMENT_REGEX, stripped)
    if found is None:
        raise refusal(text, "a moment", _moment_hint(stripped))
    date, minute = parse_date(found["date"]), clock_minute(found["clock"])
    if minute == DAY:
        if date == dt.date.max:
            raise refusal(text, "a moment", "the calendar ends with 9999-12-31 23:59")
        date, minute = date + dt.timedelta(days=1), 0
    return Moment(date, dt.time(minute // 60, minute % 60), _offset_minutes(found["offset"]))


@lru_cache(maxsize=2048)
def _parse_dates(text: str) -> DateRange:
    parts = text.strip().split("..")
    if len(parts) > 3 or any(part != part.strip() for part in parts):
        raise refusal(text, "a date or a range of dates", "write it like 2027-04-01..2027-05-15")
    dates = [parse_date(part) for part in parts]
    mode = None if len(dates) == 2 else dates[len(dates) // 2]
    return DateRange(dates[0], mode, dates[-1])


def _offset_minutes(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return -minutes if text[0] == "-" else minutes


def _moment_hint(text: str) -> str:
    if re.fullmatch(r"[0-9-]{10}[ T][0-9:]{5}:[0-9]{2}.*", text):
        return "moments are whole minutes; write it like 2027-01-11 14:30 or 2027-01-11T14:30+01:00"
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]", text):
        return f"write {_date_hint(text)}"
    return "write the time after the date as 2027-01-11 14:30 or 2027-01-11T14:30+01:00"


def _date_hint(text: str) -> str:
    if found := re.fullmatch(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})", text):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return "year-month-day, like 2027-01-11"


def _impossible(year: int, month: int) -> str:
    if not year:
        return "years begin with 0001; write it like 2027-01-11"
    if not 1 <= month <= 12:
        return f"there is no month {month:02}; write year-month-day, like 2027-01-11"
    days = calendar.monthrange(year, month)[1]
    return f"{dt.date(year, month, 1):%Y-%m} has {days} days; its last is {year:04}-{month:02}-{days}"
