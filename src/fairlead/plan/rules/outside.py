"""Candidates and suppliers: figures that can be."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Candidate, Supplier
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error


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


RULES: tuple[Rule, ...] = (figures_are_not_negative,)
