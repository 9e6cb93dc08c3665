"""A heat map as one page of its own: light or dark as the reader's system is, without a script.

The page asks no other host for anything, and its policy forbids it to. Beside the picture stands the same as a table
for those who read with their ears.
"""

from __future__ import annotations

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
from fairlead.draw.markup import number
from fairlead.draw.palette import DARK, LIGHT, Palette
from fairlead.draw.text import escaped

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
_PAGE = """*{box-sizing:border-box}
body{margin:0;padding:16px;background:var(--paper);color:var(--ink);
font-family:"DejaVu Sans","Liberation Sans",Arial,sans-serif}
h1{margin:0;font-size:18px;overflow-wrap:anywhere}
header p{margin:4px 0 0;font-size:12px;color:var(--quiet);overflow-wrap:anywhere}
main{margin:12px 0;overflow-x:auto}
svg{display:block}
footer{overflow-x:auto}
details{margin-top:16px;font-size:12px}
summary{cursor:pointer}
table{border-collapse:collapse;margin-top:8px}
th,td{padding:2px 8px;border-bottom:1px solid var(--grid);text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}
@media print{main,footer{overflow:visible}details{display:none}
body{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""


def heatmap_html(map: HeatMap) -> str:
    """Return the heat map as a whole HTML page; raises DrawingTooLarge for more than 60,000 cells."""
    refuse_too_many(map)
    names, width, height = measures(map)
    title = escaped(plain_title(map))
    subtitle = f"<p>{escaped(map.subtitle)}</p>" if map.subtitle else ""
    picture = _svg(names + width + 1, height + 1, f"Heat map of {len(map.rows)} rows", board(map))
    key = _svg(key_width(map), 24, "Legend", legend(map))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>{_styles()}</style></head>"
        f"<body><header><h1>{title}</h1>{subtitle}</header><main>{picture}</main><footer>{key}</footer>"
        f"<details><summary>As a table</summary>{_table(map)}</details></body></html>\n"
    )


def _svg(width: float, height: float, label: str, content: str) -> str:
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<svg class="heat" role="img" aria-label="{label}" {size}>{content}</svg>'


def _styles() -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{{_variables(DARK)}{style_sheet(DARK, 'dark')}}}"
    return _variables(LIGHT) + _PAGE + style_sheet(LIGHT, "light") + dark


def _variables(palette: Palette) -> str:
    names = ("paper", "ink", "quiet", "grid")
    return ":root{" + "".join(f"--{name}:{getattr(palette, name)};" for name in names) + "}"


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
