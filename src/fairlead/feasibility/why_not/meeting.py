"""Whether a plan can be met in its best case, quickly: by bounds, or by a schedule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fairlead.feasibility.forwards import laid_forwards
from fairlead.feasibility.why_not.aims import Aim, aims_of
from fairlead.feasibility.why_not.answer import Met
from fairlead.feasibility.why_not.demands import said_plainly
from fairlead.feasibility.why_not.judgement import Answer, Judgement
from fairlead.feasibility.why_not.judging import judged
from fairlead.feasibility.why_not.luck import with_luck
from fairlead.feasibility.why_not.money import least_cost_of
from fairlead.feasibility.why_not.needs import short_stocks, unfilled
from fairlead.feasibility.why_not.purse import Limit, keeps_to, limits_of, without_releases
from fairlead.feasibility.why_not.shrinking import Clock
from fairlead.plan.document import Plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.verifying import verify

_SHARE_OF_ALL = 0.4  # of the time, for all dates at once; the rest is for each alone


@dataclass(frozen=True)
class Best:
    """The best case of a plan with its dates, and what has been found of them together and each alone.

    No work in `plan` waits for money to be released: what may be spent by when is said by `limits`; `paid` is what has
    been found of all dates and limits together, None where either can't be met by itself, or there is no limit.
    """

    plan: Plan
    aims: Sequence[Aim]
    together: Judgement
    alone: dict[Aim, Judgement]
    schedule: PeopleSchedule | None
    limits: Sequence[Limit] = ()
    paid: Judgement | None = None

    @property
    def undecided(self) -> list[Aim]:
        """The dates of which it isn't known whether they can be kept even by themselves."""
        return [aim for aim, found in self.alone.items() if found.answer is Answer.UNDECIDED]


def can_be_met(
    plan: Plan,
    *,
    time_limit: float = 0.5,
    default_start: date | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Met:
    """Return whether a plan can be met at all: every range at its least, no risk struck, the best choice of people.

    `time_limit` is for what bounds and levelled schedules leave open. A goal is judged by itself; `feasible` is of all
    together, with the budget and the skills. Raises PlanError for a plan that can't be scheduled.
    """
    return met_by(plan, best_case(plan, Clock(time_limit, stopped), default_start))


def best_case(plan: Plan, clock: Clock, default_start: date | None = None) -> Best:
    """Return the best case of a plan and what is known of its dates."""
    lucky = with_luck(plan)
    best, limits = without_releases(said_plainly(laid_forwards(lucky, default_start))), limits_of(lucky)
    aims = aims_of(best)
    if not aims:
        return _with_money(Best(best, aims, Judgement(Answer.FITS), {}, _levelled(best, default_start), limits),
                           clock, default_start)  # fmt: skip
    together = judged(
        best, aims, seconds=clock.left * _SHARE_OF_ALL, default_start=default_start, stopped=clock.is_stopped
    )
    schedule = together.schedule or _levelled(best, default_start)
    alone = dict.fromkeys(aims, together)
    if not together.fits and len(aims) > 1:
        alone = _each_alone(best, aims, schedule, clock, default_start)
    return _with_money(Best(best, aims, together, alone, schedule, limits), clock, default_start)


def _each_alone(
    best: Plan, aims: Sequence[Aim], schedule: PeopleSchedule | None, clock: Clock, default_start: date | None
) -> dict[Aim, Judgement]:
    """Return what is known of each date by itself; a schedule that has been found tells of all dates that it keeps."""
    known = [schedule] if schedule is not None and not verify(best, schedule) else []
    alone: dict[Aim, Judgement] = {}
    for number, aim in enumerate(aims):
        keeping = next((each for each in known if not aim.late_by(each)), None)
        if keeping is not None:
            alone[aim] = Judgement(Answer.FITS, keeping)
            continue
        alone[aim] = judged(
            best, [aim], seconds=clock.left / (len(aims) - number), default_start=default_start,
            stopped=clock.is_stopped,
        )  # fmt: skip
        if (found := alone[aim].schedule) is not None:
            known.append(found)
    return alone


def _with_money(best: Best, clock: Clock, default_start: date | None) -> Best:
    """Return the same with what is known of all dates and all limits on money together."""
    schedule = best.schedule
    if not best.limits or schedule is None or not best.together.fits or too_little(best):
        return best
    if keeps_to(schedule, best.limits):
        return replace(best, paid=Judgement(Answer.FITS, schedule))
    found = judged(
        best.plan, best.aims, seconds=clock.left, default_start=default_start, stopped=clock.is_stopped,
        limits=best.limits,
    )  # fmt: skip
    return replace(best, paid=found, schedule=found.schedule or schedule)


def met_by(plan: Plan, best: Best) -> Met:
    """Return what has been found of a plan's best case as one answer."""
    goals = {
        goal.id: (None if goal.deadline and not goal.done_when else True) for goal in plan.goals.values()
    }
    for aim, found in best.alone.items():
        if aim.kind == "goal":
            goals[aim.id] = _known(found)
    dates = _known(best.together)
    if any(found.cannot for found in best.alone.values()):
        dates = False
    budget, staffing = _budget(best), _staffing(best)
    feasible = False if False in (dates, staffing, money := _money(best)) else None
    if feasible is None and None not in (dates, staffing, money):
        feasible = True
    return Met(
        feasible, goals, budget, staffing, best.schedule if feasible else None, tuple(missing_in(plan))
    )


def too_little(best: Best) -> list[Limit]:
    """Return the limits that are too little by themselves for what all work costs at the least, whatever its dates."""
    if best.schedule is None:
        return []
    least = least_cost_of(best.schedule)
    return [each for each in best.limits if each.last is None and least.of(each.account) > each.amount]


def missing_in(plan: Plan) -> list[str]:
    """Return what a plan doesn't say, so that nothing can be said of it either, as sentences."""
    said = []
    if not plan.tasks:
        said.append("The plan has no tasks yet: nothing stands against it.")
    if not any(goal.deadline for goal in plan.goals.values()) and not aims_of(plan):
        said.append("Nothing has a deadline, so no date can be missed; say `deadline` on a goal.")
    said += [
        f"The goal {goal.title} doesn't say what it is met by; say `done_when`."
        for goal in plan.goals.values()
        if goal.deadline is not None and not goal.done_when
    ]
    if plan.settings.budget is None or plan.settings.budget.total is None:
        said.append("There is no budget, so no money can run short; say `budget`.")
    if not plan.people:
        said.append("Nobody is in the plan, so nobody can be short of time; say `people`.")
    return said


def _known(judgement: Judgement) -> bool | None:
    return {Answer.FITS: True, Answer.CANNOT: False, Answer.UNDECIDED: None}[judgement.answer]


def _money(best: Best) -> bool | None:
    """Return whether all limits on money can be kept together with the dates; True where there is none."""
    if not best.limits:
        return True
    if best.schedule is None:
        return True if not best.plan.tasks else None
    if too_little(best):
        return False
    return _known(best.paid) if best.paid is not None else None


def _budget(best: Best) -> bool | None:
    """Return whether the budget's total can be enough, whatever the dates."""
    total = next((each for each in best.limits if each.account is None and each.last is None), None)
    if total is None:
        return None
    if best.schedule is None:
        return True if not best.plan.tasks else None
    if total in too_little(best):
        return False
    return True if keeps_to(best.schedule, [total]) else None


def _staffing(best: Best) -> bool | None:
    if any(short_stocks(best.plan)):
        return False
    if best.schedule is None:
        return True if not best.plan.tasks else None
    return not any(unfilled(best.schedule.compiled))


def _levelled(plan: Plan, default_start: date | None) -> PeopleSchedule | None:
    return levelled(plan, default_start) if plan.tasks else None
