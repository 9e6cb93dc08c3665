"""What is said of an answer: how far it is from its bound, and whose work makes the bound."""

from __future__ import annotations

import pytest

from fairlead.schedule.optimising.answer import all_that, gap_of


def test_a_gap_is_a_share_of_the_way_from_the_start() -> None:
    assert gap_of(1_100.0, 1_000.0, 600.0) == pytest.approx(0.2)


def test_a_value_at_its_bound_has_no_gap() -> None:
    assert gap_of(1_000.0, 1_000.0, 1_000.0) == 0.0


def test_without_a_bound_nothing_is_known_of_the_gap() -> None:
    assert gap_of(1_000.0, None, 0.0) is None


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (["Ana"], "all that Ana has to do"),
        (["Ana", "Tom"], "all that Ana, Tom have to do"),
        (["Ana", "Tom", "Mei", "Raj", "Eva"], "all that Ana, Tom, Mei and 2 more have to do"),
    ],
)
def test_those_whose_work_makes_a_bound_are_named_up_to_three(who: list[str], said: str) -> None:
    assert all_that(who) == said
