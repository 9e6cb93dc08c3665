"""A matrix as one SVG drawing: boards side by side, what stands in a cell by name, a legend."""

from __future__ import annotations

from fairlead.draw.markup import moved, number, rect, words
from fairlead.draw.matrix import Board, Heading, Level, Mark, Matrix, MatrixCell, spoken
from fairlead.draw.palette import DARK, LIGHT, Palette
from fairlead.draw.text import FONTS, clean, escaped, escaped_lines, pixels, shortened

MARGIN = 16.0
CELL_WIDTH, CELL_HEIGHT, LINE = 104.0, 60.0, 17.0
_NAMES, _GAP, _PAD = 124.0, 28.0, 6.0
_HEAD = 80.0
_MOST_MARKS = 3

FILLS: dict[str, tuple[tuple[str, str], ...]] = {
    "light": (("#e3f1e6", "#1b2430"), ("#fbf0c4", "#1b2430"), ("#f8c98f", "#2b1a05"), ("#e2695f", "#240505")),
    "dark": (("#1d3527", "#e6e9ee"), ("#4a4219", "#f4edcf"), ("#7a4a14", "#fff1e0"), ("#a8322b", "#fff0ef")),
}
"""Ground and ink of the four levels, which stand in the legend by name."""


def matrix_svg(matrix: Matrix) -> str:
    """Return the matrix as an SVG document, in light colours on white, its size in pixels."""
    width, height = measures(matrix)
    whole = max(width, key_width(matrix), pixels(matrix.title, 18, bold=True)) + 2 * MARGIN
    heading, top = _heading(matrix, whole)
    bottom = top + height + 10 + LINE + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="matrix" role="img" {_size(whole, bottom)}>'
        f"<title>{escaped(matrix.title)}</title><style>{style_sheet(LIGHT)}</style>"
        f"{rect('paper', 0, 0, whole, bottom)}{heading}{moved(MARGIN, top, boards(matrix))}"
        f"{moved(MARGIN, top + height + 10, legend(matrix))}</svg>"
    )


def measures(matrix: Matrix) -> tuple[float, float]:
    """Return width and height of all boards with their headings, in pixels."""
    each = CELL_WIDTH * len(matrix.columns)
    lines = max((len(board.lines) for board in matrix.boards), default=0)
    width = _NAMES + len(matrix.boards) * (each + _GAP) - _GAP
    return width, _HEAD + CELL_HEIGHT * len(matrix.rows) + 8 + LINE * lines


def boards(matrix: Matrix) -> str:
    """Return the names of the rows and every board, the upper left corner at 0, 0."""
    step = CELL_WIDTH * len(matrix.columns) + _GAP
    drawn = (
        moved(_NAMES + step * place, 0, _board(matrix, board)) for place, board in enumerate(matrix.boards)
    )
    return _row_names(matrix) + "".join(drawn)


def _row_names(matrix: Matrix) -> str:
    title = words("bold small", 0, _HEAD - 8, matrix.row_title)
    return title + "".join(
        _heading_of(row, 0, _HEAD + CELL_HEIGHT * (place + 0.5), _NAMES - 8)
        for place, row in enumerate(matrix.rows)
    )


def _heading_of(heading: Heading, x: float, y: float, room: float) -> str:
    lines = (("small", heading.name), ("small quiet", heading.meaning), ("small quiet", heading.second))
    return "".join(
        words(css, x, y - 2 + 14 * place, shortened(text, room, 11))
        for place, (css, text) in enumerate(lines)
    )


def _board(matrix: Matrix, board: Board) -> str:
    width = CELL_WIDTH * len(matrix.columns)
    title = words("bold", 0, 12, shortened(board.name, width, 12, bold=True))
    above = words("bold small", 0, 30, shortened(matrix.column_title, width, 11, bold=True))
    heads = "".join(
        _heading_of(column, CELL_WIDTH * place + 2, _HEAD - 32, CELL_WIDTH - 6)
        for place, column in enumerate(matrix.columns)
    )
    cells = "".join(
        _cell(matrix, cell, row, column)
        for row, line in enumerate(board.cells)
        for column, cell in enumerate(line)
    )
    below = _HEAD + CELL_HEIGHT * len(matrix.rows) + 8
    lines = "".join(
        words("small quiet", 0, below + LINE * (place + 0.6), shortened(line, width, 11))
        for place, line in enumerate(board.lines)
    )
    return title + above + heads + cells + lines


def _cell(matrix: Matrix, cell: MatrixCell, row: int, column: int) -> str:
    ground = rect(f"l-{cell.level}", 1, 1, CELL_WIDTH - 2, CELL_HEIGHT - 2, radius=3)
    shown = cell.marks if len(cell.marks) <= _MOST_MARKS else cell.marks[: _MOST_MARKS - 1]
    texts = [
        _mark(mark, place, cell.level, spoken(matrix.rows[row], matrix.columns[column], mark))
        for place, mark in enumerate(shown)
    ]
    rest = cell.marks[len(shown) :]
    if rest:
        names = escaped_lines(tuple(f"{mark.number}. {mark.name}" for mark in rest))
        more = words(f"t-{cell.level} small", _PAD, _line(len(shown)), f"and {len(rest)} more")
        texts.append(f"<g><title>{names}</title>{more}</g>")
    return moved(CELL_WIDTH * column, _HEAD + CELL_HEIGHT * row, ground, *texts)


def _mark(mark: Mark, place: int, level: Level, said: tuple[str, ...]) -> str:
    text = shortened(f"{mark.number} {clean(mark.name)}", CELL_WIDTH - 2 * _PAD, 11)
    return f"<g><title>{escaped_lines(said)}</title>{words(f't-{level} small', _PAD, _line(place), text)}</g>"


def _line(place: int) -> float:
    return 17 + LINE * place


def _heading(matrix: Matrix, width: float) -> tuple[str, float]:
    room, y, lines = width - 2 * MARGIN, MARGIN, []
    if matrix.title:
        y += 18
        lines.append(words("title", MARGIN, y, shortened(matrix.title, room, 18, bold=True)))
    if matrix.subtitle:
        y += 19
        lines.append(words("quiet", MARGIN, y, shortened(matrix.subtitle, room, 12)))
    return "".join(lines), y + (16 if lines else 0)


def legend(matrix: Matrix) -> str:
    """Return what the colours mean in one line from 0, 0."""
    x, parts = 0.0, []
    for level, name in enumerate(matrix.levels):
        parts.append(
            rect(f"l-{level}", x, 0, 20, LINE - 2, radius=2) + words("small quiet", x + 26, 12, name)
        )
        x += 26 + pixels(name, 11) + 18
    return "".join(parts)


def key_width(matrix: Matrix) -> float:
    """Return how wide the legend is."""
    return sum(44 + pixels(name, 11) for name in matrix.levels)


def style_sheet(palette: Palette) -> str:
    """Return the rules for a matrix, light or dark, every one under the class `matrix`."""
    shade = "dark" if palette is DARK else "light"
    rules = {
        "text": f"font-family:{FONTS};font-size:12px;fill:{palette.ink}",
        ".title": "font-size:18px;font-weight:bold",
        ".bold": "font-weight:bold",
        ".quiet": f"fill:{palette.quiet}",
        ".small": "font-size:11px",
        ".paper": f"fill:{palette.paper}",
    }
    for level, (ground, ink) in enumerate(FILLS[shade]):
        rules[f".l-{level}"] = f"fill:{ground};stroke:{palette.grid};stroke-width:1"
        rules[f".t-{level}"] = f"fill:{ink}"
    return "".join(f".matrix {name}{{{body}}}" for name, body in rules.items())


def _size(width: float, height: float) -> str:
    wide, high = number(round(width + 0.5)), number(round(height + 0.5))
    return f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
