"""Risks, opportunities and assumptions, with what is done about them."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from fairlead.plan.entities.base import Entity, Many, Part, Reference, Text
from fairlead.plan.entities.fields import (
    EstimateField,
    ImpactField,
    MomentField,
    MoneyField,
    PercentField,
    PeriodField,
    RhythmField,
)


class Action(Part):
    """A response to a risk: what it costs, by when, and the probability or impact that is left after it.

    `brings` names secondary risks, which are there only when the action is taken.
    """

    name: Text
    cost: MoneyField | None = None
    probability: PercentField | None = None
    delays: dict[str, ImpactField] = Field(default_factory=dict)
    costs: MoneyField | None = None
    brings: Many[Reference] = ()
    due: MomentField | None = None
    done: MomentField | None = None
    owner: Reference | None = None
    task: Reference | None = None


class Risk(Entity):
    """An event that may happen; `struck` turns it into a problem.

    With `every` it may strike again and again, each time by itself, within its `window` if it has one; what it delays
    comes once for each time it strikes while the task is under way. `triggered` says when its `trigger` was seen;
    `watch` names tasks whose not being done by a date is such a trigger.
    """

    kind: ClassVar[str] = "risk"
    section: ClassVar[str] = "risks"

    register_kind: Literal["risk", "opportunity", "assumption", "problem"] = Field(
        default="risk", alias="kind"
    )
    event: Text | None = None
    category: Text | None = None
    probability: PercentField | None = None
    delays: dict[str, ImpactField] = Field(default_factory=dict)
    costs: MoneyField | None = None
    away: dict[str, EstimateField] = Field(default_factory=dict)
    repeats: Many[Reference] = ()
    window: PeriodField | None = None
    every: RhythmField | None = None
    excludes: Many[Reference] = ()
    triggers: dict[str, PercentField] = Field(default_factory=dict)
    owner: Reference | None = None
    response: (
        Literal["avoid", "transfer", "mitigate", "accept", "escalate", "exploit", "share", "enhance"] | None
    ) = None
    actions: Many[Action] = ()
    trigger: Text | None = None
    triggered: MomentField | None = None
    watch: dict[str, MomentField] = Field(default_factory=dict)
    review: MomentField | None = None
    raised: MomentField | None = None
    struck: MomentField | None = None
    closed: MomentField | None = None

    @property
    def title(self) -> str:
        """What people call it: its name, else the event."""
        return self.name or self.event or self.id
