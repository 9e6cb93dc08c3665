"""What a matrix shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fairlead.draw.matrix import Heading, Mark, spoken
from tests.draw.grids import a_matrix


def test_a_board_has_a_cell_for_every_row_and_column() -> None:
    whole = a_matrix()
    with pytest.raises(ValueError, match="Board 1 hasn't 1 rows of 3 cells"):
        replace(whole, rows=whole.rows[:1])


def test_a_mark_says_its_place_last() -> None:
    said = spoken(Heading("likely"), Heading("large"), Mark(3, "r-3", ("Fire", "30%")))
    assert said == ("3. r-3", "Fire", "30%", "likely, large")
