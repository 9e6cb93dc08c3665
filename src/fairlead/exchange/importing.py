"""Any readable file in place of a plan."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from fairlead.exchange.imported import BaselineDates, Imported, StoredDates
from fairlead.exchange.recognising import Recognised, recognise, refuse_foreign
from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError
from fairlead.plan.files import read_limited
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.opening import Opened, open_text

__all__ = [
    "BaselineDates",
    "Imported",
    "OpenedImport",
    "StoredDates",
    "all_findings",
    "import_file",
    "open_any",
    "read_any",
]

FILE_LIMIT = 512 * 2**20
"""Bytes; a file of another tool says in four kilobytes what a plan says in one line."""


@dataclass(frozen=True)
class OpenedImport(Opened):
    """A plan opened from another tool's file, so that every command can work on it as on a plan of its own.

    It has no sources: there is no text of a plan to point into or to edit. `imported` holds the dates that the file
    stores, its baselines and what was lost; `findings` already has those of the plan's rules.
    """

    imported: Imported = field(default_factory=lambda: Imported(Plan()))
    name: str = ""

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings with the file and the line on which their entity begins in it."""
        return [self._in_file(finding) for finding in findings]

    def _in_file(self, finding: Finding) -> Finding:
        line = self.imported.lines.get((finding.kind or "", finding.id or ""))
        return replace(finding, file=self.name, line=finding.line or line)


def open_any(path: Path | str) -> Opened:
    """Return the plan in any readable file: a plan of Fairlead's own, or a project of another tool (`OpenedImport`).

    What a file is, its content says. Raises ReadError where it can't be read, or is recognised as something that
    can't be read yet, with what to do about it; SurroundingsError where reading it needs an extra that isn't installed.
    """
    path = Path(path)
    return open_data(read_limited(path, FILE_LIMIT), str(path), path)


def open_data(data: bytes, name: str, path: Path | None = None) -> Opened:
    """Return the plan in the content of any readable file; `path` is where a plan's includes are looked for.

    Raises as `open_any` does.
    """
    found = recognise(data)
    refuse_foreign(found, name)
    if found.kind == "plan":
        # The reader of plans has a narrower limit of its own, which it explains itself.
        return open_text(data, name=name, path=path)
    with _without_collecting():
        imported = _imported(found, data, name)
    return OpenedImport(imported.plan, (), imported.findings, imported=imported, name=name)


def import_file(path: Path | str) -> Imported:
    """Return the project in another tool's file; a plan of Fairlead's own comes back as it is.

    Raises ReadError where it can't be read.
    """
    opened = open_any(path)
    if isinstance(opened, OpenedImport):
        return opened.imported
    return Imported(opened.plan, tuple(all_findings(opened)), tool="fairlead")


def all_findings(opened: Opened) -> list[Finding]:
    """Return everything wrong or doubtful in an opened file, the rules of the whole plan included, with its place."""
    if isinstance(opened, OpenedImport):
        return list(opened.findings)
    from fairlead.plan.rules import check

    return [*opened.findings, *opened.locate(check(opened.plan))]


def read_any(path: Path | str) -> Plan:
    """Return the plan in any readable file after checking all of it.

    Raises ReadError where the file can't be read and PlanError, with everything that is wrong, where the plan is.
    """
    opened = open_any(path)
    found = all_findings(opened)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise PlanError(found)
    return opened.plan


def _imported(found: Recognised, data: bytes, name: str) -> Imported:
    if found.kind == "xer":
        from fairlead.exchange.xer import read_xer

        return read_xer(data, name)
    if found.kind == "mpxj":
        from fairlead.exchange.mpxj import read_with_mpxj

        return read_with_mpxj(data, name, found.what, found.remedy)
    if found.kind != "mspdi":
        from fairlead.exchange.benchmarks import READERS

        return READERS[found.kind](data, name)
    from fairlead.exchange.mspdi import read_mspdi

    return read_mspdi(data, name)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the garbage collector rest: next to nothing of what is read is garbage, and looking costs a fifth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
