"""A heat map as one page of its own, and the same as a table for those who read with their ears."""

from __future__ import annotations

from fairlead.draw.framing import as_table, drawing, page
from fairlead.draw.heatmap import HeatMap, spoken
from fairlead.draw.heatmap_svg import (
    board,
    key_width,
    legend,
    measures,
    plain_title,
    refuse_too_many,
    style_sheet,
)
from fairlead.draw.text import escaped

_CSS = """main{margin:12px 0;overflow-x:auto}
th,td{text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}
@media print{main,footer{overflow:visible}details{display:none}}
"""


def heatmap_html(map: HeatMap) -> str:
    """Return the heat map as a whole HTML page; raises DrawingTooLarge for more than 60,000 cells."""
    refuse_too_many(map)
    names, width, height = measures(map)
    label = f"Heat map of {len(map.rows)} rows"
    picture = drawing("heat", label, names + width + 1, height + 1, board(map))
    key = drawing("heat", "Legend", key_width(map), 24, legend(map))
    body = f"<main>{picture}</main><footer>{key}</footer>{as_table(_table(map))}"
    return page(plain_title(map), map.subtitle, body, rules=style_sheet, css=_CSS)


def _table(map: HeatMap) -> str:
    heads = "".join(f'<th scope="col">{escaped(column.title)}</th>' for column in map.columns)
    rows = "".join(
        f'<tr><th scope="row">{escaped(row.name)}</th>'
        + "".join(
            f"<td>{escaped(spoken(row, column, cell)[1].rpartition(': ')[2])}</td>"
            for column, cell in zip(map.columns, row.cells, strict=True)
        )
        + "</tr>"
        for row in map.rows
    )
    return f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"
