"""Help that teaches by example: one sentence, examples, options; and the list of all commands in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import click

from fairlead.cli.commands import COMMANDS, GROUPS
from fairlead.cli.scenarios import scenario_option
from fairlead.cli.screen import toned

Example: TypeAlias = tuple[str, str]
"""A command line and what it does, in a few words."""

_WIDEST = 100
"""Longer lines than these are tiring to read."""


class TaughtCommand(click.Command):
    """A command whose help shows examples before options."""

    examples: Sequence[Example] = ()

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sentence, what is good to know, and the examples."""
        super().format_help_text(ctx, formatter)
        write_pairs(formatter, "Examples", self.examples)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, their names in the tone of commands."""
        write_pairs(formatter, "Options", _options(self, ctx))

    def get_help(self, ctx: click.Context) -> str:
        """Return the help as wide as the terminal, within what is pleasant to read."""
        return laid_out(ctx, self.format_help)


def taught(
    name: str, *examples: Example, more: str = "", scenario: bool = True
) -> Callable[[Callable[..., Any]], TaughtCommand]:
    """Return the decorator that turns a function into the command of this name in the table.

    `more` follows the sentence of the table; examples are whole command lines and what they do. The command takes
    `--scenario` unless it says not to.
    """

    def make(function: Callable[..., Any]) -> TaughtCommand:
        text = "\n\n".join(filter(None, (COMMANDS[name].summary, more)))
        made = click.command(name, cls=TaughtCommand, help=text)(
            scenario_option(function) if scenario else function
        )
        made.examples = examples
        return made

    return make


_INTRODUCTION = (
    "Plan a project in one plain-text file: when it will be done, what decides that, and what to do now."
)
_EXAMPLES: tuple[Example, ...] = (
    ("fairlead init robot.yaml", "begin a plan"),
    ("fairlead robot.yaml", "what matters now"),
    ("fairlead check robot.yaml", "what is wrong, and the remedy"),
    ('fairlead set robot.yaml "arm estimate 5d"', "change it in plain words"),
    ("fairlead schedule robot.yaml", "dates, critical path, float, goals"),
    ("fairlead optimize robot.yaml", "the best order of the work"),
    ("fairlead people robot.yaml", "who has how much to do"),
    ("fairlead gantt robot.yaml -o robot.svg", "draw it"),
    ("fairlead show robot.yaml bench", "why is this task where it is?"),
    ("fairlead import rollout.xml -o plan.yaml", "bring in a Microsoft Project plan"),
)
_CLOSING = (
    "PLAN may be left out in a folder with one plan; any readable file can stand for it, - is standard input, "
    "PLAN@REV a revision in git. Every command explains itself: fairlead COMMAND --help."
)


def overview(ctx: click.Context) -> str:
    """Return the help of `fairlead` itself: usage, examples, every command in its group."""
    return laid_out(ctx, _write_overview)


def laid_out(ctx: click.Context, write: Callable[[click.Context, click.HelpFormatter], None]) -> str:
    """Return what `write` puts into a formatter of the right width."""
    width = ctx.terminal_width or min(_terminal_width(), _WIDEST)
    formatter = click.HelpFormatter(width=width)
    write(ctx, formatter)
    return formatter.getvalue().rstrip("\n")


def _terminal_width() -> int:
    from shutil import get_terminal_size

    return max(get_terminal_size((80, 24)).columns, 40)


def _write_overview(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_usage("fairlead", "PLAN")
    formatter.write_usage("fairlead", "COMMAND [PLAN] ...", prefix="       ")
    formatter.write_paragraph()
    formatter.write_text(_INTRODUCTION)
    write_pairs(formatter, "Examples", _EXAMPLES)
    widest = max(map(len, COMMANDS))
    for group, entries in GROUPS.items():
        write_pairs(formatter, group, [(name, entry.summary) for name, entry in entries.items()], widest)
    write_pairs(formatter, "Options", _options(ctx.command, ctx), widest)
    formatter.write_paragraph()
    formatter.write_text(_CLOSING)


def _options(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    options = [each for each in command.get_params(ctx) if isinstance(each, click.Option)]
    return [record for option in options if (record := option.get_help_record(ctx))]


def write_pairs(
    formatter: click.HelpFormatter, title: str, pairs: Iterable[tuple[str, str]], least: int = 0
) -> None:
    """Write a section of two columns, the left one at least so wide; examples too wide for that go line by line."""
    pairs = tuple(pairs)
    if not pairs:
        return
    left, right = (max(len(pair[side]) for pair in pairs) for side in (0, 1))
    with formatter.section(toned(title, "heading")):
        if title != "Examples" or left + right + 4 <= formatter.width:
            width = max(left, least)
            toned_pairs = [(toned(first.ljust(width), "command"), second) for first, second in pairs]
            formatter.write_dl(toned_pairs, col_max=width)
        else:
            for first, second in pairs:
                formatter.write(f"  {toned(first, 'command')}\n      {second}\n")
