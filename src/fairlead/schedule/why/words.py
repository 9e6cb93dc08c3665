"""Dates and lengths of time as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fairlead.schedule.axis import Units
from fairlead.schedule.calendars.spec import WorkingTime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Words:
    """How a plan's moments are said: only a date where ordinary days begin (`opens`) or end (`closes`)."""

    opens: frozenset[int]
    closes: frozenset[int]
    units: Units

    @classmethod
    def of(cls, hours: WorkingTime, units: Units) -> Words:
        """Return the words for a plan with these hours and units."""
        shifts = [day for day in hours.week if day]
        opens = frozenset(min(start for start, _ in day) for day in shifts)
        return cls(opens, frozenset(max(end for _, end in day) % 1440 for day in shifts), units)

    def started(self, moment: datetime) -> str:
        """Return a start: `Mon 11 Jan 2027`, with the time where that isn't when days begin."""
        return said_date(moment) if _minute(moment) in self.opens | {0} else self.moment(moment)

    def finished(self, moment: datetime) -> str:
        """Return a finish: midnight is the end of the day before."""
        if _minute(moment) == 0:
            return said_date(moment - timedelta(minutes=1))
        return said_date(moment) if _minute(moment) in self.closes else self.moment(moment)

    def reached(self, moment: datetime) -> str:
        """Return the moment of a milestone, which may stand at the beginning or the end of a day."""
        return said_date(moment) if _minute(moment) in self.opens else self.finished(moment)

    def moment(self, moment: datetime) -> str:
        """Return a date with its time: `Mon 11 Jan 2027 14:30`."""
        return f"{said_date(moment)} {moment:%H:%M}"

    def length(self, minutes: int) -> str:
        """Return working minutes without their sign, in days of the plan: `3d`, `1.5d`, `2h`."""
        return self.units.shown(abs(minutes))


def said_date(day: date) -> str:
    """Return a date as people read it: `Mon 11 Jan 2027`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def said_days(first: date, last: date) -> str:
    """Return a stretch of days: `15 to 19 Feb 2027`, or the one date."""
    if first == last:
        return said_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {_MONTHS[last.month - 1]} {last.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {_MONTHS[first.month - 1]}{year} to {last.day} {_MONTHS[last.month - 1]} {last.year}"


def listed(texts: list[str]) -> str:
    """Return texts as people list them: `a, b and c`."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
