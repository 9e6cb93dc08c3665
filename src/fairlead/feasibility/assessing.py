"""Assessing a plan: the odds, what stands behind them, and where it can't be met even with luck, why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from fairlead.feasibility.capacity import Load, loads
from fairlead.feasibility.cash import cash_of
from fairlead.feasibility.forwards import laid_forwards
from fairlead.feasibility.missing import missing
from fairlead.feasibility.path import Path, path_of
from fairlead.feasibility.reasons import reasons
from fairlead.feasibility.verdict import (
    Answer,
    Assessment,
    BudgetVerdict,
    GoalVerdict,
    PeopleVerdict,
    answer_of,
    confidence_of,
    goal_verdicts,
    worst_of,
)
from fairlead.feasibility.why_not import Contradiction, WhyNot, can_be_met, contradictions
from fairlead.feasibility.why_not.aims import aims_of
from fairlead.plan.document import Plan
from fairlead.plan.entities import Goal
from fairlead.plan.templates import expanded
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.schedule import Schedule, schedule

Progress = Callable[[str], None]
"""Told in a few words what is being looked at."""

_LESS_TIME = 0.3
"""Of the time for contradictions, where only dates that nobody was promised are in question."""

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
    contradictions where it can't be met even with luck, or where nobody knows and no case met it (0: not at all).
    Raises PlanError for a plan that can't be scheduled.
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
    found = WhyNot(plan, can_be_met(plan, default_start=luck.default_start, stopped=stopped))
    # Where all that is promised has come about in the simulation, it can come about; of other dates that says nothing.
    shown = bool(score.chance_of_all) and all(aim.kind == "goal" for aim in aims_of(expanded(plan)))
    unknown = found.feasible is None and score.chance_of_all is not None and not shown
    if why_not > 0 and (found.feasible is False or unknown):
        told("looking for what contradicts one another")
        seconds = why_not * (_LESS_TIME if unknown and score.chance_of_all else 1.0)
        found = contradictions(plan, time_limit=seconds, default_start=luck.default_start, stopped=stopped)
    met = found.met
    impossible = frozenset(id for id, can in met.goals.items() if can is False)
    goals = tuple(goal_verdicts(score, confidence, impossible))
    money = _budget(plan, score, people, confidence, possible=met.budget is not False)
    busiest = {} if logic is None else _busiest(plan, people, luck.default_start)
    staff = _people(score, logic, people, goals, tuple(busiest.values()))
    feasible = True if met.feasible is None and shown else met.feasible
    # With nothing to do everything is kept, which says nothing.
    promised = worst_of([*(each.verdict for each in goals), money.verdict]) if plan.tasks else None
    # That there are people enough is no answer where nothing is promised.
    verdict = promised if promised is None and staff.verdict != "no" else worst_of([promised, staff.verdict])
    return Assessment(
        plan=plan,
        feasible=feasible,
        verdict="no" if feasible is False else verdict,
        confidence=confidence if confidence is not None else confidence_of(plan),
        goals=goals,
        budget=money,
        people=staff,
        reasons=tuple(
            reasons(
                score,
                people,
                goals,
                logic,
                staff,
                money,
                loads=busiest,
                path_of=_paths(plan, people, luck.default_start),
            )
        ),
        missing=tuple(missing(plan)),
        score=score,
        contradictions=tuple(_of_what_is_left(found.contradictions, goals)),
        unsettled=tuple(
            id for id in found.unsettled if not score.goals.get(id)
        ),  # what has a chance can be met
    )


def _of_what_is_left(found: Sequence[Contradiction], goals: Sequence[GoalVerdict]) -> Iterator[Contradiction]:
    """Yield the contradictions but for those of goals that have been met: what has happened needs no cure."""
    done = {goal.id for goal in goals if goal.done}
    yield from (each for each in found if not done.intersection(member.id for member in each.members))


def _budget(
    plan: Plan, score: Score, people: PeopleSchedule, confidence: float | None, *, possible: bool
) -> BudgetVerdict:
    wanted = confidence if confidence is not None else confidence_of(plan)
    total = score.forecast.budget
    cash = cash_of(people)
    judged = total is not None and bool(plan.tasks)
    verdict = answer_of(score.chance_of_budget, wanted, possible=possible) if judged else None
    if verdict == "yes" and any(True for _ in cash.shortfalls()):
        verdict = "at risk"
    return BudgetVerdict(
        verdict,
        score.chance_of_budget,
        None if total is None else float(total),
        score.planned_cost,
        score.forecast.cost_at(wanted),
        cash,
        wanted,
        possible,
    )


def _busiest(plan: Plan, people: PeopleSchedule, default_start: date | None) -> dict[str, Load]:
    """Return by goal of whom it asks most, where that is too much or nearly so."""
    forwards = laid_forwards(plan, default_start)
    compiled = people.compiled if forwards is plan else compile_plan(forwards, default_start)
    return {each.goal: each for each in loads(compiled)}


def _paths(plan: Plan, people: PeopleSchedule, default_start: date | None) -> Callable[[Goal], Path | None]:
    """Return what finds out on what the date of a goal hangs; nothing is calculated before it is asked."""

    @cache
    def by_logic() -> Schedule:
        return schedule(plan, default_start)

    @cache
    def of(goal: str) -> Path | None:
        return path_of(by_logic(), people, plan.goals[goal])

    return lambda goal: of(goal.id)


def _people(
    score: Score,
    logic: Score | None,
    people: PeopleSchedule,
    goals: tuple[GoalVerdict, ...],
    busiest: Sequence[Load],
) -> PeopleVerdict:
    """Return the verdict on the staffing: no where needs stay unfilled or there is too little time for the work of a
    goal that is missed, at risk where people cost a goal much of its chance or more is asked of them than they have.
    """
    unfilled, over_asked = tuple(_told(people, _NOBODY)), tuple(_told(people, _TOO_MUCH))
    if logic is None:
        return PeopleVerdict("no" if unfilled else None, None, None, (), unfilled)
    short = [each for each in busiest if each.short > 0]
    late = {each.id for each in goals if each.verdict not in (None, "yes")}
    lost = max(
        (logic.goals[id] - score.goals[id] for id in late if id in logic.goals and id in score.goals),
        default=0.0,
    )
    verdict: Answer = "yes"
    if unfilled or any(each.goal in late for each in short):
        verdict = "no"
    elif lost > _LITTLE or over_asked:
        verdict = "at risk"
    return PeopleVerdict(
        verdict,
        _all_goals(score),
        _all_goals(logic),
        tuple(each for each in short if each.goal in late),
        unfilled,
        over_asked,
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


def _told(people: PeopleSchedule, codes: frozenset[str]) -> Iterator[str]:
    """Yield what was found about people's needs while the schedule was laid, each with the name of whose it is."""
    plan = people.compiled.plan
    for finding in people.findings:
        if finding.code not in codes or finding.id is None:
            continue
        id = finding.id.partition("#")[0]
        if id in plan.tasks:
            yield f"{plan.tasks[id].title}: {finding.message}."
        else:
            party = plan.party(id)
            yield f"{party.title if party is not None else id} {finding.message}."


_NOBODY = frozenset({"nobody-can", "too-little-stock"})
_TOO_MUCH = frozenset({"over-asked"})


def _unheard(_what: str) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False
