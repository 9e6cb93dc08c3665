"""The heat map of a register."""

from __future__ import annotations

from fairlead.draw.matrix import Matrix
from fairlead.risk.charts_register import risk_matrix, stages_shown

from .looking import registered

PLAN = """
currency: EUR
risk_scales: {probability: [10%, 30%, 50%, 70%], delay: [1d, 2d, 4d, 8d], money: [10, 20, 40, 80]}
tasks: [{id: dig, estimate: 10d}]
risks:
  - {id: rain, event: Rain, probability: 60%, delays: {dig: 4d}, actions: [ACTIONS]}
  - {id: old, event: Old, probability: 60%, delays: {dig: 4d}, closed: 2027-01-01}
"""


def chart(actions: str = "") -> Matrix:
    found = registered(PLAN.replace("ACTIONS", actions))
    return risk_matrix(found, "Shed", lambda minutes: f"{minutes / 480:g}d", lambda amount: f"{amount:g} EUR")


def test_a_risk_stands_at_its_probability_and_impact() -> None:
    (board,) = chart().boards
    # 60% is the second row from the top, 4 days the third column
    assert [mark.name for mark in board.cells[1][2].marks] == ["rain"]
    assert sum(len(cell.marks) for row in board.cells for cell in row) == 1
    assert board.lines == ("Expected of all together: 2.4d of delay at most, 0 EUR",)


def test_the_corners_are_the_least_and_the_worst() -> None:
    (board,) = chart().boards
    assert (board.cells[4][0].level, board.cells[0][4].level) == (0, 3)


def test_headings_say_where_the_steps_end() -> None:
    found = chart()
    assert [row.meaning for row in found.rows] == ["> 70%", "≤ 70%", "≤ 50%", "≤ 30%", "≤ 10%"]
    assert (found.columns[1].meaning, found.columns[1].second) == ("≤ 2d", "≤ 20 EUR")
    assert (found.columns[4].meaning, found.columns[4].second) == ("> 8d", "> 80 EUR")


def test_only_stages_that_differ_are_shown() -> None:
    done, planned = "{name: Tent, done: 2027-01-01, probability: 5%}", "{name: Roof, probability: 1%}"
    shown = [
        stages_shown(registered(PLAN.replace("ACTIONS", each)))
        for each in ("", done, planned, f"{done}, {planned}")
    ]
    assert shown == [("before",), ("before", "now"), ("before", "planned"), ("before", "now", "planned")]
    assert [mark.name for mark in chart(done).boards[1].cells[4][2].marks] == ["rain"]
