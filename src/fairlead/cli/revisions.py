"""PLAN@REV: a plan as git kept it. Reads only; nothing in the working tree is touched."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from fairlead.plan.errors import RequestError, SurroundingsError
from fairlead.plan.opening import Opened, open_text

_SECONDS = 60


def open_revision(name: str) -> Opened:
    """Return the plan `FILE@REV` with the files it includes, all of that revision.

    REV is anything git understands: HEAD, HEAD~3, a tag, a branch. Raises RequestError where there is no such file or
    revision, SurroundingsError where git isn't there.
    """
    file, _, revision = name.rpartition("@")
    if not file or not revision or revision.startswith("-") or ":" in revision:
        raise RequestError(f"{name} is no file, and no revision of one; write it like robot.yaml@HEAD~1")
    path = Path(file)
    data = _shown(path.parent, revision, path.name, name)
    with TemporaryDirectory(prefix="fairlead-") as folder:
        for include in open_text(data, name=name).plan.settings.include:
            _lay_beside(Path(folder), path.parent, revision, include)
        return open_text(data, name=name, path=Path(folder) / path.name)


def _lay_beside(folder: Path, origin: Path, revision: str, include: str) -> None:
    """Put an included file where opening looks for it; opening itself says what is wrong with its name."""
    pure = PurePosixPath(include)
    if pure.is_absolute() or ".." in pure.parts or "\\" in include:
        return
    try:
        data = _shown(origin, revision, include, include)
    except RequestError:
        return
    (folder / include).parent.mkdir(parents=True, exist_ok=True)
    (folder / include).write_bytes(data)


def _shown(folder: Path, revision: str, file: str, name: str) -> bytes:
    where = str(folder) or "."
    command = ["git", "-C", where, "show", "--no-textconv", "--end-of-options", f"{revision}:./{file}"]
    try:
        shown = subprocess.run(
            command, capture_output=True, check=False, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError as missing:
        raise SurroundingsError(f"{name}: reading a revision needs git, which isn't installed") from missing
    except subprocess.TimeoutExpired as slow:
        raise SurroundingsError(f"{name}: git gave no answer within {_SECONDS} seconds") from slow
    except OSError as problem:
        raise RequestError(f"{name}: {problem.strerror}") from problem
    if shown.returncode:
        said = shown.stderr.decode(errors="replace").strip().splitlines() or ["git gave no reason"]
        raise RequestError(f"{name} can't be read from git: {said[0].removeprefix('fatal: ')}")
    return shown.stdout


def file_beside(name: str, file: str) -> bytes | None:
    """Return what git keeps of a file beside the plan `FILE@REV` in that revision; None where there is none."""
    plan, _, revision = name.rpartition("@")
    if not plan or not revision or revision.startswith("-") or ":" in revision:
        return None
    try:
        return _shown(Path(plan).parent, revision, file, file)
    except RequestError:
        return None
