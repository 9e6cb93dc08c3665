"""One answer to "what is the best schedule with these people": a schedule, a bound, and what is proven."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fairlead.plan.document import Plan
from fairlead.schedule.levelling.overrun import with_overruns
from fairlead.schedule.levelling.widening import within_calendars
from fairlead.schedule.optimising.answer import Optimised
from fairlead.schedule.optimising.from_finish import optimised_from_finish
from fairlead.schedule.optimising.objectives import Goal
from fairlead.schedule.optimising.optimisation import Optimisation
from fairlead.schedule.optimising.overtime import with_overtime_that_pays
from fairlead.schedule.optimising.progress import Progress, Watch
from fairlead.schedule.staffing import Staffed
from fairlead.schedule.staffing.from_plan import staffed as staffed_plan

if TYPE_CHECKING:
    from fairlead.schedule.agreed import Agreed


def optimised(
    plan: Plan,
    *,
    goal: Goal = "finish",
    time_limit: float = 60.0,
    seed: int = 1,
    agreed: Agreed | None = None,
    default_start: date | None = None,
    report: Callable[[Progress], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Optimised:
    """Return the best schedule of a plan that a search of `time_limit` seconds finds, and the bound it proves.

    0 seconds: the best of the priority rules, with the quickest bound. `stopped` is asked often and ends the search
    with the best so far. Raises PlanError like `schedule`.
    """

    def best(plan: Plan, watch: Watch) -> Optimised:
        def answer(said: Plan) -> Optimised:
            return within_calendars(
                said,
                default_start,
                lambda compiled: _optimum(said, staffed_plan(compiled), goal, watch, seed, agreed),
            )

        found, findings = with_overruns(plan, answer)
        if not findings or found.schedule is None:
            return found
        schedule = replace(found.schedule, plan=plan, findings=(*found.schedule.findings, *findings))
        return replace(found, schedule=schedule, status="unknown")

    watch = Watch(time_limit, report, stopped)
    if goal == "cost":
        return with_overtime_that_pays(plan, watch, best)
    return best(plan, watch)


def _optimum(
    plan: Plan, limits: Staffed, goal: Goal, watch: Watch, seed: int, agreed: Agreed | None
) -> Optimised:
    if limits.compiled.options.from_finish:
        return optimised_from_finish(plan, limits, goal, watch, seed, agreed)
    return Optimisation(plan, limits, goal, watch, seed, agreed).answer()
