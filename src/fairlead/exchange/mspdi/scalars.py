"""The plain values of MSPDI: dates, durations, numbers, truths, money; None where a text doesn't say one."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from fairlead.plan.values import Duration, Moment, Percent
from fairlead.plan.values.durations import Unit

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,20})?(?:[eE][+-]?[0-9]{1,2})?").fullmatch
_DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?)?(?:Z|[+-][0-9:]{4,6})?"
).fullmatch
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?").fullmatch
_SPAN = re.compile(
    r"(-)?P(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,10})H)?(?:([0-9]{1,10})M)?(?:([0-9]{1,10})(?:\.[0-9]{1,9})?S)?)?"
).fullmatch
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")

_DIGITS = 15
"""Digits before the point that every notation of a plan can write."""

ELAPSED_FORMATS = frozenset({4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
"""Duration formats of elapsed units: minutes, hours, days, weeks, months, percent; from 36 on marked as estimated."""
PERCENT_FORMATS = frozenset({19, 20, 51, 52})

NO_DATE = dt.date(1984, 1, 1)
"""The first day of Microsoft Project's calendar; it stands for "from the beginning" and for "no date"."""
LAST_DATE = dt.date(2049, 12, 31)
"""The last day of its calendar; it stands for "without end"."""


def whole_number(text: str | None) -> int | None:
    """Return an integer, also where it is written with decimals."""
    number = decimal(text)
    return None if number is None else int(number)


def decimal(text: str | None) -> Decimal | None:
    """Return a number below 10^15, one with an exponent rounded to twelve decimals; None for anything else.

    Floating-point noise such as 1.4E-17 is nought, as far as anybody meant it.
    """
    if text is None or not _NUMBER(text.strip()):
        return None
    number = Decimal(text.strip())
    if number.adjusted() >= _DIGITS:
        return None
    return Decimal(f"{number:.12f}").normalize() if "e" in text.lower() else number


def truth(text: str | None) -> bool:
    """Return whether a flag is set: 1 or true."""
    return text is not None and text.strip().lower() in ("1", "true")


def money(text: str | None) -> Decimal | None:
    """Return an amount: Microsoft Project writes costs in hundredths."""
    number = decimal(text)
    return None if number is None else number / 100


@lru_cache(maxsize=65_536)
def moment(text: str | None) -> Moment | None:
    """Return a moment, rounded to the minute."""
    found = _DATE(text.strip()) if text is not None else None
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        date = dt.datetime(year, month, day) + dt.timedelta(hours=hour, minutes=minute + (second >= 30))
    except (ValueError, OverflowError):
        return None
    return Moment(date.date(), date.time())


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


def duration(length: Decimal, *, elapsed: bool = False) -> Duration:
    """Return a length in minutes as people read it, exactly: hours where they come out even, else minutes.

    Elapsed time is written in days where it can be, since these are 24 hours everywhere.
    """
    prefix = "e" if elapsed else ""
    if elapsed and length and length % 1440 == 0:
        return Duration(_tidy(length / 1440), "ed")
    unit: Unit = _unit(prefix, "h" if length * 100 % 60 == 0 else "m")
    return Duration(_tidy(length / 60 if unit.endswith("h") else length), unit)


def _unit(prefix: str, letter: str) -> Unit:
    units: dict[str, Unit] = {"h": "h", "m": "m", "eh": "eh", "em": "em"}
    return units[prefix + letter]


def _tidy(number: Decimal) -> Decimal:
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def share(text: str | None) -> Percent | None:
    """Return a share that is written as a fraction: 0.5 for 50 %."""
    number = decimal(text)
    return None if number is None else Percent(number)


def percent(text: str | None) -> Percent | None:
    """Return a share that is written in hundredths: 50 for 50 %."""
    number = decimal(text)
    return None if number is None else Percent(number / 100)


def words(text: str | None) -> str | None:
    """Return a text as a plan can hold it: line ends as `\\n`, no control characters; None where nothing is left."""
    if text is None:
        return None
    plain = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return plain or None


def line(text: str | None) -> str | None:
    """Return a text on one line."""
    plain = words(text)
    return " ".join(plain.split()) if plain else None
