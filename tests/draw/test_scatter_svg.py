"""Named points of a scatter: none lies on another, and the table says where each is."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fairlead.draw.scatter import Mark, Scatter
from fairlead.draw.scatter_svg import scatter_figure
from fairlead.draw.tables import as_text
from fairlead.draw.text import pixels

DISC = 9.0


def a_scatter(*marks: Mark) -> Scatter:
    return Scatter("Ways", "Finish", "Cost (EUR)", "amount", "amount", (), marks=marks)


def drawn(scatter: Scatter) -> list[tuple[float, float, float]]:
    """Return where names begin and end, and at which height, discs included."""
    found = []
    content = scatter_figure(scatter).content
    pattern = r'<text class="small halo" x="([\d.-]+)" y="([\d.-]+)"( text-anchor="end")?>([^<]*)'
    for x, y, anchor, name in re.findall(pattern, content):
        reach = pixels(name, 11) + 5 + 2 * DISC
        left = float(x) - pixels(name, 11) if anchor else float(x) - 5 - 2 * DISC
        found.append((left, left + reach, float(y)))
    return found


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6))
def test_no_name_lies_on_another(places: list[tuple[int, int]]) -> None:
    marks = [Mark((float(x), float(y)), str(n), f"Way number {n}") for n, (x, y) in enumerate(places)]
    boxes = drawn(a_scatter(*marks))

    assert len(boxes) == len(marks)
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) >= 2 * DISC


def test_the_table_says_of_each_mark_where_it_is() -> None:
    table = scatter_figure(a_scatter(Mark((1.0, 200.0), "0", "today"), Mark((3.0, 100.0), "1", "Hire"))).table

    assert table is not None
    text = as_text(table)
    assert text.splitlines()[0].split() == ["Finish", "Cost", "(EUR)"]
    assert "1 Hire" in text
    assert "Share" not in text
