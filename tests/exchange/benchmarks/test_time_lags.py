"""Lags in both directions become pairs that lead forwards, and mean the same."""

from __future__ import annotations

from itertools import product

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from fairlead.exchange.benchmarks.time_lags import Arc, Pair, pairs_of

JOBS = 4
HORIZON = range(-3, 4)
ARCS = st.lists(
    st.builds(Arc, st.integers(0, JOBS - 1), st.integers(0, JOBS - 1), st.integers(-4, 4)), max_size=9
)


def test_a_lag_back_is_the_greatest_of_the_way_there() -> None:
    assert pairs_of(2, [Arc(0, 1, 3), Arc(1, 0, -7)]) == [Pair(0, 1, 3, 7)]


def test_a_lead_is_no_greatest_lag() -> None:
    assert pairs_of(2, [Arc(0, 1, -2)]) == [Pair(0, 1, -2, None)]


def test_a_greatest_lag_over_several_jobs_gets_a_least_one_of_nothing() -> None:
    # 0 -> 1 -> 2 takes at least 5, which the pair of 0 and 2 needn't say again.
    assert Pair(0, 2, 0, 9) in pairs_of(3, [Arc(0, 1, 2), Arc(1, 2, 3), Arc(2, 0, -9)])


def test_a_greatest_lag_over_leads_gets_their_sum() -> None:
    # 2 starts at the earliest 2 + 1 before 0, and at the latest 9 after it.
    assert Pair(0, 2, -3, 9) in pairs_of(3, [Arc(0, 1, -2), Arc(1, 2, -1), Arc(2, 0, -9)])


def test_two_leads_against_each_other_are_a_window() -> None:
    # 1 starts at the earliest 2 before 0, and at the latest 5 after it.
    assert pairs_of(2, [Arc(0, 1, -2), Arc(1, 0, -5)]) == [Pair(0, 1, -2, 5)]


def test_of_several_lags_the_tightest_counts() -> None:
    arcs = [Arc(0, 1, 3), Arc(0, 1, 4), Arc(0, 1, 2), Arc(1, 0, -7), Arc(1, 0, -6), Arc(1, 0, -8)]
    assert pairs_of(2, arcs) == [Pair(0, 1, 4, 6)]


@given(ARCS)
def test_pairs_never_lead_in_a_circle(arcs: list[Arc]) -> None:
    graph = nx.DiGraph(
        (pair.before, pair.after) for pair in pairs_of(JOBS, arcs) if pair.before != pair.after
    )
    assert nx.is_directed_acyclic_graph(graph)


@given(ARCS)
def test_pairs_allow_just_the_starts_that_arcs_allow(arcs: list[Arc]) -> None:
    pairs = pairs_of(JOBS, arcs)
    for start in product(HORIZON, repeat=JOBS - 1):
        starts = (0, *start)
        by_arcs = all(starts[arc.after] >= starts[arc.before] + arc.lag for arc in arcs)
        by_pairs = all(
            pair.least <= starts[pair.after] - starts[pair.before]
            and (pair.most is None or starts[pair.after] - starts[pair.before] <= pair.most)
            for pair in pairs
        )
        assert by_arcs == by_pairs
