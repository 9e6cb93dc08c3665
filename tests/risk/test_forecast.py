"""What a forecast says of its numbers: percentiles and their errors, chances, frontier, drivers."""

from __future__ import annotations

import json
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.risk.forecast import NEVER, percentile, percentile_error, ranked_drivers
from tests.risk.simulated import ITERATIONS, SIGMAS, WEEKDAYS, forecast, odds


def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed() -> None:
    values = np.arange(1, 11)
    assert [percentile(values, p) for p in (0.1, 0.11, 0.5, 0.8, 0.99, 1.0)] == [1, 2, 5, 8, 10, 10]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60), st.floats(0.01, 1))
def test_a_percentile_is_kept_with_its_probability_and_no_less_is(values: list[int], p: float) -> None:
    rising = np.sort(values)
    found = percentile(rising, p)
    assert np.mean(rising <= found) >= p - 1e-9
    assert np.mean(rising < found) < p + 1e-9


def test_the_error_of_a_percentile_is_that_of_order_statistics() -> None:
    # Of 10,000 uniform numbers P80 has the standard error sqrt(0.8 x 0.2 / 10,000).
    rising = np.sort(np.random.default_rng(1).uniform(size=10_000))
    assert percentile_error(rising, 0.8) == pytest.approx(0.004, rel=0.2)


def test_of_too_few_values_nobody_knows_how_precise_they_are() -> None:
    assert percentile_error(np.array([5]), 0.8) == inf
    assert percentile_error(np.array([5, 6]), 0.8) == inf
    assert percentile_error(np.arange(10), 0.9) == pytest.approx(1.0)  # from the 8th to the 10th of ten
    said = forecast("tasks: [{id: a, duration: 100em..900em, cost: 5..9}]", 1).to_json()
    assert set(said["finish"]["standard_error_minutes"].values()) == {None}
    assert set(said["cost"]["standard_error"].values()) == {None}


def test_where_all_is_certain_nothing_is_unsure() -> None:
    found = forecast("tasks: [{id: a, duration: 100em}]", 50)
    assert found.finish_error(0.8) == 0
    assert found.finish_at(0.1) == found.finish_at(0.9) == found.date_of(found.planned_finish)


def test_what_finds_no_time_any_more_is_never() -> None:
    found = forecast("""
        tasks: [{id: a, outcomes: [1d at 70%, 9d at 30%]}, {id: b, estimate: 1d, after: [a], calendar: fair}]
        calendars: [{id: fair, hours: Mon-Fri 08:00-16:00, closed: [2027-01-09..]}]
    """, hours=WEEKDAYS)  # fmt: skip
    near = SIGMAS * sqrt(0.21 / ITERATIONS)
    assert found.never == pytest.approx(0.3, abs=near)
    assert found.finish_at(0.5) is not None
    assert found.finish_at(0.8) is None
    assert found.finish_error(0.7) == inf
    assert found.mean_finish < NEVER
    said = found.to_json()
    assert said["finish"]["p80"] is None
    assert said["finish"]["p50"] is not None
    json.dumps(said, allow_nan=False)


def test_goals_and_milestones_are_kept_by_themselves() -> None:
    found = forecast("""
        goals: [{id: g, deadline: 2027-01-05, done_when: [a]}]
        tasks: [{id: a, outcomes: [1d at 60%, 5d at 40%]}, {id: m, milestone: true, after: [a], deadline: 2027-01-20}]
    """)
    assert set(found.ends) == {"g", "m"}
    assert found.chance_of("g") == pytest.approx(0.6, abs=SIGMAS * sqrt(0.24 / ITERATIONS))
    assert found.chance_of("m") == 1


def test_the_frontier_is_kept_with_the_confidence_it_promises() -> None:
    found = forecast("tasks: [{id: a, duration: 1000em..9000em, cost: 0..500}]")
    pairs = list(found.frontier(0.8))
    assert len(pairs) > 10
    for finish, cost in pairs:
        assert found.chance_of_both(finish, cost) >= 0.8
        assert found.chance_of_both(finish, cost - 1) < 0.8 + 0.01


def test_what_varies_most_drives_most() -> None:
    found = forecast("""
        tasks:
          - {id: a, duration: 100em..9000em, cost: 10}
          - {id: b, duration: 100em..900em, after: [a], cost: 0..5000}
    """)
    assert ranked_drivers(found.drivers, "finish")[0].id == "a"
    assert ranked_drivers(found.drivers, "cost")[0].kind == "cost"
    # Between the lowest and the highest tenth of a uniform number lie nine tenths of its range.
    assert ranked_drivers(found.drivers, "finish")[0].days * 1440 == pytest.approx(0.9 * 8900, rel=0.05)


def test_what_chance_alone_may_have_moved_drives_nothing() -> None:
    """Twelve tasks on the same days as one that decides: their luck and the finish have nothing to do with each other."""
    beside = ", ".join(f"{{id: b{k}, duration: 100em..900em}}" for k in range(12))
    found = forecast(f"tasks: [{{id: a, duration: 1000em..9000em}}, {beside}]")
    told = [each.id for each in ranked_drivers(found.drivers, "finish")]
    assert told[0] == "a"
    assert len(told) <= 4  # of twelve one in twenty is beyond two standard errors by chance
    assert len(found.drivers) == 13
    (least,) = [each for each in found.drivers if each.id == "a"]
    # The finish has a standard deviation of 8,000 / sqrt(12), and each tenth is a tenth of the iterations.
    assert least.error[0] == pytest.approx(8000 / sqrt(12) * sqrt(2 / (ITERATIONS / 10)), rel=0.1)


def test_the_drivers_told_are_those_that_move_most() -> None:
    rows = ", ".join(
        f"{{id: t{k}, duration: 10em..{20 + 20 * k}em, after: [{f't{k - 1}' if k else ''}]}}"
        for k in range(70)
    )
    said = forecast(f"tasks: [{rows}]", 2000).to_json()["drivers"]
    assert int(said[0]["id"][1:]) > 50  # the first fifty of the plan are not those that move it most
    assert {f"t{k}" for k in range(60, 70)} <= {each["id"] for each in said}


def test_its_pictures_are_told_as_data() -> None:
    found = forecast("tasks: [{id: a, outcomes: [1d at 70%, 3d at 30%], cost: 100..500}]")
    said = found.to_json()
    assert sum(each["share"] for each in said["finish"]["histogram"]) == pytest.approx(1)
    assert sum(each["share"] for each in said["cost"]["histogram"]) == pytest.approx(1)
    (first, *_) = [each for each in said["finish"]["histogram"] if each["share"]]
    assert first["share"] == pytest.approx(0.7, abs=SIGMAS * sqrt(0.21 / ITERATIONS))
    assert said["joint"]["confidence"] == 0.8
    assert len(said["joint"]["points"]) == 500
    # Three days for whatever it costs are kept with 80%, and one day isn't with any sum.
    assert {each["finish"] for each in said["joint"]["frontier"]} == {
        found.compiled.axis.iso(int(found.finish.max()))
    }
    json.dumps(said, allow_nan=False)


def test_criticality_is_how_often_a_task_decides_the_finish() -> None:
    found = forecast("""
        tasks:
          - {id: a, outcomes: [10em at 30%, 50em at 70%]}
          - {id: b, duration: 20em}
          - {id: c, duration: 5em, after: [a, b]}
    """)
    near = SIGMAS * sqrt(0.21 / ITERATIONS)
    assert found.criticality["a"] == pytest.approx(0.7, abs=near)
    assert found.criticality["b"] == pytest.approx(0.3, abs=near)
    assert found.criticality["c"] == 1


def test_of_two_paths_of_one_length_both_are_critical() -> None:
    found = forecast("tasks: [{id: a, duration: 20em}, {id: b, duration: 20em}]", 3)
    assert found.criticality == {"a": 1, "b": 1}


def test_a_milestone_on_the_path_is_critical_though_there_is_no_work_in_it() -> None:
    text = """
        tasks:
          - {id: a, outcomes: [10em at 30%, 50em at 70%]}
          - {id: gate, milestone: yes, after: [a]}
          - {id: b, duration: 20em}
          - {id: c, duration: 5em, after: [gate, b]}
          - {id: d, duration: 5em, after: [c], chance: 40%}
          - {id: end, milestone: yes, after: [c, d]}
    """
    near = SIGMAS * sqrt(0.25 / ITERATIONS)
    found = forecast(text)
    assert found.criticality["gate"] == found.criticality["a"] == pytest.approx(0.7, abs=near)
    assert found.criticality["end"] == 1
    assert found.criticality["d"] == pytest.approx(0.4, abs=near)  # what isn't there decides nothing
    plain = forecast(text.replace(", chance: 40%", ""))  # side by side
    assert plain.criticality["gate"] == found.criticality["gate"]
    assert plain.criticality["end"] == 1


def test_people_who_are_busy_make_what_keeps_them_critical() -> None:
    text = """
        tasks: [{id: a, estimate: 10h, who: [ana]}, {id: b, estimate: 20h, who: [ana]}, {id: c, estimate: 25h}]
        people: [{id: ana}]
    """
    assert forecast(text, 3, people=True).criticality == {"a": 1, "b": 1, "c": 0}
    assert forecast(text, 3).criticality == {"a": 0, "b": 0, "c": 1}


def test_an_empty_plan_is_finished_when_it_begins() -> None:
    assert odds(forecast("tasks: []", 5)) == {0: 1}


def test_drivers_that_bear_the_same_name_say_whose_they_are() -> None:
    found = forecast("""
        templates: [{id: unit, tasks: [{id: wire, name: Wire, estimate: 1d..9d}]}]
        tasks: [{id: one, name: Robot 1, use: unit}, {id: two, name: Robot 2, use: unit}, {id: rest, name: Rest, estimate: 1d..9d}]
    """)  # fmt: skip
    assert sorted(each.title for each in found.drivers) == ["Rest", "Wire (Robot 1)", "Wire (Robot 2)"]
