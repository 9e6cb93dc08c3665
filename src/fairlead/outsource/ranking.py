"""Candidates and suppliers for a need: who fits, and what each does to finish, cost and odds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from fairlead.outsource.coming import first_day, is_priced
from fairlead.outsource.contracts import over_the_limit, unused_engagements
from fairlead.outsource.lacks import kind_of, skills_of, stand_ins
from fairlead.outsource.needs import LEAST_GAIN, Need
from fairlead.outsource.reasons import reasons_for
from fairlead.outsource.solving import Solved, only_while_there, solved
from fairlead.plan.changes import Change, Set
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.errors import FairleadError
from fairlead.plan.language import say
from fairlead.plan.levers import never_of
from fairlead.plan.regions import is_inside
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.why.words import said_date

_ROOM = timedelta(days=14)
"""How much longer than the need somebody is hired: they have to learn, and work slips."""

_SURER = 0.005
"""Odds that rise by less are shown as no other."""


@dataclass(frozen=True)
class Ranked:
    """Somebody for a need. `reasons` speak for and against them; `out` is why they are ruled out, empty where not.

    `lines` hire them (or give the work to the firm) and pay for what isn't used of a shortest engagement; `score` is of
    the plan then, `solved` its verified schedule. `price` is what the plan costs more as planned, penalties left out;
    `worth` what is saved with them all in all: penalties, costs, their own pay, and the days where a worth was given.
    """

    id: str
    name: str
    kind: str
    reasons: tuple[str, ...]
    out: str = ""
    lines: tuple[str, ...] = ()
    score: Score | None = field(default=None, repr=False)
    solved: Solved | None = field(default=None, repr=False)
    finish_gain: int = 0
    """Minutes of the clock by which the planned finish is earlier."""
    price: float = 0.0
    chance_gain: float | None = None
    goals: Mapping[str, int] = field(default_factory=dict)
    """By how many minutes of the clock each goal is met earlier as planned; negative for later."""
    worth: float | None = None
    priced: bool = True
    """Whether the plan knows what they cost; where it doesn't, `price` and `worth` leave their pay out."""

    def to_json(self, currency: str | None) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "reasons": list(self.reasons),
            "ruled_out": self.out or None,
            "lines": list(self.lines),
            "finish_gain_minutes": self.finish_gain,
            "price": {"amount": f"{self.price:.2f}", "currency": currency},
            "chance_gain": self.chance_gain,
            "goals": [{"id": id, "gain_minutes": gain} for id, gain in self.goals.items()],
            "net_worth": None
            if self.worth is None
            else {"amount": f"{self.worth:.2f}", "currency": currency},
            "pay_is_known": self.priced,
            "figures": self.score.to_json() if self.score is not None else None,
        }


@dataclass(frozen=True)
class Ground:
    """What everybody is compared with: the plan as it is, solved and scored; `day_worth` is of a day of the finish."""

    plan: Plan
    base: Solved
    before: Score
    luck: Luck
    day_worth: float = 0.0
    lines: tuple[str, ...] = ()
    """What has been added to the plan that is looked at, so that the lines of somebody begin with it."""

    def beside(self, need: Need) -> Ground:
        """Return the ground on which a need is filled: where it helps together with others alone, they are there."""
        if not need.beside:
            return self
        plan = with_lines(self.plan, need.beside, check=check)
        base = solved(plan, self.luck, costs=False)
        if base is None:
            return self
        return replace(self, plan=plan, base=base, before=scored(plan, self.luck), lines=need.beside)

    @property
    def today(self) -> date:
        """The first day on which anything can be decided."""
        return self.base.schedule.local(self.base.schedule.decidable_from).date()

    def tried(self, ranked: Ranked, lines: Sequence[str], firms: Sequence[str] = ()) -> Ranked:
        """Return somebody with the effect that these lines have."""
        try:
            changed = with_lines(self.plan, lines, check=check)
            found = solved(changed, self.luck, costs=False, unkept=self.base.unkept)
            if found is not None and (more := unused_engagements(changed, found.schedule, firms)):
                lines = (*lines, *more)
                changed = with_lines(self.plan, lines, check=check)
                found = solved(changed, self.luck, costs=False, unkept=self.base.unkept)
            if found is None:
                return replace(ranked, out="the schedule with them doesn't pass the checker")
            if not _is_there(found, changed.candidates.get(ranked.id)):
                return replace(
                    ranked, out="would be given work that ignores hours on days on which they aren't there"
                )
            score = scored(changed, self.luck)
        except FairleadError as problem:
            return replace(ranked, out=str(problem).splitlines()[0])
        found = replace(found, cost=score.planned_cost)
        chance = None
        if score.chance_of_all is not None and self.before.chance_of_all is not None:
            chance = score.chance_of_all - self.before.chance_of_all
        return replace(
            ranked,
            lines=(*self.lines, *lines),
            score=score,
            solved=found,
            finish_gain=self.base.finish - found.finish,
            price=found.cost - self.before.planned_cost,
            chance_gain=chance,
            goals={
                id: gain
                for id, finish in found.goals.items()
                if (gain := self.base.goals.get(id, finish) - finish)
            },
            worth=self._worth(found),
        )

    def _worth(self, found: Solved) -> float:
        days = found.worked_until(self.base) / found.schedule.compiled.units.day
        saved = self.base.penalty - found.penalty + self.before.planned_cost - found.cost
        return saved + self.day_worth * days


def _is_there(found: Solved, hired: Candidate | None) -> bool:
    if hired is None or hired.hired is None:
        return True
    until = hired.until.last if hired.until is not None else None
    return only_while_there(found, hired.id, hired.hired.date, until)


def ranked_for(ground: Ground, need: Need, stopped: Callable[[], bool] | None = None) -> list[Ranked]:
    """Return everybody outside for a need, the best first, those ruled out last.

    Where a gain is worth money the best is who leaves most of it, those whose pay isn't known after the others; else
    who brings the best odds, then the earliest finish, then the lowest price. Where nobody can do the work now, there
    is no gain to compare with, and price counts. Whoever makes nothing earlier, surer or cheaper is ruled out.
    """
    plan, found = ground.plan, []
    for candidate in plan.candidates.values():
        if candidate.hired is None and not (stopped is not None and stopped()):
            found.append(_candidate(ground, need, candidate))
    for supplier in plan.suppliers.values():
        if supplier.skills and not (stopped is not None and stopped()):
            found.append(_supplier(ground, need, supplier))
    return sorted((_if_it_helps(each, need) for each in found), key=lambda each: _order(each, need))


def _if_it_helps(each: Ranked, need: Need) -> Ranked:
    """Return somebody as ruled out where with them nothing is done earlier, and nothing is surer or cheaper."""
    if each.out or need.nobody or each.solved is None:
        return each
    earlier = max(each.finish_gain, 0) + sum(max(gain, 0) for gain in each.goals.values())
    if earlier >= LEAST_GAIN or (each.chance_gain or 0.0) >= _SURER or (each.worth or 0.0) >= 1:
        return each
    return replace(each, out="could come, but nothing would be done earlier with them")


def _order(each: Ranked, need: Need) -> tuple[bool, bool, float, float, int, float]:
    priced = need.rate is not None and each.worth is not None
    return (
        bool(each.out),
        need.rate is not None and not each.priced,
        -(each.worth or 0.0) if priced else 0.0,
        -round(each.chance_gain or 0.0, 3),
        -each.finish_gain,
        each.price,
    )


def _candidate(ground: Ground, need: Need, each: Candidate) -> Ranked:
    plan = ground.plan
    reasons = tuple(reasons_for(plan, need, each, ground.today))
    ranked = Ranked(each.id, each.title, "candidate", reasons, priced=is_priced(plan, each))
    out = _ruled_out(plan, need, each) or _too_late(plan, need, each)
    if out:
        return replace(ranked, out=out)
    changes: list[Change] = []
    if need.lack.kind == "team" and each.team != need.skill:
        changes.append(Set("candidate", each.id, "team", need.skill))
    if need.lack.kind == "person":
        changes += stand_ins(plan, need.skill, each.id)
    others = [say(change, plan) for change in changes]
    hire = hire_line(plan, each, need.first, need.last, need.share)
    tried = ground.tried(ranked, (hire, *others))
    if each.until is None and _gone_too_soon(tried):
        hire = hire_line(plan, each, need.first, None, need.share)
        tried = ground.tried(ranked, (hire, *others))
    return _with_pay(need, tried)


def _gone_too_soon(tried: Ranked) -> bool:
    """Tell whether work that somebody is given slips past their last day in some iterations, and is never done."""
    if tried.solved is None or tried.score is None:
        return False
    given = {
        placed.id.partition("#")[0]
        for placed in tried.solved.schedule
        if any(each.who == tried.id for each in placed.assigned)
    }
    return not given.isdisjoint(tried.score.forecast.blocked)


def hire_line(plan: Plan, each: Candidate, first: date, last: date | None, share: int) -> str:
    """Return the line that hires somebody for a time, as early as they can, with room where they begin later.

    Without a last day they stay for as long as there is work, unless they have said until when they are there.
    """
    begin = max(first_day(plan, each) or first, first)
    until = max(last + (begin - first) + _ROOM, begin) if last is not None else None
    if each.until is not None:
        until = max(min(until or each.until.last, each.until.last), begin)
    own = each.share.fraction if each.share is not None else 1
    ends = f" until {until.isoformat()}" if until is not None else ""
    at = f" at {share}%" if share / 100 < own else ""
    return f"hire {each.id} from {begin.isoformat()}{ends}{at}"


def _with_pay(need: Need, tried: Ranked) -> Ranked:
    """Return somebody with what speaks against them when it is all counted."""
    if tried.out or tried.worth is None or need.rate is None or tried.worth >= 0:
        return tried
    return replace(tried, reasons=(*tried.reasons, "costs more than is gained"))


def _supplier(ground: Ground, need: Need, each: Supplier) -> Ranked:
    """Return a firm with the effect of giving it all work of the need that it can do by itself."""
    plan = ground.plan
    reasons = tuple(reasons_for(plan, need, each, ground.today))
    ranked = Ranked(each.id, each.title, "supplier", reasons, priced=is_priced(plan, each))
    if out := _ruled_out(plan, need, each):
        return replace(ranked, out=out)
    first = first_day(plan, each)
    if first is not None and first > need.latest:
        return replace(ranked, out=_late(first, need))
    tasks = [id for id in need.tasks if _is_whole(plan, id, each)]
    if not tasks:
        return replace(ranked, out="no task of this could be given away whole")
    lines = []
    for id in tasks:
        lines.append(say(Set("task", id, "needs", [each.id]), plan))
        if plan.tasks[id].start is None and first is not None and first > ground.today:
            lines.append(say(Set("task", id, "start", f"from {first.isoformat()}"), plan))
    return _with_pay(need, ground.tried(ranked, lines, (each.id,)))


def _is_whole(plan: Plan, id: str, each: Supplier) -> bool:
    """Tell whether a task hasn't begun, and asks for nothing but skills that a firm has."""
    task = plan.tasks.get(id)
    if task is None or task.started is not None or task.who or task.modes:
        return False
    return all(
        any(
            kind_of(plan, skill) == "skill" and each.skills.get(skill.what, -1) >= (skill.level or 0)
            for skill in need.alternatives
        )
        for need in task.needs
    )


def _ruled_out(plan: Plan, need: Need, each: Candidate | Supplier) -> str:
    """Return why somebody doesn't come into question; empty where they do."""
    return _unable(plan, need, each) or barred(plan, each)


def barred(plan: Plan, each: Candidate | Supplier) -> str:
    """Return which of the plan's `levers` keeps somebody out; empty for none."""
    levers = plan.settings.levers
    if levers is None:
        return ""
    kinds = ("hire", "candidate") if isinstance(each, Candidate) else ("supplier", "outsource")
    ids = {each.id, *([each.supplier] if isinstance(each, Candidate) and each.supplier else [])}
    words = (never_of(levers, kind, ids) for kind in kinds)
    if (word := next((found for found in words if found is not None), None)) is not None:
        return f"the plan's `levers` say never `{word}`"
    if levers.regions and each.location and not is_inside(each.location, levers.regions):
        return f"in {each.location}, outside {', '.join(levers.regions)}"
    return over_the_limit(plan, each.id)


def _unable(plan: Plan, need: Need, each: Candidate | Supplier) -> str:
    asked = skills_of(plan, need.lack)
    if need.lack.kind != "skill":
        main = max(asked, key=lambda skill: asked[skill], default=None)
        if main is None or each.skills.get(main, -1) >= asked[main]:
            return ""
        return f"no {main} at level {asked[main]}, the level there now"
    level = each.skills.get(need.skill)
    if level is None:
        learns = ", but learns it" if need.skill in each.learns else ""
        return f"no {need.skill}{learns}"
    if level < need.level:
        return f"{need.skill} at level {level}, and {need.level} is asked for"
    return ""


def _too_late(plan: Plan, need: Need, each: Candidate) -> str:
    begin = first_day(plan, each)
    if each.until is not None and each.until.last < max(begin or need.first, need.first):
        return f"there until {said_date(each.until.last)}, before the work begins"
    if begin is not None and begin > need.latest and not need.nobody:
        return _late(begin, need)
    return ""


def _late(begin: date, need: Need) -> str:
    if need.nobody:
        return f"can begin on {said_date(begin)}, and after {said_date(need.latest)} the plan gets later"
    return f"can begin on {said_date(begin)}, and after {said_date(need.latest)} it no longer helps"
