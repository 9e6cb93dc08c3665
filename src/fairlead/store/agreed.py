"""The agreed schedule in a file beside the plan: `robot.fairlead/agreed.json` beside `robot.yaml`.

One task a line, so that a difference between two versions reads like a list of what was moved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from fairlead.plan.errors import ReadError, WriteError
from fairlead.plan.files import read_limited, write_atomically
from fairlead.schedule.agreed import Agreed, AgreedTask
from fairlead.schedule.levelling.placed import Assigned

SCHEMA = 1
"""The version of the file's form; a greater one was written by a later Fairlead."""

LIMIT_BYTES = 256 * 2**20
"""As for a plan; a task is a line of about two hundred bytes."""

_REMEDY = "Restore the file, or agree anew with `fairlead optimize PLAN --write`, which writes over it"
_T = TypeVar("_T")


def folder_beside(plan: Path | str) -> Path:
    """Return the folder in which a plan's file keeps what follows from decisions: `robot.fairlead` for `robot.yaml`."""
    return Path(plan).with_suffix(".fairlead")


def agreed_path(plan: Path | str) -> Path:
    """Return where the agreed schedule of a plan's file stands, whether it is there or not."""
    return folder_beside(plan) / "agreed.json"


def read_agreed(plan: Path | str) -> Agreed | None:
    """Return what was agreed for a plan's file, None where nothing was.

    Raises ReadError, with the line where it can be told, for a file that is damaged or was written by a later Fairlead.
    """
    path = agreed_path(plan)
    if not path.exists():
        return None
    return agreed_of(read_limited(path, LIMIT_BYTES), str(path))


def write_agreed(plan: Path | str, agreed: Agreed) -> Path:
    """Write what was agreed beside a plan's file, whole or not at all, and return where.

    Raises WriteError where it can't be written; what was agreed before is untouched then.
    """
    path = agreed_path(plan)
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        reason = "there is a file of that name" if path.parent.exists() else error.strerror
        raise WriteError(f"the folder {path.parent} can't be made: {reason}; nothing was changed") from error
    write_atomically(path, text_of(agreed), force=True)
    return path


def text_of(agreed: Agreed) -> str:
    """Return what was agreed as JSON text, one task a line."""
    head: dict[str, Any] = {
        "schema": SCHEMA,
        "agreed": agreed.agreed.isoformat() if agreed.agreed else None,
        "goal": agreed.goal,
        "start": _iso(agreed.start),
        "finish": _iso(agreed.finish),
    }
    if agreed.overtime_unused:
        head["overtime_unused"] = list(agreed.overtime_unused)
    lines = [f"  {_json(key)}: {_json(value)},\n" for key, value in head.items()]
    tasks = ",\n".join(f"    {_json(_said(each))}" for each in agreed)
    return f'{{\n{"".join(lines)}  "tasks": [\n{tasks}\n  ]\n}}\n'


def agreed_of(data: bytes, name: str) -> Agreed:
    """Return what a file's content says was agreed; raises ReadError for anything that isn't that, naming the place."""
    head = _head(data, name)
    rows = head.get("tasks")
    if not isinstance(rows, list):
        raise _damaged(name, "has no list `tasks`")
    tasks = dict(_tasks(rows, name))
    return Agreed(
        tasks,
        _read(name, "`start`", lambda: _moment(head.get("start"))),
        _read(name, "`finish`", lambda: _moment(head.get("finish"))),
        _read(name, "`agreed`", lambda: _date(head.get("agreed"))),
        str(head.get("goal") or "finish"),
        _read(name, "`overtime_unused`", lambda: _ids(head.get("overtime_unused"))),
    )


def _head(data: bytes, name: str) -> dict[str, Any]:
    try:
        head = json.loads(data)
    except UnicodeDecodeError as error:
        raise _damaged(name, "is no text in UTF-8") from error
    except json.JSONDecodeError as error:
        message = f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _damaged(name, message, error.lineno, error.colno) from error
    except RecursionError as error:
        raise _damaged(name, "is nested too deeply") from error
    if not isinstance(head, dict):
        raise _damaged(name, "is no JSON object")
    schema = head.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise _damaged(name, "doesn't say which `schema` it has")
    if schema > SCHEMA:
        message = f"has the form {schema}, and this Fairlead reads up to {SCHEMA}"
        raise ReadError.at(message, "Update Fairlead", code="agreed-too-new", file=name)
    return head


def _tasks(rows: list[Any], name: str) -> Iterator[tuple[str, AgreedTask]]:
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        id = row.get("id") if isinstance(row, dict) else None
        if not isinstance(id, str) or not id:
            raise _damaged(name, f"task {number} in it has no `id`")
        if id in seen:
            raise _damaged(name, f"has task `{id}` twice")
        seen.add(id)
        yield id, _read(name, f"task `{id}`", lambda row=row, id=id: _task(id, row))  # type: ignore[misc]


def _task(id: str, row: dict[str, Any]) -> AgreedTask:
    start, finish = _moment(row["start"]), _moment(row["finish"])
    stretches = row.get("segments", [[row["start"], row["finish"]]])
    segments = tuple((_certain(first), _certain(last)) for first, last in stretches)
    assigned = tuple(
        Assigned(str(each["who"]), _share(each.get("share", "1"))) for each in row.get("assigned") or ()
    )
    mode = row.get("mode")
    if start is None or finish is None or finish < start:
        raise ValueError("its dates are missing or run backwards")
    if mode is not None and (not isinstance(mode, int) or isinstance(mode, bool) or mode < 0):
        raise ValueError("its mode is no number")
    return AgreedTask(id, start, finish, segments, assigned, mode)


def _certain(text: Any) -> datetime:
    moment = _moment(text)
    if moment is None:
        raise ValueError("a stretch has no end")
    return moment


def _moment(text: Any) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(second=0, microsecond=0)


def _ids(said: Any) -> tuple[str, ...]:
    if said is None:
        return ()
    if not isinstance(said, list) or not all(isinstance(id, str) for id in said):
        raise ValueError("it is no list of ids")
    return tuple(said)


def _date(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _share(text: Any) -> Decimal:
    share = Decimal(str(text))
    if not share.is_finite() or share <= 0:
        raise ValueError("a share is none")
    return share


def _read(name: str, what: str, read: Callable[[], _T]) -> _T:
    try:
        return read()
    except KeyError as error:
        raise _damaged(name, f"{what} in it has no {error}".replace("'", "`")) from error
    except (ValueError, TypeError, AttributeError, InvalidOperation) as error:
        raise _damaged(name, f"{what} in it can't be understood") from error


def _said(each: AgreedTask) -> dict[str, Any]:
    said: dict[str, Any] = {"id": each.id, "start": _iso(each.start), "finish": _iso(each.finish)}
    # Most tasks are one stretch from start to finish; that goes without saying.
    if each.segments != ((each.start, each.finish),):
        said["segments"] = [[_iso(first), _iso(last)] for first, last in each.segments]
    said["assigned"] = [{"who": who, "share": str(share)} for who, share, _ in each.assigned]
    if each.mode is not None:
        said["mode"] = each.mode
    return said


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _damaged(name: str, message: str, line: int | None = None, column: int | None = None) -> ReadError:
    said = f"this agreed schedule {message}"
    return ReadError.at(said, _REMEDY, code="damaged-agreed", file=name, line=line, column=column)
