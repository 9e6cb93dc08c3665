"""`fairlead import`: another tool's file as a plan, with an account of what was carried over and what was not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from fairlead.cli.arguments import force_option, json_option
from fairlead.cli.help import taught
from fairlead.cli.plans import in_order
from fairlead.cli.screen import counted, say, say_json, toned, warn, wrapped
from fairlead.exchange.imported import Imported, tool_name
from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.findings import Severity


@taught(
    "import",
    ("fairlead import rollout.xml -o rollout.yaml", "writes the plan and its baselines"),
    ("fairlead import rollout.xml", "shows it, writes nothing"),
    more="Reads projects of Microsoft Project (XML; .mpp and .mpx with the extra `files`), of Primavera P6 (XER; "
    "XML with the extra), of Asta, GanttProject, ProjectLibre and more with the extra, and plans of Fairlead in "
    "YAML or JSON.",
    scenario=False,
)
@click.argument("file", type=click.Path())
@click.option("-o", "--output", metavar="PLAN.yaml", type=click.Path(), help="Where to write the plan.")
@force_option
@json_option
def command(file: str, output: str | None, force: bool, as_json: bool) -> None:
    """Read, write or show, give the account."""
    from fairlead.exchange.importing import import_file
    from fairlead.exchange.saving import text_of, write_import

    if output is not None:
        _refuse_other_names(file, Path(output))
    imported = import_file(file)
    if any(finding.severity is Severity.ERROR for finding in imported.findings):
        raise PlanError(in_order(imported.findings))
    if output is None and not as_json:
        say(text_of(imported.plan).rstrip("\n"))
        _give_account(imported, file, warn)
        return
    written = write_import(imported, output, force=force) if output else []
    if as_json:
        say_json(_json(imported, file, written))
        return
    _give_account(imported, file, say)
    say(f"{toned('Wrote', 'good')} {', '.join(map(str, written))}.")


def _refuse_other_names(file: str, output: Path) -> None:
    """A plan is written as YAML or JSON, and never over the file it is made from, whose comments would be lost."""
    if output.suffix.lower() not in (".yaml", ".yml", ".json"):
        raise RequestError(
            f"a plan is written as YAML or JSON: call it {output.stem or 'plan'}.yaml instead of {output}"
        )
    if output.exists() and Path(file).exists() and output.samefile(file):
        raise RequestError(
            f"{output} is the file to import; choose another name (`fairlead fmt` tidies a plan in place)"
        )


def _give_account(imported: Imported, file: str, tell: Callable[[str], None]) -> None:
    tool = tool_name(imported.tool)
    for line in wrapped(f"From {file} ({tool}): {', '.join(_in_words(carried(imported.plan)))}.", indent=2):
        tell(line)
    if imported.lost:
        tell("Not carried over:")
        widest = max(map(len, imported.lost))
        for name, number in imported.lost.most_common():
            tell(f"  {name.ljust(widest)}  {number:>5,}")
    warnings = sum(finding.severity is Severity.WARNING for finding in imported.findings)
    if warnings:
        tell(f"{counted(warnings, 'warning')}; `fairlead check` names {'it' if warnings == 1 else 'them'}.")


def carried(plan: Plan) -> dict[str, int]:
    """Return how many entities of each kind there are, and how many links between tasks."""
    counts = {kind: len(plan.of_kind(kind)) for kind, model in KINDS.items() if model.section}
    links = sum(len(task.after) for task in plan.tasks.values())
    return {kind: number for kind, number in {**counts, "link": links}.items() if number}


_PLURALS = {"person": "people", "equipment": "pieces of equipment", "duty": "duties"}


def _in_words(counts: dict[str, int]) -> list[str]:
    return [counted(number, kind, _PLURALS.get(kind, "")) for kind, number in counts.items()] or [
        "an empty plan"
    ]


def _json(imported: Imported, file: str, written: list[Path]) -> dict[str, Any]:
    from fairlead.plan.writing import document_of

    return {
        "file": file,
        "tool": imported.tool,
        "written": [str(path) for path in written],
        "carried": carried(imported.plan),
        "lost": dict(imported.lost.most_common()),
        "findings": [finding.to_json() for finding in in_order(imported.findings)],
        "document": None if written else document_of(imported.plan),
    }
