"""The simulation against every case laid by itself, against closed forms, and against schedules where all is certain."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from itertools import product
from math import log, pi, sqrt
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.document import Plan
from fairlead.plan.opening import open_plan
from fairlead.plan.values import Duration
from fairlead.risk import simulating
from fairlead.risk.forecast import Forecast
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.critical_path.passes import BeyondCalendarsError
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.schedule import schedule
from tests.risk.simulated import (
    SIGMAS,
    WEEKDAYS,
    a_plan_of,
    forecast,
    is_near,
    minutes,
    mixed,
    odds,
)

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2027, 1, 4)


# Small networks, every case by hand


def test_outcomes_of_two_tasks_side_by_side() -> None:
    found = forecast("""
        tasks:
          - {id: a, outcomes: [10em at 50%, 30em at 30%, 100em at 20%]}
          - {id: b, outcomes: [20em at 60%, 50em at 40%]}
          - {id: c, duration: 5em, after: [a, b]}
    """)
    cases = mixed(*(
        (p * q, max(a, b) + 5)
        for (a, p), (b, q) in product(((10, 0.5), (30, 0.3), (100, 0.2)), ((20, 0.6), (50, 0.4)))
    ))  # fmt: skip
    assert is_near(odds(found), cases)


def test_an_amount_on_a_summary_comes_once_at_its_end_and_a_percentage_on_each_task() -> None:
    found = forecast("""
        tasks:
          - id: s
            tasks: [{id: a, duration: 100em}, {id: b, duration: 50em, after: [a]}, {id: c, duration: 20em}]
          - {id: d, duration: 10em, after: [s]}
        risks:
          - {id: r, event: Late, probability: 30%, delays: {s: 200em}}
          - {id: q, event: Slow, probability: 20%, delays: {s: 10%}}
    """)
    assert is_near(odds(found), {160: 0.56, 175: 0.14, 360: 0.24, 375: 0.06})


def test_an_opportunity_never_makes_work_negative() -> None:
    found = forecast("""
        tasks: [{id: a, duration: 100em}, {id: b, duration: 10em, after: [a]}]
        risks:
          - {id: r, kind: opportunity, event: Not needed, probability: 30%, delays: {a: -200em}}
          - {id: s, kind: opportunity, event: Quicker, probability: 40%, delays: {b: -40%}}
    """)
    assert is_near(odds(found), {10: 0.18, 6: 0.12, 110: 0.42, 106: 0.28})


def test_an_opportunity_at_the_end_of_a_summary_takes_nothing_away_and_is_told() -> None:
    found = forecast("""
        tasks: [{id: s, tasks: [{id: a, duration: 100em}]}]
        risks: [{id: r, kind: opportunity, event: Not needed, probability: 30%, delays: {s: -20em}}]
    """, 50)  # fmt: skip
    assert odds(found) == {100: 1}
    assert [finding.code for finding in found.findings] == ["opportunity-of-summary"]


def test_a_test_that_fails_is_repeated_with_what_it_tests() -> None:
    found = forecast("""
        tasks: [{id: a, duration: 100em}, {id: b, duration: 10em, after: [a], retry: {chance: 40%, repeat: [a]}}]
    """)
    shares = odds(found)
    assert is_near({k: v for k, v in shares.items() if k <= 550},
                   {110 * (n + 1): 0.6 * 0.4**n for n in range(5)})  # fmt: skip
    assert set(shares) <= {110 * n for n in range(1, 52)}
    # The number of failures is geometric: its mean is 0.4 / 0.6.
    assert minutes(found).mean() == pytest.approx(110 / 0.6, rel=SIGMAS * sqrt(0.4) / sqrt(4000))


def test_what_is_absent_is_not_repeated() -> None:
    found = forecast("""
        tasks:
          - {id: b, duration: 10em, retry: {chance: 40%, repeat: [z]}}
          - {id: z, duration: 1000em, chance: 0%, after: [b]}
    """)
    assert odds(found)[20] == pytest.approx(0.24, abs=0.04)


def test_rework_does_a_task_once_more() -> None:
    found = forecast("""
        tasks: [{id: a, outcomes: [100em at 50%, 200em at 50%]}, {id: b, duration: 10em, after: [a]}]
        risks: [{id: r, event: Wrong, probability: 30%, repeats: [a]}]
    """)
    assert is_near(odds(found), {110: 0.35, 210: 0.5, 410: 0.15})


def test_rework_of_what_has_begun_does_all_of_it_once_more() -> None:
    found = forecast("""
        status_date: 2027-01-05
        tasks: [{id: a, duration: 2ed, started: 2027-01-04, left: 1ed}]
        risks: [{id: r, event: Wrong, probability: 30%, repeats: [a]}]
    """)
    begin = min(odds(found))
    assert is_near(odds(found), {begin: 0.7, begin + 2 * 1440: 0.3})


def test_a_lag_in_percent_grows_with_what_it_is_a_share_of() -> None:
    found = forecast("""
        tasks: [{id: a, outcomes: [100em at 50%, 300em at 50%]}, {id: b, duration: 400em, after: [a SS +50%]}]
    """)
    assert is_near(odds(found), {450: 0.5, 550: 0.5})


def test_a_published_loop() -> None:
    """What is repeated until it succeeds takes the mean of one pass divided by the chance to succeed.

    Source: Pritsker & Happ 1966, GERT: graphical evaluation and review technique, part I, Journal of Industrial
    Engineering 17.
    """
    found = forecast("""
        tasks:
          - {id: x, outcomes: [1em at 50%, 3em at 50%]}
          - {id: y, outcomes: [2em at 50%, 4em at 50%]}
          - {id: z, duration: 1em, after: [x, y], retry: {chance: 25%, repeat: []}}
    """)
    mean = (2 + 4 + 3 + 4) / 4 + 1 / 0.75  # the greater of x and y in its four cases
    assert minutes(found).mean() == pytest.approx(mean, abs=SIGMAS * 1.2 / sqrt(4000))


def test_a_published_path() -> None:
    """A textbook's path of four activities, 24 weeks long on average, is done within 28 weeks with probability 0.9633.

    Source: B. W. Taylor, Introduction to Management Science, Project Management, example problem solution: activities 1, 3, 5
    and 7 take 5..8..17, 3..5..7, 4..6..8 and 3..4..5 weeks, as normals of mean (a + 4m + b) / 6 and deviation (b - a) / 6.
    """
    week = 10_080
    estimates = ((5, 8, 17), (3, 5, 7), (4, 6, 8), (3, 4, 5))
    rows = []
    for number, (a, m, b) in enumerate(estimates):
        mean, reach = (a + 4 * m + b) / 6, 1.2815515655 * (b - a) / 6
        low, high = round(week * (mean - reach)), round(week * (mean + reach))
        after = f", after: [t{number - 1}]" if number else ""
        rows.append(f"  - {{id: t{number}, duration: {low}em..{high}em{after}}}")
    head = "distribution: normal\nrange_ends: P10-P90\ntasks:\n"
    lengths = minutes(forecast(head + "\n".join(rows))) / week
    assert lengths.mean() == pytest.approx(24, abs=0.02)
    assert lengths.var() == pytest.approx(5, rel=0.1)
    assert np.mean(lengths <= 28) == pytest.approx(0.9633, abs=SIGMAS * sqrt(0.9633 * 0.0367 / 4000))


# Closed forms. Tens of thousands of minutes, so that rounding to one of them says nothing.


def test_the_sum_of_triangulars() -> None:
    found = forecast("""
        tasks:
          - {id: a, duration: 6000em..9000em..24000em}
          - {id: b, duration: 1000em..8000em..9000em, after: [a]}
          - {id: c, duration: 3000em..3000em..6000em, after: [b]}
    """)
    shapes = ((6000, 9000, 24000), (1000, 8000, 9000), (3000, 3000, 6000))
    mean = sum(sum(each) / 3 for each in shapes)
    variance = sum((a * a + b * b + c * c - a * b - a * c - b * c) / 18 for a, b, c in shapes)
    lengths = minutes(found)
    assert lengths.mean() == pytest.approx(
        mean, abs=5
    )  # strata: a hundredth of what chance alone would leave
    assert lengths.var() == pytest.approx(variance, rel=0.1)


def test_the_greater_of_two_uniforms_shows_merge_bias() -> None:
    lengths = minutes(forecast("""
        tasks: [{id: a, duration: 0em..30000em}, {id: b, duration: 0em..30000em}, {id: m, milestone: true, after: [a, b]}]
    """))  # fmt: skip
    assert lengths.mean() == pytest.approx(20000, abs=SIGMAS * 30000 / sqrt(18 * 4000))
    assert np.mean(lengths <= 15000) == pytest.approx(0.25, abs=SIGMAS * sqrt(0.25 * 0.75 / 4000))


def test_the_greater_of_two_normals() -> None:
    """Clark 1961, The greatest of a finite set of random variables, Operations Research 9: mean + sd / sqrt(pi)."""
    lengths = minutes(forecast("""
        distribution: normal
        range_ends: P10-P90
        tasks: [{id: a, duration: 8718em..11282em}, {id: b, duration: 8718em..11282em}, {id: m, milestone: true, after: [a, b]}]
    """))  # fmt: skip
    sd = 1282 / 1.2815515655
    assert lengths.mean() == pytest.approx(10000 + sd / sqrt(pi), abs=SIGMAS * sd / sqrt(4000))


def test_a_path_of_normals_is_normal() -> None:
    lengths = minutes(forecast("""
        distribution: normal
        range_ends: P10-P90
        tasks: [{id: a, duration: 8718em..11282em}, {id: b, duration: 8718em..11282em, after: [a]}]
    """))  # fmt: skip
    sd = sqrt(2) * 1282 / 1.2815515655
    assert lengths.mean() == pytest.approx(20000, abs=3)
    assert np.std(lengths) == pytest.approx(sd, rel=0.05)
    assert np.mean(lengths <= 20000 + sd) == pytest.approx(0.8413, abs=0.03)


@pytest.mark.parametrize(
    "said", ["correlation: 50%", "correlations: [{id: g, among: [a, b], strength: 50%}]"]
)
def test_a_common_factor_widens_a_sum(said: str) -> None:
    lengths = minutes(forecast(f"""
        distribution: normal
        range_ends: P10-P90
        {said}
        tasks: [{{id: a, duration: 8718em..11282em}}, {{id: b, duration: 8718em..11282em, after: [a]}}]
    """))  # fmt: skip
    sd = 1282 / 1.2815515655
    pearson = 2 * np.sin(pi * 0.5 / 6)  # of normals whose ranks correlate by a half
    assert np.var(lengths) == pytest.approx(2 * sd**2 * (1 + pearson), rel=0.1)


# A slow reference: each case of a small random plan scheduled by itself


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[list[tuple[str, float]]], list[str]]:
    """A plan with holes for durations, the outcomes that fill each hole with their odds, and the heads of its tasks."""
    count = draw(st.integers(2, 4))
    lines, choices = [], []
    for t in range(count):
        lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=2, unique=True))
        shares = [1.0] if len(lengths) == 1 else [0.3, 0.7]
        choices.append([(f"{hours}h", share) for hours, share in zip(lengths, shares, strict=True)])
        links = [
            f"t{p} {draw(st.sampled_from(['FS', 'SS', 'FF', 'FS +3h', 'SS +50%', 'FF -2h', 'SF +1d', 'FS +4eh']))}"
            for p in range(t)
            if draw(st.booleans())
        ]
        more = draw(
            st.sampled_from(
                ["", "", ", calendar: night", ", start: from 2027-01-06", ", finish: by 2027-01-08"]
            )
        )
        lines.append(f"id: t{t}, after: [{', '.join(links)}]{more}")
    return WEEKDAYS, choices, lines


@settings(max_examples=25)
@given(cases())
def test_every_case_of_a_small_plan_is_laid_as_schedule_lays_it(
    case: tuple[str, list[list[tuple[str, float]]], list[str]],
) -> None:
    hours, choices, lines = case
    head = "calendars: [{id: night, hours: Mon-Sun 20:00-24:00}]\n"

    def plan(said: list[str]) -> Plan:
        rows = "\n".join(f"  - {{{line}, {how}}}" for line, how in zip(lines, said, strict=True))
        return a_plan_of(f"{head}tasks:\n{rows}\n", hours)

    wanted: dict[str, float] = {}
    for outcome in product(*choices):
        found = schedule(plan([f"estimate: {length}" for length, _ in outcome]))
        wanted[str(found.finish)] = wanted.get(str(found.finish), 0) + float(np.prod([p for _, p in outcome]))
    said = [
        f"outcomes: [{', '.join(f'{length} at {share:.0%}' for length, share in each)}]" for each in choices
    ]
    got = forecast(plan(said), 1000)
    finishes, counts = np.unique(got.finish, return_counts=True)
    shares = {str(got.local(f)): c / 1000 for f, c in zip(finishes.tolist(), counts.tolist(), strict=True)}
    assert set(shares) <= set(wanted)
    for finish, share in wanted.items():
        assert abs(shares.get(finish, 0) - share) <= SIGMAS * sqrt(share * (1 - share) / 1000) + 1e-9


# Plans of which all is certain


def planned(found: Forecast) -> str:
    return str(found.date_of(found.planned_finish))


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("examples/*.yaml")))
def test_without_luck_an_example_finishes_when_it_is_scheduled_to(name: str) -> None:
    plan = without_risks(open_plan(ROOT / "examples" / name).plan)
    by_logic = simulated(plan, Wishes(iterations=1, people=False), default_start=TODAY)
    assert planned(by_logic) == str(schedule(plan, TODAY).finish)
    with_people = simulated(plan, Wishes(iterations=1), default_start=TODAY)
    laid = levelled(plan, TODAY)
    assert with_people.planned_finish == laid.finish


def test_the_sample_of_the_format_finishes_when_it_is_scheduled_to() -> None:
    path = ROOT.parent / "shared" / "plan-format.yaml"
    if not path.is_file():
        pytest.skip("needs ../shared/plan-format.yaml")
    plan = without_risks(open_plan(path).plan)
    found = simulated(plan, Wishes(iterations=1, people=False), default_start=TODAY)
    assert planned(found) == str(schedule(plan, TODAY).finish)
    assert (
        simulated(plan, Wishes(iterations=1), default_start=TODAY).planned_finish
        == levelled(plan, TODAY).finish
    )


def without_risks(plan: Plan) -> Plan:
    """The plan with no risk in it: `schedule` leaves those that have struck out, a forecast counts them."""
    return plan.with_entities(without=[("risk", id) for id in plan.risks])


CERTAIN = {
    "a lag in percent of begun work": "status_date: 2027-01-06\ntasks: [{id: a, estimate: 5d, started: 2027-01-04, left: 1d}, {id: b, estimate: 1d, after: [a SS +90%]}]",
    "a maximum lag": "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 6d}, {id: c, estimate: 2d, after: [b, a FS +0d..+1d]}]",
    "a maximum lag that pushes itself": "tasks: [{id: a, estimate: 4d}, {id: b, estimate: 9d, after: [a]}, {id: c, estimate: 1d, after: [b, a FF +1d..+3d]}]",
    "finished and late": "status_date: 2027-01-08\ntasks: [{id: a, estimate: 2d, started: 2027-01-04, done: 2027-01-07}, {id: b, estimate: 2d, after: [a]}]",
    "backwards": "schedule_from: finish\nfinish: 2027-03-01\ntasks: [{id: a, estimate: 4d}, {id: b, estimate: 9d, after: [a]}, {id: c, estimate: 1d}]",
    "dates and deadlines": "tasks: [{id: a, estimate: 1d, start: on 2027-01-20}, {id: b, estimate: 2d, after: [a], finish: from 2027-02-01}, {id: m, milestone: true, after: [b]}]",
    "a rhythm": "tasks: [{id: a, estimate: 3h, every: week on Tue from 2027-01-05 until 2027-02-10}, {id: b, estimate: 1d}]",
    "links of summaries": "tasks: [{id: s, after: [b], tasks: [{id: a, estimate: 2d}, {id: a2, estimate: 3d}]}, {id: b, estimate: 2d}, {id: c, estimate: 1d, after: [s SS +1d]}]",
    "elapsed and zones": "calendars: [{id: sg, zone: Asia/Singapore, hours: Mon-Fri 09:00-18:00}]\ntasks: [{id: a, duration: 3ed}, {id: b, estimate: 2d, calendar: sg, after: [a]}, {id: c, estimate: 7h, after: [b]}]",
}


@pytest.mark.parametrize("what", CERTAIN)
def test_what_is_certain_finishes_when_it_is_scheduled_to(what: str) -> None:
    plan = a_plan_of(CERTAIN[what], WEEKDAYS)
    found = forecast(plan, 3)
    assert planned(found) == str(schedule(plan).finish)
    assert [str(found.date_of(each)) for each in found.finish.tolist()] == [planned(found)] * 3


# The same digits wherever it runs

SPREAD = """
    currency: EUR
    correlation: 20%
    tasks:
      - {id: a, estimate: 2d..3d..8d, who: [ana]}
      - {id: b, estimate: 1d..4d..9d, who: [ana], cost: 100..300..900}
      - {id: c, estimate: 3d..5d, after: [a, b], who: [tom]}
    people: [{id: ana, rate: 80/h}, {id: tom, rate: 60/h}]
    risks: [{id: r, event: Ill, probability: 30%, away: {ana: 1w..2w}, costs: 50..500}]
"""


def same(one: Forecast, other: Forecast) -> bool:
    return (
        one.finish.tobytes() == other.finish.tobytes()
        and one.cost.tobytes() == other.cost.tobytes()
        and one.drivers == other.drivers
        and one.criticality == other.criticality
        and one.struck == other.struck
    )


def spread(**more: object) -> Forecast:
    plan = a_plan_of(SPREAD, WEEKDAYS)
    return simulated(plan, Wishes(iterations=2600, people=True, seed=7), **more)  # type: ignore[arg-type]


def test_threads_and_processes_count_the_same_to_the_last_digit() -> None:
    alone = spread(workers=1)
    assert same(alone, spread(workers=2))
    with ThreadPoolExecutor(5) as pool:
        assert same(alone, spread(executor=pool))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        assert same(alone, spread(executor=processes))


def test_another_seed_gives_other_numbers_and_the_same_odds() -> None:
    one, other = forecast(SPREAD, 4000, seed=1), forecast(SPREAD, 4000, seed=2)
    assert one.finish.tobytes() != other.finish.tobytes()
    assert one.finish.mean() == pytest.approx(other.finish.mean(), abs=200)


# How precise


RANGES = "tasks: [{id: a, duration: 0em..60000em}, {id: b, duration: 0em..90000em}]"


def test_it_stops_when_precise_enough() -> None:
    plan = a_plan_of(RANGES)
    found = simulated(plan, Wishes(iterations=100_000, until=Duration.parse("1ed")))
    assert 1000 <= found.iterations < 100_000
    assert found.finish_error(0.8) <= 1440
    assert not found.interrupted


def test_it_stops_when_told_with_what_is_there() -> None:
    found = simulated(a_plan_of(RANGES), Wishes(iterations=100_000), stopped=lambda: True)
    assert 0 < found.iterations < 100_000
    assert found.interrupted


def test_standard_errors_are_honest() -> None:
    """P80 lies within one standard error of the truth in about 68% of all seeds."""
    # P(max <= x) = x² / (60000 x 90000) up to 60000, x / 90000 beyond: P80 is at 72000.
    plan, inside = a_plan_of(RANGES), 0
    for seed in range(120):
        found = simulated(plan, Wishes(iterations=400, plain=True, seed=seed), workers=1)
        start = found.compiled.ground.plan_start
        inside += abs(np.sort(found.finish)[319] - start - 72000) <= found.finish_error(0.8)
    assert 0.68 - 4 * sqrt(0.68 * 0.32 / 120) < inside / 120 < 0.68 + 4 * sqrt(0.68 * 0.32 / 120)


def test_strata_make_the_mean_surer() -> None:
    text = "tasks: [{id: a, duration: 0em..60000em}, {id: b, duration: 0em..90000em, after: [a]}]"
    plan = a_plan_of(text)

    def variance(plain: bool) -> float:
        means = [
            simulated(plan, Wishes(iterations=200, plain=plain, seed=seed), workers=1).mean_finish
            for seed in range(20)
        ]
        return float(np.var(means))

    assert log(variance(True) / variance(False)) > log(50)


# What people's limits make impossible


def test_by_logic_a_plan_that_cannot_be_levelled_is_simulated_without_its_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise BeyondCalendarsError(0)

    monkeypatch.setattr(simulating, "decided", refused)
    text = "tasks: [{id: a, duration: 10em, who: [ana]}]\npeople: [{id: ana, rate: 10/h}]"
    found = forecast(text, 2)
    assert odds(found) == {10: 1}
    assert {finding.code for finding in found.findings} == {"hours-uncosted"}


@pytest.mark.parametrize("people", [True, False])
def test_what_is_repeated_is_worked_in_its_own_hours(people: bool) -> None:
    """Built on two afternoons, tested on two mornings: failed at noon, so that the next two afternoons and the two
    mornings after them make three days. In the hours of the test they would be four.
    """
    found = forecast(
        """
        tasks:
          - {id: build, estimate: 8h, who: [ana]}
          - {id: try, estimate: 8h, after: [build], who: [lab], retry: {chance: 50%, repeat: [build]}}
        people: [{id: ana, hours: Mon-Sun 13:00-17:00}, {id: lab, hours: Mon-Sun 08:00-12:00}]
        """,
        people=people,
    )
    first = min(odds(found))
    assert first == 3 * 1440 + 12 * 60  # noon of the fourth day
    times = {(length - first) / (3 * 1440): share for length, share in odds(found).items()}
    assert all(each.is_integer() for each in times)
    assert is_near({n: times[n] for n in range(4)}, {n: 0.5 ** (n + 1) for n in range(4)})


def test_a_test_that_waits_for_its_windows_is_tried_again_in_the_next() -> None:
    """A day at a laboratory that is open on Mondays: a week later, when what it tests was built on the Tuesday between."""
    found = forecast(
        """
        tasks:
          - {id: build, estimate: 8h, who: [ana]}
          - {id: try, estimate: 8h, after: [build], who: [lab], retry: {chance: 50%, repeat: [build]}}
        people: [{id: ana}, {id: lab, hours: Mon 08:00-12:00 13:00-17:00}]
        """,
        hours=WEEKDAYS,
    )
    first, second = sorted(odds(found))[:2]
    assert second - first == 7 * 1440  # in the laboratory's hours they would take two Mondays
