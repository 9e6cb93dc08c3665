"""Candidates and suppliers for a need: who fits, why, and what each does to finish, cost and odds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fairlead.outsource.certifications import Certification
from fairlead.outsource.needs import Need
from fairlead.outsource.regions import is_inside
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.errors import FairleadError
from fairlead.plan.hiring import earliest
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.verifying import verify
from fairlead.schedule.why.words import said_date

_WORKDAY = 9  # hours from the first to the last of an ordinary day


@dataclass(frozen=True)
class Ranked:
    """Somebody for a need. `reasons` speak for and against them; `out` is why they are ruled out, empty where not.

    `score` is of the plan with them, `line` hires them; `price` is what the plan then costs more, all in all.
    """

    id: str
    name: str
    kind: str
    reasons: tuple[str, ...]
    out: str = ""
    line: str = ""
    score: Score | None = field(default=None, repr=False)
    finish_gain: int = 0
    """Minutes of the clock by which the planned finish is earlier."""
    price: float = 0.0
    chance_gain: float | None = None

    def to_json(self, currency: str | None) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "reasons": list(self.reasons),
            "ruled_out": self.out or None,
            "line": self.line or None,
            "finish_gain_minutes": self.finish_gain,
            "price": {"amount": f"{self.price:.2f}", "currency": currency},
            "chance_gain": self.chance_gain,
            "figures": self.score.to_json() if self.score is not None else None,
        }


def ranked_for(plan: Plan, need: Need, before: Score, luck: Luck) -> list[Ranked]:
    """Return everybody outside for a need: those who fit by what they gain, then those ruled out."""
    today = _today(plan, before)
    found = [
        *(
            _candidate(plan, need, each, before, luck, today)
            for each in plan.candidates.values()
            if each.hired is None
        ),
        *(_supplier(plan, need, each, today) for each in plan.suppliers.values() if each.skills),
    ]
    return sorted(
        found, key=lambda each: (bool(each.out), -(each.chance_gain or 0.0), -each.finish_gain, each.price)
    )


def _today(plan: Plan, before: Score) -> date:
    ground = before.forecast.compiled.ground
    return before.forecast.local(max(ground.plan_start, ground.status_date)).date()


def _candidate(plan: Plan, need: Need, each: Candidate, before: Score, luck: Luck, today: date) -> Ranked:
    reasons = tuple(_reasons(plan, need, each, today))
    out = _ruled_out(plan, need, each) or _too_late(plan, need, each)
    if out:
        return Ranked(each.id, each.title, "candidate", reasons, out)
    begin = max(earliest(plan, each) or need.first, need.first)
    until = max(need.last + timedelta(days=14), begin)  # with room, since they begin later and have to learn
    at = f" at {need.share}%" if need.share < 100 else ""
    line = f"hire {each.id} from {begin.isoformat()} until {until.isoformat()}{at}"
    try:
        changed = with_lines(plan, [line], check=check)
        if verify(changed, levelled(changed, luck.default_start)):
            return Ranked(each.id, each.title, "candidate", reasons, "the schedule with them doesn't hold")
        score = scored(changed, luck)
    except FairleadError as problem:
        return Ranked(each.id, each.title, "candidate", reasons, str(problem).splitlines()[0])
    chance = None
    if score.chance_of_all is not None and before.chance_of_all is not None:
        chance = score.chance_of_all - before.chance_of_all
    return Ranked(
        each.id, each.title, "candidate", reasons, "", line, score,
        before.planned_finish - score.planned_finish, score.planned_cost - before.planned_cost, chance,
    )  # fmt: skip


def _supplier(plan: Plan, need: Need, each: Supplier, today: date) -> Ranked:
    out = _ruled_out(plan, need, each)
    reasons = tuple(_reasons(plan, need, each, today))
    tasks = [id for id in need.tasks if id in plan.tasks and plan.tasks[id].started is None]
    line = f"{tasks[0]} needs [{each.id}]" if tasks and not out else ""
    return Ranked(each.id, each.title, "supplier", reasons, out, line)


def _ruled_out(plan: Plan, need: Need, each: Candidate | Supplier) -> str:
    levers = plan.settings.levers
    level = each.skills.get(need.skill)
    if level is None:
        learns = ", but learns it" if need.skill in each.learns else ""
        return f"has no {need.skill}{learns}"
    if level < need.level:
        return f"has {need.skill} at level {level}, and {need.level} is asked for"
    if levers is None:
        return ""
    if each.id in levers.never or each.kind in levers.never:
        return "the plan's `levers` say never"
    if levers.regions and each.location and not is_inside(each.location, levers.regions):
        return f"is in {each.location}, outside {', '.join(levers.regions)}"
    if levers.contractors == 0:
        return "the plan's `levers` allow no contractors"
    return ""


def _too_late(plan: Plan, need: Need, each: Candidate) -> str:
    begin = earliest(plan, each)
    if begin is not None and begin > need.latest and need.gain > 0:
        return f"can begin on {said_date(begin)}, and after {said_date(need.latest)} it no longer helps"
    return ""


def _reasons(plan: Plan, need: Need, each: Candidate | Supplier, today: date) -> Iterator[str]:
    """Yield what speaks for and against somebody, as the plan says it."""
    if (level := each.skills.get(need.skill)) is not None:
        yield f"{need.skill} at level {level}" + (f" (asked for: {need.level})" if need.level else "")
    for text in each.certifications:
        certificate = Certification.parse(text)
        if certificate.holds_on(today):
            until = f" until {said_date(certificate.until)}" if certificate.until else ""
            yield f"certified: {certificate.name}{until}"
        else:
            yield f"certificate {certificate.name} expired on {said_date(certificate.until or today)}"
    if isinstance(each, Candidate):
        yield from _record(plan, each)
    rate = plan.confidential(each.id).get("rate")
    if rate is not None:
        yield f"rate {_said_rate(rate.body()['value'])}"
    if each.location:
        yield f"in {each.location}"
    if (overlap := _overlap(plan, each, today)) is not None:
        yield f"{overlap:g} hours of a working day together with the team"


def _said_rate(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(
            str(each.get("rate", each)) if isinstance(each, dict) else str(each) for each in value
        )
    return str(value)


def _record(plan: Plan, each: Candidate) -> Iterator[str]:
    if each.years is not None:
        domains = f" in {', '.join(each.domains)}" if each.domains else ""
        yield f"{each.years} years{domains}"
    if each.degree:
        yield each.degree
    if each.tools:
        yield f"knows {', '.join(each.tools)}"
    if each.coaching:
        yield f"coaches: {', '.join(each.coaching)}"
    if (first := earliest(plan, each)) is not None:
        yield f"from {said_date(first)}"
    if each.contract:
        yield f"contract: {each.contract}"
    if each.references:
        yield f"references: {', '.join(each.references)}"


def _overlap(plan: Plan, each: Candidate | Supplier, today: date) -> float | None:
    calendar = plan.settings.calendar
    own = getattr(calendar, "zone", None) if not isinstance(calendar, str) else None
    if own is None or each.zone is None:
        return None
    noon = datetime(today.year, today.month, today.day, 12)
    try:
        here, there = (noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() for zone in (own, each.zone))
    except (KeyError, ValueError, OSError):
        return None
    apart = abs(((here or timedelta()) - (there or timedelta())).total_seconds()) / 3600
    return max(_WORKDAY - min(apart, 24 - apart), 0.0)
