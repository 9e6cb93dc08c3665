"""Costs that belong to the plan rather than to one task."""

from __future__ import annotations

from typing import ClassVar

from fairlead.plan.entities.base import Entity, Reference
from fairlead.plan.entities.fields import DateRangeField, MoneyField, RhythmField


class Cost(Entity):
    """An amount spent once (`on`), or again and again (`every`)."""

    kind: ClassVar[str] = "cost"
    section: ClassVar[str] = "costs"

    amount: MoneyField | None = None
    every: RhythmField | None = None
    on: DateRangeField | None = None
    account: Reference | None = None
