"""A schedule of people in the plan's own words."""

from __future__ import annotations

from tests.schedule.levelling.people import people, stretches


def test_a_task_under_way_shows_the_pause_in_which_it_waits_for_its_people() -> None:
    found = people("""
        status_date: 2027-01-06
        people: [{id: ana}]
        tasks:
          - {id: a, estimate: 1d, who: [ana], started: 2027-01-05, left: 4h, priority: 900}
          - {id: b, estimate: 1d, who: [ana], started: 2027-01-04}
    """)

    # By the end of Wednesday nobody has said how much of `b` is done. First Ana does what is left of `a`.
    assert stretches(found, "b") == ["Mon 04 08:00 - Wed 06 17:00", "Thu 07 13:00 - Fri 08 12:00"]


def test_a_task_under_way_that_waits_for_nobody_is_one_stretch() -> None:
    found = people("""
        status_date: 2027-01-06
        people: [{id: ana}]
        tasks: [{id: b, estimate: 1d, who: [ana], started: 2027-01-04}]
    """)

    assert stretches(found, "b") == ["Mon 04 08:00 - Thu 07 17:00"]


def test_what_keeps_a_task_waiting_is_whoever_was_busy_and_with_what() -> None:
    found = people("""
        people: [{id: ana}]
        tasks: [{id: a, estimate: 1d, who: [ana], priority: 900}, {id: b, estimate: 1d, who: [ana]}]
    """)

    assert found["b"].waits_for == ("ana", "a", 8 * 60)
    assert found["a"].waits_for is None
