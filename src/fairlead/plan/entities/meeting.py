"""Meetings with a rhythm."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from fairlead.plan.entities.base import Entity, Many, Reference, Text
from fairlead.plan.entities.fields import DurationField, MomentField, RhythmField


class Meeting(Entity):
    """A regular meeting: when, how long, who, and what is talked about."""

    kind: ClassVar[str] = "meeting"
    section: ClassVar[str] = "meetings"

    every: RhythmField | None = None
    on: MomentField | None = None
    for_: DurationField | None = Field(default=None, alias="for")
    who: Many[Reference] = ()
    agenda: Many[Text] = ()
    place: Text | None = None
