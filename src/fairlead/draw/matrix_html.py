"""A matrix as one page of its own: light or dark as the reader's system is, without a script.

The page asks no other host for anything, and its policy forbids it to. Beside the picture stands the same as a table
for those who read with their ears.
"""

from __future__ import annotations

from fairlead.draw.markup import number
from fairlead.draw.matrix import Board, Matrix
from fairlead.draw.matrix_svg import boards, key_width, legend, measures, style_sheet
from fairlead.draw.palette import DARK, LIGHT, Palette
from fairlead.draw.text import clean, escaped

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
_PAGE = """*{box-sizing:border-box}
body{margin:0;padding:16px;background:var(--paper);color:var(--ink);
font-family:"DejaVu Sans","Liberation Sans",Arial,sans-serif}
h1{margin:0;font-size:18px;overflow-wrap:anywhere}
header p{margin:4px 0 0;font-size:12px;color:var(--quiet);overflow-wrap:anywhere}
main{margin:16px 0;overflow-x:auto}
svg{display:block}
footer{overflow-x:auto}
details{margin-top:16px;font-size:12px}
summary{cursor:pointer}
table{border-collapse:collapse;margin-top:8px}
caption{text-align:left;font-weight:bold;padding:8px 0 2px}
th,td{padding:2px 8px;border-bottom:1px solid var(--grid);text-align:left;vertical-align:top}
@media print{main,footer{overflow:visible}
body{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""


def matrix_html(matrix: Matrix) -> str:
    """Return the matrix as a whole HTML page."""
    width, height = measures(matrix)
    title = escaped(clean(matrix.title) or "Matrix")
    subtitle = f"<p>{escaped(matrix.subtitle)}</p>" if matrix.subtitle else ""
    picture = _svg(width + 1, height + 1, f"{matrix.row_title} by {matrix.column_title}", boards(matrix))
    tables = "".join(_table(matrix, board) for board in matrix.boards)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>{_styles()}</style></head>"
        f"<body><header><h1>{title}</h1>{subtitle}</header><main>{picture}</main>"
        f"<footer>{_svg(key_width(matrix), 24, 'Legend', legend(matrix))}</footer>"
        f"<details><summary>As a table</summary>{tables}</details></body></html>\n"
    )


def _svg(width: float, height: float, label: str, content: str) -> str:
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<svg class="matrix" role="img" aria-label="{escaped(label)}" {size}>{content}</svg>'


def _styles() -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{{_variables(DARK)}{style_sheet(DARK, 'dark')}}}"
    return _variables(LIGHT) + _PAGE + style_sheet(LIGHT, "light") + dark


def _variables(palette: Palette) -> str:
    names = ("paper", "ink", "quiet", "grid")
    return ":root{" + "".join(f"--{name}:{getattr(palette, name)};" for name in names) + "}"


def _table(matrix: Matrix, board: Board) -> str:
    heads = (
        f'<th scope="col">{escaped(matrix.row_title)}</th><th scope="col">{escaped(matrix.column_title)}</th>'
    )
    rows = "".join(
        f"<tr><td>{escaped(row.name)}</td><td>{escaped(column.name)}</td><td>{escaped(matrix.levels[cell.level])}</td>"
        f"<td>{'<br>'.join(escaped(' · '.join((mark.name, *mark.facts))) for mark in cell.marks)}</td></tr>"
        for row, line in zip(matrix.rows, board.cells, strict=True)
        for column, cell in zip(matrix.columns, line, strict=True)
        if cell.marks
    )
    return (
        f"<table><caption>{escaped(board.name)}</caption><thead><tr>{heads}<th></th><th></th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
