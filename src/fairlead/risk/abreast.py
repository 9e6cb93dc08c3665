"""Whether a plan's iterations can run side by side, and the tables for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from fairlead.risk import tables as of
from fairlead.risk.side_by_side import FIRST, GATE, WORK, Abreast, Minutes
from fairlead.risk.tables import Ints, Model
from fairlead.schedule import codes
from fairlead.schedule.codes import CLOCK, MISSING
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.network import Network

_MOST = 2_000_000_000  # minutes, about four thousand years of them
_MOST_YEARS = 12
_MOST_CALENDARS = 24
_SHORTEST_STEP = 5  # minutes; of shorter ones the tables would be too long
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
    size, uniforms = network.size, len(model.mixed) - 1
    kind = np.where(work, WORK, np.where(tasks[:-1, at.SHAPE] == codes.GATE_FIRST, FIRST, GATE))
    minutes = np.where(work, model.base[tasks[:-1, at.PART], 0], 0)
    mixed = np.diff(model.mixed) > 0
    row = np.arange(uniforms)
    row[mixed] = len(model.keys) + np.arange(int(mixed.sum()))
    drawn = np.zeros((max(len(model.keys) + int(mixed.sum()), 1), block))
    return Abreast(
        kind=kind, minutes=minutes, into=tasks[:, at.INTO].copy(), before=links[:, at.BEFORE].copy(),
        link=links[:, at.KIND].copy(), lag=links[:, at.LAG].copy(),
        **hours._asdict(),
        row=row, streams=drawn[: len(model.keys)], drawn=drawn, money=np.zeros(block, np.int64),
        struck=np.zeros((len(model.odds), block), np.int8),
        worked=np.zeros((size, block), np.int32), begun=np.zeros((size, block), np.int32),
        finish=np.zeros((size, block), np.int32), path=np.zeros((size, block), np.int8),
        start=np.zeros(block, np.int32), bound=np.zeros(block, np.int32), order=np.zeros(block, np.int64),
    )  # fmt: skip


class _Hours(NamedTuple):
    """The fields of `Abreast` that say when work is done."""

    calendar: Ints
    lag_calendar: Ints
    hours: Minutes
    open: Minutes
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
    return _Hours(*passing, none, none, none, 1, 0, worked[:-1], begins, most, origin)


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
    edges = np.unique(np.concatenate([each.clip(origin, until) - origin for pair in spans for each in pair]))
    step = int(np.gcd.reduce(edges)) if len(edges) else 0
    count = (until - origin) // step if step >= _SHORTEST_STEP else 0
    if count < 1:
        return None
    hours, opened, begins = _stepped(spans, origin, step, count)
    row_of = {CLOCK: CLOCK, **{c: row for row, c in enumerate(used)}}
    rows, lag_rows = (
        np.array([row_of[c] for c in each.tolist()], np.int64) for each in (calendar, lag_calendar)
    )
    nothing = np.zeros(0, np.int64)
    most = (count - 1) * step
    return _Hours(
        rows, lag_rows, hours, opened, begins, step, _origin(network) - origin, nothing, nothing, most, origin
    )


def _stepped(
    spans: list[tuple[Ints, Ints]], origin: int, step: int, count: int
) -> tuple[Minutes, Minutes, Minutes]:
    """Return minutes worked before each step, whether it is worked, and the moment of each working step."""
    opened = np.zeros((len(spans), count), np.int32)
    for row, (starts, ends) in enumerate(spans):
        turns = np.zeros(count + 1, np.int32)
        np.add.at(turns, ((starts - origin) // step).clip(0, count), 1)
        np.add.at(turns, ((ends - origin) // step).clip(0, count), -1)
        opened[row] = np.cumsum(turns[:-1])
    hours = np.zeros_like(opened)
    hours[:, 1:] = np.cumsum(opened[:, :-1], axis=1) * step
    begins = np.full((len(spans), int(opened.sum(axis=1).max()) + 1), (count - 1) * step, np.int32)
    for row, worked in enumerate(opened):
        moments = np.flatnonzero(worked) * step
        begins[row, : len(moments)] = moments
    return hours, opened, begins


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
        and (model.money[:, of.MONEY_KIND] != of.PER_DATE).all()
        and not (model.impacts[:, of.IMPACT_KIND] == of.ONCE_MORE).any()
    )
