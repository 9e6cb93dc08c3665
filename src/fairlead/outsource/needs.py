"""One gap of a team: which skill, how much, from when to when, and worth what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairlead.outsource.lacks import Lack, somebody
from fairlead.outsource.solving import Solved
from fairlead.plan.document import Plan

LEAST_GAIN = 720
"""Minutes of the clock, over the finish and all goals, below which a gain is none."""


@dataclass(frozen=True)
class Need:
    """One gap, and the plan solved `before` and with somebody in it (`helped`).

    `gain` are the working minutes by which the plan finishes earlier with somebody for `share` percent of their time
    from `first` on, which is the latest day that brings all of it; `last` is their last day of work. `latest` is the
    latest first day that still helps (by half a day, of the finish and all goals together); where `nobody` can do some
    of the work now (the tasks of `without`), the latest that makes nothing later.

    `value` is the difference of the two solves in money: penalties and costs that are saved, the newcomer's own pay
    left out, and the days of the finish where a worth was given; `rate` is that for each of their `hours` of work.
    `lines` add such a person to the plan.
    """

    lack: Lack
    title: str
    share: int
    first: date
    last: date
    latest: date
    gain: int
    goals: Mapping[str, int]
    """By how many minutes of the clock each goal is met earlier."""
    value: float
    hours: float
    tasks: tuple[str, ...]
    without: tuple[str, ...]
    lines: tuple[str, ...]
    who: str
    """The id of the newcomer that `lines` add."""
    before: Solved = field(repr=False)
    helped: Solved = field(repr=False)
    together: tuple[str, ...] = ()
    """What has to be filled at the same time, since neither helps alone: `value`, `gain` and `lines` are of all."""
    beside: tuple[str, ...] = ()
    """The lines that fill that alone."""
    all_hours: float | None = None
    """The hours of work of all who are needed together."""

    @property
    def skill(self) -> str:
        """The skill, team or person of whom there is too little."""
        return self.lack.what

    @property
    def level(self) -> int:
        """The level that is enough."""
        return self.lack.level

    @property
    def nobody(self) -> bool:
        """Whether the plan has work that nobody can do without them, so that it has no worth that is finite."""
        return self.lack.nobody

    @property
    def penalties(self) -> float:
        """What is saved in penalties of late goals."""
        return self.before.penalty - self.helped.penalty

    @property
    def costs(self) -> float:
        """What is saved in standing costs and in others' hours."""
        return self.before.cost - self.helped.cost

    @property
    def rate(self) -> float | None:
        """The highest rate an hour worth paying; None where nothing says what a gain is worth."""
        hours = self.all_hours or self.hours
        return self.value / hours if self.value > 0 and hours > 0 and not self.nobody else None

    def to_json(self, currency: str | None) -> dict[str, Any]:
        """Return it as plain data."""
        rate = None if self.rate is None else {"amount": f"{self.rate:.2f}", "currency": currency}
        value = None if self.nobody else {"amount": f"{self.value:.2f}", "currency": currency}
        return {
            "kind": self.lack.kind,
            "skill": self.skill,
            "level": self.level,
            "title": self.title,
            "share": self.share / 100,
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "latest_start": self.latest.isoformat(),
            "gain_minutes": self.gain,
            "goals": [{"id": id, "gain_minutes": gain} for id, gain in self.goals.items()],
            "without": self.before.to_json(currency),
            "with": self.helped.to_json(currency),
            "value": value,
            "highest_rate": rate,
            "hours": self.hours,
            "tasks": list(self.tasks),
            "unfilled": list(self.without),
            "together_with": list(self.together),
            "lines": list(self.lines),
        }


def sum_of_gains(need: Need) -> int:
    """Return how much earlier the plan and its goals are, all added up, in minutes."""
    return need.gain + sum(need.goals.values())


def title_of(plan: Plan, lack: Lack) -> str:
    """Return what is looked for, in a few words: `Backend, level 3 or more`."""
    if lack.kind == "team":
        return f"One more in the team {plan.teams[lack.what].title}"
    if lack.kind == "person":
        return f"Somebody beside {somebody(plan, lack.what).title}"
    level = f", level {lack.level} or more" if lack.level else ""
    return f"{lack.what[:1].upper()}{lack.what[1:]}{level}"
