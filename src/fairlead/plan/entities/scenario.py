"""Scenarios and baselines: what might be, and what was agreed."""

from __future__ import annotations

from typing import ClassVar

from fairlead.plan.entities.base import Entity, Many, Reference, Text
from fairlead.plan.entities.fields import MomentField


class Scenario(Entity):
    """A named list of one-line changes."""

    kind: ClassVar[str] = "scenario"
    section: ClassVar[str] = "scenarios"

    changes: Many[Text] = ()


class Baseline(Entity):
    """A schedule that was agreed; its dates live in a file beside the plan."""

    kind: ClassVar[str] = "baseline"
    section: ClassVar[str] = "baselines"

    taken: MomentField | None = None
    approved_by: Reference | None = None
    file: Text | None = None
