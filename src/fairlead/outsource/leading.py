"""The lead's own effort: whether anybody leads the plan, has the time for it, and who outside could."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fairlead.outsource.lacks import kind_of
from fairlead.outsource.ranking import Ground, Ranked, barred, hire_line
from fairlead.outsource.reasons import certificates, record, together
from fairlead.outsource.solving import Solved, solved
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Person
from fairlead.plan.errors import FairleadError
from fairlead.plan.hiring import earliest, hours_cost
from fairlead.plan.references import space_kinds
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.plan.templates import expanded
from fairlead.plan.values import Moment, slug
from fairlead.plan.values.certifications import Certification
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.load import load_of
from fairlead.schedule.why.words import said_date

SHARE_OF_WORK = 0.12
"""What leading takes of the work that is led. Source: Jones, Applied Software Measurement, 1991: management took 12 %
of the effort of small projects up to 18 % of the largest, in more than 1,300 of them; the share here is the lower end,
since leads of teams take part of it.
"""

_LEAST, _MOST = 0.2, 0.9
"""One person leads with a fifth of their time at least, and nine tenths at most: the rest is mail and training."""

_STEP = 0.05
_QUARTER = 25

CERTIFICATES = frozenset(
    [
        "PMP",
        "PGMP",
        "PFMP",
        "CAPM",
        "PMI-ACP",
        "CSM",
        "A-CSM",
        "CSP-SM",
        "PSM",
        "PRINCE2",
        "IPMA",
        "MSP",
        "SAFE",
    ]
)
"""Certificates that say somebody has learnt to lead projects, programmes or agile teams."""

_SKILLS = frozenset(
    ["leading", "leadership", "project-management", "programme-management", "program-management", "management",
     "scrum", "pm", "projektleitung"]
)  # fmt: skip
_ROLES = (
    "project manager",
    "programme manager",
    "program manager",
    "project lead",
    "technical lead",
    "scrum master",
    "delivery lead",
    "projektleiter",
)


def is_for_leading(certificate: Certification) -> bool:
    """Tell whether a certificate is one for leading projects."""
    words = certificate.name.upper().replace("®", "").split()
    return bool(words) and words[0].strip(",;") in CERTIFICATES


@dataclass(frozen=True)
class Leading:
    """Who leads (None: nobody), what share of one person's time that takes, and what they have left beside their work.

    `share` and `free` are of one person's time. A gap is where they have less than it takes; `burdened` is the plan
    solved with leading as load of whoever leads now, None where nobody does or it isn't a gap.
    """

    who: str | None
    name: str
    share: float
    free: float
    team: int
    first: date
    last: date
    base: Solved = field(repr=False)
    burdened: Solved | None = field(default=None, repr=False)

    @property
    def is_gap(self) -> bool:
        """Whether nobody leads, or whoever does has too little time for it."""
        return self.who is None or self.free < self.share - _STEP + 0.005

    @property
    def extent(self) -> int:
        """How many percent of somebody's time are missing, in whole quarters; 0 where it is no gap."""
        missing = self.share - (self.free if self.who is not None else 0.0)
        return min(-(-round(100 * missing) // _QUARTER) * _QUARTER, 100) if self.is_gap else 0

    @property
    def late(self) -> int:
        """The working minutes by which the plan finishes later with leading as load of whoever leads now."""
        return max(self.base.worked_until(self.burdened), 0) if self.burdened is not None else 0

    @property
    def sentence(self) -> str:
        """What is so, in plain words."""
        people = "1 person" if self.team == 1 else f"{self.team} people"
        takes = f"leading {people} takes about {self.share:.0%} of somebody's time"
        if self.who is None:
            return f"Nobody leads this plan, and {takes}."
        left = f"{self.name} has {self.free:.0%} left beside other work"
        return f"{left}, and {takes}." if self.is_gap else f"{left}; {takes}."

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that add the effort of leading to the plan, as standing load of whoever leads.

        Where nobody does there is somebody new, for as much as it takes.
        """
        takes = f"takes {self.share:.0%}"
        if self.who is not None:
            return (f'add duty "Leading the plan" who {self.who} {takes}',)
        taken = {id for kind in space_kinds("person") for id in self.base.plan.of_kind(kind)}
        id = slug("project manager", taken, fallback="lead")
        return (
            f'add person "Technical project manager" id {id} role "Project manager" from {self.first.isoformat()}',
            f'add duty "Leading the plan" who {id} {takes}',
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "who": self.who,
            "share": self.share,
            "free": self.free,
            "gap": self.is_gap,
            "missing_share": self.extent / 100,
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "late_minutes": self.late,
            "sentence": self.sentence,
            "lines": list(self.lines),
        }


def leading(plan: Plan, base: Solved, luck: Luck | None = None) -> Leading | None:
    """Return how a plan is led; None for one without people, or alone."""
    whole = expanded(plan)
    team = sum(person.count for person in whole.people.values())
    if team < 2:
        return None
    share = min(max(round(SHARE_OF_WORK * team / _STEP) * _STEP, _LEAST), _MOST)
    who = lead_of(whole, _today(base))
    free = _free(base, who) if who is not None else 0.0
    name = whole.people[who].title if who is not None else ""
    last = base.schedule.compiled.axis.local(base.finish - 1).date()
    found = Leading(who, name, share, free, team, _today(base), max(last, _today(base)), base)
    if who is None or not found.is_gap:
        return found
    try:
        burdened = solved(with_lines(plan, found.lines, check=check), luck or Luck(), costs=False)
    except FairleadError:
        return found
    return replace(found, burdened=burdened)


def lead_of(plan: Plan, today: date) -> str | None:
    """Return who leads: the plan's `manager`, else by role, else by a certificate in force."""
    if plan.settings.manager in plan.people:
        return plan.settings.manager
    by_role = (one.id for one in plan.people.values() if _has_role(one))
    return next(by_role, None) or next(
        (one.id for one in plan.people.values() if _certified(one, today)), None
    )


def _has_role(person: Person) -> bool:
    return any(word in (person.role or "").casefold() for word in _ROLES)


def _certified(each: Person | Candidate, today: date) -> bool:
    found = map(Certification.parse, each.certifications)
    return any(is_for_leading(one) and one.holds_on(today) for one in found)


def _today(base: Solved) -> date:
    compiled = base.schedule.compiled
    return compiled.axis.local(max(compiled.ground.plan_start, compiled.ground.status_date)).date()


def _free(base: Solved, who: str) -> float:
    """Return the share of somebody's hours that their work on tasks and standing duties leave."""
    party = next((each for each in load_of(base.schedule).parties if each.id == who), None)
    capacity = party.whole.capacity if party is not None else 0
    if party is None or not capacity:
        return 1.0
    return max(1.0 - party.whole.work / capacity, 0.0)


def ranked_leads(ground: Ground, gap: Leading, stopped: Callable[[], bool] | None = None) -> list[Ranked]:
    """Return the candidates for leading: those who can, by the odds, the finish and the price with them.

    They are hired for the share that is missing, and all of it is leading, so that they are given no tasks. Where
    somebody leads now they are compared with leading as load of that person. Their hours are paid as a cost line.
    """
    burdened = scored(gap.burdened.plan, ground.luck) if gap.burdened is not None else None
    found = []
    for each in ground.plan.candidates.values():
        if each.hired is None and not (stopped is not None and stopped()):
            found.append(_against(_ranked(ground, gap, each), gap, burdened))
    return sorted(found, key=_order)


def _order(each: Ranked) -> tuple[bool, int, float, int, float]:
    certified = sum("certified" in reason or "leads:" in reason for reason in each.reasons)
    return (bool(each.out), -certified, -round(each.chance_gain or 0.0, 3), -each.finish_gain, each.price)


def _ranked(ground: Ground, gap: Leading, each: Candidate) -> Ranked:
    plan, today = ground.plan, ground.today
    reasons = tuple(_reasons(plan, gap, each, today))
    ranked = Ranked(each.id, each.title, "candidate", reasons)
    out = barred(plan, each) or _unfit(each, today)
    begin = earliest(plan, each) or gap.first
    if not out and begin > gap.last:
        out = f"can begin on {said_date(begin)}, after the plan is done"
    if out:
        return replace(ranked, out=out)
    return ground.tried(ranked, lead_lines(gap, each))


def _against(ranked: Ranked, gap: Leading, burdened: Score | None) -> Ranked:
    """Return somebody compared with the plan in which leading is load of whoever leads now."""
    if burdened is None or gap.burdened is None or ranked.solved is None or ranked.score is None:
        return replace(ranked, worth=None)
    chance = None
    if ranked.score.chance_of_all is not None and burdened.chance_of_all is not None:
        chance = ranked.score.chance_of_all - burdened.chance_of_all
    return replace(
        ranked,
        worth=None,
        finish_gain=gap.burdened.finish - ranked.solved.finish,
        chance_gain=chance,
    )


def _unfit(each: Candidate, today: date) -> str:
    """Return why nothing says that somebody can lead; empty where something does."""
    if _certified(each, today) or _skills_of_leading(each):
        return ""
    past = [one for one in map(Certification.parse, each.certifications) if is_for_leading(one) and one.until]
    if past and past[0].until is not None:
        return f"says that they lead by a certificate alone, and {past[0].name} expired on {said_date(past[0].until)}"
    return "has no certificate and no skill of leading projects"


def _skills_of_leading(each: Candidate) -> list[str]:
    return [skill for skill in each.skills if skill.casefold() in _SKILLS]


def _reasons(plan: Plan, gap: Leading, each: Candidate, today: date) -> Iterator[str]:
    if skills := _skills_of_leading(each):
        yield "leads: " + ", ".join(f"{skill} at level {each.skills[skill]}" for skill in skills)
    yield from certificates(each, today, gap.last)
    if field_skills := [skill for skill in each.skills if skill in field_of(plan)]:
        yield f"knows the field: {', '.join(field_skills)}"
    yield from record(plan, each)
    yield from together(plan, each, gap.first)


def field_of(plan: Plan) -> list[str]:
    """Return the skills that the plan's open work asks for most, the first most often."""
    counts: dict[str, int] = {}
    for task in expanded(plan).tasks.values():
        if task.done is None and not task.inactive:
            for need in task.needs:
                for skill in need.alternatives:
                    if kind_of(plan, skill) == "skill":
                        counts[skill.what] = counts.get(skill.what, 0) + 1
    return sorted(counts, key=lambda each: -counts[each])


def lead_lines(gap: Leading, each: Candidate) -> tuple[str, ...]:
    """Return the lines that hire somebody to lead, give them nothing else to do, and pay for it."""
    plan = gap.base.plan
    hire = hire_line(plan, each, gap.first, gap.last, gap.extent)
    begin = max(earliest(plan, each) or gap.first, gap.first)
    name = json.dumps(f"Leading by {each.title}", ensure_ascii=False)
    since = begin + _learning(plan, each)
    lines = [hire, f"add duty {name} who {each.id} takes {_MOST:.0%} from {since.isoformat()}"]
    compiled = gap.base.schedule.compiled
    start = compiled.axis.minute(Moment.parse(begin.isoformat()))
    before, after = compiled.hours.calendar(0).work_before([start, gap.base.finish])
    share = min(gap.extent, 100 * (each.share.fraction if each.share is not None else 1))
    minutes = max(Decimal(int(after - before)), Decimal(0)) * Decimal(share) / 100
    price = hours_cost(plan, each.id, minutes, begin)
    if price is not None:
        lines.append(f"add cost {name} amount {price} on {begin.isoformat()}")
    return tuple(lines)


def _learning(plan: Plan, each: Candidate) -> timedelta:
    """Return how long somebody learns the work at half their hours, which leaves no nine tenths for leading."""
    moment = plan.settings.status_date or plan.settings.start
    after = earliest(plan, Candidate(id=each.id, lead_time=each.ramp_up))
    return after - moment.date if moment is not None and after is not None else timedelta()
