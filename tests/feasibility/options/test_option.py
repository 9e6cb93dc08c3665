"""What is said of an option: its sentence, its name."""

from __future__ import annotations

from fairlead.feasibility.options.move import Kind, Move
from fairlead.feasibility.options.option import Option, Trying
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

PLAN = a_plan("name: P\ncurrency: EUR\ntasks: [{id: a, estimate: 1d}]\n")


def an_option(*moves: Move) -> Option:
    score = scored(PLAN, Luck(100))
    return Option(moves, (), PLAN, score, 0.0, 0.0)


def a_move(kind: Kind, sentence: str) -> Move:
    return Move(kind, sentence, (sentence,), frozenset({sentence}))


def test_names_keep_their_capitals_in_the_middle_of_a_sentence() -> None:
    option = an_option(
        a_move("drop", "Leave out Panel"),
        a_move("lend", "Lend somebody like Ana"),
        a_move("deadline", "CE marking by Mon 30 Aug 2027"),
        a_move("mitigate", "Second source, against “Parts late”"),
    )

    assert option.sentence == (
        "Leave out Panel; lend somebody like Ana; CE marking by Mon 30 Aug 2027; Second source, against “Parts late”."
    )


def test_a_name_has_four_parts_at_the_most() -> None:
    kinds: tuple[Kind, ...] = ("hire", "drop", "overtime", "deadline", "budget")

    assert (
        an_option(*(a_move(kind, kind) for kind in kinds[:4])).name
        == "Hire + Less scope + Overtime + Later date"
    )
    assert an_option(*(a_move(kind, kind) for kind in kinds)).name == "Hire + Less scope + Overtime + 2 more"


def test_an_option_is_tried_once() -> None:
    trying = Trying(PLAN, Luck(100), scored(PLAN, Luck(100)))
    move = Move("shorten", "Quicker", ("a estimate 4h",), frozenset({"a"}))

    assert trying.known([move]) is None
    assert trying.option([move]) is trying.option([move]) is trying.known([move])
    assert trying.count == 1
