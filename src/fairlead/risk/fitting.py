"""Distributions from what people say of a number: a range, or a few percentiles of it.

The kinds with a shape are fitted in a standard form of theirs, which has a shape and nothing else: the shape is where
the middle value lies as said between the two others; scale and place follow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

from fairlead.risk.distributions import BOUNDED, LEAST_AND_GREATEST, Distribution, Ends, must_rise
from fairlead.risk.families import Lognormal, Pert

RANGE_KINDS = ("triangular", "pert", "uniform", "normal", "lognormal", "weibull")
"""The kinds that a range or percentiles can be read as."""

_STANDARD = NormalDist()

_LARGEST_SIGMA = 1.0
"""How far a lognormal distribution is made to lean by a most likely value at, or next to, an end of its range."""


def from_range(
    low: float, mode: float | None, high: float, kind: str | None = None, ends: Ends = LEAST_AND_GREATEST
) -> Distribution:
    """Return what `low..mode..high` or `low..high` (mode None) means as a distribution of a kind.

    Without a kind three values are triangular and two uniform. `ends` are the probabilities that the ends stand for;
    the mode stays the most likely value. For an unbounded kind, ends that are said to be least and greatest are three
    standard deviations of a normal apart from its mean (0.135% and 99.865%), since PERT takes the width of a range for
    six of them. A uniform one has no use for a mode; in two values a triangular or PERT one has its top half-way; a
    lognormal or Weibull one then begins at 0. Raises ValueError with the remedy for a range that the kind can't take.
    """
    must_rise(*((low, high) if mode is None else (low, mode, high)))
    chosen = kind or ("uniform" if mode is None else "triangular")
    if low == high:
        return Distribution.certain(low)
    if chosen in BOUNDED and ends == LEAST_AND_GREATEST:
        return _bounded(chosen, low, mode, high)
    first, last = ends if chosen in BOUNDED else _inner(ends)
    if chosen == "uniform":
        return from_percentiles(chosen, {first: low, last: high})
    if mode is None and chosen in BOUNDED:
        mode = (low + high) / 2
    return from_percentiles(chosen, {first: low, last: high}, mode)


def from_percentiles(
    kind: str, percentiles: Mapping[float, float], mode: float | None = None
) -> Distribution:
    """Return the distribution of a kind with these values at these probabilities (0..1).

    Two percentiles fix a uniform or normal one, and a lognormal or Weibull one that begins at 0. Three, or two and
    the mode, fix a triangular, PERT, lognormal (mirrored where they lean to the left) or Weibull one. ValueError, with
    the limits, where no distribution of the kind has them.
    """
    _must_be_percentiles(kind, percentiles, mode)
    points = sorted(percentiles.items())
    (first, low), (last, high) = points[0], points[-1]
    if low == high:
        return Distribution.certain(low)
    middle = mode if mode is not None else points[1][1] if len(points) == 3 else None
    if kind in _STRAIGHT:
        return _straight(kind, first, last, low, high, points, mode)
    if middle is None:
        return _from_zero(kind, first, last, low, high)
    at = None if mode is not None else points[1][0]
    share = (middle - low) / (high - low)
    shape = _shape(kind, first, last, at, share)
    return _of_shape(kind, shape, first, last, low, high)


# ---------------------------------------------------------------- ranges


def _bounded(kind: str, low: float, mode: float | None, high: float) -> Distribution:
    if kind == "uniform":
        return Distribution.uniform(low, high)
    top = (low + high) / 2 if mode is None else mode
    return Distribution.pert(low, top, high) if kind == "pert" else Distribution.triangular(low, top, high)


def _inner(ends: Ends) -> Ends:
    """Return the ends as an unbounded kind can take them."""
    first, last = ends
    return (first if first > 0 else _STANDARD.cdf(-3)), (last if last < 1 else _STANDARD.cdf(3))


# ---------------------------------------------------------------- percentiles: kinds without a shape


_STRAIGHT: Mapping[str, Callable[[float], float]] = {
    "uniform": lambda u: u,
    "normal": lambda u: _STANDARD.inv_cdf(u),
}


def _straight(
    kind: str,
    first: float,
    last: float,
    low: float,
    high: float,
    points: Sequence[tuple[float, float]],
    mode: float | None,
) -> Distribution:
    """Return the uniform or normal distribution through two points; a third and the mode have to agree."""
    quantile = _STRAIGHT[kind]
    scale = (high - low) / (quantile(last) - quantile(first))
    origin = low - scale * quantile(first)
    middles = [(value, origin + scale * quantile(at)) for at, value in points[1:-1]]
    if mode is not None and kind == "normal":
        middles.append((mode, origin))
    for said, fitting in middles:
        if abs(said - fitting) > 1e-6 * (high - low):
            raise ValueError(
                f"its middle value lies {100 * (said - low) / (high - low):.3g}% of the way from the lower to the "
                f"upper end, and a {kind} distribution has it at {100 * (fitting - low) / (high - low):.3g}%: "
                "give the two ends alone, or another distribution, like lognormal"
            )
    return (
        Distribution.uniform(origin, origin + scale)
        if kind == "uniform"
        else Distribution.normal(origin, scale)
    )


def _from_zero(kind: str, first: float, last: float, low: float, high: float) -> Distribution:
    """Return the lognormal or Weibull distribution that begins at 0 and goes through two points."""
    if kind in ("triangular", "pert"):
        raise ValueError(
            f"two percentiles don't fix a {kind} distribution: give a third, or the most likely value"
        )
    if low <= 0:
        raise ValueError(
            f"a {kind} distribution that begins at 0 has no {100 * first:g}% at {low:g}: "
            "give a lower end above 0, or the most likely value as well"
        )
    width = math.log(high / low)
    if kind == "lognormal":
        least, greatest = _STANDARD.inv_cdf(first), _STANDARD.inv_cdf(last)
        sigma = width / (greatest - least)
        return Distribution.lognormal(math.log(low) - sigma * least, sigma)
    hazards = [-math.log1p(-at) for at in (first, last)]
    shape = math.log(hazards[1] / hazards[0]) / width
    return Distribution.weibull(shape, low / hazards[0] ** (1 / shape))


# ---------------------------------------------------------------- percentiles: kinds with a shape


@dataclass(frozen=True, slots=True)
class _Shaped:
    """The standard forms of a kind: quantile and mode for a shape, and from which shape to which it leans."""

    quantile: Callable[[float, float], float]
    mode: Callable[[float], float]
    limits: Callable[[float, float, bool], tuple[float, float]]


def _triangular_quantile(mode: float, u: float) -> float:
    return math.sqrt(u * mode) if u < mode else 1 - math.sqrt((1 - u) * (1 - mode))


def _pert_quantile(mode: float, u: float) -> float:
    from scipy.special import betaincinv

    return float(betaincinv(*Pert(0.0, mode, 1.0).shapes, u))


def _lognormal_quantile(sigma: float, u: float) -> float:
    """Return expm1(sigma z) / sigma, which is z itself at 0; below 0 it is mirrored."""
    z = _STANDARD.inv_cdf(u)
    return math.expm1(sigma * z) / sigma if sigma else z


def _lognormal_mode(sigma: float) -> float:
    return math.expm1(-sigma * sigma) / sigma if sigma else 0.0


def _lognormal_limits(first: float, last: float, by_mode: bool) -> tuple[float, float]:
    """Return shapes between which the mode lies inside the range, and numbers stay finite.

    With its mode at the very end of the range, a lognormal distribution would have no end on the other side.
    """
    if not by_mode:
        return 12.0, -12.0
    return min(-_STANDARD.inv_cdf(first), _LARGEST_SIGMA), max(-_STANDARD.inv_cdf(last), -_LARGEST_SIGMA)


def _weibull_quantile(slant: float, u: float) -> float:
    """Return the quantile for shape 1 / slant, brought near 0 so that it has a limit at slant 0 (Gumbel's)."""
    log_hazard = math.log(-math.log1p(-u))
    return math.expm1(slant * log_hazard) / slant if slant else log_hazard


def _weibull_mode(slant: float) -> float:
    if slant >= 1:
        return -1 / slant
    return math.expm1(slant * math.log1p(-slant)) / slant if slant else 0.0


def _up_to_one(first: float, last: float, by_mode: bool) -> tuple[float, float]:
    return 0.0, 1.0


def _weibull_limits(first: float, last: float, by_mode: bool) -> tuple[float, float]:
    return (1.0 if by_mode else 8.0), 0.0


_SHAPED = {
    "triangular": _Shaped(_triangular_quantile, lambda mode: mode, _up_to_one),
    "pert": _Shaped(_pert_quantile, lambda mode: mode, _up_to_one),
    "lognormal": _Shaped(_lognormal_quantile, _lognormal_mode, _lognormal_limits),
    "weibull": _Shaped(_weibull_quantile, _weibull_mode, _weibull_limits),
}


@lru_cache(maxsize=65_536)
def _shape(kind: str, first: float, last: float, at: float | None, share: float) -> float:
    """Return the shape whose middle point (the percentile `at`, None for the mode) lies at `share` of the range."""
    family = _SHAPED[kind]

    def found(shape: float) -> float:
        low, high = family.quantile(shape, first), family.quantile(shape, last)
        middle = family.mode(shape) if at is None else family.quantile(shape, at)
        return (middle - low) / (high - low)

    # `left` is the shape with its middle furthest to the left.
    left, right = family.limits(first, last, at is None)
    least, most = found(left), found(right)
    if kind == "lognormal" and at is None:
        share = min(max(share, least), most)
    if not least - 1e-12 <= share <= most + 1e-12:
        raise ValueError(
            f"its middle value lies {100 * share:.3g}% of the way from the lower to the upper end, and a {kind} "
            f"distribution has it at {100 * max(least, 0):.3g}% to {100 * min(most, 1):.3g}%: "
            "choose another distribution, like lognormal, or other values"
        )
    return _root(lambda shape: found(shape) - share, left, right)


def _root(function: Callable[[float], float], below: float, above: float) -> float:
    """Return where a function that rises from `below` to `above` is 0, else the end nearest to that.

    By the Illinois variant of the secant method (Dowell and Jarratt, BIT 11, 1971): a tenth of bisection's steps.
    """
    at_below, at_above = function(below), function(above)
    if at_below >= 0:
        return below
    if at_above <= 0:
        return above
    found, last = below, 0
    for _ in range(100):
        found = (below * at_above - above * at_below) / (at_above - at_below)
        value = function(found)
        if abs(value) < 1e-15:
            break
        if value < 0:
            below, at_below = found, value
            at_above, last = (at_above / 2 if last < 0 else at_above), -1
        else:
            above, at_above = found, value
            at_below, last = (at_below / 2 if last > 0 else at_below), 1
    return found


def _of_shape(kind: str, shape: float, first: float, last: float, low: float, high: float) -> Distribution:
    """Return the distribution of a shape with its two outer points where they belong."""
    quantile = _SHAPED[kind].quantile
    scale = (high - low) / (quantile(shape, last) - quantile(shape, first))
    origin = low - scale * quantile(shape, first)
    if kind == "triangular":
        return Distribution.triangular(origin, origin + scale * shape, origin + scale)
    if kind == "pert":
        return Distribution.pert(origin, origin + scale * shape, origin + scale)
    if kind == "lognormal":
        return _of_lognormal(shape, scale, origin)
    slant = max(shape, 1e-4)  # less than that is Gumbel's distribution, to four digits
    return Distribution.weibull(1 / slant, scale / slant, origin - scale / slant)


def _of_lognormal(shape: float, scale: float, origin: float) -> Distribution:
    sigma = abs(shape)
    if sigma < 1e-7:  # nothing tells it from the normal one any more
        return Distribution.normal(origin, scale)
    unit = scale / sigma
    if shape > 0:
        return Distribution.lognormal(math.log(unit), sigma, origin - unit)
    return Distribution(Lognormal(math.log(unit), sigma, origin + unit, mirrored=True))


def _must_be_percentiles(kind: str, percentiles: Mapping[float, float], mode: float | None) -> None:
    if kind not in RANGE_KINDS:
        raise ValueError(f'"{kind}" has no percentiles to be made from: take one of {", ".join(RANGE_KINDS)}')
    wanted = 2 if mode is not None else 3
    if not 2 <= len(percentiles) <= wanted:
        raise ValueError(
            f"{len(percentiles)} percentiles don't fix a distribution: give two or three, like P10 and P90"
        )
    points = sorted(percentiles.items())
    open_ended = kind not in BOUNDED
    for at, _ in points:
        if not 0 <= at <= 1 or (open_ended and at in (0, 1)):
            raise ValueError(
                f"{at:g} is no probability that a {kind} distribution has a value for: give one like 0.1"
            )
    must_rise(*(value for _, value in points))
    if mode is not None:
        must_rise(points[0][1], mode, points[-1][1])
