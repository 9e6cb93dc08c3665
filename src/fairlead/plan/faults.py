"""What Pydantic found wrong with one entity, in the words of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from fairlead.plan.entities import Entity
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values.ids import suggest

Place = tuple[str | int, ...]

_MOST = 100
"""Faults of one entity that are told one by one; who has more has made one mistake many times."""


def faults_of(
    error: ValidationError, model: type[Entity], body: Mapping[str, Any]
) -> Iterator[tuple[Place, Finding]]:
    """Yield each fault with its place inside the entity, as findings of severity error."""
    id = body.get("id") if isinstance(body.get("id"), str) else None
    seen: set[tuple[Place, str]] = set()
    faults = error.errors(include_url=False)
    for fault in faults[:_MOST]:
        place = _place_in(body, fault["loc"])
        code, message, remedy = _in_words(fault, place, model)
        if (place, message) not in seen:
            seen.add((place, message))
            key = str(place[0]) if place else None
            yield place, Finding(Severity.ERROR, code, message, remedy, model.kind, id, key)
    if len(faults) > _MOST:
        message = f"has {len(faults) - _MOST:,} more faults like these"
        yield (
            (),
            Finding(
                Severity.ERROR, "more-faults", message, "Mend the first ones and look again", model.kind, id
            ),
        )


def keys_of(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    """Return the keys that a mapping of this model may have in the document, with the model below each, if any."""
    return {info.alias or name: _model_below(info.annotation) for name, info in model.model_fields.items()}


def _place_in(body: Mapping[str, Any], location: tuple[str | int, ...]) -> Place:
    """Return the part of Pydantic's location that is a path in the document; the rest names branches of unions."""
    place: list[str | int] = []
    here: Any = body
    for step in location:
        if _stands_in(here, step):
            here = here[step]
            place.append(step)
        elif isinstance(step, str) and isinstance(here, Mapping) and step == location[-1]:
            place.append(step)
    return tuple(place)


def _stands_in(here: Any, step: str | int) -> bool:
    if isinstance(here, Mapping):
        return step in here
    return isinstance(here, list | tuple) and isinstance(step, int) and step < len(here)


def _in_words(fault: Any, place: Place, model: type[Entity]) -> tuple[str, str, str]:
    key, given = _key(place), fault["input"]
    match fault["type"]:
        case "extra_forbidden":
            return _unknown_key(place, given, model)
        case "missing":
            return "missing-key", f"`{fault['loc'][-1]}` is missing", f"Add `{fault['loc'][-1]}: ...`"
        case "literal_error":
            return (
                "wrong-value",
                f"{key} can't be {_shown(given)}",
                f"Write one of {fault['ctx']['expected']}",
            )
        case "string_pattern_mismatch" if place[-1:] in (("id",), ("parent",)):
            return (
                "wrong-id",
                f"{_shown(given)} can't be an id",
                "Use letters, digits, `_`, `-` and `.`, beginning with a letter or digit",
            )
        case "value_error":
            return "wrong-value", f"{key}: {fault['ctx']['error']}", ""
        case "int_parsing" | "int_type" | "int_from_float":
            return (
                "wrong-value",
                f"{key} should be a whole number, not {_shown(given)}",
                "Write it like 2",
            )
        case "decimal_parsing" | "decimal_type" | "float_parsing" | "float_type":
            return "wrong-value", f"{key} should be a number, not {_shown(given)}", "Write it like 3 or 0.7"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            bound = fault["msg"].removeprefix("Input should be ")
            return "wrong-value", f"{key} should be {bound}, not {_shown(given)}", ""
        case "string_too_short":
            return "wrong-value", f"{key} is an empty text", "Write something, or remove the key"
        case "string_type":
            return (
                "wrong-shape",
                f"{key} should be a text, not {_shown(given)}",
                "Write it on one line, in quotes",
            )
        case "model_type" | "model_attributes_type" | "dict_type":
            return (
                "wrong-shape",
                f"{key} should be a mapping, not {_shown(given)}",
                "Write it as {key: value}",
            )
        case _:
            return (
                "wrong-value",
                f"{key}: {fault['msg']}, not {_shown(given)}",
                "See the plan format for this key",
            )


def _unknown_key(place: Place, given: Any, model: type[Entity]) -> tuple[str, str, str]:
    unknown = str(place[-1])
    known = _known_at(place[:-1], model)
    near = suggest(unknown, known)
    if near:
        return "unknown-key", f"there is no key `{unknown}`", f"Did you mean `{near}`?"
    if given is None:
        return (
            "unknown-key",
            f"there is no key `{unknown}`",
            "If it belongs to the text before it, put quotes round the whole text",
        )
    return (
        "unknown-key",
        f"there is no key `{unknown}`",
        "Put notes of your own under `fields: {...}`; known keys: " + ", ".join(known),
    )


def _known_at(place: Place, model: type[BaseModel]) -> list[str]:
    here: type[BaseModel] | None = model
    for step in place:
        if isinstance(step, str) and here is not None:
            here = keys_of(here).get(step)
    if here is None:
        return []
    apart = getattr(here, "held_apart", {})
    hidden = {"parent", "rank"} if "rank" in here.model_fields else set()
    nested = ["tasks"] if "rank" in here.model_fields else []
    return [key for key in keys_of(here) if key not in hidden] + nested + list(apart)


def _model_below(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_below(part))), None)


def _key(place: Place) -> str:
    keys = [f"`{step}`" if isinstance(step, str) else f"entry {step + 1}" for step in place]
    return ", ".join(keys) or "the entry"


def _shown(given: Any) -> str:
    text = str(given)
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"
