"""Figures of one drawing: stacked into one SVG document, or one page with all of them.

A figure is a drawing of a known size that begins at 0, 0. The page says each as a table too, for those who read with
their ears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.draw.framing import as_table, drawing, page
from fairlead.draw.markup import moved, number, rect, words
from fairlead.draw.palette import LIGHT, Palette, style_sheet
from fairlead.draw.tables import Table, as_html
from fairlead.draw.text import FONTS, escaped, shortened

WIDTH = 960.0
_MARGIN = 16.0
_GAP = 34.0
_CSS = """section{margin:28px 0 0}
h2{margin:0 0 8px;font-size:14px}
.scroll{overflow-x:auto}
details{margin-top:8px}
@media print{.scroll{overflow:visible}details{display:none}section{break-inside:avoid}}
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its title, its size in pixels and the same as a table; `style` is the class of its rules."""

    title: str
    width: float
    height: float
    content: str
    table: Table | None = None
    style: str = "odds"


def figures_svg(title: str, subtitle: str, figures: Sequence[Figure]) -> str:
    """Return the figures one below the other as an SVG document, in light colours on white."""
    width = max([WIDTH, *(figure.width for figure in figures)]) + 2 * _MARGIN
    y, parts = _MARGIN, []
    for css, size, text in (("title", 18, title), ("quiet", 12, subtitle)):
        if text:
            y += size + 4
            room = width - 2 * _MARGIN
            parts.append(words(css, _MARGIN, y - 4, shortened(text, room, size, bold=css == "title")))
    for figure in figures:
        y += _GAP
        name = shortened(figure.title, width - 2 * _MARGIN, 14, bold=True)
        parts.append(words("heading", _MARGIN, y, name))
        parts.append(moved(_MARGIN, y + 10, figure.content))
        y += 10 + figure.height
    height = y + _MARGIN
    wide, high = number(round(width + 0.5)), number(round(height + 0.5))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="odds" role="img" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}"><title>{escaped(title)}</title><style>{odds_style(LIGHT)}</style>'
        f"{rect('paper', 0, 0, width, height)}{''.join(parts)}</svg>"
    )


def figures_html(title: str, subtitle: str, figures: Sequence[Figure]) -> str:
    """Return the figures as one HTML page, each with the same as a table."""
    body = f"<main>{''.join(map(_section, figures))}</main>"
    return page(title, subtitle, body, rules=_rules, css=_CSS, unnamed="Odds")


def _section(figure: Figure) -> str:
    label = escaped(figure.title)
    picture = drawing(figure.style, figure.title, figure.width, figure.height, figure.content)
    table = as_table(as_html(figure.table)) if figure.table else ""
    return (
        f'<section><h2>{label}</h2><div class="scroll" tabindex="0" role="group" aria-label="{label}">'
        f"{picture}</div>{table}</section>"
    )


def _rules(colours: Palette) -> str:
    return style_sheet(colours) + odds_style(colours)


def odds_style(colours: Palette) -> str:
    """Return the rules for histogram, scatter and tornado, every one under the class `odds`."""
    halo = f"paint-order:stroke;stroke:{colours.paper};stroke-width:3px;stroke-linejoin:round"
    rules = {
        "text": f"font-family:{FONTS};font-size:12px;fill:{colours.ink}",
        ".title": "font-size:18px;font-weight:bold",
        ".heading": "font-size:14px;font-weight:bold",
        ".bold": "font-weight:bold",
        ".quiet": f"fill:{colours.quiet}",
        ".small": "font-size:11px",
        ".paper": f"fill:{colours.paper}",
        ".grid": f"stroke:{colours.grid};stroke-width:1;fill:none",
        ".rule": f"stroke:{colours.baseline};stroke-width:1;fill:none",
        ".bin": f"fill:{colours.task}",
        ".curve": f"stroke:{colours.goal};stroke-width:2;fill:none;stroke-linejoin:round",
        ".curve-word": f"fill:{colours.goal};font-size:11px",
        ".halo": halo,
        ".percentile": f"stroke:{colours.ink};stroke-width:1.2;fill:none",
        ".percentile-word": f"fill:{colours.ink};font-size:11px;font-weight:bold;{halo}",
        ".planned": f"stroke:{colours.task_edge};stroke-width:1.8;stroke-dasharray:7 3;fill:none",
        ".planned-word": f"fill:{colours.task_edge};font-size:11px;font-weight:bold;{halo}",
        ".kept": f"stroke:{colours.kept};stroke-width:1.8;stroke-dasharray:3 3;fill:none",
        ".kept-word": f"fill:{colours.kept};font-size:11px;font-weight:bold;{halo}",
        ".missed": f"stroke:{colours.missed};stroke-width:1.8;stroke-dasharray:3 3;fill:none",
        ".missed-word": f"fill:{colours.missed};font-size:11px;font-weight:bold;{halo}",
        ".dot": f"fill:{colours.task_edge};fill-opacity:0.4",
        ".mark": f"fill:{colours.paper};stroke:{colours.task_edge};stroke-width:1.6",
        ".mark-sign": f"font-size:11px;font-weight:bold;fill:{colours.ink}",
        ".mark-good": f"fill:{colours.goal};stroke:{colours.goal};stroke-width:1.6",
        ".mark-good-sign": f"font-size:11px;font-weight:bold;fill:{colours.paper}",
        ".share": f"font-size:15px;font-weight:bold;fill:{colours.ink};{halo}",
        ".share-word": f"font-size:11px;fill:{colours.quiet};{halo}",
        ".low": f"fill:{colours.task};stroke:{colours.task_edge};stroke-width:1",
        ".high": f"fill:{colours.critical};stroke:{colours.critical_edge};stroke-width:1",
    }
    return "".join(f".odds {name}{{{body}}}" for name, body in rules.items())
