"""What the keys of an entity hold: text, a list, a mapping, a part with keys of its own; and paths into them."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from fairlead.plan.entities import KINDS, Entity
from fairlead.plan.values.ids import suggest

Form = Literal["text", "flag", "list", "mapping", "part"]
Step = str | int

HIDDEN = {"task": ("parent", "rank")}
"""Fields that no key of the document says, because nesting and order do."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one key holds.

    `of` is the shape of a list's items or of a mapping's values, `model` the keys of a part, `values` the classes
    whose notation a text is written in (`str` for free text), `choices` the only texts there are.
    """

    form: Form
    of: Shape | None = None
    model: type[BaseModel] | None = None
    values: tuple[type, ...] = ()
    choices: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def shapes_of(model: type[BaseModel]) -> dict[str, Shape]:
    """Return the shape of every key that a mapping of this model may have in the document.

    Confidential keys (`rate` on a person) are among them; `id`, and the place of a task, are not.
    """
    kind = getattr(model, "kind", "")
    hidden = ("id", *HIDDEN.get(kind, ())) if issubclass(model, Entity) else ()
    found = {
        info.alias or name: _shape(info.annotation)
        for name, info in model.model_fields.items()
        if name not in hidden
    }
    if kind == "template":
        found |= {key: Shape("list", Shape("part", model=each)) for key, each in _inside_templates().items()}
    apart = model.held_apart if issubclass(model, Entity) else {}
    return found | {key: shapes_of(KINDS[other])["value"] for key, other in apart.items()}


def steps_of(model: type[BaseModel], field: str) -> tuple[tuple[Step, ...], Shape]:
    """Return the path that a field says, as keys and list positions, and the shape of what stands there.

    Raises ValueError for a key that there isn't, with a suggestion.
    """
    steps: list[Step] = []
    here, rest = Shape("part", model=model), field
    while rest:
        match here.form:
            case "part":
                assert here.model is not None
                step, _, rest = rest.partition(".")
                here = _key(here.model, step)
            case "mapping":
                step, rest = rest, ""
                assert here.of is not None
                here = here.of
            case "list":
                step, _, rest = rest.partition(".")
                assert here.of is not None
                here = here.of
            case _:
                raise ValueError(f"`{'.'.join(map(str, steps))}` is a text; nothing stands below it")
        steps.append(step)
    if not steps:
        raise ValueError("a field is missing")
    return tuple(steps), here


def found_at(body: Any, steps: Sequence[Step]) -> Any:
    """Return what stands at a path of plain data; None where there is nothing."""
    here = body
    for step in steps:
        if isinstance(here, Mapping):
            here = here.get(step)
        elif isinstance(here, list) and (index := position(here, step)) is not None:
            here = here[index]
        else:
            return None
    return here


def position(items: Sequence[Any], step: Step) -> int | None:
    """Return the index of the item that a step of a path means: by its id, else by its number from 0."""
    for index, item in enumerate(items):
        if isinstance(item, Mapping) and item.get("id") == step:
            return index
    number = int(step) if str(step).isdecimal() else -1
    return number if 0 <= number < len(items) else None


def _key(model: type[BaseModel], key: str) -> Shape:
    shapes = shapes_of(model)
    if key in shapes:
        return shapes[key]
    what = getattr(model, "kind", None) or model.__name__.lower()
    near = suggest(key, shapes)
    hint = f"did you mean `{near}`?" if near else _some_of(list(shapes))
    raise ValueError(f"a {what} has no `{key}`; {hint}")


def _some_of(keys: list[str]) -> str:
    return f"known are {', '.join(keys)}" if len(keys) < 12 else "the plan format lists what there is"


def _inside_templates() -> dict[str, type[BaseModel]]:
    return {KINDS[kind].section: KINDS[kind] for kind in ("task", "risk", "correlation")}


def _shape(annotation: Any) -> Shape:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(args[0])
    if origin in (Union, types.UnionType):
        return _shape_of_union([arg for arg in args if arg is not type(None)])
    if origin is tuple:
        return Shape("list", _shape(args[0]))
    if origin is dict:
        return Shape("mapping", _shape(args[1]))
    if origin is Literal:
        return Shape("text", choices=tuple(map(str, args)))
    if annotation is bool:
        return Shape("flag")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape("part", model=annotation)
    return Shape("text", values=(annotation,))


def _shape_of_union(args: list[Any]) -> Shape:
    shapes = [_shape(arg) for arg in args]
    parts = [shape for shape in shapes if shape.form != "text"]
    if parts:
        return parts[0]
    return Shape("text", values=tuple(value for shape in shapes for value in shape.values))
