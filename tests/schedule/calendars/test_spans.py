"""The sweep over starts and ends, against sets of minutes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.schedule.calendars.spans import Spans, clipped, covered_at_least, merged

from .helpers import a_few_spans, minutes_of, spans


def pairs(some: Spans) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in zip(*some, strict=True)]


def test_overlapping_and_touching_spans_become_one() -> None:
    assert pairs(merged(spans((10, 20), (0, 5), (5, 8), (15, 30), (40, 40), (9, 3)))) == [(0, 8), (10, 30)]


def test_clipping_keeps_what_lies_inside() -> None:
    assert pairs(clipped(spans((0, 5), (4, 8), (9, 20)), 5, 10)) == [(5, 8), (9, 10)]


def test_a_hand_over_between_two_families_is_no_gap() -> None:
    always, early, late = spans((0, 9)), spans((0, 5)), spans((5, 9))
    assert pairs(covered_at_least(2, always, early, late)) == [(0, 9)]
    assert pairs(covered_at_least(3, always, early, late)) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(a_few_spans(reach=15), min_size=1, max_size=4), st.integers(1, 3))
def test_depth_counts_how_many_families_cover_a_minute(families: list[Spans], depth: int) -> None:
    families = [merged(family) for family in families]
    sets = [minutes_of(family) for family in families]
    expected = {minute for minute in range(-5, 15) if sum(minute in each for each in sets) >= depth}

    found = covered_at_least(depth, *families)

    assert minutes_of(found) == expected
    flat = [edge for pair in pairs(found) for edge in pair]
    assert flat == sorted(set(flat)), "sorted, apart from each other, none empty"


@settings(max_examples=200, deadline=None)
@given(a_few_spans(reach=60), a_few_spans(reach=60))
def test_without_takes_minutes_away(some: Spans, others: Spans) -> None:
    left = covered_at_least(1, merged(some), without=merged(others))
    assert minutes_of(left) == minutes_of(some) - minutes_of(others)
