"""A task: what is to be done, how long it takes, who does it, when it can be, and how far it is.

Each part of that is a small class of its own; `Task` puts them together. A task knows its parent and its rank among
its siblings, never its children: nesting in the document is notation.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from fairlead.plan.entities.base import Entity, Flag, Id, Many, Number, Part, Reference, Text
from fairlead.plan.entities.fields import (
    DurationField,
    EstimateField,
    LinkField,
    MomentField,
    MoneyField,
    NeedField,
    OutcomeField,
    PercentField,
    PeriodField,
    RhythmField,
    WhoField,
    WindowsField,
)
from fairlead.plan.entities.uncertainty import DistributionName
from fairlead.plan.values import Outcome

ActivityType = Literal[
    "start milestone", "finish milestone", "level of effort", "WBS summary", "resource dependent"
]
"""What Primavera P6 makes of an activity where it isn't a task by its own calendar and duration."""


class HowLong(Part):
    """Exactly one of `estimate`, `work` and `duration`, unless the task is a milestone, a summary or has `modes`.

    `estimate` is the time it takes while all it needs is on it, `work` is person-time shared by whoever does it,
    `duration` passes by itself. `size` scales what a template says. `outcomes` are times of which it takes one, each
    with its share, in the sense of `estimate` and instead of it; with `estimate` beside them a schedule takes that.
    `distribution` and `certainty` say how a range is spread, and how wide it is where none is said.
    """

    estimate: EstimateField | None = None
    work: EstimateField | None = None
    duration: EstimateField | None = None
    outcomes: Many[OutcomeField] = ()
    distribution: DistributionName | None = None
    certainty: Text | None = None
    milestone: Flag = False
    estimated: Flag = False
    size: Annotated[Number, Field(gt=0)] | None = None
    use: Reference | None = None
    every: RhythmField | None = None
    split: Flag = True
    unproven: Flag = False
    task_type: Literal["fixed units", "fixed work", "fixed duration"] | None = None
    effort_driven: Flag | None = None
    activity_type: ActivityType | None = None


class Assignment(Part):
    """What another tool knows of one person's part in a task, beyond who and at what share."""

    who: Reference
    share: PercentField | None = None
    work: DurationField | None = None
    spent: DurationField | None = None
    left: DurationField | None = None
    delay: DurationField | None = None
    started: MomentField | None = None
    done: MomentField | None = None
    resume: MomentField | None = None
    contour: Text | None = None
    rate_table: Literal["A", "B", "C", "D", "E"] | None = None
    cost: MoneyField | None = None


class Mode(Part):
    """One way to do a task, where there are several: how long it takes then, by whom and with what, for how much.

    Exactly one of `estimate`, `work` and `duration`; `needs`, `who` and `cost` come on top of what the task itself
    says.
    """

    name: Text | None = None
    estimate: EstimateField | None = None
    work: EstimateField | None = None
    duration: EstimateField | None = None
    needs: Many[NeedField] = ()
    who: Many[WhoField] = ()
    cost: MoneyField | None = None


class Raci(Part):
    """Who is responsible, accountable, consulted and informed; holds for everything below unless said otherwise."""

    R: Many[Reference] = ()
    A: Reference | None = None
    C: Many[Reference] = ()
    I: Many[Reference] = ()  # noqa: E741 - the letter is the field's name in every RACI matrix


class WhoDoesIt(Part):
    """`who` is decided; `needs` is what the task asks for and the engine picks, as it picks one of the `modes`.

    `instead` are other ways that nobody has decided on: `options` may propose them, no schedule takes them by itself.
    What they say of time, `needs` and `who` is in place of the task's own, their `cost` comes on top of it.
    """

    needs: Many[NeedField] = ()
    who: Many[WhoField] = ()
    modes: Many[Mode] = ()
    instead: Many[Mode] = ()
    assignments: Many[Assignment] = ()
    same_as: Many[Reference] = ()
    not_as: Many[Reference] = ()
    apart_from: Many[Reference] = ()
    raci: Raci | None = None
    gate: Many[Reference] = ()
    calendar: Reference | None = None
    ignore_hours: Flag = False
    setup: Text | None = None


class WhenItCanBe(Part):
    """Links, constraints and deadlines; a deadline never moves anything."""

    after: Many[LinkField] = ()
    in_order: Flag = False
    start: WindowsField | None = None
    finish: WindowsField | None = None
    as_late_as_possible: Flag = False
    deadline: MomentField | None = None
    expected_finish: MomentField | None = None
    manual: Flag = False
    inactive: Flag = False
    external: Flag = False
    levelling_delay: DurationField | None = None
    priority: Annotated[int, Field(ge=0, le=1000)] | None = None


class WhetherAtAll(Part):
    """Branches: work that is only there with a certain chance, or only when something else has come about.

    `only_if` and `unless` name risks (which strike), tasks (which are there themselves) and options of decisions
    (`decision.option`): all of `only_if` and none of `unless` must be so. On a summary it holds for all below.
    """

    chance: PercentField | None = None
    only_if: Many[Reference] = ()
    unless: Many[Reference] = ()


class HowFar(Part):
    """Facts: what has happened; without a status date of the plan nothing has."""

    started: MomentField | None = None
    done: MomentField | None = None
    left: EstimateField | None = None
    left_work: DurationField | None = None
    spent: DurationField | None = None
    percent: PercentField | None = None
    percent_work: PercentField | None = None
    percent_physical: PercentField | None = None
    percent_type: Literal["duration", "physical", "units"] | None = None
    reported: MomentField | None = None
    suspended: MomentField | None = None
    resumed: MomentField | None = None
    parts: Many[PeriodField] = ()


class Retry(Part):
    """A test that may fail: how likely, and what is then repeated."""

    chance: PercentField
    repeat: Many[Reference] = ()


class WhatItIsWorth(Part):
    """Money, scope, and what counts as done."""

    scope: Literal["must", "should", "could"] = "must"
    value: Number | None = None
    cost: MoneyField | None = None
    account: Reference | None = None
    cost_accrual: Literal["start", "finish", "prorated"] | None = None
    invoice: MoneyField | None = None
    delivers: Many[Text] = ()
    accept: Many[Text] = ()
    retry: Retry | None = None


class Task(HowLong, WhoDoesIt, WhenItCanBe, WhetherAtAll, HowFar, WhatItIsWorth, Entity):
    """A piece of work, a milestone, or a summary of the tasks below it."""

    kind: ClassVar[str] = "task"
    section: ClassVar[str] = "tasks"

    wbs: Text | None = None
    ticket: Text | None = None
    parent: Id | None = None
    rank: float = 0.0

    def body(self) -> dict[str, Any]:
        """Return the plain form as the document writes it; the place is not in it, since nesting says it."""
        body = super().body()
        body.pop("parent", None)
        body.pop("rank", None)
        return body

    @property
    def scale(self) -> Decimal:
        """What its template's estimates are multiplied by."""
        return self.size if self.size is not None else Decimal(1)

    @property
    def likeliest(self) -> Outcome | None:
        """The outcome with the greatest share, the first of several; None where it says none."""
        return max(self.outcomes, key=lambda outcome: outcome.share, default=None)

    def in_mode(self, mode: Mode) -> Task:
        """Return the task as it is done in one of its modes: with that mode's time and all that both need.

        `cost` stays the task's own; what the mode costs comes on top of it.
        """
        return self.model_copy(
            update={
                "modes": (),
                "estimate": mode.estimate,
                "work": mode.work,
                "duration": mode.duration,
                "needs": (*self.needs, *mode.needs),
                "who": (*self.who, *mode.who),
            }
        )

    @property
    def ways(self) -> tuple[Task, ...]:
        """The task as it is done in each of its modes, in their order; the task itself where it has none."""
        return tuple(map(self.in_mode, self.modes)) if self.modes else (self,)
