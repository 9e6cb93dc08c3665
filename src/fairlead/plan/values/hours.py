"""Working hours: "Mon-Thu 08:30-12:30 13:00-17:00", "Fri 22:00-06:00", and "2027-12-24 08:00-12:00"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import ClassVar

from ._text import CLOCK, WEEKDAY_LIST, WEEKDAYS, refusal, schema_pattern, weekday_numbers, weekday_text
from .moments import DAY, clock_minute, clock_text
from .periods import PATTERN as PERIOD_PATTERN
from .periods import Period
from .rhythms import PATTERN as RHYTHM_PATTERN
from .rhythms import Rhythm

Shift = tuple[int, int]
"""Start and end in minutes after the day's midnight; past 1440 the end lies in the next day."""

_SHIFT = rf"{CLOCK}-(?:{CLOCK}|24:00)"
_SHIFTS = rf"{_SHIFT}(?: {_SHIFT})*"
_HOURS_REGEX = rf"(?P<days>{WEEKDAY_LIST}) (?:closed|(?P<shifts>{_SHIFTS}))"
_PLAIN_HOURS = rf"{WEEKDAY_LIST} (?:closed|{_SHIFTS})"
_WEEK_REGEX = rf"{_PLAIN_HOURS}(?:, ?{_PLAIN_HOURS})*"
_OPEN_REGEX = rf"(?:{PERIOD_PATTERN[1:-1]}|{RHYTHM_PATTERN[1:-1]})(?: {_SHIFTS})?"

_SHIFT_MATCH = re.compile(_SHIFT).fullmatch
_REMEDY = "write days and shifts, like Mon-Thu 08:30-12:30 13:00-17:00, Fri 22:00-06:00 or Sat closed"

PATTERN = schema_pattern(_HOURS_REGEX)
EXAMPLES = ("Mon-Thu 08:30-12:30 13:00-17:00", "Tue Thu 20:00-24:00", "Fri 22:00-06:00",
            "Mon-Sun 00:00-24:00", "Sat closed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hours:
    """The shifts worked on some weekdays (Monday is 0), sorted; no shifts: closed.

    A shift belongs to the day it starts on and may end on the next.
    """

    days: tuple[int, ...]
    shifts: tuple[Shift, ...]

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if not self.days or list(self.days) != sorted(set(self.days) & set(range(7))):
            raise ValueError(f"{self.days} are no weekdays: give 0 (Mon) to 6 (Sun), each once, rising")
        _must_be_shifts(self.shifts)
        _must_not_overlap((self,))

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Return the hours written as days and shifts; an end up to the start is on the next day.

        Raises ValueError for other words, empty shifts and shifts that overlap, over midnight too.
        """
        return _parse_hours(text)

    def __str__(self) -> str:
        return f"{weekday_text(self.days)} {shifts_text(self.shifts) or 'closed'}"


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The hours of a whole week, entry by entry; a day in two entries works the shifts of both."""

    entries: tuple[Hours, ...]

    PATTERN: ClassVar[str] = schema_pattern(_WEEK_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = (
        "Mon-Thu 08:30-12:30 13:00-17:00, Fri 08:30-12:30 13:00-15:00", "Mon-Wed 09:00-15:00",
    )  # fmt: skip

    def __post_init__(self) -> None:
        if not self.entries:
            raise ValueError(f"a week needs hours: {_REMEDY}")
        closed = {day for entry in self.entries if not entry.shifts for day in entry.days}
        open_ = {day for entry in self.entries if entry.shifts for day in entry.days}
        if both := sorted(closed & open_):
            raise ValueError(f"{weekday_text(tuple(both))} can't be closed and have hours: keep one of them")
        _must_not_overlap(self.entries)

    @classmethod
    def parse(cls, text: str) -> WeekHours:
        """Return the week written as hours with commas between; raises ValueError if shifts overlap."""
        return _parse_week(text)

    @classmethod
    def of(cls, entries: Iterable[Hours]) -> WeekHours:
        """Return the week that a list of hours makes; raises ValueError if shifts overlap."""
        return cls(tuple(entries))

    def __str__(self) -> str:
        return ", ".join(map(str, self.entries))

    def week(self) -> tuple[tuple[Shift, ...], ...]:
        """Return the shifts of Monday to Sunday, each day's sorted; empty where nobody works."""
        return tuple(
            tuple(sorted(shift for entry in self.entries if day in entry.days for shift in entry.shifts))
            for day in range(7)
        )

    def minutes(self) -> int:
        """Return the working minutes of the week."""
        return sum(end - start for day in self.week() for start, end in day)


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Extra or other hours on the days of a period or rhythm; no shifts: those of an ordinary working day."""

    when: Period | Rhythm
    shifts: tuple[Shift, ...] = ()

    PATTERN: ClassVar[str] = schema_pattern(_OPEN_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = (
        "2027-12-24 08:00-12:00", "2027-12-18", "2027-03-01..2027-03-05 06:00-14:00 15:00-22:00",
        "month on 1st Sat 08:00-12:00",
    )  # fmt: skip

    def __post_init__(self) -> None:
        _must_be_shifts(self.shifts)
        _must_not_overlap((Hours((0,), self.shifts),))
        if isinstance(self.when, Rhythm) and self.when.time is not None:
            raise ValueError(f'"{self.when}" has a time of its own: write shifts, like 08:00-12:00')
        if self.shifts and isinstance(self.when, Period) and _has_times(self.when):
            raise ValueError(f'"{self.when}" has times of its own: write whole days before shifts')

    @classmethod
    def parse(cls, text: str) -> OpenHours:
        """Return the exception written as a period or rhythm and shifts; raises ValueError otherwise."""
        return _parse_open(text)

    def __str__(self) -> str:
        return f"{self.when} {shifts_text(self.shifts)}".rstrip()


def shifts_text(shifts: tuple[Shift, ...]) -> str:
    """Return shifts as "08:30-12:30 22:00-06:00"."""
    return " ".join(f"{clock_text(start)}-{_end_text(end)}" for start, end in shifts)


@lru_cache(maxsize=1024)
def _parse_hours(text: str) -> Hours:
    joined = " ".join(text.split())
    found = re.fullmatch(_HOURS_REGEX, joined)
    if found is None:
        raise refusal(text, "working hours", _hint(joined))
    return Hours(weekday_numbers(found["days"]), _shifts((found["shifts"] or "").split()))


@lru_cache(maxsize=1024)
def _parse_week(text: str) -> WeekHours:
    return WeekHours(tuple(map(Hours.parse, text.split(","))))


@lru_cache(maxsize=1024)
def _parse_open(text: str) -> OpenHours:
    words = text.split()
    shifts = list(takewhile(_SHIFT_MATCH, reversed(words)))
    when = " ".join(words[: len(words) - len(shifts)])
    if not when:
        raise refusal(text, "an exception to the hours", "write days and shifts, like 2027-12-24 08:00-12:00")
    starts_like_a_period = when.startswith("..") or when[4:5] == "-"
    parsed = Period.parse(when) if starts_like_a_period else Rhythm.parse(when)
    return OpenHours(parsed, _shifts(shifts))


def _shifts(texts: Iterable[str]) -> tuple[Shift, ...]:
    return tuple(sorted(map(_shift, texts)))


def _shift(text: str) -> Shift:
    start, end = map(clock_minute, text.split("-"))
    if start == end:
        raise ValueError(f'shift "{text}" is empty: write 00:00-24:00 for a whole day')
    return start, end if end > start else end + DAY


def _end_text(minute: int) -> str:
    return clock_text(minute if minute <= DAY else minute - DAY)


def _must_be_shifts(shifts: tuple[Shift, ...]) -> None:
    for start, end in shifts:
        if not 0 <= start < DAY or not start < end < start + DAY + (start == 0):
            raise ValueError(f"{start}..{end} is no shift: minutes after midnight, less than a day long")
    if list(shifts) != sorted(shifts):
        raise ValueError(f"{shifts_text(shifts)} are out of order: the earlier shift comes first")


def _must_not_overlap(entries: tuple[Hours, ...]) -> None:
    """Raise ValueError if two shifts of the week run at once; Sunday's night runs into Monday."""
    week = sorted(
        (day * DAY + start, day * DAY + end)
        for entry in entries for day in entry.days for start, end in entry.shifts
    )  # fmt: skip
    if not week:
        return
    following = [*week[1:], (week[0][0] + 7 * DAY, week[0][1] + 7 * DAY)]
    for one, other in zip(week, following, strict=True):
        if other[0] < one[1]:
            raise ValueError(f"shifts {_place(one)} and {_place(other)} overlap: end one before the other")


def _place(shift: Shift) -> str:
    day = shift[0] // DAY
    return f"{WEEKDAYS[day % 7]} {shifts_text(((shift[0] - day * DAY, shift[1] - day * DAY),))}"


def _has_times(period: Period) -> bool:
    return any(end is not None and end.time is not None for end in (period.first, period.last))


def _hint(text: str) -> str:
    for word in text.replace("-", " ").split():
        if word[:1].isalpha() and word not in WEEKDAYS and word != "closed":
            return f'"{word}" is no weekday (Mon Tue Wed Thu Fri Sat Sun); {_REMEDY}'
    return _REMEDY
