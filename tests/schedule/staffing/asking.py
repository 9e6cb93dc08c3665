"""Plans of a few lines with their limits, in words: who is on a task in which mode, and for how long."""

from __future__ import annotations

from textwrap import dedent

from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.staffing import FULL, Demand, Mode, Staffed, staffed
from tests.plans import a_plan


def limits(text: str) -> Staffed:
    """The limits of an indented text's plan."""
    return staffed(compile_plan(a_plan("name: Test\n" + dedent(text))))


def demand(found: Staffed, id: str) -> Demand:
    """What a task asks for."""
    place = found.place_of(id)
    assert place is not None
    return found.demands[place]


def said(found: Staffed, mode: Mode) -> str:
    """A mode such as `480m: 2 of ana|tom, rig at 50%`."""
    minutes = "+".join(f"{part.minutes}m" for part in mode.parts)
    return f"{minutes}: {', '.join(_slot(found, *slot[:3]) for slot in mode.slots)}"


def modes(found: Staffed, id: str) -> list[str]:
    """All modes of a task in words, in their order."""
    return [said(found, mode) for mode in demand(found, id).modes]


def messages(found: Staffed) -> list[str]:
    """Whatever was found, as `task: message`."""
    return [f"{finding.id}: {finding.message}" for finding in found.findings]


def _slot(found: Staffed, eligible: tuple[int, ...], count: int, units: int) -> str:
    names = "|".join(found.resources[number].id for number in eligible)
    share = f" at {100 * units // FULL}%" if units != FULL else ""
    return f"{count} of {names}{share}" if count > 1 else f"{names}{share}"
