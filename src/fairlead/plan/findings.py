"""What can be said about one place of a plan: how bad it is, what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: an error stops the work, a warning deserves a look, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong (or worth knowing) at one place, and its remedy.

    `code` is a stable kebab-case slug ("unknown-key") that people can filter and search by. `message` and
    `remedy` are plain sentences. `kind`, `id` and `field` name the entity, `file`, `line` and `column` the text;
    lines and columns count from 1; whatever is unknown is None.
    """

    severity: Severity
    code: str
    message: str
    remedy: str = ""
    kind: str | None = None
    id: str | None = None
    field: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return one line such as `robot.yaml:34:7: error: task bench: the estimate is negative. Write 4d.`"""
        parts = [self.place, self.severity.value, self.entity, _sentences(self.message, self.remedy)]
        return ": ".join(part for part in parts if part)

    @property
    def place(self) -> str:
        """Return file, line and column as editors understand them (`robot.yaml:34:7`), or an empty text."""
        spots = [self.file, self.line, self.column if self.line is not None else None]
        return ":".join(str(spot) for spot in spots if spot is not None)

    @property
    def entity(self) -> str:
        """Return the entity in words (`task bench`, `plan`), or an empty text."""
        if self.kind == "plan":
            return self.kind
        return " ".join(word for word in (self.kind, self.id) if word)

    def to_json(self) -> dict[str, str | int | None]:
        """Return the finding as a JSON object with every key present, None where nothing is known."""
        return {**asdict(self), "severity": self.severity.value}


def _sentences(*texts: str) -> str:
    return " ".join(_with_full_stop(text.strip()) for text in texts if text.strip())


def _with_full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else text + "."
