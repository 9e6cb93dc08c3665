"""Where the answer goes: a terminal with colours and a width, or a pipe that gets plain text."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fairlead.draw.tables import Table

PIPE_WIDTH = 100
_STYLES: dict[str, dict[str, Any]] = {
    "heading": {"bold": True},
    "strong": {"bold": True},
    "quiet": {"dim": True},
    "good": {"fg": "green"},
    "bad": {"fg": "red", "bold": True},
    "doubtful": {"fg": "yellow"},
    "command": {"fg": "cyan"},
}


NARROW = 100
"""With fewer columns than these, dates are brief and tables have fewer columns."""

VERY_NARROW = 72
"""With fewer columns than these, tables show only what matters most."""


def at_terminal(*, err: bool = False) -> bool:
    """Whether somebody looks at it: standard output (or standard error) is a terminal, or FORCE_COLOR says so."""
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stderr if err else sys.stdout).isatty()


def coloured(*, err: bool = False) -> bool:
    """Whether colours may be used; NO_COLOR and a dumb terminal forbid them."""
    return at_terminal(err=err) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def narrow() -> bool:
    """Whether somebody looks at it through a narrow window."""
    return at_terminal() and width() < NARROW


def width() -> int:
    """Return the columns there are: the terminal's, in a pipe those of COLUMNS or 100."""
    from shutil import get_terminal_size

    return max(get_terminal_size((PIPE_WIDTH, 24)).columns, 40)


def toned(text: str, tone: str) -> str:
    """Return the text in a tone (heading, strong, quiet, good, bad, doubtful, command) where there are colours."""
    return click.style(text, **_STYLES[tone]) if tone and text and coloured() else text


def say(text: str = "") -> None:
    """Print a line, its colours only where they were asked for."""
    click.echo(harmless(text), color=coloured())


def harmless(text: str, *, colours: bool = True) -> str:
    """Return the text without what could move a cursor, clear a screen or turn a line around; line ends and tabs stay.

    A plan comes from anywhere, and any text in it may hold such signs. Colours stay where `colours` says so.
    """
    from fairlead.draw.text import clean

    if all(line.isprintable() for line in text.split("\n")):
        return text
    kept = _OWN_COLOURS if colours else _LINE_ENDS
    return "".join(piece if n % 2 else clean(piece) for n, piece in enumerate(kept.split(text)))


_LINE_ENDS = re.compile(r"([\n\t])")
_OWN_COLOURS = re.compile(r"([\n\t]|\x1b\[[0-36;]*m)")


def wrapped(text: str, *, indent: int = 0, first: int = 0) -> list[str]:
    """Return the lines of a paragraph broken at words; `first` columns of the first line are taken already."""
    from textwrap import wrap

    lines = wrap(
        text,
        width(),
        initial_indent=" " * first,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [line[first:] if number == 0 else line for number, line in enumerate(lines)] or [""]


def say_heading(text: str) -> None:
    """Print a heading with an empty line above it."""
    say()
    say(toned(text, "heading"))


def say_table(table: Table, *, gap: bool = True) -> None:
    """Print a table, after an empty line unless `gap` is False: drawn at a terminal, aligned text in a pipe."""
    from fairlead.draw.tables import as_text

    text = _drawn(table) if at_terminal() else as_text(table)
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    if gap:
        say()
    say(lines.strip("\n"))


def _drawn(table: Table) -> str:
    from rich.console import Console

    from fairlead.draw.tables import as_rich

    console = Console(highlight=False, width=width(), force_terminal=True)
    with console.capture() as captured:
        console.print(as_rich(table))
    return captured.get()


def say_json(value: Any) -> None:
    """Print one JSON object on a line of its own."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(", ", ": "), default=str) + "\n")


def warn(text: str) -> None:
    """Print a line beside the answer, on standard error."""
    click.echo(harmless(text), err=True)


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return the number with its noun: 1 task, 2 tasks, 1,200 tasks."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return the words as people list them: a, b and c."""
    *most, end = list(words) or [""]
    return f"{', '.join(most)} {last} {end}" if most else end
