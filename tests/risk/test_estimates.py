"""How long tasks may take: ranges, percentiles, sizes, classes of certainty, outcomes, what is left."""

from __future__ import annotations

import math

import pytest

from fairlead.plan.errors import PlanError
from fairlead.plan.templates import expanded
from fairlead.risk.distributions import Distribution
from fairlead.risk.estimates import Estimates, duration_of
from fairlead.risk.history import record_of
from fairlead.schedule.compiling import Compiled, compile_plan
from tests.plans import a_plan

DAY = 480


def compiled(task: str, head: str = "") -> Compiled:
    return compile_plan(a_plan(f"name: P\n{head}\ntasks:\n  - {{id: a, {task}}}\n"))


def asked(task: str, head: str = "") -> Distribution | None:
    """How long the one task of a plan may take."""
    found = compiled(task, head)
    return duration_of(found, found.plan.tasks["a"])


def days(*numbers: float) -> list[float]:
    return [DAY * number for number in numbers]


@pytest.mark.parametrize(
    ("task", "head", "expected"),
    [
        ("estimate: 2d..3d..9d", "", Distribution.triangular(*days(2, 3, 9))),
        ("estimate: 2d..4d", "", Distribution.uniform(*days(2, 4))),
        ("work: 2d..4d", "", Distribution.uniform(*days(2, 4))),
        ("duration: 2d..4d", "", Distribution.uniform(*days(2, 4))),
        ("duration: 2ed..4ed", "", Distribution.uniform(2880, 5760)),
        ("estimate: 4h..1w", "", Distribution.uniform(240, 2400)),
        ("estimate: M", "sizes: {M: 2d..3d..9d}", Distribution.triangular(*days(2, 3, 9))),
        ("estimate: 2pt", "sizes: {pt: 1d..2d}", Distribution.uniform(*days(2, 4))),
        ("estimate: 2d..3d..9d", "distribution: pert", Distribution.pert(*days(2, 3, 9))),
        (
            "estimate: 2d..3d..9d, distribution: uniform",
            "distribution: pert",
            Distribution.uniform(*days(2, 9)),
        ),
        ("estimate: 2d..4d", "range_ends: P10-P90", Distribution.uniform(*days(1.75, 4.25))),
        ("estimate: 2d..4d", "range_ends: P0-P100", Distribution.uniform(*days(2, 4))),
        (
            "estimate: 2d, certainty: rough",
            "certainties: {rough: 50%..100%..200%}",
            Distribution.triangular(*days(1, 2, 4)),
        ),
        (
            "estimate: 2d",
            "certainties: {rough: 50%..200%}\ncertainty: rough",
            Distribution.uniform(*days(1, 4)),
        ),
        (
            "estimate: 2d, certainty: sure",
            "certainties: {rough: 50%..200%, sure: 100%..110%}\ncertainty: rough",
            Distribution.uniform(*days(2, 2.2)),
        ),
        ("estimate: 2d", "certainties: {low: 150%}\ncertainty: low", Distribution.certain(3 * DAY)),
        (
            "outcomes: [4d at 60%, 8d at 30%, 20d at 10%]",
            "",
            Distribution.discrete(days(4, 8, 20), [0.6, 0.3, 0.1]),
        ),
    ],
)
def test_a_task_may_take_what_it_says(task: str, head: str, expected: Distribution) -> None:
    found = asked(task, head)
    assert found is not None
    assert found.kind == expected.kind
    assert found.parameters == pytest.approx(expected.parameters)


@pytest.mark.parametrize(
    ("task", "head"),
    [
        ("estimate: 2d", ""),
        ("estimate: 2d..2d..2d", ""),
        ("milestone: yes", ""),
        ("name: Nobody said how long", ""),
        ("outcomes: [4d at 100%]", ""),
        ("estimate: 2d, certainty: sure", "certainties: {sure: 100%}"),
        ("estimate: 2d..4d, started: 2027-01-04, done: 2027-01-06", "status_date: 2027-01-08"),
        ("estimate: 4d..8d, started: 2027-01-04, left: 0d", "status_date: 2027-01-08"),
        ("estimate: 0d, certainty: rough", "certainties: {rough: 50%..200%}"),
    ],
)
def test_what_is_certain_is_none(task: str, head: str) -> None:
    assert asked(task, head) is None


def test_a_range_goes_before_the_class_of_certainty() -> None:
    assert asked(
        "estimate: 2d..4d, certainty: rough", "certainties: {rough: 50%..200%}"
    ) == Distribution.uniform(*days(2, 4))


def test_ends_that_are_percentiles_lie_inside_what_may_come() -> None:
    found = asked("estimate: 2d..3d..9d", "range_ends: P10-P90")
    assert found is not None
    assert found.quantile([0.1, 0.9]) == pytest.approx(days(2, 9))
    assert 0 <= found.low < 2 * DAY


def test_nothing_takes_less_than_no_time() -> None:
    found = asked("estimate: 1d..5d..20d", "range_ends: P20-P80\ndistribution: pert")
    assert found is not None
    assert found.low == 0
    assert found.quantile([0.2, 0.8]) == pytest.approx(days(1, 20))


def test_a_template_scales_what_its_tasks_may_take() -> None:
    found = compile_plan(
        a_plan("""
            templates: [{id: build, tasks: [{id: frame, estimate: 2d..4d}, {id: test, outcomes: [1d at 50%, 3d at 50%]}]}]
            tasks: [{id: one, use: build, size: 0.5}]
        """)
    )
    estimates = Estimates(found)
    assert estimates.duration_of(found.plan.tasks["one.frame"]) == Distribution.uniform(*days(1, 2))
    scaled = estimates.duration_of(found.plan.tasks["one.test"])
    assert scaled == Distribution.discrete(days(0.5, 1.5), [1, 1])
    assert estimates.said_of(found.plan.tasks["one.frame"]) == 1.5 * DAY


NOW = "status_date: 2027-01-06"


def test_a_range_of_what_is_left_is_taken_as_it_is() -> None:
    found = asked("estimate: 5d..8d..15d, started: 2027-01-04, left: 3d..4d..9d", NOW)
    assert found == Distribution.triangular(*days(3, 4, 9))


def test_what_is_left_keeps_the_proportions_of_the_estimate() -> None:
    found = asked("estimate: 4d..8d..16d, started: 2027-01-04, left: 2d", NOW)
    assert found == Distribution.triangular(*days(1, 2, 4))


def test_a_begun_task_that_says_nothing_of_what_is_left_is_measured_by_the_whole() -> None:
    whole = compiled("estimate: 4d..8d..16d, started: 2027-01-04, percent: 50%", NOW)
    estimates = Estimates(whole)
    task = whole.plan.tasks["a"]
    assert estimates.duration_of(task) == Distribution.triangular(*days(4, 8, 16))
    assert estimates.said_of(task) == 8 * DAY


def test_a_task_with_modes_is_asked_in_each() -> None:
    found = compiled("modes: [{estimate: 2d..4d}, {work: 3d}]")
    task = found.plan.tasks["a"]
    assert duration_of(found, task) is None
    assert [duration_of(found, way) for way in task.ways] == [Distribution.uniform(*days(2, 4)), None]


def test_what_is_said_of_outcomes_is_the_likeliest() -> None:
    found = compiled("outcomes: [4d at 30%, 8d at 60%, 20d at 10%]")
    assert Estimates(found).said_of(found.plan.tasks["a"]) == 8 * DAY
    assert expanded(found.plan) == found.plan


def test_history_widens_only_estimates_without_a_range() -> None:
    head = "history: {team: [1.1, 0.9, 1.6], industry: software, use: yes}"
    found = compiled("estimate: 2d", head)
    ratio = record_of(found.ground).ratio
    spread = duration_of(found, found.plan.tasks["a"])
    assert spread is not None
    assert spread.kind == "lognormal"
    assert float(spread.quantile(0.5)) == pytest.approx(2 * DAY * float(ratio.quantile(0.5)))
    assert asked("estimate: 2d..4d", head) == Distribution.uniform(*days(2, 4))
    assert asked("estimate: 2d", "history: {team: [1.1, 0.9]}") is None


def test_a_class_of_the_task_goes_before_history_and_history_before_the_plans() -> None:
    head = "history: {team: [1.1], use: yes}\ncertainties: {rough: 50%..200%}"
    assert asked("estimate: 2d, certainty: rough", head) == Distribution.uniform(*days(1, 4))
    assert getattr(asked("estimate: 2d", f"{head}\ncertainty: rough"), "kind", None) == "lognormal"


def test_a_lognormal_estimate_has_its_most_likely_value_where_it_was_said() -> None:
    found = asked("estimate: 2d..3d..9d", "distribution: lognormal\nrange_ends: P10-P90")
    assert found is not None
    mu, sigma, shift, mirrored = found.parameters
    assert mirrored == 0
    assert shift + math.exp(mu - sigma**2) == pytest.approx(3 * DAY)


@pytest.mark.parametrize(
    ("task", "head", "said"),
    [
        ("estimate: 2d..3d..9d, distribution: normal", "", "`estimate: 2d..3d..9d` can't be spread as said"),
        ("estimate: 0d..9d, distribution: lognormal", "", "estimate"),
        (
            "estimate: 2d, certainty: rough, distribution: normal",
            "certainties: {rough: 50%..100%..300%}",
            "`certainty: 2d x 50%..100%..300%`",
        ),
        ("work: 1d..9d..9d, distribution: weibull", "", "work"),
    ],
)
def test_a_range_that_its_distribution_cannot_take_is_refused(task: str, head: str, said: str) -> None:
    with pytest.raises(PlanError) as refused:
        asked(task, head)
    (finding,) = refused.value.findings
    assert said in finding.message
    assert (finding.kind, finding.id) == ("task", "a")
    assert finding.remedy
