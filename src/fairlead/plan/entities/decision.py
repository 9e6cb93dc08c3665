"""Decisions that work waits for."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from fairlead.plan.entities.base import Entity, Many, Reference, Text
from fairlead.plan.entities.fields import LinkField, MomentField, PercentField


class Decision(Entity):
    """A question with options; stands in `after` like a task and is expected on `due` until it is `decided`.

    Until then `odds` say how likely each of its options is.
    """

    kind: ClassVar[str] = "decision"
    section: ClassVar[str] = "decisions"

    question: Text | None = None
    options: Many[Text] = ()
    odds: dict[str, PercentField] = Field(default_factory=dict)
    decides: Reference | None = None
    due: MomentField | None = None
    after: Many[LinkField] = ()
    decided: MomentField | None = None
    chosen: Text | None = None

    @property
    def title(self) -> str:
        """What people call it: its name, else the question."""
        return self.name or self.question or self.id
