from __future__ import annotations

import csv
import io
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from fairlead.draw.tables import (
    Column,
    Table,
    Toned,
    as_csv,
    as_html,
    as_markdown,
    as_rich,
    as_text,
    harmless,
    print_table,
)
from tests.draw.builders import HOSTILE
from tests.draw.strategies import names

TASKS = Table(
    (Column("Task"), Column("Float", "right")),
    (("weld", 3), (Toned("paint", "critical"), 0), ("你好", None)),
    indents=(0, 1, 0),
)


def test_plain_text_is_aligned_even_for_wide_characters() -> None:
    assert as_text(TASKS) == "Task     Float\nweld         3\n  paint      0\n你好\n"


def test_a_pipe_gets_no_boxes_no_colours_and_every_letter() -> None:
    out = io.StringIO()
    print_table(Table((Column("Name"),), (("x" * 500,),)), out)
    assert out.getvalue() == "Name\n" + "x" * 500 + "\n"


def test_a_terminal_reads_no_markup_in_cells() -> None:
    console = Console(width=60, file=io.StringIO(), force_terminal=True, color_system=None)
    console.print(as_rich(Table((Column("[b]Name"),), (("[red]weld[/red]",),))))
    assert "[red]weld[/red]" in console.file.getvalue()  # type: ignore[attr-defined]
    assert "[b]Name" in console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2d", "@sum", "\tx", "\rx", "\n=1", " =1", "＝1", '="x"'])
def test_formulas_lose_their_force(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-3", "+4.5", "1e-3", "weld", "a=b", ""])
def test_numbers_and_plain_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_csv_has_titles_and_quotes_where_needed() -> None:
    assert (
        as_csv(Table((Column("a,b"), Column("n")), (('say "hi"', -3),))) == '"a,b",n\r\n"say ""hi""",-3\r\n'
    )


def test_markdown_aligns_and_escapes() -> None:
    assert as_markdown(Table((Column("A|B"), Column("n", "right")), (("<b>*x*", 1),))) == (
        "| A\\|B | n |\n| :--- | ---: |\n| \\<b\\>\\*x\\* | 1 |\n"
    )


def test_html_keeps_hostile_cells_as_text() -> None:
    page = as_html(Table((Column(HOSTILE),), ((HOSTILE,),), title=HOSTILE))
    assert "<img" not in page
    assert ElementTree.fromstring(page).findtext(".//td") == HOSTILE


def test_a_row_must_have_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="row 0 has 1 cells for 2 columns"):
        Table((Column("a"), Column("b")), (("x",),))


tables = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        st.lists(
            st.builds(Column, names, st.sampled_from(["left", "right", "center"])),
            min_size=width,
            max_size=width,
        ).map(tuple),
        st.lists(
            st.lists(names | st.none() | st.integers() | st.floats(), min_size=width, max_size=width).map(
                tuple
            ),
            max_size=5,
        ).map(tuple),
        title=names,
    )
)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_any_table_keeps_its_shape_in_every_form(table: Table) -> None:
    lines = as_text(table).splitlines()
    assert len(lines) == len(table.rows) + 1 + (2 if table.title else 0)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for line in lines for character in line)
    ElementTree.fromstring(as_html(table).encode())
    read = list(csv.reader(io.StringIO(as_csv(table), newline="")))
    assert len(read) == len(table.rows) + 1
    body = as_markdown(table).splitlines()
    assert len(body) == len(table.rows) + 2 + (2 if table.title else 0)
