"""Uniform numbers: evenly spread, one to a stratum, independent, and the same wherever a block is drawn."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from fairlead.risk.blocks import Job, run_block
from fairlead.risk.distributions import Distribution
from fairlead.risk.sheet import Sheet, quantiles
from fairlead.schedule.jit import load_compiled
from tests.risk.simulated import a_plan_of, forecast, minutes

KERNELS: Any = load_compiled("fairlead.risk.drawing")


def uniforms(lengths: str, count: int = 4000, **more: Any) -> np.ndarray[Any, Any]:
    """The uniform behind each iteration of a task of 0 to 10,000,000 minutes, to a ten millionth."""
    return minutes(forecast(f"tasks: [{{id: {lengths}, duration: 0em..10000000em}}]", count, **more)) / 1e7


def test_each_stratum_of_a_block_has_one_number() -> None:
    found = uniforms("a", 500)
    assert sorted(np.floor(found * 500).astype(int).tolist()) == list(range(500))


def test_plain_numbers_are_uniform_and_without_strata() -> None:
    found = uniforms("a", 4000, plain=True)
    assert stats.kstest(found, "uniform").pvalue > 0.001
    assert len(set(np.floor(found[:500] * 500).astype(int).tolist())) < 400


def test_strata_come_in_an_order_that_says_nothing() -> None:
    found = uniforms("a", 4000)
    assert abs(np.corrcoef(found[1:], found[:-1])[0, 1]) < 5 / np.sqrt(4000)


def test_things_of_other_names_are_independent_and_of_one_name_the_same() -> None:
    one, other = uniforms("a"), uniforms("b")
    assert abs(stats.spearmanr(one, other).statistic) < 5 / np.sqrt(4000)
    assert one.tolist() == uniforms("a").tolist()


def test_a_plan_with_more_in_it_draws_the_same_for_what_it_shares() -> None:
    """Common random numbers: what is added to a plan changes nobody else's luck."""
    found = forecast("""
        tasks: [{id: z, duration: 1em..2em}, {id: a, duration: 0em..10000000em, after: [z]}]
        risks: [{id: r, event: It, probability: 50%, delays: {z: 0em..1em}}]
    """)
    assert (minutes(found) / 1e7).tolist() == pytest.approx(uniforms("a").tolist(), abs=1e-6)


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**31))
def test_any_seed_and_block_gives_numbers_below_one(seed: int, block: int) -> None:
    from fairlead.risk.simulating import Simulation, Wishes
    from fairlead.schedule.compiling import compile_plan

    plan = a_plan_of("tasks: [{id: a, duration: 0em..10000000em}]")
    job = Simulation(plan, compile_plan(plan), Wishes(seed=seed, people=False), None).job
    found = run_block(job, block, 10).finish - job.network.rules[0]
    assert ((found >= 0) & (found <= 10_000_000)).all()
    assert sorted(np.floor(found / 1e6).clip(0, 9).tolist()) == list(range(10))


def test_normals_and_their_probabilities_are_right() -> None:
    drawn = np.unique(
        np.concatenate([2 ** np.arange(32), 2**32 - 1 - 2 ** np.arange(32), np.arange(1, 2**32, 2**25)])
    )
    u = (drawn + 0.5) / 2**32
    normals = np.zeros(len(u), np.float32)
    KERNELS.add_normals(drawn.astype(np.uint32), np.float32(1), len(u), normals)
    assert normals == pytest.approx(special.ndtri(u), abs=3e-5)
    back = np.array([KERNELS.below(each) for each in normals]) / 2**32
    assert back == pytest.approx(special.ndtr(normals.astype(float)), abs=5e-6, rel=2e-5)


@pytest.mark.parametrize(
    ("count", "plain"), [(512, False), (512, True), (400, False), (60, False), (1, False)]
)
def test_many_numbers_at_once_are_those_of_one_iteration_after_the_other(count: int, plain: bool) -> None:
    base = np.uint64(KERNELS.base_of(np.uint64(5), np.uint64(1), 2))
    found = np.zeros(count, np.uint32)
    KERNELS.draw(base, 0, count, count, plain, found)
    assert found.tolist() == [KERNELS.drawn_at(base, i, count, plain) for i in range(count)]
    later = np.zeros(count, np.uint32)
    KERNELS.draw(base, count // 2, count, count, plain, later)
    assert later[: count - count // 2].tolist() == found[count // 2 :].tolist()


@pytest.mark.parametrize("count", [512, 300, 64, 10])
def test_orders_of_strata_are_independent_of_one_another(count: int) -> None:
    """Rank correlations of pairs of streams scatter as those of random orders: with variance 1 / (count - 1)."""
    pairs, room = 2000, np.zeros(count, np.uint32)
    ranks = np.zeros((2 * pairs, count))
    for s in range(2 * pairs):
        KERNELS.draw(np.uint64(KERNELS.base_of(np.uint64(s), np.uint64(7), 0)), 0, count, count, False, room)
        ranks[s] = room // (2**32 // count)
    assert (np.sort(ranks, axis=1) == np.arange(count)).all()
    ranks = (ranks - ranks.mean()) / ranks.std()
    found = (ranks[::2] * ranks[1::2]).mean(axis=1) * np.sqrt(count - 1)
    assert abs(found.mean()) < 5 / np.sqrt(pairs)
    assert abs(found.var() - 1) < 5 * np.sqrt(2 / pairs)


# Quantiles as the kernels read them

KINDS = {
    "triangular": Distribution.triangular(1, 2, 5),
    "uniform": Distribution.uniform(1, 5),
    "pert": Distribution.pert(1, 2, 9),
    "normal": Distribution.normal(10, 2),
    "lognormal": Distribution.lognormal(1, 0.6),
    "weibull": Distribution.weibull(1.4, 3),
    "discrete": Distribution.discrete([1, 2, 7], [5, 3, 2]),
    "empirical": Distribution.empirical([1, 2, 2, 3, 8]),
    "triangular with a floor": Distribution.triangular(-3, 2, 5).not_below(0),
    "uniform with a floor": Distribution.uniform(-3, 5).not_below(0),
    "certain": Distribution.certain(4),
}


@pytest.mark.parametrize("kind", KINDS)
def test_kernels_read_quantiles_as_distributions_say_them(kind: str) -> None:
    spread = KINDS[kind]
    sheet = Sheet()
    value = sheet.value("x", spread)
    model = _Model(sheet.value_table(), sheet.number_row())
    kernels: Any = __import__("fairlead.risk.quantiles", fromlist=["value_at"])
    u = np.concatenate(
        [10.0 ** -np.arange(2, 6), np.linspace(0.0005, 0.9995, 200), 1 - 10.0 ** -np.arange(2, 6)]
    )
    found = np.array([kernels.value_at(model, value, float(each)) for each in u])
    assert found == pytest.approx(spread.quantile(u), rel=1.5e-3, abs=1.5e-3)


class _Model:
    """The two tables that a value is read from."""

    def __init__(self, values: Any, numbers: Any) -> None:
        self.values, self.numbers = values, numbers


def test_a_floor_is_kept_by_the_table() -> None:
    kind, numbers = quantiles(KINDS["uniform with a floor"])
    assert numbers.min() == 0
    assert kind != quantiles(KINDS["uniform"])[0]


def test_the_numbers_are_those_of_every_machine() -> None:
    """A digest, so that a change of the generator, which changes everybody's forecasts, is made on purpose."""
    found = forecast("tasks: [{id: a, duration: 0em..10000000em}]", 1000).finish
    assert hashlib.sha256(found.astype("<i8").tobytes()).hexdigest()[:16] == "81714c63dd107caa"


def test_a_job_counts_its_blocks() -> None:
    job = Job(None, None, None, None, 1, False, 500)  # type: ignore[arg-type]
    assert [job.count_of(block, 1200) for block in range(3)] == [500, 500, 200]
