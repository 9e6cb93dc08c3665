"""Short documents at the terminal: the same headings, lists and tables that are written as Markdown or a page."""

from __future__ import annotations

from collections.abc import Iterable

from fairlead.cli.screen import say, say_heading, say_table, toned, wrapped
from fairlead.draw.document import Block, Bullets, Heading, Paragraph


def say_blocks(blocks: Iterable[Block], *, strong: str = "strong") -> None:
    """Print a document; `strong` is the tone of its sentences that must not be missed."""
    for block in blocks:
        match block:
            case Heading(text):
                say_heading(text)
            case Paragraph(text, is_strong):
                say()
                for line in wrapped(text):
                    say(toned(line, strong) if is_strong else line)
            case Bullets(entries):
                for entry in entries:
                    _say_entry(entry)
            case _:
                say_table(block)


def _say_entry(entry: str | tuple[str, tuple[str, ...]]) -> None:
    text, below = (entry, ()) if isinstance(entry, str) else entry
    _say_item(text, 2)
    for each in below:
        _say_item(each, 6)


def _say_item(text: str, indent: int) -> None:
    for number, line in enumerate(wrapped(text, indent=indent + 2, first=indent + 2)):
        say(f"{' ' * indent}- {line}" if number == 0 else line)
