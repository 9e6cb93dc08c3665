"""What every entity of a plan has in common, and how its fields are typed by their key."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from inspect import get_annotations
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from fairlead.plan.values.flags import flag
from fairlead.plan.values.ids import ID_PATTERN


@dataclass(frozen=True, slots=True)
class Notation:
    """Types a field by a value class: text is parsed, the value itself is taken as it is.

    The value's `str()` is what the plan document says, so that every field can be written back.
    """

    parse: Callable[[str], Any]
    value: type | tuple[type, ...]
    pattern: str
    examples: tuple[str, ...]

    @classmethod
    def of(cls, value: Any, *more: Any) -> Notation:
        """Return the notation of value classes, tried in order; the first that can read the text wins."""
        classes = (value, *more)
        pattern = "|".join(f"(?:{_pattern(each)})" for each in classes)
        examples = tuple(example for each in classes for example in _examples(each))
        parse = value.parse if len(classes) == 1 else _first_that_reads(classes)
        return cls(parse, classes, pattern, examples)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": ["string", "number"], "pattern": self.pattern, "examples": list(self.examples)}

    def read(self, given: Any) -> Any:
        """Return the value that `given` says; raises `ValueError` in the words of the notation."""
        if isinstance(given, str):
            return self.parse(given)
        if isinstance(given, self.value):
            return given
        if isinstance(given, int | float | Decimal) and not isinstance(given, bool):
            return self.parse(str(given))
        raise ValueError(f"should be text such as {self.examples[0]!r}")


def _pattern(value: Any) -> str:
    return str(_said_of("PATTERN", value))


def _examples(value: Any) -> tuple[str, ...]:
    return tuple(_said_of("EXAMPLES", value))


def _said_of(constant: str, value: Any) -> Any:
    """A module of one notation says it once; a module of several says it on each class."""
    return getattr(value, constant, None) or getattr(sys.modules[value.__module__], constant)


def _first_that_reads(classes: tuple[Any, ...]) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        problems = []
        for each in classes:
            try:
                return each.parse(text)
            except ValueError as problem:
                problems.append(str(problem))
        # A notation that says what is wrong inside the text has recognised it; the others only say what they would be.
        inside = [each for each in problems if not each.startswith(f'"{text.strip()}" is not ')]
        raise ValueError("; or: ".join(inside or problems))

    return parse


def _as_list(given: Any) -> Any:
    """A single entry may stand without brackets."""
    if type(given) is list:
        return given
    return (given,) if isinstance(given, str | dict) or not hasattr(given, "__iter__") else tuple(given)


def _read_flag(given: Any) -> bool:
    return given if isinstance(given, bool) else flag(str(given))


def _read_text(given: Any) -> Any:
    if type(given) is str:
        return given
    return str(given) if isinstance(given, int | float | Decimal) else given


Id = Annotated[str, Field(pattern=f"^(?:{ID_PATTERN})$"), BeforeValidator(_read_text)]
"""What other entries call this one; it changes only by `rename`."""

Reference = Annotated[str, Field(min_length=1), BeforeValidator(_read_text)]
"""The id of another entity; whether it exists is a rule of the whole plan, not of the field."""

Text = Annotated[str, Field(min_length=1), BeforeValidator(_read_text)]
Flag = Annotated[
    bool,
    BeforeValidator(_read_flag),
    WithJsonSchema({"enum": ["yes", "no", "true", "false", "on", "off", True, False]}),
]
Level = Annotated[int, Field(ge=0, le=100)]
Number = Annotated[Decimal, Field(allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class _OneOrMany:
    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many, many.get("items", {})]}


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_as_list), _OneOrMany()]
"""A list in the document, or one entry without brackets."""


class Part(BaseModel):
    """A mapping inside an entity; closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def body(self) -> dict[str, Any]:
        """Return the document's plain form: nested dicts, lists and text, without what is left at its default."""
        dumped = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {key: _plain(value) for key, value in dumped.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else str(value)


class Hyperlink(Part):
    """A hyperlink kept with an entity."""

    url: Text
    title: Text | None = None


class Source(Part):
    """The keys by which another tool knows the entity; never used to schedule, always kept."""

    tool: Text | None = None
    project: Text | None = None
    uid: Text | None = None
    guid: Text | None = None
    code: Text | None = None


class Entity(Part):
    """One row of a plan: a stable id, a body, and what every kind may carry."""

    kind: ClassVar[str]
    """What one of them is called, in code and in changes."""
    section: ClassVar[str]
    """The key of the plan document under which they stand."""
    held_apart: ClassVar[dict[str, str]] = {}
    """Keys of the document that are entities of their own kinds, because they are confidential."""

    id: Id
    name: Text | None = None
    note: Text | None = None
    urls: Many[Hyperlink] = ()
    fields: dict[str, str] = Field(default_factory=dict)
    source: Source | None = None

    @property
    def title(self) -> str:
        """What people call it: its name, else its id."""
        return self.name or self.id

    def body(self) -> dict[str, Any]:
        """Return the document's plain form, keys in the order in which people read them."""
        body = super().body()
        return {key: body[key] for key in key_order(type(self)) if key in body}


@lru_cache(maxsize=64)
def key_order(model: type[Entity]) -> tuple[str, ...]:
    """Return the keys of an entity as people read them: id and name, what is its own, then what every kind has."""
    names = ["id", "name"]
    for each in model.__mro__:
        names += get_annotations(each)
    known = [name for name in names if name in model.model_fields]
    return tuple(dict.fromkeys(model.model_fields[name].alias or name for name in known))
