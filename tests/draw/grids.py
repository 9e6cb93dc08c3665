"""Matrices for the tests of drawing."""

from __future__ import annotations

from typing import cast

from hypothesis import strategies as st

from fairlead.draw.matrix import Board, Heading, Level, Mark, Matrix, MatrixCell

LEVELS = ("low", "medium", "high", "severe")


def a_matrix(boards: int = 2, marks: int = 1) -> Matrix:
    """Two rows of three columns; as many marks in the cell at the top right."""
    there = tuple(Mark(n + 1, f"r-{n + 1}", (f"Risk {n + 1}",)) for n in range(marks))
    cells = tuple(
        tuple(
            MatrixCell(cast(Level, min(row + column, 3)), there if (row, column) == (0, 2) else ())
            for column in range(3)
        )
        for row in range(2)
    )
    return Matrix(
        "Robot",
        (Heading("likely", "> 50%"), Heading("unlikely", "≤ 50%")),
        tuple(
            Heading(name, f"≤ {n}d", f"≤ {n} EUR") for n, name in enumerate(("small", "medium", "large"), 1)
        ),
        tuple(Board(f"Board {n + 1}", cells, ("a line below",)) for n in range(boards)),
        LEVELS,
        "Probability",
        "Impact",
        "by probability and impact",
    )


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Any matrix, its names as wild as plans have them."""
    text = st.text(max_size=12)
    rows, columns = draw(st.integers(0, 3)), draw(st.integers(0, 4))
    mark = st.builds(Mark, st.integers(1, 999), text, st.tuples(text))
    cell = st.builds(MatrixCell, st.sampled_from((0, 1, 2, 3)), st.lists(mark, max_size=5).map(tuple))
    line = st.lists(cell, min_size=columns, max_size=columns).map(tuple)
    board = st.builds(Board, text, st.lists(line, min_size=rows, max_size=rows).map(tuple), st.tuples(text))
    heading = st.builds(Heading, text, text, text)
    return Matrix(
        draw(text),
        tuple(draw(st.lists(heading, min_size=rows, max_size=rows))),
        tuple(draw(st.lists(heading, min_size=columns, max_size=columns))),
        tuple(draw(st.lists(board, max_size=3))),
        LEVELS,
        draw(text),
        draw(text),
        draw(text),
    )
