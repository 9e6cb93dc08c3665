"""Writes docs/commands.md anew from what `--help` says; a test keeps it current."""

from __future__ import annotations

import os
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
WIDTH = "90"
INTRODUCTION = """\
# Commands

What `fairlead --help` and the help of every command say. This page is made by `scripts/write_commands.py`.

Exit codes: 0 done; 1 the answer is no (`check --strict`: warnings; `fmt --check`: something to tidy; `optimize`: no
schedule); 2 wrong input; 3 the surroundings failed. Output is plain text in a pipe; `NO_COLOR` and `FORCE_COLOR` are
respected. `FAIRLEAD_DEBUG=1` shows where a fault of Fairlead itself comes from.
"""


def reference() -> str:
    """Return the page: the list of commands, then the help of each."""
    os.environ.update(COLUMNS=WIDTH, NO_COLOR="1")
    from fairlead.cli.commands import GROUPS

    parts = [INTRODUCTION, _fenced(_help())]
    for group, entries in GROUPS.items():
        parts.append(f"## {group}\n")
        parts += [f"### {name}\n\n{_fenced(_help(name))}" for name in entries]
    return "\n".join(parts)


def _help(*command: str) -> str:
    from fairlead.cli.main import cli

    with cli.make_context("fairlead", [*command], resilient_parsing=True, terminal_width=int(WIDTH)) as outer:
        if not command:
            return cli.get_help(outer)
        found = cli.get_command(outer, command[0])
        assert found is not None
        with found.make_context(command[0], [], parent=outer, resilient_parsing=True) as inner:
            return found.get_help(inner)


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```\n"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
