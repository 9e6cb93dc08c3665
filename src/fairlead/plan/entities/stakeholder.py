"""Stakeholders: who must be kept informed, and how."""

from __future__ import annotations

from typing import ClassVar, Literal

from fairlead.plan.entities.base import Entity, Many, Text
from fairlead.plan.entities.fields import MomentField, RhythmField, TimesField

Attitude = Literal["hostile", "worried", "neutral", "supportive", "leading", "unaware"]


class Stakeholder(Entity):
    """Somebody with an interest in the plan; `available` says when they can sign."""

    kind: ClassVar[str] = "stakeholder"
    section: ClassVar[str] = "stakeholders"

    power: Literal["low", "medium", "high"] | None = None
    interest: Literal["low", "medium", "high"] | None = None
    audience: Text | None = None
    role: Text | None = None
    attitude: Attitude | None = None
    aim: Attitude | None = None
    every: RhythmField | None = None
    heard: MomentField | None = None
    language: Text | None = None
    zone: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    available: Many[TimesField] = ()
    away: Many[TimesField] = ()
