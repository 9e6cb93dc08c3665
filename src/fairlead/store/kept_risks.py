"""The register each time it was kept: `robot.fairlead/risks.jsonl` beside `robot.yaml`, one JSON line each."""

from __future__ import annotations

import json
import math
import os
from datetime import date
from pathlib import Path
from typing import Any

from fairlead.plan.errors import ReadError, WriteError
from fairlead.plan.files import read_limited
from fairlead.risk.register_trend import Kept, KeptRisk
from fairlead.store.agreed import folder_beside

SCHEMA = 1
"""The version of a line's form; a greater one was written by a later Fairlead."""

LIMIT_BYTES = 64 * 2**20
"""A risk takes about two hundred bytes each time; that is a thousand times of three hundred risks."""

_REMEDY = "Take this line out, or move the file away; trends are then counted anew"


def kept_risks_path(plan: Path | str) -> Path:
    """Return where the kept registers of a plan's file stand, whether they are there or not."""
    return folder_beside(plan) / "risks.jsonl"


def read_kept_risks(plan: Path | str) -> list[Kept]:
    """Return what was kept, in the order in which that was done; nothing where nothing was.

    Raises ReadError, with the line, for what is damaged or was written by a later Fairlead.
    """
    path = kept_risks_path(plan)
    return kept_risks_of(read_limited(path, LIMIT_BYTES), str(path)) if path.exists() else []


def kept_risks_of(data: bytes, name: str) -> list[Kept]:
    """Return what the lines of a file say was kept; raises ReadError for anything else, naming the line."""
    # Bytes are cut at line ends only; texts would be cut at signs that may stand inside a name.
    lines = enumerate(data.split(b"\n"), 1)
    return [_kept(line, name, number) for number, line in lines if line.strip()]


def keep_risks(plan: Path | str, kept: Kept) -> Path:
    """Append a register to those kept beside a plan's file, the whole line or nothing, and return where.

    Raises WriteError where it can't be written; what was kept before is untouched then.
    """
    path = kept_risks_path(plan)
    try:
        path.parent.mkdir(exist_ok=True)
        _append(path, line_of(kept).encode("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        if isinstance(error, FileExistsError):
            reason = f"{path.parent} is a file"
        raise WriteError(f"{path} can't be written: {reason}; nothing was changed") from error
    return path


def line_of(kept: Kept) -> str:
    """Return a kept register as its line, the line's end included."""
    said = {
        "schema": SCHEMA,
        "day": kept.day.isoformat(),
        "risks": [
            {
                "id": each.id,
                "name": each.name,
                "status": each.status,
                "probability": each.probability,
                "delay_minutes": round(each.delay_minutes, 1),
                "money": round(each.money, 2),
                "score": each.score,
            }
            for each in kept.risks.values()
        ],
    }
    return json.dumps(said, ensure_ascii=False) + "\n"


def _append(path: Path, line: bytes) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        size = os.fstat(handle).st_size
        if size and _last_byte(handle, size) != b"\n":
            line = b"\n" + line
        # One write, so that two who keep at the same time don't mix their lines.
        if os.write(handle, line) != len(line):
            os.ftruncate(handle, size)
            raise OSError(28, "no room for the whole line")
        os.fsync(handle)
    finally:
        os.close(handle)


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)


def _kept(line: bytes, name: str, number: int) -> Kept:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, number, "is no JSON") from error
    schema = said.get("schema") if isinstance(said, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise _damaged(name, number, "doesn't say which `schema` it has")
    if schema > SCHEMA:
        message = f"this kept register has the form {schema}, and this Fairlead reads up to {SCHEMA}"
        raise ReadError.at(message, "Update Fairlead", code="kept-risks-too-new", file=name, line=number)
    try:
        risks = [_risk(each) for each in said["risks"]]
        return Kept(date.fromisoformat(said["day"]), {each.id: each for each in risks})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(name, number, "can't be understood") from error


def _risk(said: dict[str, Any]) -> KeptRisk:
    probability, score = said.get("probability"), said.get("score")
    return KeptRisk(
        _text(said["id"]),
        _text(said.get("name") or said["id"]),
        _text(said["status"]),
        None if probability is None else _number(probability),
        _number(said["delay_minutes"]),
        _number(said["money"]),
        None if score is None else int(_number(score)),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("no number")
    return float(value)


def _damaged(name: str, line: int, message: str) -> ReadError:
    said = f"this kept register {message}"
    return ReadError.at(said, _REMEDY, code="damaged-kept-risks", file=name, line=line)
