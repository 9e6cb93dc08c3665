"""Histogram, scatter and tornado in characters."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.draw.gantt_terminal import Line, Piece
from fairlead.draw.histogram import Histogram, Level
from fairlead.draw.histogram_terminal import histogram_lines
from fairlead.draw.plot_terminal import Canvas
from fairlead.draw.scatter import Scatter
from fairlead.draw.scatter_terminal import scatter_lines
from fairlead.draw.styling import styled
from fairlead.draw.text import cells
from fairlead.draw.tornado import Swing, Tornado
from fairlead.draw.tornado_terminal import tornado_lines
from tests.draw.odds import a_histogram, a_scatter, a_tornado, histograms, march, scatters, tornados


def texts(lines: Iterator[Line]) -> list[str]:
    return [styled(line, colour=False) for line in lines]


def test_the_fullest_bin_reaches_the_top() -> None:
    lines = texts(histogram_lines(a_histogram(curve=()), 60, plain=True))
    top, bottom = lines[1], lines[9]
    assert "#" in top
    assert bottom.count("#") > top.count("#")
    # A third as much stands at the sides: three of nine lines.
    sides = [line.count("#") > top.count("#") for line in lines[1:10]]
    assert sides == [False] * 6 + [True] * 3


def test_marked_values_are_pointed_at_in_their_column() -> None:
    lines = texts(histogram_lines(a_histogram(), 60, plain=True))
    pointed = next(line for line in lines if "P50" in line)
    # The middle of the scale, between five columns for its names on each side.
    assert pointed.index("^") == 30
    assert pointed.endswith("^ P50 2 Mar 2027")


def test_words_that_would_leave_the_screen_stand_at_the_left() -> None:
    late = Level("Deadline", march(4), "missed", "(20% in time)")
    lines = texts(histogram_lines(a_histogram(levels=(late,)), 60, plain=True))
    assert any(line.rstrip().endswith("Deadline 4 Mar 2027 (20% in time) ^") for line in lines)


def test_a_scatter_says_the_share_of_each_corner_the_greatest_first() -> None:
    lines = texts(scatter_lines(a_scatter(), 80))
    assert "50% in time, cheap  25% late, cheap" in lines
    assert any("● 50% keep both" in line for line in lines)


def test_a_swing_has_three_times_as_much_bar_where_it_goes_three_times_as_far() -> None:
    (line,) = [line for line in texts(tornado_lines(a_tornado(), 100, plain=True)) if line.startswith("Weld")]
    assert line.endswith("+40")
    assert abs(line.count("#") - 3 * line.count("=")) <= 3


def test_a_long_name_goes_on_in_the_next_line() -> None:
    name = "Correct what the trials in the hall have found"
    lines = texts(tornado_lines(a_tornado(Swing(name, 90, 130, "+40", "how long it takes")), 60, plain=True))
    assert [line.split("  ")[0].split("|")[0].strip(" =#") for line in lines[1:4]] == [
        "Correct what the trials",
        "in the hall have found",
        "how long it takes",
    ]


def test_colours_are_escapes_and_change_no_text() -> None:
    line = (Piece("P50", "bold"), Piece(" 2 Mar"))
    assert styled(line, colour=False) == "P50 2 Mar"
    assert styled(line, colour=True) == "\x1b[1mP50\x1b[0m 2 Mar"


def test_a_wide_character_takes_two_columns_of_a_canvas() -> None:
    canvas = Canvas(5, 1)
    canvas.put(0, 0, "漢字漢")
    assert styled(canvas.line(0), colour=False) == "漢字"


def test_half_a_wide_character_is_a_space() -> None:
    canvas = Canvas(4, 1)
    canvas.put(0, 0, "漢字")
    canvas.put(0, 1, "ab")
    assert styled(canvas.line(0), colour=False) == " ab"


@settings(deadline=None)
@given(histograms(), scatters(), tornados(), st.integers(40, 130), st.booleans())
def test_no_line_is_wider_than_the_screen(
    histogram: Histogram, scatter: Scatter, tornado: Tornado, width: int, plain: bool
) -> None:
    for lines in (
        histogram_lines(histogram, width, plain=plain),
        scatter_lines(scatter, width, plain=plain),
        tornado_lines(tornado, width, plain=plain),
    ):
        assert [text for text in texts(lines) if cells(text) > width] == []


def test_plain_pictures_are_of_ascii_alone() -> None:
    for lines in (
        histogram_lines(a_histogram(levels=(Level("P9", march(31)),)), 80, plain=True),
        scatter_lines(a_scatter(), 80, plain=True),
        tornado_lines(a_tornado(Swing("Weld", 130, 90, "−40")), 80, plain=True),
    ):
        assert "".join(texts(lines)).isascii()
