"""Plans of a few lines and schedules of a few words, checked. Moments are of 2027: `01-04 08:00` is a Monday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fairlead.plan.document import Plan
from fairlead.schedule.verifying import Violation, verify
from tests.plans import a_plan
from tests.schedule.laying import Said, laid


def violations(
    text: str | Plan, tasks: Mapping[str, Said], modes: Mapping[str, int] | None = None
) -> list[Violation]:
    """Everything that a schedule breaks of a plan."""
    plan = a_plan(text) if isinstance(text, str) else text
    return verify(plan, laid(plan, {id: of_2027(said) for id, said in tasks.items()}, modes))


def broken(text: str | Plan, tasks: Mapping[str, Said], modes: Mapping[str, int] | None = None) -> set[str]:
    """The codes of everything that a schedule breaks of a plan."""
    return {violation.code for violation in violations(text, tasks, modes)}


def of_2027(said: Sequence[Any]) -> Said:
    """The same with a year put before each moment."""
    if isinstance(said[0], str):
        return (f"2027-{said[0]}", f"2027-{said[1]}", *said[2:])
    return ([(f"2027-{begin}", f"2027-{end}") for begin, end in said[0]], *said[1:])
