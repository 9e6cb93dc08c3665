"""A look at a plan that takes a while: what is being looked at stands on the line of progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fairlead.cli.plans import Given
from fairlead.cli.searching import Progress, Report, Stopped, searched
from fairlead.plan.errors import PlanError

T = TypeVar("T")

Told = Callable[[str], None]
"""Told in a few words what is being looked at."""


class _Doing:
    seconds = 0.0
    best = bound = None

    def __init__(self, what: str) -> None:
        self.what = what


def looked_at(given: Given, look: Callable[[Told, Stopped], T]) -> T:
    """Return what a look at a plan brings; Ctrl-C ends it with what is known by then.

    Raises PlanError with file and line.
    """

    def search(report: Report, stopped: Stopped) -> T:
        return look(lambda what: report(_Doing(what)), stopped)

    try:
        return searched(search, _line, limit=1.0, kept="what is known by then").answer
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem


def _line(seconds: float, progress: Progress | None) -> str:
    what = progress.what if isinstance(progress, _Doing) else "reading the plan"
    return f"{what}, {seconds:.0f} s"
