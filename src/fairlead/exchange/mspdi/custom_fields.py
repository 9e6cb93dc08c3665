"""Custom fields: what people call them, and their values, those from lists and outline codes looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fairlead.exchange.collecting import free_name
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.scalars import line, words

_DEEPEST = 20
_LONGEST_NAME = 200


@dataclass
class _ListedValue:
    text: str
    parent: str | None


@dataclass
class CustomFields:
    """The definitions of a file: field id to the name that people gave it, else Microsoft Project's own."""

    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, _ListedValue]] = field(default_factory=dict)
    """By field, the values of its list under their ids and global ids."""

    def of(self, record: Record) -> dict[str, str]:
        """Return the custom fields of a task, resource or assignment by name; empty ones are left out."""
        found: dict[str, str] = {}
        for entry in (*record.all("ExtendedAttribute"), *record.all("OutlineCode")):
            id = entry.get("FieldID")
            value = self._value(id, entry) if id else None
            if id and value:
                found[free_name(self.names.get(id, f"Field {line(id)}"[:_LONGEST_NAME]), found)] = value
        return found

    def _value(self, id: str, entry: Record) -> str | None:
        listed = self.values.get(id, {})
        for key in ("ValueGUID", "ValueID"):
            if (reference := entry.get(key)) is not None and reference in listed:
                return ".".join(reversed(list(self._path(listed, reference))))
        return words(entry.get("Value"))

    def _path(self, listed: dict[str, _ListedValue], reference: str | None) -> Iterator[str]:
        """Yield a value and those above it: outline codes are trees."""
        for _ in range(_DEEPEST):
            if reference is None or reference not in listed:
                return
            yield listed[reference].text
            reference = listed[reference].parent


def read_custom_fields(head: Record) -> CustomFields:
    """Return the custom fields that a file defines."""
    fields = CustomFields()
    codes = {
        code.get("Guid"): code for code in head.within("OutlineCodes", "OutlineCode") if code.get("Guid")
    }
    for definition in (
        *head.within("ExtendedAttributes", "ExtendedAttribute"),
        *head.within("OutlineCodes", "OutlineCode"),
    ):
        id = definition.get("FieldID")
        if not id:
            continue
        name = line(definition.get("Alias")) or line(definition.get("FieldName"))
        fields.names[id] = (name or f"Field {line(id)}")[:_LONGEST_NAME]
        values = fields.values.setdefault(id, {})
        for holder in (definition, codes.get(definition.get("Ltuid"))):
            if holder is not None:
                values.update(_listed(holder))
    return fields


def _listed(definition: Record) -> dict[str, _ListedValue]:
    listed: dict[str, _ListedValue] = {}
    for value in (*definition.within("ValueList", "Value"), *definition.within("Values", "Value")):
        text = words(value.get("Value")) or words(value.get("Description"))
        if not text:
            continue
        parent = value.get("ParentValueID")
        entry = _ListedValue(text, parent if parent not in ("0", None) else None)
        for key in ("ID", "ValueID", "FieldGUID", "ValueGUID"):
            if (id := value.get(key)) is not None:
                listed[id] = entry
    return listed
