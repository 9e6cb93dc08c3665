"""Stretches of time, both ends included: "2027-02-15..2027-02-19", "2027-05-01..", "..2027-05-01"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from ._text import refusal
from .moments import DAY, EPOCH, Moment
from .moments import PATTERN as MOMENT_PATTERN

_MOMENT = MOMENT_PATTERN[1:-1]
_REMEDY = "write first..last, like 2027-02-15..2027-02-19; 2027-05-01.. is open, 2027-05-01 one day"

PATTERN = rf"^(?:{_MOMENT} ?\.\.(?: ?{_MOMENT})?|\.\. ?{_MOMENT}|{_MOMENT})$"
EXAMPLES = ("2027-02-15..2027-02-19", "2027-05-01..", "..2027-05-01", "2027-12-24",
            "2027-03-01 12:00..2027-03-02")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`; a date alone takes its whole day, None leaves that end open.

    A last moment with a time ends the period there.
    """

    first: Moment | None
    last: Moment | None

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if self.first is None or self.last is None:
            if self.first is self.last:
                raise ValueError(f'".." has neither end: {_REMEDY}')
            return
        if (self.first.offset is None) != (self.last.offset is None) and self.first.time and self.last.time:
            raise ValueError(f'"{self}" has an offset from UTC at one end only: give it at both or neither')
        if self.last.minutes(end=True) <= self.first.minutes():
            raise ValueError(f'"{self}" ends before it begins: {_REMEDY}')

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period written as first..last, first.., ..last or one day.

        Raises ValueError if an end is no moment, both are missing, or the last is before the first.
        """
        return _parse(text)

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return f"{self.first or ''}..{self.last or ''}"

    def span(self) -> tuple[int | None, int | None]:
        """Return start and end in minutes since 1970-01-01 00:00, the end excluded; None where open."""
        start = None if self.first is None else self.first.minutes()
        return start, None if self.last is None else self.last.minutes(end=True)

    def days(self) -> Iterator[dt.date]:
        """Yield every date the period touches, as its ends write them; raises ValueError for an open one."""
        if self.first is None or self.last is None:
            raise ValueError(f'"{self}" is open: only a period with both ends has days to count')
        end = self.last.minutes(end=True) + (self.last.offset or 0)
        for day in range(self.first.date.toordinal(), EPOCH + (end - 1) // DAY + 1):
            yield dt.date.fromordinal(day)


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    parts = text.strip().split("..")
    if len(parts) > 2 or not any(parts):
        raise refusal(text, "a period", _REMEDY)
    if len(parts) == 1:
        return _one_day(text, Moment.parse(parts[0]))
    first, last = (Moment.parse(part) if part else None for part in parts)
    return Period(first, last)


def _one_day(text: str, day: Moment) -> Period:
    if day.time is not None:
        raise refusal(text, "a period", f"a moment has no length; {_REMEDY}")
    return Period(day, day)
