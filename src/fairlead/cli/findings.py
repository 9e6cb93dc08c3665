"""Findings for people: one line each where editors and other programs read them, easier on the eye at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import click

from fairlead.cli.screen import at_terminal, coloured, harmless, toned, wrapped
from fairlead.plan.findings import Finding, Severity

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "doubtful", Severity.NOTE: "quiet"}
_WIDEST_PLACE = 60


def say_findings(findings: Iterable[Finding], *, err: bool = False) -> None:
    """Print findings, on standard error with `err`."""
    broken = at_terminal(err=err)
    for finding in findings:
        for line in _lines(finding) if broken else [str(finding)]:
            click.echo(harmless(line), err=err, color=coloured(err=err))


def _lines(finding: Finding) -> list[str]:
    """Return a finding broken at words: place and message, then what to do about it."""
    place = f"{finding.place}: " if finding.place else ""
    entity = f"{finding.entity}: " if finding.entity else ""
    before = f"{place}{finding.severity.value}: {entity}"
    first, *others = wrapped(finding.message, first=min(len(before), _WIDEST_PLACE), indent=4)
    severity = toned(finding.severity.value, _TONES[finding.severity])
    remedy = wrapped(finding.remedy, first=4, indent=4) if finding.remedy else []
    return [
        f"{toned(place, 'strong')}{severity}: {entity}{first}",
        *others,
        *(toned(f"    {line.removeprefix('    ')}", "quiet") for line in remedy),
    ]
