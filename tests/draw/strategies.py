"""Any chart and any row, for properties that have to hold for all of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from fairlead.draw.chart import Arrow, GanttChart, Marker, Row

_moments = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31))
_near = st.builds(
    lambda minutes: datetime(2026, 3, 2) + timedelta(minutes=minutes), st.integers(-3_000_000, 3_000_000)
)
_any_moment = st.one_of(_near, _near, _near, _moments)
names = st.one_of(
    st.text(max_size=60), st.text("你好👩‍💻é\u0301שלום <&\"'>\x00\x1b\ud800\u202e", max_size=300)
)
_spans = st.tuples(_any_moment, _any_moment)

rows = st.builds(
    Row,
    id=st.sampled_from("abcdefgh"),
    name=names,
    level=st.integers(-1, 30),
    kind=st.sampled_from(["task", "summary", "milestone", "goal"]),
    start=_any_moment,
    finish=_any_moment,
    critical=st.booleans(),
    done=st.floats(allow_nan=True, allow_infinity=True),
    baseline=st.none() | _spans,
    deadline=st.none() | _any_moment,
    float_until=st.none() | _any_moment,
    segments=st.lists(_spans, max_size=3).map(tuple),
    label=names,
    tooltip=st.lists(names, max_size=2).map(tuple),
    note=names,
    duration=names,
    total_float=names,
    share=st.none() | st.floats(-1, 2),
)
_links = st.builds(
    Arrow,
    st.sampled_from("abcdefghz"),
    st.sampled_from("abcdefghz"),
    st.sampled_from(["FS", "SS", "FF", "SF"]),
    st.booleans(),
)
charts = st.builds(
    GanttChart,
    title=names,
    subtitle=names,
    rows=st.lists(rows, max_size=8).map(tuple),
    links=st.lists(_links, max_size=8).map(tuple),
    start=_any_moment,
    finish=_any_moment,
    today=st.none() | _any_moment,
    closed=st.lists(_spans, max_size=3).map(tuple),
    markers=st.lists(st.builds(Marker, _any_moment, names), max_size=6).map(tuple),
    columns=st.lists(st.sampled_from(["start", "finish", "duration", "float"]), max_size=4, unique=True).map(
        tuple
    ),
)
