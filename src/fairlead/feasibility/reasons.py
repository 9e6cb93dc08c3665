"""The few reasons behind a verdict, in plain words with names and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from fairlead.feasibility.capacity import Shortage
from fairlead.feasibility.cash import Cash
from fairlead.feasibility.verdict import BudgetVerdict, GoalVerdict, PeopleVerdict, Reason
from fairlead.plan.document import Plan
from fairlead.risk.forecast import Driver, Forecast, ranked_drivers
from fairlead.risk.scoring import Score
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.why.words import listed, said_date

_MUCH = 0.1
"""A chance that changes by less is no reason."""
_LEAST_DAYS = 3
_SELDOM = 0.05
_MOST_NAMED = 3


def reasons(
    score: Score,
    people: PeopleSchedule,
    goals: tuple[GoalVerdict, ...],
    by_logic: Score | None,
    staff: PeopleVerdict,
    budget: BudgetVerdict,
) -> Iterator[Reason]:
    """Yield why goals, people and money aren't plainly yes, each reason once."""
    late = [goal for goal in goals if goal.verdict not in (None, "yes")]
    for goal in late:
        yield from _of_goal(score, people, goal, by_logic, staff.shortages)
    if late:
        yield from _what_finds_no_time(score.forecast)
        yield from _what_moves_it(score.forecast)
    for need in staff.unfilled:
        yield Reason("staffing", "people", need)
    if budget.verdict not in (None, "yes"):
        yield _of_budget(score, budget)
        yield from _dearest(score)
    yield from of_cash(score.plan, budget.cash)


def _of_goal(
    score: Score,
    people: PeopleSchedule,
    goal: GoalVerdict,
    by_logic: Score | None,
    shortages: tuple[Shortage, ...],
) -> Iterator[Reason]:
    forecast = score.forecast
    yield Reason("odds", goal.id, _chance(forecast, goal))
    logic = by_logic.goals.get(goal.id) if by_logic is not None else None
    bottleneck = logic is not None and goal.probability is not None and logic - goal.probability >= _MUCH
    for shortage in shortages:
        if shortage.goal == goal.id:
            yield Reason("staffing", goal.id, shortage.sentence)
    if bottleneck and logic is not None:
        sentence = f"If everybody were free whenever needed, {goal.name} would have {percent(logic)}"
        yield Reason("staffing", goal.id, f"{sentence}{_whom_it_waits_for(people, goal.id)}.")


def _chance(forecast: Forecast, goal: GoalVerdict) -> str:
    assert goal.deadline is not None
    deadline = said_date(_day(forecast.local(goal.deadline)))
    chance = "no chance" if not goal.probability else f"a {percent(goal.probability)} chance"
    planned = forecast.date_of(goal.planned)
    if planned is None:
        return f"{goal.name} by {deadline} has {chance}: as planned it is never met."
    late = "" if goal.planned <= goal.deadline else f", {_days(goal.planned - goal.deadline)} late"
    when = f"as planned it is met on {said_date(_day(planned))}{late}"
    likely = forecast.date_of(goal.likely)
    sure = (
        f"and by {said_date(_day(likely))} with {percent(goal.confidence)}"
        if likely is not None
        else f"and never with {percent(goal.confidence)}"
    )
    return f"{goal.name} by {deadline} has {chance}: {when}, {sure}."


def _whom_it_waits_for(people: PeopleSchedule, goal: str) -> str:
    """Return who keeps the work before a goal waiting longest, in words; nothing where nobody does."""
    compiled = people.compiled
    before = _before(people, goal)
    waits: dict[str, int] = {}
    for placed in people:
        if placed.id in before and placed.waits_for is not None and placed.waits_for.minutes > 0:
            waits[placed.waits_for.resource] = (
                waits.get(placed.waits_for.resource, 0) + placed.waits_for.minutes
            )
    ordered = sorted(waits, key=lambda id: -waits[id])[:_MOST_NAMED]
    names = [
        party.title
        for id in ordered
        if waits[id] >= compiled.units.day and (party := compiled.plan.party(id)) is not None
    ]
    return f": its work waits for {listed(names)}" if names else ""


def _before(people: PeopleSchedule, goal: str) -> set[str]:
    """Return the tasks that a goal needs, those that they wait for along."""
    plan = people.compiled.plan
    network = people.compiled.network
    row_of = people.compiled.row_of
    id_at = {int(network.place_of[row]): id for id, row in row_of.items() if network.place_of[row] >= 0}
    place_at = {id: place for place, id in id_at.items()}
    leaves = [
        leaf for id in plan.goals[goal].done_when if id in plan.tasks for leaf in plan.outline.leaves(id)
    ]
    waiting = [place_at[leaf] for leaf in leaves if leaf in place_at]
    found = set(waiting)
    into, links = network.tasks[:, at.INTO], network.links
    while waiting:
        place = waiting.pop()
        for row in range(int(into[place]), int(into[place + 1])):
            before = int(links[row, at.BEFORE])
            if before not in found:
                found.add(before)
                waiting.append(before)
    return {id_at[place] for place in found if place in id_at}


def _what_finds_no_time(forecast: Forecast) -> Iterator[Reason]:
    """Yield what is most often the first to come too late for its hours and windows, so that it never gets done."""
    tasks = forecast.compiled.plan.tasks
    if forecast.never >= _SELDOM:
        for id in [id for id in forecast.blocked if id in tasks][:1]:
            share = percent(forecast.never)
            sentence = f"In {share} of all cases some work comes too late for its hours and windows, "
            yield Reason(
                "windows", id, f"{sentence}most often {tasks[id].title}: it then finds no time at all."
            )


def _what_moves_it(forecast: Forecast) -> Iterator[Reason]:
    """Yield what luck moves most, where that is much: an estimate or a risk."""
    ranked = ranked_drivers(forecast.drivers, "finish")
    top = [each for each in ranked if abs(each.days) >= _LEAST_DAYS][:1]
    for driver in top:
        yield Reason("driver", driver.id.partition("#")[0], _driver(driver, forecast))


def _driver(driver: Driver, forecast: Forecast) -> str:
    weeks = abs(driver.days) / 7
    size = f"{weeks:.0f} weeks" if weeks >= 2 else f"{abs(driver.days):.0f} days"
    struck = forecast.struck.get(driver.id)
    if driver.kind in ("risk", "happens") and struck is not None:
        return f"{driver.title} ({percent(struck)}) moves the finish most: by {size}."
    return f"{driver.title} moves the finish most: {size} between good and bad luck."


def _of_budget(score: Score, budget: BudgetVerdict) -> Reason:
    plan = score.plan
    assert budget.total is not None
    chance = "no chance" if not budget.probability else f"a {percent(budget.probability)} chance"
    sentence = (
        f"The budget of {money(budget.total, plan)} has {chance}: {money(budget.planned, plan)} as planned, "
        f"{money(budget.likely, plan)} with the confidence asked for."
    )
    return Reason("budget", "budget", sentence)


def _dearest(score: Score) -> Iterator[Reason]:
    ranked = ranked_drivers(score.forecast.drivers, "cost")
    for driver in ranked[:1]:
        if abs(driver.money) >= 0.02 * max(score.cost_p80, 1.0):
            sentence = f"{driver.title} moves the cost most: by {money(abs(driver.money), score.plan)}."
            yield Reason("driver", driver.id.partition("#")[0], sentence)


def of_cash(plan: Plan, cash: Cash) -> Iterator[Reason]:
    """Yield when more is spent than has been released."""
    for day, needed, released in cash.shortfalls():
        sentence = (
            f"From {said_date(day)} on {money(float(needed), plan)} are needed, "
            f"of which {money(float(released), plan)} are released."
        )
        yield Reason("cash", "budget", sentence)


def percent(chance: float) -> str:
    """Return a chance in whole percent, never as certain while it isn't."""
    if 0 < chance < 0.01:
        return "<1%"
    if 0.99 < chance < 1:
        return ">99%"
    return f"{chance:.0%}"


def money(amount: float, plan: Plan) -> str:
    """Return a sum in the plan's currency, in whole units."""
    currency = plan.settings.currency
    return f"{currency} {amount:,.0f}" if currency else f"{amount:,.0f}"


def _days(minutes: int) -> str:
    days = max(round(minutes / 1440), 1)
    return "1 day" if days == 1 else f"{days} days"


def _day(moment: datetime) -> datetime:
    return moment - timedelta(minutes=1) if moment.hour == moment.minute == 0 else moment
