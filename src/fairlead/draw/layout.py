"""Where everything of a Gantt chart stands, in pixels; the drawing itself is in gantt_svg.py.

Two frames: the names' columns at the left, the time axis with the bars at the right. Inside each x and y begin at
its upper left corner, so that a page can scroll them apart. Row number n covers y from n * ROW to (n + 1) * ROW.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairlead.draw.chart import (
    ColumnKey,
    GanttChart,
    Row,
    covered,
    done_pieces,
    first_moment,
    last_moment,
    minutes,
    ordered,
    pieces,
    share_text,
    timed,
)
from fairlead.draw.scale import TimeScale, fitting_scale
from fairlead.draw.text import cells, clean, pixels, shortened

ROW = 24.0
BAR = 12.0
BAR_TOP = 5.0
BAR_BOTTOM = BAR_TOP + BAR
MIDDLE = BAR_TOP + BAR / 2
SUMMARY = 6.0
POINT = 7.5  # half the width of a diamond
HEADER_LINE = 21.0
LANE = 18.0
INDENT = 14.0
PAD = 8.0
NAME_SIZE, SMALL_SIZE = 12.0, 11.0

# Links turn this far beside a bar; labels begin behind it, so no link runs through the label of its own row.
TURN = 7.0
LABEL_GAP = 13.0

_NAME_WIDTHS = (140.0, 340.0)
_LABEL_WIDTH = 230.0
_DATE_WIDTH, _TIME_WIDTH = 92.0, 124.0
_TEXT_WIDTH = 76.0
_SHARE_WIDTH = 84.0
_NARROWEST_BAR = 2.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the left frame, from `x`; numbers stand at its right edge, the rest at the left."""

    key: str
    title: str
    x: float
    width: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """The marks of one row: x of its pieces and of the part done, its ends, its label, its extras.

    `left` and `right` are the outermost points of the shape, where links leave and arrive.
    """

    row: Row
    number: int
    pieces: tuple[tuple[float, float], ...]
    done: tuple[tuple[float, float], ...]
    left: float
    right: float
    label: str
    label_x: float
    baseline: tuple[float, float] | None
    whisker: float | None
    deadline: float | None

    @property
    def y(self) -> float:
        """The top of the row."""
        return self.number * ROW

    @property
    def middle(self) -> float:
        """The height at which links leave and arrive."""
        return self.y + (BAR_TOP + SUMMARY / 2 if self.row.kind == "summary" else MIDDLE)

    @property
    def centre(self) -> float:
        """The x of a diamond or star; for a bar its finish."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Flag:
    """An upright line with a word in a lane above the rows; `kind` is today, deadline, goal or status."""

    kind: str
    x: float
    word: str
    word_x: float
    lane: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole arrangement; `right_width` includes room for labels beyond the end of the axis."""

    chart: GanttChart
    scale: TimeScale
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    flags: tuple[Flag, ...]
    left_width: float
    right_width: float
    header_height: float

    @property
    def rows_height(self) -> float:
        """The height of all rows; a chart without rows still has room to say so."""
        return max(len(self.bars), 2) * ROW


def arranged(chart: GanttChart, zoom: str | None = None) -> Layout:
    """Return the arrangement of the chart; linear in rows and links. Raises as `fitting_scale` does."""
    scale = fitting_scale(*covered(chart), zoom)
    columns = tuple(_columns(chart, scale))
    linked = _rows_with_a_link_at_the_right(chart)
    bars = tuple(_bar(scale, row, number, row.id in linked) for number, row in enumerate(chart.rows))
    flags = tuple(_flags(chart, scale))
    labels_end = max((bar.label_x + _label_width(bar) + PAD for bar in bars), default=0.0)
    flags_end = max(
        (flag.word_x + pixels(flag.word, SMALL_SIZE, bold=True) + PAD for flag in flags), default=0.0
    )
    lanes = max((flag.lane + 1 for flag in flags), default=0)
    return Layout(
        chart,
        scale,
        columns,
        bars,
        flags,
        left_width=columns[-1].x + columns[-1].width,
        right_width=max(scale.width, labels_end, flags_end),
        header_height=2 * HEADER_LINE + lanes * LANE,
    )


# ---------------------------------------------------------------- columns


def _columns(chart: GanttChart, scale: TimeScale) -> Iterator[Column]:
    x = name_width(chart)
    yield Column("name", "Name", 0.0, x)
    dates = _TIME_WIDTH if shows_times(scale) else _DATE_WIDTH
    kinds: dict[ColumnKey, tuple[str, float, bool]] = {
        "start": ("Start", dates, False),
        "finish": ("Finish", dates, False),
        "duration": ("Duration", _TEXT_WIDTH, True),
        "float": ("Float", _TEXT_WIDTH, True),
    }
    for key in chart.columns:
        title, width, right = kinds[key]
        yield Column(key, title, x, width, right)
        x += width
    if chart.shows_shares:
        yield Column("share", "Critical in", x, _SHARE_WIDTH, True)


def name_width(chart: GanttChart) -> float:
    """Return the width of the names' column: as wide as the widest name, within limits."""
    widest = max((_name_room(row) for row in chart.rows), default=0.0)
    return min(max(widest, _NAME_WIDTHS[0]), _NAME_WIDTHS[1])


def _name_room(row: Row) -> float:
    # Past this length a name is over the limit in any script, and measuring on would only cost time.
    return indent(row) + pixels(clean(row.name[:120]), NAME_SIZE, bold=row.kind == "summary") + 2 * PAD


def indent(row: Row) -> float:
    """Return how far the name stands in; deep outlines stop moving, so that names keep room."""
    return min(max(row.level, 0), 8) * INDENT


def shows_times(scale: TimeScale) -> bool:
    """Whether the dates in the columns carry a time of day."""
    return scale.zoom.pixels_per_day > 34


def cell_text(column: Column, row: Row, scale: TimeScale) -> str:
    """Return what stands in the row's cell, shortened to the column's width."""
    if column.key == "name":
        room = column.width - indent(row) - 2 * PAD + 1
        return shortened(row.name, room, NAME_SIZE, bold=row.kind == "summary")
    return shortened(_plain_cell(column.key, row, shows_times(scale)), column.width - PAD, SMALL_SIZE)


def _plain_cell(key: str, row: Row, with_times: bool) -> str:
    match key:
        case "start":
            moment = row.finish if row.is_point else row.start
            return timed(moment) if with_times else first_moment(row)
        case "finish":
            return timed(row.finish) if with_times else last_moment(row)
        case "duration":
            return row.duration
        case "share":
            return share_text(row)
        case _:
            return row.total_float


# ---------------------------------------------------------------- bars


def _bar(scale: TimeScale, row: Row, number: int, linked: bool) -> Bar:
    drawn = _pieces(scale, row)
    reach = POINT if row.is_point else 0.0
    right = min(drawn[-1][1] + reach, scale.width)
    deadline = scale.x(minutes(row.deadline)) if row.deadline else None
    label = shortened(" · ".join(filter(None, (row.label, row.note))), _LABEL_WIDTH, SMALL_SIZE)
    return Bar(
        row,
        number,
        drawn,
        tuple((scale.x(first), scale.x(last)) for first, last in done_pieces(row)),
        left=max(drawn[0][0] - reach, 0.0),
        right=right,
        label=label,
        label_x=_label_x(right + (LABEL_GAP if linked else PAD), label, deadline),
        baseline=_baseline(scale, row),
        whisker=_whisker(scale, row, drawn[-1][1]),
        deadline=deadline,
    )


def _pieces(scale: TimeScale, row: Row) -> tuple[tuple[float, float], ...]:
    if row.is_point:
        x = scale.x(minutes(row.finish))
        return ((x, x),)
    return tuple(_visible(scale, first, last) for first, last in pieces(row))


def _visible(scale: TimeScale, first: float, last: float) -> tuple[float, float]:
    """Return the ends in pixels, at least a hair apart: a minute of work in a year is still seen."""
    left, right = scale.x(first), scale.x(last)
    right = min(max(right, left + _NARROWEST_BAR), scale.width)
    return min(left, right - _NARROWEST_BAR), right


def _baseline(scale: TimeScale, row: Row) -> tuple[float, float] | None:
    return _visible(scale, *ordered(row.baseline)) if row.baseline else None


def _whisker(scale: TimeScale, row: Row, bar_end: float) -> float | None:
    """Return the x up to which the row can slip, or None where it's too close to be seen."""
    if row.float_until is None:
        return None
    end = scale.x(minutes(row.float_until))
    return end if end > bar_end + 3 else None


def _label_x(x: float, label: str, deadline: float | None) -> float:
    """Return where the label begins: at `x`, or behind a deadline's arrow that would stand in it."""
    in_the_way = deadline is not None and x - 7 < deadline < x + pixels(label, SMALL_SIZE) + 7
    return deadline + 9 if label and deadline is not None and in_the_way else x


def _label_width(bar: Bar) -> float:
    return pixels(bar.label, SMALL_SIZE)


def _rows_with_a_link_at_the_right(chart: GanttChart) -> set[str]:
    leaving = {link.from_row for link in chart.links if link.type in ("FS", "FF")}
    return leaving | {link.to_row for link in chart.links if link.type in ("FF", "SF")}


# ---------------------------------------------------------------- flags above the rows


def _flags(chart: GanttChart, scale: TimeScale) -> Iterator[Flag]:
    """Return today and the markers from left to right, each word in the first lane where it has room.

    What lies outside the axis isn't shown; beyond four lanes words go, their lines stay.
    """
    moments: list[tuple[float, str, str]] = []
    if chart.today is not None:
        moments.append((minutes(chart.today), "today", "today"))
    moments += ((minutes(marker.when), marker.kind, marker.label) for marker in chart.markers)
    ends: list[float] = []
    for when, kind, word in sorted(moment for moment in moments if scale.shows(moment[0])):
        text = shortened(word, _LABEL_WIDTH, SMALL_SIZE, bold=True)
        x = scale.x(when)
        lane = next((lane for lane, end in enumerate(ends) if end < x), len(ends))
        if lane >= 4 or not cells(text):
            yield Flag(kind, x, "", x, 0)
            continue
        ends[lane : lane + 1] = [x + pixels(text, SMALL_SIZE, bold=True) + 12]
        yield Flag(kind, x, text, x + 4, lane)
