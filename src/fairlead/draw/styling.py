"""A line of styled pieces as text for a terminal."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from fairlead.draw.gantt_terminal import Line

if TYPE_CHECKING:
    from rich.console import Console


def styled(line: Line, *, colour: bool) -> str:
    """Return the line, with the terminal's escape sequences where `colour` is asked for."""
    text = "".join(piece.text for piece in line)
    if not colour or not any(piece.style for piece in line):
        return text.rstrip()
    from rich.text import Text

    console = _console()
    with console.capture() as caught:
        console.print(Text.assemble(*((piece.text, piece.style) for piece in line)), soft_wrap=True, end="")
    return caught.get()


@cache
def _console() -> Console:
    from rich.console import Console

    return Console(file=io.StringIO(), force_terminal=True, color_system="standard", highlight=False)
