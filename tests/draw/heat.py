"""Heat maps for the tests of drawing."""

from __future__ import annotations

from hypothesis import strategies as st

from fairlead.draw.heatmap import HeatCell, HeatColumn, HeatMap, HeatRow

SHARES = (None, 0.0, 0.3, 0.6, 0.9, 1.0, 1.4)


def a_map(rows: int = 2, columns: int = 7) -> HeatMap:
    """Weeks of March and April with a cell of every heat in each row."""
    return HeatMap(
        "Robot",
        tuple(
            HeatColumn(str(n + 1), f"{'Mar' if n < 5 else 'Apr'} 2027", f"week {n + 1}")
            for n in range(columns)
        ),
        tuple(
            HeatRow(f"Person {row}", tuple(HeatCell(SHARES[n % 7]) for n in range(columns)), row % 2, not row)
            for row in range(rows)
        ),
        "load by week",
    )


@st.composite
def heat_maps(draw: st.DrawFn) -> HeatMap:
    """Any heat map, its names as wild as plans have them."""
    text = st.text(max_size=12)
    width = draw(st.integers(0, 9))
    cells = st.builds(HeatCell, st.none() | st.floats(0, 1e6), st.booleans(), st.tuples(text))
    rows = st.builds(
        HeatRow,
        text,
        st.lists(cells, min_size=width, max_size=width).map(tuple),
        st.integers(0, 4),
        st.booleans(),
    )
    columns = st.lists(st.builds(HeatColumn, text, text, text), min_size=width, max_size=width)
    return HeatMap(draw(text), tuple(draw(columns)), tuple(draw(st.lists(rows, max_size=4))), draw(text))
