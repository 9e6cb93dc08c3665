"""What stands in a file of pictures, as the end of its name says: a page, a drawing, or what is made from that."""

from __future__ import annotations

from collections.abc import Callable


def picture(ending: str, *, svg: Callable[[], str], html: Callable[[], str]) -> bytes | str:
    """Return a file's content for one of the endings that `must_be_writable` lets through; draws only what is asked."""
    if ending == ".html":
        return html()
    if ending == ".svg":
        return svg()
    from fairlead.draw.render import render

    return render(svg(), "png" if ending == ".png" else "pdf")
