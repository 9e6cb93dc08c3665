"""A matrix in characters."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.draw.matrix import Matrix
from fairlead.draw.matrix_terminal import matrix_lines, matrix_text, print_matrix
from fairlead.draw.text import cells
from tests.draw.grids import a_matrix, matrices

PAGE = """\
               Board 1
Probability    small   medium  large
               ≤ 1d    ≤ 2d    ≤ 3d
likely > 50%   .       -       1 +
unlikely ≤ 50% -       +       #
. low   - medium   + high   # severe
"""


def test_signs_say_the_levels_in_a_pipe() -> None:
    assert matrix_text(a_matrix(boards=1), width=80) == PAGE


@pytest.mark.parametrize(("width", "lines"), [(80, 6), (60, 12)])
def test_boards_without_room_follow_below(width: int, lines: int) -> None:
    assert matrix_text(a_matrix(boards=2), width=width).count("\n") == lines


def test_numbers_without_room_are_counted() -> None:
    assert "1 2 3 +" in matrix_text(a_matrix(boards=1, marks=3), width=80)
    assert "1 +4 +" in matrix_text(a_matrix(boards=1, marks=5), width=80)


def test_it_prints_plain_text_into_a_file() -> None:
    out = io.StringIO()
    print_matrix(a_matrix(boards=1), out, width=80)
    assert out.getvalue() == PAGE


@given(matrices(), st.booleans())
def test_no_name_breaks_a_line(matrix: Matrix, marks: bool) -> None:
    for line in matrix_lines(matrix, 80, marks=marks):
        text = "".join(piece.text for piece in line)
        assert "\n" not in text
        assert cells(text) >= 0
