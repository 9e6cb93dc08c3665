"""Chances and dates in sentences."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fairlead.draw.shares import percent
from fairlead.feasibility.phrases import a_chance, last_day, of_runs, quoted, said_between, said_on


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.22, "a 22% chance"),
        (0.08, "an 8% chance"),
        (0.11, "an 11% chance"),
        (0.12, "a 12% chance"),
        (0.18, "an 18% chance"),
        (0.85, "an 85% chance"),
        (1.0, "a 100% chance"),
        (0.004, "a chance of less than 1%"),
        (0.996, "a chance of more than 99%"),
    ],
)
def test_a_chance_has_the_right_article(chance: float, said: str) -> None:
    assert a_chance(chance) == said


def test_no_run_is_no_proof_that_it_cannot_be() -> None:
    assert (percent(0.0), of_runs(0.0), of_runs(0.0, impossible=True)) == ("0%", "<1%", "0%")


def test_a_year_is_said_once() -> None:
    assert said_on(date(2027, 10, 8), date(2027, 8, 6)) == "8 October"
    assert said_on(date(2028, 1, 8), date(2027, 8, 6)) == "8 January 2028"
    assert said_between(date(2027, 1, 4), date(2027, 1, 15)) == "between 4 and 15 January 2027"
    assert said_between(date(2027, 3, 1), date(2027, 5, 31)) == "between 1 March and 31 May 2027"
    assert said_between(date(2026, 12, 1), date(2027, 1, 31)) == "between 1 December 2026 and 31 January 2027"
    assert said_between(date(2027, 1, 4), date(2027, 1, 4)) == "on 4 January 2027"


def test_midnight_ends_the_day_before() -> None:
    assert last_day(datetime(2027, 1, 5, 0, 0)) == date(2027, 1, 4)
    assert last_day(datetime(2027, 1, 5, 17, 0)) == date(2027, 1, 5)


def test_a_name_of_many_words_is_quoted() -> None:
    assert (quoted("The pilot"), quoted("Alarms are answered at night")) == (
        "The pilot",
        "“Alarms are answered at night”",
    )
