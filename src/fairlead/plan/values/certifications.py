"""Certificates as people list them: "PMP", "PMP until 2028-06-30"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_UNTIL = re.compile(
    r"(?P<name>.+?)\s*,?\s*\(?\b"
    r"(?:(?:valid |holds )?(?:until|through)|valid to|(?:expire[sd]|exp\.)(?: on)?)(?!\w):?\s*"
    r"(?P<day>.*?)\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Certification:
    """A certificate and the last day on which it holds; None where none is said.

    `unread` is what stands where that day should be and is none: such a certificate counts as one without a last day,
    and a rule tells about it.
    """

    name: str
    until: date | None = None
    unread: str = ""

    @classmethod
    def parse(cls, text: str) -> Certification:
        """Return what a text says; every text is some certificate."""
        text = " ".join(text.split())
        found = _UNTIL.fullmatch(text)
        if found is None:
            return cls(text)
        try:
            return cls(found["name"], date.fromisoformat(found["day"]))
        except ValueError:
            return cls(found["name"], None, found["day"] or "nothing")

    def __str__(self) -> str:
        return f"{self.name} until {self.until.isoformat()}" if self.until else self.name

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return self.until is None or day <= self.until
