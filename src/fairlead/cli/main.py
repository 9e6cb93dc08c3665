"""The command line: finds the command, runs it, and turns errors into one message and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from fairlead import __version__
from fairlead.cli.commands import COMMANDS
from fairlead.cli.help import overview
from fairlead.cli.scenarios import choose_none
from fairlead.cli.screen import coloured, harmless
from fairlead.plan.errors import FairleadError, PlanError, ReadError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_WRONG_INPUT = 2
_SURROUNDINGS_FAILED = 3
_INTERRUPTED = 130
_SELDOM = 100_000
"""New objects between two looks for garbage: hardly any of a plan is, and looking often costs a tenth of a command."""


class _Commands(click.Group):
    """A group that imports a command when it is run; a plan's file in a command's place means `home`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"fairlead.cli.{COMMANDS[name].module}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            args = _said_without_words()
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            if not _looks_like_a_file(args[0]):
                raise click.UsageError(_no_such_command(args[0]), ctx)
            args = ["home", *args]
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        return overview(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from fairlead.cli.completing import commands_and_plans

        return commands_and_plans(incomplete)


def _said_without_words() -> list[str]:
    """`fairlead` alone is the home page in a folder with one plan, help elsewhere."""
    from fairlead.cli.folder import plans_in

    return ["home"] if len(plans_in(".")) == 1 else ["--help"]


def _looks_like_a_file(word: str) -> bool:
    return word == "-" or os.path.exists(word) or any(mark in word for mark in "./@")


def _no_such_command(word: str) -> str:
    near = get_close_matches(word, COMMANDS, n=1)
    remedy = f"Did you mean `{near[0]}`?" if near else "`fairlead --help` shows all commands."
    return f"there is no command or plan `{word}`. {remedy}"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="fairlead", message="%(prog)s %(version)s")
def cli() -> None:
    """Hold the commands together; each has a module of its own."""
    choose_none()


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 the answer is no, 2 wrong input, 3 the surroundings failed."""
    gc.set_threshold(_SELDOM, 20, 20)
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; raises nothing but what FAIRLEAD_DEBUG asks to see."""
    _write_what_can_be_written()
    try:
        code: Any = cli.main(
            args=None if args is None else list(args),
            prog_name="fairlead",
            standalone_mode=False,
            color=coloured(),
        )
        sys.stdout.flush()
        return int(code or 0)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.exceptions.Abort:
        return _told("stopped", _INTERRUPTED)
    except click.ClickException as problem:
        return _misused(problem)
    except (PlanError, ReadError) as problem:
        return _found(problem)
    except FairleadError as problem:
        return _told(str(problem), problem.exit_code)
    except KeyboardInterrupt:
        return _told("stopped", _INTERRUPTED)
    except (BrokenPipeError, SystemExit):
        # Whoever reads the output has had enough (`fairlead schedule | head`); that is no fault. Click leaves by
        # SystemExit then, and when a shell asked for completions.
        with suppress(OSError):  # an output without a file behind it has nothing left to write
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as problem:
        return _surroundings(problem)
    except Exception as fault:
        return _fault(fault)


def _write_what_can_be_written() -> None:
    """A terminal that knows no arrows shows question marks for them, and a closed output takes nothing.

    Neither must stop a command.
    """
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 # open to the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if getattr(stream, "encoding", None) and stream.encoding.lower().replace("-", "") != "utf8":
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="replace")


def _misused(problem: click.ClickException) -> int:
    context = getattr(problem, "ctx", None)
    _told(problem.format_message(), _WRONG_INPUT)
    if context is not None and context.command is not cli:
        click.echo(f"Examples and options: {context.command_path} --help", err=True)
    return _WRONG_INPUT


def _found(problem: PlanError | ReadError) -> int:
    from fairlead.cli.findings import say_findings

    say_findings(problem.findings, err=True)
    return problem.exit_code


def _told(message: str, code: int) -> int:
    click.echo(f"fairlead: {harmless(message)}", err=True)
    return code


def _surroundings(problem: OSError) -> int:
    if os.environ.get("FAIRLEAD_DEBUG"):
        raise problem
    where = f"{problem.filename}: " if problem.filename else ""
    return _told(f"{where}{problem.strerror or problem}", _SURROUNDINGS_FAILED)


def _fault(fault: Exception) -> int:
    if os.environ.get("FAIRLEAD_DEBUG"):
        raise fault
    said = " ".join(f"{type(fault).__name__}: {fault}".split())[:300]
    return _told(f"a fault in Fairlead itself ({said}); FAIRLEAD_DEBUG=1 shows where", _SURROUNDINGS_FAILED)


if __name__ == "__main__":
    main()
