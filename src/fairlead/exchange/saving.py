"""An imported plan on the disk: the plan, and its baselines in the folder beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from fairlead.exchange.imported import BaselineDates, Imported
from fairlead.plan.document import Plan
from fairlead.plan.entities import Baseline
from fairlead.plan.errors import FairleadError, RequestError, WriteError
from fairlead.plan.files import write_atomically
from fairlead.plan.opening import open_text
from fairlead.plan.writing import document_of

DEEPEST_OUTLINE = 30
"""Levels of tasks that a text can nest: each takes two of the 64 levels that the reader of plans allows."""


def write_import(imported: Imported, path: Path | str, *, force: bool = False) -> list[Path]:
    """Write an imported plan and its baselines, all or nothing; return the files written, the plan's first.

    A name that ends in .json gives JSON, any other YAML. Baselines stand in `NAME.fairlead/baselines/` beside
    `NAME.yaml`. Raises RequestError where a file is in the way and `force` is not given, WriteError where one can't be
    written; then everything is as it was before.
    """
    path = Path(path)
    plan = with_baseline_files(imported.plan, path)
    _must_not_be_too_deep(plan, path)
    text = text_of(plan, json_wanted=path.suffix.lower() == ".json")
    _must_say_the_same(text, plan, path)
    contents = {path: text}
    for id, dates in imported.baselines.items():
        contents[path.parent / baseline_file(path, id)] = baseline_text(plan.baselines[id], dates)
    if not force:
        _refuse_what_is_in_the_way(contents)
    _write_all(contents, force=force)
    return list(contents)


def text_of(plan: Plan, *, json_wanted: bool = False) -> str:
    """Return a plan as the text of a document; reading it gives an equal plan."""
    document = document_of(plan)
    if json_wanted:
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    from fairlead.plan.text.dumping import dump

    return dump(document)


def with_baseline_files(plan: Plan, path: Path) -> Plan:
    """Return the plan with each baseline naming the file it will stand in, relative to the plan."""
    named = (
        each.model_copy(update={"file": baseline_file(path, each.id).as_posix()})
        for each in plan.baselines.values()
    )
    return plan.with_entities(*named) if plan.baselines else replace(plan)


def baseline_file(path: Path, id: str) -> Path:
    """Return where a baseline stands, relative to the plan at `path`."""
    return Path(f"{path.stem}.fairlead") / "baselines" / f"{id}.json"


def baseline_text(baseline: Baseline, dates: Mapping[str, BaselineDates]) -> str:
    """Return a baseline as JSON: what was agreed for each task, and for the plan as a whole under `plan`."""
    body: dict[str, Any] = {"id": baseline.id, "name": baseline.title}
    if "plan" in dates:
        body["plan"] = dates["plan"].to_json()
    body["tasks"] = [{"id": task} | each.to_json() for task, each in dates.items() if task != "plan"]
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _must_not_be_too_deep(plan: Plan, path: Path) -> None:
    deepest = max(plan.outline.depth.values(), default=0) + 1
    if deepest > DEEPEST_OUTLINE:
        depth = f"the outline is {deepest} levels deep, a plan's text holds {DEEPEST_OUTLINE}"
        raise RequestError(f"{path} can't be written: {depth}; flatten it in the tool that made it")


def _must_say_the_same(text: str, plan: Plan, path: Path) -> None:
    """Never leave a document behind that doesn't give back the plan, such as an outline deeper than text can nest."""
    try:
        same = open_text(text, name=str(path)).plan == plan
    except FairleadError as error:
        raise WriteError(
            f"{path} can't be written: as a text the plan could not be read again ({error})"
        ) from error
    if not same:
        raise WriteError(
            f"{path} can't be written: as a text the plan would not say the same; nothing was changed"
        )


def _refuse_what_is_in_the_way(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.exists() and (path.is_file() or path.is_dir()):
            raise RequestError(f"{path} exists already; add --force to write over it, or choose another name")


def _write_all(contents: Mapping[Path, str], *, force: bool) -> None:
    """Write the plan last, so that it never names a baseline that isn't there; undo everything on failure."""
    before: dict[Path, bytes | None] = {}
    folders: list[Path] = []
    try:
        for path, text in reversed(list(contents.items())):
            folders += _made(path.parent) if path.parent.name == "baselines" else []
            before[path] = path.read_bytes() if force and path.is_file() else None
            write_atomically(path, text, force=force)
    except BaseException as error:
        _undo(before, folders)
        if isinstance(error, OSError):
            raise WriteError(
                f"{path} can't be written: {error.strerror or error}; nothing was changed"
            ) from error
        raise


def _made(folder: Path) -> list[Path]:
    """Make a folder with those above it, and return the new ones, outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
    return missing[::-1]


def _undo(before: Mapping[Path, bytes | None], folders: list[Path]) -> None:
    *written, failed = before or [Path()]
    for path in (*written, failed):
        content = before.get(path)
        with suppress(OSError):
            if content is not None:
                write_atomically(path, content, force=True)
            elif path is not failed:
                os.unlink(path)
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()
