"""A Gantt chart as one SVG drawing: names and dates at the left, bars and links at the right, a legend below."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.chart import GanttChart, facts, ordered
from fairlead.draw.figure import Figure
from fairlead.draw.folding import folded
from fairlead.draw.glyphs import (
    baseline_bar,
    baseline_point,
    deadline_arrow,
    diamond,
    float_whisker,
    star,
    summary_bracket,
    task_bar,
)
from fairlead.draw.layout import (
    HEADER_LINE,
    LANE,
    MIDDLE,
    PAD,
    ROW,
    SMALL_SIZE,
    Bar,
    Column,
    Layout,
    arranged,
    cell_text,
    indent,
)
from fairlead.draw.legend import legend
from fairlead.draw.markup import across, arrow_head, moved, number, path, rect, rounded, upright, words
from fairlead.draw.palette import LIGHT, style_sheet
from fairlead.draw.routes import routed
from fairlead.draw.scale import Tick
from fairlead.draw.tables import Column as TableColumn
from fairlead.draw.tables import Table
from fairlead.draw.text import escaped, escaped_lines, pixels, shortened

MARGIN = 16.0
MOST_ROWS = 2000
# As many as one PNG or PDF page takes at a size that can still be read.
MOST_ROWS_ON_PAPER = 600


def gantt_svg(chart: GanttChart, *, zoom: str | None = None, max_rows: int = MOST_ROWS) -> str:
    """Return the chart as an SVG document, in light colours on white, its size in pixels.

    `zoom` is one of `scale.ZOOM_NAMES`; without it the finest one is taken that stays comfortably wide. Of a
    chart with more rows than `max_rows` the outer levels are drawn, and the subtitle says so. Raises
    DrawingTooLarge when the zoom asked for is too fine for the span, RequestError when there is no such zoom.
    """
    layout = arranged(folded(chart, max_rows), zoom)
    drawn_width, drawn_height, content = _drawing(layout)
    width = drawn_width + 2 * MARGIN
    heading, top = _heading(layout.chart, width)
    height = top + drawn_height + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gantt" role="img" {_size(width, height)}>'
        f"<title>{escaped(chart.title)}</title><style>{style_sheet(LIGHT)}</style>"
        f"{rect('paper', 0, 0, width, height)}{heading}"
        f"{moved(MARGIN, top, content)}</svg>"
    )


def gantt_figure(chart: GanttChart, *, zoom: str | None = None, max_rows: int = MOST_ROWS_ON_PAPER) -> Figure:
    """Return the chart without its heading and its style sheet, for a page that has several figures."""
    layout = arranged(folded(chart, max_rows), zoom)
    title = " · ".join(filter(None, (chart.title, layout.chart.subtitle)))
    return Figure(title, *_drawing(layout), table=_table(layout), style="gantt")


def _table(layout: Layout) -> Table:
    """Return the columns beside the bars, with names in full."""
    others = layout.columns[1:]
    rows = tuple(
        (bar.row.name, *(cell_text(column, bar.row, layout.scale) for column in others))
        for bar in layout.bars
    )
    indents = tuple(bar.row.level for bar in layout.bars)
    return Table(
        (TableColumn("Name"), *(TableColumn(column.title) for column in others)), rows, indents=indents
    )


def _drawing(layout: Layout) -> tuple[float, float, str]:
    """Return width, height and content of header, names, bars and legend."""
    below, right = layout.header_height, layout.left_width
    width = layout.left_width + layout.right_width
    key, key_height = legend(layout, width)
    key_top = layout.header_height + layout.rows_height + 10
    content = (
        f"{left_header(layout)}"
        f"{moved(0, below, left_rows(layout))}"
        f"{moved(right, 0, right_header(layout))}"
        f"{moved(right, below, right_rows(layout))}"
        f"{_frame(layout)}"
        f"{moved(0, key_top, key)}"
    )
    return width, key_top + key_height, content


def _size(width: float, height: float) -> str:
    wide, high = number(round(width + 0.5)), number(round(height + 0.5))
    return f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'


def _heading(chart: GanttChart, width: float) -> tuple[str, float]:
    """Return title and subtitle, and the y at which the chart goes on below them."""
    room, y, lines = width - 2 * MARGIN, MARGIN, []
    if chart.title:
        y += 18
        lines.append(words("title", MARGIN, y, shortened(chart.title, room, 18, bold=True)))
    if chart.subtitle:
        y += 19
        lines.append(words("quiet", MARGIN, y, shortened(chart.subtitle, room, 12)))
    return "".join(lines), y + (12 if lines else 0)


# ---------------------------------------------------------------- the frame of names


def left_header(layout: Layout) -> str:
    """Return the titles of the columns, from y 0 to the header's height."""
    ground = rect("header", 0, 0, layout.left_width, layout.header_height)
    base = layout.header_height - 9
    return ground + "".join(
        words("bold small", *_cell_place(column, base), column.title, anchor=_anchor(column))
        for column in layout.columns
    )


def left_rows(layout: Layout) -> str:
    """Return names and dates, row under row, each hidden text in full as its title."""
    return row_stripes(layout, layout.left_width) + "".join(left_row(layout, bar) for bar in layout.bars)


def left_row(layout: Layout, bar: Bar) -> str:
    """Return the cells of one row; the names are indented by their level, summaries are bold."""
    base = bar.y + MIDDLE + 4.5
    name, *others = layout.columns
    css = "bold" if bar.row.kind == "summary" else ""
    cells = [words(css, PAD + indent(bar.row), base, cell_text(name, bar.row, layout.scale))]
    for column in others:
        if column.key == "share":
            cells.append(_share_bar(column, bar))
        text = cell_text(column, bar.row, layout.scale)
        tone = "small" if column.key == "share" else "small quiet"
        cells.append(words(tone, *_cell_place(column, base), text, anchor=_anchor(column)))
    return f"<g><title>{escaped(bar.row.name)}</title>{''.join(cells)}</g>"


def _share_bar(column: Column, bar: Bar) -> str:
    """Return a bar behind the share, as long as how often the row is critical."""
    share = min(max(bar.row.share or 0.0, 0.0), 1.0)
    return (
        rect("share", column.x + 3, bar.y + 4, (column.width - 6) * share, ROW - 8, radius=2) if share else ""
    )


def _cell_place(column: Column, base: float) -> tuple[float, float]:
    return (column.x + column.width - PAD if column.right else column.x + PAD), base


def _anchor(column: Column) -> str:
    return "end" if column.right else ""


def row_stripes(layout: Layout, width: float) -> str:
    """Return a shade under every second row, so that the eye keeps to its row."""
    shades = (rect("stripe", 0, row * ROW, width, ROW) for row in range(1, len(layout.bars), 2))
    return "".join(shades)


# ---------------------------------------------------------------- the frame of bars


def right_header(layout: Layout) -> str:
    """Return the two lines of the time axis and the lanes with the words of today and of the markers."""
    zoom = layout.scale.zoom
    upper, lower = tuple(layout.scale.ticks(zoom.upper)), tuple(layout.scale.ticks(zoom.lower))
    ground = rect("header", 0, 0, layout.right_width, layout.header_height)
    rules = across(0, layout.right_width, HEADER_LINE)
    rules += "".join(upright(tick.left, 0, HEADER_LINE) for tick in upper)
    rules += "".join(upright(tick.left, HEADER_LINE, 2 * HEADER_LINE) for tick in lower)
    names = [_tick_name(tick, zoom.upper.names(tick.begin), HEADER_LINE - 6, "bold small") for tick in upper]
    names += [
        _tick_name(tick, zoom.lower.names(tick.begin), 2 * HEADER_LINE - 6, "small quiet") for tick in lower
    ]
    return ground + path("grid", rules) + "".join(names) + "".join(_flag_words(layout))


def _tick_name(tick: Tick, names: tuple[str, ...], base: float, css: str) -> str:
    """Return the longest name that fits the stretch, or nothing."""
    room = tick.right - tick.left - 8
    name = next((name for name in names if pixels(name, SMALL_SIZE, bold="bold" in css) <= room), "")
    return words(css, tick.left + 5, base, name)


def _flag_words(layout: Layout) -> Iterator[str]:
    for flag in layout.flags:
        top = 2 * HEADER_LINE + flag.lane * LANE
        yield path(_line_class(flag.kind), upright(flag.x, top + 3, layout.header_height))
        yield words(f"{flag.kind}-word", flag.word_x, top + 13, flag.word)


def right_rows(layout: Layout) -> str:
    """Return everything behind and on the rows: shades, grid, links, bars, labels, in this order."""
    return (
        row_stripes(layout, layout.right_width)
        + _closed_time(layout)
        + _grid(layout)
        + "".join(_flag_lines(layout))
        + "".join(_links(layout))
        + ("".join(right_row(layout, bar) for bar in layout.bars) or _nothing(layout))
    )


def _closed_time(layout: Layout) -> str:
    """Return one path over all spans without work; those narrower than a pixel would only grey the picture."""
    height, shades = number(layout.rows_height), []
    for span in layout.chart.closed:
        first, last = ordered(span)
        left, right = layout.scale.x(first), layout.scale.x(last)
        if right - left >= 1.2:
            shades.append(f"M{number(left)} 0H{number(right)}V{height}H{number(left)}Z")
    return path("closed", "".join(shades))


def _grid(layout: Layout) -> str:
    ticks = layout.scale.ticks(layout.scale.zoom.upper)
    lines = "".join(upright(tick.left, 0, layout.rows_height) for tick in ticks if tick.left > 0)
    return path("grid", lines)


def _flag_lines(layout: Layout) -> Iterator[str]:
    for flag in layout.flags:
        yield path(_line_class(flag.kind), upright(flag.x, 0, layout.rows_height))


def _line_class(kind: str) -> str:
    return "goal-line" if kind == "goal" else kind


def _links(layout: Layout) -> Iterator[str]:
    """Return the links, the critical ones last and so on top."""
    for link, corners in sorted(routed(layout), key=lambda way: way[0].critical):
        suffix = "-critical" if link.critical else ""
        yield path(f"link{suffix}", rounded(corners))
        yield path(f"head{suffix}", arrow_head(corners[-2], corners[-1]))


def right_row(layout: Layout, bar: Bar) -> str:
    """Return the marks of one row as a group that knows its number and its facts."""
    marks = _marks(bar)
    label = words("beside", bar.label_x, bar.y + MIDDLE + 4, bar.label)
    return f'<g class="row" data-row="{bar.number}"><title>{escaped_lines(facts(bar.row))}</title>{label}{marks}</g>'


def _marks(bar: Bar) -> str:
    return "".join(
        (
            _baseline(bar),
            float_whisker(bar.y, bar.right - 0.5, bar.whisker) if bar.whisker is not None else "",
            _shape(bar),
            deadline_arrow(bar.deadline, bar.y, bar.row.misses_deadline) if bar.deadline is not None else "",
        )
    )


def _baseline(bar: Bar) -> str:
    if bar.baseline is None:
        return ""
    return baseline_point(bar.baseline[1], bar.y) if bar.row.is_point else baseline_bar(bar.y, *bar.baseline)


def _shape(bar: Bar) -> str:
    match bar.row.kind:
        case "summary":
            return summary_bracket(bar.y, bar.left, bar.right, bar.row.critical)
        case "milestone":
            return diamond(bar.centre, bar.y, bar.row.critical)
        case "goal":
            return star(bar.centre, bar.y, bar.row.critical)
        case _:
            return task_bar(bar.y, bar.pieces, bar.done, bar.row.critical)


def _nothing(layout: Layout) -> str:
    return words("quiet", PAD, ROW + 4, "Nothing to draw: there are no rows.") if layout.scale.width else ""


def _frame(layout: Layout) -> str:
    """Return the lines between header, names and bars, and around all of them."""
    width, height = layout.left_width + layout.right_width, layout.header_height + layout.rows_height
    lines = across(0, width, 0) + across(0, width, layout.header_height) + across(0, width, height)
    edges = (0.0, *(column.x for column in layout.columns[1:2]), layout.left_width, width)
    return path("rule", lines + "".join(upright(x, 0, height) for x in edges))
