"""How much somebody works at the most: "30h/w", "6h/d", "100h/mo"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal, cast

from ._text import NUMBER, refusal, schema_pattern
from .durations import WORDS, Duration

Span = Literal["d", "w", "mo"]

_UNIT = "(?:min|mo|m|h|d|w)"
_PER = "(?:day|d|week|w|month|mo)"
_REGEX = rf"(?P<time>{NUMBER}{_UNIT})(?: ?/ ?(?P<per>{_PER}))?"
_MATCH = re.compile(_REGEX).fullmatch

PATTERN = schema_pattern(_REGEX)
EXAMPLES = ("30h/w", "6h/d", "100h/mo", "4d/w")


@dataclass(frozen=True, slots=True)
class WorkLimit:
    """So much working time in each day, week (from Monday) or calendar month (`per`: d, w or mo)."""

    time: Duration
    per: Span

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if self.per not in ("d", "w", "mo"):
            raise ValueError(f'"{self}" has no such period: a limit holds for a d, w or mo, like 30h/w')
        if self.time.elapsed or self.time.amount <= 0:
            raise ValueError(f'"{self}" leaves no working time: write hours above 0, like 30h/w')

    @classmethod
    def parse(cls, text: str) -> WorkLimit:
        """Return the limit written as TIME/PERIOD; a time alone is that of a week.

        Raises ValueError for anything else and for no time at all.
        """
        return _parse(text)

    def __str__(self) -> str:
        return f"{self.time}/{self.per}"


@lru_cache(maxsize=512)
def _parse(text: str) -> WorkLimit:
    found = _MATCH(text) or _MATCH(text.strip())
    if found is None:
        raise refusal(
            text, "a limit to working time", "write hours per day, week or month, like 30h/w or 6h/d"
        )
    return WorkLimit(Duration.parse(found["time"]), cast(Span, WORDS[found["per"] or "w"]))
