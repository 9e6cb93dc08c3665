"""The heat map as a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given

from fairlead.draw.heatmap import HeatMap
from fairlead.draw.heatmap_html import heatmap_html
from tests.draw.heat import a_map, heat_maps


class Tags(HTMLParser):
    """Collects what a page opens and closes."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.closed: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.closed.append(tag)


def test_the_page_asks_nobody_for_anything() -> None:
    page = heatmap_html(a_map())

    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)


def test_the_same_stands_in_a_table_for_those_who_cant_see_it() -> None:
    page = heatmap_html(a_map(rows=1))

    assert page.count('<th scope="col">') == 7
    assert "<td>140% of capacity</td>" in page
    assert "<td>not there</td>" in page


@given(heat_maps())
def test_any_name_stays_text(map: HeatMap) -> None:
    tags = Tags()
    tags.feed(heatmap_html(map))

    assert not {"script", "img", "iframe", "a"} & set(tags.opened)
    assert [tags.opened.count(tag) for tag in ("td", "svg")] == [
        tags.closed.count(tag) for tag in ("td", "svg")
    ]
    assert tags.opened.count("td") == len(map.rows) * len(map.columns)
