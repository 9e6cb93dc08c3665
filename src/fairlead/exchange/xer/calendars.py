"""Calendars: the ones that projects, activities and resources go by, as entities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fairlead.exchange.hours import Shifts, Week, hours_of
from fairlead.exchange.xer.collecting import Collected, source_of
from fairlead.exchange.xer.parsing import Row
from fairlead.exchange.xer.scalars import line, truth
from fairlead.exchange.xer.shifts import said_days
from fairlead.plan.entities import Calendar
from fairlead.plan.values import Moment, OpenHours, Period

_ORDINARY: Week = (*(((480, 960),),) * 5, (), ())
"""What Primavera P6 takes for a calendar that says nothing: Monday to Friday, 8 to 16."""
_DEEPEST = 10


@dataclass
class Calendars:
    """The calendars of an export by id; each becomes an entity when somebody asks for it."""

    collected: Collected
    rows: dict[str, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, collected: Collected) -> Calendars:
        """Return the calendars of an export."""
        calendars = cls(collected)
        for row in collected.tables.of("CALENDAR"):
            if (id := row.get("clndr_id")) is None or id in calendars.rows:
                collected.lose("calendars without an id of their own")
            else:
                calendars.rows[id] = row
        return calendars

    def default(self) -> str | None:
        """Return the calendar marked as the default of the database."""
        return next((id for id, row in self.rows.items() if truth(row.get("default_flag"))), None)

    def id_of(self, uid: str | None, above: tuple[str, ...] = ()) -> str | None:
        """Return the id of a calendar in the plan, None where the export doesn't hold it."""
        if uid is None or uid not in self.rows or uid in above or len(above) > _DEEPEST:
            return None
        known = self.collected.calendar_ids
        if uid not in known:
            base = self.id_of(self.rows[uid].get("base_clndr_id"), (*above, uid))
            known[uid] = self.collected.mint("calendar", line(self.rows[uid].get("clndr_name")))
            self._add(uid, base)
        return known[uid]

    def count_unused(self) -> None:
        """Count the calendars that nothing in the plan goes by."""
        self.collected.lose(
            "calendars that nothing goes by", len(self.rows) - len(self.collected.calendar_ids)
        )

    def _add(self, uid: str, base: str | None) -> None:
        row = self.rows[uid]
        days = said_days(row.get("clndr_data", ""))
        self.collected.lose("days and shifts of calendars that can't be read", days.odd)
        week = self._week(uid, days.week, days.dates, base)
        usual = week if base is None else None
        entity = Calendar(
            id=self.collected.calendar_ids[uid],
            name=line(row.get("clndr_name")),
            base=base,
            hours=hours_of(week, say_closed=base is not None) if week is not None else (),
            closed=tuple(_periods(date for date, shifts in days.dates.items() if not shifts)),
            open=tuple(_open(days.dates, usual)),
            source=source_of(row, uid),
        )
        self.collected.add(entity, row)

    def _week(
        self, uid: str, said: Mapping[int, Shifts], dates: Mapping[dt.date, Shifts], base: str | None
    ) -> Week | None:
        """Return the whole week, closed where nothing is said; None where the base says it."""
        if not said and base is not None:
            return None
        if any(said.values()) or any(dates.values()):
            return tuple(said.get(day, ()) for day in range(7))
        message = "says no working hours; Monday to Friday, 8 to 16 is taken"
        entity = ("calendar", self.collected.calendar_ids[uid])
        self.collected.warn("calendar-without-hours", message, "Give it hours in Primavera P6", entity)
        return _ORDINARY


def _open(dates: Mapping[dt.date, Shifts], usual: Week | None) -> Iterator[OpenHours]:
    """Yield the days with hours of their own, leaving out those that are as usual anyway."""
    by_shifts: dict[Shifts, list[dt.date]] = {}
    for date, shifts in dates.items():
        if shifts and not (usual and usual[date.weekday()] == shifts):
            by_shifts.setdefault(shifts, []).append(date)
    for shifts, days in by_shifts.items():
        yield from (OpenHours(period, shifts) for period in _periods(days))


def _periods(dates: Iterable[dt.date]) -> Iterator[Period]:
    """Yield the days in order, those that follow one another as one period."""
    run: list[dt.date] = []
    for date in sorted(dates):
        if run and date - run[-1] > dt.timedelta(days=1):
            yield Period(Moment(run[0]), Moment(run[-1]))
            run = []
        run.append(date)
    if run:
        yield Period(Moment(run[0]), Moment(run[-1]))
