"""Histogram, scatter and tornado as drawings and as a page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from fairlead.draw.figure import Figure, figures_html, figures_svg
from fairlead.draw.gantt_svg import gantt_figure
from fairlead.draw.histogram import Histogram, Level
from fairlead.draw.histogram_svg import histogram_figure
from fairlead.draw.render import drawing_size
from fairlead.draw.scatter import Scatter
from fairlead.draw.scatter_svg import scatter_figure
from fairlead.draw.tornado import Swing, Tornado
from fairlead.draw.tornado_svg import tornado_figure
from tests.draw.builders import HOSTILE, a_chart, a_row
from tests.draw.odds import a_histogram, a_scatter, a_tornado, histograms, march, scatters, tornados


def some_figures() -> list[Figure]:
    return [histogram_figure(a_histogram()), scatter_figure(a_scatter()), tornado_figure(a_tornado())]


def test_every_bin_says_what_it_holds() -> None:
    content = histogram_figure(a_histogram()).content
    assert content.count('class="bin"') == 3
    assert "<title>2 Mar 2027 to 3 Mar 2027: 60%</title>" in content


def test_the_tallest_bin_is_three_times_as_high_as_one_with_a_third() -> None:
    heights = re.findall(r'class="bin"[^>]*height="([\d.]+)"', histogram_figure(a_histogram()).content)
    low, high, last = map(float, heights)
    assert high == pytest.approx(3 * low, abs=0.02)
    assert low == last


def test_more_marked_values_make_room_above() -> None:
    crowd = tuple(Level(f"P{number}", march(2, number)) for number in range(5))
    assert histogram_figure(a_histogram(levels=crowd)).height > histogram_figure(a_histogram()).height


def test_a_marked_value_off_the_scale_has_no_line_among_the_bins() -> None:
    def lines(level: Level) -> list[float]:
        content = histogram_figure(a_histogram(levels=(level,))).content
        return [
            float(y2) - float(y1)
            for y1, y2 in re.findall(r'class="kept" d="M[\d.]+ ([\d.]+)V([\d.]+)', content)
        ]

    assert min(lines(Level("Deadline", march(3), "kept"))) > 100
    assert max(lines(Level("Deadline", march(31), "kept"))) < 20


def test_a_scatter_names_limits_frontier_and_shares() -> None:
    content = scatter_figure(a_scatter()).content
    for text in ("Deadline 3 Mar 2027", "Budget EUR 30", "50% keep both", "in time, cheap", ">50%<", ">25%<"):
        assert text in content


def test_a_long_name_is_broken_in_two_lines_before_it_is_cut() -> None:
    name = "Correct what the trials in the hall have found and try all of it again"
    short, long = (
        tornado_figure(a_tornado(Swing("Weld", 90, 130))),
        tornado_figure(a_tornado(Swing(name, 90, 130))),
    )
    assert long.height > short.height or "…" not in long.content
    assert "try all of it again</text>" in long.content


def test_bars_of_a_tornado_begin_at_the_mean() -> None:
    content = tornado_figure(a_tornado()).content
    found = re.findall(r'class="(low|high)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', content)
    # The key comes before the bars.
    bars = {css: (float(x), float(x) + float(width)) for css, x, width in found[2:]}
    (mean,) = map(float, re.findall(r'class="percentile" d="M([\d.]+) ', content))
    assert bars["low"][1] == pytest.approx(mean, abs=0.02)
    assert bars["high"][0] == pytest.approx(mean, abs=0.02)
    assert bars["high"][1] - bars["high"][0] == pytest.approx(3 * (bars["low"][1] - bars["low"][0]), rel=0.01)


def test_figures_are_stacked_into_one_drawing() -> None:
    svg = figures_svg("Robot", "2,000 iterations", some_figures())
    width, height = drawing_size(svg)
    assert width == 992
    assert height > sum(figure.height for figure in some_figures())
    assert [svg.index(f">{name}</text>") for name in ("Robot", "Finish", "Both", "Drivers")]


def test_the_page_asks_no_other_host_for_anything_and_runs_nothing() -> None:
    page = figures_html("Robot", "", some_figures())
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=|url\((?!#)|@import|<script|https?://", page)


def test_the_page_knows_light_dark_and_paper() -> None:
    page = figures_html("Robot", "", some_figures())
    assert "prefers-color-scheme:dark" in page
    assert "@media print" in page


def test_every_figure_of_the_page_has_a_name_and_a_table() -> None:
    page = figures_html("Robot", "", [*some_figures(), gantt_figure(a_chart(a_row(share=0.25)))])
    assert re.findall(r'<svg class="(?:odds|gantt)" role="img" aria-label="([^"]*)"', page) == [
        "Finish",
        "Both",
        "Drivers",
        "Chart",
    ]
    assert page.count("<table>") == 4


def test_hostile_names_stay_text() -> None:
    figures = [
        histogram_figure(a_histogram(title=HOSTILE, levels=(Level(HOSTILE, march(2)),), note=HOSTILE)),
        scatter_figure(a_scatter(frontier_name=HOSTILE, note=HOSTILE)),
        tornado_figure(a_tornado(Swing(HOSTILE, 1, 2, HOSTILE, HOSTILE))),
    ]
    assert "<img" not in figures_html(HOSTILE, HOSTILE, figures)
    ElementTree.fromstring(figures_svg(HOSTILE, HOSTILE, figures))


@settings(deadline=None)
@given(histograms(), scatters(), tornados())
def test_any_odds_make_a_well_formed_drawing(
    histogram: Histogram, scatter: Scatter, tornado: Tornado
) -> None:
    figures = [histogram_figure(histogram), scatter_figure(scatter), tornado_figure(tornado)]
    ElementTree.fromstring(figures_svg("Any", "", figures))
