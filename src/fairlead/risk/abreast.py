"""Whether a plan's iterations can run side by side, and the tables for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fairlead.risk import tables as of
from fairlead.risk.abreast_tables import FIRST, GATE, LANES, WORK, Abreast, Marks, Minutes
from fairlead.risk.tables import Ints, Model
from fairlead.schedule import codes
from fairlead.schedule.codes import CLOCK, MISSING
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.network import Network

_MOST = 2_000_000_000  # minutes, about four thousand years of them
_MOST_YEARS = 60
_MOST_STEPS = 8_000_000  # of all calendars together
_MOST_CALENDARS = 24
_SHORTEST_STEP = 5  # minutes; of shorter ones the tables would be too long
_MOST_STRAIGHT = 8  # links into a place that goes the short way
_CACHED = 1 << 16  # moments
_NARROWEST = 128  # iterations at a time; with fewer the work for each place alone weighs too much
_MILESTONES = (codes.MILESTONE, codes.FINISH_MILESTONE)
_GATES = (*_MILESTONES, codes.GATE)


def abreast(network: Network, model: Model, block: int) -> Abreast | None:
    """Return tables and room for a network of which nothing has begun and nothing is dated.

    None for others: they have dates, absences, branches or recurring costs that these kernels don't know.
    """
    if not _is_plain(network, model):
        return None
    tasks, links = network.tasks, network.links
    work = tasks[:-1, at.SHAPE] == codes.WORK
    calendar = np.where(work, network.parts[tasks[:-1, at.PART], at.PART_CALENDAR], tasks[:-1, at.CALENDAR])
    calendar = np.where(tasks[:-1, at.SHAPE] >= codes.GATE, CLOCK, calendar)
    lag_calendar = np.where(links[:, at.LAG] != 0, links[:, at.LAG_CALENDAR], CLOCK)
    hours = _of_one(network, calendar, lag_calendar, links) or _of_several(network, calendar, lag_calendar)
    if hours is None:
        return None
    work_kind = np.where(work, WORK, np.where(tasks[:-1, at.SHAPE] == codes.GATE_FIRST, FIRST, GATE))
    ways = _Ways(network, work_kind)
    rows, begun_rows = ways.rows(), ways.begun_rows()
    width = _width(int(rows.max(initial=0)) + 1, block)
    words, size, outputs = width // LANES, network.size, len(model.ends) - 1
    spent_first, spent = _by_place(size, [
        (place, k) for k, (place, kind) in enumerate(model.money[:, [of.MONEY_PLACE, of.MONEY_KIND]].tolist())
        if kind == of.PER_MINUTE
    ])  # fmt: skip
    kept_first, kept_by = _by_place(size, [
        (place, g) for g in range(outputs)
        for place in model.end_places[model.ends[g] : model.ends[g + 1]].tolist()
    ])  # fmt: skip
    shared = np.flatnonzero(np.bincount(model.mix_stream, minlength=len(model.keys)) > 1)
    shared_row = np.full(len(model.keys), -1)
    shared_row[shared] = np.arange(len(shared))
    ends = ways.ends()
    room = -(-block // LANES) * LANES  # of a whole block

    def lanes(*shape: int) -> Minutes:
        return np.zeros((*shape, width), np.int32)

    def bits(count: int) -> npt.NDArray[np.uint64]:
        return np.zeros((words, count), np.uint64)

    return Abreast(
        kind=work_kind, minutes=np.where(work, model.base[tasks[:-1, at.PART], 0], 0),
        into=tasks[:, at.INTO].copy(), before=links[:, at.BEFORE].copy(), link=links[:, at.KIND].copy(),
        lag=links[:, at.LAG].copy(), straight=ways.straight(), ends=ends, row=rows, begun_row=begun_rows,
        spent_first=spent_first, spent=spent, kept_first=kept_first, kept_by=kept_by, shared_row=shared_row,
        **hours._asdict(), per_step=1.0 / hours.step,
        width=width, drawn=np.zeros(room, np.uint32), normals=np.zeros((len(shared), room), np.float32),
        mixing=np.zeros(room, np.float32), struck=np.zeros((len(model.odds), width), np.int8),
        worked=lanes(), own=lanes(), amount=np.zeros(width), start=lanes(), bound=lanes(),
        reached=lanes(_MOST_STRAIGHT), finish=lanes(int(rows.max(initial=0)) + 1),
        done=lanes(int(rows.max(initial=0)) + 1 if len(hours.cum) == 0 else 0),
        begun=lanes(int(begun_rows.max(initial=0)) + 1), last=lanes(), outputs=lanes(outputs),
        drives=bits(len(links)), path=np.zeros(size, np.uint64), idle=bits(size),
        some_idle=np.zeros(size, np.int8), latest=bits(int((ends == 2).sum())),
        later=bits(int((ends == 2).sum())), money=np.zeros(room, np.int64), by_finish=np.zeros(room, np.int64),
    )  # fmt: skip


def _width(rows: int, block: int) -> int:
    """Return how many iterations run at a time: as many as keep what is waited for in the second cache."""
    width = -(-block // LANES) * LANES
    while width > _NARROWEST and rows * width > _CACHED:
        width = max(width // 2 // LANES * LANES, _NARROWEST)
    return width


def _by_place(size: int, pairs: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Return numbers by the place that each belongs to: the first of each place, and all of them in a row."""
    table = np.array(pairs, np.int64).reshape(-1, 2)
    counts = np.bincount(table[:, 0], minlength=size)
    return np.append(0, np.cumsum(counts)).astype(np.int64), table[np.argsort(table[:, 0], kind="stable"), 1]


class _Ways:
    """What the links of a network ask of its places."""

    def __init__(self, network: Network, kind: Ints) -> None:
        links, self.kind, self.real, self.size = network.links, kind, network.real, network.size
        self.before, self.after = links[:, at.BEFORE], links[:, at.AFTER]
        self.into = network.tasks[:, at.INTO]
        self.link, self.lag = links[:, at.KIND], links[:, at.LAG]

    def straight(self) -> Marks:
        """Mark places with only links from finish to start, without lags and not too many."""
        bent = (self.link != codes.FS) | (self.lag != 0)
        marks = (self.kind != FIRST) & (np.diff(self.into) <= _MOST_STRAIGHT)
        marks[self.after[bent]] = False
        found: Marks = marks.astype(np.int8)
        return found

    def ends(self) -> Marks:
        """Mark places behind which none surely ends as late: 2 where they are of the plan's own span, else 1."""
        onward = ((self.link == codes.FS) | (self.link == codes.FF)) & (self.kind[self.after] != FIRST)
        marks = np.ones(self.size, np.int8)
        marks[self.before[onward]] = 0
        last = self.real.copy()
        last[self.before[onward & self.real[self.after]]] = False
        marks[last] = 2
        return marks

    def begun_rows(self) -> Ints:
        """Return a row for the beginnings of each place that successors ask for, 0 for all others."""
        asked = np.zeros(self.size, bool)
        from_start = (self.link == codes.SS) | (self.link == codes.SF) | (self.kind[self.after] == FIRST)
        asked[self.before[from_start]] = True
        return np.where(asked, np.cumsum(asked), 0)

    def rows(self) -> Ints:
        """Return a row for each place, taken over from one whose successors have all been laid."""
        until = np.arange(self.size)
        np.maximum.at(until, self.before, self.after)
        order = np.argsort(until, kind="stable").tolist()
        free: list[int] = []
        rows, used, gone = [0] * self.size, 0, 0
        for place in range(self.size):
            while gone < self.size and until[order[gone]] < place:
                free.append(rows[order[gone]])
                gone += 1
            if free:
                rows[place] = free.pop()
            else:
                rows[place], used = used, used + 1
        return np.array(rows, np.int64)


class _Hours(NamedTuple):
    """The fields of `Abreast` that say when work is done."""

    calendar: Ints
    lag_calendar: Ints
    hours: Minutes
    begins: Minutes
    step: int
    first: int
    cum: Ints
    starts: Ints
    most: int
    origin: int


def _of_one(network: Network, calendar: Ints, lag_calendar: Ints, links: Ints) -> _Hours | None:
    """Return the hours of a network all of whose work, and every lag, is on one calendar."""
    shapes = network.tasks[:-1, at.SHAPE]
    used = set(calendar[shapes < codes.GATE].tolist()) | set(lag_calendar[links[:, at.LAG] != 0].tolist())
    into_gates = np.isin(shapes[links[:, at.AFTER]], _GATES)
    from_start = (links[:, at.KIND] == codes.SS) | (links[:, at.KIND] == codes.SF)
    firsts = (shapes == codes.GATE_FIRST)[links[:, at.BEFORE]]
    if len(used) != 1 or CLOCK in used or (into_gates & (from_start | firsts)).any():
        return None
    starts, ends, _, lo, hi = network.slice_of(used.pop())
    origin = _origin(network)
    first = int(np.searchsorted(ends[lo:hi], origin, side="right")) + lo
    if first >= hi:
        return None
    begins = starts[first:hi].copy()
    begins[0] = max(begins[0], origin)
    worked = np.append(0, np.cumsum(ends[first:hi] - begins))
    none = np.zeros((0, 0), np.int32)
    passing = np.full(len(calendar), CLOCK), np.full(len(lag_calendar), CLOCK)
    most = int(min(worked[-1], _MOST))
    return _Hours(*passing, none, none, 1, 0, worked[:-1], begins, most, origin)


def _of_several(network: Network, calendar: Ints, lag_calendar: Ints) -> _Hours | None:
    """Return the hours of all calendars in steps, as far as all of them reach."""
    used = sorted({*calendar.tolist(), *lag_calendar.tolist()} - {CLOCK})
    if not used or len(used) > _MOST_CALENDARS:
        return None
    origin = _origin(network) // 1440 * 1440
    spans = [(starts[lo:hi], ends[lo:hi]) for starts, ends, _, lo, hi in map(network.slice_of, used)]
    until = min(
        min(int(ends[-1]) if len(ends) else origin for _, ends in spans), origin + _MOST_YEARS * 527_040
    )
    edges = np.concatenate([each.clip(origin, until) for pair in spans for each in pair]) % 1440
    step = int(np.gcd.reduce(np.flatnonzero(np.bincount(edges)), initial=1440))
    count = (until - origin) // step if step >= _SHORTEST_STEP else 0
    if count < 1 or count * len(used) > _MOST_STEPS:
        return None
    hours, begins = _stepped(spans, origin, step, count)
    row_of = {CLOCK: CLOCK, **{c: row for row, c in enumerate(used)}}
    rows, lag_rows = (
        np.array([row_of[c] for c in each.tolist()], np.int64) for each in (calendar, lag_calendar)
    )
    nothing = np.zeros(0, np.int64)
    most = (count - 1) * step
    return _Hours(
        rows, lag_rows, hours, begins, step, _origin(network) - origin, nothing, nothing, most, origin
    )


def _stepped(spans: list[tuple[Ints, Ints]], origin: int, step: int, count: int) -> tuple[Minutes, Minutes]:
    """Return `hours` and `begins` of `Abreast`; the spans of a calendar don't overlap."""
    edges = [((each - origin) // step).clip(0, count) for pair in spans for each in pair]
    opens, closes = edges[0::2], edges[1::2]
    longest = max(int((last - first).sum()) for first, last in zip(opens, closes, strict=True))
    hours = np.empty((len(spans), count), np.int32)
    begins = np.full((len(spans), longest + 1), (count - 1) * step, np.int32)
    for row, (first, last) in enumerate(zip(opens, closes, strict=True)):
        turns = np.diff(np.column_stack([first, last]).ravel(), prepend=0, append=count)
        opened = np.repeat(np.arange(len(turns), dtype=np.int32) & 1, turns)
        np.cumsum(opened, dtype=np.int32, out=hours[row])
        hours[row] -= opened
        hours[row] *= 2 * step
        hours[row] += opened
        lengths = last - first
        worked = np.cumsum(lengths)
        idle = np.repeat(first - worked + lengths, lengths)  # steps without work before each with
        begins[row, : len(idle)] = (idle + np.arange(len(idle))) * step
    return hours, begins


def _origin(network: Network) -> int:
    return int(max(network.rules[at.PLAN_START], network.rules[at.STATUS_DATE]))


def _is_plain(network: Network, model: Model) -> bool:
    tasks, links, rules = network.tasks[:-1], network.links, network.rules
    shapes = tasks[:, at.SHAPE]
    known = (shapes == codes.WORK) | np.isin(shapes, _GATES) | (shapes == codes.GATE_FIRST)
    return bool(
        known.all()
        and (tasks[:, at.STATE] == codes.PLANNED).all()
        and (tasks[:, at.FACTS] == 0).all()
        and (tasks[shapes == codes.WORK, at.ORDINARY] == 1).all()
        and (links[:, at.LAG] >= 0).all()
        and rules[at.STATUS_DATE] in (MISSING, max(rules[at.STATUS_DATE], rules[at.PLAN_START]))
        and not len(model.holds)
        and not len(model.percent_lags)
        and not len(model.absences)
        and (model.events[:, of.EVENT_MOMENT] < 0).all()
        and (model.work[:-1, of.WORK_PRESENT] < 0).all()
        and (model.work[:-1, of.WORK_RETRY] < 0).all()
        and (model.money[:, of.MONEY_ESCALATION] < 0).all()
        and (model.money[:, of.MONEY_KIND] < of.PER_DATE).all()
        and not (model.impacts[:, of.IMPACT_KIND] == of.ONCE_MORE).any()
    )
