"""The few SVG elements a chart is made of, as text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fairlead.draw.text import escaped

Point = tuple[float, float]


def number(value: float) -> str:
    """Return the number as short as a hundredth of a pixel allows. Raises ValueError for infinities and NaN."""
    if not math.isfinite(value):
        raise ValueError(f"{value} has no place in a drawing")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rect(css: str, x: float, y: float, width: float, height: float, *, radius: float = 0.0) -> str:
    """Return a rectangle; a negative size counts as none."""
    corner = f' rx="{number(radius)}"' if radius else ""
    size = f'width="{number(max(width, 0))}" height="{number(max(height, 0))}"'
    return f'<rect class="{css}" x="{number(x)}" y="{number(y)}" {size}{corner}/>'


def path(css: str, data: str) -> str:
    """Return a path; the style sheet says whether it's filled."""
    return f'<path class="{css}" d="{data}"/>' if data else ""


def words(css: str, x: float, y: float, text: str, *, anchor: str = "") -> str:
    """Return one line of text with `y` as its base line, escaped; nothing for an empty text."""
    if not text:
        return ""
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{css}" x="{number(x)}" y="{number(y)}"{placed}>{escaped(text)}</text>'


def moved(x: float, y: float, *content: str, css: str = "") -> str:
    """Return the content as a group with its own origin."""
    name = f' class="{css}"' if css else ""
    return f'<g{name} transform="translate({number(x)} {number(y)})">{"".join(content)}</g>'


def across(x1: float, x2: float, y: float) -> str:
    """Return path data of a level line."""
    return f"M{number(x1)} {number(y)}H{number(x2)}"


def upright(x: float, y1: float, y2: float) -> str:
    """Return path data of an upright line."""
    return f"M{number(x)} {number(y1)}V{number(y2)}"


def closed_shape(points: Sequence[Point]) -> str:
    """Return path data of a polygon."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def rounded(points: Sequence[Point], radius: float = 3.0) -> str:
    """Return path data of a line through the points, its corners rounded where there is room."""
    data = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        (x1, y1), (x2, y2) = _towards(corner, before, bend), _towards(corner, after, bend)
        data.append(
            f"L{number(x1)} {number(y1)}Q{number(corner[0])} {number(corner[1])} {number(x2)} {number(y2)}"
        )
    data.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(data)


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.dist(start, end)
    share = distance / length if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def arrow_head(before: Point, tip: Point, size: float = 5.5) -> str:
    """Return path data of a triangle whose tip is at `tip`, looking away from `before` along the axis."""
    (x, y), half = tip, size * 0.6
    across_x, across_y = tip[0] - before[0], tip[1] - before[1]
    if abs(across_y) > abs(across_x):
        back = y - math.copysign(size, across_y)
        return closed_shape([(x, y), (x - half, back), (x + half, back)])
    back = x - math.copysign(size, across_x)
    return closed_shape([(x, y), (back, y - half), (back, y + half)])
