"""What a Gantt chart shows: rows with bars, links between them, markers along the time axis.

Moments are wall-clock times; a zone on them is ignored, so a chart is drawn in the zone its caller chose.
A finish is the moment after the work: a day's work on 2 March ends at 17:00 or, all day, at 3 March 00:00.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Span = tuple[datetime, datetime]
RowKind = Literal["task", "summary", "milestone", "goal"]
LinkType = Literal["FS", "SS", "FF", "SF"]
MarkerKind = Literal["deadline", "goal", "status"]
ColumnKey = Literal["start", "finish", "duration", "float"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chart; `level` is its depth in the outline, 0 for the outermost.

    `done` is a share from 0 to 1. `segments` are the pieces of split work, in order; without any the bar runs from
    `start` to `finish`. `float_until` is as late as the row can finish. `label` stands beside the bar (who does
    it), `note` after it in a quieter tone; `duration` and `total_float` are texts for columns of those names.
    `tooltip` replaces the lines shown on hovering; the name always comes first. `share`, from 0 to 1, is how often the
    row is critical where that is uncertain, shown as a column of its own where any row has one.
    """

    id: str
    name: str
    level: int
    kind: RowKind
    start: datetime
    finish: datetime
    critical: bool = False
    done: float = 0.0
    baseline: Span | None = None
    deadline: datetime | None = None
    float_until: datetime | None = None
    segments: tuple[Span, ...] = ()
    label: str = ""
    tooltip: tuple[str, ...] = ()
    note: str = ""
    duration: str = ""
    total_float: str = ""
    share: float | None = None

    @property
    def is_point(self) -> bool:
        """Whether the row is a moment, drawn as a diamond or star at its finish."""
        return self.kind in ("milestone", "goal")

    @property
    def misses_deadline(self) -> bool:
        """Whether the row finishes after its deadline."""
        return self.deadline is not None and minutes(self.finish) > minutes(self.deadline)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link from one row to another, by their ids; an arrow to a row that isn't drawn is left out."""

    from_row: str
    to_row: str
    type: LinkType = "FS"
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """A moment marked by an upright line through all rows, with a word on it."""

    when: datetime
    label: str
    kind: MarkerKind = "deadline"


@dataclass(frozen=True, slots=True)
class GanttChart:
    """A whole chart, ready to be drawn in any of the ways.

    `start` and `finish` say what the axis covers at least; rows, deadlines and markers beyond widen it. `closed`
    are the spans without work, shaded. `columns` stand between the names and the bars.
    """

    title: str
    rows: tuple[Row, ...]
    start: datetime
    finish: datetime
    subtitle: str = ""
    links: tuple[Arrow, ...] = ()
    today: datetime | None = None
    closed: tuple[Span, ...] = ()
    markers: tuple[Marker, ...] = ()
    columns: tuple[ColumnKey, ...] = ("start", "finish")
    legend: bool = True

    @property
    def shows_shares(self) -> bool:
        """Whether any row says how often it is critical."""
        return any(row.share is not None for row in self.rows)


EPOCH = datetime(1970, 1, 1)


def minutes(moment: datetime) -> float:
    """Return the wall-clock minutes from 1970-01-01T00:00 to the moment."""
    return (moment.replace(tzinfo=None) - EPOCH) / timedelta(minutes=1)


def moment_at(when: float) -> datetime:
    """Return the moment so many minutes after 1970-01-01T00:00, held within the years 1 to 9999."""
    return EPOCH + timedelta(minutes=min(max(when, FIRST_MINUTE), LAST_MINUTE))


FIRST_MINUTE = minutes(datetime.min)
LAST_MINUTE = minutes(datetime.max.replace(microsecond=0))


def covered(chart: GanttChart) -> tuple[float, float]:
    """Return the first and last minute that the axis has to show.

    Bars are always inside. Baselines, deadlines, markers and today widen the axis too, but by no more than the
    length of the work on either side: a typing error in a date must not squeeze the bars into a line.
    """
    moments = [minutes(chart.start), minutes(chart.finish)]
    for row in chart.rows:
        moments += (minutes(row.start), minutes(row.finish))
        moments += (minutes(moment) for piece in row.segments for moment in piece)
    first, last = min(moments), max(moments)
    room = max(last - first, 60.0)
    near = [when for when in _asides(chart) if first - room <= when <= last + room]
    return min([first, *near]), max([last, *near])


def _asides(chart: GanttChart) -> Iterator[float]:
    for row in chart.rows:
        if row.baseline:
            yield from map(minutes, row.baseline)
        if row.deadline:
            yield minutes(row.deadline)
        if row.float_until:
            yield minutes(row.float_until)
    yield from (minutes(marker.when) for marker in chart.markers)
    if chart.today:
        yield minutes(chart.today)


def pieces(row: Row) -> tuple[tuple[float, float], ...]:
    """Return the row's stretches of work in minutes, in order, each with its start not after its finish."""
    spans = row.segments or ((row.start, row.finish),)
    return tuple(sorted(ordered(span) for span in spans))


def ordered(span: Span) -> tuple[float, float]:
    """Return the span in minutes, the earlier end first."""
    first, last = minutes(span[0]), minutes(span[1])
    return min(first, last), max(first, last)


def done_pieces(row: Row) -> tuple[tuple[float, float], ...]:
    """Return the part of the stretches that is done, filled up from the left."""
    spans = pieces(row)
    left = share_done(row) * sum(last - first for first, last in spans)
    filled = []
    for first, last in spans:
        taken = min(left, last - first)
        if taken > 0:
            filled.append((first, first + taken))
        left -= taken
    return tuple(filled)


def share_done(row: Row) -> float:
    """Return `done` held between 0 and 1; what isn't a number counts as nothing done."""
    return min(max(row.done, 0.0), 1.0) if row.done == row.done else 0.0


def share_text(row: Row) -> str:
    """Return how often the row is critical, in whole percents; nothing where it doesn't say."""
    if row.share is None or row.share != row.share:
        return ""
    share = min(max(row.share, 0.0), 1.0)
    return "<1%" if 0 < share < 0.005 else ">99%" if 0.995 < share < 1 else f"{share:.0%}"


def first_moment(row: Row) -> str:
    """Return the row's start as text, with the time of day where it says something."""
    return dated(row.finish if row.is_point else row.start)


def last_moment(row: Row) -> str:
    """Return the row's finish as text; work that ends at midnight ends on the day before."""
    ends_at_midnight = not row.is_point and row.finish > row.start and is_midnight(row.finish)
    return dated(row.finish - timedelta(days=1) if ends_at_midnight else row.finish)


def dated(moment: datetime) -> str:
    """Return the day in the form 2026-03-02."""
    return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}"


def timed(moment: datetime) -> str:
    """Return day and time in the form 2026-03-02 08:30."""
    return f"{dated(moment)} {moment.hour:02d}:{moment.minute:02d}"


def is_midnight(moment: datetime) -> bool:
    """Whether the moment is the turn of a day."""
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def facts(row: Row) -> tuple[str, ...]:
    """Return the lines shown on hovering: the name, then the caller's lines or the plain facts of the row."""
    return (row.name, *(row.tooltip or tuple(_plain_facts(row))), *((row.note,) if row.note else ()))


def _plain_facts(row: Row) -> Iterator[str]:
    if row.is_point:
        yield f"{row.kind.capitalize()} on {timed(row.finish)}"
    else:
        yield f"{timed(row.start)} to {timed(row.finish)}"
    if row.duration:
        yield f"Duration {row.duration}"
    if row.label:
        yield row.label
    if row.critical:
        yield "Critical"
    if row.share is not None:
        yield f"Critical in {share_text(row)} of all cases"
    if row.total_float:
        yield f"Total float {row.total_float}"
    if share_done(row) > 0:
        yield f"{share_done(row):.0%} done"
    if row.deadline:
        yield f"Deadline {timed(row.deadline)}, {'missed' if row.misses_deadline else 'kept'}"
