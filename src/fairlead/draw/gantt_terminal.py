"""A Gantt chart in characters: blocks and colours at a terminal, plain ASCII in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TextIO

from fairlead.draw.chart import (
    GanttChart,
    Row,
    covered,
    done_pieces,
    last_moment,
    minutes,
    pieces,
    share_text,
)
from fairlead.draw.folding import folded
from fairlead.draw.scale import stretches
from fairlead.draw.text import cells, clean, padded, shortened_cells
from fairlead.draw.units import UNITS, Unit

MOST_ROWS = 1000
PIPE_WIDTH = 100
_SMALLEST_WIDTH = 20
_DATE = 10
_SHARE = 4


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters a chart is made of, one column wide each; `ellipsis` ends names that were cut."""

    left: str
    done: str
    critical: str
    critical_done: str
    summary: str
    milestone: str
    goal: str
    gap: str
    whisker: str
    kept: str
    missed: str
    today: str
    marker: str
    ellipsis: str


BLOCKS = Signs("▒", "█", "▓", "█", "▀", "◆", "★", "╌", "─", "▽", "▼", "│", "┊", "…")
ASCII = Signs("=", "#", "%", "#", "_", "M", "G", ".", "-", "v", "!", "|", ":", "~")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters in one style; styles are Rich's words."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]


def print_gantt(chart: GanttChart, file: TextIO | None = None, *, width: int | None = None) -> None:
    """Print the chart: in colours and blocks at a terminal that can show them, in plain ASCII anywhere else.

    `width` is in columns; without it the terminal's width is taken, in a pipe the variable COLUMNS or 100. Of
    more than a thousand rows the outer levels are shown at a terminal; a pipe gets all of them.
    """
    from rich.console import Console
    from rich.text import Text

    out = file or sys.stdout
    console = Console(file=out, highlight=False, width=width)
    if not console.is_terminal:
        out.write(gantt_text(chart, width=width or _pipe_width(), encoding=out.encoding or "ascii"))
        return
    signs = BLOCKS if _is_unicode(out.encoding) else ASCII
    for line in gantt_lines(
        folded(_encodable(chart, out.encoding or "ascii"), MOST_ROWS), console.width, signs=signs
    ):
        # An ending is part of the line's own width here, so that a full line isn't broken in two.
        console.print(Text.assemble(*((piece.text, piece.style) for piece in line)), soft_wrap=True)


def gantt_text(
    chart: GanttChart, *, width: int = PIPE_WIDTH, encoding: str = "utf-8", signs: Signs = ASCII
) -> str:
    """Return the chart as plain text, each line ended and at most `width` columns wide.

    Bars are ASCII unless other `signs` are given; names stay as they are where the encoding has them.
    """
    lines = gantt_lines(_encodable(chart, encoding), width, signs=signs)
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)


def gantt_lines(chart: GanttChart, width: int, *, signs: Signs = BLOCKS) -> Iterator[Line]:
    """Return the chart line by line, none wider than `width` columns: title, axis, rows, key."""
    plan = _planned(chart, max(width, 1), signs)
    if chart.title:
        yield (Piece(shortened_cells(chart.title, plan.width, ellipsis=signs.ellipsis), "bold"),)
    if chart.subtitle:
        yield (Piece(shortened_cells(chart.subtitle, plan.width, ellipsis=signs.ellipsis), "dim"),)
    if not chart.rows:
        yield (Piece(shortened_cells("Nothing to draw: there are no rows.", plan.width), "dim"),)
        return
    yield from _header(plan)
    for row in chart.rows:
        yield _row_line(plan, row)
    if chart.legend:
        yield from _key(plan)


# ---------------------------------------------------------------- the widths


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the columns of the terminal are shared out; `dates` is 0, 1 (finish) or 2 columns of dates."""

    chart: GanttChart
    signs: Signs
    width: int
    names: int
    dates: int
    shares: bool
    bars: int
    first: float
    last: float

    def at(self, when: float) -> int:
        """Return the column among the bars in which the minute lies."""
        share = (when - self.first) / (self.last - self.first)
        return min(max(int(share * self.bars), 0), self.bars - 1)

    @property
    def lead(self) -> int:
        """The width of what stands before the bars."""
        return _lead(self.names, self.dates, self.shares)


def _planned(chart: GanttChart, width: int, signs: Signs) -> _Plan:
    dates = 2 if width >= 120 else 1 if width >= 64 else 0
    widest = max((2 + _indent(row) + cells(clean(row.name[:width])) for row in chart.rows), default=0)
    names = min(widest, max(int(width * 0.34), 8)) if width >= _SMALLEST_WIDTH else 0
    shares = chart.shows_shares
    bars = max(width - _lead(names, dates, shares), 1)
    first, last = covered(chart)
    return _Plan(chart, signs, width, names, dates, shares, bars, first, max(last, first + 1))


def _lead(names: int, dates: int, shares: bool) -> int:
    return names + dates * (_DATE + 1) + shares * (_SHARE + 1) + 1 if names else 0


def _indent(row: Row) -> int:
    return 2 * min(max(row.level, 0), 5)


def _pipe_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    return max(int(columns), _SMALLEST_WIDTH) if columns.isdecimal() else PIPE_WIDTH


# ---------------------------------------------------------------- the axis


_LADDER = (
    "quarter-hour",
    "hour",
    "six-hours",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
)
_UPPER = {
    "quarter-hour": "day",
    "hour": "day",
    "six-hours": "day",
    "day": "month",
    "week": "month",
    "month": "year",
}


def _header(plan: _Plan) -> Iterator[Line]:
    """Return two lines: larger units over smaller ones, the smallest whose names have room."""
    minutes_a_column = (plan.last - plan.first) / plan.bars
    fitting = [
        name for name in _LADDER if UNITS[name].minutes / minutes_a_column >= _shortest_name(UNITS[name]) + 1
    ]
    lower = fitting[0] if fitting else _LADDER[-1]
    titles = [
        padded("  Name", plan.names),
        *(padded(title, _DATE) for title in ("Start", "Finish")[2 - plan.dates :]),
        *(("Crit",) if plan.shares else ()),
    ]
    lead = " ".join(titles) + " " if plan.names else ""
    upper = _UPPER.get(lower)
    if upper:
        yield Piece(" " * plan.lead), Piece(_unit_names(plan, UNITS[upper]), "bold")
    yield Piece(lead, "bold"), Piece(_unit_names(plan, UNITS[lower], with_year=upper != "year"), "dim")


def _shortest_name(unit: Unit) -> int:
    return 2 if unit.minutes < 40_000 else 3 if unit.minutes < 200_000 else 5


def _unit_names(plan: _Plan, unit: Unit, *, with_year: bool = True) -> str:
    """Return the names at the columns where their stretches begin, the longest that fit."""
    line = ""
    for begin, end in stretches(unit, plan.first, plan.last):
        left, right = plan.at(minutes(begin)), plan.at(minutes(end))
        if minutes(end) >= plan.last:
            right = plan.bars + 1
        names = (name for name in unit.names(begin) if with_year or str(begin.year) not in name)
        name = next((name for name in names if len(name) < right - left), "")
        if left >= len(line) and left + len(name) <= plan.bars:
            line = line.ljust(left) + name + (" " if name else "")
    return line[: plan.bars].ljust(plan.bars)


# ---------------------------------------------------------------- a row


def _row_line(plan: _Plan, row: Row) -> Line:
    style = _name_style(row)
    if not plan.names:
        return tuple(_merged(_marks(plan, row)))
    name = ("* " if row.critical else "  ") + " " * _indent(row) + row.name
    dates = (
        last_moment(replace(row, finish=row.start)) if not row.is_point else last_moment(row),
        last_moment(row),
    )
    shown = "".join(f" {date}" for date in dates[2 - plan.dates :])
    lead = Piece(padded(name, plan.names, ellipsis=plan.signs.ellipsis), style)
    dated = Piece(shown + " ", "red" if row.misses_deadline else "dim")
    share = (_share(row),) if plan.shares else ()
    return lead, dated, *share, *_merged(_marks(plan, row))


def _share(row: Row) -> Piece:
    """Return how often the row is critical, the louder the oftener."""
    share = row.share or 0.0
    style = "bold red" if share >= 0.5 else "yellow" if share >= 0.1 else "dim"
    return Piece(padded(share_text(row), _SHARE, right=True) + " ", style)


def _name_style(row: Row) -> str:
    return " ".join(filter(None, ("bold" if row.kind == "summary" else "", "red" if row.critical else "")))


def _marks(plan: _Plan, row: Row) -> list[Piece]:
    """Return one character for every column, later marks over earlier ones."""
    columns = [Piece(" ")] * plan.bars
    _draw_lines(plan, columns)
    _draw_float(plan, row, columns)
    if row.is_point:
        sign = plan.signs.goal if row.kind == "goal" else plan.signs.milestone
        columns[plan.at(minutes(row.finish))] = Piece(sign, _bar_style(row))
    else:
        _draw_bar(plan, row, columns)
    _draw_deadline(plan, row, columns)
    return columns


def _draw_lines(plan: _Plan, columns: list[Piece]) -> None:
    for marker in plan.chart.markers:
        if plan.first <= minutes(marker.when) <= plan.last:
            columns[plan.at(minutes(marker.when))] = Piece(plan.signs.marker, "magenta")
    if plan.chart.today and plan.first <= minutes(plan.chart.today) <= plan.last:
        columns[plan.at(minutes(plan.chart.today))] = Piece(plan.signs.today, "yellow")


def _draw_float(plan: _Plan, row: Row, columns: list[Piece]) -> None:
    if row.float_until and minutes(row.float_until) > minutes(row.finish):
        for column in range(plan.at(minutes(row.finish)), plan.at(minutes(row.float_until)) + 1):
            columns[column] = Piece(plan.signs.whisker, "dim")


def _draw_bar(plan: _Plan, row: Row, columns: list[Piece]) -> None:
    stretches_of_work = pieces(row)
    begin, end = _stretch(plan, stretches_of_work[0][0], stretches_of_work[-1][1])
    columns[begin : end + 1] = [Piece(plan.signs.gap, "dim")] * (end + 1 - begin)
    for first, last in stretches_of_work:
        begin, end = _stretch(plan, first, last)
        columns[begin : end + 1] = [Piece(_bar_sign(plan.signs, row), _bar_style(row))] * (end + 1 - begin)
    if row.kind != "summary":
        _draw_done(plan, row, columns)


def _draw_done(plan: _Plan, row: Row, columns: list[Piece]) -> None:
    sign = plan.signs.critical_done if row.critical else plan.signs.done
    for first, last in done_pieces(row):
        begin, end = _stretch(plan, first, last)
        # Half a column done isn't a column done, or a task just begun would look finished on a narrow screen.
        whole = end + 1 if last >= pieces(row)[-1][1] else max(plan.at(last), begin)
        columns[begin:whole] = [Piece(sign, _bar_style(row))] * (whole - begin)


def _stretch(plan: _Plan, first: float, last: float) -> tuple[int, int]:
    """Return first and last column of a bar; one that ends where a column begins doesn't reach into it."""
    begin = plan.at(first)
    return begin, max(plan.at(max(last - 0.01, first)), begin)


def _bar_sign(signs: Signs, row: Row) -> str:
    if row.kind == "summary":
        return signs.summary
    return signs.critical if row.critical else signs.left


def _bar_style(row: Row) -> str:
    if row.critical:
        return "bold red"
    return {"summary": "bold", "milestone": "bold", "goal": "bold magenta"}.get(row.kind, "blue")


def _draw_deadline(plan: _Plan, row: Row, columns: list[Piece]) -> None:
    if row.deadline is None or not plan.first <= minutes(row.deadline) <= plan.last:
        return
    missed = row.misses_deadline
    sign = plan.signs.missed if missed else plan.signs.kept
    columns[plan.at(minutes(row.deadline))] = Piece(sign, "bold red" if missed else "green")


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    """Return neighbours of one style as one piece."""
    run = pieces[0]
    for piece in pieces[1:]:
        if piece.style == run.style:
            run = Piece(run.text + piece.text, run.style)
        else:
            yield run
            run = piece
    yield run


# ---------------------------------------------------------------- the key


def _key(plan: _Plan) -> Iterator[Line]:
    """Return what the signs mean, only those that occur, wrapped to the width; what never fits is left out."""
    line: list[Piece] = []
    for sign, style, meaning in _meanings(plan):
        room = sum(cells(piece.text) for piece in line)
        entry = (Piece(sign, style), Piece(f" {meaning}  "))
        wide = cells(sign) + cells(meaning) + 3
        if line and room + wide > plan.width:
            yield tuple(line)
            line = []
        if wide <= plan.width:
            line += entry
    if line:
        yield tuple(line)


def _meanings(plan: _Plan) -> Iterator[tuple[str, str, str]]:
    signs, rows = plan.signs, plan.chart.rows
    tasks = [row for row in rows if row.kind == "task"]
    critical = "critical (*)" if plan.names else "critical"
    entries = (
        (any(not row.critical for row in tasks), signs.left * 2, "blue", "task"),
        (any(row.critical for row in tasks), signs.critical * 2, "bold red", critical),
        (any(row.done > 0 for row in tasks), signs.done * 2, "blue", "done"),
        (any(row.kind == "milestone" for row in rows), signs.milestone, "bold", "milestone"),
        (any(row.kind == "goal" for row in rows), signs.goal, "bold magenta", "goal"),
        (any(row.float_until for row in rows), signs.whisker * 2, "dim", "float"),
        (any(row.deadline and not row.misses_deadline for row in rows), signs.kept, "green", "deadline kept"),
        (any(row.misses_deadline for row in rows), signs.missed, "bold red", "deadline missed"),
        (plan.shares and plan.names > 0, "Crit", "dim", "how often critical"),
        (plan.chart.today is not None, signs.today, "yellow", "today"),
        *((True, signs.marker, "magenta", clean(marker.label)) for marker in plan.chart.markers[:6]),
    )
    return ((sign, style, meaning) for occurs, sign, style, meaning in entries if occurs)


# ---------------------------------------------------------------- encodings


def _is_unicode(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "").replace("_", "") in ("utf8", "utf16", "utf32", "utf8sig")


def _encodable(chart: GanttChart, encoding: str) -> GanttChart:
    """Return the chart with a question mark for every character that the encoding lacks."""
    if _is_unicode(encoding):
        return chart

    def kept(text: str) -> str:
        return clean(text).encode(encoding, "replace").decode(encoding)

    return replace(
        chart,
        title=kept(chart.title),
        subtitle=kept(chart.subtitle),
        rows=tuple(replace(row, name=kept(row.name)) for row in chart.rows),
        markers=tuple(replace(marker, label=kept(marker.label)) for marker in chart.markers),
    )
