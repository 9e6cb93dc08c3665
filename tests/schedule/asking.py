"""Plans of a few lines, scheduled; dates as people read them: `01-04 08:00` is Monday 4 January 2027."""

from __future__ import annotations

from datetime import datetime
from textwrap import indent

from fairlead.schedule.schedule import Schedule, schedule
from tests.plans import a_plan


def scheduled(text: str) -> Schedule:
    """The schedule of an indented text; begins on Monday 2027-01-04 unless it says otherwise."""
    return schedule(a_plan(text))


def tasks(*lines: str, head: str = "") -> Schedule:
    """The schedule of tasks of one line each, written without braces: `id: a, estimate: 2d`."""
    listed = "\n".join(f"- {{{line}}}" for line in lines)
    top = f"{head}\n" if head else ""
    return schedule(a_plan(f"name: Test\n{top}tasks:\n{indent(listed, '  ')}\n"))


def span(found: Schedule, id: str) -> str:
    """Start and finish of a task."""
    return f"{said(found[id].start)} to {said(found[id].finish)}"


def start(found: Schedule, id: str) -> str:
    """The start of a task."""
    return said(found[id].start)


def finish(found: Schedule, id: str) -> str:
    """The finish of a task."""
    return said(found[id].finish)


def said(moment: datetime | None) -> str:
    """A moment of 2027 without its year."""
    return "never" if moment is None else f"{moment:%m-%d %H:%M}".removeprefix("2027-")
