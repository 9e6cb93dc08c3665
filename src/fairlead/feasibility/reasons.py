"""The few reasons behind a verdict, in plain words with names and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from fairlead.draw.shares import percent
from fairlead.feasibility.capacity import Load
from fairlead.feasibility.path import Path
from fairlead.feasibility.phrases import a_chance, last_day, of_runs, quoted, said_days, said_on
from fairlead.feasibility.reasons_luck import what_finds_no_time, what_moves_the_finish
from fairlead.feasibility.reasons_money import of_money
from fairlead.feasibility.verdict import ANSWERS, BudgetVerdict, GoalVerdict, PeopleVerdict, Reason
from fairlead.feasibility.why_not.words import said_day
from fairlead.plan.entities import Goal
from fairlead.risk.forecast import Forecast
from fairlead.risk.scoring import Score
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.why.words import listed

_MUCH = 0.1
"""A chance that changes by less is no reason."""
_SELDOM = 0.05
_OFTEN = 0.5
"""What goes wrong more often than this comes before all other reasons."""
_MOST_NAMED = 3
_MOST_GOALS = 4
"""Of more goals the worst are explained and the others named."""
_MOST_NEEDS = 3

PathOf = Callable[[Goal], Path | None]
"""What decides when a goal is met."""


def reasons(
    score: Score,
    people: PeopleSchedule,
    goals: tuple[GoalVerdict, ...],
    by_logic: Score | None,
    staff: PeopleVerdict,
    budget: BudgetVerdict,
    *,
    loads: Mapping[str, Load],
    path_of: PathOf,
) -> Iterator[Reason]:
    """Yield why goals, people and money aren't plainly yes, each reason once.

    `loads` are by goal, of whom it asks most.
    """
    late = [goal for goal in goals if goal.verdict not in (None, "yes")]
    worst = sorted(late, key=_badness)[:_MOST_GOALS]
    if worst and score.forecast.never >= _OFTEN:
        yield from what_finds_no_time(score.forecast)
    told = set[str]()
    for goal in (each for each in late if each in worst):
        yield Reason("odds", goal.id, _odds(score, goal))
        if goal.done:
            continue
        load = loads.get(goal.id)
        for reason in _of_people(score, people, goal, by_logic, load, path_of):
            if reason.sentence not in told:
                yield reason
            if load is not None and reason.sentence == load.sentence:
                told.add(load.sentence)
        path = path_of(score.plan.goals[goal.id])
        if path is not None and path.sentence and not told.issuperset(path.pieces):
            told.update(path.pieces)
            yield Reason("path", goal.id, path.sentence)
    if more := [
        f"{quoted(goal.name)} ({of_runs(goal.probability or 0.0)})" for goal in late if goal not in worst
    ]:
        yield Reason("odds", "plan", f"Less sure than asked for as well: {listed(more)}.")
    if any(not goal.done for goal in late):
        if _SELDOM <= score.forecast.never < _OFTEN:
            yield from what_finds_no_time(score.forecast)
        yield from what_moves_the_finish(score.forecast)
    yield from _first_of("staffing", "people", [*staff.unfilled, *staff.over_asked])
    yield from of_money(score, budget)


def _first_of(kind: str, about: str, sentences: Sequence[str]) -> Iterator[Reason]:
    """Yield a few of many sentences, and how many more there are."""
    for sentence in sentences[:_MOST_NEEDS]:
        yield Reason(kind, about, sentence)
    if (more := len(sentences) - _MOST_NEEDS) > 0:
        yield Reason(kind, about, f"And {more} more like these.")


def _badness(goal: GoalVerdict) -> tuple[int, float, int]:
    assert goal.verdict is not None
    return -ANSWERS.index(goal.verdict), goal.probability or 0.0, goal.deadline or 0


def _odds(score: Score, goal: GoalVerdict) -> str:
    forecast = score.forecast
    assert goal.deadline is not None
    name, deadline = quoted(goal.name), last_day(forecast.local(goal.deadline))
    if goal.done:
        met = last_day(forecast.local(goal.planned))
        return f"{name} was met on {said_day(met)}, {said_days((met - deadline).days)} late."
    if not goal.possible:
        said = f"{name} can't be met by {said_day(deadline)}, even with luck"
    elif not goal.probability:
        said = f"None of {score.iterations:,} runs met {name} by {said_day(deadline)}"
    else:
        said = f"{name} by {said_day(deadline)} has {a_chance(goal.probability)}"
    planned = forecast.date_of(goal.planned)
    if planned is None:
        return f"{said}: as planned it is never met."
    return f"{said}: {_as_planned(last_day(planned), deadline)}; {_sure(forecast, goal, deadline, last_day(planned))}."


def _as_planned(planned: date, deadline: date) -> str:
    late = (planned - deadline).days
    if late > 0:
        return f"as planned it comes {said_days(late)} late, on {said_on(planned, deadline)}"
    if late == 0:
        return "as planned it is met on that very day"
    return f"as planned it is met {said_days(-late)} before, on {said_on(planned, deadline)}"


def _sure(forecast: Forecast, goal: GoalVerdict, deadline: date, planned: date) -> str:
    likely = forecast.date_of(goal.likely)
    if likely is None:
        return f"no date is {percent(goal.confidence)} sure"
    day = last_day(likely)
    said = "that day" if day == planned else said_on(day, deadline)
    return f"{said} is {percent(goal.confidence)} sure"


def _of_people(
    score: Score,
    people: PeopleSchedule,
    goal: GoalVerdict,
    by_logic: Score | None,
    load: Load | None,
    path_of: PathOf,
) -> Iterator[Reason]:
    """Yield what people have to do with a goal: too little time, or none to spare, and whom its work waits for."""
    logic = by_logic.goals.get(goal.id) if by_logic is not None else None
    bottleneck = logic is not None and goal.probability is not None and logic - goal.probability >= _MUCH
    if load is not None and (bottleneck or load.short > 0):
        yield Reason("staffing", goal.id, load.sentence)
    if bottleneck and logic is not None:
        path = path_of(score.plan.goals[goal.id])
        busy = "; ".join(path.busy) if path is not None and path.busy else _whom_it_waits_for(people, goal.id)
        all_of = "everybody" if score.plan.people else "everything"
        sentence = f"If {all_of} were free whenever needed, it would have {a_chance(logic)}"
        yield Reason("staffing", goal.id, f"{sentence}{f': {busy}' if busy else ''}.")


def _whom_it_waits_for(people: PeopleSchedule, goal: str) -> str:
    """Return who keeps the work before a goal waiting longest, in words; nothing where nobody does."""
    compiled = people.compiled
    before = _before(people, goal)
    waits: dict[str, int] = {}
    for placed in people:
        if placed.id in before and placed.waits_for is not None and placed.waits_for.minutes > 0:
            who = placed.waits_for.resource
            waits[who] = waits.get(who, 0) + placed.waits_for.minutes
    ordered = sorted(waits, key=lambda id: -waits[id])[:_MOST_NAMED]
    names = [
        party.title
        for id in ordered
        if waits[id] >= compiled.units.day and (party := compiled.plan.party(id)) is not None
    ]
    return f"its work waits for {listed(names)}" if names else ""


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
