"""`fairlead options`: several practical ways to make a plan work, what each costs, and applying one."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlead.cli.agreements import agreed_for
from fairlead.cli.arguments import force_option, json_option, plan_argument
from fairlead.cli.effects import effects, say_effects
from fairlead.cli.forecasting import money
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.help import taught
from fairlead.cli.pictures import picture
from fairlead.cli.plans import STANDARD_INPUT, Given, named, sound
from fairlead.cli.scenarios import must_be_the_plan_itself
from fairlead.cli.schedules import today
from fairlead.cli.screen import (
    coloured,
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
)  # fmt: skip
from fairlead.cli.searching import Progress, searched
from fairlead.cli.simulate import percent
from fairlead.cli.wording import Words
from fairlead.exchange.importing import OpenedImport
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.files import write_atomically
from fairlead.plan.values import Money

if TYPE_CHECKING:
    from fairlead.cli.searching import Report, Stopped
    from fairlead.draw.tables import Cell, Table
    from fairlead.feasibility.options import Bought, Option, Options
    from fairlead.plan.changes import Change
    from fairlead.risk.scoring import Score
    from fairlead.store.kept_options import KeptOption

_MOST_AFFECTED = 6
_MOST_MOVES = 12
_MOST_GAINS = 2
_A_POINT = 0.01
_NEVER = "never"


@taught(
    "options",
    ("fairlead options robotics.yaml", "several ways out, with their price and odds"),
    ("fairlead options robotics.yaml --apply 2", "write the second one into the plan"),
    ("fairlead options robotics.yaml --as-scenario 1 --name lean-pilot", "keep the first one aside"),
    ("fairlead options robotics.yaml --budget 20000", "what buys most chance for a sum"),
    ("fairlead options robotics.yaml --time-limit 20 -o ways.svg", "draw cost against date"),
    more="Each way is scheduled, checked and simulated; its odds are those of `fairlead simulate` on its scenario. "
    "What may be done the plan says under `levers`, other ways of a task under its `instead`. Ctrl-C ends the search "
    "with the best so far.",
)
@plan_argument
@click.option(
    "--time-limit", "seconds", metavar="S", type=click.FloatRange(1), default=60.0,
    help="Search so many seconds (default 60).",
)  # fmt: skip
@click.option(
    "--iterations", metavar="N", type=click.IntRange(100), default=10_000, help="How many (default 10000)."
)
@click.option(
    "--seed", metavar="N", type=click.IntRange(0, 2**63 - 1), default=1, help="Search and draw otherwise."
)
@click.option(
    "--with",
    "wanted",
    metavar="LEVER",
    multiple=True,
    help="Only ways with this: a kind (hire, overtime, drop ...) or who or what it is about. May be repeated.",
)
@click.option(
    "--without",
    "unwanted",
    metavar="LEVER",
    multiple=True,
    help="Only ways without this: a kind, or who or what it is about. May be repeated.",
)
@click.option("--budget", metavar="SUM", help="Say what buys most chance for this sum.")
@click.option("--apply", "number", metavar="N", type=click.IntRange(1), help="Write option N into the plan.")
@click.option(
    "--as-scenario", "kept", metavar="N", type=click.IntRange(1), help="Keep option N as a scenario."
)
@click.option("--name", metavar="ID", help="What the scenario of --as-scenario is called.")
@click.option("--dry-run", is_flag=True, help="With --apply: only show what it would do.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Draw it: .svg, .png, .pdf or .html.")
@force_option
@json_option
def command(
    plan: str | None,
    seconds: float,
    iterations: int,
    seed: int,
    wanted: tuple[str, ...],
    unwanted: tuple[str, ...],
    budget: str | None,
    number: int | None,
    kept: int | None,
    name: str | None,
    dry_run: bool,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Find ways out, or make one of them so."""
    if output is not None:
        must_be_writable(output, force)
    if number is not None and kept is not None:
        raise RequestError("--apply and --as-scenario exclude each other; do them in turn")
    if (name is not None and kept is None) or (dry_run and number is None):
        raise RequestError(
            f"{'--name' if name else '--dry-run'} belongs to {'--as-scenario' if name else '--apply'}"
        )
    _must_go_together(wanted, unwanted, budget, making=number is not None or kept is not None)
    given = sound(named(plan))
    if number is not None:
        _apply(given, number, dry_run=dry_run, as_json=as_json)
    elif kept is not None:
        _keep_aside(given, kept, name, as_json=as_json)
    elif budget is not None:
        _buy(given, _sum(budget), seconds, iterations, seed, unwanted, as_json=as_json)
    else:
        _find(given, seconds, iterations, seed, (wanted, unwanted), output, force, as_json=as_json)


def _must_go_together(
    wanted: Sequence[str], unwanted: Sequence[str], budget: str | None, *, making: bool
) -> None:
    """Raise RequestError where what is asked for excludes each other."""
    if making and (wanted or unwanted):
        raise RequestError(
            "--with and --without belong to the search; --apply and --as-scenario take what it found"
        )
    if budget is not None and wanted:
        raise RequestError(
            "--budget takes what buys most; leave --with out, or keep kinds out with --without"
        )
    if both := [word for word in wanted if word in unwanted]:
        raise RequestError(f"`{both[0]}` can't be both with and without")


# ---------------------------------------------------------------- found


class _Searching:
    """How many sets have been tried, and the best so far, for the line of progress."""

    seconds = 0.0
    bound = None

    def __init__(self, tried: int, front: Sequence[Option]) -> None:
        self.tried = tried
        self.best = front[0] if front else None


def _find(
    given: Given,
    seconds: float,
    iterations: int,
    seed: int,
    wishes: tuple[Sequence[str], Sequence[str]],
    output: str | None,
    force: bool,
    *,
    as_json: bool,
) -> None:
    from fairlead.feasibility.options import options_of, options_with, without
    from fairlead.risk.scoring import Luck

    luck = Luck(iterations, seed, default_start=today())
    wanted, unwanted = wishes
    plan = without(given.plan, unwanted)

    def search(report: Report, stopped: Stopped) -> Options:
        def told(tried: int, front: Sequence[Option]) -> None:
            report(_Searching(tried, front))

        if wanted:
            return options_with(plan, wanted, luck, seconds=seconds, stopped=stopped, told=told)
        return options_of(plan, luck, seconds=seconds, stopped=stopped, told=told)

    try:
        found = searched(search, _line, limit=seconds).answer
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem
    _keep(given, [(each.name, each.sentence, each.lines) for each in found.chosen])
    if as_json:
        say_json(found.to_json())
    else:
        _say(given, found)
    if output is not None:
        write_atomically(output, _drawn(found, Path(output).suffix.lower()), force=force)
        if not as_json:
            say(f"{toned('Wrote', 'good')} {output}.")


def _line(seconds: float, progress: Progress | None) -> str:
    if not isinstance(progress, _Searching):
        return f"looking at the plan, {seconds:.0f} s"
    best = progress.best
    said = (
        ""
        if best is None or best.score.chance_of_all is None
        else (f"; best so far {percent(best.score.chance_of_all)}: {best.name}")
    )
    return f"{counted(progress.tried, 'way')} tried, {seconds:.0f} s{said}"


def _drawn(found: Options, ending: str) -> bytes | str:
    from fairlead.feasibility.options.charts import comparison_html, comparison_svg

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


def _say(given: Given, found: Options) -> None:
    from fairlead.feasibility.options.charts import comparison_lines

    words = Words.of(given.plan, brief=True)
    say(toned(f"{given.plan.title}: ways out", "heading"))
    say(toned(_basis(found), "quiet"))
    for line in _missing(given):
        for part in wrapped(line):
            say(toned(part, "doubtful"))
    if not found.chosen:
        say()
        enough = (
            "Everything promised is as sure as asked for." if found.works else "No move makes it any better."
        )
        say(toned(enough, "good" if found.works else "bad"))
        return
    say_table(_compared(found, words))
    for number, option in enumerate(found.chosen, 1):
        _say_option(found, number, option)
    lines = comparison_lines(found, width(), colour=coloured(), plain=not coloured())
    if lines:
        say()
        for line in lines:
            click.echo(line)
    say()
    for part in wrapped(
        f"`fairlead options {given.name} --apply N` writes one into the plan, `--as-scenario N` keeps it aside."
    ):
        say(toned(part, "quiet"))


def _missing(given: Given) -> list[str]:
    plan = given.plan
    lines = []
    if not plan.tasks:
        lines.append("The plan has no tasks yet: there is nothing to do otherwise.")
    if not any(goal.deadline for goal in plan.goals.values()):
        lines.append("No goal has a deadline: ways are judged by finish and cost alone.")
    if plan.settings.budget is None or plan.settings.budget.total is None:
        lines.append("There is no budget: what they cost is said, not judged.")
    if not plan.people:
        lines.append("Nobody is in the plan: nothing can be said of people.")
    if agreed_for(given.name, plan, quiet=True) is not None:
        lines.append(
            "A schedule is agreed; ways are laid anew without it: after --apply, agree to another one."
        )
    return lines


def _compared(found: Options, words: Words) -> Table:
    from fairlead.draw.tables import Column, Table, Toned

    rows: list[tuple[Cell, ...]] = []
    goals = {id: goal.title for id, goal in found.plan.goals.items() if id in found.today.goals}

    def row(
        number: str, name: str, score: Score, price: str, extra: float, *, enough: bool, given_up: int = 0
    ) -> None:
        chances = [_percent(score.goals.get(id)) for id in goals]
        all_kept = Toned(
            _percent(score.chance_of_all) + (f" of {len(goals) - given_up}" if given_up else ""),
            "good" if enough else "critical",
        )
        rows.append((
            number, name, price, _date(score, score.finish_p50, words), _date(score, score.finish_p80, words),
            money(score.cost_p50 + extra, found.plan), money(score.cost_p80 + extra, found.plan), *chances,
            _percent(score.chance_of_budget), all_kept,
        ))  # fmt: skip

    row("", "Today", found.today, "", 0.0, enough=found.works)
    for number, option in enumerate(found.chosen, 1):
        row(str(number), option.name, option.score, _price(option), option.extra, enough=option.enough,
            given_up=len(option.given_up))  # fmt: skip
    titles = ("", "Way", "Price", "P50", "P80", "Cost P50", "Cost P80", *goals.values(), "Budget", "All")
    columns = [
        Column(title, "left" if k < 2 else "right", wrap=k == 1 or k > 6) for k, title in enumerate(titles)
    ]
    last = len(titles) - 1
    said = {k for k in range(last + 1) if any(each[k] not in ("", "0", "nothing") for each in rows)}
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


def _percent(chance: float | None) -> str:
    return "" if chance is None else percent(chance)


def _date(score: Score, minute: int, words: Words) -> str:
    moment = score.local(minute)
    return _NEVER if moment is None else words.date(moment)


def _price(option: Option) -> str:
    if abs(option.price) < 0.5:
        return "nothing"
    return f"{'+' if option.price > 0 else '−'}{money(abs(option.price), option.score.plan)}"


def _say_option(found: Options, number: int, option: Option) -> None:
    say_heading(f"{number}. {option.name}")
    for move in option.moves:
        for part_number, part in enumerate(wrapped(move.sentence, indent=4, first=4)):
            say(f"  - {part}" if part_number == 0 else part)
    for goal, chance in option.score.goals.items():
        title = option.score.plan.goals[goal].title if goal in option.score.plan.goals else goal
        say(toned(f"    {title}: {percent(chance)}", "quiet"))
    for id in option.given_up:
        for part in wrapped(f"Given up: {found.plan.goals[id].title}", indent=4, first=4):
            say(toned(f"    {part.strip()}", "doubtful"))
    for risk in option.risks:
        for part in wrapped(f"Risk: {risk}", indent=4, first=4):
            say(toned(f"    {part.strip()}", "quiet"))
    people = [each.name for each in option.affected[:_MOST_AFFECTED]]
    if len(option.affected) > _MOST_AFFECTED:
        people.append(f"{len(option.affected) - _MOST_AFFECTED} more")
    if people:
        for part in wrapped(f"Affected: {listed(people)}", indent=4, first=4):
            say(toned(f"    {part.strip()}", "quiet"))


# ---------------------------------------------------------------- bought


def _sum(text: str) -> float:
    try:
        amount = Money.parse(text)
    except ValueError as problem:
        raise RequestError(f"--budget: {problem}") from None
    if amount.most_likely() < 0:
        raise RequestError("--budget: write a sum of 0 or more")
    return float(amount.most_likely())


def _buy(
    given: Given,
    budget: float,
    seconds: float,
    iterations: int,
    seed: int,
    unwanted: Sequence[str],
    *,
    as_json: bool,
) -> None:
    from fairlead.feasibility.options import bought, without
    from fairlead.risk.scoring import Luck

    luck = Luck(iterations, seed, default_start=today())
    plan, end = without(given.plan, unwanted), time.monotonic() + seconds
    try:
        found = searched(
            lambda _report, stopped: bought(
                plan, budget, luck, stopped=lambda: stopped() or time.monotonic() > end
            ),
            lambda seconds, _: f"trying sets, {seconds:.0f} s",
            limit=1.0,
        ).answer
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem
    _keep(given, [("Bought", found.best.sentence, found.lines)] if found.best is not None else [])
    if as_json:
        say_json(found.to_json())
    else:
        _say_bought(given, found)


def _say_bought(given: Given, found: Bought) -> None:
    from fairlead.draw.tables import Column, Table

    plan = given.plan
    say(toned(f"{plan.title}: what {money(found.budget, plan)} buy", "heading"))
    base = _percent(found.base.chance_of_all)
    say(
        toned(
            f"Without any action against risks that isn't done yet: {base or 'nothing is promised'}.", "quiet"
        )
    )
    if not found.each:
        say()
        say("Nothing on the menu makes it likelier for that sum.")
        return
    rows = tuple(
        (
            option.moves[0].sentence,
            _price(option),
            _percent(option.score.chance_of_all),
            _points(option, found.base),
        )
        for option in found.each[:_MOST_MOVES]
    )
    columns = (
        Column("Alone"),
        Column("Price", "right", wrap=False),
        Column("All", "right"),
        Column("Gain", "right"),
    )
    say_table(Table(columns, rows))
    best = found.best
    if best is None:
        return
    say_heading("Best together")
    for move in best.moves:
        for number, part in enumerate(wrapped(move.sentence, indent=4, first=4)):
            say(f"  - {part}" if number == 0 else part)
    sure = percent(best.score.chance_of_all or 0.0)
    how = "no set for that sum is surer" if found.all_sets else "nothing surer was found for that sum"
    for part in wrapped(f"{_price(best)} in all; everything promised is kept with {sure}, and {how}."):
        say(toned(part, "strong"))
    if found.given_up:
        ids = listed([line.split()[0] for line in found.given_up])
        for part in wrapped(
            f"The actions planned against {ids} aren't worth their money; applying this accepts them."
        ):
            say(toned(part, "quiet"))


def _points(option: Option, base: Score) -> str:
    gain = round(100 * ((option.score.chance_of_all or 0.0) - (base.chance_of_all or 0.0)))
    return f"{'+' if gain > 0 else '−' if gain < 0 else ''}{abs(gain)} points"


# ---------------------------------------------------------------- kept and applied


def _keep(given: Given, options: Sequence[tuple[str, str, tuple[str, ...]]]) -> None:
    """Keep the menu beside a plan's file, so that its numbers can be used; elsewhere there is no place for it."""
    from fairlead.cli.scenarios import chosen
    from fairlead.store.kept_options import KeptOption, keep_options

    if chosen() is None and os.path.isfile(given.name) and not isinstance(given.opened, OpenedImport):
        keep_options(given.name, given.plan, [KeptOption(*each) for each in options])


def _kept(given: Given, number: int) -> KeptOption:
    from fairlead.store.kept_options import kept_option

    must_be_the_plan_itself("what is applied")
    if (
        given.name == STANDARD_INPUT
        or not os.path.isfile(given.name)
        or isinstance(given.opened, OpenedImport)
    ):
        raise RequestError(f"{given.name} can't be written to; name a plan's own file")
    return kept_option(given.name, given.plan, number)


def _allowed(given: Given, number: int, lines: Sequence[str]) -> list[Change]:
    """Return the changes of an option; raises RequestError where the plan's levers forbid what it does."""
    from fairlead.plan.apply import apply
    from fairlead.plan.language.lines import parse_lines
    from fairlead.plan.levers import against_levers

    changes = parse_lines(lines, given.plan)
    forbidden = against_levers(given.plan, apply(given.plan, changes), changes)
    if forbidden:
        first = forbidden[0]
        raise RequestError(f"option {number} goes against the plan's levers: {first.message}. {first.remedy}")
    return changes


def _apply(given: Given, number: int, *, dry_run: bool, as_json: bool) -> None:
    from fairlead.plan.editing import edit
    from fairlead.plan.rules import check

    option = _kept(given, number)
    changes = _allowed(given, number, option.lines)
    edited = edit(given.opened, changes, check=check)
    found = effects(given.plan, edited.after.plan, old_name=given.name, new_name=given.name)
    if not dry_run:
        edited.write()
    if as_json:
        said = found.to_json() if found is not None else None
        say_json({"plan": given.name, "written": not dry_run, "changes": list(option.lines), "effects": said})
        return
    say(toned(option.sentence, "heading"))
    for line in option.lines:
        for n, part in enumerate(wrapped(line, indent=4, first=2)):
            say(f"  {part}" if n == 0 else part)
    if found is not None:
        say_effects(found)
    if dry_run:
        say(f"{toned('Nothing written', 'doubtful')}: this was a dry run.")
    else:
        say(
            f"{toned('Changed', 'good')} {given.name}: {counted(len(option.lines), 'line')} of option {number}."
        )


def _keep_aside(given: Given, number: int, name: str | None, *, as_json: bool) -> None:
    from fairlead.plan.changes import Add
    from fairlead.plan.editing import edit
    from fairlead.plan.entities import Scenario
    from fairlead.plan.rules import check
    from fairlead.plan.values import slug

    option = _kept(given, number)
    _allowed(given, number, option.lines)
    id = name or slug(option.name, given.plan.scenarios, fallback="option")
    if id in given.plan.scenarios:
        raise RequestError(f"there is a scenario `{id}` already; give another one with --name")
    body = {"name": option.name, "changes": list(option.lines)}
    edit(given.opened, [Add(Scenario.kind, id, body)], check=check).write()
    if as_json:
        say_json({"plan": given.name, "scenario": id, "changes": list(option.lines)})
    else:
        say(f"{toned('Kept', 'good')} option {number} as the scenario `{id}` of {given.name}.")


# ---------------------------------------------------------------- cures


def say_cures(cures: Sequence[Option], then: Score, name: str, lines: Sequence[str]) -> None:
    """Print the cheapest ways to give back what a change has taken, and, given its `lines`, how to have both."""
    say_heading("The cheapest cures")
    if not cures:
        say(toned("  No move on the menu gives any of it back.", "bad"))
        return
    for number, option in enumerate(cures, 1):
        sentence = option.sentence.removesuffix(".")
        said = f"{sentence}. It {_costs(option)}; {_given_back(option, then)}."
        for n, part in enumerate(wrapped(said, indent=5, first=5)):
            say(f"  {number}. {part}" if n == 0 else part)
    if not lines:
        return
    say()
    say(toned("Both at once:", "quiet"))
    # Not wrapped, so that it can be copied.
    say(toned(f"  fairlead set {shlex.join([name, *lines, *cures[0].lines])}", "quiet"))


def _costs(option: Option) -> str:
    if abs(option.price) < 0.5:
        return "costs nothing"
    return f"{'costs' if option.price > 0 else 'saves'} {money(abs(option.price), option.score.plan)}"


def _given_back(option: Option, then: Score) -> str:
    """Return what gets surer: all that is promised, else the goals that gain most."""
    score, plan = option.score, option.score.plan
    if score.chance_of_all is not None and percent(score.chance_of_all) != percent(then.chance_of_all or 0.0):
        everything = len(score.goals) > 1 or score.chance_of_budget is not None
        what = "all of it together" if everything else "it"
        return f"{what} has {percent(score.chance_of_all)} instead of {percent(then.chance_of_all or 0.0)}"
    gains = {id: chance - then.goals[id] for id, chance in score.goals.items() if id in then.goals}
    best = [id for id in sorted(gains, key=lambda id: -gains[id]) if gains[id] >= _A_POINT][:_MOST_GAINS]
    if best:
        return listed(
            f"{plan.goals[id].title} has {percent(score.goals[id])} instead of {percent(then.goals[id])}"
            for id in best
        )
    earlier = round((then.finish_p80 - score.finish_p80) / 1440)
    if earlier > 0 and then.local(then.finish_p80) is not None:
        return f"it is done {counted(earlier, 'day')} earlier at P80"
    return "nothing gets surer by more than a point"
