"""Calendars: when work is possible."""

from __future__ import annotations

from typing import ClassVar

from fairlead.plan.entities.base import Entity, Many, Part, Reference, Text
from fairlead.plan.entities.fields import HoursField, OpenHoursField, PeriodField, TimesField


class WorkWeek(Part):
    """Other weekly hours, valid for a time."""

    when: PeriodField
    hours: Many[HoursField]
    name: Text | None = None


class WorkingHours(Part):
    """What a calendar says, whether it has an id of its own or stands in the plan's head.

    Exceptions (`closed`, `open`, public holidays) beat work weeks (`weeks`), which beat the week (`hours`); what a
    calendar doesn't say it takes from its `base`.
    """

    base: Reference | None = None
    hours: Many[HoursField] = ()
    weeks: Many[WorkWeek] = ()
    closed: Many[TimesField] = ()
    open: Many[OpenHoursField] = ()
    country: Text | None = None
    region: Text | None = None
    zone: Text | None = None


class Calendar(WorkingHours, Entity):
    """Working hours under an id, for tasks, people and other calendars to refer to."""

    kind: ClassVar[str] = "calendar"
    section: ClassVar[str] = "calendars"
