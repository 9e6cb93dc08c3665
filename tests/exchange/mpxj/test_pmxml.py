from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.exchange.mpxj.pmxml import with_decimal_points

HEAD = b'<?xml version="1.0"?><APIBusinessObjects xmlns="x">'


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (b"<PlannedDuration>70,583333</PlannedDuration>", b"<PlannedDuration>70.583333</PlannedDuration>"),
        (b"<Lag>-1,5</Lag>", b"<Lag>-1.5</Lag>"),
        (b"<p:PlannedUnits> 8,25 </p:PlannedUnits>", b"<p:PlannedUnits>8.25</p:PlannedUnits>"),
        (b"<PlannedDuration>70.5</PlannedDuration>", b"<PlannedDuration>70.5</PlannedDuration>"),
        (b"<Name>1,5</Name><Id>2,5</Id>", b"<Name>1,5</Name><Id>2,5</Id>"),
        (b"<Duration>1,5</Name>", b"<Duration>1,5</Name>"),
    ],
)
def test_numbers_get_points_and_texts_keep_commas(said: bytes, meant: bytes) -> None:
    assert with_decimal_points(HEAD + said) == HEAD + meant


def test_other_files_stay_as_they_are() -> None:
    data = b"<project><Duration>1,5</Duration>"
    assert with_decimal_points(data) == data


@given(st.binary())
def test_doing_it_twice_changes_nothing_more(data: bytes) -> None:
    once = with_decimal_points(HEAD + data)
    assert with_decimal_points(once) == once
