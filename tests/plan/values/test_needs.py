from __future__ import annotations

from decimal import Decimal

import pytest

from fairlead.plan.values import Need, Percent, Skill


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("rig", Need((1, 1), (Skill("rig"),))),
        ("2 firmware >= 2", Need((2, 2), (Skill("firmware", 2),))),
        ("firmware >= 2 | testing >= 2", Need((1, 1), (Skill("firmware", 2), Skill("testing", 2)))),
        ("safety >= 2 at 50%", Need((1, 1), (Skill("safety", 2),), Percent(Decimal("0.5")))),
        ("1..2 cad", Need((1, 2), (Skill("cad"),))),
        ("20 battery", Need((20, 20), (Skill("battery"),))),
        ("firmware>=2|rig", Need((1, 1), (Skill("firmware", 2), Skill("rig")))),
        ("3d-printer", Need((1, 1), (Skill("3d-printer"),))),
        ("2.5 resin", Need((Decimal("2.5"), Decimal("2.5")), (Skill("resin"),))),
    ],
)
def test_a_need_is_a_count_alternatives_and_a_share(text: str, need: Need) -> None:
    assert Need.parse(text) == need


def test_whole_counts_are_integers() -> None:
    assert [type(number) for number in Need.parse("1..2 cad").count] == [int, int]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("0 cad", "at least 1"),
        ("2..1 cad", "backwards"),
        ("cad > 2", ">= level"),
        ("cad at 0%", "more than 0%"),
        ("cad, rig", ">= level"),
        ("| cad", ">= level"),
    ],
)
def test_what_is_no_need_is_refused(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        Need.parse(text)
