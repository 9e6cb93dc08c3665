"""Values written at a path of plain data, and what was there before."""

from __future__ import annotations

import copy
from typing import Any

from fairlead.plan.draft.state import Refused
from fairlead.plan.shapes import position


def write_at(body: dict[str, Any], steps: tuple[Any, ...], value: Any) -> tuple[int, Any]:
    """Write a value at a path; return how many steps to go, and what was there, to undo it.

    Mappings on the way are made where they are missing.
    """
    here: Any = body
    made: int | None = None
    for depth, step in enumerate(steps[:-1]):
        if isinstance(here, list):
            here = here[_index(here, step)]
        elif isinstance(here, dict):
            if step not in here:
                made = depth + 1 if made is None else made
                if value is None:
                    return depth + 1, None
                here[step] = {}
            here = here[step]
        if not isinstance(here, dict | list):
            raise Refused(
                "wrong-shape", f"`{step}` is `{here}`; nothing stands below it", f"Set `{step}` as a whole"
            )
    old = _put(here, steps[-1], value)
    return (made, None) if made is not None else (len(steps), old)


def _put(here: Any, step: Any, value: Any) -> Any:
    if isinstance(here, list):
        index = _index(here, step)
        old = here[index]
        if value is None:
            raise Refused(
                "wrong-shape", "an entry of a list can't be taken out by its number", "Set the whole list"
            )
        here[index] = copy.deepcopy(value)
        return old
    old = here.pop(step, None) if value is None else here.get(step)
    if value is not None:
        here[step] = copy.deepcopy(value)
    return old


def _index(items: list[Any], step: Any) -> int:
    index = position(items, step)
    if index is None:
        raise Refused(
            "unknown-entry", f"the list has no entry `{step}`", f"It has {len(items)}, counted from 0"
        )
    return index
