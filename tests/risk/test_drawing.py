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
from fairlead.risk.drawing import normal_at
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


@pytest.mark.parametrize("kernel", [normal_at, KERNELS.normal_at])
def test_normal_quantiles_are_right(kernel: Any) -> None:
    u = np.concatenate([10.0 ** -np.arange(1, 12), np.linspace(0.001, 0.999, 97)])
    found = np.array([kernel(float(each)) for each in u])
    assert found == pytest.approx(special.ndtri(u), abs=1e-8)


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
    kernels: Any = __import__("fairlead.risk.iterating", fromlist=["value_at"])
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
    assert hashlib.sha256(found.astype("<i8").tobytes()).hexdigest()[:16] == "e7c3de731ab17449"


def test_a_job_counts_its_blocks() -> None:
    job = Job(None, None, None, None, 1, False, 500)  # type: ignore[arg-type]
    assert [job.count_of(block, 1200) for block in range(3)] == [500, 500, 200]
