"""Tasks that come round."""

from __future__ import annotations

import numpy as np

from tests.schedule.asking import finish, scheduled, span, start, tasks


def test_a_task_with_a_rhythm_reaches_from_its_first_to_its_last_day() -> None:
    found = tasks("id: r, estimate: 2h, every: week on Tue from 2027-01-05 until 2027-01-20")

    assert span(found, "r") == "01-05 08:00 to 01-19 10:00"


def test_each_occurrence_is_a_task_of_its_own() -> None:
    found = tasks("id: r, estimate: 2h, every: week on Tue 10:00 from 2027-01-05 until 2027-01-20")
    compiled = found.compiled
    places = compiled.network.place_of[np.flatnonzero(compiled.network.parent == compiled.row_of["r"])]

    assert sorted(f"{found.moment(int(found.path.start[place])):%d %H:%M}" for place in places) == [
        "05 10:00",
        "12 10:00",
        "19 10:00",
    ]


def test_a_rhythm_without_an_end_goes_on_to_the_last_goal() -> None:
    found = scheduled("""
        goals: [{id: g, deadline: 2027-02-01, done_when: [a]}]
        tasks: [{id: a, estimate: 1d}, {id: r, estimate: 1h, every: week on Mon}]
    """)

    assert start(found, "r") == "01-04 08:00"
    assert finish(found, "r") == "02-01 09:00"


def test_a_day_off_moves_an_occurrence_to_the_next_working_moment() -> None:
    found = tasks("id: r, estimate: 1h, every: month on 1 from 2027-01-01 until 2027-05-02")

    assert finish(found, "r") == "05-03 09:00"  # 1 May 2027 is a Saturday


def test_links_hold_every_occurrence() -> None:
    found = tasks("id: a, estimate: 6d", "id: r, estimate: 1h, every: week on Tue for 3 times, after: [a]")

    assert start(found, "r") == "01-12 08:00"
