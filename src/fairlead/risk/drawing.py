"""Kernels: uniform numbers by their name and place, the same on any machine and in any order of work.

A number is a hash of the seed, of what it stands for and of the iteration, so nothing is handed on from draw to draw:
blocks can be drawn anywhere, and two plans that share a risk share its luck (common random numbers). Within a block
each stream is a Latin hypercube: one number in each of its equal strata, in random order. Sources: Salmon et al. 2011,
Parallel random numbers: as easy as 1, 2, 3 (counter-based generators); Steele, Lea & Flood 2014, Fast splittable
pseudorandom number generators (the mixing function); McKay, Beckman & Conover 1979, Technometrics 21 (Latin hypercube).
"""

from __future__ import annotations

from math import log, sqrt

import numpy as np

from fairlead.risk.tables import BELL_REACH, BELL_STEPS, PROBIT_STEPS, Floats, Ints, Model
from fairlead.schedule.jit import inlined, kernel

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_THIRD = np.uint64(0xD6E8FEB86659FD93)
_30, _27, _31, _11, _32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11), np.uint64(32)
_TO_UNIT = 1.0 / (1 << 53)
TINY = 1e-12
_TAIL = 1.0 / 64


@kernel
def mixed(z: np.uint64) -> np.uint64:
    """Return a number of which every bit depends on every bit of another."""
    z = (z ^ (z >> _30)) * _FIRST
    z = (z ^ (z >> _27)) * _SECOND
    return z ^ (z >> _31)


@kernel
def draw_streams(
    m: Model, seed: np.uint64, block: int, count: int, plain: bool, found: Floats, order: Ints
) -> None:
    """Fill in `found[s, i]` for each stream and each iteration of a block; `plain`: without strata.

    Streams that uniforms are mixed from come as standard normals.
    """
    for s in range(len(m.keys)):
        base = mixed(mixed(m.keys[s] ^ mixed(seed)) + _THIRD * np.uint64(block + 1))
        for i in range(count):
            order[i] = i
        if not plain:
            for i in range(count - 1, 0, -1):
                base += _STEP
                k = int(((mixed(base) >> _32) * np.uint64(i + 1)) >> _32)
                order[i], order[k] = order[k], order[i]
        for i in range(count):
            base += _STEP
            u = float(mixed(base) >> _11) * _TO_UNIT
            found[s, i] = u if plain else (order[i] + u) / count
        if m.normal[s] == 1:
            for i in range(count):
                found[s, i] = normal_of(m.probit, found[s, i])


@kernel
def uniform_of(m: Model, streams: Floats, i: int, u: int) -> float:
    """Return a uniform of iteration `i`, from its streams: one of them, or several mixed as normals."""
    first, last = m.mixed[u], m.mixed[u + 1]
    if first == last:
        return float(streams[u, i])
    z = 0.0
    for k in range(first, last):
        z += m.mix_weight[k] * streams[m.mix_stream[k], i]
    return below(m.bell, z)


@kernel
def below(bell: Floats, z: float) -> float:
    """Return the chance that a standard normal is less, right to 1e-11: cubic between the points of a table."""
    at_step = (z + BELL_REACH) * BELL_STEPS
    last = 2 * BELL_REACH * BELL_STEPS
    if at_step <= 0.0:
        return TINY
    if at_step >= last:
        return 1.0 - TINY
    k = int(at_step)
    found = _between(bell, k, at_step - k, 1.0 / BELL_STEPS)
    return min(max(found, TINY), 1.0 - TINY)


@kernel
def normal_of(probit: Floats, u: float) -> float:
    """Return the standard normal's quantile, right to 1e-9: cubic between the points of a table, but for the tails."""
    if u < _TAIL or u > 1.0 - _TAIL:
        return normal_at(u)
    at_step = u * PROBIT_STEPS
    k = int(at_step)
    return _between(probit, k, at_step - k, 1.0 / PROBIT_STEPS)


@inlined
def _between(table: Floats, k: int, x: float, width: float) -> float:
    """Return the cubic through two points of a table of values and slopes, `x` of the way between them."""
    here, there = table[2 * k], table[2 * k + 2]
    rise, later = table[2 * k + 1] * width, table[2 * k + 3] * width
    step = there - here
    return here + x * (rise + x * (3.0 * step - 2.0 * rise - later + x * (rise + later - 2.0 * step)))


@kernel
def normal_at(u: float) -> float:
    """Return the standard normal's quantile, right to about 1e-15.

    Source: Wichura 1988, Algorithm AS 241, Applied Statistics 37, PPND16.
    """
    p = min(max(u, TINY), 1.0 - TINY)
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _ratio_in_the_middle(r)
    r = sqrt(-log(p if q < 0.0 else 1.0 - p))
    z = _ratio_near(r - 1.6) if r <= 5.0 else _ratio_far(r - 5.0)
    return -z if q < 0.0 else z


@kernel
def _ratio_in_the_middle(r: float) -> float:
    above = (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
                + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
              + 1.3314166789178437745e2) * r + 3.3871328727963666080e0)  # fmt: skip
    under = (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
                + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
              + 4.2313330701600911252e1) * r + 1.0)  # fmt: skip
    return above / under


@kernel
def _ratio_near(r: float) -> float:
    above = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
              + 4.63033784615654529590e0) * r + 1.42343711074968357734e0)  # fmt: skip
    under = (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
                + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
              + 2.05319162663775882187e0) * r + 1.0)  # fmt: skip
    return above / under


@kernel
def _ratio_far(r: float) -> float:
    above = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
                + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
              + 5.46378491116411436990e0) * r + 6.65790464350110377720e0)  # fmt: skip
    under = (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
                + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
              + 5.99832206555887937690e-1) * r + 1.0)  # fmt: skip
    return above / under
