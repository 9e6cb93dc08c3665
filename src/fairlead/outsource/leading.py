"""The lead's own effort: whether anybody leads the plan, and has the time for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from fairlead.outsource.credentials import certified, has_role_of_leading
from fairlead.outsource.effort import MOST, own_duty, part_of_effort, share_of_one
from fairlead.outsource.needs import LEAST_GAIN
from fairlead.outsource.phrases import said_hours
from fairlead.outsource.solving import Solved, solved
from fairlead.plan.apply import apply
from fairlead.plan.changes import Remove
from fairlead.plan.document import Plan
from fairlead.plan.entities import Duty
from fairlead.plan.errors import FairleadError
from fairlead.plan.language import say
from fairlead.plan.references import space_kinds
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.plan.templates import expanded
from fairlead.plan.values import Moment, slug
from fairlead.risk.scoring import Luck
from fairlead.schedule.load import capacity_of, load_of

_TOLERANCE = 0.045
"""What is lacking by less than a step of five percent is rounding."""

_QUARTER = 25


@dataclass(frozen=True)
class Leading:
    """Who leads (None: nobody), what share of one person's time that takes, and what they have left beside their work.

    `share` and `free` are of one full time from `first` to `last`. `part` is what part of all effort that is, as
    finished projects reported it; None where the plan says it by a `duty`. `relieved` is the plan solved without
    leading as load of whoever leads now, `burdened` with it; None where nobody does, or they do nothing else.
    """

    who: str | None
    name: str
    share: float
    free: float
    team: int
    hours: float
    first: date
    last: date
    base: Solved = field(repr=False)
    part: float | None = None
    duty: Duty | None = None
    outside: bool = False
    """Whether whoever leads isn't one of the plan's people, so that their time isn't counted."""
    certificate: str = ""
    """The certificate alone by which they are taken for the lead; empty where the plan says more."""
    relieved: Solved | None = field(default=None, repr=False)
    burdened: Solved | None = field(default=None, repr=False)

    @property
    def is_gap(self) -> bool:
        """Whether nobody leads, or whoever does has too little time for it, or the duty of leading makes the plan late.

        Where the plan has no such duty, time that is enough on the whole is enough: days differ.
        """
        return self.who is None or self._lacks_time or (self.duty is not None and self.harms)

    @property
    def _lacks_time(self) -> bool:
        return self.who is not None and not self.outside and self.free < self.share - _TOLERANCE

    @property
    def harms(self) -> bool:
        """Whether leading makes the plan, or its goals taken together, later by half a day or more."""
        before, after = self.relieved, self.burdened
        if before is None or after is None:
            return False
        late = [finish - before.goals.get(id, finish) for id, finish in after.goals.items()]
        return sum(max(each, 0) for each in (after.finish - before.finish, *late)) >= LEAST_GAIN

    @property
    def extent(self) -> int:
        """How many percent of somebody's time are missing, in whole quarters; 0 where it is no gap."""
        if not self.is_gap:
            return 0
        missing = self.share - self.free if self._lacks_time else self.share
        return min(max(-(-round(100 * missing) // _QUARTER), 1) * _QUARTER, 100)

    @property
    def late(self) -> int:
        """The working minutes by which the plan finishes later with leading as load of whoever leads now."""
        if self.relieved is None or self.burdened is None:
            return 0
        return max(self.relieved.worked_until(self.burdened), 0)

    @property
    def sentence(self) -> str:
        """What is so, in plain words."""
        people = "1 person" if self.team == 1 else f"{self.team} people"
        if self.duty is not None:
            takes = (
                f"leading takes {self.share:.0%} of a full time, as the plan's duty `{self.duty.title}` says"
            )
        else:
            hours = said_hours(self.hours)
            takes = f"leading {people} through {hours} of work takes about {self.share:.0%} of a full time"
        if self.who is None:
            return f"Nobody leads this plan, and {takes}."
        if self.outside:
            return f"{self.name} leads, but isn't one of the people whose time the plan counts; {takes}."
        left = f"{self.name} has {self.free:.0%} of a full time left beside other work"
        return f"{left}, and {takes}." if self.is_gap else f"{left}; {takes}."

    @property
    def is_for_several(self) -> bool:
        """Whether it takes more than one person can give, so that leads of teams take part of it."""
        return self.part is not None and self.share >= MOST

    @property
    def inferred(self) -> str:
        """On what they are taken for the lead where the plan doesn't say it; empty where it does."""
        return f"{self.name} is taken for the lead by a certificate alone: {self.certificate}." * bool(
            self.certificate
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that add the effort of leading to the plan, as standing load of whoever leads.

        Where nobody does there is somebody new, for as much as it takes; none where the plan has it as a duty.
        """
        takes = f"takes {self.share:.0%}"
        if self.outside or (self.duty is not None and self.who is not None):
            return ()
        if self.who is not None:
            return (f'add duty "Leading the plan" who {self.who} {takes}',)
        taken = {id for kind in space_kinds("person") for id in self.base.plan.of_kind(kind)}
        id = slug("project manager", taken, fallback="lead")
        person = f'add person "Technical project manager" id {id} role "Project manager" from {self.first.isoformat()}'
        if self.duty is not None:
            return (person, f"{self.duty.id} who {id}")
        return (person, f'add duty "Leading the plan" who {id} {takes}')

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "who": self.who,
            "share": self.share,
            "free": self.free,
            "people": self.team,
            "work_hours": self.hours,
            "part_of_effort": self.part,
            "duty": self.duty.id if self.duty is not None else None,
            "outside": self.outside,
            "gap": self.is_gap,
            "missing_share": self.extent / 100,
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "late_minutes": self.late,
            "sentence": self.sentence,
            "lines": list(self.lines),
        }


def leading(plan: Plan, base: Solved, luck: Luck | None = None) -> Leading | None:
    """Return how a plan is led; None for one without people, or alone, and for one whose people's work is done."""
    whole = expanded(plan)
    if sum(person.count for person in whole.people.values()) < 2:
        return None
    ahead = _Ahead.of(base)
    if not ahead.work:
        return None
    duty, luck, lead = own_duty(whole), luck or Luck(), lead_of(whole, ahead.first)
    who = lead.who if not lead.outside else None
    relieved = _relieved(plan, duty, luck) if duty is not None and who is not None else None
    if duty is not None and duty.takes is not None:
        share, part = _taken(base, relieved, who, ahead) or float(duty.takes.fraction), None
    else:
        share, part = share_of_one(ahead.team, ahead.work / ahead.time), part_of_effort(ahead.team)
    free = min(ahead.free_of(who) + (share if duty is not None else 0.0), 1.0) if who is not None else 0.0
    found = Leading(lead.who, lead.name, share, free, ahead.team, ahead.work / 60, ahead.first, ahead.last, base,
                    part, duty, lead.outside, lead.certificate)  # fmt: skip
    if who is None or not ahead.work_of.get(who):
        return found
    if duty is not None:
        return replace(found, relieved=relieved, burdened=base)
    try:
        burdened = solved(with_lines(plan, found.lines, check=check), luck, costs=False)
    except FairleadError:
        return found
    return replace(found, relieved=base, burdened=burdened)


class Lead(NamedTuple):
    """Who leads, and whether they are outside of the people whose time the plan counts."""

    who: str | None
    name: str
    outside: bool = False
    certificate: str = ""
    """The certificate alone by which they are taken for it."""


def lead_of(plan: Plan, today: date) -> Lead:
    """Return who leads: who has the duty of leading, else the plan's `manager`, by role, by a certificate in force."""
    duty = own_duty(plan)
    for id in (*(duty.who if duty is not None else ()), plan.settings.manager):
        if id is not None and (named := _as_lead(plan, id)) is not None:
            return named
    for one in plan.people.values():
        if has_role_of_leading(one):
            return Lead(one.id, one.title)
    for one in plan.people.values():
        if (found := certified(one, today)) is not None:
            return Lead(one.id, one.title, certificate=str(found))
    return Lead(None, "")


def _as_lead(plan: Plan, id: str) -> Lead | None:
    """Return somebody who is named as the lead: a person, for a team its lead, or a firm or stakeholder outside."""
    if id in plan.people:
        return Lead(id, plan.people[id].title)
    if id in plan.teams:
        team = plan.teams[id]
        members = [person.id for person in plan.people.values() if person.team == id]
        first = next((each for each in (team.lead, team.deputy, *members) if each in plan.people), None)
        return Lead(first, plan.people[first].title) if first is not None else None
    outside = plan.find(id, ("stakeholder", "supplier"))
    return Lead(id, outside.title, outside=True) if outside is not None else None


class _Ahead(NamedTuple):
    """What is ahead of the plan's people: working days from `first` to `last`, in minutes of one full time (`time`),
    minutes of work of all and of each, and what each has to give beside standing duties.
    """

    first: date
    last: date
    time: int
    team: int
    work: int
    work_of: dict[str, int]
    capacity_of: dict[str, int]
    span: tuple[int, int]

    @classmethod
    def of(cls, base: Solved) -> _Ahead:
        compiled = base.schedule.compiled
        now = base.schedule.decidable_from
        last = compiled.axis.local(max(base.finish - 1, now)).date()
        first = min(_working_day(base, now), max(last, compiled.axis.local(now).date()))
        last = max(first, last)
        edges = (_minute(base, first), _minute(base, last + timedelta(days=1)))
        load = load_of(base.schedule, "day")
        people = compiled.plan.people
        cells = {
            party.id: [
                cell
                for period, cell in zip(load.periods, party.cells, strict=True)
                if period.start.date() >= first
            ]
            for party in load.parties
            if party.id in people
        }
        work = {id: sum(cell.work for cell in each) for id, each in cells.items()}
        before, after = compiled.hours.calendar(0).work_before([*edges])
        return cls(
            first,
            last,
            max(int(after - before), 1),
            max(sum(people[id].count for id, minutes in work.items() if minutes), 1),
            sum(work.values()),
            work,
            {id: sum(cell.capacity for cell in each) for id, each in cells.items()},
            edges,
        )

    def free_of(self, who: str) -> float:
        """Return what share of one full time somebody's work on tasks and standing duties leave."""
        return max(self.capacity_of.get(who, 0) - self.work_of.get(who, 0), 0) / self.time


def _working_day(base: Solved, minute: int) -> date:
    """Return the first day of the plan's calendar with work at or after a moment."""
    compiled = base.schedule.compiled
    calendar = compiled.hours.calendar(0)
    place = int(np.searchsorted(calendar.ends, minute, side="right"))
    if place >= len(calendar.starts):
        return compiled.axis.local(minute).date()
    return compiled.axis.local(max(int(calendar.starts[place]), minute)).date()


def _minute(base: Solved, day: date) -> int:
    return base.schedule.compiled.axis.minute(Moment(day))


def _relieved(plan: Plan, duty: Duty, luck: Luck) -> Solved | None:
    """Return the plan solved without leading as load; None where it can't be."""
    try:
        return solved(apply(plan, [Remove("duty", duty.id, unlink=True)], check=check), luck, costs=False)
    except FairleadError:
        return None


def _taken(base: Solved, relieved: Solved | None, who: str | None, ahead: _Ahead) -> float | None:
    """Return what share of one full time a duty takes of somebody: what they could give without it, less with it."""
    if relieved is None or who is None:
        return None
    edges = np.array(ahead.span, np.int64)

    def given(solved: Solved) -> float:
        return float(capacity_of(solved.schedule.compiled, who, edges).minutes.sum())

    taken = (given(relieved) - given(base)) / ahead.time
    return taken if taken > 0 else None


def without_duty(plan: Plan, duty: Duty | None) -> Sequence[str]:
    """Return the line that takes the duty of leading out of a plan; none where it has none."""
    return [say(Remove("duty", duty.id), plan)] if duty is not None and duty.id in plan.duties else []
