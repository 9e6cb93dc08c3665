"""The network: a plan's tasks, links and calendars as arrays in an order in which every link points forward."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fairlead.plan.errors import FairleadError
from fairlead.schedule import codes
from fairlead.schedule.adjacency import adjacency_of, grouped
from fairlead.schedule.codes import CLOCK, MISSING
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.guide import Guide, guide_to
from fairlead.schedule.critical_path.tables import CalendarArrays, Indices, Ints, Minutes, Net, Table
from fairlead.schedule.forms import Form, form_for
from fairlead.schedule.options import Options

_ORDERING = "critical_path.ordering"
LAG_BY_RULE = -2  # lag calendar: the one that the options name
_FACTS = {
    "actual_start": (at.ACTUAL_START, MISSING),
    "actual_finish": (at.ACTUAL_FINISH, MISSING),
    "actual_minutes": (at.ACTUAL_MINUTES, 0),
    "resume": (at.RESUME, MISSING),
    "delay": (at.DELAY, 0),
    "constraint": (at.CONSTRAINT, codes.NO_CONSTRAINT),
    "constraint_date": (at.CONSTRAINT_DATE, MISSING),
    "constraint_2": (at.CONSTRAINT_2, codes.NO_CONSTRAINT),
    "constraint_2_date": (at.CONSTRAINT_2_DATE, MISSING),
    "deadline": (at.DEADLINE, MISSING),
    "expected_finish": (at.EXPECTED_FINISH, MISSING),
    "late_as_possible": (at.LATE_AS_POSSIBLE, 0),
    "hold": (at.HOLD, codes.EARLIEST),
}


class CircleError(FairleadError):
    """Links that lead from a task back to itself; `path` are rows of the draft, each before its successor."""

    def __init__(self, path: Sequence[int]) -> None:
        super().__init__(f"links lead in a circle through {len(path)} tasks")
        self.path = tuple(path)


class Part(NamedTuple):
    """Work done on one calendar: minutes in all and left, both after a delay; CLOCK = elapsed time."""

    calendar: int
    minutes: int
    remaining: int
    delay: int = 0


@dataclass(slots=True)
class Draft:
    """A network being written down: rows of tasks and links in the plan's order, by number.

    A summary is a row too; links and constraints on it hold for the tasks below it, and its dates are theirs.
    """

    calendars: CalendarArrays
    options: Options
    plan_start: int
    status_date: int = MISSING
    finish_by: int = MISSING
    default_calendar: int = 0
    shape: list[int] = field(default_factory=list)
    calendar: list[int] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    summaries: list[int] = field(default_factory=list)
    parts: dict[int, Sequence[Part]] = field(default_factory=dict)
    state: dict[int, int] = field(default_factory=dict)
    facts: dict[int, dict[str, int]] = field(default_factory=dict)
    predecessor: list[int] = field(default_factory=list)
    successor: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    lag: list[int] = field(default_factory=list)
    lag_kind: list[int] = field(default_factory=list)
    lag_calendar: list[int] = field(default_factory=list)
    max_lag: dict[int, int] = field(default_factory=dict)
    elsewhere: list[int] = field(default_factory=list)  # tasks of other plans, no part of this one's span

    def task(
        self,
        minutes: int,
        calendar: int,
        parent: int = -1,
        shape: int | None = None,
        parts: Sequence[Part] | None = None,
        state: int = codes.PLANNED,
        **facts: int,
    ) -> int:
        """Add a task and return its row. `facts`: what few tasks have, by the names of the columns in `tables`.

        Without `parts` all its minutes are done on its calendar; a task without minutes is a milestone.
        """
        row = len(self.shape)
        if shape is None:
            shape = codes.WORK if minutes or parts else codes.MILESTONE
        self.shape.append(shape)
        self.calendar.append(calendar)
        self.minutes.append(minutes)
        self.parent.append(parent)
        if parts:
            self.parts[row] = parts
        if state != codes.PLANNED:
            self.state[row] = state
        if facts:
            self.facts[row] = facts
        return row

    def summary(self, calendar: int, parent: int = -1, **facts: int) -> int:
        """Add a summary and return its row."""
        row = self.task(0, calendar, parent, codes.GATE, None, codes.PLANNED, **facts)
        self.summaries.append(row)
        return row

    def link(
        self,
        predecessor: int,
        successor: int,
        kind: int = codes.FS,
        lag: int = 0,
        lag_kind: int = codes.LAG_WORKING,
        lag_calendar: int = LAG_BY_RULE,
        max_lag: int | None = None,
    ) -> int:
        """Add a link and return its row. A lag in percent is given in thousandths of a percent."""
        row = len(self.predecessor)
        self.predecessor.append(predecessor)
        self.successor.append(successor)
        self.kind.append(kind)
        self.lag.append(lag)
        self.lag_kind.append(lag_kind)
        self.lag_calendar.append(lag_calendar)
        if max_lag is not None:
            self.max_lag[row] = max_lag
        return row


@dataclass(frozen=True, slots=True)
class Network:
    """A plan ready for the kernels: the tables of `Net` without what they work out.

    Tasks stand in network order; `row_of[t]` is the draft's row, at or above `rows` for a summary's gate, whose summary
    `gate_of` names. `place_of[row]` is where a row stands, -1 for a summary. Links likewise, by `link_row`.
    """

    calendars: CalendarArrays
    tasks: Table
    parts: Table
    facts: Table
    links: Table
    by_predecessor: Indices
    rules: Ints
    options: Options
    rows: int
    row_of: Indices
    place_of: Indices
    gate_of: Indices  # (gates,) the summary's row
    link_row: Indices
    parent: Indices  # by row
    summaries: Indices  # rows, outermost first
    max_lags: tuple[tuple[int, int], ...]  # link, minutes
    calendar_of: Indices  # by row
    elsewhere: Indices  # places of tasks of other plans
    guide: Guide
    successors: Indices  # of each link, in the order of `by_predecessor`
    ways: Indices  # as `tables.Net` has them

    @property
    def size(self) -> int:
        """Tasks in network order, gates included."""
        return len(self.row_of)

    @property
    def state(self) -> Indices:
        """The state of each task in network order."""
        return self.tasks[:-1, at.STATE]

    @property
    def shape(self) -> Indices:
        """The shape of each task in network order."""
        return self.tasks[:-1, at.SHAPE]

    @property
    def real(self) -> npt.NDArray[np.bool_]:
        """Which places are tasks of this plan: no gates, and none of other plans."""
        real: npt.NDArray[np.bool_] = self.shape < codes.GATE
        real[self.elsewhere] = False
        return real

    def slice_of(self, calendar: int) -> tuple[Ints, Ints, Ints, int, int]:
        """Return a calendar by its place as the kernels of `calendars.kernels` take it."""
        all_of = self.calendars
        rows = int(all_of.first[calendar]), int(all_of.first[calendar + 1])
        return all_of.starts, all_of.ends, all_of.cum, *rows

    def with_calendars(self, calendars: CalendarArrays) -> Network:
        """Return the network on a table with more calendars, in which those it has stand where they stood."""
        return replace(self, calendars=calendars, guide=guide_to(calendars))

    def net(self, found: Table) -> Net:
        """Return what kernels take, with a table of shape (tasks, FOUND_COLUMNS) for what they work out."""
        cal = self.calendars
        arrays: tuple[Any, ...] = (
            cal.starts, cal.ends, cal.cum, cal.first, self.tasks, self.parts, self.facts, self.links,
            self.by_predecessor, self.rules, found, *self.guide, self.successors, self.ways,
        )  # fmt: skip
        return Net(*arrays)

    def fact(self, column: int) -> Ints:
        """Return one of the facts that few tasks have, for each task in network order."""
        values: Ints = self.facts[self.tasks[:-1, at.FACTS], column]
        return values


class Row(NamedTuple):
    """What a network says of one task beside its links; `facts` by the names of the columns in `tables`."""

    minutes: int
    shape: int
    state: int
    parts: Sequence[Part]
    facts: dict[str, int]


def with_rows(network: Network, rows: dict[int, Row]) -> Network | None:
    """Return the network with other rows at these places, its links and its order as they are.

    None where a row doesn't fit into the place of the old one, because its work has more or fewer parts.
    """
    tasks, parts = network.tasks.copy(), network.parts.copy()
    facts = [network.facts]
    count = len(network.facts)
    for place, row in rows.items():
        first, last = int(tasks[place, at.PART]), int(tasks[place + 1, at.PART])
        if len(row.parts) != last - first:
            return None
        tasks[place, at.DURATION], tasks[place, at.SHAPE], tasks[place, at.STATE] = (
            row.minutes,
            row.shape,
            row.state,
        )
        parts[first:last] = row.parts
        tasks[place, at.FACTS] = count if row.facts else 0
        if row.facts:
            facts.append(_fact_row(row.facts))
            count += 1
    _mark_ordinary(tasks, parts)
    return replace(network, tasks=tasks, parts=parts, facts=np.concatenate(facts))


def _fact_row(facts: dict[str, int]) -> Table:
    values: dict[int, int] = dict(_FACTS.values())
    values |= {_FACTS[name][0]: value for name, value in facts.items()}
    return np.array([[values[column] for column in range(at.FACT_COLUMNS)]], np.int64)


def compile_network(draft: Draft) -> Network:
    """Return the network of a draft; raises CircleError when its links lead in a circle."""
    calendar_of = np.asarray(draft.calendar, np.int64)
    draft = _own_copy(draft)
    gates = _Gates(draft)
    gates.add_all()
    members, links = gates.members(), gates.links()
    row_of = members[_ordered(len(members), links, gates)]
    place = np.full(gates.count, -1, np.int64)
    place[row_of] = np.arange(len(row_of))
    link_table, link_row = _link_table(draft, links, place, len(row_of))
    ends = adjacency_of(link_table, len(row_of))
    tasks = np.zeros((len(row_of) + 1, at.TASK_COLUMNS), np.int64)
    tasks[:, at.INTO], tasks[:, at.OUT_OF] = ends.into, ends.out_of
    parts, facts = _fill_tasks(draft, row_of, place, tasks)
    return Network(
        calendars=draft.calendars,
        tasks=tasks,
        parts=parts,
        facts=facts,
        links=link_table,
        by_predecessor=ends.by_predecessor,
        rules=_rules(draft),
        options=draft.options,
        rows=len(draft.parent),
        row_of=row_of,
        place_of=place[: len(draft.parent)],
        gate_of=np.asarray(gates.owner, np.int64),
        link_row=link_row,
        parent=np.asarray(draft.parent, np.int64),
        summaries=np.asarray(draft.summaries, np.int64),
        max_lags=tuple(_max_lags(draft, link_row)),
        calendar_of=calendar_of,
        elsewhere=place[np.asarray(draft.elsewhere, np.int64)],
        guide=guide_to(draft.calendars),
        successors=ends.successors,
        ways=ends.ways,
    )


def _own_copy(draft: Draft) -> Draft:
    """Return a draft that gates can be added to while the caller's stays as it is."""
    return replace(
        draft,
        shape=list(draft.shape),
        calendar=list(draft.calendar),
        minutes=list(draft.minutes),
        facts={row: dict(values) for row, values in draft.facts.items()},
    )


_PROGRESS = {
    "msproject": codes.REMAINING_STAYS,
    "retained logic": codes.RETAINED_LOGIC,
    "progress override": codes.PROGRESS_OVERRIDE,
    "actual dates": codes.ACTUAL_DATES,
}
_FLOAT_RULES = {"smallest": codes.SMALLEST_FLOAT, "start": codes.START_FLOAT, "finish": codes.FINISH_FLOAT}


def _rules(draft: Draft) -> Ints:
    options = draft.options
    rules = np.zeros(at.RULES, np.int64)
    rules[at.PLAN_START] = draft.plan_start
    # Microsoft Project moves remaining work to the status date only when it is told to; importers then say `resume`.
    rules[at.STATUS_DATE] = MISSING if options.progress == "msproject" else draft.status_date
    rules[at.FINISH_BY] = draft.finish_by
    rules[at.PROGRESS] = _PROGRESS[options.progress]
    rules[at.HONOUR_CONSTRAINTS] = options.honour_constraints
    rules[at.FLOOR_ALL] = options.nothing_before_start
    rules[at.PASS_THROUGH] = options.finished_pass_logic_on and options.progress != "actual dates"
    rules[at.EARLY_OF_REMAINING] = options.early_dates_of_remaining
    rules[at.FLOAT_RULE] = _FLOAT_RULES[options.float_rule]
    rules[at.OPEN_ENDS_CRITICAL] = 1 if options.open_ends_critical else 2 * options.begun_open_ends_critical
    rules[at.ALAP] = codes.ALAP_TOTAL if options.alap == "total float" else codes.ALAP_FREE
    rules[at.SPLIT_IN_PROGRESS] = options.split_in_progress
    rules[at.USE_EXPECTED_FINISH] = options.use_expected_finish
    rules[at.CLAMP_FREE_FLOAT] = not options.negative_free_float
    return rules


class _Links(NamedTuple):
    """Links between draft rows and gates; `row` is the draft's link, -1 for a gate's own."""

    predecessor: Indices
    successor: Indices
    kind: Indices
    row: Indices


class _Gates:
    """The nodes that stand for summaries, so that a link to one costs a row for each child and no product.

    before    the earliest moment at which anything below may start
    ahead     the earliest moment at which anything below may finish (FF and SF into a summary)
    end       the finish of all below
    first     the start of the first below
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.count = len(draft.shape)
        self.is_summary = np.zeros(self.count, bool)
        self.is_summary[draft.summaries] = True
        self.owner: list[int] = []
        self.shapes: list[int] = []
        self.numbers: dict[tuple[int, str], int] = {}
        self.extra: list[tuple[int, int, int, int]] = []

    def add_all(self) -> None:
        """Make the gates that links and constraints ask for, and tie the tasks below to them."""
        draft = self.draft
        self.predecessor = np.asarray(draft.predecessor, np.int64)
        self.successor = np.asarray(draft.successor, np.int64)
        self.kind = np.asarray(draft.kind, np.int64)
        if len(self.successor):
            for i in np.flatnonzero(self.is_summary[self.successor]):
                side = "before" if self.kind[i] in (codes.FS, codes.SS) else "ahead"
                self.successor[i] = self.gate(int(self.successor[i]), side)
            for i in np.flatnonzero(self.is_summary[self.predecessor]):
                side = "end" if self.kind[i] in (codes.FS, codes.FF) else "first"
                self.predecessor[i] = self.gate(int(self.predecessor[i]), side)
        self._take_constraints()
        if self.owner:
            self._tie_children()

    def gate(self, summary: int, side: str) -> int:
        """Return a summary's gate, made when first asked for."""
        key = (summary, side)
        if key not in self.numbers:
            self.numbers[key] = self.count
            self.owner.append(summary)
            self.shapes.append(codes.GATE_FIRST if side == "first" else codes.GATE)
            self.draft.shape.append(self.shapes[-1])
            self.draft.calendar.append(CLOCK)
            self.draft.minutes.append(0)
            self.count += 1
        return self.numbers[key]

    def _take_constraints(self) -> None:
        """Move a summary's constraints to its gates: starts bound all below, finishes bind the last."""
        starts = (codes.START_FROM, codes.START_ON, codes.MANDATORY_START)
        for row in self.draft.summaries:
            facts = self.draft.facts.pop(row, {})
            for name in ("constraint", "constraint_2"):
                code = facts.get(name, codes.NO_CONSTRAINT)
                if code == codes.NO_CONSTRAINT:
                    continue
                side = "before" if code in starts else "first" if code == codes.START_BY else "end"
                own = self.draft.facts.setdefault(self.gate(row, side), {})
                place = "constraint_2" if "constraint" in own else "constraint"
                own[place] = codes.START_FROM if code in starts else code
                own[f"{place}_date"] = facts[f"{name}_date"]
            if "deadline" in facts:
                self.draft.facts.setdefault(self.gate(row, "end"), {})["deadline"] = facts["deadline"]

    def _tie_children(self) -> None:
        """Tie each gate to the nearest below: the gates of inner summaries that have one, else their tasks."""
        sides = {"before": codes.FS, "ahead": codes.FF, "end": codes.FS, "first": codes.SS}
        parent = self.draft.parent
        for side, kind in sides.items():
            owners = {summary: node for (summary, its_side), node in self.numbers.items() if its_side == side}
            if not owners:
                continue
            inward = side in ("before", "ahead")
            nearest: dict[int, int] = {-1: -1}
            for row in range(len(parent)):
                above = self._nearest(parent[row], owners, nearest)
                node = owners.get(row, -1) if self.is_summary[row] else row
                if above >= 0 and node >= 0:
                    self.extra.append((above, node, kind, -1) if inward else (node, above, kind, -1))

    def _nearest(self, summary: int, owners: dict[int, int], known: dict[int, int]) -> int:
        trail = []
        while summary not in known:
            trail.append(summary)
            if summary in owners:
                known[summary] = owners[summary]
                break
            summary = self.draft.parent[summary]
        found = known[summary]
        for passed in trail:
            known[passed] = owners.get(passed, found)
        return known[trail[0]] if trail else found

    def members(self) -> Indices:
        """Return the rows and gates that take part: no summaries."""
        hidden = np.zeros(self.count, bool)
        hidden[: len(self.is_summary)] = self.is_summary
        return np.flatnonzero(~hidden)

    def links(self) -> _Links:
        """Return the links between those that take part."""
        rows = np.arange(len(self.predecessor))
        mine = _Links(self.predecessor, self.successor, self.kind, rows)
        if not self.extra:
            return mine
        extra = np.asarray(self.extra, np.int64).T
        return _Links(*(np.concatenate([a, b]) for a, b in zip(mine, extra, strict=True)))


def _ordered(size: int, links: _Links, gates: _Gates) -> Indices:
    """Return the order of the members, as positions among them."""
    number = np.full(gates.count, -1, np.int64)
    number[gates.members()] = np.arange(size)
    source, target = number[links.predecessor], number[links.successor]
    if (source < target).all():
        return np.arange(size)  # the plan's own order will do, and neighbours stay neighbours in memory
    out_of, rows = grouped(source, size)
    form = form_for(size, _ORDERING)
    waiting = np.bincount(target, minlength=size).astype(np.int64)
    order = np.zeros(size, np.int64)
    waits, placed_order = form.suited(waiting), form.suited(order)
    placed = form.kernels(_ORDERING).topological_order(
        form.suited(out_of), form.suited(target[rows]), waits, placed_order
    )
    if placed < size:
        raise CircleError(_circle(form, size, source, target, waits, gates))
    return np.asarray(placed_order, np.int64)


def _circle(form: Form, size: int, source: Indices, target: Indices, waits: Any, gates: _Gates) -> list[int]:
    into, rows = grouped(target, size)
    path, seen = form.suited(np.zeros(size, np.int64)), form.suited(np.zeros(size, np.int64))
    length = form.kernels(_ORDERING).circle_among(
        form.suited(into), form.suited(source[rows]), waits, seen, path
    )
    nodes = gates.members()[np.asarray(path[:length], np.int64)]
    real = len(gates.is_summary)
    return [int(node) if node < real else gates.owner[node - real] for node in nodes]


def _fill_tasks(draft: Draft, row_of: Indices, place: Indices, tasks: Table) -> tuple[Table, Table]:
    """Fill in the columns of tasks that links don't, and return their parts and facts."""
    size = len(row_of)
    tasks[:size, at.SHAPE] = np.asarray(draft.shape, np.int64)[row_of]
    tasks[:size, at.CALENDAR] = np.asarray(draft.calendar, np.int64)[row_of]
    tasks[:size, at.DURATION] = np.asarray(draft.minutes, np.int64)[row_of]
    if draft.state:
        rows = place[np.fromiter(draft.state, np.int64)]
        tasks[rows[rows >= 0], at.STATE] = np.fromiter(draft.state.values(), np.int64)[rows >= 0]
    parts = _part_table(draft, place, tasks)
    facts = _fact_table(draft, place, tasks)
    _mark_ordinary(tasks, parts)
    return parts, facts


def _part_table(draft: Draft, place: Indices, tasks: Table) -> Table:
    size = len(tasks) - 1
    counts = np.ones(size, np.int64)
    given = {int(place[row]): parts for row, parts in draft.parts.items() if place[row] >= 0}
    for t, parts in given.items():
        counts[t] = len(parts)
    np.cumsum(counts, out=tasks[1:, at.PART])
    owner = np.repeat(np.arange(size), counts)
    table = np.zeros((len(owner), at.PART_COLUMNS), np.int64)
    table[:, at.PART_CALENDAR] = tasks[owner, at.CALENDAR]
    table[:, at.PART_MINUTES] = table[:, at.PART_REMAINING] = tasks[owner, at.DURATION]
    if given:
        rows = [range(int(tasks[t, at.PART]), int(tasks[t + 1, at.PART])) for t in given]
        table[[p for each in rows for p in each]] = [part for parts in given.values() for part in parts]
    return table


def _fact_table(draft: Draft, place: Indices, tasks: Table) -> Table:
    given = {int(place[row]): facts for row, facts in draft.facts.items() if facts and place[row] >= 0}
    table = np.zeros((len(given) + 1, at.FACT_COLUMNS), np.int64)
    for column, default in _FACTS.values():
        table[:, column] = default
    for number, (t, facts) in enumerate(given.items(), 1):
        tasks[t, at.FACTS] = number
        for name, value in facts.items():
            table[number, _FACTS[name][0]] = value
    return table


def _mark_ordinary(tasks: Table, parts: Table) -> None:
    """Mark planned work on one calendar that no fact of its own holds."""
    first = tasks[:, at.PART]
    ordinary = (tasks[:-1, at.SHAPE] == codes.WORK) & (tasks[:-1, at.STATE] == codes.PLANNED)
    ordinary &= (np.diff(first) == 1) & (tasks[:-1, at.FACTS] == 0)
    ordinary[ordinary] = parts[first[:-1][ordinary], at.PART_DELAY] == 0
    tasks[:-1, at.ORDINARY] = ordinary


def _link_table(draft: Draft, links: _Links, place: Indices, size: int) -> tuple[Table, Indices]:
    """Return links sorted by successor, and their rows in the draft."""
    before, after = place[links.predecessor], place[links.successor]
    lag, calendar = _lags(draft, links)
    _, rows = grouped(after, size)
    table = np.empty((len(rows), at.LINK_COLUMNS), np.int64)
    for column, values in (
        (at.BEFORE, before),
        (at.AFTER, after),
        (at.KIND, links.kind),
        (at.LAG, lag),
        (at.LAG_CALENDAR, calendar),
    ):
        table[:, column] = values[rows]
    return table, links.row[rows]


def _lags(draft: Draft, links: _Links) -> tuple[Minutes, Indices]:
    """Return each link's lag in minutes and the calendar it runs on; a gate's own links have neither."""
    own = links.row < 0
    row = np.where(own, 0, links.row)
    if not draft.predecessor:
        return np.zeros(len(row), np.int64), np.full(len(row), CLOCK, np.int64)
    given, kind = np.asarray(draft.lag, np.int64)[row], np.asarray(draft.lag_kind, np.int64)[row]
    calendar = np.asarray(draft.lag_calendar, np.int64)[row]
    of_percent = (kind == codes.LAG_PERCENT) | (kind == codes.LAG_ELAPSED_PERCENT)
    minutes = np.asarray(draft.minutes, np.int64)[links.predecessor]
    lag = np.where(of_percent, np.rint(given * minutes / 100_000).astype(np.int64), given)
    elapsed = (kind == codes.LAG_ELAPSED) | (kind == codes.LAG_ELAPSED_PERCENT)
    calendar = np.where(calendar == LAG_BY_RULE, _calendar_by_rule(draft, links), calendar)
    return np.where(own, 0, lag), np.where(own | elapsed, CLOCK, calendar)


def _calendar_by_rule(draft: Draft, links: _Links) -> Indices:
    """Return the calendar that the options give each lag; that of a summary is its own row's."""
    rule = draft.options.lag_calendar
    if rule == "24h":
        return np.full(len(links.row), CLOCK, np.int64)
    if rule == "project":
        return np.full(len(links.row), draft.default_calendar, np.int64)
    ends = np.asarray(draft.predecessor if rule == "predecessor" else draft.successor, np.int64)
    return np.asarray(draft.calendar, np.int64)[ends[np.where(links.row < 0, 0, links.row)]]


def _max_lags(draft: Draft, link_row: Indices) -> Iterable[tuple[int, int]]:
    if draft.max_lag:
        where = {int(row): i for i, row in enumerate(link_row)}
        for row, minutes in draft.max_lag.items():
            if row in where:
                yield where[row], minutes
