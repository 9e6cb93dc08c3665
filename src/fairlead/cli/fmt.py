"""`fairlead fmt`: a plan's text in good order, without losing a comment."""

from __future__ import annotations

from difflib import unified_diff

import click

from fairlead.cli.arguments import plans_argument
from fairlead.cli.help import taught
from fairlead.cli.plans import STANDARD_INPUT, named, open_named
from fairlead.cli.screen import say, toned
from fairlead.exchange.importing import OpenedImport
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.files import write_atomically
from fairlead.plan.opening import Opened

_TONES = {"+": "good", "-": "bad", "@": "quiet"}


@taught(
    "fmt",
    ("fairlead fmt robotics.yaml", "writes ids that nobody typed, tidies line ends"),
    ("fairlead fmt robotics.yaml --diff", "shows what would change, writes nothing"),
    ("fairlead fmt *.yaml --check", "for a hook or CI: 1 where something would change"),
    ("fairlead fmt - < robotics.yaml", "from standard input to standard output"),
    scenario=False,
)
@plans_argument
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where something would change."
)
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what would change.")
def command(plans: tuple[str, ...], only_check: bool, show_diff: bool) -> int:
    """Tidy each plan."""
    write = not (only_check or show_diff)
    changed = [_tidied(name, write=write, show_diff=show_diff) for name in plans or (named(None),)]
    return int(only_check and any(changed))


def _tidied(name: str, *, write: bool, show_diff: bool) -> bool:
    """Tidy one plan; return whether there was anything to tidy."""
    from fairlead.plan.formatting import format_text

    opened = _own_plan(name)
    old, new = opened.sources[0].text, format_text(opened)
    if show_diff:
        _say_diff(name, old, new)
    elif name == STANDARD_INPUT:
        click.echo(new, nl=False)
    elif write and new != old:
        write_atomically(name, new, force=True)
        say(f"{name}: {toned('tidied', 'good')}.")
    else:
        say(f"{name}: {'could be tidied' if new != old else 'in good order'}.")
    return new != old


def _own_plan(name: str) -> Opened:
    opened = open_named(name)
    if isinstance(opened, OpenedImport):
        raise RequestError(
            f"{name} is another tool's file; `fairlead import {name} -o plan.yaml` makes a plan of it"
        )
    if opened.errors:
        raise PlanError(opened.findings)
    return opened


def _say_diff(name: str, old: str, new: str) -> None:
    lines = unified_diff(old.splitlines(), new.splitlines(), name, f"{name} (tidied)", lineterm="", n=1)
    for line in lines:
        say(toned(line, _TONES.get(line[:1], "")))
