from __future__ import annotations

from fairlead.plan.opening import open_text
from fairlead.schedule.schedule import Schedule, schedule


def _scheduled(tasks: str, status: str = "2027-01-04 08:00") -> Schedule:
    head = f"name: Plant\nstart: 2027-01-04 08:00\nstatus_date: {status}\noptions: {{preset: p6}}\ntasks:\n"
    return schedule(open_text(head + tasks).plan)


BETWEEN = """
  - {id: dig, duration: 2d}
  - {id: pour, duration: 3d, after: [dig]}
  - {id: watch, activity_type: level of effort, duration: 1d, after: [dig SS, pour FF]}
  - {id: paint, duration: 5d, after: [pour]}
"""


def test_level_of_effort_is_as_long_as_what_it_is_linked_to() -> None:
    found = _scheduled(BETWEEN)

    assert str(found["watch"].start) == str(found["dig"].start) == "2027-01-04 08:00:00"
    assert str(found["watch"].finish) == str(found["pour"].finish) == "2027-01-08 17:00:00"


def test_level_of_effort_spans_from_the_first_start_to_the_last_finish() -> None:
    found = _scheduled("""
  - {id: dig, duration: 2d}
  - {id: pour, duration: 3d, after: [dig]}
  - {id: watch, activity_type: level of effort, after: [pour SS, dig SS]}
  - {id: paint, duration: 5d, after: [pour, watch FF]}
  - {id: clean, duration: 1d, after: [watch FF]}
""")

    assert (str(found["watch"].start), str(found["watch"].finish)) == (
        "2027-01-04 08:00:00",
        "2027-01-15 17:00:00",
    )


def test_level_of_effort_drives_nothing_and_is_on_no_longest_path() -> None:
    with_it, without = (
        _scheduled(BETWEEN + "  - {id: end, duration: 1d, after: [watch]}\n"),
        _scheduled(BETWEEN),
    )

    assert all(with_it[id].early_finish == without[id].early_finish for id in ("dig", "pour", "paint"))
    assert str(with_it["end"].start) == "2027-01-04 08:00:00"
    assert not with_it["watch"].on_longest_path


def test_late_dates_of_level_of_effort_follow_those_of_its_neighbours() -> None:
    found = _scheduled("""
  - {id: dig, duration: 2d}
  - {id: watch, activity_type: level of effort, after: [dig SS, dig FF]}
  - {id: build, duration: 5d}
""")

    # dig takes two of the five days, so there are three to spare for both.
    assert found["watch"].late_finish == found["dig"].late_finish
    assert found["watch"].total_float == found["dig"].total_float == 3 * 480


def test_level_of_effort_under_way_goes_on_from_the_status_date() -> None:
    found = _scheduled(
        """
  - {id: dig, duration: 2d, started: 2027-01-04, done: 2027-01-05}
  - {id: pour, duration: 3d, after: [dig]}
  - {id: watch, activity_type: level of effort, started: 2027-01-04 08:00, after: [dig SS, pour FF]}
""",
        status="2027-01-06 08:00",
    )

    assert str(found["watch"].start) == "2027-01-04 08:00:00"
    assert str(found["watch"].early_start) == "2027-01-06 08:00:00"
    assert found["watch"].finish == found["pour"].finish


def test_a_wbs_summary_activity_spans_all_that_stands_beside_and_below_it() -> None:
    found = _scheduled("""
  - id: civil
    tasks:
      - {id: manage, activity_type: WBS summary}
      - {id: dig, duration: 2d}
      - {id: pits, tasks: [{id: pour, duration: 3d, after: [dig]}]}
  - {id: paint, duration: 5d, after: [pour]}
""")

    assert (found["manage"].start, found["manage"].finish) == (found["dig"].start, found["pour"].finish)
    assert found["civil"].finish == found["pour"].finish


def test_one_spanning_activity_may_span_another() -> None:
    found = _scheduled("""
  - {id: report, activity_type: level of effort, after: [watch SS, watch FF]}
  - {id: watch, activity_type: level of effort, after: [dig SS, dig FF]}
  - {id: dig, duration: 2d}
""")

    assert (found["report"].start, found["report"].finish) == (found["dig"].start, found["dig"].finish)
