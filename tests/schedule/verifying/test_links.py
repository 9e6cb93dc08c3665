"""Links of all types are kept, with their lags, and by everything below a summary."""

from __future__ import annotations

import pytest

from tests.schedule.verifying.checked import broken, violations

A = ("01-04 08:00", "01-05 17:00")  # Monday and Tuesday


@pytest.mark.parametrize(
    ("link", "right", "wrong", "code"),
    [
        ("a", ("01-06 08:00", "01-06 17:00"), ("01-05 08:00", "01-05 17:00"), "link"),
        ("a +1d", ("01-07 08:00", "01-07 17:00"), ("01-06 08:00", "01-06 17:00"), "link"),
        ("a -1d", ("01-05 08:00", "01-05 17:00"), ("01-04 08:00", "01-04 17:00"), "link"),
        ("a +2ed", ("01-08 08:00", "01-08 17:00"), ("01-07 08:00", "01-07 17:00"), "link"),
        ("a SS +4h", ("01-04 13:00", "01-05 12:00"), ("01-04 08:00", "01-04 17:00"), "link"),
        ("a SS +50%", ("01-05 08:00", "01-05 17:00"), ("01-04 13:00", "01-05 12:00"), "link"),
        ("a FF", ("01-05 08:00", "01-05 17:00"), ("01-04 08:00", "01-04 17:00"), "link"),
        ("a FF +1d", ("01-06 08:00", "01-06 17:00"), ("01-05 08:00", "01-05 17:00"), "link"),
        ("a SF +1d", ("01-04 08:00", "01-04 17:00"), None, ""),
        ("a SF +2d", ("01-05 08:00", "01-05 17:00"), ("01-04 08:00", "01-04 17:00"), "link"),
        ("a +0d..+1d", ("01-07 08:00", "01-07 17:00"), ("01-08 08:00", "01-08 17:00"), "max-lag"),
        ("a FF +0d..+1d", ("01-06 08:00", "01-06 17:00"), ("01-07 08:00", "01-07 17:00"), "max-lag"),
    ],
)
def test_a_link_is_kept(link: str, right: tuple[str, str], wrong: tuple[str, str] | None, code: str) -> None:
    plan = f"tasks: [{{id: a, estimate: 2d}}, {{id: b, estimate: 1d, after: [{link}]}}]"

    assert broken(plan, {"a": A, "b": right}) == set()
    if wrong is not None:
        assert broken(plan, {"a": A, "b": wrong}) == {code}


def test_the_message_names_both_and_the_link() -> None:
    plan = "tasks: [{id: a, estimate: 2d}, {id: b, estimate: 1d, after: [a +1d]}]"

    (found,) = violations(plan, {"a": A, "b": ("01-06 08:00", "01-06 17:00")})

    assert found.tasks == ("b", "a")
    assert (
        found.message
        == "`b` starts 2027-01-06 08:00, but its link `a +1d` asks for 2027-01-06 17:00 at the earliest."
    )


@pytest.mark.parametrize(
    ("rule", "earliest"),
    [
        # a ends on Tuesday at 17:00; b works round the clock
        ("successor", "01-06 01:00"),
        ("24h", "01-06 01:00"),
        ("predecessor", "01-06 17:00"),
        ("project", "01-06 17:00"),
    ],
)
def test_a_lag_runs_on_the_calendar_of_the_options(rule: str, earliest: str) -> None:
    plan = f"""
        options: {{lag_calendar: {rule}}}
        calendars: [{{id: always, hours: Mon-Sun 00:00-24:00}}]
        tasks: [{{id: a, estimate: 2d}}, {{id: b, duration: 1h, calendar: always, after: [a +8h]}}]
    """
    hour = int(earliest[6:8])
    early = (f"{earliest[:6]}{hour - 1:02}:00", earliest)

    assert broken(plan, {"a": A, "b": (earliest, f"{earliest[:6]}{hour + 1:02}:00")}) == set()
    assert broken(plan, {"a": A, "b": early}) == {"link"}


def test_links_of_summaries_hold_for_everything_below() -> None:
    plan = """
        tasks:
          - {id: first, tasks: [{id: a, estimate: 2d}, {id: b, estimate: 1d}]}
          - {id: then, after: [first], tasks: [{id: c, estimate: 1d}, {id: d, estimate: 1d}]}
    """
    right = {
        "a": A,
        "b": ("01-04 08:00", "01-04 17:00"),
        "c": ("01-06 08:00", "01-06 17:00"),
        "d": ("01-06 08:00", "01-06 17:00"),
    }

    assert broken(plan, right) == set()
    (found,) = violations(plan, right | {"d": ("01-05 08:00", "01-05 17:00")})
    assert found.tasks == ("d", "first")
    assert "as everything below `then`" in found.message


def test_children_of_a_summary_follow_each_other_in_order() -> None:
    plan = "tasks: [{id: s, in_order: yes, tasks: [{id: a, estimate: 2d}, {id: b, estimate: 1d}]}]"

    assert broken(plan, {"a": A, "b": ("01-06 08:00", "01-06 17:00")}) == set()
    assert broken(plan, {"a": A, "b": ("01-05 08:00", "01-05 17:00")}) == {"link"}


def test_work_waits_for_decisions() -> None:
    plan = """
        decisions: [{id: which, due: 2027-01-05}]
        tasks: [{id: b, estimate: 1d, after: [which]}]
    """

    assert broken(plan, {"b": ("01-06 08:00", "01-06 17:00")}) == set()
    assert broken(plan, {"b": ("01-05 08:00", "01-05 17:00")}) == {"link"}


def test_a_milestone_in_the_evening_is_as_good_as_the_next_morning() -> None:
    plan = "tasks: [{id: a, estimate: 2d}, {id: m, milestone: yes, after: [a]}, {id: c, estimate: 1d, after: [m]}]"
    after = ("01-06 08:00", "01-06 17:00")

    assert broken(plan, {"a": A, "m": ("01-05 17:00", "01-05 17:00"), "c": after}) == set()
    assert broken(plan, {"a": A, "m": ("01-06 08:00", "01-06 08:00"), "c": after}) == set()
    assert broken(plan, {"a": A, "m": ("01-05 16:00", "01-05 16:00"), "c": after}) == {"link"}


def test_closed_hours_are_no_wait_beyond_a_maximum_lag_whatever_way_is_taken() -> None:
    plan = (
        "start: 2027-01-04\ntasks:\n  - {id: a, estimate: 1d}\n"
        "  - {id: b, after: [a +0d..+3d], modes: [{work: 8h}, {duration: 38eh}]}"
    )
    done = {"a": ("01-05 08:00", "01-05 17:00")}

    # Three days after Tuesday are over on Friday evening, and no working time lies between that and Monday.
    assert broken(plan, {**done, "b": ("01-11 00:00", "01-12 14:00")}, {"b": 1}) == set()
    assert broken(plan, {**done, "b": ("01-11 10:00", "01-13 00:00")}, {"b": 1}) == {"max-lag"}
