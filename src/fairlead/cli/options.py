"""`fairlead options`: several practical ways to make a plan work, what each costs, and applying one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from fairlead.cli.arguments import Figure, force_option, json_option, plan_argument
from fairlead.cli.bought import say_bought
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.help import taught
from fairlead.cli.kept_ways import apply_way, keep_aside, keep_ways
from fairlead.cli.looking_for_ways import Wish, bought_for, ways_for
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.screen import say, say_json, toned
from fairlead.cli.sums import sum_in
from fairlead.cli.ways import drawn_ways, say_ways
from fairlead.plan.errors import RequestError
from fairlead.plan.files import write_atomically


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
    "--time-limit", "seconds", metavar="S", type=Figure(1), default=60.0,
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
    _must_go_together(wanted, unwanted, budget, output, number=number, kept=kept, name=name, dry_run=dry_run)
    given, wish = sound(named(plan)), Wish(seconds, iterations, seed, wanted, unwanted)
    if number is not None:
        apply_way(given, number, dry_run=dry_run, as_json=as_json)
    elif kept is not None:
        keep_aside(given, kept, name, as_json=as_json)
    elif budget is not None:
        _buy(given, wish, sum_in(given.plan, "--budget", budget), as_json=as_json)
    else:
        _find(given, wish, output, force, as_json=as_json)


def _must_go_together(
    wanted: Sequence[str],
    unwanted: Sequence[str],
    budget: str | None,
    output: str | None,
    *,
    number: int | None,
    kept: int | None,
    name: str | None,
    dry_run: bool,
) -> None:
    """Raise RequestError where what is asked for excludes each other."""
    if number is not None and kept is not None:
        raise RequestError("--apply and --as-scenario exclude each other; do them in turn")
    if name is not None and kept is None:
        raise RequestError("--name belongs to --as-scenario")
    if dry_run and number is None:
        raise RequestError("--dry-run belongs to --apply")
    made = "--apply" if number is not None else "--as-scenario" if kept is not None else ""
    if made and (wanted or unwanted):
        raise RequestError(
            "--with and --without belong to the search; --apply and --as-scenario take what it found"
        )
    if made and budget is not None:
        raise RequestError(f"--budget searches, and {made} takes what the last search found; do them in turn")
    if output is not None and (made or budget is not None):
        raise RequestError(f"-o draws several ways side by side; leave it out with {made or '--budget'}")
    if budget is not None and wanted:
        raise RequestError(
            "--budget takes what buys most; leave --with out, or keep kinds out with --without"
        )
    if both := [word for word in wanted if word in unwanted]:
        raise RequestError(f"`{both[0]}` can't be both with and without")


def _find(given: Given, wish: Wish, output: str | None, force: bool, *, as_json: bool) -> None:
    found = ways_for(given, wish)
    kept = keep_ways(given, [(each.name, each.sentence, each.lines) for each in found.chosen])
    if as_json:
        say_json(found.to_json())
    else:
        say_ways(given, found, kept=kept)
    if output is None:
        return
    drawn = drawn_ways(found, Path(output).suffix.lower())
    if drawn is not None:
        write_atomically(output, drawn, force=force)
    if not as_json:
        nothing = "No chart: it compares costs and dates of at least two ways, today among them."
        say(f"{toned('Wrote', 'good')} {output}." if drawn is not None else toned(nothing, "doubtful"))


def _buy(given: Given, wish: Wish, budget: float, *, as_json: bool) -> None:
    found = bought_for(given, wish, budget)
    kept = keep_ways(given, [("Bought", found.best.sentence, found.lines)] if found.best is not None else [])
    if as_json:
        say_json(found.to_json())
    else:
        say_bought(given, found, kept=kept)
