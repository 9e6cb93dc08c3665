"""Distributions: against scipy.stats, their inverses, ranges and percentiles, floors and cuts."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from fairlead.risk.distributions import Distribution
from fairlead.risk.families import CUT

_PROBABILITIES = np.array([CUT, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1 - CUT])

# Ours beside the same one of scipy.stats, which knows most of them by other parameters.
TWINS: dict[str, tuple[Distribution, Any]] = {
    "uniform": (Distribution.uniform(2, 9), stats.uniform(2, 7)),
    "triangular": (Distribution.triangular(2, 3, 9), stats.triang(1 / 7, 2, 7)),
    "triangular, top at the left": (Distribution.triangular(2, 2, 9), stats.triang(0, 2, 7)),
    "triangular, top at the right": (Distribution.triangular(2, 9, 9), stats.triang(1, 2, 7)),
    "pert": (Distribution.pert(2, 3, 9), stats.beta(1 + 4 / 7, 1 + 24 / 7, 2, 7)),
    "normal": (Distribution.normal(5, 1.5), stats.norm(5, 1.5)),
    "lognormal": (Distribution.lognormal(1.2, 0.5, 3), stats.lognorm(0.5, 3, math.exp(1.2))),
    "weibull": (Distribution.weibull(1.7, 4, 2), stats.weibull_min(1.7, 2, 4)),
    "weibull, falling": (Distribution.weibull(0.8, 4), stats.weibull_min(0.8, 0, 4)),
    "discrete": (
        Distribution.discrete([4, 8, 20], [6, 3, 1]),
        stats.rv_discrete(values=([4, 8, 20], [0.6, 0.3, 0.1])),
    ),
}
twins = pytest.mark.parametrize(("ours", "theirs"), TWINS.values(), ids=TWINS)
continuous = pytest.mark.parametrize(
    ("ours", "theirs"), [pair for pair in TWINS.values() if pair[0].kind != "discrete"]
)


@twins
def test_mean_and_standard_deviation_are_those_of_scipy(ours: Distribution, theirs: Any) -> None:
    assert ours.mean == pytest.approx(theirs.mean(), rel=1e-12)
    assert ours.sd == pytest.approx(theirs.std(), rel=1e-12)


@twins
def test_quantiles_are_those_of_scipy(ours: Distribution, theirs: Any) -> None:
    assert ours.quantile(_PROBABILITIES) == pytest.approx(theirs.ppf(_PROBABILITIES), rel=1e-9)


@continuous
def test_probabilities_are_those_of_scipy(ours: Distribution, theirs: Any) -> None:
    values = np.linspace(ours.low - 1, ours.high + 1, 101)
    inside = (values > ours.low) & (values < ours.high)
    assert ours.cdf(values[inside]) == pytest.approx(theirs.cdf(values[inside]), abs=1e-12)
    assert set(ours.cdf(values[~inside])) == {0.0, 1.0}


@continuous
def test_what_is_drawn_passes_the_test_of_kolmogorov_and_smirnov(ours: Distribution, theirs: Any) -> None:
    drawn = ours.quantile(np.random.default_rng(5).random(20_000))
    assert stats.kstest(drawn, theirs.cdf).pvalue > 0.01


def test_the_values_of_a_discrete_one_come_as_often_as_they_should() -> None:
    outcomes = Distribution.discrete([20, 4, 8], [10, 60, 30])
    drawn = outcomes.quantile(np.random.default_rng(5).random(20_000))
    counts = [int(np.sum(drawn == value)) for value in (4, 8, 20)]
    assert sum(counts) == 20_000
    assert stats.chisquare(counts, [12_000, 6_000, 2_000]).pvalue > 0.01


def test_a_discrete_one_steps_where_its_shares_do() -> None:
    outcomes = Distribution.discrete([4, 8, 20], [0.6, 0.3, 0.1])
    assert outcomes.quantile([0, 0.6, 0.61, 0.89, 0.91, 1]).tolist() == [4, 4, 8, 8, 20, 20]
    assert outcomes.cdf([3.9, 4, 7, 8, 20]).tolist() == pytest.approx([0, 0.6, 0.6, 0.9, 1])


def test_equal_values_of_a_discrete_one_become_one_and_unweighted_ones_none() -> None:
    assert Distribution.discrete([4, 8, 4, 9], [1, 2, 1, 0]) == Distribution.discrete([4, 8], [1, 1])
    assert Distribution.discrete([4, 8], [0, 3]) == Distribution.certain(8)


def test_an_empirical_one_has_the_quantiles_of_numpy() -> None:
    sample = [1.1, 0.9, 1.6, 1.6, 2.4]
    found = Distribution.empirical(sample)
    u = np.linspace(0, 1, 33)
    assert found.quantile(u) == pytest.approx(np.quantile(sample, u))


def test_an_empirical_one_has_the_moments_of_its_straight_lines() -> None:
    # 0..1 and 1..4, half of the time each: mean (0.5 + 2.5) / 2, second moment (1/3 + 21/3) / 2.
    found = Distribution.empirical([4, 0, 1])
    assert found.mean == 1.5
    assert found.sd == pytest.approx(math.sqrt(22 / 6 - 1.5**2))


def test_a_certain_one_is_one_value() -> None:
    found = Distribution.certain(4)
    assert (found.low, found.mean, found.high, found.sd) == (4, 4, 4, 0)
    assert found.cdf([3.9, 4]).tolist() == [0, 1]


@pytest.mark.parametrize(
    "degenerate",
    [
        Distribution.uniform(4, 4),
        Distribution.triangular(4, 4, 4),
        Distribution.pert(4, 4, 4),
        Distribution.normal(4, 0),
        Distribution.lognormal(0, 0, 3),
        Distribution.weibull(2, 0, 4),
        Distribution.empirical([4, 4]),
        Distribution.from_range(4, 4, 4, "weibull"),
        Distribution.from_percentiles("normal", {0.1: 4, 0.9: 4}),
    ],
)
def test_what_has_no_width_is_certain(degenerate: Distribution) -> None:
    assert degenerate == Distribution.certain(4)


@st.composite
def distributions(draw: st.DrawFn) -> Distribution:
    """Any continuous distribution of numbers of ordinary size."""
    number = st.floats(0.5, 1000)
    low, mode, high = sorted(draw(st.tuples(number, number, number)))
    assume(high - low > 0.01)
    makers = [
        Distribution.uniform(low, high),
        Distribution.triangular(low, mode, high),
        Distribution.pert(low, mode, high),
        Distribution.normal(low, high),
        Distribution.lognormal(math.log(low), draw(st.floats(0.05, 2)), mode),
        Distribution.weibull(draw(st.floats(0.5, 10)), high, low),
        Distribution.from_range(low, mode, high, "lognormal", (0.1, 0.9)),
    ]
    found = draw(st.sampled_from(makers))
    return draw(st.sampled_from([found, found.scaled(draw(st.floats(0.1, 10)))]))


@given(distributions(), st.floats(1e-4, 1 - 1e-4))
def test_the_probability_of_a_quantile_is_where_it_came_from(found: Distribution, u: float) -> None:
    assert found.cdf(found.quantile(u)) == pytest.approx(u, abs=1e-6)


@given(distributions(), st.floats(0.001, 0.999))
def test_the_quantile_of_a_probability_is_the_value(found: Distribution, share: float) -> None:
    value = float(found.quantile(share))
    again = float(found.quantile(found.cdf(value)))
    assert again == pytest.approx(value, abs=1e-6 * (found.high - found.low))


@given(distributions(), st.lists(st.floats(0, 1), min_size=2))
def test_quantiles_rise_from_low_to_high(found: Distribution, u: list[float]) -> None:
    values = found.quantile(np.sort(u))
    slack = 1e-9 * (abs(found.low) + abs(found.high))
    assert np.all(np.diff(values) >= -slack)
    assert found.low - slack <= values[0]
    assert values[-1] <= found.high + slack
    assert np.all(np.isfinite(values))


@given(distributions(), st.floats(0.1, 10), st.floats(-50, 50))
def test_scaling_and_shifting_move_what_is_drawn(found: Distribution, factor: float, by: float) -> None:
    u = np.linspace(0, 1, 11)
    moved = found.scaled(factor).shifted(by)
    tolerance = 1e-9 * (1 + factor * (abs(found.high) + abs(found.low)) + abs(by))
    assert moved.quantile(u) == pytest.approx(found.quantile(u) * factor + by, abs=tolerance)
    assert moved.mean == pytest.approx(found.mean * factor + by, rel=1e-9, abs=tolerance)
    assert moved.sd == pytest.approx(found.sd * factor, rel=1e-6)


def test_even_the_least_probability_has_a_value() -> None:
    assert Distribution.pert(1, 2, 3).quantile([0.0, 5e-324, 1e-264]).tolist() == pytest.approx([1, 1, 1])


def test_scaled_by_nothing_is_nothing() -> None:
    assert Distribution.normal(4, 1).scaled(0) == Distribution.certain(0)


# ---------------------------------------------------------------- the floor and the cuts


def test_what_would_be_less_than_the_floor_comes_as_the_floor() -> None:
    found = Distribution.normal(1, 1).not_below(0)
    assert found.low == 0
    assert found.quantile([0, 0.1, 0.5]).tolist() == [0, 0, 1]
    assert found.cdf([-0.1, 0]) == pytest.approx([0, stats.norm.cdf(-1)])


def test_the_moments_of_a_floored_normal_are_those_of_its_closed_form() -> None:
    # Of max(X, 0) with X normal(1, 1): mean F(1) + f(1), second moment 2 F(1) + f(1).
    found = Distribution.normal(1, 1).not_below(0)
    mean = stats.norm.cdf(1) + stats.norm.pdf(1)
    assert found.mean == pytest.approx(mean, abs=1e-5)
    assert found.sd == pytest.approx(math.sqrt(2 * stats.norm.cdf(1) + stats.norm.pdf(1) - mean**2), abs=1e-4)


@pytest.mark.parametrize(
    "found",
    [
        Distribution.triangular(-3, 1, 9).not_below(0),
        Distribution.pert(-3, 1, 9).not_below(0),
        Distribution.uniform(-3, 9).not_below(0),
        Distribution.from_percentiles("lognormal", {0.1: -1, 0.5: 3, 0.9: 5}).not_below(0),
        Distribution.weibull(1.5, 4, -2).not_below(0),
        Distribution.empirical([-3, -1, 0.5, 2]).not_below(0),
        Distribution.discrete([-3, 1, 4], [1, 1, 2]).not_below(0),
        Distribution.normal(2, 3).not_below(1),
    ],
)
def test_the_moments_of_a_floored_one_are_those_of_a_fine_sample(found: Distribution) -> None:
    fine = found.quantile((np.arange(400_000) + 0.5) / 400_000)
    assert found.low == found.floor
    assert found.mean == pytest.approx(fine.mean(), rel=1e-4)
    assert found.sd == pytest.approx(fine.std(), rel=1e-4)


def test_a_floor_that_nothing_reaches_changes_nothing() -> None:
    found = Distribution.triangular(1, 2, 3)
    assert found.not_below(0) is found


def test_the_floor_moves_along() -> None:
    found = Distribution.normal(2, 1).not_below(1).scaled(2).shifted(3)
    assert (found.low, float(found.quantile(0.5))) == (5, 7)


def test_an_unbounded_one_ends_at_one_in_a_million() -> None:
    found = Distribution.normal(0, 1)
    assert (found.low, found.high) == pytest.approx(tuple(stats.norm.ppf([1e-6, 1 - 1e-6])))


# ---------------------------------------------------------------- percentiles and ranges


@pytest.mark.parametrize(
    ("kind", "percentiles"),
    [
        ("uniform", {0.1: 4, 0.9: 9}),
        ("normal", {0.1: 4, 0.9: 9}),
        ("normal", {0.2: 4, 0.5: 5, 0.8: 6}),
        ("lognormal", {0.1: 4, 0.9: 9}),
        ("weibull", {0.1: 4, 0.9: 9}),
        *((kind, {0.1: 4, 0.5: 6, 0.9: 9}) for kind in ("triangular", "pert", "lognormal", "weibull")),
        *((kind, {0.1: 4, 0.5: 6.8, 0.9: 9}) for kind in ("triangular", "pert", "lognormal", "weibull")),
        *((kind, {0.05: 4, 0.4: 6, 0.8: 9}) for kind in ("triangular", "pert", "lognormal", "weibull")),
        ("lognormal", {0.1: 4, 0.5: 4.5, 0.9: 9}),
        ("lognormal", {0.1: 4, 0.5: 6.5, 0.9: 9}),
    ],
)
def test_percentiles_come_back(kind: str, percentiles: dict[float, float]) -> None:
    found = Distribution.from_percentiles(kind, percentiles)
    assert found.quantile(list(percentiles)) == pytest.approx(list(percentiles.values()), rel=1e-9)


@given(
    st.sampled_from(["triangular", "pert", "lognormal", "weibull"]),
    st.floats(0.05, 0.7),
    st.floats(0.01, 0.45),
    st.floats(0.55, 0.99),
)
def test_the_ends_of_a_range_come_back_at_their_percentiles(
    kind: str, share: float, first: float, last: float
) -> None:
    if kind == "weibull":
        share *= 0.3  # the furthest to the left that its mode has to be, for an upper end from 55% on
    low, mode, high = 100.0, 100 + 300 * share, 400.0
    found = Distribution.from_range(low, mode, high, kind, (first, last))
    assert found.quantile([first, last]) == pytest.approx([low, high], rel=1e-6)


@given(st.sampled_from(["triangular", "pert", "lognormal", "weibull"]), st.floats(0.1, 0.7))
def test_the_most_likely_value_of_a_range_stays_the_most_likely(kind: str, share: float) -> None:
    mode = 100 + 300 * share
    found = Distribution.from_range(100, mode, 400, kind, (0.1, 0.9))
    # Around the mode of a density with one top, equal steps are less likely the further away they are.
    steps = np.diff(found.cdf(mode + 8.0 * np.arange(-6, 7)))
    assert np.all(np.diff(steps[:6]) > 0)
    assert np.all(np.diff(steps[6:]) < 0)


def test_a_range_is_triangular_with_three_values_and_uniform_with_two() -> None:
    assert Distribution.from_range(2, 3, 9) == Distribution.triangular(2, 3, 9)
    assert Distribution.from_range(2, None, 9) == Distribution.uniform(2, 9)


def test_two_values_have_their_top_half_way_where_the_kind_has_one() -> None:
    assert Distribution.from_range(2, None, 9, "triangular") == Distribution.triangular(2, 5.5, 9)
    assert Distribution.from_range(2, None, 9, "pert") == Distribution.pert(2, 5.5, 9)


def test_the_range_of_a_normal_is_six_standard_deviations_wide() -> None:
    found = Distribution.from_range(2, 5, 8, "normal")
    assert found.parameters == pytest.approx((5, 1))


def test_a_uniform_range_has_no_use_for_its_middle() -> None:
    assert Distribution.from_range(2, 3, 9, "uniform") == Distribution.uniform(2, 9)


def test_a_uniform_range_from_p10_to_p90_is_wider_by_a_quarter() -> None:
    assert Distribution.from_range(2, None, 10, ends=(0.1, 0.9)).parameters == pytest.approx((1, 11))


def test_a_lognormal_of_two_values_begins_at_nothing() -> None:
    # Symmetrical in logarithms: the median of 4 and 9 is 6.
    found = Distribution.from_range(4, None, 9, "lognormal", (0.1, 0.9))
    assert found.parameters == pytest.approx((math.log(6), math.log(1.5) / stats.norm.ppf(0.9), 0, 0))


def test_a_lognormal_leans_to_the_left_where_its_range_does() -> None:
    right = Distribution.from_range(2, 3, 9, "lognormal")
    left = Distribution.from_range(-9, -3, -2, "lognormal")
    u = np.linspace(0.01, 0.99, 11)
    assert left.quantile(u) == pytest.approx(-right.quantile(1 - u))
    assert (left.mean, left.sd) == pytest.approx((-right.mean, right.sd))
    assert left.cdf(-right.quantile(1 - u)) == pytest.approx(u)


def test_a_lognormal_with_its_top_at_an_end_still_has_an_end_itself() -> None:
    found = Distribution.from_range(2, 2, 9, "lognormal")
    assert float(found.quantile(0.999)) < 10


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda: Distribution.triangular(3, 2, 9), "3..2..9 runs backwards"),
        (lambda: Distribution.uniform(3, 2), "runs backwards"),
        (lambda: Distribution.uniform(0, math.inf), "finite"),
        (lambda: Distribution.certain(math.nan), "finite"),
        (lambda: Distribution.normal(3, -1), "standard deviation"),
        (lambda: Distribution.weibull(0, 1), "shape"),
        (lambda: Distribution.weibull(2, -1), "scale"),
        (lambda: Distribution.discrete([1], [-1]), "weight"),
        (lambda: Distribution.discrete([1], [0]), "above 0"),
        (lambda: Distribution.empirical([]), "empty"),
        (lambda: Distribution.certain(1).scaled(-1), "factor"),
        (lambda: Distribution.from_range(3, None, 2), "runs backwards"),
        (lambda: Distribution.from_range(2, 3, 9, "normal"), "14.3% of the way .* at 50%"),
        (lambda: Distribution.from_range(2, 8.9, 9, "weibull"), "0% to 77.8%"),
        (lambda: Distribution.from_range(0, None, 9, "lognormal"), "above 0"),
        (lambda: Distribution.from_range(0, None, 9, "weibull"), "above 0"),
        (lambda: Distribution.from_percentiles("pert", {0.1: 1, 0.9: 2}), "a third"),
        (lambda: Distribution.from_percentiles("triangular", {0.1: 1, 0.5: 1.1, 0.9: 2}), "38.2% to 61.8%"),
        (lambda: Distribution.from_percentiles("normal", {0: 1, 0.9: 2}), "probability"),
        (lambda: Distribution.from_percentiles("normal", {0.1: 1}), "two or three"),
        (lambda: Distribution.from_percentiles("beta", {0.1: 1, 0.9: 2}), "one of triangular"),
        (lambda: Distribution.from_percentiles("pert", {0.1: 3, 0.5: 2, 0.9: 4}), "runs backwards"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_remedy(broken: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        broken()


def test_no_scipy_is_loaded_until_a_distribution_needs_it() -> None:
    code = (
        "import sys; from fairlead.risk.distributions import Distribution as D;"
        "D.triangular(1, 2, 3).quantile([0.5]); D.from_range(1, 2, 5, 'lognormal');"
        "sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
