"""The plan that a command works on: named or found, from a file, standard input or a revision in git."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fairlead.cli.folder import the_only_plan
from fairlead.cli.scenarios import opened_as_chosen
from fairlead.cli.screen import counted, warn
from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError, ReadError, RequestError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.opening import Opened

STANDARD_INPUT = "-"
_ENDINGS = (".yaml", ".yml", ".json", ".xml")


@dataclass(frozen=True)
class Given:
    """A plan as it was given: its name on the command line, what was opened, everything found in it."""

    name: str
    opened: Opened
    findings: tuple[Finding, ...]

    @property
    def plan(self) -> Plan:
        """The document."""
        return self.opened.plan

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stops the work."""
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What deserves a look."""
        return self.of(Severity.WARNING)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)


def named(plan: str | None) -> str:
    """Return the plan's name, that of the folder's only plan where none is given."""
    return plan if plan is not None else the_only_plan()


def sound(name: str, *, quiet: bool = False) -> Given:
    """Return a plan without errors, with a line on standard error where there are warnings.

    Raises PlanError with all findings where there are errors, ReadError where it can't be read.
    """
    given = look_at(name)
    if given.errors:
        raise PlanError(given.findings)
    if given.warnings and not quiet:
        pronoun = "it" if len(given.warnings) == 1 else "them"
        warn(f"{counted(len(given.warnings), 'warning')}; `fairlead check {name}` names {pronoun}")
    return given


def look_at(name: str) -> Given:
    """Return a plan with everything that is wrong or doubtful in it, sorted by place."""
    from fairlead.exchange.importing import all_findings

    opened = opened_as_chosen(open_named(name))
    return Given(name, opened, in_order(all_findings(opened)))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings by file, line and column; those without a place come last."""
    far = sys.maxsize
    return tuple(sorted(findings, key=lambda each: (each.file or "", each.line or far, each.column or far)))


def open_named(name: str) -> Opened:
    """Return what a name on the command line means; raises ReadError or RequestError in words for people."""
    from fairlead.exchange.importing import open_any

    if name == STANDARD_INPUT:
        return _from_standard_input()
    if not os.path.exists(name) and "@" in name:
        from fairlead.cli.revisions import open_revision

        return open_revision(name)
    try:
        opened = open_any(name)
    except ReadError as problem:
        raise _with_namesakes(name, problem) from problem
    if opened.errors:
        _must_be_no_brief(name)
    return opened


def _from_standard_input() -> Opened:
    from fairlead.exchange.importing import FILE_LIMIT, open_data

    # Standard input may be closed altogether, which Python shows as None.
    data = sys.stdin.buffer.read(FILE_LIMIT + 1) if sys.stdin else b""
    if not data.strip():
        raise RequestError(
            "nothing came on standard input; send a plan, as in `cat robot.yaml | fairlead check -`"
        )
    return open_data(data, "standard input")


def _must_be_no_brief(name: str) -> None:
    """Raise RequestError for a brief, of which `assess` makes a plan."""
    from fairlead.feasibility.brief import is_brief

    if os.path.isfile(name) and is_brief(Path(name).read_bytes()):
        plan = f"{Path(name).stem}-plan.yaml"
        raise RequestError(
            f"{name} is a brief, not a plan yet; `fairlead assess {name}` judges it, and with `--as-plan {plan}` "
            "makes a plan of it"
        )


def _with_namesakes(name: str, problem: ReadError) -> ReadError | RequestError:
    """A name mistyped is the likeliest reason why a file is missing."""
    from difflib import get_close_matches

    path = Path(name)
    if path.exists() or not path.parent.is_dir():
        return problem
    others = [other.name for other in path.parent.iterdir() if other.suffix in _ENDINGS]
    near = get_close_matches(path.name, others, n=1, cutoff=0.7)
    remedy = f"did you mean {path.parent / near[0]}?" if near else f"`fairlead init {name}` begins a plan"
    return RequestError(f"there is no file {name}; {remedy}")


def plan_and_words(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the plan and the other words: the first word where it names a file, else the folder's only plan."""
    if words and names_a_file(words[0]):
        return words[0], tuple(words[1:])
    return the_only_plan(), tuple(words)


def names_a_file(word: str) -> bool:
    """Whether a word is meant as a file: it is there, or it ends or looks like one."""
    if word == STANDARD_INPUT or os.path.isfile(word) or (os.sep in word and os.path.exists(word)):
        # Devices and pipes, such as what a shell makes of <(...), are no regular files.
        return True
    if any(sign.isspace() for sign in word):
        return False
    name, _, revision = word.rpartition("@")
    return (
        word.lower().endswith(_ENDINGS)
        or bool(revision and name.lower().endswith(_ENDINGS))
        or os.path.isdir(word)
    )
