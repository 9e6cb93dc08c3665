"""From the calendars, people and things of a plan to what the compiler takes.

    plan's calendar ── head of the plan, or the calendar it names; without one the standard week
    calendar        ── its own words, else its base's; without base and hours of its own the plan's calendar
    people, things  ── their calendar, else the plan's; own hours replace its week; without `away`

`open` beats `closed`, both beat public holidays, and what a calendar says itself beats what its base says.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from fairlead.plan.entities.calendar import WorkingHours
from fairlead.plan.entities.people import Available
from fairlead.plan.errors import PlanError
from fairlead.plan.values import DateRange, Hours, Moment, OpenHours, Period, Rhythm
from fairlead.schedule.calendars.calendar import Calendar
from fairlead.schedule.calendars.compiling import compile_calendar
from fairlead.schedule.calendars.holidays import public_holidays
from fairlead.schedule.calendars.spans import covered_at_least, merged
from fairlead.schedule.calendars.spec import (
    FOREVER,
    STANDARD_WEEK,
    DayException,
    Shifts,
    Stretch,
    Week,
    WorkingTime,
    WorkWeek,
    ordinary_shifts,
)
from fairlead.schedule.calendars.zones import to_local, zone_info

_EPOCH = date(1970, 1, 1).toordinal()
_MARGIN = timedelta(days=4)  # the compiler looks at a few days on both sides of its window


class PlanCalendars:
    """The calendars of one plan for the days of one window.

    `head` is what the plan's head says under `calendar` (hours, or the id of a calendar), `calendars` the
    plan's calendars by id. Rhythms and holidays are written out for the window only, so a wider window
    needs a new object. Rhythms without a `from` count from `anchor` (the plan's start). Raises PlanError,
    when asked for the calendar concerned, for unknown ids, bases in a circle, and unknown zones, countries
    and regions.
    """

    def __init__(
        self,
        head: WorkingHours | str | None,
        calendars: Mapping[str, WorkingHours],
        first_day: date,
        last_day: date,
        anchor: date | None = None,
    ) -> None:
        self._head = head
        self._calendars = calendars
        self.first_day, self.last_day = first_day, last_day
        self._first = max(first_day, date.min + _MARGIN) - _MARGIN
        self._last = min(last_day, date.max - _MARGIN) + _MARGIN
        self._anchor = anchor
        self._said: dict[str | None, _Said] = {}
        self._compiled: dict[WorkingTime, Calendar] = {}

    @property
    def axis_zone(self) -> str | None:
        """Return the plan's time zone; None when its time floats."""
        zone = self._say(None).zone
        return zone_info(zone).key if zone else None

    def plan(self) -> WorkingTime:
        """Return the working time of the plan's own calendar."""
        return self._working_time(self._say(None))

    def named(self, calendar: str | None) -> WorkingTime:
        """Return the working time of a calendar by its id; None is the plan's, as for a task without one."""
        return self._working_time(self._say(calendar))

    def of_party(self, party: Available) -> WorkingTime:
        """Return when a person, a thing or a firm works: hours, holidays and leave, in their own time zone.

        With hours of their own the week is theirs alone; of the calendar's exceptions the closed days hold,
        and days with other hours only shorten theirs. An uncertain `from` or `until` counts with its most
        likely date.
        """
        said = self._say(party.calendar)
        zone = party.zone or said.zone
        if party.hours:
            own = [dataclasses.replace(exception, restricts=True) for exception in said.exceptions]
            said = dataclasses.replace(
                said, week=_week(party.hours, _NO_WEEK), weeks=(), exceptions=tuple(own), extra=()
            )
        away, absences = self._closed(party.away, zone)
        said = dataclasses.replace(
            said, zone=zone, exceptions=(*away, *said.exceptions), absences=(*said.absences, *absences)
        )
        return dataclasses.replace(self._working_time(said), available=self._available(party, zone))

    def compiled(self, spec: WorkingTime) -> Calendar:
        """Return the spec compiled for this window on the plan's axis; one object for equal specs."""
        if spec not in self._compiled:
            self._compiled[spec] = compile_calendar(spec, self.first_day, self.last_day, self.axis_zone)
        return self._compiled[spec]

    def _say(self, calendar: str | None, path: tuple[str | None, ...] = ()) -> _Said:
        """Return what a calendar says with its bases; None is the plan's. `path` is how we came here."""
        if calendar is not None and not path:
            self._say(None)  # first of all, so that the calendars it stands on don't take it for their base
        if calendar not in self._said:
            self._said[calendar] = self._resolve(calendar, path)
        return self._said[calendar]

    def _resolve(self, calendar: str | None, path: tuple[str | None, ...]) -> _Said:
        if calendar in path:
            raise _circle(calendar, path)
        here = (*path, calendar)
        if calendar is not None:
            entity = self._calendars.get(calendar)
            if entity is None:
                raise _unknown(calendar, path[-1] if path else None, self._calendars)
            return self._on_base(entity, self._base_of(entity, here))
        if isinstance(self._head, str):
            return self._say(self._head, here)
        if self._head is None:
            return _Said()
        return self._on_base(self._head, self._base_of(self._head, here))

    def _base_of(self, entity: WorkingHours, path: tuple[str | None, ...]) -> _Said:
        if entity.base is not None:
            return self._say(entity.base, path)
        if None in path:  # the plan's own calendar stands on nothing but the standard week
            return _Said()
        if entity.hours:
            return _Said(week=_NO_WEEK, zone=self._say(None, path).zone)
        return self._say(None, path)

    def _on_base(self, entity: WorkingHours, base: _Said) -> _Said:
        week = (
            _week(entity.hours, base.week if entity.base is not None else _NO_WEEK)
            if entity.hours
            else base.week
        )
        zone = entity.zone or base.zone
        opened, extra = self._opened(entity.open, week, zone)
        closed, absences = self._closed(entity.closed, zone)
        weeks = [WorkWeek(*_dates(each.when), _week(each.hours, week)) for each in entity.weeks]
        return _Said(
            week=week,
            weeks=(*weeks, *(() if entity.hours else base.weeks)),
            exceptions=(*opened, *closed, *base.exceptions),
            extra=(*extra, *base.extra),
            absences=(*absences, *base.absences),
            country=entity.country or base.country,
            region=entity.region if entity.country else entity.region or base.region,
            zone=zone,
        )

    def _working_time(self, said: _Said) -> WorkingTime:
        return WorkingTime(
            week=said.week,
            exceptions=(*said.exceptions, *self._holidays(said)),
            weeks=said.weeks,
            zone=said.zone,
            extra=said.extra,
            absences=said.absences,
        )

    def _holidays(self, said: _Said) -> Iterator[DayException]:
        if said.country is not None:
            days = public_holidays(said.country, said.region, range(self._first.year, self._last.year + 1))
            yield from (DayException(day, day) for day in days)

    def _closed(
        self, times: Iterable[Period | Rhythm], zone: str | None
    ) -> tuple[list[DayException], list[Stretch]]:
        """Return whole closed days, and stretches for periods with times of day."""
        days: list[DayException] = []
        stretches: list[Stretch] = []
        for when in times:
            if isinstance(when, Period) and _has_times(when):
                stretches.append(self._stretch(when, zone))
            elif isinstance(when, Period):
                days.append(DayException(*_dates(when)))
            else:
                days += [DayException(day, day) for day in self._occurrences(when)]
        return days, stretches

    def _opened(
        self, times: Iterable[OpenHours], week: Week, zone: str | None
    ) -> tuple[list[DayException], list[Stretch]]:
        days: list[DayException] = []
        stretches: list[Stretch] = []
        for entry in times:
            if isinstance(entry.when, Period) and _has_times(entry.when):
                stretches.append(self._stretch(entry.when, zone))
            elif isinstance(entry.when, Period) and entry.shifts:
                days.append(DayException(*_dates(entry.when), entry.shifts))
            else:
                ordinary = ordinary_shifts(week)
                days += [
                    DayException(day, day, entry.shifts or week[day.weekday()] or ordinary)
                    for day in self._days_of(entry.when)
                ]
        return days, stretches

    def _available(self, party: Available, zone: str | None) -> tuple[Stretch, ...] | None:
        windows = [stretch for when in party.available for stretch in self._stretches(when, zone)]
        stay = _stay(party.from_, party.until)
        if not party.available:
            return (stay,) if stay != (-FOREVER, FOREVER) else None
        inside = covered_at_least(2, merged(_arrays(windows)), _arrays([stay]))
        return tuple(zip(*(side.tolist() for side in inside), strict=True))

    def _stretches(self, when: Period | Rhythm, zone: str | None) -> list[Stretch]:
        if isinstance(when, Period):
            return [self._stretch(when, zone)]
        return [_whole_day(day) for day in self._occurrences(when)]

    def _stretch(self, period: Period, zone: str | None) -> Stretch:
        first = -FOREVER if period.first is None else self._local(period.first, zone, end=False)
        last = FOREVER if period.last is None else self._local(period.last, zone, end=True)
        return first, last

    def _local(self, moment: Moment, zone: str | None, *, end: bool) -> int:
        """Return the moment on the clock of the zone; where time floats an offset from UTC says nothing."""
        shown = moment.minutes(end=end)
        if moment.offset is None:
            return shown
        if zone is None or self.axis_zone is None:
            return shown + moment.offset
        return int(to_local(np.array([shown]), zone)[0])

    def _days_of(self, when: Period | Rhythm) -> Iterator[date]:
        if isinstance(when, Rhythm):
            yield from self._occurrences(when)
            return
        first, last = _dates(when)
        first, last = max(first, self._first), min(last, self._last)
        yield from (first + timedelta(days=number) for number in range((last - first).days + 1))

    def _occurrences(self, rhythm: Rhythm) -> Iterator[date]:
        return rhythm.occurrences(self._first, self._last, self._anchor)


_NO_WEEK: Week = ((),) * 7


@dataclasses.dataclass(frozen=True, slots=True)
class _Said:
    """What a calendar and its bases say together; public holidays not yet written out."""

    week: Week = STANDARD_WEEK
    weeks: tuple[WorkWeek, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    extra: tuple[Stretch, ...] = ()
    absences: tuple[Stretch, ...] = ()
    country: str | None = None
    region: str | None = None
    zone: str | None = None


def _week(hours: Sequence[Hours], otherwise: Week) -> Week:
    """Return the week of these entries; a weekday that none of them names is as it would be otherwise."""
    named = {day for entry in hours for day in entry.days}
    days = (_shifts_of(hours, day) if day in named else otherwise[day] for day in range(7))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def _shifts_of(hours: Sequence[Hours], weekday: int) -> Shifts:
    return tuple(sorted(shift for entry in hours if weekday in entry.days for shift in entry.shifts))


def _dates(period: Period) -> tuple[date, date]:
    first = period.first.date if period.first is not None else date.min
    return first, period.last.date if period.last is not None else date.max


def _has_times(period: Period) -> bool:
    return any(moment is not None and moment.time is not None for moment in (period.first, period.last))


def _stay(begin: DateRange | None, until: DateRange | None) -> Stretch:
    first = -FOREVER if begin is None else _whole_day(begin.most_likely())[0]
    return first, FOREVER if until is None else _whole_day(until.most_likely())[1]


def _whole_day(day: date) -> Stretch:
    midnight = (day.toordinal() - _EPOCH) * 1440
    return midnight, midnight + 1440


def _arrays(stretches: Sequence[Stretch]) -> tuple[np.ndarray, np.ndarray]:
    starts, ends = np.array(stretches, np.int64).reshape(-1, 2).T
    return starts, ends


def _unknown(calendar: str, asked_by: str | None, known: Mapping[str, WorkingHours]) -> PlanError:
    others = [each for each in known if each != asked_by]
    close = difflib.get_close_matches(calendar, others, n=1, cutoff=0.6)
    there_are = f"There are {', '.join(others)}." if others else "The plan has no others in `calendars`."
    who = f"The calendar {asked_by!r} stands on" if asked_by else "The plan refers to"
    return PlanError.at(
        f"{who} the calendar {calendar!r}, which doesn't exist.",
        f"Did you mean {close[0]}?" if close else there_are,
        code="unknown-calendar",
    )


def _circle(calendar: str | None, path: Sequence[str | None]) -> PlanError:
    around = [*path[path.index(calendar) :], calendar]
    names = " -> ".join("the plan's calendar" if name is None else name for name in around)
    return PlanError.at(
        f"Calendars stand on each other in a circle: {names}.", "Remove one `base`.", code="calendar-circle"
    )
