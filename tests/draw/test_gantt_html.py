from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings

from fairlead.draw.chart import GanttChart
from fairlead.draw.gantt_html import gantt_html, gantt_html_fragment
from tests.draw.builders import HOSTILE, a_chart, a_row
from tests.draw.sample import robot_arm
from tests.draw.strategies import charts


class Tags(HTMLParser):
    """The tags of a page and the attributes of its rows."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.rows: list[dict[str, str | None]] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if ("class", "named") in attrs:
            self.rows.append(dict(attrs))


def test_the_page_asks_no_other_host_for_anything() -> None:
    page = gantt_html(robot_arm())
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not re.search(r"(src|href)=|url\((?!#)|@import|https?://(?!www\.w3\.org)", page)


def test_every_row_can_be_reached_and_says_what_it_is() -> None:
    chart = robot_arm()
    rows = Tags(gantt_html(chart)).rows
    assert [str(row["aria-label"]).split(". ")[0] for row in rows] == [row.name for row in chart.rows]
    # One stop for the tabulator key, the arrow keys go on from there.
    assert [row["tabindex"] for row in rows] == ["0"] + ["-1"] * (len(rows) - 1)


def test_the_page_knows_light_dark_and_paper() -> None:
    page = gantt_html(robot_arm())
    assert "prefers-color-scheme:dark" in page
    assert "@media print" in page
    assert "@page{size:" in page


def test_hostile_names_stay_text_and_come_back_whole() -> None:
    row = a_row(name=HOSTILE, label=HOSTILE, tooltip=(HOSTILE,))
    page = Tags(gantt_html(a_chart(row, title=HOSTILE, subtitle=HOSTILE)))
    assert "img" not in page.tags
    assert page.tags.count("script") == 1
    assert page.rows[0]["data-facts"] == f"{HOSTILE}\n{HOSTILE}"


def test_a_fragment_has_no_script_and_no_page_around_it() -> None:
    tags = Tags(gantt_html_fragment(robot_arm())).tags
    assert tags[0] == "div"
    assert not {"script", "html", "body", "link"} & set(tags)


@settings(max_examples=20, deadline=None)
@given(charts)
def test_any_chart_makes_a_page_of_known_tags_without_handlers(chart: GanttChart) -> None:
    page = Tags(gantt_html(chart))
    known = (
        "html head meta title style body header h1 p main div svg defs pattern path g rect text footer script"
    )
    assert set(page.tags) <= set(known.split())
    assert not [name for name in page.attributes if name.startswith("on")]
    assert page.tags.count("script") == 1
