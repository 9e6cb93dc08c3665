"""Tables: plain rows for a terminal, a pipe, a spreadsheet, a document, a page."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO

from fairlead.draw.text import cells, clean, escaped

if TYPE_CHECKING:
    from rich.table import Table as RichTable

Align = Literal["left", "right", "center"]
Tone = Literal["", "bold", "quiet", "critical", "good", "warning"]


@dataclass(frozen=True, slots=True)
class Toned:
    """A cell with a tone: how it should strike the eye where there are colours, never what it says."""

    value: str | int | float
    tone: Tone = ""


Cell = str | int | float | Toned | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, the side its cells stand at, and whether they may be broken where the width is short."""

    title: str
    align: Align = "left"
    wrap: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of cells; a row has a cell for every column, None where there is nothing to say.

    `indents` may give each row a depth, shown before its first cell where there are no cells to structure it.
    Raises ValueError when a row has too few or too many cells.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    indents: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        if self.indents and len(self.indents) != len(self.rows):
            raise ValueError(f"{len(self.indents)} indents for {len(self.rows)} rows")


def print_table(table: Table, file: TextIO | None = None, *, width: int | None = None) -> None:
    """Print the table: with lines and colours at a terminal, as plain aligned text anywhere else."""
    from rich.console import Console

    out = file or sys.stdout
    console = Console(file=out, highlight=False, width=width)
    if console.is_terminal:
        console.print(as_rich(table))
    else:
        out.write(as_text(table).encode(out.encoding or "utf-8", "replace").decode(out.encoding or "utf-8"))


def as_rich(table: Table) -> RichTable:
    """Return the table for Rich; no cell is read as markup, and long ones are wrapped, never cut."""
    from rich import box
    from rich.padding import Padding
    from rich.table import Table as RichTable
    from rich.text import Text

    title = Text(clean(table.title), style="bold") if table.title else None
    drawn = RichTable(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for column in table.columns:
        drawn.add_column(
            Text(clean(column.title)),
            justify=column.align,
            overflow="fold",
            no_wrap=column.align == "right" or not column.wrap,
            header_style="bold",
        )
    indents = table.indents or (0,) * len(table.rows)
    for row, texts, indent in zip(table.rows, _plain_cells(table), indents, strict=True):
        styled = (_RICH_STYLES[_tone(cell)] for cell in row)
        shown = [Text(clean(text), style=style) for text, style in zip(texts, styled, strict=True)]
        # Padding, not spaces: the second line of a long name is indented too.
        drawn.add_row(
            *(
                Padding(text, (0, 0, 0, 2 * indent)) if indent and not n else text
                for n, text in enumerate(shown)
            )
        )
    return drawn


_RICH_STYLES: dict[Tone, str] = {
    "": "",
    "bold": "bold",
    "quiet": "dim",
    "critical": "bold red",
    "good": "green",
    "warning": "yellow",
}


def as_text(table: Table) -> str:
    """Return the table as aligned text: no lines, no colours, nothing cut, two spaces between columns."""
    lines = [tuple(clean(column.title) for column in table.columns), *_indented(table)]
    widths = [max(cells(line[number]) for line in lines) for number in range(len(table.columns))]
    aligns = [column.align for column in table.columns]
    texts = ("  ".join(map(_aligned, line, widths, aligns)).rstrip() for line in lines)
    return "".join(f"{line}\n" for line in ((clean(table.title), "") if table.title else ())) + "".join(
        f"{line}\n" for line in texts
    )


def _aligned(text: str, width: int, align: Align) -> str:
    blanks = max(width - cells(text), 0)
    before = {"left": 0, "right": blanks, "center": blanks // 2}[align]
    return " " * before + text + " " * (blanks - before)


def _indented(table: Table) -> Iterator[tuple[str, ...]]:
    """Return the cells as clean text, the first of each row behind its indent."""
    indents: Sequence[int] = table.indents or (0,) * len(table.rows)
    for row, indent in zip(table.rows, indents, strict=True):
        texts = [clean(cell_text(cell)) for cell in row]
        if texts:
            texts[0] = "  " * indent + texts[0]
        yield tuple(texts)


def cell_text(cell: Cell) -> str:
    """Return what a cell says; nothing for None."""
    value = cell.value if isinstance(cell, Toned) else cell
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _tone(cell: Cell) -> Tone:
    return cell.tone if isinstance(cell, Toned) else ""


# ---------------------------------------------------------------- files


def as_csv(table: Table, *, delimiter: str = ",") -> str:
    """Return the table as CSV with a line of titles, lines ended by CR LF (RFC 4180).

    A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow([harmless(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([harmless(cell_text(cell)) for cell in row])
    return out.getvalue()


# Spreadsheets read the wide forms of East Asian keyboards as formulas too.
_STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\Z", re.ASCII)


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet could take it for a formula."""
    return f"'{text}" if _STARTS_FORMULA.match(text) and not _NUMBER.match(text) else text


def as_markdown(table: Table) -> str:
    """Return the table in Markdown, aligned by its second line; nothing in a cell is read as markup."""
    rules = {"left": ":---", "right": "---:", "center": ":---:"}
    lines = [
        [in_markdown(column.title) for column in table.columns],
        [rules[column.align] for column in table.columns],
    ]
    lines += [[in_markdown(text).strip() for text in texts] for texts in _plain_cells(table)]
    heading = f"**{in_markdown(table.title)}**\n\n" if table.title else ""
    return heading + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def in_markdown(text: str) -> str:
    """Return the text on one line as Markdown shows it: no sign in it is read as markup."""
    return _SPECIAL.sub(r"\\\1", clean(text).replace("&", "&amp;"))


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_html(table: Table, *, titled: bool = False) -> str:
    """Return the table as an HTML element, its tones as classes `tone-…`, its indents as padding.

    With `titled` every cell but those of the first column also carries its column's title (`data-title`), so that a
    page too narrow for the columns can show each row as a list; cells not to be broken are of the class `whole`.
    """
    caption = f"<caption>{escaped(table.title)}</caption>" if table.title else ""
    head = "".join(
        f'<th{_html_align(column)} scope="col">{escaped(column.title)}</th>' for column in table.columns
    )
    indents = table.indents or (0,) * len(table.rows)
    rows = zip(table.rows, indents, strict=True)
    body = "".join(_html_row(table, row, indent, titled=titled) for row, indent in rows)
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_row(table: Table, row: tuple[Cell, ...], indent: int, *, titled: bool) -> str:
    texts = []
    for number, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        tone = f"tone-{_tone(cell)}" if _tone(cell) else ""
        names = " ".join(filter(None, (tone, "whole" if titled and not column.wrap else "")))
        marks = f' class="{names}"' if names else ""
        if titled and number and column.title:
            marks += f' data-title="{escaped(column.title)}"'
        deep = f"padding-left:{1.5 * indent:g}em" if indent and number == 0 else ""
        texts.append(f"<td{marks}{_html_align(column, deep)}>{escaped(cell_text(cell))}</td>")
    return f"<tr>{''.join(texts)}</tr>"


def _html_align(column: Column, other: str = "") -> str:
    rules = ";".join(filter(None, (f"text-align:{column.align}" if column.align != "left" else "", other)))
    return f' style="{rules}"' if rules else ""


def _plain_cells(table: Table) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        yield tuple(cell_text(cell) for cell in row)
