"""Local time to UTC and back for arrays of minutes, daylight saving included.

Two local moments need a rule. One that doesn't exist, because clocks went forward over it, is the moment of
the change. One that exists twice, because clocks went back, is the first of the two (Python's fold=0, and
RFC 5545 section 3.3.5 for calendars). Both together keep order: of two local moments the later one is never
earlier in UTC, so that shifts which touch still touch, and a shift across a change has the minutes that
really pass.
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import numpy as np

from fairlead.plan.errors import PlanError
from fairlead.schedule.calendars.spans import Minutes

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = (2, 9998)  # what datetime can shift by an offset without leaving its range
_STEP = 7 * 1440  # no zone has changed its clocks forward and back within a week since 1970


def to_utc(local: Minutes, zone: str) -> Minutes:
    """Return the UTC minutes of local minutes (both since 1970-01-01T00:00 of their own clock)."""
    if not local.size:
        return local
    changes = changes_between(zone, int(local.min()) - 2880, int(local.max()) + 2880)
    boundary = changes.moments + np.maximum(changes.offsets[:-1], changes.offsets[1:])
    segment = np.searchsorted(boundary, local, side="right")
    until = np.append(changes.moments, np.iinfo(np.int64).max)
    utc: Minutes = np.minimum(local - changes.offsets[segment], until[segment])
    return utc


def to_local(utc: Minutes, zone: str) -> Minutes:
    """Return what a clock in the zone shows at these UTC minutes, in minutes since its 1970-01-01T00:00."""
    if not utc.size:
        return utc
    changes = changes_between(zone, int(utc.min()), int(utc.max()))
    return utc + changes.offsets[np.searchsorted(changes.moments, utc, side="right")]


class Changes(NamedTuple):
    """When a zone's clocks change: `moments` in UTC minutes, `offsets` before, between and after them."""

    moments: Minutes
    offsets: Minutes


def changes_between(zone: str, first: int, last: int) -> Changes:
    """Return the changes of a zone's clocks in the years that hold the UTC minutes `first` to `last`.

    Offsets are in whole minutes. Years after 9998 change no more. Raises PlanError for an unknown zone.
    """
    years = range(_year(first), _year(last) + 1)
    moments = [moment for year in years for moment in _changes_in(zone, year)]
    places = [_year_start(years[0]), *moments]
    offsets = [_offset(zone_info(zone), place) for place in places]
    return Changes(np.array(moments, np.int64), np.array(offsets, np.int64))


@functools.cache
def zone_info(zone: str) -> ZoneInfo:
    """Return the time zone of this IANA name; PlanError with a suggestion for an unknown one."""
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise PlanError.at(
            f"There is no time zone {zone!r}.", _suggestion(zone, available_timezones()), code="unknown-zone"
        ) from None


@functools.lru_cache(maxsize=4096)
def _changes_in(zone: str, year: int) -> tuple[int, ...]:
    """Return the UTC minutes of a zone's changes in a year: found by the week, then by halves."""
    info = zone_info(zone)
    first, last = _year_start(year), _year_start(year + 1)
    samples = [*range(first, last, _STEP), last]
    offsets = [_offset(info, sample) for sample in samples]
    weeks = zip(samples, samples[1:], offsets, offsets[1:], strict=False)
    return tuple(_moment_of_change(info, a, b) for a, b, before, after in weeks if before != after)


def _moment_of_change(info: ZoneInfo, before: int, after: int) -> int:
    old = _offset(info, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(info, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(info: ZoneInfo, utc: int) -> int:
    local = (_EPOCH + timedelta(minutes=utc)).astimezone(info)
    offset = local.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)


def _year(utc: int) -> int:
    year = 1970 + int(np.datetime64(utc, "m").astype("datetime64[Y]").astype(np.int64))
    return min(max(year, _YEARS[0]), _YEARS[1])


def _year_start(year: int) -> int:
    return int((datetime(year, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(minutes=1))


def _suggestion(word: str, known: set[str]) -> str:
    import difflib

    by_city = {name.rpartition("/")[2].lower(): name for name in sorted(known)}
    folded = {name.lower(): name for name in known} | by_city
    close = difflib.get_close_matches(word.lower().replace(" ", "_"), folded, n=1, cutoff=0.6)
    hint = f"Did you mean {folded[close[0]]}? " if close else ""
    return f"{hint}Zones are named like Europe/Berlin or Asia/Singapore."
