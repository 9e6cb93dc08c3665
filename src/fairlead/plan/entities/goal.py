"""Goals: what the plan is for."""

from __future__ import annotations

from typing import ClassVar

from fairlead.plan.entities.base import Entity, Many, Reference, Text
from fairlead.plan.entities.fields import MomentField, PercentField, RateField


class Goal(Entity):
    """Something to be reached by a date; met when every entry of `done_when` is done."""

    kind: ClassVar[str] = "goal"
    section: ClassVar[str] = "goals"

    deadline: MomentField | None = None
    done_when: Many[Reference] = ()
    penalty: RateField | None = None
    measure: Text | None = None
    confidence: PercentField | None = None
    owner: Reference | None = None
