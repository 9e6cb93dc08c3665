"""The heat map in characters."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from fairlead.draw.heatmap import HeatMap
from fairlead.draw.heatmap_terminal import heatmap_lines, heatmap_text, print_heatmap
from fairlead.draw.text import cells
from tests.draw.heat import a_map, heat_maps
from tests.draw.test_gantt_terminal import Terminal

TEXT = """\
           Mar 2027            Apr
             1   2   3   4   5   6   7
Person 0     -   .  30  60  90 100 140!
  Person 1   -   .  30  60  90 100 140!
- not there  . free  100! too much  numbers are % of capacity
"""


def test_a_pipe_gets_aligned_numbers_and_signs_for_what_is_too_much() -> None:
    out = io.StringIO()
    print_heatmap(a_map(), out, width=100)

    assert out.getvalue() == TEXT


def test_columns_without_room_follow_below() -> None:
    lines = heatmap_text(a_map(), width=30).splitlines()

    assert max(map(len, lines)) <= 30
    assert [line.split()[-1] for line in lines if "Person 0" in line] == ["60", "140!"]


def test_a_terminal_gets_colours() -> None:
    out = Terminal()
    print_heatmap(a_map(), out, width=100)

    assert "\x1b[" in out.getvalue()
    assert "!" not in out.getvalue()


@given(heat_maps(), st.integers(20, 140))
def test_no_line_is_wider_than_the_window(map: HeatMap, width: int) -> None:
    for line in heatmap_lines(map, width):
        text = "".join(piece.text for piece in line).rstrip()
        assert "\n" not in text
        assert cells(text) <= max(width, 30)
