"""What a schedule does that its plan doesn't allow."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule of the plan that a schedule breaks.

    `code` is a stable kebab-case slug (`over-capacity`), `message` a sentence with names and numbers. `tasks` and
    `who` are the ids concerned, the task that broke the rule first.
    """

    code: str
    message: str
    tasks: tuple[str, ...] = ()
    who: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    def to_json(self) -> dict[str, Any]:
        """Return the violation as a JSON object."""
        return asdict(self) | {"tasks": list(self.tasks), "who": list(self.who)}
