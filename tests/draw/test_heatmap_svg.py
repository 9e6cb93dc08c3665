"""The heat map as a drawing."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given

from fairlead.draw.errors import DrawingTooLarge
from fairlead.draw.heatmap import HeatMap
from fairlead.draw.heatmap_svg import heatmap_svg
from fairlead.draw.render import drawing_size
from tests.draw.heat import a_map, heat_maps


def test_every_cell_is_drawn_with_its_number() -> None:
    svg = heatmap_svg(a_map(rows=2))

    assert svg.count('class="h-full"') == 2
    assert svg.count(">140</text>") == 2
    assert "Person 1\n" in "".join(ElementTree.fromstring(svg).itertext()) or "Person 1&#10;" in svg


def test_the_legend_names_the_heats_that_occur() -> None:
    quiet = a_map()
    calm = replace(
        quiet,
        rows=tuple(
            replace(row, cells=tuple(replace(cell, share=0.3) for cell in row.cells)) for row in quiet.rows
        ),
    )

    assert "too much<" in heatmap_svg(quiet)
    assert "too much<" not in heatmap_svg(calm)


def test_a_longer_map_is_a_larger_drawing() -> None:
    (width, height), (wider, higher) = (drawing_size(heatmap_svg(a_map(*size))) for size in ((2, 7), (9, 20)))

    assert wider > width
    assert higher > height


def test_more_cells_than_anybody_reads_are_refused_with_a_remedy() -> None:
    with pytest.raises(DrawingTooLarge, match="--by month"):
        heatmap_svg(a_map(rows=300, columns=300))


@given(heat_maps())
def test_any_map_is_a_well_formed_drawing(map: HeatMap) -> None:
    ElementTree.fromstring(heatmap_svg(map))
