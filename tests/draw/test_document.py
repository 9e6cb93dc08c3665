"""Short documents as Markdown and as a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.draw.document import Bullets, Heading, Paragraph, to_html, to_markdown
from fairlead.draw.tables import Column, Table, Toned

BLOCKS = [
    Paragraph("No.", strong=True),
    Heading("Why"),
    Bullets(("One", ("Two", ("below",)))),
    Table((Column("What"), Column("How many", "right")), (("A", 3), (Toned("B", "critical"), 4))),
]


def test_markdown_has_headings_lists_and_tables() -> None:
    assert to_markdown("Title", BLOCKS) == (
        "# Title\n\n**No.**\n\n## Why\n\n- One\n- Two\n  - below\n\n"
        "| What | How many |\n| :--- | ---: |\n| A | 3 |\n| B | 4 |\n"
    )


def test_what_it_rests_on_stands_below_the_title_of_markdown_too() -> None:
    assert to_markdown("T", [], subtitle="Rough: 5 * 5") == "# T\n\n*Rough: 5 \\* 5*\n"


def test_a_narrow_page_shows_each_row_as_a_list_with_the_titles_of_the_columns() -> None:
    page = to_html("T", "", [Table((Column("What"), Column("Sum", "right", wrap=False)), (("A", 3),))])

    assert '<td>A</td><td class="whole" data-title="Sum" style="text-align:right">3</td>' in page
    assert "@media screen and (max-width:40rem)" in page
    assert "content:attr(data-title)" in page


def test_a_page_has_the_same_and_asks_no_other_host() -> None:
    page = to_html("Title", "On what it rests", BLOCKS)

    assert "<h1>Title</h1><p>On what it rests</p>" in page
    assert (
        '<p class="strong">No.</p><h2>Why</h2><ul><li>One</li><li>Two<ul><li>below</li></ul></li></ul>'
        in page
    )
    assert '<td class="tone-critical">B</td>' in page
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    ("text", "marked"),
    [("~~old~~", "\\~\\~old\\~\\~"), ("AT&amp;T", "AT&amp;amp;T"), ("1. of two", "1\\. of two"),
     ("2) of two", "2\\) of two"), ("- less", "\\- less"), ("+ more", "\\+ more"), ("1.5 + 1", "1.5 + 1"),
     ("---", "\\---")],
)  # fmt: skip
def test_no_sign_of_a_text_strikes_it_out_or_makes_a_list_of_it(text: str, marked: str) -> None:
    assert to_markdown("T", [Bullets((text,)), Paragraph(text)]) == f"# T\n\n- {marked}\n\n{marked}\n"


@given(st.text(max_size=30))
def test_nothing_in_a_text_is_read_as_markup(text: str) -> None:
    page = to_html("T", "", [Paragraph(f"<b>{text}</b>"), Bullets((text,))])
    marked = to_markdown("T", [Paragraph(f"<b>{text}</b> *x* [y](z)")])

    assert "<b>" not in page
    assert "<b>" not in marked.replace("\\<b\\>", "")
    assert "\\*x\\* \\[y\\](z)" in marked
