"""How the checker says lists, lengths of time and shares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def named(ids: Iterable[str]) -> str:
    """Return ids in backticks, the last one after `and`."""
    words = [f"`{id}`" for id in ids]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def length(minutes: int) -> str:
    """Return minutes as hours and minutes: `16h`, `2h 30m`, `5m`."""
    hours, rest = divmod(abs(minutes), 60)
    said = " ".join(word for word in (f"{hours}h" if hours else "", f"{rest}m" if rest else "") if word)
    return f"-{said}" if minutes < 0 else said or "0m"


def percent(share: Decimal | float) -> str:
    """Return a share as a percentage: `50%`, `33.3%`."""
    return f"{float(share) * 100:.1f}".removesuffix(".0") + "%"


def number(amount: Decimal | float) -> str:
    """Return a number without zeros at its end: `8`, `2.5`."""
    return f"{float(amount):g}"
