"""What a heat map says of a cell, in colours and in words."""

from __future__ import annotations

import pytest

from fairlead.draw.heatmap import HeatCell, HeatColumn, HeatMap, HeatRow, groups, spoken


def column(name: str, group: str = "Mar 2027") -> HeatColumn:
    return HeatColumn(name, group, f"week of {name} {group}")


@pytest.mark.parametrize(
    ("share", "heat", "text"),
    [
        (None, "closed", ""),
        (0.0, "none", ""),
        (0.1, "low", "10"),
        (0.5, "half", "50"),
        (0.9, "high", "90"),
        (1.0, "full", "100"),
        (1.2, "over", "120"),
        (120.0, "over", "999"),
    ],
)
def test_how_full_a_cell_is(share: float | None, heat: str, text: str) -> None:
    cell = HeatCell(share)

    assert (cell.heat, cell.text) == (heat, text)


def test_too_much_at_once_is_too_much_even_with_room() -> None:
    cell = HeatCell(0.6, over=True, facts=("Saw: 24 h",))

    assert cell.heat == "over"
    assert spoken(HeatRow("Ana", (cell,)), column("1"), cell) == (
        "Ana",
        "week of 1 Mar 2027: 60% of capacity, too much at once",
        "Saw: 24 h",
    )


def test_columns_of_one_month_stand_together() -> None:
    columns = (column("22"), column("29"), column("5", "Apr 2027"))

    assert groups(HeatMap("", columns, ())) == [("Mar 2027", 0, 2), ("Apr 2027", 2, 3)]


def test_a_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        HeatMap("", (column("1"), column("8")), (HeatRow("Ana", (HeatCell(),)),))
