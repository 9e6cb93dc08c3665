"""Certifications as plans write them: `PMP`, `PMP until 2028-06-30`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_UNTIL = re.compile(r"(?P<name>.+?)\s+(?:until|expires|to)\s+(?P<day>\d{4}-\d{2}-\d{2})", re.IGNORECASE)

LEADING = frozenset(
    ["PMP", "PGMP", "PFMP", "CAPM", "PMI-ACP", "CSM", "A-CSM", "PSM", "CSPO", "PRINCE2", "IPMA", "SAFE"]
)
"""Certificates that say somebody has learnt to lead projects, programmes or agile teams."""


@dataclass(frozen=True, slots=True)
class Certification:
    """A certificate and the last day it holds; None where none is said."""

    name: str
    until: date | None = None

    @classmethod
    def parse(cls, text: str) -> Certification:
        """Return what a text says; a day that is none is part of the name."""
        found = _UNTIL.fullmatch(text.strip())
        if found is None:
            return cls(text.strip())
        try:
            return cls(found["name"], date.fromisoformat(found["day"]))
        except ValueError:
            return cls(text.strip())

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return self.until is None or day <= self.until

    @property
    def is_for_leading(self) -> bool:
        """Tell whether it is one for leading projects."""
        words = self.name.upper().replace("®", "").split()
        return bool(words) and any(words[0].startswith(each) for each in LEADING)
