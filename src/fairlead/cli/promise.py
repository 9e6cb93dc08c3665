"""`fairlead promise`: the date and the budget that can be promised, and the reserve of time and money in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from fairlead.cli.agreements import agreed_for, must_take_agreements
from fairlead.cli.arguments import json_option, plan_argument, workers_option
from fairlead.cli.findings import say_findings
from fairlead.cli.forecasting import Asked, Run, money, simulating
from fairlead.cli.help import taught
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.schedules import today
from fairlead.cli.screen import narrow, say, say_heading, say_json, say_table, toned, wrapped
from fairlead.cli.searching import searched
from fairlead.cli.simulate import NOTHING_YET, basis_in_words, in_working_minutes, say_never
from fairlead.cli.wording import Words
from fairlead.draw.shares import percent
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.values import Percent

if TYPE_CHECKING:
    from datetime import datetime

    from fairlead.cli.searching import Report, Stopped
    from fairlead.draw.tables import Cell
    from fairlead.feasibility.pool import Tried
    from fairlead.risk.forecast import Forecast
    from fairlead.risk.promising import Promise
    from fairlead.risk.simulating import Wishes

_PAIRS = 6


@taught(
    "promise",
    ("fairlead promise it-consulting.yaml", "at the plan's own confidence, else 80%"),
    ("fairlead promise it-consulting.yaml --confidence 95%", "for those who can't be late"),
    ("fairlead promise it-consulting.yaml --no-people", "as if everybody were free whenever needed"),
    ("fairlead promise it-consulting.yaml --write", "and agree to the schedule that the promise rests on"),
    more="Where nothing is agreed, the promise rests on the one of several good schedules that luck harms least: all "
    "of them are simulated with the same random numbers. What is agreed holds, unless --any-order is given. Date and "
    "budget hold together with the confidence asked for. The reserve is what lies between the plan and the promise, "
    "and says whether the estimates, the risks or the people's limits cause it.",
)
@plan_argument
@click.option(
    "--confidence", metavar="P", help="How sure to be, such as 80% (default: the plan's, else 80%)."
)
@click.option(
    "--iterations", metavar="N", type=click.IntRange(100), default=10_000, help="How many (default 10000)."
)
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**63 - 1), default=1, help="Draw other numbers.")
@click.option(
    "--people/--no-people", default=True, help="Within people's limits (default), or by logic alone."
)
@workers_option
@click.option("--any-order", is_flag=True, help="Choose among schedules even where one is agreed.")
@click.option("--write", is_flag=True, help="Make the chosen schedule the agreed one, kept beside the plan.")
@json_option
def command(
    plan: str | None,
    confidence: str | None,
    iterations: int,
    seed: int,
    people: bool,
    workers: str | None,
    any_order: bool,
    write: bool,
    as_json: bool,
) -> int:
    """Find the promise, say it and what is in it."""
    from fairlead.risk.promising import promised

    given = sound(named(plan))
    if write:
        must_take_agreements(given)
    wanted = wanted_confidence(confidence, given.plan.settings.confidence)
    agreed = agreed_for(given.name, given.plan)
    tried = _pool(given, wanted, seed) if people and (any_order or agreed is None) else []
    held = tried[0].agreed if tried else agreed

    def answer(run: Run, wishes: Wishes) -> Promise:
        return promised(given.plan, wanted, wishes, agreed=held, default_start=today(), run=run)

    found = simulating(given, Asked(iterations, seed, people, workers=workers), answer)
    say_findings(given.opened.locate(found.forecast.findings), err=True)
    written = _written(given, tried) if write else None
    if as_json:
        basis = {"basis": "chosen"} if tried else {}
        pool = [each.to_json() for each in tried]
        say_json({**found.to_json(), **basis, "plan": given.plan.title, "pool": pool, "written": written})
    else:
        _say(found, Words.of(given.plan, brief=narrow()), tried)
        if written is not None:
            say()
            say(f"{toned('Agreed', 'good')}: kept in {written}.")
    return 0 if found.date is not None else 1


def _pool(given: Given, confidence: float, seed: int) -> Sequence[Tried]:
    """Return good schedules of the plan, the one that luck harms least first; none where it asks for nobody."""
    from fairlead.feasibility.pool import pool_of

    def search(_report: Report, stopped: Stopped) -> Sequence[Tried]:
        return pool_of(given.plan, confidence, seed=seed, default_start=today(), stopped=stopped)

    try:
        return searched(
            search, lambda seconds, _: f"looking for good schedules, {seconds:.0f} s", limit=1.0
        ).answer
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem


def _written(given: Given, tried: Sequence[Tried]) -> str:
    from fairlead.store.agreed import write_agreed

    if not tried:
        raise RequestError(
            "nothing was chosen that could be agreed: what is agreed holds; --any-order chooses anew"
        )
    return str(write_agreed(given.name, tried[0].agreed))


def wanted_confidence(said: str | None, plan: Percent | None) -> float:
    """Return how sure to be, as typed, else as the plan says, else 80 %. Raises RequestError for no share."""
    if said is None:
        return float(plan.fraction) if plan is not None else 0.8
    try:
        wanted = float(Percent.parse(said if said.endswith("%") else f"{said}%").fraction)
    except ValueError as problem:
        raise RequestError(f"--confidence: {problem}") from None
    if not 0.01 <= wanted <= 0.999:
        raise RequestError(f"--confidence {said}: write one from 1% to 99.9%")
    return wanted


def _say(found: Promise, words: Words, tried: Sequence[Tried]) -> None:
    forecast = found.forecast
    say(toned(forecast.plan.title, "heading"))
    if not forecast.compiled.plan.tasks:
        say(NOTHING_YET)
        return
    chosen = f"with your people, in the best of {len(tried)} orders of the work" if len(tried) > 1 else None
    for line in wrapped(basis_in_words(forecast, words, chosen)):
        say(toned(line, "quiet"))
    say()
    if found.date is None:
        say(toned(f"No date can be promised with {percent(found.confidence)}.", "bad"))
        say_never(forecast)
        if (latest := surest(forecast)) is not None:
            moment, likely = latest
            say(f"The surest date is {words.date(moment)}, with {percent(likely)}.")
        return
    sums = bool(forecast.cost.any())
    both = f" for {money(found.cost, forecast.plan)}" if sums else ""
    chance = f"{'both hold' if sums else 'it holds'} with a chance of {percent(found.reached)}"
    for line in wrapped(f"Promise {words.date(found.date)}{both}: {chance}."):
        say(toned(line, "strong"))
    _say_choice(found, words, tried, sums=sums)
    _say_reserve(found, words, sums=sums)
    _say_ends(found, words)
    if sums:
        _say_frontier(found, words)


def surest(forecast: Forecast) -> tuple[datetime, float] | None:
    """Return the date by which all is finished that ever is, all but the last hundredth, and the chance of it."""
    chance = 0.99 * (1.0 - forecast.never)
    moment = forecast.finish_at(chance) if chance > 0 else None
    return None if moment is None else (moment, chance)


def _say_choice(found: Promise, words: Words, tried: Sequence[Tried], *, sums: bool) -> None:
    """Say what the choice among schedules gains over the one that is levelled."""
    levelled = next((each for each in tried[1:] if each.name == "levelled"), None)
    if levelled is None:
        return
    best = tried[0]
    date = levelled.forecast.date_of(levelled.finish)
    instead = "no date at all" if date is None else words.date(date)
    chances = [each.forecast.chance_of_all for each in (best, levelled)]
    odds = ""
    if chances[0] is not None and chances[1] is not None and chances[0] - chances[1] >= 0.01:
        odds = f", and {percent(chances[1])} instead of {percent(chances[0])} for all that is promised"
    cost = f" for {money(levelled.cost, found.forecast.plan)}" if sums and date is not None else ""
    for line in wrapped(f"The schedule of the priority rules alone would give {instead}{cost}{odds}."):
        say(toned(line, "quiet"))


def _say_reserve(found: Promise, words: Words, *, sums: bool) -> None:
    from fairlead.draw.tables import Column, Table

    forecast = found.forecast

    planned = forecast.date_of(forecast.planned_finish)

    def time(minutes: float) -> str:
        if planned is None:
            return ""
        working = in_working_minutes(forecast, minutes)
        return ("−" if working < 0 else "") + words.length(abs(working))

    def amount(value: float) -> str:
        return ("−" if round(value) < 0 else "") + money(abs(value), forecast.plan)

    def row(name: str, of: str) -> tuple[Cell, ...]:
        return name, time(getattr(found.time, of)), *([amount(getattr(found.money, of))] if sums else [])

    price = [money(forecast.planned_cost, forecast.plan)] if sums else []
    rows: tuple[tuple[Cell, ...], ...] = (
        ("The plan says", words.date(planned) if planned else "never", *price),
        row("and beyond it, for what estimates leave open", "estimates"),
        row("for risks", "risks"),
        row("for people who can't do two things at once", "people"),
        row("Reserve", "whole"),
    )  # fmt: skip
    columns = (
        Column(""),
        Column("Time", "right", wrap=False),
        *([Column("Money", "right", wrap=False)] if sums else []),
    )
    say_table(Table(columns, rows))


def _say_ends(found: Promise, words: Words) -> None:
    from fairlead.draw.tables import Column, Table, Toned

    forecast, rows = found.forecast, []
    for id in forecast.ends:
        entity = forecast.plan.goals.get(id) or forecast.compiled.plan.tasks[id]
        date, deadline = forecast.end_at(id, found.confidence), forecast.deadlines.get(id)
        chance = forecast.chance_of(id)
        tone = "" if chance is None else "good" if chance >= found.confidence else "critical"
        rows.append((
            entity.name or id,
            "never" if date is None else words.date(date),
            "" if deadline is None else words.finished(forecast.local(deadline)),
            Toned("" if chance is None else percent(chance), tone),  # type: ignore[arg-type]
        ))  # fmt: skip
    if rows:
        titles = ("", f"{percent(found.confidence)} sure", "Promised now", "Chance")
        columns = tuple(Column(title, "right" if k else "left", wrap=not k) for k, title in enumerate(titles))
        say_table(Table(columns, tuple(rows)))


def _say_frontier(found: Promise, words: Words) -> None:
    from fairlead.draw.tables import Column, Table

    pairs = [(finish, cost) for finish, cost in found.frontier if found.forecast.date_of(finish) is not None]
    cheaper: dict[str, str] = {}  # by the sum, the first day for which it is enough
    for finish, cost in pairs:
        cheaper.setdefault(money(cost, found.forecast.plan), words.date(found.forecast.local(finish)))
    last = {date: (date, cost) for cost, date in cheaper.items()}  # of one day the least sum
    whole = list(last.values())
    rows = whole[:: max(len(whole) // _PAIRS, 1)]
    if len(rows) > 1:
        say_heading(
            f"Other promises that hold with {percent(found.confidence)}: earlier and dearer, later and cheaper"
        )
        say_table(
            Table((Column("By", wrap=False), Column("for", "right", wrap=False)), tuple(rows)), gap=False
        )
