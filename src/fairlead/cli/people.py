"""`fairlead people`: how much everybody has to do, period by period: a heat map, a table, and what is too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlead.cli.arguments import force_option, json_option, plans_argument
from fairlead.cli.found_load import FoundLoad
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.headline import say_span
from fairlead.cli.help import taught
from fairlead.cli.pictures import picture
from fairlead.cli.plans import named, sound
from fairlead.cli.schedules import outlook_of
from fairlead.cli.screen import (
    VERY_NARROW,
    at_terminal,
    counted,
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
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.plan.files import write_atomically

if TYPE_CHECKING:
    from fairlead.draw.heatmap import HeatMap
    from fairlead.draw.tables import Cell as TableCell
    from fairlead.schedule.load import By, Cell, Load, PartyLoad, Period

ENDINGS = (".svg", ".png", ".pdf", ".html")
_MOST_CROWDS = 12


@taught(
    "people",
    ("fairlead people robotics.yaml", "load by week, and who has too much"),
    ("fairlead people robotics.yaml --team firmware --by day", "one team, day by day"),
    ("fairlead people robotics.yaml --logic", "what logic alone would ask of everybody"),
    ("fairlead people robotics.yaml software.yaml", "several plans: who is asked for by two at once"),
    ("fairlead people robotics.yaml -o load.svg", "a picture; .png .pdf .html likewise"),
)
@plans_argument
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month"]),
    help="How long a period is (default: weeks, of long plans months).",
)
@click.option("--team", metavar="T", help="Only this team and those below it.")
@click.option("--logic", is_flag=True, help="At the dates by logic alone, as if everybody were free.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write .svg, .png, .pdf or .html.")
@force_option
@json_option
def command(
    plans: tuple[str, ...],
    by: By | None,
    team: str | None,
    logic: bool,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Count the load, show it."""
    from fairlead.schedule.charts import load_map

    if output is not None:
        must_be_writable(output, force)
    found = _found(plans, by, logic=logic)
    found = replace(
        found,
        load=_of_team(found.load, found.plan, team),
        by_logic=_of_team(found.by_logic, found.plan, team),
    )
    if as_json:
        say_json(_json(found))
    elif output is None:
        _say(found, load_map(found, found.load))
    if output is not None:
        map = load_map(found, found.load)
        write_atomically(output, _drawn(map, Path(output).suffix.lower()), force=force)
        if not as_json:
            say(f"{toned('Wrote', 'good')} {output}.")


def _found(plans: Sequence[str], by: By | None, *, logic: bool) -> FoundLoad:
    """Return the load of one plan, or of several beside each other."""
    if len(plans) > 1:
        from fairlead.cli.loads_together import loads_together

        return loads_together(plans, by, logic=logic)
    from fairlead.schedule.load import load_by_logic, load_of

    name = named(plans[0] if plans else None)
    given = sound(name)
    outlook = outlook_of(given.plan, given.opened, name=name)
    by_logic = load_by_logic(outlook.schedule, outlook.people, by)
    load = by_logic if logic or outlook.people is None else load_of(outlook.people, by)
    basis = outlook.basis if load.basis == "people" else "logic"
    return FoundLoad(
        outlook.plan, basis, outlook.with_whom, load, by_logic, lambda words: say_span(outlook, words)
    )


def _of_team(load: Load, plan: Plan, team: str | None) -> Load:
    """Return the load of one team alone, named by its id or its name; RequestError for a team that isn't there."""
    if team is None:
        return load
    from fairlead.plan.values import suggest

    wanted = team.strip().casefold()
    id = next(
        (id for id, each in plan.teams.items() if wanted in (id.casefold(), each.title.casefold())), None
    )
    if id is None:
        if not plan.teams:
            raise RequestError("the plan has no teams; leave --team out")
        near = suggest(team, list(plan.teams))
        remedy = f"did you mean `{near}`?" if near else f"there are {listed(plan.teams)}"
        raise RequestError(f"there is no team `{team}`; {remedy}")
    return load.of_team(id, plan)


def _drawn(map: HeatMap, ending: str) -> bytes | str:
    from fairlead.draw.heatmap_html import heatmap_html
    from fairlead.draw.heatmap_svg import heatmap_svg

    return picture(ending, svg=lambda: heatmap_svg(map), html=lambda: heatmap_html(map))


# ---------------------------------------------------------------- the page


def _say(found: FoundLoad, map: HeatMap) -> None:
    from fairlead.draw.heatmap_terminal import print_heatmap

    load, words = found.load, Words.of(found.plan, brief=narrow())
    say(toned(found.plan.title, "heading"))
    found.say_span(words)
    if not load.parties:
        say("Nobody is in the plan; `people:` with names and hours makes limits of them.")
        return
    say()
    if load.basis == "logic":
        say(toned("Load at the dates by logic alone", "strong"))
    print_heatmap(map, width=width())
    say_table(_table(load, words))
    _say_crowds(found, words)


def _table(load: Load, words: Words) -> Any:
    from fairlead.draw.tables import Column, Table

    overtime = any(party.whole.overtime for party in load.parties)
    heads: tuple[Column, ...] = (
        Column("Who"),
        Column("Work", "right"),
        *((Column("In overtime", "right"),) if overtime else ()),
        Column("Capacity", "right"),
        Column("Load", "right"),
        Column("Free", "right"),
        Column("Fullest", wrap=False),
        Column("Too much", "right"),
    )
    rows: list[tuple[TableCell, ...]] = []
    indents: list[int] = []
    for party, level in load.in_teams():
        rows.append(_row(load, party, words, overtime))
        indents.append(level)
    if narrow() and width() < VERY_NARROW:
        kept = (0, -4, -3, -1)
        heads, rows = tuple(heads[n] for n in kept), [tuple(row[n] for n in kept) for row in rows]
    return Table(heads, tuple(rows), indents=tuple(indents))


def _row(load: Load, party: PartyLoad, words: Words, overtime: bool) -> tuple[TableCell, ...]:
    from fairlead.draw.tables import Toned

    whole = party.whole
    return (
        Toned(party.name, "bold") if party.kind == "team" else party.name,
        words.length(whole.work),
        *((words.length(whole.overtime) if whole.overtime else None,) if overtime else ()),
        words.length(whole.capacity),
        None if whole.share is None else f"{whole.share:.0%}",
        words.length(whole.free),
        _fullest(load, party, words),
        Toned(words.length(whole.over), "critical") if whole.over else None,
    )


def _fullest(load: Load, party: PartyLoad, words: Words) -> str | None:
    at = max(range(len(load.periods)), key=lambda n: (party.cells[n].share or 0, -n))
    share = party.cells[at].share
    return f"{share:.0%} {_when(load.periods[at], load.by, words)}" if share else None


def _when(period: Period, by: By, words: Words) -> str:
    """Return a period as a part of a sentence."""
    if by == "month":
        return f"in {words.date(period.start).split(' ', 2 if not words.brief else 1)[-1]}"
    return f"on {words.date(period.start)}" if by == "day" else f"from {words.date(period.start)}"


def _say_crowds(found: FoundLoad, words: Words) -> None:
    """Print who is asked for more than they can do at once, and by what: for good, and by logic alone."""
    load, by_logic = found.load, found.by_logic
    kept = list(load.crowded()) if load.basis == "people" else []
    if kept:
        say_heading(found.too_much)
        _say_crowd(found, load, kept, words)
    crowds = list(by_logic.crowded())
    if crowds:
        solved = found.avoided if load.basis == "people" else ""
        say_heading(f"Too much at once by logic alone{solved}")
        _say_crowd(found, by_logic, crowds, words)
    elif not kept:
        say()
        say("Nobody has too much to do at once, not even by logic alone.")


def _say_crowd(
    found: FoundLoad, load: Load, crowds: Sequence[tuple[PartyLoad, Period, Cell]], words: Words
) -> None:
    for party, period, cell in crowds[:_MOST_CROWDS]:
        tasks = listed(f"{_name(found, id)} [{id}]" for id in cell.crowded)
        line = f"{party.name} {_when(period, load.by, words)}: {words.length(cell.over)} too much, by {tasks}"
        for number, part in enumerate(wrapped(line, first=2, indent=4)):
            say(part if number else f"  {part}")
    if len(crowds) > _MOST_CROWDS:
        more = counted(len(crowds) - _MOST_CROWDS, "period")
        say(toned(f"  and {more} more; --json has all", "quiet" if at_terminal() else ""))


def _name(found: FoundLoad, id: str) -> str:
    task = found.plan.tasks.get(id.partition("#")[0])
    return task.title if task is not None else id


# ---------------------------------------------------------------- for other programs


def _json(found: FoundLoad) -> dict[str, Any]:
    load = found.load
    return {
        "plan": found.plan.title,
        "basis": found.basis,
        "by": load.by,
        "periods": [[each.start.isoformat(), each.finish.isoformat()] for each in load.periods],
        "people": [_party_json(each) for each in load.parties],
        "teams": [_party_json(each) for each in load.teams],
        "over_allocated": [_crowd_json(*each) for each in load.crowded()],
        "over_allocated_by_logic": [_crowd_json(*each) for each in found.by_logic.crowded()],
    }


def _party_json(party: PartyLoad) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "kind": party.kind,
        "team": party.team,
        "work_minutes": [cell.work for cell in party.cells],
        "capacity_minutes": [cell.capacity for cell in party.cells],
        "free_minutes": [cell.free for cell in party.cells],
        "over_minutes": [cell.over for cell in party.cells],
        "overtime_minutes": [cell.overtime for cell in party.cells],
        "tasks": [dict(cell.tasks) for cell in party.cells],
    }


def _crowd_json(party: PartyLoad, period: Period, cell: Cell) -> dict[str, Any]:
    return {
        "id": party.id,
        "start": period.start.isoformat(),
        "finish": period.finish.isoformat(),
        "over_minutes": cell.over,
        "tasks": list(cell.crowded),
    }
