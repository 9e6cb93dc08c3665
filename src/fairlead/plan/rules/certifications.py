"""Certificates: the day until which they hold is one, and hasn't passed."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Candidate, Person, Supplier
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, warning
from fairlead.plan.values.certifications import Certification


def certificates_hold(context: Context) -> Iterator[Finding]:
    """A certificate's last day is a date, not before the status date (before the first one: the plan's start)."""
    plan = context.plan
    moment = plan.settings.status_date or plan.settings.start
    able: tuple[Person | Supplier | Candidate, ...] = (
        *plan.people.values(),
        *plan.suppliers.values(),
        *plan.candidates.values(),
    )
    for each in able:
        for text in each.certifications:
            found = Certification.parse(text)
            if found.unread:
                message = f"`{text}` doesn't say until when it holds: `{found.unread}` is no date"
                remedy = f"Write the last day, such as `{found.name} until 2028-06-30`"
                yield warning(each, "certifications", "certificate-date", message, remedy)
            elif moment is not None and not found.holds_on(moment.date):
                message = f"the certificate {found.name} held until {found.until}, and it is {moment.date}"
                remedy = "Have it renewed, write the new last day, or take it out"
                yield warning(each, "certifications", "certificate-expired", message, remedy)


RULES: tuple[Rule, ...] = (certificates_hold,)
