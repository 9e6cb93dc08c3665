"""What a histogram shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.draw.histogram import Level, lanes_of
from tests.draw.odds import a_histogram, march


def test_flags_that_would_touch_stand_in_lanes_of_their_own() -> None:
    # From right to left, as they open to the right: the first is free, the second would run into it.
    assert lanes_of([(10, 20, 10), (5, 12, 5), (0, 4, 0)], 1) == [0, 1, 0]


def test_a_flag_does_not_lie_on_the_stem_of_a_higher_one() -> None:
    # The second stands in lane 1, its stem at 8; the third ends at 9, so it may not lie below.
    assert lanes_of([(12, 20, 12), (8, 14, 8), (0, 9, 0)], 0) == [0, 1, 2]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 30)), max_size=12))
def test_no_two_flags_of_a_lane_overlap(spans: list[tuple[int, int]]) -> None:
    flags = [(float(x), float(x + wide), float(x)) for x, wide in sorted(spans, reverse=True)]
    placed = list(zip(flags, lanes_of(flags, 1.0), strict=True))
    for number, (one, lane) in enumerate(placed):
        for other, same in placed[:number]:
            assert lane != same or one[1] + 1 <= other[0] or other[1] + 1 <= one[0]
            # Nor does a stem run through the words of a lower lane.
            assert lane >= same or not one[0] <= other[2] <= one[1]


def test_the_fullest_bin_is_a_share_of_all_even_of_those_in_none() -> None:
    assert a_histogram().most == 0.6
    assert a_histogram(total=20).most == 0.3
    assert (a_histogram().height_named(1.0), a_histogram().height_named(0.1)) == ("60%", "6.0%")


def test_a_level_off_the_scale_is_pointed_at() -> None:
    assert a_histogram().said(Level("P50", march(2, 12))) == "P50 2 Mar 2027"
    assert a_histogram().said(Level("Deadline", march(31), "kept", "(all)")) == "Deadline 31 Mar 2027 (all) →"


def test_bins_without_matching_edges_are_refused() -> None:
    with pytest.raises(ValueError, match="2 bins have 4 edges"):
        a_histogram(counts=(1, 2))
    with pytest.raises(ValueError, match="have to rise"):
        a_histogram(edges=(1.0, 3.0, 2.0, 4.0))
