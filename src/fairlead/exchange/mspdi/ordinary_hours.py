"""Whose ordinary hours an assignment goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from fairlead.exchange.hours import Week
from fairlead.exchange.mspdi.calendars import Calendars
from fairlead.exchange.mspdi.parsing import Record, Sections
from fairlead.exchange.scalars import whole_number


@dataclass
class Hours:
    """The calendars of tasks and resources by their uids, and the weeks of calendars as far as somebody has asked."""

    calendars: Calendars
    of_task: dict[int, int]
    of_resource: dict[int, int]
    weeks: dict[int | None, Week]

    @classmethod
    def of(cls, sections: Sections, calendars: Calendars) -> Self:
        """Return the hours of a file."""
        return cls(
            calendars, _calendars(sections.tasks, calendars), _calendars(sections.resources, calendars), {}
        )

    def week_of(self, task: int, resource: str | None) -> Week:
        """Return the week of the task's own calendar, else of the resource's, else of the project's."""
        uid = self.of_task.get(
            task, self.of_resource.get(whole_number(resource) or -1, self.calendars.project)
        )
        if uid not in self.weeks:
            self.weeks[uid] = self.calendars.week(uid)
        return self.weeks[uid]


def _calendars(records: list[Record], calendars: Calendars) -> dict[int, int]:
    found: dict[int, int] = {}
    for record in records:
        uid, calendar = whole_number(record.get("UID")), whole_number(record.get("CalendarUID"))
        if uid is not None and calendar is not None and calendar in calendars.said:
            found.setdefault(uid, calendar)
    return found
