"""A matrix as one page of its own, and the same as a table for those who read with their ears."""

from __future__ import annotations

from fairlead.draw.framing import as_table, drawing, page
from fairlead.draw.matrix import Board, Matrix
from fairlead.draw.matrix_svg import boards, key_width, legend, measures, style_sheet
from fairlead.draw.text import escaped

_CSS = """main{margin:16px 0;overflow-x:auto}
caption{text-align:left;font-weight:bold;padding:8px 0 2px}
@media print{main,footer{overflow:visible}}
"""


def matrix_html(matrix: Matrix) -> str:
    """Return the matrix as a whole HTML page."""
    width, height = measures(matrix)
    label = f"{matrix.row_title} by {matrix.column_title}"
    picture = drawing("matrix", label, width + 1, height + 1, boards(matrix))
    key = drawing("matrix", "Legend", key_width(matrix), 24, legend(matrix))
    tables = as_table("".join(_table(matrix, board) for board in matrix.boards))
    body = f"<main>{picture}</main><footer>{key}</footer>{tables}"
    return page(matrix.title, matrix.subtitle, body, rules=style_sheet, css=_CSS, unnamed="Matrix")


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
