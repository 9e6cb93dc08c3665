"""A matrix as a drawing."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given

from fairlead.draw.matrix import Matrix
from fairlead.draw.matrix_svg import matrix_svg
from fairlead.draw.render import drawing_size
from tests.draw.grids import a_matrix, matrices


def test_what_stands_in_a_cell_is_named_on_every_board() -> None:
    svg = matrix_svg(a_matrix(boards=2))
    assert svg.count(">1 r-1</text>") == 2
    assert "Risk 1" in svg


def test_more_than_fit_are_counted() -> None:
    svg = matrix_svg(a_matrix(boards=1, marks=3))
    assert "more</text>" not in svg
    svg = matrix_svg(a_matrix(boards=1, marks=5))
    assert svg.count(">and 3 more</text>") == 1
    assert "5. r-5" in svg  # on hovering


def test_every_board_makes_it_wider() -> None:
    (one, high), (two, same) = (drawing_size(matrix_svg(a_matrix(boards=n))) for n in (1, 2))
    assert two > one
    assert high == same


def test_the_levels_stand_in_the_legend() -> None:
    assert all(f">{level}</text>" in matrix_svg(a_matrix()) for level in ("low", "medium", "high", "severe"))


@given(matrices())
def test_any_names_make_a_well_formed_drawing(matrix: Matrix) -> None:
    ElementTree.fromstring(matrix_svg(matrix))
