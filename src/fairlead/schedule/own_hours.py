"""What is left of people's hours for plan work: up to their limits, and without their standing duties."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from fairlead.plan.document import Plan
from fairlead.plan.entities import Duty, Person
from fairlead.schedule.axis import Units
from fairlead.schedule.calendars import Calendar
from fairlead.schedule.calendars.shortening import limited, without_last

_EPOCH = date(1970, 1, 1).toordinal()
_MILLION = 1_000_000
_A_DAY = timedelta(days=1)


class OwnHours:
    """The limits and the duties of a plan's people, for the days of one window.

    Duties in turns go round from `anchor` (the plan's start) on, or from when they begin; weeks count from Monday.
    """

    def __init__(self, plan: Plan, units: Units, first_day: date, last_day: date, anchor: date) -> None:
        self.plan, self.units, self.anchor = plan, units, anchor
        self.first_day, self.last_day = first_day, last_day
        self._taken: dict[str, list[tuple[int, int, int]]] = {}
        for duty in plan.duties.values():
            if duty.takes is not None and duty.who:
                self._take(duty)

    def of(self, person: Person, calendar: Calendar, zone: str | None) -> Calendar:
        """Return what is left of a person's hours: a limit lets the first of them count, a duty takes the last."""
        for limit in person.limit:
            calendar = limited(calendar, self.units.minutes(limit.time), limit.per, zone)
        taken = self._taken.get(person.id)
        return without_last(calendar, taken, zone) if taken else calendar

    def _take(self, duty: Duty) -> None:
        assert duty.takes is not None
        millionths = int(duty.takes.fraction * _MILLION)
        for who, first, last in self._turns(duty):
            stay = (first.toordinal() - _EPOCH, last.toordinal() - _EPOCH, millionths)
            for person in self._people(who):
                self._taken.setdefault(person, []).append(stay)

    def _people(self, id: str) -> list[str]:
        """Return a person, or all of a team: a duty of a team is everybody's."""
        if id in self.plan.teams:
            return [person.id for person in self.plan.people.values() if person.team == id]
        return [id]

    def _turns(self, duty: Duty) -> Iterator[tuple[str, date, date]]:
        """Yield who has a duty from which day to which."""
        first = duty.from_.most_likely() if duty.from_ is not None else self.anchor
        last = min(duty.until.most_likely() if duty.until is not None else self.last_day, self.last_day)
        if duty.every is None:
            yield from ((who, first, last) for who in duty.who if first <= last)
            return
        begin = duty.every.first or first
        if duty.every.unit == "week" and not duty.every.days:
            begin -= timedelta(days=begin.weekday())
        changes = list(duty.every.occurrences(begin, last, begin))
        if not changes or changes[0] > first:
            changes.insert(0, first)
        current = max(bisect_right(changes, first) - 1, 0)
        for number in range(current, len(changes)):
            end = changes[number + 1] - _A_DAY if number + 1 < len(changes) else last
            yield duty.who[(number - current) % len(duty.who)], max(changes[number], first), end
