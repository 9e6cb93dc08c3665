"""How much of somebody is taken when. Ana is resource 0 and works 8 to 16; moments are hours of a Monday."""

from __future__ import annotations

import pytest

from fairlead.schedule.codes import CLOCK, MISSING
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.generating import Generator
from fairlead.schedule.levelling.profile import busy_until, level_between, occupy
from fairlead.schedule.staffing import FULL, staffed
from tests.plans import a_plan

ANA, HALF = 0, FULL // 2


@pytest.fixture
def generator() -> Generator:
    plan = a_plan("""
        people: [{id: ana}]
        tasks: [{id: a, estimate: 1h, who: [ana]}, {id: b, estimate: 1h, who: [ana]}]
    """)
    return Generator(manned(staffed(compile_plan(plan))), compiled=False)


def busy(generator: Generator, units: int, start: int, finish: int) -> int:
    return busy_until(generator.net, generator.board, ANA, units, CLOCK, start, finish)


def test_nobody_is_busy_on_an_empty_board(generator: Generator) -> None:
    assert busy(generator, FULL, 0, 100) == MISSING


def test_somebody_is_busy_until_their_work_ends(generator: Generator) -> None:
    occupy(generator.board, ANA, 10, 20, FULL)

    assert busy(generator, FULL, 0, 10) == MISSING
    assert busy(generator, FULL, 0, 11) == 20
    assert busy(generator, FULL, 20, 30) == MISSING


def test_half_of_somebody_is_free_beside_the_other_half(generator: Generator) -> None:
    occupy(generator.board, ANA, 10, 20, HALF)

    assert busy(generator, HALF, 0, 30) == MISSING
    assert busy(generator, HALF + 1, 0, 30) == 20


def test_two_halves_side_by_side_are_a_whole_where_they_overlap(generator: Generator) -> None:
    occupy(generator.board, ANA, 10, 20, HALF)
    occupy(generator.board, ANA, 15, 25, HALF)

    assert [level_between(generator.board, ANA, *span) for span in ((0, 9), (10, 15), (15, 20), (20, 30))] == [
        0, HALF, FULL, HALF,
    ]  # fmt: skip


def test_stretches_that_touch_are_noted_as_one(generator: Generator) -> None:
    occupy(generator.board, ANA, 10, 20, FULL)
    occupy(generator.board, ANA, 20, 30, FULL)

    assert generator.board[generator.board[to.COUNTS] + ANA] == 2  # from 10 on a whole, from 30 on nothing


def test_what_finds_no_room_is_not_noted(generator: Generator) -> None:
    board = generator.board
    room = board[board[to.RESOURCES] + to.RESOURCE_COLUMNS + to.ROOM]
    noted = [occupy(board, ANA, 10 * k, 10 * k + 5, FULL) for k in range(room)]

    assert noted == [True] * (room // 2) + [False] * (room - room // 2)
