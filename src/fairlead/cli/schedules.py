"""The schedule of a given plan, and what it means; the one place where the command line asks the clock for today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fairlead.plan.document import Plan

if TYPE_CHECKING:
    from fairlead.schedule.outlook import Outlook
    from fairlead.schedule.schedule import Schedule


def scheduled(plan: Plan) -> Schedule:
    """Return the plan's schedule; a plan without any date begins today."""
    from fairlead.schedule.schedule import schedule

    return schedule(plan, default_start=date.today())


def outlook_of(plan: Plan) -> Outlook:
    """Return the plan's schedule and what it means for people."""
    from fairlead.schedule.outlook import Outlook

    return Outlook(scheduled(plan))
