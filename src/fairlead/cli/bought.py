"""What buys most chance for a sum, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairlead.cli.forecasting import money
from fairlead.cli.kept_ways import say_how_to_apply
from fairlead.cli.plans import Given
from fairlead.cli.screen import counted, listed, say, say_heading, say_table, toned, wrapped
from fairlead.cli.ways import said_chance, said_price
from fairlead.draw.shares import percent

if TYPE_CHECKING:
    from fairlead.draw.tables import Table
    from fairlead.feasibility.options import Bought, Option
    from fairlead.risk.scoring import Score

_MOST_MOVES = 12


def say_bought(given: Given, found: Bought, *, kept: bool) -> None:
    """Print each move alone and the best of them together; `kept` tells whether that can be applied."""
    plan = given.plan
    say(toned(f"{plan.title}: what {money(found.budget, plan)} can buy", "heading"))
    for part in wrapped(_beginning(found)):
        say(toned(part, "quiet"))
    best = found.best
    if best is None:
        say()
        promised = found.today.chance_of_all is not None
        say(
            "Nothing on the menu makes it likelier for that sum."
            if promised
            else "So there is no chance to buy."
        )
        return
    if found.each:
        say_table(_alone(found))
    _say_together(found, best)
    say_how_to_apply(given, "1", kept=kept)


def _beginning(found: Bought) -> str:
    """Return how sure everything is before anything is bought."""
    today, base = (said_chance(score.chance_of_all) for score in (found.today, found.base))
    if not today:
        return "Nothing is promised: no goal has a deadline, and there is no budget."
    if found.today.to_json() == found.base.to_json():
        return f"Everything promised is kept with {today} today."
    undone = "without the actions against risks that aren't done yet"
    return f"Everything promised is kept with {today} as planned, and with {base} {undone}."


def _alone(found: Bought) -> Table:
    """Return what each move does by itself: for all together, or where that is hopeless for a goal on average."""
    from fairlead.draw.tables import Column, Table

    hopeless = all(percent(_together(option.score)) == "0%" for option in found.each)
    title, sure = ("A goal", _on_average) if hopeless else ("All", _together)
    rows = tuple(
        (
            option.moves[0].sentence,
            said_price(option),
            percent(sure(option.score)),
            _points(sure(option.score) - sure(found.base)),
        )
        for option in found.each[:_MOST_MOVES]
    )
    columns = (
        Column("Alone"),
        Column("Price", "right", wrap=False),
        Column(title, "right"),
        Column("Gain", "right"),
    )
    return Table(columns, rows)


def _together(score: Score) -> float:
    return score.chance_of_all or 0.0


def _on_average(score: Score) -> float:
    return sum(score.goals.values()) / max(len(score.goals), 1)


def _points(gain: float) -> str:
    points = round(100 * gain)
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{counted(abs(points), 'point')}"


def _say_together(found: Bought, best: Option) -> None:
    say_heading("Best together")
    for move in best.moves:
        for number, part in enumerate(wrapped(move.sentence, indent=4, first=4)):
            say(f"  - {part}" if number == 0 else part)
    for id, chance in best.score.goals.items():
        before = f"{percent(found.base.goals[id])} → " if id in found.base.goals else ""
        say(toned(f"    {found.plan.goals[id].title}: {before}{percent(chance)}", "quiet"))
    sure = percent(_together(best.score))
    how = "no set for that sum is surer" if found.all_sets else "nothing surer was found for that sum"
    for part in wrapped(f"{said_price(best)} in all; everything promised is kept with {sure}, and {how}."):
        say(toned(part, "strong"))
    if found.given_up:
        ids = listed([line.split()[0] for line in found.given_up])
        for part in wrapped(
            f"The actions planned against {ids} aren't worth their money; applying this accepts them."
        ):
            say(toned(part, "quiet"))
