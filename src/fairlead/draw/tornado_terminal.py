"""A tornado in characters: a name, a bar around the mean, how far it swings."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.gantt_terminal import Line, Piece
from fairlead.draw.plot_terminal import (
    Canvas,
    PlotSigns,
    column_of,
    said,
    scale_lines,
    signs_for,
    wrapped_words,
)
from fairlead.draw.text import cells, clean, padded, shortened_cells
from fairlead.draw.tornado import Swing, Tornado

_LOW, _HIGH = "cyan", "red"


def tornado_lines(tornado: Tornado, width: int, *, plain: bool = False) -> Iterator[Line]:
    """Yield the tornado line by line, none wider than `width` (40 at least); `plain` keeps to ASCII signs."""
    signs, whole = signs_for(plain), max(width, 40)
    beside = min(max([cells(said(swing.said, plain)) for swing in tornado.swings], default=0) + 1, whole // 4)
    widest = max([cells(clean(_named(swing))) for swing in tornado.swings], default=0)
    names = min(widest, int(whole * 0.42))
    columns = whole - names - 1 - beside
    yield (Piece(shortened_cells(said(tornado.title, plain), whole), "bold"),)
    for swing in tornado.swings:
        yield from _swing(tornado, swing, (names, columns, beside), signs, plain)
    yield from scale_lines(tornado.measure, names + 1, columns, signs)
    mean = f"{signs.stem} mean {tornado.measure.named(tornado.mean)}"
    key = [
        Piece(signs.low * 2 + " where it lies lowest", _LOW),
        Piece(signs.high * 2 + " where it lies highest", _HIGH),
    ]
    yield from wrapped_words([*key, Piece(said(mean, plain))], whole)
    if tornado.note:
        yield from wrapped_words([Piece(said(word, plain), "dim") for word in tornado.note.split()], whole, 1)


def _named(swing: Swing) -> str:
    return f"{swing.name}, {swing.detail}" if swing.detail else swing.name


def _swing(
    tornado: Tornado, swing: Swing, rooms: tuple[int, int, int], signs: PlotSigns, plain: bool
) -> Iterator[Line]:
    """Yield the bar with its name and, where all doesn't fit beside it, more of the name in lines below."""
    names, columns, beside = rooms
    fits = cells(clean(_named(swing))) <= names
    lines = [(_named(swing), "")] if fits else [(line, "") for line in _broken(swing.name, names)]
    if swing.detail and not fits:
        lines.append((swing.detail, "dim"))
    bar, mean = _bar(tornado, swing, columns, signs), Canvas(columns, 1)
    mean.put(0, column_of(tornado.measure, tornado.mean, columns), signs.stem)
    for number, (line, style) in enumerate(lines):
        name = Piece(padded(said(line, plain), names, ellipsis=signs.ellipsis) + " ", style)
        if number:
            yield name, *mean.line(0)
        else:
            text = padded(said(swing.said, plain), beside, right=True)
            yield name, *bar.line(0), Piece(text, "bold")


def _broken(name: str, room: int) -> list[str]:
    """Return a name in one line or two, broken between words where it can be."""
    line, rest = "", clean(name).split()
    while rest and cells(f"{line} {rest[0]}".strip()) <= room:
        line = f"{line} {rest.pop(0)}".strip()
    return [line, " ".join(rest)] if line and rest else [clean(name)]


def _bar(tornado: Tornado, swing: Swing, columns: int, signs: PlotSigns) -> Canvas:
    canvas = Canvas(columns, 1)
    mean = column_of(tornado.measure, tornado.mean, columns)
    ends = ((swing.low, signs.low, _LOW), (swing.high, signs.high, _HIGH))
    # The longer side first: where both lie on one side of the mean, neither hides the other.
    for end, sign, style in sorted(ends, key=lambda each: -abs(each[0] - tornado.mean)):
        column = column_of(tornado.measure, end, columns)
        first, last = min(column, mean), max(column, mean)
        canvas.put(0, first, sign * (last - first + 1 if first != last else 0), style)
    canvas.put(0, mean, signs.stem)
    return canvas
