"""What people typed into fields of their own: user defined fields and codes, by the name they gave them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from fairlead.exchange.collecting import free_name
from fairlead.exchange.xer.collecting import Collected
from fairlead.exchange.xer.parsing import Row, Tables
from fairlead.exchange.xer.scalars import decimal, line, moment, words

_LONGEST_NAME = 200


@dataclass(frozen=True)
class _Codes:
    """Where the codes of one kind of entry stand: their types, their values, and which entry bears which."""

    table: str
    types: tuple[str, str, str]  # table, id, name
    values: tuple[str, str, str, str, str]  # table, id, type, short name, name
    borne: tuple[str, str, str]  # table, entry, value


_CODES = (
    _Codes(
        "TASK",
        ("ACTVTYPE", "actv_code_type_id", "actv_code_type"),
        ("ACTVCODE", "actv_code_id", "actv_code_type_id", "short_name", "actv_code_name"),
        ("TASKACTV", "task_id", "actv_code_id"),
    ),
    _Codes(
        "RSRC",
        ("RCATTYPE", "rsrc_catg_type_id", "rsrc_catg_type"),
        ("RCATVAL", "rsrc_catg_id", "rsrc_catg_type_id", "rsrc_catg_short_name", "rsrc_catg_name"),
        ("RSRCRCAT", "rsrc_id", "rsrc_catg_id"),
    ),
    _Codes(
        "PROJECT",
        ("PCATTYPE", "proj_catg_type_id", "proj_catg_type"),
        ("PCATVAL", "proj_catg_id", "proj_catg_type_id", "proj_catg_short_name", "proj_catg_name"),
        ("PROJPCAT", "proj_id", "proj_catg_id"),
    ),
)
TABLES = frozenset(
    {"UDFTYPE", "UDFVALUE", "UDFCODE"}
    | {name for codes in _CODES for name in (codes.types[0], codes.values[0], codes.borne[0])}
)


@dataclass
class Fields:
    """Fields and codes by table and id of their entry."""

    said: dict[tuple[str, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, table: str, id: str | None) -> dict[str, str]:
        """Return what an entry bears, by name."""
        return self.said.get((table, id or ""), {})


def read_fields(collected: Collected) -> Fields:
    """Return the fields and codes of an export."""
    fields = Fields()
    for codes in _CODES:
        _read_codes(collected.tables, fields, codes)
    _read_user_defined(collected, fields)
    return fields


def _read_codes(tables: Tables, fields: Fields, codes: _Codes) -> None:
    types = {row.get(codes.types[1]): line(row.get(codes.types[2])) for row in tables.of(codes.types[0])}
    values = {row.get(codes.values[1]): row for row in tables.of(codes.values[0])}
    for row in tables.of(codes.borne[0]):
        entry, value = row.get(codes.borne[1]), values.get(row.get(codes.borne[2]))
        text = _code(value, codes) if value else None
        if entry and value and text:
            name = types.get(value.get(codes.values[2])) or "Code"
            _keep(fields, codes.table, entry, name, text)


def _code(value: Row, codes: _Codes) -> str | None:
    """Return a code as people say it: its value, and what it means where that is more."""
    short, name = line(value.get(codes.values[3])), line(value.get(codes.values[4]))
    return f"{short}: {name}" if short and name and short != name else short or name


def _read_user_defined(collected: Collected, fields: Fields) -> None:
    types = {row.get("udf_type_id"): row for row in collected.tables.of("UDFTYPE")}
    listed = {row.get("udf_code_id"): row for row in collected.tables.of("UDFCODE")}
    for row in collected.tables.of("UDFVALUE"):
        kind, entry = types.get(row.get("udf_type_id")), row.get("fk_id")
        text = _value(row, listed)
        if kind is None or entry is None or text is None:
            collected.lose("values of user defined fields that are not defined")
            continue
        name = line(kind.get("udf_type_label")) or line(kind.get("udf_type_name")) or "Field"
        _keep(fields, kind.get("table_name") or "", entry, name, text)


def _value(row: Row, listed: dict[str | None, Row]) -> str | None:
    if (text := words(row.get("udf_text"))) is not None:
        return text
    if (number := decimal(row.get("udf_number"))) is not None:
        return format(number.normalize(), "f")
    if (date := moment(row.get("udf_date"))) is not None:
        return str(date)
    code = listed.get(row.get("udf_code_id"))
    return (line(code.get("short_name")) or line(code.get("udf_code_name"))) if code else None


def _keep(fields: Fields, table: str, entry: str, name: str, text: str) -> None:
    known = fields.said[table, entry]
    known[free_name(name[:_LONGEST_NAME], known)] = text
