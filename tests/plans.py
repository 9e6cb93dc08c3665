"""Plans for tests, written in the language users write."""

from __future__ import annotations

from textwrap import dedent

from fairlead.plan.document import Plan
from fairlead.plan.findings import Finding
from fairlead.plan.opening import Opened, open_text
from fairlead.plan.rules import check

MONDAY = "2027-01-04"
"""The first Monday of 2027, on which the plans of the tests begin unless they say otherwise."""


def opened(text: str) -> Opened:
    """The plan of an indented text; `name` and `start` are added where they are missing."""
    text = dedent(text)
    if "name:" not in text.split("tasks:", maxsplit=1)[0]:
        text = f"name: Test\n{text.lstrip()}" if not text.startswith("\n") else f"name: Test{text}"
    if not text.startswith("start:") and "\nstart:" not in text:
        text = text.replace("name: ", f"start: {MONDAY}\nname: ", 1)
    return open_text(text)


def a_plan(text: str) -> Plan:
    """The plan of an indented text, which must be free of errors in reading."""
    found = opened(text)
    assert not found.findings, "\n".join(map(str, found.findings))
    return found.plan


def everything_found(text: str) -> list[Finding]:
    """What reading and every rule find in a text, located."""
    found = opened(text)
    return [*found.findings, *found.locate(check(found.plan))]


def codes(text: str) -> set[str]:
    """The codes of everything found in a text."""
    return {finding.code for finding in everything_found(text)}
