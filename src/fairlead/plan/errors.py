"""The errors of Fairlead, a tree to catch by.

    FairleadError
    ├── PlanError             the plan is wrong: its findings say where and what to do            exit code 2
    ├── ReadError             a file that can't be read as anything: damaged, binary, too large   exit code 2
    ├── RequestError          the request is wrong: an unknown option, a file in the way          exit code 2
    └── SurroundingsError     the surroundings failed: store, network, a missing extra            exit code 3
        └── WriteError        a result that can't be written: folder missing, disk full           exit code 3

Each class carries its `exit_code`, so that a shell translates an error once and in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from fairlead.plan.findings import Finding, Severity


class FairleadError(Exception):
    """The root of the tree: everything that Fairlead raises on purpose."""

    exit_code: ClassVar[int] = 2


class _FoundWrong(FairleadError):
    """An error that carries findings; its text is one line for each of them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings: tuple[Finding, ...] = tuple(findings)

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)

    @classmethod
    def at(
        cls,
        message: str,
        remedy: str = "",
        *,
        code: str,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> Self:
        """Return the error for a single finding of severity error at this place of a text."""
        return cls([Finding(Severity.ERROR, code, message, remedy, file=file, line=line, column=column)])


class PlanError(_FoundWrong):
    """The plan is wrong; `findings` holds everything found, not the first thing only. Exit code 2."""


class ReadError(_FoundWrong):
    """A file can't be read as anything: missing, damaged, binary, wrongly encoded, too large. Exit code 2."""


class RequestError(FairleadError):
    """The request is wrong although the plan may be right; the text says what to ask instead. Exit code 2."""


class SurroundingsError(FairleadError):
    """The surroundings failed: a store, the network, an extra that isn't installed. Exit code 3."""

    exit_code = 3


class WriteError(SurroundingsError):
    """A result can't be written where it should go; whatever was there before is untouched. Exit code 3."""
