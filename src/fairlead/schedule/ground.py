"""What every task of a plan is compiled on: its axis, its hours, its units and its rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fairlead.plan.document import Plan
from fairlead.plan.values import Moment
from fairlead.schedule.axis import Axis, Units
from fairlead.schedule.codes import MISSING
from fairlead.schedule.hours import HoursTable
from fairlead.schedule.options import Options
from fairlead.schedule.plan_options import options_of


@dataclass(frozen=True)
class Ground:
    """A plan with its templates unfolded, and how its words become minutes; moments are minutes of the axis."""

    plan: Plan
    hours: HoursTable
    axis: Axis
    units: Units
    options: Options
    plan_start: int
    status_date: int = MISSING


def ground_of(plan: Plan, begin: Moment, window: tuple[date, date]) -> Ground:
    """Return the ground of a plan that begins at `begin`, its calendars compiled for the days of `window`."""
    settings = plan.settings
    hours = HoursTable(plan, *window, begin.date)
    axis = Axis(hours.calendars.axis_zone)
    units = Units.of(settings, hours.calendars.plan())
    status = axis.minute(settings.status_date, end=True) if settings.status_date else MISSING
    return Ground(plan, hours, axis, units, options_of(settings, units), axis.minute(begin), status)
