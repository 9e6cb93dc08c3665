"""A drawing as PNG or PDF, through vl-convert: no browser, no network."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Literal

from fairlead.draw.errors import ChartsMissing, DrawingFailed, DrawingTooLarge

RenderFormat = Literal["png", "pdf"]

# Twice the size of the screen keeps 11-pixel text sharp on paper and on dense screens.
PNG_SCALE = 2.0
# A pixel is 1/96 inch, PDF's unit 1/72 inch.
_PDF_SCALE = 0.75
# The longest side of a page that every PDF reader can open, in its units (200 inches).
_PDF_LONGEST_SIDE = 14_400.0
# 400 MB of memory at four bytes a pixel, about 100 rows for every metre of paper.
MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 32_767

_OPENING = re.compile(r"<svg\b[^>]*>")
_SIZES = re.compile(r'\s(width|height)="(\d+(?:\.\d+)?)(?:px)?"')


def render(svg: str, format: RenderFormat, *, scale: float | None = None) -> bytes:
    """Return the SVG document as a PNG picture or a PDF page of vectors, as large as the drawing.

    `scale` is the number of picture pixels for a pixel of the drawing; PNG takes 2 where the picture stays within
    limits and less where it doesn't, down to 1. A PDF page is as large as the drawing on a screen, smaller only
    where readers couldn't open it. Raises ChartsMissing without the extra, DrawingTooLarge for a picture beyond
    100 million pixels, DrawingFailed when the drawing can't be converted.
    """
    width, height = drawing_size(svg)
    converter = _converter()
    if format == "pdf":
        fitted = scale or min(_PDF_SCALE, _PDF_LONGEST_SIDE / max(width, height))
        return _converted(converter.svg_to_pdf, _resized(svg, width * fitted, height * fitted))
    return _converted(converter.svg_to_png, svg, scale=scale_within_limits(width, height, scale))


def drawing_size(svg: str) -> tuple[float, float]:
    """Return width and height that the document declares, in pixels. Raises DrawingFailed where it doesn't."""
    opening = _OPENING.search(svg)
    found = {name: float(value) for name, value in _SIZES.findall(opening.group() if opening else "")}
    if min(found.get("width", 0.0), found.get("height", 0.0)) <= 0:
        raise DrawingFailed("this is no SVG drawing with a width and a height in pixels")
    return found["width"], found["height"]


def scale_within_limits(width: float, height: float, scale: float | None = None) -> float:
    """Return the scale for a PNG of this drawing. Raises DrawingTooLarge where even the smallest is too much."""
    wanted = scale or PNG_SCALE
    longest: float = min(_LONGEST_SIDE / max(width, height), (MOST_PIXELS / (width * height)) ** 0.5)
    if wanted <= longest:
        return wanted
    if scale is None and longest >= 1:
        return longest
    raise DrawingTooLarge(
        f"as PNG the drawing would be {width * wanted:,.0f} by {height * wanted:,.0f} pixels; "
        "write SVG, PDF or HTML instead, draw fewer rows, or choose a coarser zoom"
    )


def _resized(svg: str, width: float, height: float) -> str:
    """Return the document with another size on paper and the same picture in it."""
    sizes = {"width": width, "height": height}
    return _OPENING.sub(
        lambda opening: _SIZES.sub(lambda size: f' {size[1]}="{sizes[size[1]]:.2f}"', opening.group()),
        svg,
        count=1,
    )


def _converter() -> ModuleType:
    try:
        import vl_convert
    except ImportError as error:
        raise ChartsMissing from error
    return vl_convert  # type: ignore[no-any-return, unused-ignore]


def _converted(convert: Callable[..., bytes], svg: str, **options: float) -> bytes:
    try:
        return convert(svg, **options)
    except Exception as error:
        raise DrawingFailed(
            f"the drawing can't be converted: {error}; write it as SVG or HTML instead"
        ) from error
    except BaseException as error:
        # The converter is written in Rust; when it gives up, it raises something that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise DrawingFailed(
            "the converter gave up on the drawing; write it as SVG or HTML instead"
        ) from error
