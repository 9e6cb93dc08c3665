"""The odds on the home page: for each goal and the budget what one can be sure of, from a short simulation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fairlead.cli.forecasting import money
from fairlead.cli.plans import Given
from fairlead.cli.schedules import today
from fairlead.cli.screen import say, toned, warn, wrapped
from fairlead.cli.simulate import say_never
from fairlead.draw.shares import percent
from fairlead.plan.errors import FairleadError
from fairlead.schedule.outlook import Outlook

if TYPE_CHECKING:
    from fairlead.risk.forecast import Forecast
    from fairlead.schedule.agreed import Agreed

ITERATIONS = 1_000
_MOST_TASKS = 200  # for more, a thousand iterations keep people waiting
_USUAL_CONFIDENCE = 0.8
_VERDICTS = {
    "yes": ("Yes: it can be done, as surely as asked for.", "good"),
    "at risk": ("At risk: more likely than not, but not as surely as asked for.", "doubtful"),
    "no": ("No: as planned the odds are against it.", "bad"),
}


def odds_of(given: Given, outlook: Outlook, agreed: Agreed | None) -> Forecast | None:
    """Return the odds of a plan in which something is uncertain; None where they take too long, or aren't needed.

    They need compiled kernels: a page that is wanted at once isn't kept waiting until these are made for the first
    time, as `fairlead simulate` does.
    """
    with_people = outlook.people is not None
    if not is_uncertain(outlook) or len(outlook.tasks) > _MOST_TASKS or not is_ready(with_people=with_people):
        return None
    from fairlead.risk.simulating import Wishes, simulated

    wishes = Wishes(ITERATIONS, people=with_people)
    try:
        return simulated(given.plan, wishes, agreed=agreed, default_start=today())
    except FairleadError as problem:
        warn(f"no odds: {problem}")
        return None


def is_uncertain(outlook: Outlook) -> bool:
    """Tell whether a plan says of anything that it may turn out one way or another."""
    from fairlead.risk.modelling import modelled

    if not outlook.tasks:
        return False
    try:
        return bool(modelled(outlook.schedule.compiled, None, with_people=False).uniforms)
    except FairleadError:
        return True  # something uncertain is wrong, which simulating says


def is_ready(*, with_people: bool) -> bool:
    """Tell whether a simulation can begin at once, because its machine code is there."""
    from fairlead.risk.blocks import kernels_for
    from fairlead.schedule.jit import is_kept, is_loaded

    return all(is_loaded(name) or is_kept(name) for name in kernels_for(with_people=with_people))


def confidence_of(outlook: Outlook) -> float:
    """Return how sure the plan wants to be."""
    wanted = outlook.plan.settings.confidence
    return float(wanted.fraction) if wanted is not None else _USUAL_CONFIDENCE


def say_verdict(odds: Forecast) -> None:
    """Print in a line whether what is promised can be kept as surely as asked for; nothing where nothing is."""
    from fairlead.feasibility.verdict import answer_of, confidence_of, worst_of

    plan = odds.plan
    answers = [
        answer_of(odds.chance_of(id), confidence_of(plan, id)) for id in odds.deadlines if id in plan.goals
    ]
    answer = worst_of([*answers, answer_of(odds.chance_of_budget, confidence_of(plan))])
    if answer is not None:
        said, tone = _VERDICTS[answer]
        say(toned(said, tone))


def say_odds(odds: Forecast, confidence: float) -> None:
    """Print what the plan costs, what is sure, the odds of the budget and of all together, and what never ends."""
    for said in _of_money(odds, confidence):
        for line in wrapped(said):
            say(line)
    say_never(odds)


def _of_money(odds: Forecast, confidence: float) -> Iterator[str]:
    chance, both = odds.chance_of_budget, odds.chance_of_all
    if chance is not None and odds.budget is not None:
        said = toned(percent(chance), "good" if chance >= confidence else "bad")
        planned, sure = (money(each, odds.plan) for each in (odds.planned_cost, odds.cost_at(confidence)))
        budget = money(float(odds.budget), odds.plan)
        yield f"Cost: {planned} planned, {percent(confidence)} sure {sure}; budget {budget}, odds {said}."
    kept = sum(id in odds.plan.goals for id in odds.deadlines) + (chance is not None)
    if both is not None and kept > 1:
        yield f"All of that together: {toned(percent(both), 'good' if both >= confidence else 'bad')}."


def odds_json(odds: Forecast | None, confidence: float) -> dict[str, Any] | None:
    """Return the odds as a JSON object: probabilities, and what is kept with the confidence that the plan asks for."""
    if odds is None:
        return None
    iso, currency = odds.compiled.axis.iso, odds.plan.settings.currency

    def amount(value: float) -> dict[str, str | None]:
        return {"amount": f"{value:.2f}", "currency": currency}

    def sure_of(id: str) -> str | None:
        minute = odds.end_minute(id, confidence)
        return None if odds.date_of(minute) is None else iso(minute)

    return {
        "iterations": odds.iterations,
        "seed": odds.seed,
        "confidence": confidence,
        "goals": [
            {"id": id, "sure_of": sure_of(id), "probability": odds.chance_of(id)}
            for id in odds.ends
            if id in odds.plan.goals
        ],
        "budget": {
            "total": None if odds.budget is None else amount(float(odds.budget)),
            "sure_of": amount(odds.cost_at(confidence)),
            "probability": odds.chance_of_budget,
        },
        "joint": {"probability": odds.chance_of_all},
    }
