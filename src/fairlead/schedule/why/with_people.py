"""Why a task is where it is in the schedule that respects people, and what about them would move it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from fairlead.plan.entities import Goal
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.schedule import Schedule
from fairlead.schedule.why.answer import Step
from fairlead.schedule.why.counterfactuals import Counterfactual, Tried, counterfactuals
from fairlead.schedule.why.people_chain import chain


@dataclass(frozen=True, slots=True)
class WhyWithPeople:
    """The answer: dates, the chain back to the plan's start, and what would make it earlier.

    `differs` tells whether people put it elsewhere than logic alone. `left` is how many changes there was no time to
    try.
    """

    id: str
    start: datetime
    finish: datetime
    differs: bool
    chain: tuple[Step, ...]
    counterfactuals: tuple[Counterfactual, ...]
    left: int

    @property
    def has_people(self) -> bool:
        """Whether anybody, or anything there is too little of, stands in the chain."""
        return any(step.who is not None for step in self.chain)

    def sections(self) -> list[tuple[str, list[str]]]:
        """Return each question with its answers, the steps back numbered; what has no answer is left out."""
        width = len(str(len(self.chain)))
        steps = [f"{number:>{width}}. {step.sentence}" for number, step in enumerate(self.chain, 1)]
        moving = [each.sentence for each in self.counterfactuals]
        if self.left:
            moving.append(f"in a plan of this size {self.left} more changes were not tried")
        found = [("Why then, with your people?", steps), ("What would move it?", moving)]
        return [(heading, items) for heading, items in found if items]

    def to_json(self) -> dict[str, Any]:
        """Return plain data: moments as ISO text on the plan's wall clock, lengths in working minutes."""
        said: dict[str, Any] = {
            "start": self.start.isoformat(),
            "finish": self.finish.isoformat(),
            "chain": [_plain(asdict(step)) for step in self.chain],
            "counterfactuals": [_plain(asdict(each)) for each in self.counterfactuals],
            "not_tried": self.left,
        }
        for each in said["counterfactuals"]:
            for key in ("moves", "moves_plan"):
                each[f"{key}_minutes"] = each.pop(key)
        return said


def why_with_people(
    schedule: Schedule, people: PeopleSchedule, id: str, *, agreed: bool = False
) -> WhyWithPeople | None:
    """Return why a task, a summary or a goal is where it is with people; None where that schedule doesn't have it.

    `people` is the same plan's schedule within the limits of people; `agreed` says that it is what was agreed, not
    just levelled. A summary and a goal are explained by what finishes last of them. Of plans that are
    scheduled from their finish nothing is said: there what comes after binds, not who is busy before.
    """
    if schedule.compiled.options.from_finish:
        return None
    asked = _asked(schedule, people, id)
    span = people.span_of(asked) if asked is not None else None
    if asked is None or span is None:
        return None
    steps = chain(schedule, people, asked)
    differs = _differs(schedule, asked, (people.local(span[0]), people.local(span[1])))
    waiting = differs or any(step.who is not None for step in steps)
    tried = counterfactuals(schedule, people, asked, steps, agreed=agreed) if waiting else Tried()
    return WhyWithPeople(
        id, people.local(span[0]), people.local(span[1]), differs, steps, tried.found, tried.left
    )


def _asked(schedule: Schedule, people: PeopleSchedule, id: str) -> str | None:
    """Return the task that is asked about: of a goal the one that is done last."""
    entity = schedule.compiled.plan.work(id)
    if not isinstance(entity, Goal):
        return id
    spans = {each: span for each in entity.done_when if (span := people.span_of(each)) is not None}
    return max(spans, key=lambda each: spans[each][1], default=None)


def _differs(schedule: Schedule, id: str, span: tuple[datetime, datetime]) -> bool:
    logic = schedule.tasks.get(id)
    return logic is not None and (logic.start, logic.finish) != span


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
