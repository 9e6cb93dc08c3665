"""The time axis of a plan: moments of the document into minutes and back, and how long its units are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

import numpy as np

from fairlead.plan.entities import Settings
from fairlead.plan.values import Duration, Estimate, Moment
from fairlead.schedule.calendars.spec import WorkingTime, week_minutes, working_day_minutes
from fairlead.schedule.calendars.zones import to_local, to_utc, zone_info

EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Axis:
    """Minutes since 1970-01-01T00:00: of UTC where the plan has a zone, else of a clock that is nowhere."""

    zone: str | None = None

    def minute(self, moment: Moment, *, end: bool = False) -> int:
        """Return a moment's minute; a date alone is the start of its day, or with `end` its end."""
        shown = moment.minutes(end=end)
        if moment.offset is not None:
            return shown if self.zone else shown + moment.offset
        return int(to_utc(np.array([shown]), self.zone)[0]) if self.zone else shown

    def local(self, minute: int) -> datetime:
        """Return the wall clock at a minute, in the plan's zone, without an offset."""
        shown = int(to_local(np.array([minute]), self.zone)[0]) if self.zone else int(minute)
        return EPOCH + timedelta(minutes=shown)

    def iso(self, minute: int) -> str:
        """Return a minute as ISO text, with the offset from UTC where the plan has a zone."""
        if self.zone is None:
            return _floating(int(minute))
        utc = (EPOCH + timedelta(minutes=int(minute))).replace(tzinfo=zone_info("UTC"))
        return utc.astimezone(zone_info(self.zone)).isoformat()


@lru_cache(maxsize=65_536)
def _floating(minute: int) -> str:
    """Return a minute as ISO text without a zone; tasks share most of theirs, and each has half a dozen."""
    return (EPOCH + timedelta(minutes=minute)).isoformat()


@dataclass(frozen=True)
class Units:
    """How many working minutes a day, a week and a month of text are."""

    day: int = 480
    week: int = 2400
    month: int = 10400

    @classmethod
    def of(cls, settings: Settings, hours: WorkingTime) -> Units:
        """Return the plan's units: what its options say, else the most frequent day and the week of its calendar."""
        options = settings.options
        day = options.minutes_per_day or working_day_minutes(hours) or 480
        week = options.minutes_per_week or week_minutes(hours) or 5 * day
        month = day * options.days_per_month if options.days_per_month else round(week * 52 / 12)
        return cls(day, week, month)

    def minutes(self, duration: Duration) -> int:
        """Return a duration in minutes: working ones, or of the clock for elapsed units."""
        return duration.to_minutes(self.day, self.week, self.month)

    def most_likely(self, estimate: Estimate, sizes: dict[str, Estimate], scale: Decimal = Decimal(1)) -> int:
        """Return the most likely minutes of an estimate, or the middle of two, times `scale`."""
        resolved = estimate.resolved(sizes)
        likely = resolved.most_likely(self.day, self.week, self.month)
        return self.minutes(Duration(likely.amount * scale, likely.unit))

    def shown(self, minutes: int) -> str:
        """Return working minutes as people say them: `3d`, `1.5d`, `2h`, `-4d`."""
        if minutes == 0:
            return "0d"
        if abs(minutes) < self.day and minutes % 60 == 0:
            return f"{minutes // 60}h"
        if abs(minutes) < 60:
            return f"{minutes}m"
        days = Decimal(minutes) / self.day
        return f"{days.quantize(Decimal('0.1')).normalize():f}d"
