"""Tab-separated lines into tables: `%T` begins one, `%F` names its fields, `%R` is a row, `%E` the end of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter

from fairlead.exchange.xer.encodings import decoded
from fairlead.plan.errors import ReadError

SIZE_LIMIT = 512 * 2**20
"""Bytes; Primavera P6 writes about a kilobyte an activity, with its links and assignments."""
MOST_ROWS = 3_000_000
_LONGEST_CELL = 2**24
_MARK = "ERMHDR"
_IS_FILLED = itemgetter(1)
_EXPORT_AGAIN = "Export the project again from Primavera P6 (File, Export, Primavera P6 XER)"


class Row(dict[str, str]):
    """One row of a table: the texts of its fields that are not empty, and the line it stands on."""

    __slots__ = ("line",)

    def __init__(self, line: int, text: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(text)
        self.line = line


@dataclass(slots=True)
class Tables:
    """A whole export: the fields of its head, and its tables by name; `cut_off` when its end is missing."""

    head: list[str] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    encoding: str = "utf-8"
    unreadable: int = 0
    odd: Counter[str] = field(default_factory=Counter)
    cut_off: bool = False

    def of(self, table: str) -> list[Row]:
        """Return the rows of a table, none when it isn't there."""
        return self.rows.get(table, [])


def parse(data: bytes, name: str) -> Tables:
    """Return the tables of an export.

    Raises ReadError for what is empty, too large, or has no head; lines that make no sense are counted in `odd`.
    """
    _refuse_size(data, name)
    text = decoded(data)
    if not text.text.lstrip().startswith(_MARK):
        message = f"the text doesn't begin with {_MARK}, as every export of Primavera P6 does"
        raise ReadError.at(message, _EXPORT_AGAIN, code="not-a-project", file=name, line=1)
    found = Tables(encoding=text.encoding, unreadable=text.unreadable, cut_off=True)
    _Reader(found, name).read(text.text)
    return found


class _Reader:
    def __init__(self, found: Tables, name: str) -> None:
        self.found, self.name = found, name
        self.rows: list[Row] | None = None
        self.fields: list[str] = []
        self.width = 0  # cells of the last row so far
        self.count = 0

    def read(self, text: str) -> None:
        # Only ends of lines end a row: P6 leaves other separators of Unicode inside its texts.
        for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
            mark = line[:2]
            if mark == "%R":
                self._row(number, line)
            elif mark == "%T":
                self._table(line)
            elif mark == "%F":
                self.fields = [each.strip() for each in line.split("\t")[1:]]
            elif mark == "%E":
                self.found.cut_off = False
            elif line.startswith(_MARK) or line.startswith("\ufeff" + _MARK):
                self.found.head = line.split("\t")
            elif line.strip():
                self._goes_on(line)

    def _table(self, line: str) -> None:
        cells = line.split("\t")
        name = cells[1].strip() if len(cells) > 1 else ""
        if not name:
            self.found.odd["tables without a name"] += 1
        self.rows, self.fields = self.found.rows.setdefault(name, []), []

    def _row(self, number: int, line: str) -> None:
        self.count += 1
        if self.count > MOST_ROWS:
            message = "the file holds more rows than any project"
            raise ReadError.at(message, _EXPORT_AGAIN, code="file-too-large", file=self.name, line=number)
        if self.rows is None or not self.fields:
            self.found.odd["rows without a table or the names of its fields"] += 1
            return
        cells = line.split("\t")[1:]
        if len(line) > _LONGEST_CELL:
            self.found.odd["texts of megabytes, cut"] += 1
            cells = [cell[:_LONGEST_CELL] for cell in cells]
        if len(cells) > len(self.fields) and any(cells[len(self.fields) :]):
            self.found.odd["rows with more cells than their table has fields"] += 1
        if " \t" in line or "\t " in line or line[-1] == " ":
            cells = [cell.strip() for cell in cells]
        self.rows.append(Row(number, filter(_IS_FILLED, zip(self.fields, cells, strict=False))))
        self.width = min(len(cells), len(self.fields))

    def _goes_on(self, line: str) -> None:
        """A line without a mark is the rest of a text that holds an end of line."""
        if not self.rows or not self.fields:
            self.found.odd["lines that belong to no table"] += 1
            return
        row, cells = self.rows[-1], line.split("\t")
        broken = self.fields[max(self.width - 1, 0)]
        before = row.get(broken, "")
        if len(before) + len(cells[0]) <= _LONGEST_CELL:
            row[broken] = f"{before}\n{cells[0]}"
        following = self.fields[self.width :]
        row.update({name: cell for name, cell in zip(following, cells[1:], strict=False) if cell})
        self.width = min(self.width + len(cells) - 1, len(self.fields))


def _refuse_size(data: bytes, name: str) -> None:
    if len(data) > SIZE_LIMIT:
        message = f"the file is larger than {SIZE_LIMIT / 2**20:g} MB, which no project is"
        raise ReadError.at(message, "Check that this is the right file", code="file-too-large", file=name)
    if not data[:4096].strip(b" \t\r\n\0") and not data.strip(b" \t\r\n\0"):
        message = "the file is empty"
        raise ReadError.at(message, "Check that this is the right file", code="empty-file", file=name)
