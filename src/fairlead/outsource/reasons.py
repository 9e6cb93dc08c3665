"""What speaks for and against somebody outside, as the plan says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fairlead.outsource.lacks import skills_of
from fairlead.outsource.needs import Need
from fairlead.outsource.overlap import shared_hours
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.hiring import earliest
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
    """Yield somebody's experience and terms."""
    if isinstance(each, Candidate):
        if each.years is not None:
            domains = f" in {', '.join(each.domains)}" if each.domains else ""
            yield f"{each.years.normalize():f} years{domains}"
        elif each.domains:
            yield f"has worked in {', '.join(each.domains)}"
        if each.degree:
            yield each.degree
        if each.tools:
            yield f"knows {', '.join(each.tools)}"
        if each.coaching:
            yield f"coaches: {', '.join(each.coaching)}"
        if (first := earliest(plan, each)) is not None:
            yield f"can begin on {said_date(first)}"
        if each.ramp_up is not None:
            yield f"needs {each.ramp_up} to learn the work, at half their hours"
        if each.contract:
            yield f"contract: {each.contract}"
    if each.minimum is not None:
        yield f"is paid for {each.minimum} at least"
    rate = plan.confidential(each.id).get("rate")
    if rate is not None:
        yield f"rate {_said_rate(rate.body()['value'])}"
    if isinstance(each, Candidate) and each.references:
        yield f"references: {', '.join(each.references)}"


def together(plan: Plan, each: Candidate | Supplier, day: date) -> Iterator[str]:
    """Yield where somebody is, what they speak, and how much of a day they share with the team."""
    if each.location:
        yield f"in {each.location}"
    if each.language:
        yield f"speaks {each.language}"
    hours = shared_hours(plan, each, day)
    if hours is not None:
        yield f"{round(hours, 1):g} hours of a working day together with the team"


def _said_rate(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(
            str(each.get("rate", each)) if isinstance(each, dict) else str(each) for each in value
        )
    return str(value)
