"""A tornado as a figure: names at the left, bars around the mean, how far each swings at the right."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.figure import WIDTH, Figure
from fairlead.draw.histogram_svg import axis_below
from fairlead.draw.markup import across, path, rect, upright, words
from fairlead.draw.tables import Column, Table
from fairlead.draw.text import clean, escaped, pixels, shortened
from fairlead.draw.tornado import Swing, Tornado

_LINE = 14.0
_BAR = 18.0
_NAMES = 300.0
_SAID = 96.0
_TOP = 26.0
_BELOW = 40.0
_KEY = (("low", "where it lies lowest"), ("high", "where it lies highest"))


def tornado_figure(tornado: Tornado) -> Figure:
    """Return the drawing, with the same as its table."""
    bottom = _TOP + (sum(map(_height, tornado.swings)) or _BAR + 8)
    note = 16 if tornado.note else 0
    parts = [_key(), axis_below(tornado.measure, _NAMES, _width(), bottom), *_rows(tornado)]
    mean = _x(tornado, tornado.mean)
    parts.append(path("percentile", upright(mean, _TOP - 4, bottom)))
    named = f"Mean {tornado.measure.named(tornado.mean)}"
    parts.append(words("percentile-word", mean, _TOP - 9, named, anchor="middle"))
    if not tornado.swings:
        parts.append(words("quiet", 0, _TOP + 17, "Nothing uncertain moves it."))
    parts.append(words("small quiet", 0, bottom + _BELOW + 8, tornado.note))
    return Figure(tornado.title, WIDTH, bottom + _BELOW + note, "".join(parts), _table(tornado))


def _width() -> float:
    return WIDTH - _NAMES - _SAID


def _x(tornado: Tornado, value: float) -> float:
    return _NAMES + tornado.measure.share(value) * _width()


def _key() -> str:
    x, parts = 0.0, []
    for css, name in _KEY:
        parts.append(rect(css, x, 3, 14, 10) + words("small quiet", x + 19, 12, name))
        x += 19 + pixels(name, 11) + 12
    return "".join(parts)


def _rows(tornado: Tornado) -> Iterator[str]:
    y = _TOP
    for place, swing in enumerate(tornado.swings):
        height = _height(swing)
        middle = y + height / 2
        lines = [("", text) for text in _name_lines(swing)]
        if swing.detail:
            lines.append(("small quiet", shortened(swing.detail, _NAMES - 14, 11)))
        first = middle + 4.5 - _LINE * (len(lines) - 1) / 2
        names = "".join(words(css, 0, first + _LINE * n, text) for n, (css, text) in enumerate(lines))
        said = words("bold small", WIDTH, middle + 4, swing.said, anchor="end")
        line = path("grid", across(0, WIDTH, y + height)) if place + 1 < len(tornado.swings) else ""
        bars = "".join(_bars(tornado, swing, middle - _BAR / 2))
        yield f"<g><title>{escaped(_spoken(tornado, swing))}</title>{line}{bars}{names}{said}</g>"
        y += height


def _height(swing: Swing) -> float:
    return max(_LINE * (len(_name_lines(swing)) + bool(swing.detail)) + 8, _BAR + 8)


def _name_lines(swing: Swing) -> tuple[str, ...]:
    """Return the name in one line or, where it is long, two; what is longer still ends in an ellipsis."""
    room, line, rest = _NAMES - 14, "", clean(swing.name).split()
    while rest and pixels(f"{line} {rest[0]}".strip(), 12) <= room:
        line = f"{line} {rest.pop(0)}".strip()
    if not line:
        return (shortened(swing.name, room, 12),)
    return (line, shortened(" ".join(rest), room, 12)) if rest else (line,)


def _bars(tornado: Tornado, swing: Swing, y: float) -> Iterator[str]:
    mean = _x(tornado, tornado.mean)
    ends = (("low", swing.low), ("high", swing.high))
    # The longer side first: where both lie on one side of the mean, neither hides the other.
    for css, end in sorted(ends, key=lambda each: -abs(each[1] - tornado.mean)):
        x = _x(tornado, end)
        if abs(x - mean) >= 0.3:
            yield rect(css, min(x, mean), y, abs(x - mean), _BAR)


def _spoken(tornado: Tornado, swing: Swing) -> str:
    low, high = tornado.measure.named(swing.low), tornado.measure.named(swing.high)
    what = f"{swing.name} ({swing.detail})" if swing.detail else swing.name
    return f"{what}: {low} where it lies lowest, {high} where it lies highest"


def _table(tornado: Tornado) -> Table:
    named = tornado.measure.named
    rows = tuple(
        (each.name, each.detail, named(each.low), named(each.high), each.said) for each in tornado.swings
    )
    titles = ("What", "Uncertain is", "Mean at its lowest tenth", "Mean at its highest tenth", "Difference")
    return Table(tuple(Column(title) for title in titles), rows)
