"""What can go wrong in drawing, as branches of the common tree."""

from __future__ import annotations

from fairlead.plan.errors import RequestError, SurroundingsError


class DrawingTooLarge(RequestError):
    """The picture asked for would be larger than any screen or paper; the text says what to ask instead."""


class ChartsMissing(SurroundingsError):
    """The extra that turns a drawing into PNG or PDF isn't installed; the text says how to get it."""

    def __init__(self) -> None:
        super().__init__(
            "PNG and PDF need an extra that isn't installed. "
            "Get it with: pip install 'fairlead[charts]' (SVG and HTML work without)"
        )


class DrawingFailed(SurroundingsError):
    """The converter couldn't turn the drawing into the format asked for."""
