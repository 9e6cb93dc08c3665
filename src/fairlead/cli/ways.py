"""The ways out that were found, as people see them: a table, what each one takes, and cost against date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fairlead.cli.agreements import agreed_for
from fairlead.cli.forecasting import money
from fairlead.cli.kept_ways import say_how_to_apply
from fairlead.cli.pictures import picture
from fairlead.cli.plans import Given
from fairlead.cli.screen import (
    coloured,
    counted,
    listed,
    narrow,
    say,
    say_heading,
    say_table,
    toned,
    width,
    wrapped,
)
from fairlead.cli.simulate import say_never
from fairlead.cli.wording import Words
from fairlead.draw.shares import percent

if TYPE_CHECKING:
    from fairlead.draw.tables import Cell, Table
    from fairlead.feasibility.options import Option, Options
    from fairlead.risk.scoring import Score

_MOST_AFFECTED = 6
_NEVER = "never"


def drawn_ways(found: Options, ending: str) -> bytes | str | None:
    """Return the chart of cost against date in the form of a file's ending; None where there is nothing to compare."""
    from fairlead.feasibility.options.charts import comparison, comparison_html, comparison_svg

    if comparison(found) is None:
        return None
    subtitle = _basis(found)
    return picture(
        ending, svg=lambda: comparison_svg(found, subtitle), html=lambda: comparison_html(found, subtitle)
    )


def _basis(found: Options) -> str:
    score = found.today
    early = ", ended early" if found.ended_early else ""
    return (
        f"{counted(found.tried, 'set')} of {counted(len(found.menu), 'move')} tried{early}; "
        f"{score.iterations:,} iterations (seed {score.seed})."
    )


def say_ways(given: Given, found: Options, *, kept: bool) -> None:
    """Print the ways side by side, then one by one, then the chart; `kept` tells whether they can be applied."""
    from fairlead.feasibility.options.charts import comparison_lines

    words = Words.of(given.plan, brief=True)
    say(toned(f"{given.plan.title}: ways out", "heading"))
    say(toned(_basis(found), "quiet"))
    for line in _missing(given):
        for part in wrapped(line):
            say(toned(part, "doubtful"))
    say_never(found.today.forecast)
    said, tone = _verdict(found)
    for part in wrapped(said) if said else ():
        say(toned(part, tone))
    if not found.chosen:
        return
    say_table(_compared(found, words))
    for number, option in enumerate(found.chosen, 1):
        _say_option(found, number, option)
    lines = comparison_lines(found, width(), colour=coloured(), plain=not coloured())
    if lines:
        say()
        for line in lines:
            click.echo(line)
    say_how_to_apply(given, "N", kept=kept)


def _missing(given: Given) -> list[str]:
    plan = given.plan
    lines = []
    if not plan.tasks:
        lines.append("The plan has no tasks yet: there is nothing to do otherwise.")
    if not any(goal.deadline for goal in plan.goals.values()):
        lines.append("No goal has a deadline: ways are judged by finish and cost alone.")
    if plan.settings.budget is None or plan.settings.budget.total is None:
        lines.append("There is no budget: what they cost is said, not judged.")
    elif plan.settings.budget.releases:
        lines.append(
            "Money is judged by the budget's total; `fairlead assess` says whether it is released in time."
        )
    if not plan.people:
        lines.append("Nobody is in the plan: nothing can be said of people.")
    if agreed_for(given.name, plan, quiet=True) is not None:
        lines.append(
            "A schedule is agreed; ways are laid anew without it: after --apply, agree to another one."
        )
    return lines


def _verdict(found: Options) -> tuple[str, str]:
    """Return how far the ways go, and the tone in which to say it."""
    if found.today.chance_of_all is None:
        nothing = "" if found.chosen or not found.plan.tasks else "No move makes it earlier or cheaper."
        return nothing, "quiet"
    if found.works:
        more = "; these make it surer still" if found.chosen else ""
        return f"Everything promised is as sure as asked for already{more}.", "good"
    if not found.chosen:
        return "No move makes it any surer.", "bad"
    good = sum(option.enough for option in found.chosen)
    if not good:
        return "None of these ways is as sure as asked for; the surest come first.", "bad"
    which = "All" if good == len(found.chosen) else f"{good}"
    return f"{which} of these ways are as sure as asked for, the cheapest of them first.", "good"


def _compared(found: Options, words: Words) -> Table:
    from fairlead.draw.tables import Column, Table, Toned

    rows: list[tuple[Cell, ...]] = []
    goals = {id: goal.title for id, goal in found.plan.goals.items() if id in found.today.goals}

    def row(number: str, name: str, score: Score, price: str, *, enough: bool, given_up: int = 0) -> None:
        chances = [said_chance(score.goals.get(id)) for id in goals]
        all_kept = Toned(
            said_chance(score.chance_of_all) + (f" of {len(goals) - given_up}" if given_up else ""),
            "good" if enough else "critical",
        )
        rows.append((
            number, name, price, _date(score, score.finish_p50, words), _date(score, score.finish_p80, words),
            money(score.cost_p50, found.plan), money(score.cost_p80, found.plan), *chances,
            said_chance(score.chance_of_budget), all_kept,
        ))  # fmt: skip

    row("", "Today", found.today, "", enough=found.works)
    for number, option in enumerate(found.chosen, 1):
        row(str(number), option.name, option.score, said_price(option), enough=option.enough,
            given_up=len(option.given_up))  # fmt: skip
    titles = ("", "Way", "Price", "P50", "P80", "Cost P50", "Cost P80", *goals.values(), "Budget", "All")
    columns = [
        Column(title, "left" if k < 2 else "right", wrap=k == 1 or k > 6) for k, title in enumerate(titles)
    ]
    last = len(titles) - 1
    said = {k for k in range(last + 1) if any(_is_said(each[k]) for each in rows)}
    # What is shown where the terminal is narrow: the way, its price, when, and how sure.
    when = 3 if any(each[4] == _NEVER for each in rows) else 4
    if narrow() or width() < 100:
        keep = [0, 1, 2, when, last]
    elif width() < 130:
        goals_too = range(7, last - 1) if len(goals) < 3 else ()
        keep = [0, 1, 2, when, 6, *goals_too, last - 1, last]
    else:
        keep = list(range(last + 1))
    keep = [k for k in keep if k in said or k == 0]
    return Table(tuple(columns[k] for k in keep), tuple(tuple(each[k] for k in keep) for each in rows))


def _is_said(cell: Cell) -> bool:
    from fairlead.draw.tables import Toned

    return (cell.value if isinstance(cell, Toned) else cell) not in ("", "0", "nothing")


def said_chance(chance: float | None) -> str:
    """Return a chance in percent; nothing where there is none."""
    return "" if chance is None else percent(chance)


def _date(score: Score, minute: int, words: Words) -> str:
    moment = score.local(minute)
    return _NEVER if moment is None else words.date(moment)


def said_price(option: Option) -> str:
    """Return what an option costs more or less than today, with its sign."""
    if abs(option.price) < 0.5:
        return "nothing"
    return f"{'+' if option.price > 0 else '−'}{money(abs(option.price), option.score.plan)}"


def _say_option(found: Options, number: int, option: Option) -> None:
    say_heading(f"{number}. {option.name}")
    for move in option.moves:
        for part_number, part in enumerate(wrapped(move.sentence, indent=4, first=4)):
            say(f"  - {part}" if part_number == 0 else part)
    score, words = option.score, Words.of(found.plan, brief=True)
    dates = [_date(score, minute, words) for minute in (score.finish_p50, score.finish_p80)]
    sums = [money(cost, found.plan) for cost in (score.cost_p50, score.cost_p80)]
    cost = f"; cost {sums[0]} (P50), {sums[1]} (P80)" if score.cost_p80 else ""
    penalties = f"; penalties {money(option.extra, found.plan)}" if option.extra else ""
    _say_beneath(f"Finish {dates[0]} (P50), {dates[1]} (P80){cost}{penalties}")
    goals = option.score.plan.goals
    for id, chance in option.score.goals.items():
        _say_beneath(f"{goals[id].title if id in goals else id}: {percent(chance)}")
    for id in option.given_up:
        _say_beneath(f"Given up: {found.plan.goals[id].title}", "doubtful")
    for risk in option.risks:
        _say_beneath(f"Risk: {risk}")
    people = [each.name for each in option.affected[:_MOST_AFFECTED]]
    if len(option.affected) > _MOST_AFFECTED:
        people.append(f"{len(option.affected) - _MOST_AFFECTED} more")
    if people:
        _say_beneath(f"Affected: {listed(people)}")


def _say_beneath(text: str, tone: str = "quiet") -> None:
    for part in wrapped(text, indent=4, first=4):
        say(toned(f"    {part.strip()}", tone))
