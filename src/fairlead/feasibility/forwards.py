"""A plan said from its start: where it is laid out from its finish or says no start, with one that leaves room."""

from __future__ import annotations

from datetime import date, timedelta

from fairlead.plan.document import Plan
from fairlead.plan.values import Moment
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.levelled import levelled

_ROOM = timedelta(days=366)


def laid_forwards(plan: Plan, default_start: date | None = None) -> Plan:
    """Return the plan with a start, to be laid out from it: bounds ask how early work can be done.

    What is laid out from its finish may begin on `default_start` where its own schedule begins later, else as long
    before that schedule as it takes, and a year; its finish then is a date like others. What says no start gets the one
    that it has by its dates, which stays when one of them is taken away. Raises PlanError like `levelled`.
    """
    settings = plan.settings
    if not plan.tasks:
        return plan
    if settings.schedule_from == "finish":
        update = {"start": Moment(_early(plan, default_start)), "schedule_from": "start"}
    elif settings.start is None:
        compiled = compile_plan(plan, default_start)
        update = {"start": Moment(compiled.axis.local(compiled.ground.plan_start).date())}
    else:
        return plan
    return plan.with_entities(settings.model_copy(update=update))


def _early(plan: Plan, default_start: date | None) -> date:
    schedule = levelled(plan, default_start)
    first, last = (schedule.local(moment).date() for moment in (schedule.start, schedule.finish))
    if default_start is not None and default_start < first:
        return default_start
    return first - (last - first) - _ROOM
