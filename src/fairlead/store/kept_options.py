"""The last menu of options beside a plan: `robot.fairlead/options.json`, so that numbers go on meaning the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.errors import ReadError, RequestError, WriteError
from fairlead.plan.files import read_limited, write_atomically
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.writing import document_of
from fairlead.store.agreed import folder_beside

SCHEMA = 1
LIMIT_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class KeptOption:
    """An option as it was shown: its name, what to do, and the lines that do it."""

    name: str
    sentence: str
    lines: tuple[str, ...]


def kept_options_path(plan: Path | str) -> Path:
    """Return where the menu of a plan's file stands, whether it is there or not."""
    return folder_beside(plan) / "options.json"


def keep_options(path: Path | str, plan: Plan, options: Sequence[KeptOption]) -> Path:
    """Keep a menu in the place of the last one, and return where. Raises WriteError where it can't be written."""
    target = kept_options_path(path)
    said = {
        "schema": SCHEMA,
        "plan": digest_of(plan),
        "options": [
            {"name": each.name, "sentence": each.sentence, "lines": list(each.lines)} for each in options
        ],
    }
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"{target} can't be written: {error.strerror or error}; nothing was changed"
        ) from error
    write_atomically(target, json.dumps(said, ensure_ascii=False, indent=1) + "\n", force=True)
    return target


def kept_option(path: Path | str, plan: Plan, number: int) -> KeptOption:
    """Return an option of the last menu by its number, from 1.

    Raises RequestError where there is no menu, no such number, or the plan has changed since; ReadError for a damaged
    file.
    """
    target = kept_options_path(path)
    if not target.exists():
        raise RequestError(f"no options are kept for {path}; `fairlead options {path}` finds some")
    said = _read(target)
    if said["plan"] != digest_of(plan):
        raise RequestError(f"{path} has changed since then; `fairlead options {path}` finds its options anew")
    options = said["options"]
    if not 1 <= number <= len(options):
        known = f"there are {len(options)}" if options else "there are none"
        raise RequestError(f"there is no option {number}; {known}, and `fairlead options {path}` shows them")
    each = options[number - 1]
    return KeptOption(each["name"], each["sentence"], tuple(each["lines"]))


def digest_of(plan: Plan) -> str:
    """Return what tells what a plan says from all else it could say; its scenarios don't count."""
    document = document_of(plan)
    document.pop("scenarios", None)
    return hashlib.sha256(json.dumps(document, sort_keys=True, default=str).encode()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(read_limited(path, LIMIT_BYTES))
        if said["schema"] != SCHEMA or not isinstance(said["options"], list):
            raise ValueError("another form")
        for each in said["options"]:
            if not all(isinstance(line, str) for line in each["lines"]):
                raise ValueError("lines are texts")
        return dict(said)
    except (ValueError, KeyError, TypeError) as problem:
        finding = Finding(
            Severity.ERROR, "damaged", f"is no menu of options ({problem})",
            "Remove it, and let `fairlead options` find them anew", file=str(path),
        )  # fmt: skip
        raise ReadError([finding]) from problem
