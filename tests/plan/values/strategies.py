"""Hypothesis strategies for every notation: values as the program may hold them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from fairlead.plan.values import (
    Clock,
    DateRange,
    DecimalRange,
    Duration,
    Estimate,
    ExchangeRate,
    Hours,
    Impact,
    Instalment,
    Lag,
    LagUnit,
    Link,
    Moment,
    Money,
    Need,
    OpenHours,
    Outcome,
    Overtime,
    Percent,
    PercentRange,
    Period,
    RangeEnds,
    Rate,
    Release,
    Rhythm,
    Skill,
    Terms,
    Unit,
    WeekHours,
    Who,
    Window,
    Windows,
    WorkLimit,
    valid_id,
)

ids = st.from_regex(r"[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+){0,2}", fullmatch=True).filter(valid_id)
references = ids | st.builds("{}:{}".format, ids, ids)
names = st.sampled_from(["S", "M", "L", "XL", "pt", "story-point"])
currencies = st.none() | st.sampled_from(["EUR", "USD", "JPY"])

numbers = st.decimals(0, 10**9, places=3) | st.integers(0, 1000).map(Decimal)
signed = st.decimals(-(10**6), 10**6, places=2) | st.integers(-50, 50).map(Decimal)
shares = st.decimals("0.01", 3, places=4)
dates = st.dates(dt.date(1970, 1, 1), dt.date(2200, 12, 31))
minutes = st.integers(0, 1439)
times = minutes.map(lambda minute: dt.time(*divmod(minute, 60)))

percents = signed.map(Percent)
positive_percents = shares.map(Percent)
durations = st.builds(Duration, signed, st.sampled_from(get_args(Unit)))
positive_durations = st.builds(Duration, numbers, st.sampled_from(get_args(Unit)))
lags = st.builds(Lag, signed, st.sampled_from(get_args(LagUnit)))
moments = st.builds(Moment, dates) | st.builds(Moment, dates, times, st.none() | st.integers(-840, 840))


@st.composite
def ranges(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> tuple[Any, Any, Any]:
    """Low, mode (None in a third of them) and high of one value or two or three rising ones."""
    low, mode, high = sorted(draw(st.tuples(values, values, values)))
    chosen: tuple[Any, Any, Any] = draw(
        st.sampled_from([(low, low, low), (low, None, high), (low, mode, high)])
    )
    return chosen


@st.composite
def duration_ranges(draw: st.DrawFn, amounts: st.SearchStrategy[Decimal]) -> tuple[Any, Any, Any]:
    unit = draw(st.sampled_from(get_args(Unit)))
    amount_range = draw(ranges(amounts))
    low, mode, high = (None if amount is None else Duration(amount, unit) for amount in amount_range)
    return low, mode, high


estimates = duration_ranges(numbers).map(lambda three: Estimate(*three)) | st.builds(
    Estimate, size=names, count=st.none() | numbers
)
impacts = duration_ranges(signed).map(lambda three: Impact(*three)) | ranges(percents).map(
    lambda three: Impact(*three)
)
decimal_ranges = ranges(signed).map(lambda three: DecimalRange(*three))
money = st.builds(Money, signed | decimal_ranges, currencies)
rates = st.builds(
    Rate, money, st.sampled_from(["m", "h", "d", "w", "mo", "use", "piece", "year"]), st.none() | dates
)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=3)))
    shares = [after - before for before, after in zip([0, *cuts], [*cuts, 100], strict=True)]
    when: st.SearchStrategy[Any] = st.sampled_from(["start", "finish"]) | dates
    return Terms(tuple(Instalment(Percent(Decimal(share) / 100), draw(when)) for share in shares))


@st.composite
def periods(draw: st.DrawFn, ends: st.SearchStrategy[Moment] = moments) -> Period:
    first, last = draw(st.tuples(ends, ends))
    if draw(st.booleans()):
        return draw(st.sampled_from([Period(first, None), Period(None, last)]))
    if (first.offset is None) != (last.offset is None):
        first, last = Moment(first.date), Moment(last.date)
    if first.minutes() > last.minutes():
        first, last = last, first
    return Period(first, last) if first.minutes() < last.minutes(end=True) else Period(first, None)


@st.composite
def shift_lists(draw: st.DrawFn, latest: int = 1440) -> tuple[tuple[int, int], ...]:
    """Up to three shifts one after the other; the last may end after midnight, up to `latest`."""
    count = draw(st.integers(0, 3))
    marks = sorted(draw(st.sets(st.integers(1, latest - 1), min_size=2 * count, max_size=2 * count)))
    pairs = tuple(zip(marks[::2], marks[1::2], strict=True))
    return tuple((start, end) for start, end in pairs if start < 1440 and end < start + 1440)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    # Only a day on its own works past midnight here: its night can't reach another day's shifts.
    latest = 1440 + 400 if len(days) == 1 else 1440
    return Hours(tuple(sorted(days)), draw(shift_lists(latest)))


@st.composite
def weeks(draw: st.DrawFn) -> WeekHours:
    days = draw(st.permutations(range(7)))
    cut = draw(st.integers(1, 6))
    parts = [tuple(sorted(days[:cut])), tuple(sorted(days[cut:]))]
    return WeekHours(tuple(Hours(part, draw(shift_lists())) for part in parts))


@st.composite
def rhythms(draw: st.DrawFn, with_time: bool = True) -> Rhythm:
    unit = draw(st.sampled_from(["day", "working day", "week", "month", "quarter", "year"]))
    days: dict[str, Any] = {}
    weekday = st.integers(0, 6)
    nth = st.fixed_dictionaries({"ordinal": st.sampled_from([1, 2, 3, 4, 5, -1]), "days": st.tuples(weekday)})
    of_month = st.fixed_dictionaries({"day": st.integers(1, 31) | st.just(-1)})
    if unit == "week":
        days = {"days": tuple(sorted(draw(st.sets(weekday))))}
    elif unit in ("month", "quarter"):
        days = draw(st.just({}) | nth | of_month)
    elif unit == "year":
        date = st.fixed_dictionaries({"day": st.integers(1, 28), "month": st.integers(1, 12)})
        days = draw(st.just({}) | nth | date | st.just({"day": 29, "month": 2}) | st.just({"day": -1}))
    first, last = sorted(draw(st.tuples(dates, dates)))
    return Rhythm(
        every=draw(st.integers(1, 5)),
        unit=unit,  # type: ignore[arg-type]
        time=draw(st.none() | times) if with_time else None,
        first=draw(st.sampled_from([None, first])),
        last=draw(st.sampled_from([None, last])),
        times=draw(st.none() | st.integers(1, 30)),
        **days,
    )


@st.composite
def open_hours(draw: st.DrawFn) -> OpenHours:
    whole_days = periods(st.builds(Moment, dates))
    return OpenHours(draw(whole_days | rhythms(with_time=False)), draw(shift_lists(1700)))


@st.composite
def links(draw: st.DrawFn) -> Link:
    lag = draw(st.none() | lags)
    most = draw(st.none() | lags) if lag else None
    if lag and most and lag.unit == most.unit and lag.amount > most.amount:
        lag, most = most, lag
    return Link(draw(references), draw(st.sampled_from(["FS", "SS", "FF", "SF"])), lag, most)


@st.composite
def needs(draw: st.DrawFn) -> Need:
    low, high = sorted(draw(st.tuples(st.integers(1, 500), st.integers(1, 500))))
    counts: list[Any] = [(1, 1), (low, low), (low, high), (Decimal("2.5"), Decimal("2.5"))]
    count = draw(st.sampled_from(counts))
    skills = st.builds(Skill, references, st.none() | st.integers(0, 99))
    alternatives = tuple(draw(st.lists(skills, min_size=1, max_size=3)))
    return Need(count, alternatives, draw(st.none() | positive_percents))


@st.composite
def windows(draw: st.DrawFn) -> Windows:
    first, last = draw(st.tuples(moments, moments))
    if draw(st.booleans()):
        return Windows((Window("from", first), Window("by", last)))
    return Windows((Window(draw(st.sampled_from(["from", "by", "on", "fixed"])), first),))


@st.composite
def range_ends(draw: st.DrawFn) -> RangeEnds:
    below, above = draw(st.tuples(st.decimals(0, "0.499", places=3), st.decimals("0.5", 1, places=3)))
    return RangeEnds(Percent(below), Percent(above))


STRATEGIES: dict[type[Any], st.SearchStrategy[Any]] = {
    Clock: st.integers(0, 1440).map(Clock),
    DateRange: ranges(dates).map(lambda three: DateRange(*three)),
    DecimalRange: decimal_ranges,
    Duration: durations,
    Estimate: estimates,
    ExchangeRate: st.builds(
        ExchangeRate, ranges(shares).map(lambda three: DecimalRange(*three)), st.none() | dates
    ),
    Hours: hours(),
    Impact: impacts,
    Lag: lags,
    Link: links(),
    Moment: moments,
    Money: money,
    Need: needs(),
    OpenHours: open_hours(),
    Outcome: st.builds(Outcome, positive_durations, st.decimals("0.0001", 1, places=4).map(Percent)),
    WorkLimit: st.builds(
        WorkLimit,
        st.builds(
            Duration,
            st.decimals(min_value="0.25", max_value=400, places=2),
            st.sampled_from(["m", "h", "d", "w", "mo"]),
        ),
        st.sampled_from(["d", "w", "mo"]),
    ),
    Overtime: st.builds(
        Overtime,
        st.builds(Duration, numbers, st.sampled_from(["m", "h", "d"])),
        st.sampled_from(["d", "w", "mo"]),
        st.none() | positive_percents,
    ),
    Percent: percents,
    PercentRange: ranges(percents).map(lambda three: PercentRange(*three)),
    Period: periods(),
    RangeEnds: range_ends(),
    Rate: rates,
    Release: st.builds(Release, money, dates),
    Rhythm: rhythms(),
    Terms: terms(),
    WeekHours: weeks(),
    Who: st.builds(Who, references, st.none() | positive_percents),
    Windows: windows(),
}
