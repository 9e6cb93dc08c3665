"""What a branch depends on: `only_if` and `unless` name risks, tasks, and options of decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fairlead.plan.document import Plan


@dataclass(frozen=True, slots=True)
class Condition:
    """A risk that strikes, a task that is there, or an option of a decision that is chosen."""

    kind: Literal["risk", "task", "decision"]
    id: str
    option: str | None = None
    """The option, of a decision only."""


def condition_of(plan: Plan, text: str) -> Condition | None:
    """Return what `r-motor`, `pilot` or `gripper.suction` means in a plan with its templates unfolded.

    An id of a task or risk comes before an option of a decision. None for what the plan doesn't have, and for a
    decision without an option or with one that isn't among its `options`.
    """
    if text in plan.risks:
        return Condition("risk", text)
    if text in plan.tasks:
        return Condition("task", text)
    return next(
        (
            Condition("decision", id, option)
            for id, option in options_in(plan, text)
            if option in plan.decisions[id].options
        ),
        None,
    )


def options_in(plan: Plan, text: str) -> Iterator[tuple[str, str]]:
    """Yield every way to read a text as `decision.option`, whether the decision has that option or not."""
    for place, letter in enumerate(text):
        if letter == "." and text[:place] in plan.decisions:
            yield text[:place], text[place + 1 :]
