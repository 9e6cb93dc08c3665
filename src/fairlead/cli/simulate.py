"""`fairlead simulate`: the odds of every date and every sum of money, how precise they are, and what drives them."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlead.cli.agreements import agreed_for
from fairlead.cli.arguments import force_option, json_option, plans_argument, workers_option
from fairlead.cli.findings import say_findings
from fairlead.cli.forecasting import RESPONSES, Asked, Responses, forecast_of, money
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.help import taught
from fairlead.cli.pictures import picture
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.schedules import scheduled, with_people
from fairlead.cli.screen import (
    at_terminal,
    coloured,
    listed,
    narrow,
    say,
    say_heading,
    say_json,
    say_table,
    toned,
    width,
    wrapped,
)
from fairlead.cli.wording import Words
from fairlead.draw.shares import percent
from fairlead.plan.errors import RequestError
from fairlead.plan.files import write_atomically

if TYPE_CHECKING:
    from fairlead.draw.tables import Cell, Table
    from fairlead.risk.forecast import Forecast
    from fairlead.schedule.agreed import Agreed

NOTHING_YET = "There are no tasks yet, so there is nothing to draw odds for."
_MOST_DRIVERS = 8
_MOST_CRITICAL = 8


@taught(
    "simulate",
    ("fairlead simulate robotics.yaml", "odds of the finish, each goal and the budget"),
    ("fairlead simulate robotics.yaml --until 0.5d", "go on until P80 is known to half a day"),
    ("fairlead simulate robotics.yaml --no-people", "as if everybody were free whenever needed"),
    ("fairlead simulate robotics.yaml -o odds.html", "a page with all charts; .svg .png .pdf likewise"),
    (
        "fairlead simulate robotics.yaml games.yaml --iterations 2000",
        "the odds of each, and their cost together",
    ),
    more="Each iteration draws every estimate, risk and branch, and lays the whole plan anew: within people's limits, "
    "with people and order as agreed, else as levelled. The same seed gives the same numbers on any machine.",
)
@plans_argument
@click.option(
    "--iterations", metavar="N", type=click.IntRange(1), default=10_000, help="How many (default 10000)."
)
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**63 - 1), default=1, help="Draw other numbers.")
@click.option(
    "--people/--no-people", default=True, help="Within people's limits (default), or by logic alone."
)
@click.option("--until", metavar="TIME", help="Stop when P80 of the finish is known this well, such as 0.5d.")
@click.option(
    "--responses", type=click.Choice(RESPONSES), default="planned", help="Which actions against risks count."
)
@workers_option
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Draw it: .svg, .png, .pdf or .html.")
@force_option
@json_option
def command(
    plans: tuple[str, ...],
    iterations: int,
    seed: int,
    people: bool,
    until: str | None,
    responses: Responses,
    workers: str | None,
    output: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Simulate, say the odds, draw them where asked."""
    asked = Asked(iterations, seed, people, until, responses, workers)
    if len(plans) > 1:
        if output is not None:
            raise RequestError("-o draws the odds of one plan: name that one")
        from fairlead.cli.portfolio import portfolio

        return portfolio(plans, asked, as_json=as_json)
    if output is not None:
        must_be_writable(output, force)
    given = sound(named(plans[0] if plans else None))
    agreed = agreed_for(given.name, given.plan)
    forecast = forecast_of(given, asked, agreed)
    say_findings(given.opened.locate(forecast.findings), err=True)
    if as_json:
        say_json({**forecast.to_json(), "plan": given.plan.title})
    else:
        say_forecast(forecast, Words.of(given.plan, brief=narrow()))
    if output is not None:
        drawn = _drawn(given, forecast, agreed, Path(output).suffix.lower())
        write_atomically(output, drawn, force=force)
        if not as_json:
            say(f"{toned('Wrote', 'good')} {output}.")
    return 0


def say_forecast(forecast: Forecast, words: Words) -> None:
    """Print the odds of dates and money, what drives them, and on what they rest."""
    say(toned(forecast.plan.title, "heading"))
    if not forecast.compiled.plan.tasks:
        say(NOTHING_YET)
        return
    for line in wrapped(basis_in_words(forecast, words)):
        say(toned(line, "quiet"))
    say_table(_dates_and_sums(forecast, words))
    _say_together(forecast, words)
    if at_terminal():
        _say_pictures(forecast)
    else:
        _say_drivers(forecast, words)
    _say_critical(forecast)


def _say_pictures(forecast: Forecast) -> None:
    from fairlead.risk.charts import forecast_terminal

    say()
    for line in forecast_terminal(forecast, width(), colour=coloured()):
        click.echo(line)  # its names are harmless already; `say` would take its colours for harm


def basis_in_words(forecast: Forecast, words: Words, basis: str | None = None) -> str:
    """Return on how many iterations, and within whose limits, a forecast rests, and how precise it is."""
    basis = (
        basis
        or {
            "agreed": "with your people, as agreed",
            "levelled": "with your people, levelled",
            "logic": "by logic alone, as if everybody were free",
        }[forecast.basis]
    )
    error = forecast.compiled.ground.units.day
    minutes = in_working_minutes(forecast, forecast.finish_error(0.8))
    stopped = "" if not forecast.interrupted else f", stopped before {forecast.wanted:,}"
    precise = words.length(max(minutes, error / 10)) if math.isfinite(minutes) else ""
    known = f"; P80 is right to ± {precise}" if math.isfinite(minutes) else ""
    times = "iteration" if forecast.iterations == 1 else "iterations"
    return f"{forecast.iterations:,} {times}{stopped} (seed {forecast.seed}), {basis}{known}."


def in_working_minutes(forecast: Forecast, elapsed: float) -> float:
    """Return about how many working minutes a stretch of the clock around P80 is."""
    units = forecast.compiled.ground.units
    return elapsed * units.week / (7 * 1440)


def _dates_and_sums(forecast: Forecast, words: Words) -> Table:
    from fairlead.draw.tables import Column, Table, Toned

    rows: list[tuple[Cell, ...]] = []
    shown = (0.1, 0.5, 0.8, 0.9)

    def row(name: str, cells: list[str], limit: str, chance: float | None) -> None:
        confidence = (
            float(forecast.plan.settings.confidence.fraction) if forecast.plan.settings.confidence else 0.8
        )
        tone = "" if chance is None else "good" if chance >= confidence else "critical"
        said = "" if chance is None else percent(chance)
        rows.append((name, *cells, limit, Toned(said, tone)))  # type: ignore[arg-type]

    def dates(moments: list[datetime | None]) -> list[str]:
        return ["never" if moment is None else words.date(moment) for moment in moments]

    row("Finish", dates([forecast.finish_at(p) for p in shown]), "", None)
    for id in forecast.ends:
        entity = forecast.plan.goals.get(id) or forecast.compiled.plan.tasks[id]
        deadline = forecast.deadlines.get(id)
        limit = words.finished(forecast.local(deadline)) if deadline is not None else ""
        row(entity.name or id, dates([forecast.end_at(id, p) for p in shown]), limit, forecast.chance_of(id))
    if forecast.cost.any():
        budget = money(float(forecast.budget), forecast.plan) if forecast.budget is not None else ""
        sums = [money(forecast.cost_at(p), forecast.plan) for p in shown]
        row("Cost", sums, budget, forecast.chance_of_budget)
    names = ("", "P10", "P50", "P80", "P90", "Promised", "Chance")
    columns = [Column(name, "left" if k == 0 else "right", wrap=k == 0) for k, name in enumerate(names)]
    keep = [0, 2, 3, 6] if narrow() else [0, 2, 3, 4, 5, 6] if width() < 110 else range(7)
    return Table(tuple(columns[k] for k in keep), tuple(tuple(each[k] for k in keep) for each in rows))


def _say_together(forecast: Forecast, words: Words) -> None:
    planned = float((forecast.finish <= forecast.planned_finish).mean())
    say()
    if (date := forecast.date_of(forecast.planned_finish)) is not None:
        say(f"The planned finish, {words.reached(date)}, has a chance of {percent(planned)}.")
    say_never(forecast)
    if (both := forecast.chance_of_all) is not None:
        goals = [id for id in forecast.deadlines if id in forecast.plan.goals]
        parts = [
            *(["every goal in time"] if goals else []),
            *(["within the budget"] if forecast.budget is not None else []),
        ]
        say(f"{' and '.join(parts).capitalize()}: {toned(percent(both), 'strong')}.")


def say_never(forecast: Forecast) -> None:
    """Print how often some work finds no time any more, and which."""
    if not forecast.never:
        return
    tasks = forecast.compiled.plan.tasks
    named = [f"{tasks[id].name or id} [{id}]" for id in list(forecast.blocked)[:3] if id in tasks]
    which = f", most often {listed(named)}" if named else ""
    share = percent(forecast.never)
    said = (
        f"In {share} of all cases work comes too late for its hours and windows{which}: it never finds time."
    )
    for line in wrapped(said):
        say(toned(line, "bad"))


def _say_drivers(forecast: Forecast, words: Words) -> None:
    from fairlead.draw.tables import Column, Table
    from fairlead.risk.charts import KINDS
    from fairlead.risk.forecast import ranked_drivers

    for by, title in (("finish", "What drives the finish"), ("cost", "What drives the cost")):
        found = ranked_drivers(forecast.drivers, by)[:_MOST_DRIVERS]  # type: ignore[arg-type]
        rows: list[tuple[Cell, ...]] = []
        for each in found:
            if by == "finish":
                size = in_working_minutes(forecast, each.finish[1] - each.finish[0])
                worth = abs(size) >= 0.05 * words.day
                said = ("+" if size > 0 else "−") + words.length(abs(size))
            else:
                worth = abs(each.money) > 0.001 * max(float(forecast.cost.mean()), 1.0)
                said = ("+" if each.money > 0 else "−") + money(abs(each.money), forecast.plan)
            if worth:
                rows.append((each.title, KINDS.get(each.kind, each.kind), said))
        if rows:
            say_heading(f"{title}: from its lowest tenth to its highest")
            say_table(
                Table((Column(""), Column(""), Column("", "right", wrap=False)), tuple(rows)), gap=False
            )


def _say_critical(forecast: Forecast) -> None:
    from fairlead.draw.tables import Column, Table

    tasks = forecast.compiled.plan.tasks
    found = sorted(forecast.criticality.items(), key=lambda each: -each[1])
    rows = tuple(
        (tasks[id].name or id, f"[{id}]", percent(share))
        for id, share in found[:_MOST_CRITICAL]
        if share >= 0.05
    )
    if rows:
        say_heading("How often on the path that decides the finish")
        say_table(Table((Column(""), Column(""), Column("", "right", wrap=False)), rows), gap=False)


def _drawn(given: Given, forecast: Forecast, agreed: Agreed | None, ending: str) -> bytes | str:
    from fairlead.risk.charts import forecast_html, forecast_svg

    def page() -> str:
        schedule = scheduled(given.plan, given.opened)
        people = forecast.people
        if people is None and forecast.basis != "logic":
            people = with_people(schedule, given.opened, agreed)
        return forecast_html(forecast, schedule=schedule, people=people)

    return picture(ending, svg=lambda: forecast_svg(forecast), html=page)
