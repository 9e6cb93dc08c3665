"""Assessing a plan: the odds, what stands behind them, and where it can't be met even with luck, why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from fairlead.feasibility.capacity import shortages
from fairlead.feasibility.cash import cash_of
from fairlead.feasibility.forwards import laid_forwards
from fairlead.feasibility.reasons import reasons
from fairlead.feasibility.verdict import (
    Answer,
    Assessment,
    BudgetVerdict,
    GoalVerdict,
    PeopleVerdict,
    Reason,
    answer_of,
    confidence_of,
    goal_verdicts,
    worst_of,
)
from fairlead.feasibility.why_not import WhyNot, can_be_met, contradictions
from fairlead.plan.document import Plan
from fairlead.plan.templates import expanded
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule

Progress = Callable[[str], None]
"""Told in a few words what is being looked at."""

_LITTLE = 0.05
"""People who cost less of a chance than this aren't what is at fault."""


def assess(
    plan: Plan,
    luck: Luck | None = None,
    *,
    confidence: float | None = None,
    why_not: float = 30.0,
    agreed: Agreed | None = None,
    stopped: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Assessment:
    """Return the verdict on a plan.

    `confidence` is how sure to be, by default what the plan says; `why_not` how many seconds to look for
    contradictions where it can't be met even with luck (0: not at all). Raises PlanError for a plan that can't be
    scheduled.
    """
    luck = luck or Luck()
    told = progress or _unheard
    stopped = stopped or _never
    told("simulating")
    score = scored(plan, luck, agreed=agreed, stopped=stopped)
    logic = None
    if score.basis != "logic":
        logic = scored(plan, replace(luck, people=False), stopped=stopped)
    people = levelled(plan, luck.default_start, agreed=agreed)
    told("asking whether it can be met at all")
    met = can_be_met(plan, default_start=luck.default_start, stopped=stopped)
    impossible = frozenset(id for id, can in met.goals.items() if can is False)
    goals = tuple(goal_verdicts(score, confidence, impossible))
    money = _budget(plan, score, people, confidence, possible=met.budget is not False)
    staff = _people(plan, score, logic, people, goals, luck.default_start)
    found = WhyNot(plan, met)
    if met.feasible is False and why_not > 0:
        told("looking for what contradicts one another")
        found = contradictions(plan, time_limit=why_not, default_start=luck.default_start, stopped=stopped)
    verdict = worst_of([*(each.verdict for each in goals), money.verdict, staff.verdict])
    return Assessment(
        plan=plan,
        feasible=met.feasible,
        verdict="no" if met.feasible is False else verdict,
        confidence=confidence if confidence is not None else confidence_of(plan),
        goals=goals,
        budget=money,
        people=staff,
        reasons=tuple(reasons(score, people, goals, logic, staff, money)),
        missing=tuple(missing(plan)),
        score=score,
        contradictions=found.contradictions,
        unsettled=tuple(
            id for id in found.unsettled if not score.goals.get(id)
        ),  # what has a chance can be met
    )


def _budget(
    plan: Plan, score: Score, people: PeopleSchedule, confidence: float | None, *, possible: bool
) -> BudgetVerdict:
    wanted = confidence if confidence is not None else confidence_of(plan)
    total = score.forecast.budget
    cash = cash_of(people)
    verdict = None if total is None else answer_of(score.chance_of_budget, wanted, possible=possible)
    if verdict == "yes" and any(True for _ in cash.shortfalls()):
        verdict = "at risk"
    return BudgetVerdict(
        verdict,
        score.chance_of_budget,
        None if total is None else float(total),
        score.planned_cost,
        score.forecast.cost_at(wanted),
        cash,
    )


def _people(
    plan: Plan,
    score: Score,
    logic: Score | None,
    people: PeopleSchedule,
    goals: tuple[GoalVerdict, ...],
    default_start: date | None,
) -> PeopleVerdict:
    """Return the verdict on the staffing: no where needs stay unfilled or there is too little time for the work of a
    goal that is missed, at risk where people cost a goal much of its chance.
    """
    if logic is None:
        return PeopleVerdict(None, None, None, (), ())
    unfilled = tuple(_unfilled(people))
    forwards = laid_forwards(plan, default_start)
    compiled = people.compiled if forwards is plan else compile_plan(forwards, default_start)
    short = tuple(shortages(compiled))
    late = {each.id for each in goals if each.verdict not in (None, "yes")}
    lost = max(
        (logic.goals[id] - score.goals[id] for id in late if id in logic.goals and id in score.goals),
        default=0.0,
    )
    verdict: Answer = "yes"
    if unfilled or any(each.goal in late for each in short):
        verdict = "no"
    elif lost > _LITTLE:
        verdict = "at risk"
    return PeopleVerdict(
        verdict,
        _all_goals(score),
        _all_goals(logic),
        tuple(each for each in short if each.goal in late),
        unfilled,
    )


def _all_goals(score: Score) -> float | None:
    """Return the chance that all goals keep their deadlines; None without any."""
    forecast = score.forecast
    goals = [id for id in forecast.deadlines if id in score.plan.goals]
    if not goals:
        return None
    kept = forecast.ends[goals[0]] <= forecast.deadlines[goals[0]]
    for id in goals[1:]:
        kept = kept & (forecast.ends[id] <= forecast.deadlines[id])
    return float(kept.mean())


def _unfilled(people: PeopleSchedule) -> Iterator[str]:
    """Yield the needs that nobody can meet."""
    plan = people.compiled.plan
    for finding in people.findings:
        if finding.code in _NOBODY and finding.id is not None:
            task = plan.tasks.get(finding.id.partition("#")[0])
            name = task.title if task is not None else finding.id
            yield f"{name}: {finding.message}."


_NOBODY = frozenset({"nobody-can", "over-asked", "too-little-stock"})


def missing(plan: Plan) -> Iterator[Reason]:
    """Yield what the plan doesn't say and a verdict would need, and what should be tried before it is believed."""
    if not plan.tasks:
        yield Reason("empty", "plan", "The plan has no tasks yet: nothing can be judged.")
        return
    if not any(goal.deadline for goal in plan.goals.values()):
        yield Reason(
            "no-deadline", "plan", "No goal has a deadline: write one under `goals` to have dates judged."
        )
    budget = plan.settings.budget
    if budget is None or budget.total is None:
        yield Reason(
            "no-budget", "plan", "There is no budget: write `budget: {total: ...}` to have the cost judged."
        )
    if not plan.people and not plan.equipment and not plan.suppliers:
        yield Reason(
            "no-people", "plan", "Nobody is in the plan: whether there are enough people can't be said."
        )
    elif plan.people and plan.settings.focus is None:
        sentence = (
            "`focus` isn't given, so everybody counts with all their hours. Nobody works 40 hours on a plan; "
            "80% is usual."
        )
        yield Reason("no-focus", "plan", sentence)
    for task in expanded(plan).tasks.values():
        if task.unproven and task.done is None:
            sentence = (
                f"{task.title} has never been done before: plan a trial task first, its estimate is a guess."
            )
            yield Reason("unproven", task.id, sentence)


def _unheard(_what: str) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False
