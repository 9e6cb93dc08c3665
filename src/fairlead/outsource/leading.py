"""The lead's own effort: whether anybody leads the plan, and has the time for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fairlead.outsource.certifications import Certification
from fairlead.outsource.solving import Solved
from fairlead.plan.document import Plan
from fairlead.plan.templates import expanded
from fairlead.schedule.load import load_of

SHARE_OF_WORK = 0.12
"""What leading takes of the work that is led; a judgement within the tenth to the sixth that is usual. Source: Jones,
Applied Software Measurement, 3rd edition, 2008, chapter 3 (project management as a share of effort).
"""

_LEAST, _STEP = 0.2, 0.05
_WORDS = (
    "project manager",
    "programme manager",
    "program manager",
    "technical lead",
    "scrum master",
    "project lead",
)


@dataclass(frozen=True, slots=True)
class Leading:
    """Who leads (None: nobody), what share of one person's time that takes, and what they have left beside their work.

    `share` and `free` are of one person's time. A gap is where they have less than it takes.
    """

    who: str | None
    share: float
    free: float
    team: int

    @property
    def is_gap(self) -> bool:
        """Whether nobody leads, or whoever does has too little time for it."""
        return self.who is None or self.free < self.share - 0.005

    @property
    def sentence(self) -> str:
        """What is so, in plain words."""
        people = "1 person" if self.team == 1 else f"{self.team} people"
        takes = f"leading {people} takes about {self.share:.0%} of somebody's time"
        if self.who is None:
            return f"Nobody leads this plan, and {takes}."
        left = f"{self.who} has {self.free:.0%} left beside other work"
        return f"{left}, and {takes}." if self.is_gap else f"{left}; {takes}."

    @property
    def line(self) -> str:
        """The line that adds the effort of leading to the plan, as standing load of whoever leads; empty for nobody."""
        return (
            "" if self.who is None else f'add duty "Leading the plan" who {self.who} takes {self.share:.0%}'
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "who": self.who, "share": self.share, "free": self.free, "gap": self.is_gap, "sentence": self.sentence,
        }  # fmt: skip


def leading(plan: Plan, base: Solved) -> Leading | None:
    """Return how a plan is led; None for one without people, or alone."""
    whole = expanded(plan)
    team = sum(person.count for person in whole.people.values())
    if team < 2:
        return None
    share = min(max(round(SHARE_OF_WORK * team / _STEP) * _STEP, _LEAST), 1.0)
    who = _lead(whole)
    return Leading(who, share, _free(whole, base, who) if who is not None else 0.0, team)


def _lead(plan: Plan) -> str | None:
    if plan.settings.manager in plan.people:
        return plan.settings.manager
    for person in plan.people.values():
        if any(word in (person.role or "").casefold() for word in _WORDS):
            return person.id
        if any(Certification.parse(text).is_for_leading for text in person.certifications):
            return person.id
    return None


def _free(plan: Plan, base: Solved, who: str) -> float:
    """Return the share of somebody's hours that the work on tasks leaves, duties of leading counted as leading."""
    party = next((each for each in load_of(base.schedule).parties if each.id == who), None)
    capacity = party.whole.capacity if party is not None else 0
    if party is None or not capacity:
        return 1.0
    return max(1.0 - party.whole.work / capacity, 0.0)
