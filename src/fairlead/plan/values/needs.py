"""What a task asks for: "2 firmware >= 2", "rig", "firmware >= 2 | testing >= 2", "safety >= 2 at 50%"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from ._text import NUMBER, plain, refusal, schema_pattern
from .ids import REFERENCE_REGEX, valid_reference
from .percents import Percent

Count = int | Decimal

_SKILL = rf"{REFERENCE_REGEX}(?: ?>= ?[0-9]{{1,2}})?"
_NEED_REGEX = (
    rf"(?:(?P<low>{NUMBER})(?:\.\.(?P<high>{NUMBER}))? )?"
    rf"(?P<skills>{_SKILL}(?: ?\| ?{_SKILL})*)"
    rf"(?: at (?P<share>{NUMBER}%))?"
)
_MATCH = re.compile(_NEED_REGEX).fullmatch
_REMEDY = "write [how many] what [>= level] [at share], like 2 firmware >= 2, rig or safety >= 2 at 50%"

PATTERN = schema_pattern(_NEED_REGEX)
EXAMPLES = ("2 firmware >= 2", "rig", "firmware >= 2 | testing >= 2", "safety >= 2 at 50%", "1..2 cad",
            "20 battery")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Skill:
    """One way to fill a need: a skill of at least `level`, or a team, person, thing, material or supplier."""

    what: str
    level: int | None = None

    def __post_init__(self) -> None:
        if not valid_reference(self.what):
            raise refusal(self.what, "a skill or thing one can need", _REMEDY)

    def __str__(self) -> str:
        return self.what if self.level is None else f"{self.what} >= {self.level}"


@dataclass(frozen=True, slots=True)
class Need:
    """How many (least and most) of which alternatives, each taken for `share` of its time (None: all of it).

    Counts are whole numbers, except of materials ("2.5 resin").
    """

    count: tuple[Count, Count]
    alternatives: tuple[Skill, ...]
    share: Percent | None = None

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        low, high = self.count
        if low <= 0:
            raise ValueError(f'"{self}" needs nothing: give a count of at least 1, or leave the need out')
        if high < low:
            raise ValueError(f'"{self}" runs backwards: the smaller count first, like 1..2 cad')
        if not self.alternatives:
            raise ValueError(f"a need names what is needed: {_REMEDY}")
        if self.share is not None and self.share.fraction <= 0:
            raise ValueError(f'"{self}" takes no share: give more than 0%, like rig at 50%')

    @classmethod
    def parse(cls, text: str) -> Need:
        """Return the need written as [how many] what [>= level] [| other [>= level]] [at share].

        One of it is understood. Raises ValueError for anything else, a count of 0 or falling counts.
        """
        return _parse(text)

    def __str__(self) -> str:
        low, high = map(_number, self.count)
        count = f"{low}..{high} " if low != high else f"{low} " if low != "1" else ""
        share = f" at {self.share}" if self.share else ""
        return count + " | ".join(map(str, self.alternatives)) + share


@lru_cache(maxsize=4096)
def _parse(text: str) -> Need:
    found = _MATCH(text) or _MATCH(" ".join(text.split()))
    if found is None:
        raise refusal(text, "a need", _REMEDY)
    low, high, skills, share = found.groups()
    least = _count(low or "1")
    most = _count(high) if high else least
    alternatives = tuple(_skill(part) for part in skills.split("|"))
    return Need((least, most), alternatives, Percent.parse(share) if share else None)


def _skill(text: str) -> Skill:
    what, _, level = text.partition(">=")
    return Skill(what.strip(), int(level) if level else None)


def _count(text: str) -> Count:
    number = Decimal(text)
    return int(number) if number == int(number) else number


def _number(count: Count) -> str:
    return plain(Decimal(count))
