"""The schedule of a given plan, and what it means; the one place where the command line asks the clock for today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError

if TYPE_CHECKING:
    from fairlead.plan.opening import Opened
    from fairlead.schedule.outlook import Outlook
    from fairlead.schedule.schedule import Schedule


def scheduled(plan: Plan, opened: Opened | None = None) -> Schedule:
    """Return the plan's schedule; a plan without any date begins today.

    Raises PlanError where there is none, with file and line where `opened` says what the plan was read from.
    """
    from fairlead.schedule.schedule import schedule

    try:
        return schedule(plan, default_start=date.today())
    except PlanError as error:
        raise PlanError(opened.locate(error.findings) if opened else error.findings) from error


def outlook_of(plan: Plan, opened: Opened | None = None) -> Outlook:
    """Return the plan's schedule and what it means for people."""
    from fairlead.schedule.outlook import Outlook

    return Outlook(scheduled(plan, opened))
