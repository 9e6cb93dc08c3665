"""The plain values of MSPDI: dates, durations, numbers, truths, money; None where a text doesn't say one."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from fairlead.exchange.scalars import decimal

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?").fullmatch
_SPAN = re.compile(
    r"(-)?P(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,10})H)?(?:([0-9]{1,10})M)?(?:([0-9]{1,10})(?:\.[0-9]{1,9})?S)?)?"
).fullmatch

ELAPSED_FORMATS = frozenset({4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
"""Duration formats of elapsed units: minutes, hours, days, weeks, months, percent; from 36 on marked as estimated."""
PERCENT_FORMATS = frozenset({19, 20, 51, 52})

NO_DATE = dt.date(1984, 1, 1)
"""The first day of Microsoft Project's calendar; it stands for "from the beginning" and for "no date"."""
LAST_DATE = dt.date(2049, 12, 31)
"""The last day of its calendar; it stands for "without end"."""


def truth(text: str | None) -> bool:
    """Return whether a flag is set: 1 or true."""
    return text is not None and text.strip().lower() in ("1", "true")


def money(text: str | None) -> Decimal | None:
    """Return an amount: Microsoft Project writes costs in hundredths."""
    number = decimal(text)
    return None if number is None else number / 100


def clock(text: str | None) -> int | None:
    """Return a time of day in minutes after midnight, 0 to 1440; a date before it is passed over."""
    if text is None:
        return None
    found = _CLOCK(text.strip().rpartition("T")[2])
    if found is None:
        return None
    minute = int(found[1]) * 60 + int(found[2]) + (int(found[3] or 0) >= 30)
    return minute if minute <= 1440 else None


@lru_cache(maxsize=8192)
def minutes(text: str | None) -> Decimal | None:
    """Return the minutes of a duration such as PT7H30M0S, exact to the second."""
    found = _SPAN(text.strip()) if text is not None else None
    if found is None or text is None or not any(letter.isdigit() for letter in text):
        return None
    sign, *parts = found.groups()
    days, hours, mins, seconds = (Decimal(part or 0) for part in parts)
    total = days * 1440 + hours * 60 + mins + _sixtieth(seconds)
    return -total if sign else total


def _sixtieth(seconds: Decimal) -> Decimal:
    """Microsoft Project keeps tenths of minutes, so that whole sixths of a minute are exact."""
    return (seconds / 60).quantize(Decimal("0.0001")).normalize() if seconds % 6 else seconds / 60


def tenths(text: str | None) -> Decimal | None:
    """Return the minutes of a number in tenths of a minute."""
    number = decimal(text)
    return None if number is None else number / 10
