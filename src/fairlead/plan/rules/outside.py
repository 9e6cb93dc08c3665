"""Candidates and suppliers: figures that can be."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning


def figures_are_not_negative(context: Context) -> Iterator[Finding]:
    """Years of experience and a shortest engagement are no less than nothing."""
    plan = context.plan
    outside: tuple[Candidate | Supplier, ...] = (*plan.candidates.values(), *plan.suppliers.values())
    for each in outside:
        if isinstance(each, Candidate) and each.years is not None and each.years < 0:
            message = f"`years` is {each.years:f}, less than none"
            yield error(each, "years", "negative-years", message, "Write years of experience, such as 8")
        if each.minimum is not None and each.minimum.amount < 0:
            message = f"`minimum` is {each.minimum}, less than none"
            yield error(
                each, "minimum", "negative-minimum", message, "Write the shortest engagement, such as 10d"
            )


def hires_can_come(context: Context) -> Iterator[Finding]:
    """Who is hired begins no earlier than they are free, and for no more than all of their time."""
    for each in context.plan.candidates.values():
        free = each.from_.most_likely() if each.from_ is not None else None
        if each.hired is not None and free is not None and each.hired.date < free:
            message = f"is hired from {each.hired.date}, before {each.title} is free on {free}"
            yield warning(each, "hired", "hired-too-early", message, f"Write `hire {each.id} from {free}`")
        if each.share is not None and each.share.fraction > 1:
            message = f"is there for {each.share} of the time, more than all of it"
            yield warning(each, "share", "share-above-all", message, "Write 100% at the most")


RULES: tuple[Rule, ...] = (figures_are_not_negative, hires_can_come)
