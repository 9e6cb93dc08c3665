"""Where entities name each other: one table, by which a rename rewrites every reference and a removal drops it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from fairlead.plan.entities import PARTIES, WORK, Correlation, Template

To = Callable[[str], str | None]
"""What an id becomes; None when it is to go."""

_Rewrite = Callable[[Any, To], Any]

M = TypeVar("M", bound=BaseModel)


def space_of(kind: str) -> str:
    """Return the name of the space that a kind's ids are unique in: work, party, or the kind itself."""
    return "work" if kind in WORK else "party" if kind in PARTIES else kind


def space_kinds(kind: str) -> tuple[str, ...]:
    """Return the kinds that share one space of ids with `kind`."""
    return WORK if kind in WORK else PARTIES if kind in PARTIES else (kind,)


def rewritten(entity: M, space: str, to: To) -> M:
    """Return the entity with every reference into a space of ids replaced; itself when nothing changes."""
    if isinstance(entity, Template) and space == "work":
        # An id of the template's own hides the same id outside.
        own = {each.id for each in (*entity.tasks, *entity.risks)}
        outer = to
        to = lambda id: id if id in own else outer(id)  # noqa: E731 - a one-line shadowing of `to`
    update: dict[str, Any] = {}
    for name, rewrite in TABLE.get(type(entity).__name__, {}).get(space, {}).items():
        value = getattr(entity, name)
        if value:
            new = rewrite(value, to)
            if new is not value and new != value:
                update[name] = new
    if isinstance(entity, Correlation) and "among" in update:
        update["matrix"] = _without_rows(entity, to)
    return entity.model_copy(update=update) if update else entity


def _without_rows(entity: Correlation, to: To) -> tuple[tuple[Any, ...], ...]:
    """The matrix without rows and columns of what goes; one that doesn't fit its entries is left to a rule."""
    matrix, size = entity.matrix, len(entity.among)
    if {len(matrix), *map(len, matrix)} != {size}:
        return matrix
    kept = [place for place, id in enumerate(entity.among) if to(id) is not None]
    return tuple(tuple(matrix[row][column] for column in kept) for row in kept)


def is_reference(model: type[BaseModel], key: str, space: str) -> bool:
    """Tell whether a key of the document names entities of this space."""
    return key in {name.rstrip("_") for name in TABLE.get(model.__name__, {}).get(space, {})}


def _one(value: str, to: To) -> str | None:
    return to(value)


def _each(values: tuple[str, ...], to: To) -> tuple[str, ...]:
    return tuple(new for value in values if (new := to(value)) is not None)


def _named(values: tuple[Any, ...], to: To) -> tuple[Any, ...]:
    """Links and assignments, which carry the id as `id`."""
    pairs = ((value, to(value.id)) for value in values)
    return tuple(
        value if new == value.id else replace(value, id=new) for value, new in pairs if new is not None
    )


def _needs(values: tuple[Any, ...], to: To) -> tuple[Any, ...]:
    kept = []
    for need in values:
        pairs = [(skill, to(skill.what)) for skill in need.alternatives]
        left = tuple(
            skill if new == skill.what else replace(skill, what=new)
            for skill, new in pairs
            if new is not None
        )
        if left == need.alternatives:
            kept.append(need)
        elif left:
            kept.append(replace(need, alternatives=left))
    return tuple(kept)


def _keys(values: Mapping[str, Any], to: To) -> dict[str, Any]:
    return {new: value for key, value in values.items() if (new := to(key)) is not None}


def _by_name(name: str) -> _Rewrite:
    """Parts that are about one entity, named in one of their fields, and go when it goes."""

    def rewrite(parts: tuple[Any, ...], to: To) -> tuple[Any, ...]:
        pairs = ((part, to(getattr(part, name))) for part in parts)
        return tuple(
            part if new == getattr(part, name) else part.model_copy(update={name: new})
            for part, new in pairs
            if new is not None
        )

    return rewrite


def _inside(space: str) -> _Rewrite:
    """Parts, or one part, with references of their own."""

    def rewrite(value: Any, to: To) -> Any:
        if isinstance(value, tuple):
            return tuple(rewritten(part, space, to) for part in value)
        return rewritten(value, space, to)

    return rewrite


def _calendar_alone(value: Any, to: To) -> Any:
    return to(value) if isinstance(value, str) else rewritten(value, "calendar", to)


_RISK_DELAYS: dict[str, _Rewrite] = {
    "delays": _keys,
    "repeats": _each,
    "excludes": _each,
    "triggers": _keys,
    "watch": _keys,
}
_CALENDAR: dict[str, dict[str, _Rewrite]] = {"calendar": {"calendar": _one}}

TABLE: dict[str, dict[str, dict[str, _Rewrite]]] = {
    "Settings": {
        "party": {"manager": _one, "levers": _inside("party")},
        "calendar": {"calendar": _calendar_alone},
    },
    "Levers": {"party": {"not_overtime": _each}},
    "WorkingHours": {"calendar": {"base": _one}},
    "Calendar": {"calendar": {"base": _one}},
    "Goal": {"work": {"done_when": _each}, "party": {"owner": _one}},
    "Team": {"party": {"lead": _one, "deputy": _one, "parent": _one}},
    "Person": {"party": {"team": _one}, **_CALENDAR},
    "Duty": {"party": {"who": _each}},
    "Equipment": _CALENDAR,
    "Supplier": _CALENDAR,
    "Candidate": {"party": {"supplier": _one, "team": _one}, **_CALENDAR},
    "Material": {"party": {"supplier": _one}},
    "Template": {
        space: {"tasks": _inside(space), "risks": _inside(space), "correlations": _inside(space)}
        for space in ("work", "party", "calendar", "template")
    },
    "Task": {
        "work": {
            "after": _named,
            "same_as": _each,
            "not_as": _each,
            "apart_from": _each,
            "only_if": _each,
            "unless": _each,
            "retry": _inside("work"),
        },
        "party": {
            "needs": _needs,
            "who": _named,
            "modes": _inside("party"),
            "instead": _inside("party"),
            "assignments": _by_name("who"),
            "raci": _inside("party"),
            "gate": _each,
        },
        "calendar": {"calendar": _one},
        "template": {"use": _one},
    },
    "Mode": {"party": {"needs": _needs, "who": _named}},
    "Retry": {"work": {"repeat": _each}},
    "Raci": {"party": {"R": _each, "A": _one, "C": _each, "I": _each}},
    "Risk": {
        "work": {**_RISK_DELAYS, "actions": _inside("work")},
        "party": {"away": _keys, "owner": _one, "actions": _inside("party")},
    },
    "Action": {"work": {"delays": _keys, "task": _one, "brings": _each}, "party": {"owner": _one}},
    "Correlation": {"work": {"among": _each}, "party": {"among": _each}},
    "Decision": {"work": {"after": _named}, "party": {"decides": _one}},
    "Meeting": {"party": {"who": _each}},
    "Baseline": {"party": {"approved_by": _one}},
}
"""By class and space of ids: the fields that name entities of that space."""
