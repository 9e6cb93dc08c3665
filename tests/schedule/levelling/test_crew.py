"""The tables of the generator."""

from __future__ import annotations

from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.levelling.crew import Manned, empty_board, manned
from fairlead.schedule.staffing import staffed
from tests.plans import a_plan


def tables(text: str) -> Manned:
    return manned(staffed(compile_plan(a_plan(text))))


def test_places_that_few_can_fill_come_first() -> None:
    ready = tables("""
        people: [{id: ana, skills: {a: 1}}, {id: tom, skills: {a: 1}}]
        equipment: [{id: rig}]
        tasks: [{id: x, estimate: 1d, needs: [a, rig]}]
    """)

    names = [ready.staffed.resources[r].id for r in ready.tables[to.ELIGIBLE]]
    assert names[0] == "rig"
    assert sorted(names[1:]) == ["ana", "tom"]


def test_each_resource_has_room_for_the_tasks_that_may_come_to_it() -> None:
    ready = tables("""
        people: [{id: ana, skills: {a: 1}}, {id: tom}]
        tasks: [{id: x, estimate: 1d, needs: [a]}, {id: y, estimate: 1d, who: [ana]}]
    """)

    assert ready.room == (2, 0)


def test_an_empty_board_has_nobody_on_anything() -> None:
    ready = tables("""
        people: [{id: ana}]
        tasks: [{id: x, estimate: 1d, who: [ana]}]
    """)
    board = empty_board(ready, spare=0)

    assert board[board[to.PICKS]] == board[board[to.CHOSEN]] == -1
    assert board[board[to.COUNTS]] == 0


def test_whoever_a_task_avoids_is_known_to_both() -> None:
    ready = tables("""
        people: [{id: ana}, {id: tom}]
        tasks: [{id: x, estimate: 1d, who: [ana]}, {id: y, estimate: 1d, who: [tom], not_as: [x]}]
    """)

    assert sorted(ready.tables[to.NOT_SAME].tolist()) == [0, 1]
