"""The load that `fairlead people` found, of one plan or of several beside each other, and how it is spoken of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fairlead.cli.wording import Words
from fairlead.plan.document import Plan

if TYPE_CHECKING:
    from fairlead.schedule.load import Load


@dataclass(frozen=True)
class FoundLoad:
    """The load at the dates asked for, and the one by logic alone.

    `plan` has the names of everybody and of the tasks; `basis` is what the dates go by, `with_whom` says it in words.
    `say_span` prints from when to when the work goes on. `too_much` heads the list of what is too much at these dates,
    `avoided` says of what is too much by logic whether these dates avoid it.
    """

    plan: Plan
    basis: str
    with_whom: str
    load: Load
    by_logic: Load
    say_span: Callable[[Words], None]
    too_much: str = "Too much at once, by work that is fixed or begun"
    avoided: str = " (the dates with your people avoid it)"
