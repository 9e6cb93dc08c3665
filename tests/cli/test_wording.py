"""Dates and lengths as people read them."""

from __future__ import annotations

from datetime import datetime

import pytest

from fairlead.cli.wording import Words
from tests.plans import a_plan

WORDS = Words.of(
    a_plan(
        "calendar: {hours: [Mon-Thu 08:00-12:00 13:00-17:00, Fri 08:00-12:00]}\ntasks: [{id: a, estimate: 1d}]"
    )
)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 1, 11, hour, minute)


def test_a_start_at_the_beginning_of_a_day_is_a_date() -> None:
    assert WORDS.started(at(8)) == WORDS.started(at(0)) == "Mon 11 Jan 2027"
    assert WORDS.started(at(17)) == "Mon 11 Jan 2027 17:00"


def test_a_finish_at_the_end_of_a_day_is_a_date_and_midnight_is_the_day_before() -> None:
    assert WORDS.finished(at(17)) == WORDS.finished(at(12)) == "Mon 11 Jan 2027"
    assert WORDS.finished(at(0)) == "Sun 10 Jan 2027"
    assert WORDS.finished(at(8)) == "Mon 11 Jan 2027 08:00"


def test_a_milestone_may_stand_at_either_end() -> None:
    assert WORDS.reached(at(8)) == WORDS.reached(at(17)) == "Mon 11 Jan 2027"
    assert WORDS.reached(at(9, 30)) == "Mon 11 Jan 2027 09:30"


def test_brief_dates_have_no_weekday() -> None:
    brief = Words(WORDS.opens, WORDS.closes, WORDS.day, brief=True)
    assert brief.started(at(9)) == "11 Jan 2027 09:00"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0d"),
        (480, "1d"),
        (720, "1.5d"),
        (-960, "-2d"),
        (30, "30m"),
        (-30, "-30m"),
        (45.5, "45.5m"),
        (480_000, "1,000d"),
    ],
)
def test_lengths_are_in_days_of_the_plan(minutes: float, text: str) -> None:
    assert WORDS.length(minutes) == text


def test_elapsed_lengths_say_so() -> None:
    assert WORDS.length(2880, elapsed=True) == "2ed"
    assert WORDS.length(120, elapsed=True) == "2eh"


def test_far_apart_is_in_whole_days_near_is_exact() -> None:
    assert WORDS.about(-1.5 * 480) == "1.5d"
    assert WORDS.about(20.4 * 480) == "20d"
