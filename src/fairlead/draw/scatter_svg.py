"""A scatter as a figure: points, the frontier as a staircase, limits, and the share in each corner between them."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.figure import WIDTH, Figure
from fairlead.draw.histogram_svg import axis_below
from fairlead.draw.markup import across, number, path, upright, words
from fairlead.draw.scatter import Mark, Place, Quadrant, Scatter
from fairlead.draw.shares import percent
from fairlead.draw.tables import Column, Table
from fairlead.draw.text import pixels, shortened

HEIGHT = 380.0
_LEFT, _RIGHT, _TOP, _BELOW = 76.0, 16.0, 36.0, 58.0
_RADIUS = 2.2
_LAYERS = 12
_DISC = 9.0
_APART = 2 * _DISC + 2
_ROUNDING = 1e-6  # else what has just been moved apart might still seem to touch


def scatter_figure(scatter: Scatter) -> Figure:
    """Return the drawing, with the shares and the frontier as its table."""
    note = 16 if scatter.note else 0
    bottom = _TOP + HEIGHT
    content = "".join(
        (
            _scale_left(scatter),
            axis_below(scatter.x, _LEFT, _width(), bottom),
            words("small quiet", _LEFT + _width(), bottom + 46, scatter.x_title, anchor="end"),
            _points(scatter),
            "".join(_limits(scatter)),
            _frontier(scatter),
            "".join(_marks(scatter)),
            "".join(_shares(scatter)),
            words("small quiet", _LEFT, bottom + 46 + note, scatter.note),
        )
    )
    return Figure(scatter.title, WIDTH, bottom + _BELOW + note, content, _table(scatter))


def _width() -> float:
    return WIDTH - _LEFT - _RIGHT


def _at(scatter: Scatter, place: Place) -> Place:
    x, y = scatter.x.share(place[0]), scatter.y.share(place[1])
    return _LEFT + x * _width(), _TOP + HEIGHT * (1 - y)


def _scale_left(scatter: Scatter) -> str:
    parts = [words("small quiet", 0, 12, scatter.y_title), path("rule", upright(_LEFT, _TOP, _TOP + HEIGHT))]
    for notch in scatter.y.notches(7):
        y = _TOP + HEIGHT * (1 - scatter.y.share(notch.value))
        parts.append(path("grid", across(_LEFT, _LEFT + _width(), y)))
        parts.append(words("small", _LEFT - 7, y + 4, notch.name, anchor="end"))
    return "".join(parts)


def _points(scatter: Scatter) -> str:
    """Return the points in a few paths: an element each would be heavy, one for all would hide how dense they are."""
    half = f"a{_RADIUS} {_RADIUS} 0 1 0"
    dots = [
        f"M{number(x - _RADIUS)} {number(y)}{half} {2 * _RADIUS} 0{half} -{2 * _RADIUS} 0"
        for x, y in (_at(scatter, place) for place in scatter.points)
    ]
    return "".join(path("dot", "".join(dots[first::_LAYERS])) for first in range(_LAYERS))


def _limits(scatter: Scatter) -> Iterator[str]:
    if (limit := scatter.x_limit) is not None:
        x, y = _at(scatter, (limit.value, scatter.y.first))
        text = " ".join(filter(None, (limit.name, scatter.x.named(limit.value), limit.note)))
        off = "" if scatter.x.shows(limit.value) else (" →" if limit.value > scatter.x.last else " ←")
        text = shortened(text + off, _width() * 0.7, 11, bold=True)
        left = x + pixels(text, 11, bold=True) + 6 > WIDTH
        yield path(limit.kind, upright(x, _TOP - 8, y)) if scatter.x.shows(limit.value) else ""
        yield words(
            f"{limit.kind}-word", x - 5 if left else x + 5, _TOP - 10, text, anchor="end" if left else ""
        )
    if (limit := scatter.y_limit) is not None:
        _, y = _at(scatter, (scatter.x.first, limit.value))
        shown = scatter.y.shows(limit.value)
        off = "" if shown else (" ↑" if limit.value > scatter.y.last else " ↓")
        text = " ".join(filter(None, (limit.name, scatter.y.named(limit.value), limit.note))) + off
        yield path(limit.kind, across(_LEFT, _LEFT + _width(), y)) if shown else ""
        if shown or scatter.x_limit is not None:
            # In the middle, because the corners have their shares.
            base = y - 5 if y > _TOP + 20 else y + 14
            yield words(f"{limit.kind}-word", _LEFT + _width() / 2, base, text, anchor="middle")
        else:
            base = _TOP - 10 if limit.value > scatter.y.last else _TOP + HEIGHT - 6
            yield words(f"{limit.kind}-word", _LEFT + _width(), base, text, anchor="end")


def _frontier(scatter: Scatter) -> str:
    corners = [_at(scatter, place) for place in scatter.steps()]
    if not corners:
        return ""
    line = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners)
    x, y = corners[-1]
    # Where the staircase ends there is room: beyond it lies only what comes latest.
    name = words("curve-word halo", x - 2, y - 6, scatter.frontier_name, anchor="end")
    return path("curve", line) + name


def _marks(scatter: Scatter) -> Iterator[str]:
    """Yield the named points: each sign in a disc, its name beside that, on the side where there is room.

    Those that would cover one another stand apart, with a line to where they belong.
    """
    discs = [_Disc(mark, *_at(scatter, mark.place)) for mark in scatter.marks]
    for disc in _apart(discs):
        mark, x, y = disc.mark, disc.x, disc.y
        if y != disc.own_y:
            yield path("rule", upright(x, *sorted((disc.own_y, y))))
        half = f"a{_DISC} {_DISC} 0 1 0"
        circle = f"M{number(x - _DISC)} {number(y)}{half} {2 * _DISC} 0{half} -{2 * _DISC} 0"
        yield path("mark-good" if mark.good else "mark", circle)
        yield words("mark-good-sign" if mark.good else "mark-sign", x, y + 4, mark.sign, anchor="middle")
        beside = x - _DISC - 5 if disc.is_named_left else x + _DISC + 5
        yield words("small halo", beside, y + 4, mark.name, anchor="end" if disc.is_named_left else "")


class _Disc:
    """A mark in its place: `own_y` is where it belongs, `y` where it is drawn."""

    def __init__(self, mark: Mark, x: float, y: float) -> None:
        self.mark, self.x, self.y, self.own_y = mark, x, y, y
        reach = _DISC + pixels(mark.name, 11) + 10
        self.is_named_left = x + reach > WIDTH
        self.left = x - reach if self.is_named_left else x - _DISC
        self.right = x + _DISC if self.is_named_left else x + reach

    def covers(self, other: _Disc) -> bool:
        """Tell whether two discs, or their names, lie on one another."""
        beside = self.right < other.left or other.right < self.left
        return not beside and abs(self.y - other.y) < _APART - _ROUNDING


def _apart(discs: list[_Disc]) -> list[_Disc]:
    """Return discs from the edges to the middle, each moved towards that past those that it would cover."""
    middle = _TOP + HEIGHT / 2
    placed: list[_Disc] = []
    for disc in sorted(discs, key=lambda disc: -abs(disc.own_y - middle)):
        step = _APART if disc.own_y < middle else -_APART
        while (other := next((each for each in placed if disc.covers(each)), None)) is not None:
            disc.y = other.y + step
        placed.append(disc)
    return placed


def _shares(scatter: Scatter) -> Iterator[str]:
    for quadrant in scatter.quadrants:
        left, top = quadrant.x_within is not False, quadrant.y_within is False
        x, anchor = (_LEFT + 8, "") if left else (_LEFT + _width() - 6, "end")
        y = _TOP + 20 if top else _TOP + HEIGHT - 22
        yield words("share", x, y, percent(quadrant.share), anchor=anchor)
        yield words("share-word", x, y + 14, quadrant.name, anchor=anchor)


def _table(scatter: Scatter) -> Table:
    if scatter.marks and not scatter.points:
        return _table_of_marks(scatter)
    shares = tuple((each.name, "", percent(each.share)) for each in _ordered(scatter))
    corners = tuple(
        (scatter.frontier_name, f"{scatter.x.named(x)}, {scatter.y.named(y)}", "")
        for x, y in scatter.frontier
    )
    return Table((Column("Where"), Column("Corner"), Column("Share", "right")), shares + corners)


def _table_of_marks(scatter: Scatter) -> Table:
    rows = tuple(
        (f"{each.sign} {each.name}", scatter.x.named(each.place[0]), scatter.y.named(each.place[1]))
        for each in scatter.marks
    )
    titles = ("", scatter.x_title, scatter.y_title)
    return Table(tuple(Column(title, "right" if k else "left") for k, title in enumerate(titles)), rows)


def _ordered(scatter: Scatter) -> tuple[Quadrant, ...]:
    return tuple(sorted(scatter.quadrants, key=lambda each: -each.share))
