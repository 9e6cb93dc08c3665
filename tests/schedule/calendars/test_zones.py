"""Local time to UTC and back, against the standard library."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.errors import PlanError
from fairlead.schedule.calendars.zones import changes_between, to_local, to_utc

from .helpers import at, shown

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Singapore",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/Sao_Paulo",  # the skipped hour was the one after midnight
    "Africa/Casablanca",  # a month of winter time inside summer
    "Pacific/Apia",  # left out a whole day at the end of 2011
    "Asia/Kathmandu",
    "UTC",
)
EPOCH = datetime(1970, 1, 1)


def utc(zone: str, text: str) -> str:
    """Return the UTC minute of a local time, as text."""
    return shown(int(to_utc(np.array([at(text)]), zone)[0]))


def test_a_skipped_time_is_the_moment_of_the_change() -> None:
    assert utc("Europe/Berlin", "2027-03-28 01:59") == "2027-03-28 00:59"
    assert utc("Europe/Berlin", "2027-03-28 02:00") == "2027-03-28 01:00"
    assert utc("Europe/Berlin", "2027-03-28 02:30") == "2027-03-28 01:00"
    assert utc("Europe/Berlin", "2027-03-28 03:00") == "2027-03-28 01:00"


def test_a_time_that_comes_twice_is_the_first_of_the_two() -> None:
    assert utc("Europe/Berlin", "2027-10-31 02:30") == "2027-10-31 00:30"
    assert utc("Europe/Berlin", "2027-10-31 03:00") == "2027-10-31 02:00"


def test_half_hours_of_daylight_saving_are_half_hours() -> None:
    assert utc("Australia/Lord_Howe", "2027-01-11 12:00") == "2027-01-11 01:00"  # +11:00
    assert utc("Australia/Lord_Howe", "2027-06-11 12:00") == "2027-06-11 01:30"  # +10:30


def test_a_year_of_berlin_changes_twice() -> None:
    changes = changes_between("Europe/Berlin", at("2027-01-01 00:00"), at("2027-12-31 00:00"))
    assert [shown(moment) for moment in changes.moments] == ["2027-03-28 01:00", "2027-10-31 01:00"]
    assert changes.offsets.tolist() == [60, 120, 60]


def test_nothing_converts_to_nothing() -> None:
    assert to_utc(np.empty(0, np.int64), "Europe/Berlin").size == 0
    assert to_local(np.empty(0, np.int64), "Europe/Berlin").size == 0


@pytest.mark.parametrize(
    ("zone", "meant"),
    [("Europe/Berlim", "Europe/Berlin"), ("berlin", "Europe/Berlin"), ("asia/singapore", "Asia/Singapore")],
)
def test_an_unknown_zone_names_the_one_that_was_meant(zone: str, meant: str) -> None:
    with pytest.raises(PlanError, match=f"Did you mean {meant}"):
        to_utc(np.array([0]), zone)


@pytest.mark.parametrize("zone", ["", "../../etc/passwd", "/etc/localtime", "Europe", "nul\0"])
def test_what_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(PlanError, match="no time zone"):
        to_utc(np.array([0]), zone)


moments = st.integers(at("1975-01-01 00:00"), at("2060-01-01 00:00"))


@settings(max_examples=200)
@given(st.lists(moments, min_size=1, max_size=20), st.sampled_from(ZONES))
def test_utc_to_local_is_what_the_standard_library_shows(many: list[int], zone: str) -> None:
    expected = [
        round(((EPOCH + timedelta(minutes=m)).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
               - EPOCH).total_seconds() / 60)
        for m in many
    ]  # fmt: skip
    assert to_local(np.array(many), zone).tolist() == expected


@settings(max_examples=200)
@given(st.lists(moments, min_size=1, max_size=20), st.sampled_from(ZONES))
def test_local_to_utc_comes_back_and_keeps_order(many: list[int], zone: str) -> None:
    local = np.sort(np.array(many))
    there = to_utc(local, zone)
    back = to_local(there, zone)
    assert (np.diff(there) >= 0).all()
    skipped = back != local
    # What the clocks skip becomes the change itself: one minute earlier they showed less than was asked for.
    assert (back[skipped] > local[skipped]).all()
    assert (to_local(there[skipped] - 1, zone) < local[skipped]).all()
    # Of two moments that show the same the earlier one is meant: no moment a day before shows it too.
    for hours in (0.5, 1, 2):
        assert not (to_local(there - round(60 * hours), zone)[~skipped] == local[~skipped]).any()
