"""Limits and standing duties shorten people's hours, for every schedule of the plan."""

from __future__ import annotations

import pytest

from tests.schedule.asking import scheduled, span


@pytest.mark.parametrize(
    ("limit", "work", "expected"),
    [
        ("6h/d", "2d", "01-04 08:00 to 01-06 12:00"),  # the first 6 hours of each day
        ("20h/w", "20h", "01-04 08:00 to 01-06 12:00"),
        ("20h/w", "21h", "01-04 08:00 to 01-11 09:00"),  # the next week begins on Monday
        ("20h", "21h", "01-04 08:00 to 01-11 09:00"),  # without a period: a week's
        ("16h/mo", "17h", "01-04 08:00 to 02-02 09:00"),  # Friday the 1st has used up half of January's
        ("[6h/d, 8h/w]", "9h", "01-04 08:00 to 01-11 09:00"),
    ],
)
def test_hours_beyond_a_limit_are_not_worked(limit: str, work: str, expected: str) -> None:
    found = scheduled(f"""
        people: [{{id: ana, limit: {limit}}}]
        tasks: [{{id: a, estimate: {work}, who: [ana]}}]
    """)

    assert span(found, "a") == expected


def test_a_duty_takes_the_last_part_of_each_day() -> None:
    found = scheduled("""
        people: [{id: ana}]
        duties: [{id: desk, who: [ana], takes: 25%, until: 2027-01-05}]
        tasks: [{id: a, estimate: 18h, who: [ana]}]
    """)

    # Six hours on Monday and on Tuesday, until 15:00; then all of the day.
    assert span(found, "a") == "01-04 08:00 to 01-06 15:00"


def test_a_duty_in_turns_goes_round_in_order() -> None:
    found = scheduled("""
        people: [{id: ana}, {id: tom}]
        duties: [{id: on-call, who: [ana, tom], every: week, takes: 50%}]
        tasks: [{id: a, estimate: 1d, who: [ana]}, {id: t, estimate: 1d, who: [tom]},
                {id: u, estimate: 1d, who: [tom], start: from 2027-01-11}]
    """)

    assert span(found, "a") == "01-04 08:00 to 01-05 12:00"
    assert span(found, "t") == "01-04 08:00 to 01-04 17:00"
    assert span(found, "u") == "01-11 08:00 to 01-12 12:00"


def test_a_duty_of_a_team_is_everybodys_and_duties_add_up() -> None:
    found = scheduled("""
        teams: [{id: lab}]
        people: [{id: ana, team: lab}]
        duties: [{id: one, who: [lab], takes: 25%}, {id: two, who: [ana], takes: 25%}]
        tasks: [{id: a, estimate: 1d, who: [ana]}]
    """)

    assert span(found, "a") == "01-04 08:00 to 01-05 12:00"


def test_days_are_those_of_the_persons_own_zone() -> None:
    found = scheduled("""
        calendar: {zone: Europe/Berlin, hours: [Mon-Fri 09:00-17:00]}
        people: [{id: joe, zone: America/Los_Angeles, limit: 6h/d}]
        tasks: [{id: a, estimate: 8h, who: [joe]}]
    """)

    # 9 to 15 in California is 18 to midnight in Berlin.
    assert span(found, "a") == "01-04 18:00 to 01-05 20:00"


def test_somebody_who_works_round_the_clock_is_limited_by_the_day_too() -> None:
    found = scheduled("""
        people: [{id: bot, hours: Mon-Sun 00:00-24:00, limit: 10h/d}]
        duties: [{id: care, who: [bot], takes: 50%}]
        tasks: [{id: a, estimate: 9h, who: [bot]}]
    """)

    assert span(found, "a") == "01-04 00:00 to 01-05 04:00"
