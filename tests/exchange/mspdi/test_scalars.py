from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.exchange.mspdi import scalars


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("PT7H30M0S", "450"),
        ("-PT0H30M0S", "-30"),
        ("P1DT1H", "1500"),
        ("PT0H0M6S", "0.1"),
        ("PT", None),
        ("8h", None),
    ],
)
def test_durations(text: str, minutes: str | None) -> None:
    assert scalars.minutes(text) == (None if minutes is None else Decimal(minutes))


@given(st.text())
def test_no_text_breaks_a_value(text: str) -> None:
    for read in (scalars.minutes, scalars.clock, scalars.truth, scalars.money, scalars.tenths):
        read(text)
