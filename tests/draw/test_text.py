from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fairlead.draw.text import cells, clean, escaped, padded, pixels, shortened, shortened_cells
from tests.draw.strategies import names


def test_control_characters_and_halves_of_pairs_are_replaced() -> None:
    assert clean("a\x00b\x1b[31m\ud800\tc\nd") == "a\ufffdb\ufffd[31m\ufffd c d"


def test_direction_marks_go() -> None:
    assert clean("a\u202eb\u2066c") == "abc"


def test_markup_is_escaped() -> None:
    assert escaped("<a href='x'>&\"") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"


def test_wide_characters_take_two_columns_and_accents_none() -> None:
    assert cells("你好") == 4
    assert cells("e\u0301") == 1
    assert padded("你好", 6) == "你好  "
    assert padded("你好吗", 5) == "你好…"


def test_a_cut_keeps_joined_characters_whole() -> None:
    assert shortened_cells("ab👩\u200d💻cdefgh", 6) == "ab…"


def test_a_bold_text_is_wider() -> None:
    assert pixels("Concept", 12, bold=True) > pixels("Concept", 12)


@given(names, st.integers(0, 400))
def test_a_shortened_text_fits_its_width(text: str, width: int) -> None:
    short = shortened(text, width, 12)
    assert pixels(short, 12) <= width + 1e-6 or not short
    assert cells(padded(text, width)) == width
