"""What a number that nobody knows yet may turn out to be.

A `Distribution` is made by one of its constructors; from percentiles and ranges by way of `fitting`. Units are those of
the numbers that it is made of.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from fairlead.risk.families import (
    Certain,
    Discrete,
    Empirical,
    Family,
    Floats,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
    Weibull,
)

Ends = tuple[float, float]
"""The probabilities that the two ends of a range stand for."""

LEAST_AND_GREATEST: Ends = (0.0, 1.0)

BOUNDED = frozenset({"certain", "triangular", "pert", "uniform", "discrete", "empirical"})
"""The kinds that have ends of their own."""

_NO_FLOOR = -math.inf
_PANELS = 40


@dataclass(frozen=True, slots=True)
class Distribution:
    """The odds of one number; `floor` is what it never falls below: 0 for a duration.

    Unbounded kinds are cut at probabilities 1e-6 and 1 - 1e-6: what lies beyond comes as the cut itself, so that
    `low` and `high` are finite. Mean and standard deviation leave the cut out of account where no floor holds.
    """

    family: Family
    floor: float = _NO_FLOOR

    @classmethod
    def certain(cls, value: float) -> Distribution:
        """Return the distribution of what is known."""
        return cls(Certain(_finite(value)))

    @classmethod
    def uniform(cls, low: float, high: float) -> Distribution:
        """Return anything from low to high; ValueError if they fall."""
        must_rise(low, high)
        return cls(Uniform(low, high)) if low < high else cls.certain(low)

    @classmethod
    def triangular(cls, low: float, mode: float, high: float) -> Distribution:
        """Return the triangle with its top at the mode; ValueError if the three fall."""
        must_rise(low, mode, high)
        return cls(Triangular(low, mode, high)) if low < high else cls.certain(low)

    @classmethod
    def pert(cls, low: float, mode: float, high: float) -> Distribution:
        """Return the beta distribution of PERT; ValueError if the three fall."""
        must_rise(low, mode, high)
        return cls(Pert(low, mode, high)) if low < high else cls.certain(low)

    @classmethod
    def normal(cls, mean: float, sd: float) -> Distribution:
        """Return the normal distribution; ValueError for a negative standard deviation."""
        _not_negative(sd, "a standard deviation")
        return cls(Normal(_finite(mean), sd)) if sd else cls.certain(mean)

    @classmethod
    def lognormal(cls, mu: float, sigma: float, shift: float = 0.0) -> Distribution:
        """Return shift + exp(normal(mu, sigma)); ValueError for a negative sigma."""
        _not_negative(sigma, "a standard deviation")
        if not sigma:
            return cls.certain(shift + math.exp(mu))
        return cls(Lognormal(_finite(mu), sigma, _finite(shift)))

    @classmethod
    def weibull(cls, shape: float, scale: float, shift: float = 0.0) -> Distribution:
        """Return shift + Weibull(shape, scale); ValueError unless the shape is above 0 and the scale not below."""
        if not _finite(shape) > 0:
            raise ValueError(
                f"{shape:g} can't be the shape of a Weibull distribution: give one above 0, like 2"
            )
        _not_negative(scale, "a scale")
        return cls(Weibull(shape, scale, _finite(shift))) if scale else cls.certain(shift)

    @classmethod
    def discrete(cls, values: Sequence[float], weights: Sequence[float]) -> Distribution:
        """Return one of the values each as often as its weight says; weights need not add up to 1.

        Values of weight 0 are left out, equal ones become one. ValueError for negative or no weights.
        """
        shares: dict[float, float] = {}
        for value, weight in zip(values, weights, strict=True):
            _not_negative(weight, "a weight")
            if weight:
                shares[_finite(value)] = shares.get(value, 0.0) + weight
        if not shares:
            raise ValueError("no value has a weight above 0: give at least one, like 4 at 100%")
        total = math.fsum(shares.values())
        rising = sorted(shares)
        if len(rising) == 1:
            return cls.certain(rising[0])
        return cls(Discrete(tuple(rising), tuple(shares[value] / total for value in rising)))

    @classmethod
    def empirical(cls, sample: Sequence[float]) -> Distribution:
        """Return a sample's distribution, straight lines between its values; ValueError for an empty one."""
        if not len(sample):
            raise ValueError("an empty sample says nothing: give at least one value")
        rising = tuple(sorted(float(_finite(value)) for value in sample))
        return cls(Empirical(rising)) if rising[0] < rising[-1] else cls.certain(rising[0])

    @classmethod
    def from_percentiles(
        cls, kind: str, percentiles: Mapping[float, float], mode: float | None = None
    ) -> Distribution:
        """Return the distribution of a kind with these values at these probabilities; see `fitting`."""
        from fairlead.risk.fitting import from_percentiles

        return from_percentiles(kind, percentiles, mode)

    @classmethod
    def from_range(
        cls,
        low: float,
        mode: float | None,
        high: float,
        kind: str | None = None,
        ends: Ends = LEAST_AND_GREATEST,
    ) -> Distribution:
        """Return what `low..mode..high`, or `low..high` (mode None), means as a kind; see `fitting`."""
        from fairlead.risk.fitting import from_range

        return from_range(low, mode, high, kind, ends)

    @property
    def kind(self) -> str:
        """The family's name: certain, triangular, pert, uniform, normal, lognormal, weibull, discrete, empirical."""
        return self.family.kind

    @property
    def parameters(self) -> tuple[float, ...]:
        """The family's numbers in the order of its constructor; values and then shares of a discrete one."""
        numbers: list[float] = []
        for field in astuple(self.family):  # type: ignore[call-overload]
            numbers.extend(field if isinstance(field, tuple) else (float(field),))
        return tuple(numbers)

    @property
    def low(self) -> float:
        """The least value that comes."""
        return float(self.quantile(np.zeros(1))[0])

    @property
    def high(self) -> float:
        """The greatest value that comes."""
        return float(self.quantile(np.ones(1))[0])

    @property
    def mean(self) -> float:
        """The expectation."""
        return self._moments()[0] if self._floored else self.family.mean

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return self._moments()[1] if self._floored else self.family.sd

    def quantile(self, u: ArrayLike) -> Floats:
        """Return the values that are exceeded with probability 1 - u; the same shape as u, from 0 to 1."""
        values = self.family.quantile(np.asarray(u, dtype=np.float64))
        return values if self.floor == _NO_FLOOR else np.maximum(values, self.floor)

    def cdf(self, x: ArrayLike) -> Floats:
        """Return the probabilities of x or less; 0 below `low`, 1 from `high` on."""
        values = np.asarray(x, dtype=np.float64)
        if self.floor == _NO_FLOOR and self.kind in BOUNDED:
            return self.family.cdf(values)
        found = np.where(values >= self.high, 1.0, self.family.cdf(values))
        return np.where(values < self.low, 0.0, found)

    def scaled(self, factor: float) -> Distribution:
        """Return the distribution of `factor` times the number; ValueError for a negative factor."""
        _not_negative(factor, "a factor")
        if not factor:
            return Distribution.certain(0.0)
        return Distribution(self.family.moved(factor, 0.0), self.floor * factor)

    def shifted(self, by: float) -> Distribution:
        """Return the distribution of the number plus `by`."""
        return Distribution(self.family.moved(1.0, by), self.floor + by)

    def not_below(self, floor: float) -> Distribution:
        """Return it with all that would be less coming as the floor itself."""
        least = float(self.family.quantile(np.zeros(1))[0])
        return self if least >= floor else Distribution(self.family, max(floor, self.floor))

    @property
    def _floored(self) -> bool:
        return self.floor > float(self.family.quantile(np.zeros(1))[0])

    def _moments(self) -> tuple[float, float]:
        """Return mean and standard deviation of what the floor leaves, by Gauss and Legendre over the quantiles.

        Panels halve towards both ends, where an unbounded family bends most; what lies at the floor or at a cut is a
        lump, and counted as one.
        """
        if self.kind == "discrete":
            return self._discrete_moments()
        at_floor = float(self.family.cdf(np.asarray(self.floor)))
        if at_floor >= 1:
            return self.floor, 0.0
        nodes, weights = _halving_nodes()
        u = at_floor + (1 - at_floor) * nodes
        values = self.quantile(u)
        mean = at_floor * self.floor + (1 - at_floor) * float(weights @ values)
        squares = at_floor * (self.floor - mean) ** 2 + (1 - at_floor) * float(weights @ (values - mean) ** 2)
        return mean, math.sqrt(squares)

    def _discrete_moments(self) -> tuple[float, float]:
        assert isinstance(self.family, Discrete)
        values = [max(value, self.floor) for value in self.family.values]
        whole = Distribution.discrete(values, self.family.shares).family
        return whole.mean, whole.sd


def must_rise(*values: float) -> None:
    """Raise ValueError unless all are finite and none is below the one before it."""
    for value in values:
        _finite(value)
    if any(one > other for one, other in pairwise(values)):
        shown = "..".join(f"{value:g}" for value in values)
        raise ValueError(f"{shown} runs backwards: least first, greatest last")


def _not_negative(value: float, what: str) -> None:
    if not _finite(value) >= 0:
        raise ValueError(f"{value:g} can't be {what}: give one of at least 0")


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} can't be drawn: give a finite number")
    return value


@lru_cache(maxsize=1)
def _halving_nodes() -> tuple[Floats, Floats]:
    """Return nodes and weights for an integral from 0 to 1: panels that halve towards both ends."""
    nodes, weights = np.polynomial.legendre.leggauss(12)
    halves = 2.0 ** -np.arange(1, _PANELS + 1)
    edges = np.concatenate([[0.0], halves[::-1], (1 - halves)[1:], [1.0]])
    middles, radii = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    return (middles[:, None] + radii[:, None] * nodes).ravel(), (radii[:, None] * weights).ravel()
