from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

from hypothesis import given, settings

from fairlead.draw.chart import GanttChart
from fairlead.draw.gantt_svg import gantt_svg
from fairlead.draw.render import drawing_size
from tests.draw.builders import HOSTILE, a_chart, a_row, day
from tests.draw.sample import robot_arm
from tests.draw.strategies import charts

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_sample_shows_every_name_every_kind_and_a_legend() -> None:
    chart = robot_arm()
    shown = texts(gantt_svg(chart))
    assert {row.name for row in chart.rows} <= set(shown)
    assert {
        "Critical task",
        "Part done",
        "Baseline",
        "Total float",
        "Deadline missed",
        "today",
        "April 2026",
    } <= set(shown)


def test_a_critical_bar_differs_by_more_than_its_colour() -> None:
    svg = gantt_svg(a_chart(a_row("a", critical=True), legend=False))
    assert 'class="critical"' in svg
    assert 'class="hatch"' in svg
    assert 'class="hatch"' not in gantt_svg(a_chart(a_row("a"), legend=False))


def test_a_deadline_kept_looks_other_than_one_missed() -> None:
    assert 'class="kept"' in gantt_svg(a_chart(a_row(finish=day(7), deadline=day(8)), legend=False))
    assert 'class="missed"' in gantt_svg(a_chart(a_row(finish=day(9), deadline=day(8)), legend=False))


def test_a_long_name_ends_in_an_ellipsis_and_is_whole_in_its_title() -> None:
    name = "Weld " * 60
    root = ElementTree.fromstring(gantt_svg(a_chart(a_row(name=name))))
    assert any((text.text or "").endswith("…") for text in root.iter(f"{SVG}text"))
    assert any(title.text == name for title in root.iter(f"{SVG}title"))


def test_hostile_names_stay_text() -> None:
    row = a_row(name=HOSTILE, label=HOSTILE, note=HOSTILE, tooltip=(HOSTILE,), duration=HOSTILE)
    svg = gantt_svg(a_chart(row, title=HOSTILE, subtitle=HOSTILE, columns=("duration",)))
    assert "<img" not in svg
    assert "<script" not in svg
    assert any(title.text == HOSTILE for title in ElementTree.fromstring(svg).iter(f"{SVG}title"))


def test_a_chart_without_rows_says_so() -> None:
    assert "Nothing to draw: there are no rows." in texts(gantt_svg(a_chart()))


def test_a_great_many_rows_are_folded_to_their_outer_levels_and_the_subtitle_says_so() -> None:
    rows = tuple(a_row(f"r{number}", level=0 if number % 10 == 0 else 1) for number in range(10_000))
    svg = gantt_svg(a_chart(*rows))
    assert "1,000 of 10,000 rows shown" in svg
    assert drawing_size(svg)[1] < 30_000


def test_the_same_chart_gives_the_same_drawing() -> None:
    assert gantt_svg(robot_arm()) == gantt_svg(robot_arm())


def test_twenty_years_and_one_minute_have_sane_sizes() -> None:
    for length in (timedelta(0), timedelta(minutes=1), timedelta(hours=5), timedelta(days=7300)):
        row = a_row("a", day(2), day(2) + length)
        width, _ = drawing_size(gantt_svg(a_chart(row, start=day(2), finish=day(2) + length)))
        assert 700 < width < 4000


def test_how_often_a_row_is_critical_is_a_column_with_a_bar_as_long() -> None:
    svg = gantt_svg(a_chart(a_row("weld", share=0.5), a_row("paint", share=1.0), a_row("ship")))
    assert {"Critical in", "50%", "100%"} <= set(texts(svg))
    half, whole = (float(width) for width in re.findall(r'class="share"[^>]*width="([\d.]+)"', svg))
    assert whole == 2 * half
    assert "Critical in 50% of all cases" in svg


def test_a_chart_without_shares_has_no_column_for_them() -> None:
    assert "Critical in" not in texts(gantt_svg(a_chart(a_row())))


@settings(max_examples=40, deadline=None)
@given(charts)
def test_any_chart_is_well_formed_and_its_bars_are_on_the_canvas(chart: GanttChart) -> None:
    svg = gantt_svg(chart)
    root = ElementTree.fromstring(svg.encode("utf-8"))
    assert not re.search(
        r"(?<![\w>])(nan|inf)(?!\w)",
        " ".join(value for e in root.iter() for k, value in e.items() if k != "class"),
    )
    width, height = drawing_size(svg)
    for rect in root.iter(f"{SVG}rect"):
        assert 0 <= float(rect.get("x", 0)) + float(rect.get("width", 0)) <= width
        assert 0 <= float(rect.get("y", 0)) + float(rect.get("height", 0)) <= height
