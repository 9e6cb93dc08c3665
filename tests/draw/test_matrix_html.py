"""A matrix as a page."""

from __future__ import annotations

from hypothesis import given

from fairlead.draw.matrix import Matrix
from fairlead.draw.matrix_html import matrix_html
from tests.draw.grids import a_matrix, matrices


def test_the_page_asks_nobody_for_anything_and_runs_nothing() -> None:
    page = matrix_html(a_matrix())
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_it_says_the_same_as_a_table() -> None:
    page = matrix_html(a_matrix(boards=1))
    assert "<td>likely</td><td>large</td><td>high</td><td>r-1 · Risk 1</td>" in page


def test_it_is_dark_for_those_who_like_it() -> None:
    assert "prefers-color-scheme:dark" in matrix_html(a_matrix())


@given(matrices())
def test_no_name_becomes_markup(matrix: Matrix) -> None:
    page = matrix_html(matrix)
    assert page.count("<h1>") == 1
    assert page.count("<table>") == len(matrix.boards)
