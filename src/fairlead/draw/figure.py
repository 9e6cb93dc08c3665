"""Figures of one drawing: stacked into one SVG document, or one page with all of them.

A figure is a drawing of a known size that begins at 0, 0. The page asks no other host for anything, has no script,
and says each figure as a table too, for those who read with their ears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.draw.markup import moved, number, rect, words
from fairlead.draw.palette import DARK, LIGHT, Palette, style_sheet
from fairlead.draw.tables import Table, as_html
from fairlead.draw.text import FONTS, clean, escaped, shortened

WIDTH = 960.0
_MARGIN = 16.0
_GAP = 34.0
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
_PAGE = """*{box-sizing:border-box}
body{margin:0;padding:16px;background:var(--paper);color:var(--ink);
font-family:"DejaVu Sans","Liberation Sans",Arial,sans-serif}
h1{margin:0;font-size:18px;overflow-wrap:anywhere}
header p{margin:4px 0 0;font-size:12px;color:var(--quiet);overflow-wrap:anywhere}
section{margin:28px 0 0}
h2{margin:0 0 8px;font-size:14px}
.scroll{overflow-x:auto}
svg{display:block}
details{margin-top:8px;font-size:12px}
summary{cursor:pointer;color:var(--quiet)}
table{border-collapse:collapse;margin-top:8px}
th,td{padding:2px 8px;border-bottom:1px solid var(--grid);text-align:left;vertical-align:top}
@media print{.scroll{overflow:visible}details{display:none}section{break-inside:avoid}
body{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
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
    """Return the figures as one HTML page, light or dark as the reader's system is, white on paper."""
    name = escaped(clean(title) or "Odds")
    said = f"<p>{escaped(subtitle)}</p>" if subtitle else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{name}</title><style>{_styles()}</style></head>"
        f"<body><header><h1>{name}</h1>{said}</header>"
        f"<main>{''.join(map(_section, figures))}</main></body></html>\n"
    )


def _section(figure: Figure) -> str:
    size = f'width="{number(figure.width)}" height="{number(figure.height)}"'
    label = escaped(figure.title)
    table = f"<details><summary>As a table</summary>{as_html(figure.table)}</details>" if figure.table else ""
    return (
        f'<section><h2>{label}</h2><div class="scroll" tabindex="0" role="group" aria-label="{label}">'
        f'<svg class="{figure.style}" role="img" aria-label="{label}" {size}>{figure.content}</svg></div>'
        f"{table}</section>"
    )


def _styles() -> str:
    dark = f"{_variables(DARK)}{style_sheet(DARK)}{odds_style(DARK)}"
    return (
        _variables(LIGHT)
        + _PAGE
        + style_sheet(LIGHT)
        + odds_style(LIGHT)
        + f"@media screen and (prefers-color-scheme:dark){{{dark}}}"
    )


def _variables(palette: Palette) -> str:
    names = ("paper", "ink", "quiet", "grid")
    return ":root{" + "".join(f"--{name}:{getattr(palette, name)};" for name in names) + "}"


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
        ".share": f"font-size:15px;font-weight:bold;fill:{colours.ink};{halo}",
        ".share-word": f"font-size:11px;fill:{colours.quiet};{halo}",
        ".low": f"fill:{colours.task};stroke:{colours.task_edge};stroke-width:1",
        ".high": f"fill:{colours.critical};stroke:{colours.critical_edge};stroke-width:1",
    }
    return "".join(f".odds {name}{{{body}}}" for name, body in rules.items())
