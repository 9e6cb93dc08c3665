"""Kernels: uniform numbers by their name and place, the same on any machine and in any order of work.

A number is a hash of the seed, of what it stands for and of the iteration, so nothing is handed on from draw to draw:
blocks can be drawn anywhere, and two plans that share a risk share its luck (common random numbers). Within a block
each stream is a Latin hypercube: one number in each of its equal strata, in an order that is a hash as well, so that
any iteration is drawn without those before it, and machine code draws many at a time.

Sources: Salmon et al. 2011, Parallel random numbers: as easy as 1, 2, 3 (counter-based generators); Steele, Lea & Flood
2014, Fast splittable pseudorandom number generators (mixing 64 bits); McKay, Beckman & Conover 1979, Technometrics 21
(Latin hypercube); Kensler 2013, Correlated multi-jittered sampling, Pixar Technical Memo 13-01 (strata in the order of
a hash that can be undone, taken again while it leads outside them).

A uniform is a whole number of 32 bits, the middle of one of as many steps between 0 and 1: see `unit`.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from fairlead.risk.tables import Drawn, Floats, Ints, Keys, Model, Normals
from fairlead.schedule.jit import inlined, kernel

TENTH, NINE_TENTHS = np.uint32(429_496_730), np.uint32(3_865_470_566)

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_THIRD = np.uint64(0xD6E8FEB86659FD93)
_30, _27, _31, _32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)
_WORD = np.uint64(0xFFFFFFFF)
_FULL_BITS = 9
FULL = 1 << _FULL_BITS
"""Iterations of a whole block: so many are drawn fastest, since machine code knows how far to shift."""
_UNIT = 1.0 / (1 << 32)


# Streams


@kernel
def mixed(z: np.uint64) -> np.uint64:
    """Return a number of which every bit depends on every bit of another."""
    z = (z ^ (z >> _30)) * _FIRST
    z = (z ^ (z >> _27)) * _SECOND
    return z ^ (z >> _31)


@kernel
def base_of(key: np.uint64, seed: np.uint64, block: int) -> np.uint64:
    """Return what the numbers of a stream in a block are hashed from."""
    return mixed(mixed(key ^ mixed(seed)) + _THIRD * np.uint64(block + 1))


@kernel
def drawn_at(base: np.uint64, i: int, count: int, plain: bool) -> np.uint32:
    """Return the uniform of iteration `i` of a block of so many; `plain`: without strata."""
    if plain:
        return np.uint32(mixed(base + _STEP * np.uint64(i + 3)) >> _32)
    start, turns = _seeds(base)
    return _stratified(start, turns, np.uint32(i), _bits(count), count, _width(count))


@kernel
def draw(base: np.uint64, first: int, last: int, count: int, plain: bool, found: Drawn) -> None:
    """Fill in `found[i - first]` with `drawn_at` of each iteration from `first` to before `last`."""
    start, turns = _seeds(base)
    if plain:
        for i in range(first, last):
            found[i - first] = drawn_at(base, i, count, plain)
    elif count == FULL:
        for k in range(last - first):
            stratum = np.uint32(
                _turned(turns, np.uint32(first + k), _FULL_BITS) << np.uint32(32 - _FULL_BITS)
            )
            within = np.uint32(_hashed(start, np.uint32(first + k)) >> np.uint32(_FULL_BITS))
            found[k] = stratum | within
    elif FULL // 2 < count < FULL:
        _draw_most(start, turns, first, last, count, found)
    else:
        bits, width = _bits(count), _width(count)
        for i in range(first, last):
            found[i - first] = _stratified(start, turns, np.uint32(i), bits, count, width)


@kernel
def _draw_most(
    start: np.uint32, turns: np.uint64, first: int, last: int, count: int, found: Drawn
) -> None:  # fmt: skip
    """Fill in what `_stratified` gives for a block that is nearly whole, all of them turned on at once."""
    bound, width, left = np.uint32(count), _width(count), True
    for k in range(last - first):
        found[k] = _turned(turns, np.uint32(first + k), _FULL_BITS)
    while left:
        most = np.uint32(0)
        for k in range(last - first):
            x = found[k]
            found[k] = _turned(turns, x, _FULL_BITS) if x >= bound else x
            most = max(most, found[k])
        left = bool(most >= bound)
    for k in range(last - first):
        within = np.uint64(_hashed(start, np.uint32(first + k)))
        found[k] = np.uint32(np.uint64(found[k]) * width + ((within * width) >> _32))


@inlined
def _seeds(base: np.uint64) -> tuple[np.uint32, np.uint64]:
    """Return what places within strata are hashed from, and what says in which order strata come."""
    return np.uint32(mixed(base) & _WORD), mixed(base + _STEP)


@inlined
def _stratified(
    start: np.uint32, turns: np.uint64, i: np.uint32, bits: int, count: int, width: np.uint64
) -> np.uint32:
    """Return a number in a stratum of its own."""
    x = _turned(turns, i, bits)
    while x >= count:
        x = _turned(turns, x, bits)
    return np.uint32(np.uint64(x) * width + ((np.uint64(_hashed(start, i)) * width) >> _32))


@inlined
def _width(count: int) -> np.uint64:
    """Return how wide a stratum is."""
    return np.uint64(min((1 << 32) // count, (1 << 32) - 1))


@inlined
def _bits(count: int) -> int:
    """Return how many bits number so many strata."""
    bits = 0
    while 1 << bits < count:
        bits += 1
    return bits


@inlined
def _turned(turns: np.uint64, x: np.uint32, bits: int) -> np.uint32:
    """Return the place of `x` in one of the orders of 2**bits numbers, bits up to 16."""
    mask, half = np.uint32((1 << bits) - 1), np.uint32((bits + 1) // 2)
    other = mixed(turns)
    for r in range(4):
        by = np.uint32(((turns >> np.uint64(16 * r)) & np.uint64(0xFFFF)) | np.uint64(1))
        more = np.uint32((other >> np.uint64(16 * r)) & np.uint64(0xFFFF))
        x = np.uint32(np.uint32(np.uint32(x + more) * by) & mask)
        x = np.uint32(x ^ np.uint32(x >> half))
    return x


@inlined
def _hashed(start: np.uint32, i: np.uint32) -> np.uint32:
    """Return 32 bits for a place in a stream.

    Multipliers and shifts: Wellons 2018, Prospecting for hash functions (the two-round function of least bias).
    """
    x = np.uint32(start + np.uint32(i * np.uint32(0x9E3779B9)))
    x = np.uint32(np.uint32(x ^ np.uint32(x >> np.uint32(16))) * np.uint32(0x21F0AAAD))
    x = np.uint32(np.uint32(x ^ np.uint32(x >> np.uint32(15))) * np.uint32(0x735A2D97))
    return np.uint32(x ^ np.uint32(x >> np.uint32(15)))


# What is read from them


@inlined
def unit(drawn: np.uint32) -> float:
    """Return a uniform as a number between 0 and 1, neither of them reached."""
    return (float(drawn) + 0.5) * _UNIT


@inlined
def normal_of(drawn: np.uint32) -> np.float32:
    """Return the standard normal's quantile at a uniform, right to 2e-5.

    A quotient of polynomials in the sixteenth root of the tail's probability, fitted for the least largest error.
    """
    upper = drawn >= np.uint32(0x80000000)
    tail = np.uint32(~drawn) if upper else drawn
    t = (np.float32(np.int32(tail)) + np.float32(0.5)) * np.float32(_UNIT)
    t = np.float32(sqrt(np.float32(sqrt(np.float32(sqrt(np.float32(sqrt(t)))))))) - np.float32(0.6)
    over = np.float32(-0.17707408959318743) * t + np.float32(-43.213916744502704)
    over = over * t + np.float32(31.01543546683629)
    over = over * t + np.float32(18.059636865134586)
    over = over * t + np.float32(-18.088042553770485)
    over = over * t + np.float32(3.4482552557676946)
    under = np.float32(-2.45442934996625) * t + np.float32(-1.1825578753564034)
    under = under * t + np.float32(8.111192678981398)
    under = under * t + np.float32(-1.183606265686388)
    under = under * t + np.float32(-3.1569605895275834)
    under = under * t + np.float32(1.0)
    z = np.divide(over, under)  # without the check for 0 that keeps a loop from being done many at a time
    return z if upper else -z


@inlined
def below(z: np.float32) -> np.uint32:
    """Return the chance that a standard normal is less, as a uniform, right to 3e-6, and to 1e-5 of a tail.

    The form of Abramowitz & Stegun 1964, Handbook of Mathematical Functions, 26.2.19, with higher powers.
    """
    x = min(abs(z), np.float32(6.5))
    y = np.float32(6.689905079582487e-09) * x + np.float32(2.698757428712678e-09)
    y = y * x + np.float32(-7.90786807214578e-07)
    y = y * x + np.float32(2.4999079424816763e-05)
    y = y * x + np.float32(-9.35735328553878e-05)
    y = y * x + np.float32(0.0014074458896946476)
    y = y * x + np.float32(0.010248747898415112)
    y = y * x + np.float32(0.024935439611208456)
    y = y * x + np.float32(1.0)
    y = np.divide(np.float32(1.0), y)
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    tail = np.uint32(np.int32(min(y * y * np.float32(2147483648.0), np.float32(2147483520.0))))
    return np.uint32(~tail) if z > np.float32(0.0) else tail


@kernel
def mix(
    keys: Keys, streams: Ints, weights: Floats, shared_row: Ints, shared: Normals, seed: np.uint64, block: int,
    first: int, last: int, count: int, plain: bool, mixing: Normals, found: Drawn,
) -> None:  # fmt: skip
    """Fill in a uniform that is mixed from streams as normals; those of several uniforms are in rows of `shared`.

    It takes the few arrays that it needs, since to hand on a whole named tuple of them takes longer than its work.
    """
    size = last - first
    for i in range(size):
        mixing[i] = np.float32(0.0)
    for k in range(len(streams)):
        weight, row = np.float32(weights[k]), shared_row[streams[k]]
        if row >= 0:
            for i in range(size):
                mixing[i] += weight * shared[row, first + i]
        else:
            draw(base_of(keys[streams[k]], seed, block), first, last, count, plain, found)
            add_normals(found, weight, size, mixing)
    for i in range(size):
        found[i] = below(mixing[i])


@kernel
def add_normals(drawn: Drawn, weight: np.float32, size: int, found: Normals) -> None:
    """Add the normals behind some uniforms, times a weight."""
    for i in range(size):
        found[i] += weight * normal_of(drawn[i])


@kernel
def draw_all(
    m: Model, seed: np.uint64, block: int, i: int, count: int, plain: bool,
    normals: Normals, found: Drawn,
) -> None:  # fmt: skip
    """Fill in every uniform of one iteration: those of a stream, and those mixed from several of them as normals."""
    for s in range(len(m.keys)):
        drawn = drawn_at(base_of(m.keys[s], seed, block), i, count, plain)
        if m.normal[s] == 1:
            normals[s] = normal_of(drawn)
        if s < len(found):
            found[s] = drawn
    for u in range(len(found)):
        first, last = m.mixed[u], m.mixed[u + 1]
        if first < last:
            z = np.float32(0.0)
            for k in range(first, last):
                z += np.float32(m.mix_weight[k]) * normals[m.mix_stream[k]]
            found[u] = below(z)
