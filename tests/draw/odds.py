"""Figures of odds whose numbers can be worked out in the head, and any others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from fairlead.draw.chart import minutes
from fairlead.draw.histogram import Histogram, Level
from fairlead.draw.scatter import Quadrant, Scatter
from fairlead.draw.tornado import Swing, Tornado


def march(day: int, hour: int = 0) -> float:
    """A moment of March 2027, whose first is a Monday."""
    return minutes(datetime(2027, 3, day, hour))


def a_histogram(**more: Any) -> Histogram:
    """Ten cases: two on Monday, six on Tuesday, two on Wednesday."""
    values: dict[str, Any] = {
        "title": "Finish",
        "kind": "moment",
        "edges": tuple(map(march, (1, 2, 3, 4))),
        "counts": (2, 6, 2),
        "curve": ((march(1), 0.0), (march(2), 0.2), (march(3), 0.8), (march(4), 1.0)),
        "levels": (Level("P50", march(2, 12)),),
    }
    return Histogram(**{**values, **more})


def a_scatter(**more: Any) -> Scatter:
    """Four cases, of which two are in time and within the budget of 30."""
    values: dict[str, Any] = {
        "title": "Both",
        "x_title": "Finish",
        "y_title": "Cost",
        "x_kind": "moment",
        "y_kind": "amount",
        "points": ((march(1), 10.0), (march(2), 20.0), (march(3), 40.0), (march(4), 20.0)),
        "frontier": ((march(2), 20.0), (march(4), 15.0)),
        "frontier_name": "50% keep both",
        "x_limit": Level("Deadline", march(3), "missed"),
        "y_limit": Level("Budget", 30.0, "kept"),
        "quadrants": (
            Quadrant(0.5, True, True, "in time, cheap"),
            Quadrant(0.25, False, True, "late, cheap"),
        ),
        "y_unit": "EUR",
    }
    return Scatter(**{**values, **more})


def a_tornado(*swings: Swing, **more: Any) -> Tornado:
    """The mean is 100; one swing from 90 to 130 unless others are given."""
    given = swings or (Swing("Weld", 90.0, 130.0, "+40", "how long it takes"),)
    return Tornado("Drivers", "amount", 100.0, given, **more)


_numbers = st.floats(-1e9, 1e9).map(lambda value: round(value, 3))
_texts = st.text(max_size=30)
_kinds = st.sampled_from(("percentile", "planned", "kept", "missed"))
_measures = st.sampled_from(("moment", "amount"))
_levels = st.builds(Level, _texts, _numbers, _kinds, _texts)
_places = st.tuples(_numbers, _numbers)


@st.composite
def histograms(draw: st.DrawFn) -> Histogram:
    """Any histogram, its names as wild as plans have them."""
    edges = tuple(sorted(draw(st.sets(_numbers, min_size=2, max_size=9))))
    counts = tuple(draw(st.integers(0, 99)) for _ in edges[1:])
    shares = [number / (len(edges) - 1) for number in range(len(edges))]
    levels = tuple(draw(st.lists(_levels, max_size=6)))
    return Histogram(
        draw(_texts),
        draw(_measures),
        edges,
        counts,
        tuple(zip(edges, shares, strict=True)),
        levels,
        draw(_texts),
    )


@st.composite
def scatters(draw: st.DrawFn) -> Scatter:
    """Any scatter, with or without limits and points."""
    quadrant = st.builds(
        Quadrant, st.floats(0, 1), st.none() | st.booleans(), st.none() | st.booleans(), _texts
    )
    return Scatter(
        draw(_texts),
        draw(_texts),
        draw(_texts),
        draw(_measures),
        draw(_measures),
        tuple(draw(st.lists(_places, max_size=9))),
        tuple(draw(st.lists(_places, max_size=4))),
        draw(_texts),
        draw(st.none() | _levels),
        draw(st.none() | _levels),
        tuple(draw(st.lists(quadrant, max_size=4))),
    )


@st.composite
def tornados(draw: st.DrawFn) -> Tornado:
    """Any tornado; both ends may lie on one side of the mean, and the highest below the lowest."""
    swings = st.builds(Swing, _texts, _numbers, _numbers, _texts, _texts)
    return Tornado(draw(_texts), draw(_measures), draw(_numbers), tuple(draw(st.lists(swings, max_size=6))))
