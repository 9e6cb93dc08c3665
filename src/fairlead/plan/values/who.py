"""Who does it: "mei", "ana at 50%"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from ._text import NUMBER, refusal, schema_pattern
from .ids import REFERENCE_REGEX
from .percents import Percent

_REGEX = rf"(?P<id>{REFERENCE_REGEX})(?: at (?P<share>{NUMBER}%))?"
_MATCH = re.compile(_REGEX).fullmatch

PATTERN = schema_pattern(_REGEX)
EXAMPLES = ("mei", "ana at 50%", "pool:ana")


@dataclass(frozen=True, slots=True)
class Who:
    """A person, team or thing by id, for `share` of its time (None: all of it)."""

    id: str
    share: Percent | None = None

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if self.share is not None and self.share.fraction <= 0:
            raise ValueError(f'"{self}" takes no share: give more than 0%, like {self.id} at 50%')

    @classmethod
    def parse(cls, text: str) -> Who:
        """Return the assignment written as an id, or an id `at` a share; raises ValueError otherwise."""
        return _parse(text)

    def __str__(self) -> str:
        return self.id if self.share is None else f"{self.id} at {self.share}"


@lru_cache(maxsize=4096)
def _parse(text: str) -> Who:
    found = _MATCH(text) or _MATCH(" ".join(text.split()))
    if found is None:
        raise refusal(text, "somebody's id", "write the id, and the share if it is not all, like ana at 50%")
    return Who(found[1], Percent.parse(found[2]) if found[2] else None)
