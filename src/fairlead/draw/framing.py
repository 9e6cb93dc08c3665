"""The frame that all pages share: light or dark as the reader's system is, white on paper.

A page asks no other host for anything, and its policy forbids it to; of scripts it runs its own alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from fairlead.draw.markup import number
from fairlead.draw.palette import DARK, LIGHT, Palette
from fairlead.draw.text import FONTS, clean, escaped

_VARIABLES = ("paper", "ink", "quiet", "grid", "header", "today", "baseline")
_PAGE = f"""*{{box-sizing:border-box}}
body{{margin:0;padding:16px;background:var(--paper);color:var(--ink);font-family:{FONTS}}}
h1{{margin:0;font-size:18px;overflow-wrap:anywhere}}
header p{{margin:4px 0 0;font-size:12px;color:var(--quiet);overflow-wrap:anywhere}}
svg{{display:block}}
footer{{overflow-x:auto}}
details{{margin-top:12px;font-size:12px}}
summary{{cursor:pointer;color:var(--quiet)}}
table{{border-collapse:collapse;margin-top:8px}}
th,td{{padding:2px 8px;border-bottom:1px solid var(--grid);text-align:left;vertical-align:top}}
@media print{{body{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}}}
"""


def page(
    title: str,
    subtitle: str,
    body: str,
    *,
    rules: Callable[[Palette], str],
    css: str = "",
    script: str = "",
    unnamed: str = "Picture",
) -> str:
    """Return a whole HTML page with a heading above `body`, which is markup.

    `rules` are the style rules of the drawings in a palette, `css` those of this page, in which a palette's colours
    are variables such as `var(--ink)`. A title without a letter is `unnamed`.
    """
    name = escaped(clean(title) or unnamed)
    said = f"<p>{escaped(subtitle)}</p>" if subtitle else ""
    scripts = f"<script>{script}</script>" if script else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{name}</title><style>{_styles(rules, css)}</style></head>"
        f"<body><header><h1>{name}</h1>{said}</header>{body}{scripts}</body></html>\n"
    )


def drawing(style: str, label: str, width: float, height: float, content: str) -> str:
    """Return a drawing as part of a page; `style` is the class of its rules, `label` what is said of it."""
    size = f'width="{number(width)}" height="{number(height)}"'
    return f'<svg class="{style}" role="img" aria-label="{escaped(label)}" {size}>{content}</svg>'


def as_table(table: str) -> str:
    """Return the same as a table, folded away, for those who read with their ears."""
    return f"<details><summary>As a table</summary>{table}</details>"


def _policy(script: str) -> str:
    own = ""
    if script:
        own = f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'; "
    return f"default-src 'none'; style-src 'unsafe-inline'; {own}base-uri 'none'"


def _styles(rules: Callable[[Palette], str], css: str) -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{{_variables(DARK)}{rules(DARK)}}}"
    return _variables(LIGHT) + _PAGE + css + rules(LIGHT) + dark


def _variables(palette: Palette) -> str:
    return ":root{" + "".join(f"--{name}:{getattr(palette, name)};" for name in _VARIABLES) + "}"
