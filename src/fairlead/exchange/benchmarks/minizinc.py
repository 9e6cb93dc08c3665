"""Data for MiniZinc (.dzn): `name = value;`, with arrays of one and two dimensions; comments begin with %.

Source: the MiniZinc handbook, section 'Spec of .dzn files'. Only what benchmarks use: numbers, truth values, lists and
tables of them. Sets are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairlead.exchange.benchmarks.text import MOST, Line, refusal, whole_number
from fairlead.plan.errors import ReadError

_COMPLETE = "Check that the file is complete, or fetch it again"
_ASSIGNMENT = re.compile(r"\s*([A-Za-z_]\w*)\s*=(.*)", re.DOTALL).fullmatch
_TRUTH = {"true": "1", "false": "0"}


@dataclass(frozen=True)
class Assignments:
    """The values of a data file by name, as texts, and the lines on which their assignments begin."""

    file: str
    values: dict[str, tuple[str, int]]

    @classmethod
    def of(cls, lines: list[Line], file: str) -> Assignments:
        """Return what a file assigns; raises ReadError for anything that is no assignment."""
        values: dict[str, tuple[str, int]] = {}
        pending, begin = "", 0
        for line in lines:
            *ended, rest = line.text.partition("%")[0].split(";")
            for part in ended:
                name, value = _assignment(pending + part, file, begin or line.number)
                values.setdefault(name, (value, begin or line.number))
                pending, begin = "", 0
            pending += rest + "\n"
            if pending.strip():
                begin = begin or line.number
            else:
                pending = ""
        if pending.strip():
            raise refusal("the file breaks off within an assignment", _COMPLETE, file, begin)
        return cls(file, values)

    def number(self, name: str, *, least: int = 0, most: int = MOST) -> int:
        """Return a number by its name."""
        text, line = self._text(name)
        return whole_number(text.strip(), f"`{name}`", self.file, line, least=least, most=most)

    def numbers(self, name: str, *, least: int = 0, most: int = MOST) -> list[int]:
        """Return a list of numbers by its name."""
        text, line = self._text(name)
        inner = _inside(text, "[", "]")
        if inner is None:
            raise self._wrong(name, "a list like [1,2,3]", line)
        return self._row(name, inner, line, least, most)

    def table(
        self, name: str, rows: int, columns: int, *, least: int = 0, most: int = MOST
    ) -> list[list[int]]:
        """Return a table of numbers or truth values (1 and 0) by its name, which has so many rows and columns."""
        text, line = self._text(name)
        inner = _inside(text, "[|", "|]")
        if inner is None:
            raise self._wrong(name, "a table like [| 1,2 | 3,4 |]", line)
        found = [self._row(name, row, line, least, most) for row in inner.split("|")]
        found = [row for row in found if row or not columns]
        if len(found) != rows and (columns or rows):
            raise self._wrong(name, f"a table of {rows} rows, not {len(found)}", line)
        for number, row in enumerate(found, 1):
            if len(row) != columns:
                message = f"a table of {columns} columns, not {len(row)} as in row {number}"
                raise self._wrong(name, message, line)
        return found

    def line(self, name: str) -> int:
        """Return the line on which a value begins."""
        return self._text(name)[1]

    def refusal(self, message: str, name: str) -> ReadError:
        """Return the error for what a value says."""
        return refusal(message, "Correct one of the two", self.file, self.line(name))

    def _text(self, name: str) -> tuple[str, int]:
        if name not in self.values:
            raise refusal(f"`{name}` is missing", _COMPLETE, self.file)
        return self.values[name]

    def _row(self, name: str, text: str, line: int, least: int, most: int) -> list[int]:
        cells = [cell.strip() for cell in text.split(",")]
        if not cells[-1]:
            cells.pop()
        what = f"a number in `{name}`"
        return [
            whole_number(_TRUTH.get(cell, cell), what, self.file, line, least=least, most=most)
            for cell in cells
        ]

    def _wrong(self, name: str, should: str, line: int) -> ReadError:
        return refusal(f"`{name}` should be {should}", _COMPLETE, self.file, line)


def _assignment(text: str, file: str, line: int) -> tuple[str, str]:
    found = _ASSIGNMENT(text)
    if found is None:
        raise refusal(f"`{text.strip()[:20]}` is no assignment like `dur = [1,2];`", _COMPLETE, file, line)
    return found[1], found[2]


def _inside(text: str, opening: str, closing: str) -> str | None:
    text = text.strip()
    if not (text.startswith(opening) and text.endswith(closing) and len(text) >= len(opening + closing)):
        return None
    return text[len(opening) : len(text) - len(closing)]
