"""Drafts become networks: order, circles, gates, lags, facts."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.schedule import codes, forms
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, critical_path, float_paths
from fairlead.schedule.network import CircleError, Draft, compile_network
from fairlead.schedule.options import PRESETS, Options
from tests.schedule.critical_path.networks import CALENDARS, MONDAY, Sketch, calendars

PAIRS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] != pair[1]), max_size=25
)


def test_every_link_points_forward_in_the_networks_order() -> None:
    sketch = Sketch().task("c").task("b").task("a").link("a", "b").link("b", "c")
    network = sketch.solved().network

    assert (network.links[:, at.BEFORE] < network.links[:, at.AFTER]).all()


def test_a_plan_whose_links_point_forward_already_keeps_its_order() -> None:
    network = Sketch().task("a").task("b").task("c").link("a", "c").solved().network

    assert network.row_of.tolist() == [0, 1, 2]


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_links_lead_in_a_circle_exactly_when_networkx_says_so(pairs: list[tuple[int, int]]) -> None:
    draft = _draft(12, pairs)
    graph = nx.DiGraph(pairs)

    if nx.is_directed_acyclic_graph(graph):
        network = compile_network(draft)
        assert (network.links[:, at.BEFORE] < network.links[:, at.AFTER]).all()
        return
    with pytest.raises(CircleError) as caught:
        compile_network(draft)
    path = caught.value.path
    assert len(set(path)) == len(path)
    assert all(graph.has_edge(a, b) for a, b in zip(path, (*path[1:], path[0]), strict=True))


def test_a_circle_through_a_summary_names_the_summary() -> None:
    sketch = Sketch().summary("s").task("a", inside="s").task("b").link("s", "b").link("b", "a")

    with pytest.raises(CircleError) as caught:
        sketch.solved()
    assert set(caught.value.path) == {sketch.names["s"], sketch.names["a"], sketch.names["b"]}


def test_compiling_leaves_the_draft_as_it_was() -> None:
    sketch = Sketch().summary("s", start="from Wed 08:00").task("a", inside="s").task("b").link("s", "b")
    first, second = sketch.solved(), sketch.solved()

    assert first.early("b") == second.early("b")
    assert len(sketch.draft.shape) == 3


def test_a_draft_without_tasks_is_a_network_without_tasks() -> None:
    network = compile_network(Draft(CALENDARS, Options(), MONDAY))

    assert network.size == 0
    assert critical_path(network).plan_finish == MONDAY


def test_two_links_between_one_pair_both_count() -> None:
    found = Sketch().task("a", 8).task("b", 24).link("a", "b", "SS", 4).link("a", "b", "FF", 40).solved()

    assert found.early("b") == ("Thu 08:00", "2 Mon 17:00")  # FF is the stricter one


def test_dates_beyond_the_calendars_are_refused() -> None:
    sketch = Sketch().task("a", 8 * 5 * 52 * 3)

    with pytest.raises(BeyondCalendarsError):
        sketch.solved()


def test_a_calendar_without_any_hours_is_refused() -> None:
    cal = calendars()
    empty = cal._replace(first=np.append(cal.first, cal.first[-1]))
    draft = Draft(empty, Options(), MONDAY)
    draft.task(480, 3)

    with pytest.raises(BeyondCalendarsError):
        critical_path(compile_network(draft))


def test_presets_differ_where_the_tools_do() -> None:
    microsoft, primavera = PRESETS["msproject"], PRESETS["p6"]

    assert microsoft.honour_constraints
    assert not primavera.honour_constraints
    assert (microsoft.alap, primavera.alap) == ("total float", "free float")


@settings(max_examples=100, deadline=None)
@given(
    PAIRS.map(lambda pairs: [(min(pair), max(pair)) for pair in pairs]),
    st.lists(st.integers(0, 9), min_size=12, max_size=12),
)
def test_round_the_clock_the_finish_is_networkx_longest_path(
    pairs: list[tuple[int, int]], hours: list[int]
) -> None:
    draft = Draft(CALENDARS, Options(), MONDAY)
    for length in hours:
        draft.task(length * 60, codes.CLOCK)
    for before, after in pairs:
        draft.link(before, after)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(12))
    graph.add_weighted_edges_from((before, after, hours[before]) for before, after in pairs)
    graph.add_weighted_edges_from((i, "end", hours[i]) for i in range(12))

    found = critical_path(compile_network(draft))
    assert found.plan_finish - MONDAY == nx.dag_longest_path_length(graph) * 60


def test_links_are_known_by_their_predecessor_too_with_kind_and_whether_they_have_a_lag() -> None:
    draft = Draft(CALENDARS, Options(), MONDAY)
    for _ in range(3):
        draft.task(480, 0)
    draft.link(0, 2, codes.FF)
    draft.link(1, 2, codes.SS, lag=60)
    draft.link(0, 1)
    network = compile_network(draft)

    # From the first task to the second and the third, from the second to the third.
    assert network.successors.tolist() == [1, 2, 2]
    assert network.ways.tolist() == [codes.FS, codes.FF, codes.SS + at.LAGGED]


def test_the_compiled_form_gives_the_same_as_the_plain_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for preset in PRESETS:
        draft = _large(PRESETS[preset])
        monkeypatch.setattr(forms, "_are_at_hand", lambda *_: False)
        plain = _answers(draft)
        monkeypatch.setattr(forms, "are_compiled", lambda _: True)
        compiled = _answers(draft)
        monkeypatch.undo()
        for one, two in zip(plain, compiled, strict=True):
            np.testing.assert_array_equal(one, two)


def _answers(draft: Draft) -> tuple[np.ndarray, ...]:
    network = compile_network(draft)
    found = critical_path(network)
    used = [column for column in range(at.FOUND_COLUMNS) if column != at.LIMIT]
    return (
        found.found[:, used],
        found.start,
        found.finish,
        found.critical,
        found.on_longest_path,
        float_paths(network, found),
    )


def _large(options: Options) -> Draft:
    """A few hundred tasks with something of everything."""
    rng = np.random.default_rng(7)
    draft = Draft(calendars(-20, 400), replace(options), MONDAY, status_date=MONDAY + 3000)
    summary = draft.summary(0)
    for i in range(300):
        facts: dict[str, int] = {}
        if i % 7 == 0:
            facts = {
                "constraint": int(rng.integers(1, 9)),
                "constraint_date": MONDAY + int(rng.integers(0, 90_000)),
            }
        if i % 11 == 0:
            facts = {
                "state": codes.STARTED,
                "actual_start": MONDAY,
                "resume": MONDAY + 600,
                "actual_minutes": 100,
            }
        if i % 13 == 0:
            facts = {"state": codes.FINISHED, "actual_start": MONDAY, "actual_finish": MONDAY + 900}
        if i % 17 == 0:
            facts["late_as_possible"] = 1
        draft.task(
            int(rng.integers(0, 20)) * 120, int(rng.integers(-1, 3)), summary if i < 100 else -1, **facts
        )
    for i in range(2, 301):
        for before in rng.integers(max(1, i - 30), i, 2).tolist():
            lag = int(rng.integers(-3, 6)) * 60
            draft.link(before, i, int(rng.integers(0, 4)), lag, int(rng.integers(0, 2)))
    after = draft.task(480, 0)
    draft.link(summary, after, codes.FS)
    return draft


def _draft(tasks: int, pairs: list[tuple[int, int]]) -> Draft:
    draft = Draft(CALENDARS, Options(), MONDAY)
    for _ in range(tasks):
        draft.task(480, 0)
    for before, after in pairs:
        draft.link(before, after)
    return draft
