"""What all notations share: numbers as text, pattern fragments, and the shape of a refusal."""

from __future__ import annotations

import re
from decimal import Context, Decimal

# [0-9] and not \d, which in Python takes the digits of every script, and in a JSON Schema only these.
# Forty decimals hold every quotient that Decimal's default 28 digits can produce from whole minutes.
NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,40})?"
SIGNED = rf"[+-]?{NUMBER}"
DATE = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
WEEKDAY_LIST = rf"{WEEKDAY}(?:-{WEEKDAY})?(?: {WEEKDAY}(?:-{WEEKDAY})?)*"

_EXACT = Context(prec=80)
_LONGEST_QUOTE = 60
_LONGEST_REMEDY = 240


def refusal(text: str, what: str, remedy: str) -> ValueError:
    """Return the error for a text that is not a `what`; `remedy` says what to write instead."""
    subject = f'"{_shown(text, _LONGEST_QUOTE)}"' if text.strip() else "an empty text"
    return ValueError(f"{subject} is not {what}: {_shown(remedy, _LONGEST_REMEDY)}")


def _shown(text: str, longest: int) -> str:
    """Return a text fit for a message: of bounded length, without control characters."""
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in short)


def plain(number: Decimal) -> str:
    """Return a number without exponent, trailing zeros or a negative zero."""
    if not number:
        return "0"
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def finite(number: Decimal, what: str) -> None:
    """Raise ValueError for NaN and infinities, which no notation can write."""
    if not number.is_finite():
        raise ValueError(f"{number} can't be the amount of {what}: give a finite number, like 4")


def hundredth(number: Decimal) -> Decimal:
    """Return number / 100 exactly."""
    return number.scaleb(-2, _EXACT)


def hundredfold(number: Decimal) -> Decimal:
    """Return number x 100 exactly."""
    return number.scaleb(2, _EXACT)


def schema_pattern(regex: str) -> str:
    """Return a Python regex as JSON Schema reads it: anchored, its groups without names."""
    return f"^(?:{re.sub(r'[?]P<[a-z_0-9]+>', '?:', regex)})$"


def weekday_numbers(text: str) -> tuple[int, ...]:
    """Return the weekdays (Monday is 0) of "Mon-Wed Fri", sorted; a range may run over Sunday ("Sat-Mon").

    The text must match WEEKDAY_LIST; a day named twice counts once.
    """
    days: set[int] = set()
    for part in text.split():
        first, _, last = part.partition("-")
        start = WEEKDAYS.index(first)
        length = (WEEKDAYS.index(last) - start) % 7 if last else 0
        days.update((start + step) % 7 for step in range(length + 1))
    return tuple(sorted(days))


def weekday_text(days: tuple[int, ...]) -> str:
    """Return weekdays as "Mon-Wed Fri": runs of three and more as a range."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return " ".join(_run_text(run) for run in runs)


def _run_text(run: list[int]) -> str:
    if len(run) >= 3:
        return f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}"
    return " ".join(WEEKDAYS[day] for day in run)
