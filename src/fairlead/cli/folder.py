"""Which plan is meant when none is named: the only one in the folder."""

from __future__ import annotations

import re
from pathlib import Path

from fairlead.plan.errors import RequestError

_ENDINGS = (".yaml", ".yml")
_LOOKED_AT = 2**20
_TASKS = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?tasks[\"']?[ \t]*:", re.MULTILINE)


def the_only_plan(folder: Path | str = ".") -> str:
    """Return the name of the folder's plan; raises RequestError where there is none, or more than one."""
    found = plans_in(folder)
    if len(found) == 1:
        return found[0]
    if not found:
        raise RequestError(
            "there is no plan in this folder; name one, as in `fairlead check robot.yaml`, "
            "or begin one with `fairlead init robot.yaml`"
        )
    names = ", ".join(found[:12]) + (f" and {len(found) - 12} more" if len(found) > 12 else "")
    raise RequestError(f"this folder has {len(found)} plans ({names}); say which")


def plans_in(folder: Path | str) -> list[str]:
    """Return the names of the folder's plans: YAML files with a list of tasks, by name."""
    try:
        files = sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in _ENDINGS)
    except OSError:
        return []
    return [path.name for path in files if _has_tasks(path)]


def _has_tasks(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with open(path, "rb") as file:
            return _TASKS.search(file.read(_LOOKED_AT).replace(b"\r", b"\n")) is not None
    except OSError:
        return False
