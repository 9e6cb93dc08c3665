"""Dates and lengths of time as people read them, in the working days of one plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from fairlead.plan.document import Plan

_MIDNIGHT = 0
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Words:
    """How a plan's moments and durations are said.

    `opens` and `closes` are the minutes after midnight at which ordinary days begin and end: there a date says
    enough, elsewhere the time stands beside it. `day` is the working minutes of `1d`; `brief` dates have no weekday.
    """

    opens: frozenset[int]
    closes: frozenset[int]
    day: int
    brief: bool = False

    @classmethod
    def of(cls, plan: Plan, *, brief: bool = False) -> Self:
        """Return the words for a plan; `brief` leaves out the days of the week."""
        from fairlead.schedule.calendars.from_plan import PlanCalendars
        from fairlead.schedule.calendars.spec import working_day_minutes

        settings = plan.settings
        today = settings.start.date if settings.start else date(2000, 1, 1)
        spec = PlanCalendars(settings.calendar, plan.calendars, today, today).plan()
        shifts = [day for day in spec.week if day]
        return cls(
            opens=frozenset(min(start for start, _ in day) for day in shifts),
            closes=frozenset(max(end for _, end in day) % 1440 for day in shifts),
            day=settings.options.minutes_per_day or working_day_minutes(spec) or 480,
            brief=brief,
        )

    def started(self, moment: datetime) -> str:
        """Return a start: `Mon 11 Jan 2027`, with the time where that isn't when days begin."""
        minute = _minute(moment)
        return self.date(moment) if minute == _MIDNIGHT or minute in self.opens else self.moment(moment)

    def finished(self, moment: datetime) -> str:
        """Return a finish: the end of a day is that day's, midnight the day's before."""
        minute = _minute(moment)
        if minute == _MIDNIGHT:
            return self.date(moment - timedelta(days=1))
        return self.date(moment) if minute in self.closes else self.moment(moment)

    def reached(self, moment: datetime) -> str:
        """Return the moment of a milestone, which may stand at the beginning or the end of a day."""
        return self.date(moment) if _minute(moment) in self.opens else self.finished(moment)

    def date(self, day: date) -> str:
        """Return a date as people read it: `Mon 11 Jan 2027`."""
        said = said_date(day)
        return said.partition(" ")[2] if self.brief else said

    def moment(self, moment: datetime) -> str:
        """Return a date with its time: `Mon 11 Jan 2027 14:30`."""
        return f"{self.date(moment)} {moment:%H:%M}"

    def length(self, minutes: float, elapsed: bool = False) -> str:
        """Return working minutes in days of the plan: `3d`, `1.5d`, `-2d`; less than a tenth of one in hours.

        Elapsed minutes are said in days of 24 hours: `21ed`.
        """
        if elapsed:
            return f"{_short(minutes / 1440)}ed" if minutes >= 1440 else f"{_short(minutes / 60)}eh"
        days = minutes / self.day
        if minutes and abs(days) < 0.095:
            return f"{_short(minutes / 60)}h" if abs(minutes) >= 60 else f"{_short(minutes)}m"
        return f"{_short(days)}d"

    def about(self, minutes: float) -> str:
        """Return how many working minutes apart two dates are, without sign; ten days and more in whole days."""
        apart = abs(minutes)
        return self.length(apart if apart < 10 * self.day else round(apart / self.day) * self.day)


def said_date(day: date) -> str:
    """Return a date as people read it: `Mon 11 Jan 2027`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _short(number: float) -> str:
    return f"{round(number, 1):,g}" if round(number, 1) else "0"
