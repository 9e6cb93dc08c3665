"""The rules of a plan on what another tool has let pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fairlead.plan.document import Key, Plan
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.rules import check

STOPPING = frozenset(
    {
        "cycle",
        "calendar-cycle",
        "link-to-itself",
        "link-to-own-child",
        "link-to-own-summary",
        "no-finish",
        "parent-cycle",
        "unknown-id",
    }
)
"""What is wrong in whatever tool; every other error is something that the other tool lets pass."""


def findings_of(plan: Plan, lines: Mapping[Key, int], name: str) -> tuple[Finding, ...]:
    """Return what the rules find in an imported plan, each with the file and the line of its entity.

    The other tool has accepted the project: only what no schedule can be made of stays an error.
    """
    return tuple(located(_lowered(finding), lines, name) for finding in check(plan))


def located(finding: Finding, lines: Mapping[Key, int], name: str) -> Finding:
    """Return a finding with the file, and with the line on which its entity begins in it."""
    line = finding.line or lines.get((finding.kind or "", finding.id or ""))
    return replace(finding, file=name, line=line)


def _lowered(finding: Finding) -> Finding:
    if finding.severity is Severity.ERROR and finding.code not in STOPPING:
        return replace(finding, severity=Severity.WARNING)
    return finding
