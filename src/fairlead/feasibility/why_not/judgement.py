"""What is known of a plan's dates: a verified schedule that keeps them, a proof that none does, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fairlead.schedule.levelling.placed import PeopleSchedule

OF_MONEY = "what is quick enough costs too much"
"""The proof of what can be done in time, and can be paid for, but not both."""


class Answer(Enum):
    """What is known of a plan's dates."""

    FITS = "fits"
    CANNOT = "can't"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Judgement:
    """An answer and what it rests on: a verified schedule, or a proof with the tasks and people that it names."""

    answer: Answer
    schedule: PeopleSchedule | None = None
    proof: str = ""
    tasks: tuple[str, ...] = ()
    who: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether a schedule has been found."""
        return self.answer is Answer.FITS

    @property
    def cannot(self) -> bool:
        """Whether it is proven that there is none."""
        return self.answer is Answer.CANNOT


UNDECIDED = Judgement(Answer.UNDECIDED)
