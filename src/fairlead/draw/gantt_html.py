"""A Gantt chart as one page of its own, or as a piece of a notebook.

Header and names stay in sight while the bars scroll; every row can be reached with the keyboard. Texts of the plan
stand only in elements and attributes, escaped, never in the script.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fairlead.draw.chart import GanttChart, facts
from fairlead.draw.folding import folded
from fairlead.draw.framing import drawing, page
from fairlead.draw.gantt_svg import (
    MOST_ROWS,
    gantt_svg,
    left_header,
    left_row,
    right_header,
    right_rows,
    row_stripes,
)
from fairlead.draw.layout import Layout, arranged
from fairlead.draw.legend import legend
from fairlead.draw.markup import number
from fairlead.draw.palette import style_sheet
from fairlead.draw.text import escaped, escaped_lines

_FRAGMENT_ROWS = 300
_LEGEND_WIDTH = 1100.0
# The longest side of a page that PDF readers open, in CSS pixels.
_LONGEST_PAGE = 19_000.0


def gantt_html(chart: GanttChart, *, zoom: str | None = None, max_rows: int = MOST_ROWS) -> str:
    """Return the chart as a whole HTML page, light or dark as the reader's system is, white on paper.

    Options and errors as for `gantt_svg`.
    """
    layout = arranged(folded(chart, max_rows), zoom)
    tip = '<div id="tip" role="status" aria-live="polite" hidden></div>'
    return page(
        chart.title,
        layout.chart.subtitle,
        f"{_board(layout)}{_legend(layout)}{tip}",
        rules=style_sheet,
        css=_widths(layout) + _page_file("gantt.css") + _paper(layout),
        script=_page_file("gantt.js"),
        unnamed="Gantt chart",
    )


def gantt_html_fragment(chart: GanttChart, *, zoom: str | None = None) -> str:
    """Return the chart as a scrolling piece of HTML for a notebook's `_repr_html_`: no script, light colours.

    Of more than 300 rows the outer levels are shown, so that the notebook stays small.
    """
    drawing = gantt_svg(chart, zoom=zoom, max_rows=_FRAGMENT_ROWS)
    return f'<div style="overflow:auto;max-height:640px;background:#fff;border-radius:4px">{drawing}</div>'


@cache
def _page_file(name: str) -> str:
    return files("fairlead.draw").joinpath("page", name).read_text(encoding="utf-8").strip()


def _widths(layout: Layout) -> str:
    return (
        f":root{{--names:{number(layout.columns[0].width)}px;--left:{number(layout.left_width)}px;"
        f"--header:{number(layout.header_height)}px}}"
    )


def _paper(layout: Layout) -> str:
    """Return the page to print on: as large as the chart, so that nothing is torn apart; printers shrink it to fit."""
    width = layout.left_width + layout.right_width + 40
    height = layout.header_height + layout.rows_height + 220
    if max(width, height) > _LONGEST_PAGE:
        return "@page{size:A3 landscape;margin:10mm}"
    return f"@page{{size:{number(max(width, _LEGEND_WIDTH + 40))}px {number(height)}px;margin:0}}"


def _board(layout: Layout) -> str:
    """Return the four panes of the scrolling board: corner, axis, names, bars."""
    header, rows = layout.header_height, layout.rows_height
    panes = (
        _pane("corner", layout.left_width, header, left_header(layout)),
        _pane("axis", layout.right_width, header, right_header(layout)),
        _pane("names", layout.left_width, rows, row_stripes(layout, layout.left_width) + _named_rows(layout)),
        _pane("bars", layout.right_width, rows, right_rows(layout)),
    )
    label = "Gantt chart; arrow keys go from row to row"
    return f'<main class="board" role="application" aria-label="{label}">{"".join(panes)}</main>'


def _pane(name: str, width: float, height: float, content: str) -> str:
    size = f'width="{number(width)}" height="{number(height)}"'
    hidden = ' aria-hidden="true"' if name in ("bars", "axis") else ""
    return f'<div class="pane {name}"{hidden}><svg class="gantt" {size}>{content}</svg></div>'


def _named_rows(layout: Layout) -> str:
    """Return the rows of names, each able to take the focus and carrying its facts for the tooltip."""
    return "".join(
        f'<g class="named" role="img" tabindex="{-1 if bar.number else 0}" data-row="{bar.number}" '
        f'aria-label="{escaped(". ".join(facts(bar.row)))}" data-facts="{escaped_lines(facts(bar.row))}">'
        f'<rect class="catch" x="0" y="{number(bar.y)}" width="100%" height="24"/>{left_row(layout, bar)}</g>'
        for bar in layout.bars
    )


def _legend(layout: Layout) -> str:
    key, height = legend(layout, _LEGEND_WIDTH)
    return f"<footer>{drawing('gantt', 'Legend', _LEGEND_WIDTH, height, key)}</footer>" if key else ""
