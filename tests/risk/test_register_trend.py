"""Which way a risk goes."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fairlead.risk.register_exposure import Exposure, Spread
from fairlead.risk.register_scales import PROBABILITY, Scales
from fairlead.risk.register_trend import Kept, KeptRisk, last_before, trend_of

SCALES = Scales(PROBABILITY, (1, 2, 3, 100), (1, 2, 3, 100))
FRIDAYS = [date(2027, 1, 8), date(2027, 1, 15), date(2027, 1, 22)]


def direction(score: int | None, expected: float, now_score: int | None, now: float) -> str:
    kept = Kept(FRIDAYS[0], {"r": KeptRisk("r", "R", "open", 0.5, expected, 0.0, score)})
    return trend_of(kept, "r", now_score, Exposure(1.0, Spread(now, now, now)), SCALES).direction


def test_a_risk_that_was_not_there_is_new() -> None:
    assert trend_of(Kept(FRIDAYS[0], {}), "r", 5, Exposure(0.5), SCALES).direction == "new"


def test_the_score_decides_first() -> None:
    assert direction(4, 50, 6, 10) == "up"
    assert direction(6, 10, 4, 50) == "down"


def test_within_a_score_the_expected_harm_decides() -> None:
    assert direction(4, 10, 4, 12) == "up"
    assert direction(4, 10, 4, 8) == "down"
    assert direction(4, 10, 4, 10.4) == "same"


def test_it_compares_with_an_earlier_day() -> None:
    kept = [Kept(day, {}) for day in FRIDAYS]
    assert last_before(kept, FRIDAYS[2]) is kept[1]
    assert last_before(kept[2:], FRIDAYS[2]) is kept[2]
    assert last_before([], FRIDAYS[2]) is None


@given(st.integers(1, 25), st.floats(0, 1e6), st.integers(1, 25), st.floats(0, 1e6))
def test_there_and_back_is_the_other_way_round(
    score: int, one: float, other_score: int, other: float
) -> None:
    opposite = {"up": "down", "down": "up", "same": "same"}
    assert direction(score, one, other_score, other) == opposite[direction(other_score, other, score, one)]
