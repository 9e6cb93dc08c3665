"""What speaks for and against somebody outside, as the plan says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fairlead.outsource.coming import first_day, is_priced
from fairlead.outsource.contracts import shortest_engagement
from fairlead.outsource.lacks import skills_of
from fairlead.outsource.languages import language, languages_of
from fairlead.outsource.needs import Need
from fairlead.outsource.overlap import shared_hours
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.values.certifications import Certification
from fairlead.schedule.why.words import said_date


def reasons_for(plan: Plan, need: Need, each: Candidate | Supplier, today: date) -> Iterator[str]:
    """Yield what counts for a need: skills first, then certificates, record, terms, place and time together."""
    for skill, level in skills_of(plan, need.lack).items():
        if (own := each.skills.get(skill)) is not None:
            yield f"{skill} at level {own}" + (f" (asked for: {level})" if level else "")
        else:
            yield f"no {skill}"
    yield from certificates(each, today, need.last)
    yield from record(plan, each)
    yield from together(plan, each, need.first)


def certificates(each: Candidate | Supplier, today: date, last: date) -> Iterator[str]:
    """Yield somebody's certificates: in force, ending before the work does, or past."""
    for text in each.certifications:
        found = Certification.parse(text)
        until = found.until
        if until is None:
            yield f"certified: {found.name}"
        elif until < today:
            yield f"certificate {found.name} expired on {said_date(until)}"
        elif until < last:
            yield f"certified: {found.name}, but only until {said_date(until)}, before the work is done"
        else:
            yield f"certified: {found.name} until {said_date(until)}"


def record(plan: Plan, each: Candidate | Supplier) -> Iterator[str]:
    """Yield somebody's experience, when they are there, and their terms."""
    if isinstance(each, Candidate):
        yield from _experience(each)
    yield from _times(plan, each)
    if isinstance(each, Candidate):
        if each.ramp_up is not None:
            yield f"needs {each.ramp_up} to learn the work, at half their hours"
        if each.contract:
            yield f"contract: {each.contract}"
        if (firm := plan.suppliers.get(each.supplier or "")) is not None:
            yield f"through {firm.title}"
    if (least := shortest_engagement(plan, each)) is not None:
        yield f"is paid for {least} at least"
    for price in ("rate", "salary", "offer"):
        found = plan.confidential(each.id).get(price)
        if found is not None:
            yield f"{price} {_said_rate(found.body()['value'])}"
    if not is_priced(plan, each):
        yield "no rate is given, so that what they cost isn't counted"
    if isinstance(each, Supplier) and each.terms is not None:
        yield f"terms: {each.terms}"
    if isinstance(each, Candidate) and each.references:
        yield f"references: {', '.join(each.references)}"


def _experience(each: Candidate) -> Iterator[str]:
    if each.years is not None:
        domains = f" in {', '.join(each.domains)}" if each.domains else ""
        yield f"{each.years.normalize():f} year{'' if each.years == 1 else 's'}{domains}"
    elif each.domains:
        yield f"has worked in {', '.join(each.domains)}"
    if each.degree:
        yield each.degree
    if each.tools:
        yield f"knows {', '.join(each.tools)}"
    if each.coaching:
        yield f"coaches: {', '.join(each.coaching)}"
    if each.learns:
        yield f"learns {', '.join(each.learns)}"


def _times(plan: Plan, each: Candidate | Supplier) -> Iterator[str]:
    """Yield when somebody can begin, until when they are there, and how much."""
    if (first := first_day(plan, each)) is not None:
        yield f"can begin on {said_date(first)}"
    if each.until is not None:
        yield f"there until {said_date(each.until.last)}"
    if each.share is not None and each.share.fraction != 1:
        yield f"there for {each.share}"
    if each.hours:
        yield f"works {', '.join(map(str, each.hours))}"
    if each.available:
        yield f"available {', '.join(map(str, each.available))}"
    if each.away:
        yield f"away {', '.join(map(str, each.away))}"
    if each.count > 1:
        yield f"{each.count} people alike"


def together(plan: Plan, each: Candidate | Supplier, day: date) -> Iterator[str]:
    """Yield where somebody is, what they speak, and how much of a day they share with the team."""
    if each.location:
        yield f"in {each.location}"
    if each.language:
        team = languages_of(plan)
        other = f" (the team: {', '.join(team)})" if team and language(each.language) not in team else ""
        yield f"speaks {language(each.language)}{other}"
    hours = shared_hours(plan, each, day)
    if hours is not None:
        yield f"{round(hours, 1):g} hours of a working day together with the team"


def _said_rate(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(
            str(each.get("rate", each)) if isinstance(each, dict) else str(each) for each in value
        )
    return str(value)
