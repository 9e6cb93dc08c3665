"""Registers and findings for tests, of plans in the language users write."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

from fairlead.risk.finding import found_in
from fairlead.risk.finding.found import Found
from fairlead.risk.register import Register, register
from fairlead.risk.register_trend import Kept
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.outlook import Outlook
from fairlead.schedule.schedule import schedule
from tests.plans import MONDAY, a_plan

HOURS = "calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}"
"""Days of eight hours: a day is 480 working minutes."""
DAY = 480


def looked_at(text: str, *, people: bool = False) -> Outlook:
    """The outlook of a plan, by logic alone unless `people`."""
    plan = a_plan(f"name: Test\nstart: {MONDAY}\n{HOURS}\n{dedent(text).lstrip()}")
    found = schedule(plan, date(2027, 1, 4))
    return Outlook(found, levelled(plan, date(2027, 1, 4), schedule=found) if people else None)


def registered(text: str, since: Kept | None = None) -> Register:
    """The register of a plan by logic alone."""
    return register(looked_at(text), since)


def findings(text: str, *, people: bool = False) -> list[Found]:
    """What a plan shows and its register doesn't hold."""
    return found_in(looked_at(text, people=people))


def found(text: str, code: str, *, people: bool = False) -> list[Found]:
    """The findings of one kind."""
    return [each for each in findings(text, people=people) if each.code == code]
