"""Running the generator: priorities in, dates and picks out, in the form of the kernels that suits."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import refuse_far, waits_too_long
from fairlead.schedule.critical_path.tables import Indices, Ints, Moments, Net
from fairlead.schedule.forms import Form
from fairlead.schedule.jit import is_kept, is_loaded
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.levelling.crew import Manned, empty_board

_GENERATOR = "levelling.generator"
_COMPILED_FROM = 700  # tasks; below, plain Python is quicker than importing Numba for one schedule
_SPLIT_COMPILED_FROM = 400  # likewise where work may be interrupted, which takes twice as long
_COMPILED_ANEW_FROM = 8_000  # tasks; below, plain Python is quicker than compiling what isn't kept yet
_FRAGMENTED_ANEW_FROM = 2_000  # likewise where people are taken a day at a time, at twenty times the cost
_SPARE = 8  # rows of the board for each resource beyond two a task; made when missing, at the cost of a run
_SPARE_IF_FRAGMENTED = 4_096
_ROUNDS_FOR_MAXIMUM_LAGS = 60
_NOISE = 0.06  # of the span of the latest starts


class Generated(NamedTuple):
    """One schedule, by place: go-on moment of unfinished work, finish, mode (a row of the crew's), and picks.

    `asked` is when it could go on by links, dates and hours alone, given where its predecessors are; `overloaded`
    marks tasks that a date holds where there is no room (1), or that nobody may do whom their ties allow (2); `pieces`
    are those of interrupted tasks; `broken` are links whose maximum lag isn't kept.
    """

    go_on: Moments
    start: Moments
    finish: Moments
    chosen: Indices
    picks: Indices
    asked: Moments
    overloaded: Ints
    pieces: Mapping[int, tuple[tuple[int, int], ...]]
    broken: tuple[int, ...]


class Generator:
    """The generator of one plan, ready for many runs; each thread needs its own.

    `runs` is about how many there will be, of plans as large as that: many are worth compiled kernels.
    """

    def __init__(self, manned: Manned, *, compiled: bool | None = None, runs: int = 1) -> None:
        self.manned = manned
        self.size = manned.size
        self.compiled = _is_worth_compiling(manned, runs) if compiled is None else compiled
        self._form = Form(self.compiled)
        self._kernels: Any = self._form.kernels(_GENERATOR)
        self._spare = _SPARE_IF_FRAGMENTED if manned.fragmented else _SPARE
        self.real = manned.network.real
        self._set_up()

    def _set_up(self) -> None:
        network = self.manned.network
        found = np.zeros((self.size, at.FOUND_COLUMNS), np.int64)
        own = replace(network, parts=network.parts.copy(), facts=network.facts.copy())
        self.net: Net = self._form.suited(own.net(found))
        board = empty_board(self.manned, self._spare)
        self._head: list[int] = board[: to.HEAD].tolist()
        self.board: Any = self._form.suited(board)

    def wish(self, picks: Ints | None, modes: Ints | None) -> None:
        """Let the next runs try these people first (-1: no wish) and take these modes, numbered within each task."""
        self._put(to.WISHES, _missing(self._head[to.PICK_COUNT]) if picks is None else picks)
        self._put(to.FORCED, _missing(self.size) if modes is None else modes)

    def hold(self, moments: Mapping[int, int]) -> None:
        """Let tasks go on no earlier than these moments in the next runs; the plan must be `manned` with `held`."""
        kept = self.unheld.copy()
        for place, moment in moments.items():
            kept[place] = max(int(kept[place]), moment)
        self._put(to.KEPT, kept)

    @property
    def unheld(self) -> Ints:
        """What the plan itself holds each task back to, by place."""
        return self.manned.tables[to.KEPT]

    def _put(self, table: int, values: Ints) -> None:
        first = self._head[table]
        self.board[first : first + len(values)] = values if self.compiled else values.tolist()

    def _read(self, table: int, length: int) -> Ints:
        first = self._head[table]
        return np.array(self.board[first : first + length], np.int64)

    def order(self, rank: Ints) -> None:
        """Let the next runs place tasks by rank, the lowest first."""
        self._put(to.RANK, rank)

    def make_room(self) -> None:
        """Begin anew on a board with more room for what is taken; wishes, forced modes and ranks are gone."""
        self._spare = max(8 * self._spare, 512)
        self._set_up()

    def run(self, rank: Ints) -> None:
        """Place every task by rank, the lowest first; what comes out stands in `net.found` and on the board."""
        self._put(to.RANK, rank)
        while self._kernels.generate(self.net, self.board, self.size) == to.NO_ROOM:
            kept = {
                table: self._read(table, length)
                for table, length in (
                    (to.WISHES, self._head[to.PICK_COUNT]),
                    (to.FORCED, self.size),
                    (to.RANK, self.size),
                    (to.KEPT, self.size),
                )
            }
            self.make_room()
            for table, values in kept.items():
                self._put(table, values)

    def finish_of(self, rank: Ints) -> int:
        """Return when a plan placed by rank finishes; the quick answer for searches."""
        self.run(rank)
        return self.plan_finish()

    def plan_finish(self) -> int:
        """Return when the last task of the last run finishes."""
        finish = self._column(at.FINISH)[self.real]
        return int(finish.max()) if len(finish) else int(self.manned.network.rules[at.PLAN_START])

    def sum_of_finishes(self) -> int:
        """Return all finishes of the last run added up: of two schedules of one length the tighter one has less."""
        return int(self._column(at.FINISH)[self.real].sum())

    def overloaded(self) -> list[int]:
        """Return the places that found no room in the last run."""
        return np.flatnonzero(self._read(to.OVERLOADED, self.size)).tolist()

    def overloads_of(self, rank: Ints) -> list[int]:
        """Return the places that find no room in a run by rank."""
        self.run(rank)
        return self.overloaded()

    def _column(self, column: int) -> Ints:
        if self.compiled:
            values: Ints = np.asarray(self.net.found)[:, column]
            return values
        found = self.net.found
        return np.array([found[t, column] for t in range(self.size)], np.int64)

    def generated(self, rank: Ints) -> Generated:
        """Return the schedule placed by rank, maximum lags kept as far as holding predecessors back can keep them.

        Raises BeyondCalendarsError where it leaves the calendars.
        """
        self.run(rank)
        broken = self._keep_maximum_lags(rank) if self.manned.network.max_lags else ()
        return self.generated_already(broken)

    def generated_already(self, broken: tuple[int, ...] = ()) -> Generated:
        """Return the schedule of the last run; raises BeyondCalendarsError like `generated`."""
        refuse_far(self._column(at.FINISH), self.real)
        return self.result(broken)

    def result(self, broken: tuple[int, ...] = ()) -> Generated:
        """Return what the last run gave."""
        begun = (self.manned.network.state == codes.STARTED) | (self.manned.network.state == codes.FINISHED)
        go_on, finish = self._column(at.GO_ON).copy(), self._column(at.FINISH).copy()
        network = self.manned.network
        start = np.where(begun, network.fact(at.ACTUAL_START), go_on)
        finish = np.where(network.state == codes.FINISHED, network.fact(at.ACTUAL_FINISH), finish)
        return Generated(
            go_on=go_on,
            start=start,
            finish=finish,
            chosen=self._read(to.CHOSEN, self.size),
            picks=self._read(to.PICKS, self._head[to.PICK_COUNT]),
            asked=self._read(to.ASKED, self.size),
            overloaded=self._read(to.OVERLOADED, self.size),
            pieces=self._pieces(),
            broken=broken,
        )

    def _pieces(self) -> dict[int, tuple[tuple[int, int], ...]]:
        """Return the pieces of tasks that were interrupted."""
        if not self.manned.pieces:
            return {}
        moments = self._read(to.PIECES, 2 * self.manned.pieces).reshape(-1, 2).tolist()
        first, counts = self._read(to.PIECE_FIRST, self.size), self._read(to.PIECE_COUNT, self.size)
        return {
            place: _joined(moments[first[place] : first[place] + counts[place]])
            for place in np.flatnonzero(counts).tolist()
        }

    def _keep_maximum_lags(self, rank: Ints) -> tuple[int, ...]:
        """Hold back predecessors whose successors come too late, run again; return the links that stay broken.

        Links that push each other on and on are given up, and what they pushed goes back to where it was.
        """
        before = self._read(to.KEPT, self.size)
        lags, given_up = list(self.manned.network.max_lags), []
        while True:
            broken, settled = self._held_by(rank, lags, before.copy())
            if settled:
                break
            given_up += broken
            lags = [lag for lag in lags if lag[0] not in broken]
            self._put(to.KEPT, before)
            self.run(rank)
        self._put(to.KEPT, before)
        network, start, finish = self.manned.network, self._column(at.START), self._column(at.FINISH)
        late = (row for row, most in network.max_lags if waits_too_long(network, row, most, start, finish))
        return tuple(sorted({*broken, *given_up, *late}))

    def _held_by(self, rank: Ints, lags: Sequence[tuple[int, int]], kept: Ints) -> tuple[list[int], bool]:
        """Hold back predecessors until no maximum lag asks for more; return the broken ones, and whether it ended."""
        windows: Any = self._form.kernels("critical_path.windows")
        network = self.manned.network
        broken: list[int] = []
        for _ in range(_ROUNDS_FOR_MAXIMUM_LAGS):
            broken, moved = [], False
            for row, most in lags:
                place = int(network.links[row, at.BEFORE])
                least = int(windows.held_by_maximum(self.net, row, most))
                if least <= int(self.net.found[place, at.START]):
                    continue
                broken.append(row)
                ordinary, gate = network.tasks[place, at.ORDINARY] == 1, network.shape[place] >= codes.GATE
                held = network.state[place] == codes.PLANNED and not ordinary and not gate
                if held and least > kept[place]:
                    kept[place] = least
                    moved = True
            if not moved:
                return broken, True
            self._put(to.KEPT, kept)
            self.run(rank)
        return broken, False


def _joined(pieces: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    """Return pieces of which those that touch are one."""
    found: list[tuple[int, int]] = []
    for begin, end in pieces:
        if found and found[-1][1] == begin:
            found[-1] = found[-1][0], end
        else:
            found.append((begin, end))
    return tuple(found)


def _missing(count: int) -> Ints:
    return np.full(count, -1, np.int64)


def _is_worth_compiling(manned: Manned, runs: int) -> bool:
    if is_loaded(f"fairlead.schedule.{_GENERATOR}"):
        return True  # a forecast has it already, and then it costs nothing
    anew = _FRAGMENTED_ANEW_FROM if manned.fragmented else _COMPILED_ANEW_FROM
    least = _SPLIT_COMPILED_FROM if manned.staffed.splitting else _COMPILED_FROM
    return manned.size * runs >= least and (manned.size >= anew or _lies_in_the_cache())


@functools.cache
def _lies_in_the_cache() -> bool:
    return is_kept(f"fairlead.schedule.{_GENERATOR}")


def priority_ranks(
    manned: Manned, late_start: Moments, late_finish: Moments, early_start: Moments
) -> list[Ints]:
    """Return ranks by several rules: latest start, latest finish, least slack, earliest start, order of the document.

    Tasks under way come first, then by the priority that people gave, then by the rule. Source: Kolisch 1996,
    Journal of Operations Management 14 (the rules); Microsoft Project's "Priority, Standard" (priority first).
    """
    return [_by_rule(manned, by) for by in (late_start, late_finish, late_start - early_start, early_start,
                                           np.arange(manned.size))]  # fmt: skip


def sampled_ranks(manned: Manned, late_start: Moments, count: int) -> list[Ints]:
    """Return so many ranks by latest start with some chance mixed in; the same ones for the same plan.

    Source: biased random sampling, Kolisch & Drexl 1996, Annals of Operations Research 102, with normal noise.
    """
    random = np.random.default_rng(manned.size)
    spread = float(late_start.max(initial=0) - late_start.min(initial=0)) * _NOISE
    return [
        _by_rule(manned, (late_start + random.normal(0.0, spread, manned.size)).astype(np.int64))
        for _ in range(count)
    ]


def _by_rule(manned: Manned, by: Ints) -> Ints:
    priority = np.full(manned.size, 500, np.int64)
    for place, demand in manned.staffed.demands.items():
        priority[place] = demand.priority
    return ranked(manned, -priority, by)


def ranked(manned: Manned, *keys: Ints) -> Ints:
    """Return ranks by these keys, the first decides most; tasks under way come before all others.

    What asks for nobody is placed as soon as it can be, so that what follows it can be compared by its own rank.
    """
    planned = manned.network.state != codes.STARTED
    order = np.lexsort((*reversed(keys), planned))
    rank = np.empty(manned.size, np.int64)
    rank[order] = np.arange(manned.size)
    rank[np.diff(manned.mode_first) == 0] = -1
    return rank


def modes_of(manned: Manned, result: Generated) -> Ints:
    """Return the mode of each place, numbered within its task; -1 without one."""
    modes: Ints = np.where(result.chosen >= 0, result.chosen - manned.mode_first[:-1], -1)
    return modes
