"""Who outside could lead a plan that nobody leads, or whose lead has too little time for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from fairlead.outsource.coming import first_day, is_priced
from fairlead.outsource.credentials import certified, for_leading, skills_of_leading
from fairlead.outsource.effort import MOST
from fairlead.outsource.lacks import kind_of
from fairlead.outsource.leading import Leading, without_duty
from fairlead.outsource.ranking import Ground, Ranked, barred, hire_line
from fairlead.outsource.reasons import certificates, record, together
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate
from fairlead.plan.hiring import earliest, hours_cost
from fairlead.plan.templates import expanded
from fairlead.plan.values import Moment
from fairlead.risk.scoring import Score, scored
from fairlead.schedule.why.words import said_date


def ranked_leads(ground: Ground, gap: Leading, stopped: Callable[[], bool] | None = None) -> list[Ranked]:
    """Return the candidates for leading: those with more certificates in force and skills of it first, of as many by
    the odds, the finish and the price with them; then those who can't.

    They are hired for the share that is missing, and all of it is leading, so that they are given no tasks. Where
    somebody leads now they are compared with leading as load of that person. Their hours are paid as a cost line.
    """
    burdened = None
    if gap.burdened is not None:
        burdened = ground.before if gap.burdened is gap.base else scored(gap.burdened.plan, ground.luck)
    found = []
    for each in ground.plan.candidates.values():
        if each.hired is None and not (stopped is not None and stopped()):
            ranked = _against(_ranked(ground, gap, each), gap, burdened)
            found.append((_order(ranked, _says_so(each, ground.today)), ranked))
    return [ranked for _, ranked in sorted(found, key=lambda pair: pair[0])]


def _order(ranked: Ranked, says_so: int) -> tuple[bool, int, float, int, bool, float]:
    gains = (-round(ranked.chance_gain or 0.0, 3), -ranked.finish_gain)
    return (bool(ranked.out), -says_so, *gains, not ranked.priced, ranked.price)


def _says_so(each: Candidate, today: date) -> int:
    """Return how much says of somebody that they lead: certificates in force, and whether they have skills of it."""
    return sum(one.holds_on(today) for one in for_leading(each)) + bool(skills_of_leading(each))


def _ranked(ground: Ground, gap: Leading, each: Candidate) -> Ranked:
    plan, today = ground.plan, ground.today
    reasons = tuple(_reasons(plan, gap, each, today))
    ranked = Ranked(each.id, each.title, "candidate", reasons, priced=is_priced(plan, each))
    out = barred(plan, each) or _unfit(each, today)
    begin = first_day(plan, each) or gap.first
    if not out and begin > gap.last:
        out = f"can begin on {said_date(begin)}, after the plan is done"
    if not out and each.until is not None and each.until.last < max(begin, gap.first):
        out = f"there until {said_date(each.until.last)}, before leading begins"
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
    if certified(each, today) is not None or skills_of_leading(each):
        return ""
    past = [one for one in for_leading(each) if one.until]
    if past and past[0].until is not None:
        expired = f"{past[0].name} expired on {said_date(past[0].until)}"
        return f"nothing but a certificate says that they lead, and {expired}"
    return "no certificate and no skill of leading projects"


def _reasons(plan: Plan, gap: Leading, each: Candidate, today: date) -> Iterator[str]:
    if skills := skills_of_leading(each):
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
    """Return the lines that hire somebody to lead, give them nothing else to do, and pay for it.

    Where the plan has leading as a duty it is taken off whoever has it.
    """
    plan = gap.base.plan
    begin = max(first_day(plan, each) or gap.first, gap.first)
    hire = hire_line(plan, each, begin, gap.last, gap.extent)
    name = json.dumps(f"Leading by {each.title}", ensure_ascii=False)
    since = begin + _learning(plan, each)
    lines = [
        *without_duty(plan, gap.duty),
        hire,
        f"add duty {name} who {each.id} takes {MOST:.0%} from {since.isoformat()}",
    ]
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
