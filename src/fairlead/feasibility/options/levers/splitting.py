"""Let work be interrupted for more urgent work of the same people."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.plan.changes import Set


def split(look: Look) -> Iterator[Move]:
    """Yield that tasks may be split, where the plan doesn't allow it yet and somebody keeps work waiting."""
    if look.is_never("split") or look.plan.settings.options.split_when_levelling or not look.bottlenecks:
        return
    lines = said_lines(look.plan, [Set("plan", "plan", "options.split_when_levelling", "yes")])
    yield Move(
        "split", "Let people put a task aside for a more urgent one", lines, frozenset({"splitting"}),
        risk="Each change of task costs time that no estimate holds.", weight=0.5,
    )  # fmt: skip
