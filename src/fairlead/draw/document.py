"""Short documents: headings, paragraphs, lists and tables, as Markdown for mail and wikis and as a page to send."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fairlead.draw.framing import page
from fairlead.draw.palette import Palette
from fairlead.draw.tables import Table, as_html, as_markdown, in_markdown
from fairlead.draw.text import clean, escaped


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences; `strong` for the one that must not be missed."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; an entry may have entries of its own below it."""

    entries: tuple[str | tuple[str, tuple[str, ...]], ...]


Block = Heading | Paragraph | Bullets | Table

_MARKER = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|[-=]+$))")
"""What a line begins with that is an entry of a list, or a rule: a backslash behind it makes it plain."""


def to_markdown(title: str, blocks: Iterable[Block], *, subtitle: str = "") -> str:
    """Return the document in Markdown; texts are shown as they are, whatever signs stand in them."""
    below = [f"*{in_markdown(subtitle)}*"] if subtitle else []
    parts = [f"# {in_markdown(title)}", *below, *map(_in_markdown, blocks)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def to_html(title: str, subtitle: str, blocks: Iterable[Block]) -> str:
    """Return the document as a page that asks no other host for anything."""
    body = "".join(map(_in_html, blocks))
    return page(title, subtitle, f"<main>{body}</main>", rules=_rules, css=_CSS, unnamed="Document")


def _in_markdown(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {in_markdown(text)}"
        case Paragraph(text, strong):
            return f"**{in_markdown(text)}**" if strong else _plain(text)
        case Bullets(entries):
            return "\n".join(line for entry in entries for line in _entry_in_markdown(entry))
        case Table():
            return as_markdown(block)


def _entry_in_markdown(entry: str | tuple[str, tuple[str, ...]]) -> list[str]:
    if isinstance(entry, str):
        return [f"- {_plain(entry)}"]
    text, below = entry
    return [f"- {_plain(text)}", *(f"  - {_plain(each)}" for each in below)]


def _plain(text: str) -> str:
    """Return a text that begins a line, which no sign makes the entry of a list."""
    return _MARKER.sub(r"\1\\", in_markdown(text))


def _in_html(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h2>{_escaped(text)}</h2>"
        case Paragraph(text, strong):
            return f'<p class="strong">{_escaped(text)}</p>' if strong else f"<p>{_escaped(text)}</p>"
        case Bullets(entries):
            return f"<ul>{''.join(map(_entry_in_html, entries))}</ul>"
        case Table():
            return f'<div class="wide">{as_html(block, titled=True)}</div>'


def _entry_in_html(entry: str | tuple[str, tuple[str, ...]]) -> str:
    if isinstance(entry, str):
        return f"<li>{_escaped(entry)}</li>"
    text, below = entry
    return f"<li>{_escaped(text)}{_list(below)}</li>"


def _list(entries: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_escaped(each)}</li>' for each in entries)}</ul>" if entries else ""


def _escaped(text: str) -> str:
    return escaped(clean(text))


_CSS = """main{max-width:54rem;font-size:14px;line-height:1.45}
h2{font-size:15px;margin:20px 0 6px}
p{margin:6px 0;overflow-wrap:anywhere}
p.strong{font-weight:600;font-size:16px}
ul{margin:4px 0;padding-left:20px}
.wide{overflow-x:auto}
.whole{white-space:nowrap}
.tone-critical,.tone-warning,.tone-good{font-weight:600}
@media screen and (max-width:40rem){
.wide table,.wide tbody{display:block;width:100%}
.wide thead{position:absolute;clip-path:inset(50%)}
.wide tr{display:flex;flex-direction:column;border-bottom:1px solid var(--grid);padding:6px 0}
.wide td{order:2;display:flex;justify-content:space-between;gap:12px;border:0;padding:1px 0;text-align:right!important}
.wide td:first-child{order:0;font-weight:600;text-align:left!important}
.wide td[class*=tone-]{order:1}
.wide td:empty{display:none}
.wide td[data-title]::before{content:attr(data-title);color:var(--quiet);font-weight:400;text-align:left}
}
"""


def _rules(palette: Palette) -> str:
    return (
        f".tone-critical{{color:{palette.missed}}}.tone-good{{color:{palette.kept}}}"
        f".tone-warning{{color:{palette.doubtful}}}.tone-quiet{{color:{palette.quiet}}}"
    )
