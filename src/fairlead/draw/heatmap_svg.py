"""A heat map as one SVG drawing: names at the left, columns under their groups, a number in every cell, a legend."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.errors import DrawingTooLarge
from fairlead.draw.heatmap import MEANINGS, Heat, HeatMap, HeatRow, groups, spoken
from fairlead.draw.markup import across, moved, number, path, rect, upright, words
from fairlead.draw.palette import DARK, LIGHT, Palette
from fairlead.draw.text import FONTS, clean, escaped, escaped_lines, pixels, shortened

MARGIN = 16.0
CELL, LINE = 34.0, 24.0
MOST_CELLS = 60_000
_INDENT, _PAD = 14.0, 8.0
_LEAST_NAMES, _MOST_NAMES = 120.0, 300.0
_KEY = 20.0

_FILLS: dict[str, dict[Heat, tuple[str, str]]] = {
    "light": {
        "closed": ("#eceff3", "#5b6675"),
        "none": ("#ffffff", "#1b2430"),
        "low": ("#dcecdf", "#1b2430"),
        "half": ("#a9d6b5", "#1b2430"),
        "high": ("#6dba86", "#10261a"),
        "full": ("#2f8f57", "#ffffff"),
        "over": ("#c81e1e", "#ffffff"),
    },
    "dark": {
        "closed": ("#1f2630", "#a3adba"),
        "none": ("#14181f", "#e6e9ee"),
        "low": ("#1d3527", "#e6e9ee"),
        "half": ("#245339", "#e6e9ee"),
        "high": ("#2f7a50", "#ffffff"),
        "full": ("#49b27a", "#0b1a12"),
        "over": ("#ff6b61", "#2a0503"),
    },
}
"""Ground and ink of each heat; over-full cells bear a frame and a mark too, so that colour alone says nothing."""


def heatmap_svg(map: HeatMap) -> str:
    """Return the heat map as an SVG document, in light colours on white, its size in pixels.

    Raises DrawingTooLarge for more than 60,000 cells.
    """
    refuse_too_many(map)
    names, width, height = measures(map)
    whole = max(names + width, key_width(map), pixels(map.title, 18, bold=True)) + 2 * MARGIN
    heading, top = _heading(map, whole)
    legend_top = top + height + 10
    bottom = legend_top + LINE + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="heat" role="img" {_size(whole, bottom)}>'
        f"<title>{escaped(map.title)}</title><style>{style_sheet(LIGHT)}</style>"
        f"{rect('paper', 0, 0, whole, bottom)}{heading}{moved(MARGIN, top, board(map))}"
        f"{moved(MARGIN, legend_top, legend(map))}</svg>"
    )


def refuse_too_many(map: HeatMap) -> None:
    """Raise DrawingTooLarge for a map that no reader could take in."""
    if len(map.rows) * len(map.columns) > MOST_CELLS:
        raise DrawingTooLarge(
            f"the heat map would have {len(map.rows):,} rows of {len(map.columns):,} cells; "
            "take longer periods (`--by month`) or one team (`--team`)"
        )


def measures(map: HeatMap) -> tuple[float, float, float]:
    """Return the width of the names, the width of all cells and the height of the board with its header, in pixels."""
    wanted = max((pixels(row.name, 12, bold=row.strong) + row.level * _INDENT for row in map.rows), default=0)
    names = min(max(wanted + 2 * _PAD, _LEAST_NAMES), _MOST_NAMES)
    return names, CELL * len(map.columns), LINE * (len(map.rows) + 2)


def board(map: HeatMap) -> str:
    """Return header, names and cells, their upper left corner at 0, 0."""
    names, width, height = measures(map)
    rows = "".join(moved(0, LINE * (2 + place), _row(map, row, names)) for place, row in enumerate(map.rows))
    return _header(map, names) + rows + _rules(map, names, width, height)


def _header(map: HeatMap, names: float) -> str:
    ground = rect("header", 0, 0, names + CELL * len(map.columns), 2 * LINE)
    above = "".join(
        words("bold small", names + CELL * first + 5, LINE - 8, _fitting(name, CELL * (last - first) - 8))
        for name, first, last in groups(map)
    )
    below = "".join(
        words("small quiet", names + CELL * (place + 0.5), 2 * LINE - 8, column.name, anchor="middle")
        for place, column in enumerate(map.columns)
    )
    return ground + above + below


def _fitting(name: str, room: float) -> str:
    """Return the name, shortened word by word from the end; nothing where not even the first has room."""
    parts = name.split()
    while parts and pixels(" ".join(parts), 11, bold=True) > room:
        parts.pop()
    return " ".join(parts)


def _row(map: HeatMap, row: HeatRow, names: float) -> str:
    x = _PAD + row.level * _INDENT
    name = shortened(row.name, names - x - 4, 12, bold=row.strong)
    label = f"<title>{escaped(row.name)}</title>{words('bold' if row.strong else '', x, LINE - 8, name)}"
    return f"<g>{label}</g>" + "".join(_cells(map, row, names))


def _cells(map: HeatMap, row: HeatRow, names: float) -> Iterator[str]:
    for place, (column, cell) in enumerate(zip(map.columns, row.cells, strict=True)):
        x = names + CELL * place
        title = f"<title>{escaped_lines(spoken(row, column, cell))}</title>"
        ground = rect(f"h-{cell.heat}", x + 1, 1, CELL - 2, LINE - 2, radius=2)
        mark = path("mark", f"M{number(x + CELL - 9)} 2h7v7Z") if cell.heat == "over" else ""
        text = words(f"t-{cell.heat} small", x + CELL / 2, LINE - 8, cell.text, anchor="middle")
        yield f"<g>{title}{ground}{mark}{text}</g>"


def _rules(map: HeatMap, names: float, width: float, height: float) -> str:
    turns = (names + CELL * first for _, first, _ in groups(map))
    lines = "".join(upright(x, 0, height) for x in turns)
    frame = (
        across(0, names + width, 0) + across(0, names + width, 2 * LINE) + across(0, names + width, height)
    )
    return path("grid", lines) + path(
        "rule", frame + upright(0, 0, height) + upright(names + width, 0, height)
    )


def _heading(map: HeatMap, width: float) -> tuple[str, float]:
    room, y, lines = width - 2 * MARGIN, MARGIN, []
    if map.title:
        y += 18
        lines.append(words("title", MARGIN, y, shortened(map.title, room, 18, bold=True)))
    if map.subtitle:
        y += 19
        lines.append(words("quiet", MARGIN, y, shortened(map.subtitle, room, 12)))
    return "".join(lines), y + (12 if lines else 0)


def legend(map: HeatMap) -> str:
    """Return what the colours mean, only those that occur, in one line from 0, 0."""
    x, parts = 0.0, []
    for heat in map.heats():
        box = rect(f"h-{heat} framed", x, 4, _KEY, LINE - 8, radius=2)
        mark = path("mark", f"M{number(x + _KEY - 8)} 5h7v7Z") if heat == "over" else ""
        parts.append(f"{box}{mark}{words('small quiet', x + _KEY + 6, LINE - 8, MEANINGS[heat])}")
        x += _KEY + 6 + pixels(MEANINGS[heat], 11) + 18
    return "".join(parts)


def key_width(map: HeatMap) -> float:
    """Return how wide the legend is."""
    return sum(_KEY + 24 + pixels(MEANINGS[heat], 11) for heat in map.heats())


def style_sheet(palette: Palette) -> str:
    """Return the rules for a heat map, light or dark, every one under the class `heat`."""
    shade = "dark" if palette is DARK else "light"
    rules = {
        "text": f"font-family:{FONTS};font-size:12px;fill:{palette.ink}",
        ".title": "font-size:18px;font-weight:bold",
        ".bold": "font-weight:bold",
        ".quiet": f"fill:{palette.quiet}",
        ".small": "font-size:11px",
        ".paper": f"fill:{palette.paper}",
        ".header": f"fill:{palette.header}",
        ".grid": f"stroke:{palette.baseline};stroke-width:1;fill:none",
        ".rule": f"stroke:{palette.baseline};stroke-width:1;fill:none",
        ".framed": f"stroke:{palette.baseline};stroke-width:1",
        ".mark": f"fill:{palette.paper}",
    }
    for heat, (ground, ink) in _FILLS[shade].items():
        rules[f".h-{heat}"] = f"fill:{ground}"
        rules[f".t-{heat}"] = f"fill:{ink}" + (";font-weight:bold" if heat == "over" else "")
    rules[".h-none"] = f"fill:{_FILLS[shade]['none'][0]};stroke:{palette.grid};stroke-width:1"
    return "".join(f".heat {name}{{{body}}}" for name, body in rules.items())


def _size(width: float, height: float) -> str:
    wide, high = number(round(width + 0.5)), number(round(height + 0.5))
    return f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'


def plain_title(map: HeatMap) -> str:
    """Return the title as a page may bear it."""
    return clean(map.title) or "Load"
