"""The families of distributions: quantile, cumulative probability, mean and standard deviation of each.

Siblings with one interface, `Family`. Every one is closed under `moved`: factor x X + by is of the same family. SciPy
is imported where a family needs it, because much that asks about a plan draws no number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CUT = 1e-6
"""Unbounded families are cut at this probability on either side: what comes once in a million is the end of them."""

_PERT_WEIGHT = 4.0
_LEAST_PROBABILITY = 1e-100


class Family(Protocol):
    """A distribution without the floor that durations have; `quantile` takes any u from 0 to 1."""

    @property
    def kind(self) -> str:
        """Its name, as in `distribution: pert`."""

    @property
    def mean(self) -> float:
        """Its expectation, before any cut."""

    @property
    def sd(self) -> float:
        """Its standard deviation, before any cut."""

    def quantile(self, u: Floats) -> Floats:
        """Return the least value that is exceeded with probability 1 - u at most."""

    def cdf(self, x: Floats) -> Floats:
        """Return the probability of x or less."""

    def moved(self, factor: float, by: float) -> Family:
        """Return the distribution of factor x X + by; `factor` is above 0."""


@dataclass(frozen=True, slots=True)
class Certain:
    """One value."""

    value: float

    kind: ClassVar[str] = "certain"

    @property
    def mean(self) -> float:
        """The value."""
        return self.value

    @property
    def sd(self) -> float:
        """None at all."""
        return 0.0

    def quantile(self, u: Floats) -> Floats:
        """Return the value, whatever u is."""
        return np.full(np.shape(u), self.value)

    def cdf(self, x: Floats) -> Floats:
        """Return 0 below the value, else 1."""
        return (x >= self.value).astype(np.float64)

    def moved(self, factor: float, by: float) -> Certain:
        """Return the value times `factor` plus `by`."""
        return Certain(factor * self.value + by)


@dataclass(frozen=True, slots=True)
class Uniform:
    """Anything from `low` to `high`, all equally likely."""

    low: float
    high: float

    kind: ClassVar[str] = "uniform"

    @property
    def mean(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2

    @property
    def sd(self) -> float:
        """The width over the root of 12."""
        return (self.high - self.low) / math.sqrt(12)

    def quantile(self, u: Floats) -> Floats:
        """Return the value u of the way from low to high."""
        return self.low + u * (self.high - self.low)

    def cdf(self, x: Floats) -> Floats:
        """Return how far x is from low to high."""
        return np.clip((x - self.low) / (self.high - self.low), 0.0, 1.0)

    def moved(self, factor: float, by: float) -> Uniform:
        """Return it with both ends moved."""
        return Uniform(factor * self.low + by, factor * self.high + by)


@dataclass(frozen=True, slots=True)
class Triangular:
    """Least, most likely and greatest value with a density of straight lines between them."""

    low: float
    mode: float
    high: float

    kind: ClassVar[str] = "triangular"

    @property
    def mean(self) -> float:
        """The mean of the three."""
        return (self.low + self.mode + self.high) / 3

    @property
    def sd(self) -> float:
        """From the differences, which lose no digits to a narrow range far from 0."""
        a, b = self.mode - self.low, self.high - self.mode
        return math.sqrt((a * a + a * b + b * b) / 18)

    def quantile(self, u: Floats) -> Floats:
        """Return the value by the inverse of the two parabolas."""
        width = self.high - self.low
        rising = self.low + np.sqrt(u * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - u) * width * (self.high - self.mode))
        return np.where(u * width < self.mode - self.low, rising, falling)

    def cdf(self, x: Floats) -> Floats:
        """Return the probability by the two parabolas."""
        width, a, b = self.high - self.low, self.mode - self.low, self.high - self.mode
        left = np.clip(x - self.low, 0.0, a) ** 2 / (width * a) if a else np.zeros_like(x)
        right = np.clip(self.high - x, 0.0, b) ** 2 / (width * b) if b else np.zeros_like(x)
        return np.where(x < self.mode, left, 1 - right)

    def moved(self, factor: float, by: float) -> Triangular:
        """Return it with all three values moved."""
        return Triangular(factor * self.low + by, factor * self.mode + by, factor * self.high + by)


@dataclass(frozen=True, slots=True)
class Pert:
    """The beta distribution of PERT: mean (low + 4 mode + high) / 6.

    Source: Malcolm, Roseboom, Clark and Fazar, Application of a technique for research and development program
    evaluation, Operations Research 7(5), 1959; with shapes 1 + 4 (mode - low) / (high - low) and
    1 + 4 (high - mode) / (high - low) as in Vose, Risk Analysis, 3rd edition, 2008.
    """

    low: float
    mode: float
    high: float

    kind: ClassVar[str] = "pert"

    @property
    def shapes(self) -> tuple[float, float]:
        """The two shapes of the beta distribution, 6 together."""
        share = (self.mode - self.low) / (self.high - self.low)
        return 1 + _PERT_WEIGHT * share, 1 + _PERT_WEIGHT * (1 - share)

    @property
    def mean(self) -> float:
        """The mean of PERT."""
        return (self.low + 4 * self.mode + self.high) / 6

    @property
    def sd(self) -> float:
        """That of the beta distribution; the customary sixth of the width is an approximation of it."""
        a, b = self.shapes
        return (self.high - self.low) * math.sqrt(a * b / (a + b + 1)) / (a + b)

    def quantile(self, u: Floats) -> Floats:
        """Return the value by the inverse of the incomplete beta function."""
        from scipy.special import betaincinv

        # The inverse of probabilities near the least number there is, is NaN.
        shares = betaincinv(*self.shapes, np.where(u < _LEAST_PROBABILITY, 0.0, u))
        return self.low + (self.high - self.low) * np.asarray(shares, dtype=np.float64)

    def cdf(self, x: Floats) -> Floats:
        """Return the probability by the incomplete beta function."""
        from scipy.special import betainc

        share = np.clip((x - self.low) / (self.high - self.low), 0.0, 1.0)
        return np.asarray(betainc(*self.shapes, share), dtype=np.float64)

    def moved(self, factor: float, by: float) -> Pert:
        """Return it with all three values moved."""
        return Pert(factor * self.low + by, factor * self.mode + by, factor * self.high + by)


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal distribution."""

    mean: float
    sd: float

    kind: ClassVar[str] = "normal"

    def quantile(self, u: Floats) -> Floats:
        """Return the value as many standard deviations from the mean as a standard normal's; cut."""
        return self.mean + self.sd * standard_normal(u)

    def cdf(self, x: Floats) -> Floats:
        """Return the probability of x or less."""
        from scipy.special import ndtr

        return np.asarray(ndtr((x - self.mean) / self.sd), dtype=np.float64)

    def moved(self, factor: float, by: float) -> Normal:
        """Return it with its mean moved and its spread stretched."""
        return Normal(factor * self.mean + by, factor * self.sd)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """`shift` plus exp of a normal with mean `mu` and standard deviation `sigma`.

    `mirrored`: shift minus it, which leans the other way (the system SL of Johnson, Systems of frequency curves
    generated by methods of translation, Biometrika 36, 1949, with either sign).
    """

    mu: float
    sigma: float
    shift: float = 0.0
    mirrored: bool = False

    kind: ClassVar[str] = "lognormal"

    @property
    def mean(self) -> float:
        """The shift and exp(mu + sigma² / 2)."""
        return self.shift + self._sign * math.exp(self.mu + self.sigma**2 / 2)

    @property
    def sd(self) -> float:
        """That of the exponential, which no shift changes."""
        return math.exp(self.mu + self.sigma**2 / 2) * math.sqrt(math.expm1(self.sigma**2))

    def quantile(self, u: Floats) -> Floats:
        """Return the value; cut."""
        return self.shift + self._sign * np.exp(self.mu + self.sigma * self._sign * standard_normal(u))

    def cdf(self, x: Floats) -> Floats:
        """Return the probability of x or less."""
        from scipy.special import ndtr

        with np.errstate(divide="ignore"):
            logs = np.log(np.maximum(self._sign * (x - self.shift), 0.0))
        return np.asarray(ndtr(self._sign * (logs - self.mu) / self.sigma), dtype=np.float64)

    def moved(self, factor: float, by: float) -> Lognormal:
        """Return it with its shift moved and its spread stretched."""
        return Lognormal(
            self.mu + math.log(factor), self.sigma, factor * self.shift + by, mirrored=self.mirrored
        )

    @property
    def _sign(self) -> int:
        return -1 if self.mirrored else 1


@dataclass(frozen=True, slots=True)
class Weibull:
    """`shift` plus the Weibull distribution of this shape and scale."""

    shape: float
    scale: float
    shift: float = 0.0

    kind: ClassVar[str] = "weibull"

    @property
    def mean(self) -> float:
        """By the gamma function."""
        return self.shift + self.scale * math.gamma(1 + 1 / self.shape)

    @property
    def sd(self) -> float:
        """By the gamma function, through logarithms, which keep their digits for narrow ones."""
        first, second = math.lgamma(1 + 1 / self.shape), math.lgamma(1 + 2 / self.shape)
        return self.scale * math.exp(first) * math.sqrt(max(math.expm1(second - 2 * first), 0.0))

    def quantile(self, u: Floats) -> Floats:
        """Return the value; cut."""
        return self.shift + self.scale * (-np.log1p(-np.clip(u, CUT, 1 - CUT))) ** (1 / self.shape)

    def cdf(self, x: Floats) -> Floats:
        """Return the probability of x or less."""
        hazard = (np.maximum(x - self.shift, 0.0) / self.scale) ** self.shape
        return np.asarray(-np.expm1(-hazard), dtype=np.float64)

    def moved(self, factor: float, by: float) -> Weibull:
        """Return it with its shift moved and its scale stretched."""
        return Weibull(self.shape, factor * self.scale, factor * self.shift + by)


@dataclass(frozen=True, slots=True)
class Discrete:
    """One of these values, ascending, each with its share; the shares are 1 together."""

    values: tuple[float, ...]
    shares: tuple[float, ...]

    kind: ClassVar[str] = "discrete"

    @property
    def mean(self) -> float:
        """The values weighted by their shares."""
        return math.fsum(value * share for value, share in zip(self.values, self.shares, strict=True))

    @property
    def sd(self) -> float:
        """The root of the weighted squares of the differences from the mean."""
        mean = self.mean
        pairs = zip(self.values, self.shares, strict=True)
        return math.sqrt(math.fsum(share * (value - mean) ** 2 for value, share in pairs))

    def quantile(self, u: Floats) -> Floats:
        """Return the first value by which the shares have reached u."""
        places = np.searchsorted(self._heaped(), u, side="left")
        return np.asarray(self.values)[np.minimum(places, len(self.values) - 1)]

    def cdf(self, x: Floats) -> Floats:
        """Return the shares of the values up to x."""
        heaped = np.concatenate([[0.0], self._heaped()])
        return heaped[np.searchsorted(np.asarray(self.values), x, side="right")]

    def moved(self, factor: float, by: float) -> Discrete:
        """Return it with every value moved."""
        return Discrete(tuple(factor * value + by for value in self.values), self.shares)

    def _heaped(self) -> Floats:
        heaped = np.cumsum(self.shares)
        heaped[-1] = 1.0
        return heaped


@dataclass(frozen=True, slots=True)
class Empirical:
    """A sample, ascending, with straight lines between its values.

    Source: definition 7 of Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50(4),
    1996, which is NumPy's own.
    """

    values: tuple[float, ...]

    kind: ClassVar[str] = "empirical"

    @property
    def mean(self) -> float:
        """That of the straight lines, which is not quite the sample's: its ends count half."""
        values = np.asarray(self.values)
        return float(np.mean((values[1:] + values[:-1]) / 2))

    @property
    def sd(self) -> float:
        """That of the straight lines."""
        centred = np.asarray(self.values) - self.mean
        low, high = centred[:-1], centred[1:]
        return math.sqrt(float(np.mean((low * low + low * high + high * high) / 3)))

    def quantile(self, u: Floats) -> Floats:
        """Return the value u of the way through the sample."""
        return np.asarray(np.interp(u, self._ranks(), np.asarray(self.values)), dtype=np.float64)

    def cdf(self, x: Floats) -> Floats:
        """Return how far through the sample x is; where several are equal, behind the last of them."""
        values = np.asarray(self.values)
        above = np.clip(np.searchsorted(values, x, side="right"), 1, len(values) - 1)
        low, high = values[above - 1], values[above]
        share = np.where(high > low, (x - low) / np.where(high > low, high - low, 1.0), 1.0)
        return np.clip((above - 1 + share) / (len(values) - 1), 0.0, 1.0)

    def moved(self, factor: float, by: float) -> Empirical:
        """Return it with every value moved."""
        return Empirical(tuple(factor * value + by for value in self.values))

    def _ranks(self) -> Floats:
        return np.linspace(0.0, 1.0, len(self.values))


def standard_normal(u: Floats) -> Floats:
    """Return the standard normal's values for probabilities, cut at `CUT` and 1 - `CUT`."""
    from scipy.special import ndtri

    return np.asarray(ndtri(np.clip(u, CUT, 1 - CUT)), dtype=np.float64)
