"""What finished work says about estimates: ratios, shrinkage, coverage, the industry's record."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.risk.history import (
    INDUSTRIES,
    Record,
    finished_ratios,
    history_findings,
    record_of,
)
from fairlead.schedule.compiling import compile_plan
from tests.plans import a_plan


def ratios(*tasks: str, head: str = "") -> dict[str, float]:
    """The ratios of finished tasks of one line each."""
    lines = "\n".join(f"  - {{{task}}}" for task in tasks)
    text = f"name: P\nstatus_date: 2027-03-01\n{head}\ntasks:\n{lines}\n"
    return dict(finished_ratios(compile_plan(a_plan(text)).ground))


def record(head: str, tasks: str = "[{id: a, estimate: 1d}]") -> Record:
    return record_of(compile_plan(a_plan(f"name: P\n{head}\ntasks: {tasks}")).ground)


def test_two_tasks_move_a_record_worth_two_half_way() -> None:
    # Two tasks of ratio e beside two of ratio 1: mean (2 x 0 + 2 x 1) / 4. Squares: 4 x 0.5² before, none among the two,
    # and 2 x 2 / 4 x 1² for how far they are from the mean before: 2 over 4 + 2 degrees of freedom.
    found = Record(mean=0, sd=0.5, tasks=2, freedom=4).updated([math.e, math.e])
    assert found == Record(pytest.approx(0.5), pytest.approx(math.sqrt(2 / 6)), 4, 6)


def test_the_next_task_varies_by_itself_and_by_what_is_not_known_of_the_mean() -> None:
    # 0.5² x (1 + 1/4) x 6 / (6 - 2)
    ratio = Record(mean=0.2, sd=0.5, tasks=4, freedom=6).ratio
    assert ratio.parameters == pytest.approx((0.2, math.sqrt(0.25 * 1.25 * 1.5), 0, 0))


def test_no_ratios_change_nothing() -> None:
    found = Record(0, 0.5, 2, 4)
    assert found.updated([]) is found


@given(st.lists(st.floats(0.1, 10), min_size=1), st.lists(st.floats(0.1, 10), min_size=1))
def test_the_order_of_tasks_does_not_matter(some: list[float], others: list[float]) -> None:
    prior = Record(0.1, 0.4, 3, 5)
    one, other = prior.updated(some).updated(others), prior.updated(others + some)
    assert (one.mean, one.sd) == pytest.approx((other.mean, other.sd))
    assert (one.tasks, one.freedom) == (other.tasks, other.freedom)


@given(st.lists(st.floats(0.1, 10), min_size=1))
def test_a_record_is_drawn_towards_the_tasks_and_never_beyond(found: list[float]) -> None:
    prior = Record(0, 0.5, 3, 5)
    average = sum(map(math.log, found)) / len(found)
    mean = prior.updated(found).mean
    assert min(0, average) - 1e-12 <= mean <= max(0, average) + 1e-12


def test_many_tasks_outweigh_any_record() -> None:
    rng = np.random.default_rng(3)
    found = INDUSTRIES["software"].worth(5, 8).updated(np.exp(rng.normal(0.4, 0.2, 5_000)).tolist())
    assert (found.mean, found.sd) == pytest.approx((0.4, 0.2), abs=0.02)


@pytest.mark.parametrize("count", [0, 1, 3, 10, 40])
def test_eight_of_ten_tasks_come_within_the_range_that_should_hold_eight(count: int) -> None:
    # Teams of an industry differ as the prior says: the variance from inverse chi-squared, the mean around the record.
    rng = np.random.default_rng(11 + count)
    prior, teams = Record(0.1, 0.5, 5, 20), 3_000
    within = 0
    for _ in range(teams):
        sd = prior.sd * math.sqrt(prior.freedom / rng.chisquare(prior.freedom))
        mean = rng.normal(prior.mean, sd / math.sqrt(prior.tasks))
        seen, following = rng.normal(mean, sd, count), rng.normal(mean, sd)
        mu, sigma = prior.updated(np.exp(seen).tolist()).ratio.parameters[:2]
        within += abs(following - mu) < 1.2815516 * sigma
    # The standard error of 3,000 is 0.7%; the normal stands for Student's t, which costs less than 1%.
    assert within / teams == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("estimate: 2d, started: 2027-01-04, done: 2027-01-06", 1.5),  # Monday to Wednesday
        ("estimate: 4d, started: 2027-01-07, done: 2027-01-08", 0.5),
        ("estimate: 2d, started: 2027-01-08, done: 2027-01-11", 1.0),  # a weekend between them doesn't count
        ("estimate: 1d..2d..9d, started: 2027-01-04, done: 2027-01-06", 1.5),  # the most likely
        ("duration: 2ed, started: 2027-01-04 12:00, done: 2027-01-07 12:00", 1.5),
        (
            "work: 2d, started: 2027-01-04, done: 2027-01-11, spent: 3d",
            1.5,
        ),  # person-time, however long it took
        ("estimate: 2d, done: 2027-01-06, spent: 3d", 1.5),
        (
            "estimate: 2d, started: 2027-01-04, done: 2027-01-06, spent: 9d",
            1.5,
        ),  # time, however many were on it
    ],
)
def test_a_ratio_is_what_was_needed_over_what_was_estimated(task: str, expected: float) -> None:
    assert ratios(f"id: a, {task}") == {"a": pytest.approx(expected)}


def test_stretches_that_were_recorded_count_without_the_gap() -> None:
    parts = "parts: [2027-01-04..2027-01-05, 2027-01-11..2027-01-11]"
    assert ratios(f"id: a, estimate: 2d, started: 2027-01-04, done: 2027-01-11, {parts}") == {"a": 1.5}


def test_a_part_timers_estimate_is_compared_as_stretched() -> None:
    # 2 days at half time take 4; 5 of them were needed.
    found = ratios(
        "id: a, estimate: 2d, who: [ana at 50%], started: 2027-01-04, done: 2027-01-08",
        head="people: [{id: ana}]",
    )
    assert found == {"a": pytest.approx(5 / 4)}


def test_what_tells_nothing_is_left_out() -> None:
    assert ratios(
        "id: open, estimate: 2d",
        "id: begun, estimate: 2d, started: 2027-01-04",
        "id: unknown, estimate: 2d, done: 2027-01-06",
        "id: mark, milestone: yes, done: 2027-01-06",
        "id: sum, estimate: 2d, started: 2027-01-04, done: 2027-01-06, tasks: [{id: x, estimate: 2d}]",
        "id: nothing, estimate: 0d, started: 2027-01-04, done: 2027-01-06",
    ) == {}  # fmt: skip


def test_the_team_and_the_plans_own_tasks_move_the_industrys_record() -> None:
    alone = record("history: {industry: software}")
    team = record("history: {industry: software, team: [2, 2, 2]}")
    own = record(
        "status_date: 2027-03-01\nhistory: {industry: software, team: [2, 2, 2]}",
        "[{id: a, estimate: 1d, started: 2027-01-04, done: 2027-01-05}]",
    )
    assert alone == INDUSTRIES["software"].worth(5, 8)
    assert team.mean == pytest.approx((5 * alone.mean + 3 * math.log(2)) / 8)
    assert own.mean == pytest.approx((8 * team.mean + math.log(2)) / 9)


def test_a_long_record_of_the_team_leaves_room_for_the_plans_own() -> None:
    many = ", ".join(["1"] * 100)
    assert record(f"history: {{team: [{many}]}}").tasks == 20


def test_an_industry_without_a_record_is_told_and_taken_as_wide() -> None:
    plan = a_plan("name: P\nhistory: {industry: games}\ntasks: [{id: a, estimate: 1d}]")
    (note,) = history_findings(plan)
    assert (note.code, note.kind, note.field) == ("no-industry-record", "plan", "history")
    assert "games" in note.message
    wide, known = record("history: {industry: games}"), record("history: {industry: it-consulting}")
    assert wide.ratio.sd > known.ratio.sd
    assert wide.mean == 0


def test_a_known_industry_needs_no_note() -> None:
    for head in ("history: {industry: software}", "history: {team: [1.1]}", "currency: EUR"):
        assert history_findings(a_plan(f"name: P\n{head}\ntasks: [{{id: a, estimate: 1d}}]")) == ()
