"""Decisions that work waits for."""

from __future__ import annotations

from typing import ClassVar

from fairlead.plan.entities.base import Entity, Many, Reference, Text
from fairlead.plan.entities.fields import LinkField, MomentField


class Decision(Entity):
    """A question with options; stands in `after` like a task and is expected on `due` until it is `decided`."""

    kind: ClassVar[str] = "decision"
    section: ClassVar[str] = "decisions"

    question: Text | None = None
    options: Many[Text] = ()
    decides: Reference | None = None
    due: MomentField | None = None
    after: Many[LinkField] = ()
    decided: MomentField | None = None
    chosen: Text | None = None

    @property
    def title(self) -> str:
        """What people call it: its name, else the question."""
        return self.name or self.question or self.id
