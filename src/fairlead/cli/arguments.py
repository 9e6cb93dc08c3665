"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Figure(click.FloatRange):
    """A number in a range. `nan` lies on neither side of any bound, and is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; fails like other types of click."""
        found = super().convert(value, param, ctx)
        if isnan(found):
            self.fail(f"{value} is no number", param, ctx)
        return found


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
workers_option = click.option(
    "--workers",
    metavar="N|ADDRESS",
    help="Threads that simulate, or a Dask scheduler such as tcp://host:8786.",
)
force_option = click.option("--force", is_flag=True, help="Write over a file that exists.")


def plan_argument(function: F) -> F:
    """Add PLAN, which may be left out in a folder with one plan."""
    return click.argument("plan", required=False, shell_complete=_plans)(function)


def plans_argument(function: F) -> F:
    """Add PLAN..., any number of them."""
    return click.argument("plans", nargs=-1, metavar="[PLAN]...", shell_complete=_plans)(function)


def _plans(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> Any:
    from fairlead.cli.completing import files

    return files(incomplete)
