"""Correlations: how ranks go together, what is repaired, and how it is told."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fairlead.risk.correlation import Loadings, loadings_of, nearest_correlation, pearson, spearman
from fairlead.risk.families import Floats
from tests.plans import a_plan

TASKS = """
    tasks:
      - {id: a, estimate: 1d..2d..3d, who: [ana]}
      - {id: b, estimate: 1d..2d..3d, who: [ana]}
      - id: sum
        tasks:
          - {id: c, estimate: 1d..2d..3d, who: [tom]}
          - {id: d, estimate: 1d..2d..3d, who: [tom, ana at 50%]}
      - {id: e, estimate: 1d..2d..3d}
    people: [{id: ana}, {id: tom}]
    risks: [{id: r, event: Rain, probability: 30%, delays: {a: 1d}}]
"""
A, B, C, D, E, R = range(6)
ESTIMATED = {"a": A, "b": B, "c": C, "d": D, "e": E}


def loaded(said: str, estimated: dict[str, int] = ESTIMATED) -> Loadings:
    """The loadings of five tasks and a risk between which this is said."""
    lines = "\n".join(f"    {line.strip()}" for line in said.splitlines())
    return loadings_of(a_plan(f"{lines}{TASKS}"), estimated, {"r": R})


def ranks(found: Loadings, *pairs: tuple[int, int]) -> list[float]:
    return [round(found.rank_correlation(*pair), 6) for pair in pairs]


def drawn(found: Loadings, uniforms: int, count: int) -> Floats:
    """Values of each uniform, mixed as the tables say, in rows."""
    first, normals, weights = found.mixing(uniforms)
    independent = np.random.default_rng(7).standard_normal((count, uniforms + len(found.factors)))
    mixed = independent[:, :uniforms].copy()
    for uniform in range(uniforms):
        if first[uniform] < first[uniform + 1]:
            row = slice(first[uniform], first[uniform + 1])
            mixed[:, uniform] = independent[:, normals[row]] @ weights[row]
    return mixed


def test_nothing_said_is_nothing_mixed() -> None:
    assert loaded("name: P") == Loadings()


def test_one_factor_is_behind_all_estimates_and_no_risk() -> None:
    found = loaded("correlation: 20%")
    assert ranks(found, (A, B), (A, E), (C, D)) == [0.2, 0.2, 0.2]
    assert found.rank_correlation(A, R) == 0
    assert len(found.factors) == 1
    assert {len(row) for row in found.rows.values()} == {2}


def test_a_group_varies_together_more_than_the_rest() -> None:
    found = loaded("correlation: 20%\ncorrelations: [{id: g, among: [a, b, e], strength: 60%}]")
    assert ranks(found, (A, B), (B, E), (A, C), (C, D)) == [0.6, 0.6, 0.2, 0.2]
    assert found.findings == ()


def test_a_group_may_vary_together_less_than_the_rest_or_against_each_other() -> None:
    found = loaded("correlation: 20%\ncorrelations: [{id: g, among: [a, b], strength: -30%}]")
    assert ranks(found, (A, B), (A, C), (C, D)) == [-0.3, 0.2, 0.2]
    assert found.findings == ()


def test_the_factor_behind_all_holds_where_a_matrix_says_nothing() -> None:
    said = """correlation: 20%
      correlations:
        - {id: g, among: [a, b], strength: 50%}
        - {id: h, among: [b, e], strength: 10%}"""
    assert ranks(loaded(said), (A, B), (B, E), (A, E), (A, C)) == [0.5, 0.1, 0.2, 0.2]


def test_a_summary_stands_for_all_below_and_a_person_for_their_tasks() -> None:
    found = loaded("correlations: [{id: g, among: [sum], strength: 50%}]")
    assert ranks(found, (C, D), (A, B), (A, C)) == [0.5, 0, 0]
    found = loaded("correlations: [{id: g, among: [ana], strength: 50%}]")
    assert ranks(found, (A, B), (A, D), (C, D)) == [0.5, 0.5, 0]


def test_a_task_that_comes_round_varies_together_with_itself() -> None:
    found = loaded("correlations: [{id: g, among: [a, b], strength: 50%}]", {"a#1": 0, "a#2": 1, "b": 2})
    assert ranks(found, (0, 1), (0, 2)) == [0.5, 0.5]


def test_a_risk_goes_with_a_task() -> None:
    found = loaded("correlation: 20%\ncorrelations: [{id: g, among: [a, r], strength: 40%}]")
    assert ranks(found, (A, R), (A, B), (B, R)) == [0.4, 0.2, 0]


def test_groups_that_overlap_are_one_matrix() -> None:
    said = """correlations:
      - {id: g, among: [a, b], strength: 50%}
      - {id: h, among: [b, c], strength: 40%}
      - {id: i, among: [d, e], strength: 30%}"""
    found = loaded(said)
    assert ranks(found, (A, B), (B, C), (A, C), (D, E), (C, D)) == [0.5, 0.4, 0, 0.3, 0]


def test_of_two_that_speak_of_the_same_pair_the_last_holds() -> None:
    said = """correlations:
      - {id: g, among: [a, b, c], strength: 50%}
      - {id: h, among: [a, b], strength: 20%}"""
    assert ranks(loaded(said), (A, B), (A, C), (B, C)) == [0.2, 0.5, 0.5]


def test_a_matrix_is_said_for_each_two() -> None:
    said = (
        "correlations: [{id: g, among: [a, b, r], matrix: [[1, 0.3, 0.2], [0.3, 1, -0.5], [0.2, -0.5, 1]]}]"
    )
    assert ranks(loaded(said), (A, B), (A, R), (B, R)) == [0.3, 0.2, -0.5]


def test_an_entry_of_a_matrix_moves_as_one() -> None:
    said = "correlations: [{id: g, among: [a, sum], matrix: [[1, 0.4], [0.4, 1]]}]"
    assert ranks(loaded(said), (A, C), (A, D), (C, D)) == [0.4, 0.4, 1]


def test_what_is_certain_correlates_with_nothing() -> None:
    assert loaded("correlations: [{id: g, among: [a, b], strength: 50%}]", {"a": 0}).rows == {}


def test_perfect_correlations_are_taken_as_said() -> None:
    found = loaded("correlation: 100%")
    assert found.rank_correlation(A, B) == pytest.approx(1, abs=1e-4)
    found = loaded("correlations: [{id: g, among: [a, b], strength: -100%}]")
    assert found.rank_correlation(A, B) == pytest.approx(-1, abs=1e-4)


def test_impossible_correlations_are_repaired_and_told() -> None:
    said = (
        "correlations: [{id: g, among: [a, b, c], matrix: [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]}]"
    )
    found = loaded(said)
    (warning,) = found.findings
    assert (warning.code, warning.kind, warning.id, warning.field) == (
        "correlation-repaired",
        "correlation",
        "g",
        "matrix",
    )
    assert "can't all hold at once" in warning.message
    assert "instead of" in warning.message
    assert found.rank_correlation(A, B) == pytest.approx(found.rank_correlation(A, C))
    assert 0.3 < found.rank_correlation(A, B) < 0.6


def test_three_that_all_go_against_each_other_can_do_so_by_half() -> None:
    # The normals of three can correlate by -1/2 at the least, since their sum has no negative variance.
    found = loaded("correlations: [{id: g, among: [a, b, e], strength: -90%}]")
    assert found.rank_correlation(A, B) == pytest.approx(spearman(-0.5))
    assert f"{spearman(-0.5):.2f} instead of -0.90" in found.findings[0].message


def test_a_thousand_tasks_take_one_factor() -> None:
    listed = "\n".join(f"    - {{id: t{n}, estimate: 1d..2d..3d, who: [ana]}}" for n in range(1000))
    text = f"correlation: 20%\ncorrelations: [{{id: g, among: [ana], strength: 50%}}]\ntasks:\n{listed}\npeople: [{{id: ana}}]\n"
    found = loadings_of(a_plan(text), {f"t{n}": n for n in range(1000)}, {})
    assert ranks(found, (0, 999)) == [0.5]
    assert len(found.factors) == 2
    assert found.findings == ()


def test_too_many_for_a_matrix_share_factors_and_it_is_told() -> None:
    listed = "\n".join(
        f"    - {{id: t{n}, estimate: 1d..2d..3d, who: [{who}]}}"
        for n in range(300)
        for who in ["ana" if n < 149 else "tom" if n > 150 else "ana, tom"]
    )
    people = "people: [{id: ana}, {id: tom}]"
    text = f"correlations: [{{id: g, among: [ana], strength: 50%}}, {{id: h, among: [tom], strength: 30%}}]\ntasks:\n{listed}\n{people}\n"
    found = loadings_of(a_plan(text), {f"t{n}": n for n in range(300)}, {})
    assert ranks(found, (0, 1), (0, 149), (298, 299), (0, 299)) == [0.5, 0.5, 0.3, 0]
    assert "too many for a matrix" in found.findings[0].message


@pytest.mark.parametrize(
    "said",
    [
        "correlation: 30%",
        "correlation: 20%\ncorrelations: [{id: g, among: [a, b, e], strength: 60%}, {id: h, among: [c, d], strength: -40%}]",
        "correlations: [{id: g, among: [a, b, r], matrix: [[1, 0.3, 0.2], [0.3, 1, -0.5], [0.2, -0.5, 1]]}]",
    ],
)
def test_what_is_drawn_has_the_rank_correlations(said: str) -> None:
    found = loaded(said)
    sample = drawn(found, 6, 20_000)
    seen = stats.spearmanr(sample).statistic
    wanted = [[found.rank_correlation(one, other) for other in range(6)] for one in range(6)]
    # Of 20,000 the standard error is 1 / sqrt(20,000) = 0.007 at most.
    assert np.abs(seen - wanted).max() < 4 / sqrt(20_000)
    assert sample.std(axis=0) == pytest.approx(np.ones(6), abs=0.03)


@given(st.floats(-1, 1))
def test_ranks_and_normals_translate_into_each_other(rank: float) -> None:
    assert spearman(pearson(rank)) == pytest.approx(rank, abs=1e-9)


def test_the_nearest_correlation_matrix_of_highams_example() -> None:
    # Higham 2002: [1 1 0; 1 1 1; 0 1 1]. By symmetry the nearest has a beside the diagonal and b in the corners. It is
    # singular, b = 2a² - 1, and the distance 4(1 - a)² + 2b² is least where 4a³ - a - 1 = 0: a = 0.7607, b = 0.1573.
    found = nearest_correlation(np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]]))
    a, b = 0.760690, 0.157299
    assert 4 * a**3 - a - 1 == pytest.approx(0, abs=1e-5)
    assert found == pytest.approx(np.array([[1, a, b], [a, 1, a], [b, a, 1]]), abs=1e-5)
    assert np.linalg.norm(found - [[1, 1, 0], [1, 1, 1], [0, 1, 1]]) == pytest.approx(0.5278, abs=1e-4)


@st.composite
def would_be_correlations(draw: st.DrawFn) -> Floats:
    """A symmetric matrix with ones on its diagonal and anything from -1 to 1 beside it."""
    size = draw(st.integers(2, 5))
    found = np.eye(size)
    for row in range(size):
        for column in range(row):
            found[row, column] = found[column, row] = draw(st.floats(-1, 1))
    return found


@given(would_be_correlations())
def test_the_nearest_correlation_matrix_is_one(matrix: Floats) -> None:
    found = nearest_correlation(matrix)
    assert np.diag(found) == pytest.approx(np.ones(len(found)), abs=1e-12)
    assert np.array_equal(found, found.T)
    assert np.linalg.eigvalsh(found)[0] >= -1e-9
    assert nearest_correlation(found) == pytest.approx(found, abs=1e-6)


@given(would_be_correlations(), st.integers(0, 2**32 - 1))
def test_no_other_correlation_matrix_is_nearer(matrix: Floats, seed: int) -> None:
    found = nearest_correlation(matrix)
    vectors = np.random.default_rng(seed).standard_normal((len(matrix), len(matrix)))
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    other = vectors @ vectors.T
    for share in (1.0, 0.1, 0.01):
        between = share * other + (1 - share) * found
        assert np.linalg.norm(matrix - found) <= np.linalg.norm(matrix - between) + 1e-6


def test_the_nearest_correlation_matrix_of_twenty_fulfils_the_conditions_of_an_optimum() -> None:
    # Higham 2002, section 2: what was added is a diagonal matrix and a positive semi-definite one whose product with
    # the answer is 0.
    anything = np.triu(np.random.default_rng(1).uniform(-0.9, 0.9, (20, 20)), 1)
    matrix = anything + anything.T + np.eye(20)
    found = nearest_correlation(matrix)
    diagonal = np.diag((found - matrix) @ found)
    definite = found - matrix - np.diag(diagonal)
    assert np.linalg.norm(definite @ found) < 1e-7
    assert np.linalg.eigvalsh(definite)[0] > -1e-7
    assert np.linalg.norm(definite) > 1
