"""When a task must start or finish: "from 2027-08-02", "by 2027-09-01", "on 2027-08-02", and two together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal, cast

from ._text import refusal, schema_pattern
from .moments import PATTERN as MOMENT_PATTERN
from .moments import Moment

WindowKind = Literal["from", "by", "on", "fixed"]

_MOMENT = MOMENT_PATTERN[1:-1]
_ONE = rf"(?:from|by|on|fixed) {_MOMENT}"
_SPLIT = re.compile(r"(?:^| )(from|by|on|fixed) ").split
_REMEDY = (
    'say "from 2027-08-02" (not before), "by 2027-08-02" (not after), "on 2027-08-02" '
    'or "from 2027-08-02 by 2027-09-01"'
)

PATTERN = schema_pattern(rf"{_ONE}(?: {_ONE})?")
EXAMPLES = ("from 2027-08-02", "by 2027-09-01", "on 2027-08-02", "fixed 2027-08-02",
            "from 2027-08-02 by 2027-09-01")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """One constraint: not before (`from`), not after (`by`), exactly (`on`), `fixed` whatever links say."""

    kind: WindowKind
    moment: Moment

    def __str__(self) -> str:
        return f"{self.kind} {self.moment}"


@dataclass(frozen=True, slots=True)
class Windows:
    """The constraints on one end of a task: one, or `from` and `by`, which may leave no day between them."""

    windows: tuple[Window, ...]

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        kinds = tuple(window.kind for window in self.windows)
        if len(kinds) != 1 and kinds != ("from", "by"):
            raise ValueError(f'"{self}" can\'t stand together: {_REMEDY}')

    @classmethod
    def parse(cls, text: str) -> Windows:
        """Return the constraints written as from|by|on|fixed MOMENT, or as from MOMENT by MOMENT.

        Raises ValueError for a bare date, because it doesn't say which of them is meant.
        """
        return _parse(text)

    def __str__(self) -> str:
        return " ".join(map(str, self.windows))

    def get(self, kind: WindowKind) -> Moment | None:
        """Return the moment of one kind of constraint, None if there is none."""
        return next((window.moment for window in self.windows if window.kind == kind), None)


@lru_cache(maxsize=4096)
def _parse(text: str) -> Windows:
    before, *parts = _SPLIT(" ".join(text.split()))
    if before or not parts:
        raise refusal(text, "a constraint", _remedy_for(text.strip()))
    pairs = zip(parts[::2], parts[1::2], strict=True)
    windows = [Window(cast(WindowKind, kind), Moment.parse(moment)) for kind, moment in pairs]
    if [window.kind for window in windows] == ["by", "from"]:
        windows.reverse()
    return Windows(tuple(windows))


def _remedy_for(text: str) -> str:
    try:
        moment = Moment.parse(text)
    except ValueError:
        return _REMEDY
    return f'say "from {moment}" (not before), "by {moment}" (not after) or "on {moment}" (exactly)'
