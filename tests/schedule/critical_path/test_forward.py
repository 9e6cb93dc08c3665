"""Early dates: links, lags, constraints, calendars, progress."""

from __future__ import annotations

import pytest

from fairlead.schedule import codes
from tests.schedule.critical_path.networks import CLOCK, EVERY_DAY, NIGHTS, Sketch


def test_a_task_begins_when_the_one_before_it_is_done() -> None:
    found = Sketch().task("a", 8).task("b", 16).link("a", "b").solved()

    # 17:00 on Monday and 08:00 on Tuesday are the same working instant: a finish reads as the one, a start as the other.
    assert found.early("a") == ("Mon 08:00", "Mon 17:00")
    assert found.early("b") == ("Tue 08:00", "Wed 17:00")


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [
        ("FS", 0, "Wed 08:00"),
        ("FS", 8, "Thu 08:00"),
        ("FS", -8, "Tue 08:00"),
        ("SS", 0, "Mon 08:00"),
        ("SS", 4, "Mon 13:00"),
        ("FF", 0, "Tue 08:00"),  # ends with `a` on Tuesday 17:00, so its eight hours begin that morning
        ("FF", 4, "Tue 13:00"),
        ("SF", 16, "Tue 08:00"),  # ends 16 hours after `a` begins
    ],
)
def test_each_kind_of_link_holds_its_own_end(kind: str, lag: float, start: str) -> None:
    found = Sketch().task("a", 16).task("b", 8).link("a", "b", kind, lag).solved()

    assert found.early("b")[0] == start


def test_an_elapsed_lag_passes_over_the_weekend() -> None:
    found = Sketch().task("a", 40).task("b", 8).link("a", "b", "FS", 72, elapsed=True).solved()

    # Friday 17:00 and three days of the clock are Monday 17:00.
    assert found.early("b") == ("2 Tue 08:00", "2 Tue 17:00")


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("successor", "2 Tue 08:00"),
        ("predecessor", "2 Mon 08:00"),
        ("project", "2 Tue 08:00"),
        ("24h", "2 Mon 08:00"),
    ],
)
def test_a_lag_runs_on_the_calendar_that_the_option_names(rule: str, start: str) -> None:
    # `a` works on weekends too and ends on Friday evening; eight hours later is Saturday evening by its own calendar.
    found = Sketch(lag_calendar=rule).task("a", 40, EVERY_DAY).task("b", 8).link("a", "b", "FS", 8).solved()

    assert found.early("b")[0] == start


def test_a_lag_in_percent_is_of_the_predecessors_duration() -> None:
    sketch = Sketch().task("a", 16).task("b", 8)
    sketch.draft.link(0, 1, codes.SS, 50_000, codes.LAG_PERCENT)

    assert sketch.solved().early("b")[0] == "Tue 08:00"


def test_every_hop_between_calendars_converts() -> None:
    found = (
        Sketch()
        .task("a", 8)
        .task("night", 4, NIGHTS)
        .task("b", 8)
        .link("a", "night")
        .link("night", "b")
        .solved()
    )

    assert found.early("night") == ("Mon 22:00", "Wed 00:00")  # two hours a night
    assert found.early("b") == ("Wed 08:00", "Wed 17:00")


def test_a_milestone_after_a_task_that_ends_in_the_evening_stands_in_the_evening() -> None:
    found = (
        Sketch()
        .task("a", 8)
        .task("reached", 0)
        .task("b", 8)
        .link("a", "reached")
        .link("reached", "b")
        .solved()
    )

    assert found.early("reached") == ("Mon 17:00", "Mon 17:00")
    assert found.early("b")[0] == "Tue 08:00"


def test_a_start_milestone_reads_like_a_start() -> None:
    found = Sketch("p6").task("a", 8).task("go", 0, shape=codes.START_MILESTONE).link("a", "go").solved()

    assert found.early("go") == ("Tue 08:00", "Tue 08:00")


def test_elapsed_durations_pass_on_the_clock() -> None:
    found = Sketch().task("dry", 24, CLOCK).task("paint", 8).link("dry", "paint").solved()

    assert found.early("dry") == ("Mon 08:00", "Tue 08:00")
    assert found.early("paint")[0] == "Tue 08:00"


def test_with_several_people_a_task_is_from_the_first_to_the_last_of_them() -> None:
    found = Sketch().task("both", 8, parts=[(0, 8), (NIGHTS, 4)]).solved()

    assert found.early("both") == ("Mon 08:00", "Wed 00:00")


# Constraints. Sources: Microsoft Project's and Primavera P6's descriptions of their constraint types.


@pytest.mark.parametrize(
    ("constraint", "dates"),
    [
        ({"start": "from Wed 08:00"}, ("Wed 08:00", "Wed 17:00")),
        ({"start": "from Sat 08:00"}, ("2 Mon 08:00", "2 Mon 17:00")),
        ({"finish": "from Thu 17:00"}, ("Thu 08:00", "Thu 17:00")),
        ({"start": "on Wed 08:00"}, ("Wed 08:00", "Wed 17:00")),
        ({"start": "on Mon 08:00"}, ("Tue 08:00", "Tue 17:00")),  # the link wins
        ({"start": "fixed Mon 08:00"}, ("Mon 08:00", "Mon 17:00")),  # the date wins
        ({"finish": "fixed Mon 17:00"}, ("Mon 08:00", "Mon 17:00")),
        ({"start": "by Mon 08:00"}, ("Tue 08:00", "Tue 17:00")),
    ],
)
def test_constraints_push_and_mandatory_ones_break_links(
    constraint: dict[str, str], dates: tuple[str, str]
) -> None:
    found = Sketch().task("a", 8).task("b", 8, **constraint).link("a", "b").solved()

    assert found.early("b") == dates


@pytest.mark.parametrize(
    ("constraint", "dates"),
    [
        ({"start": "by Mon 08:00"}, ("Mon 08:00", "Mon 17:00")),
        ({"finish": "by Tue 12:00"}, ("Mon 13:00", "Tue 12:00")),
        ({"start": "by Fri 08:00"}, ("Tue 08:00", "Tue 17:00")),
    ],
)
def test_microsoft_project_lets_dates_that_pull_win_over_links(
    constraint: dict[str, str], dates: tuple[str, str]
) -> None:
    found = Sketch("msproject").task("a", 8).task("b", 8, **constraint).link("a", "b").solved()

    assert found.early("b") == dates


def test_in_microsoft_project_a_date_of_its_own_may_lie_before_the_projects_start() -> None:
    found = Sketch("msproject").task("a", 8, start="from 0 Mon 08:00").solved()

    assert found.early("a")[0] == "0 Mon 08:00"


def test_two_constraints_hold_together() -> None:
    found = Sketch().task("a", 8, start="from Tue 08:00", finish="from Thu 17:00").solved()

    assert found.early("a") == ("Thu 08:00", "Thu 17:00")


def test_an_expected_finish_takes_the_place_of_the_one_computed() -> None:
    found = Sketch("p6").task("a", 8, expected_finish="Thu 17:00").task("b", 8).link("a", "b").solved()

    assert found.early("a") == ("Mon 08:00", "Thu 17:00")
    assert found.early("b")[0] == "Fri 08:00"
    assert found.free("a") == 0


def test_a_levelling_delay_passes_on_the_clock() -> None:
    found = Sketch().task("a", 8, delay=24 * 60).task("b", 8).link("a", "b").solved()

    assert found.early("a") == ("Tue 08:00", "Tue 17:00")
    assert found.early("b")[0] == "Wed 08:00"


def test_manual_tasks_keep_their_dates_and_still_drive() -> None:
    found = (
        Sketch().task("a", 8).task("fixed", 8, manual="Mon 08:00 - Wed 17:00").task("b", 8).link("a", "fixed")
    )

    assert found.link("fixed", "b").solved().early("fixed") == ("Mon 08:00", "Wed 17:00")
    assert found.solved().early("b")[0] == "Thu 08:00"


# Progress


def test_what_is_left_lies_after_the_status_date() -> None:
    found = (
        Sketch(status="Wed 17:00")
        .task("a", 24, left=16, started="Mon 08:00")
        .task("b", 8)
        .link("a", "b")
        .solved()
    )

    assert found.early("a") == ("Thu 08:00", "Fri 17:00")
    assert found.dates("a") == ("Mon 08:00", "Fri 17:00")
    assert found.early("b")[0] == "2 Mon 08:00"


def test_what_nobody_has_begun_lies_after_the_status_date() -> None:
    found = Sketch(status="Wed 17:00").task("a", 8).solved()

    assert found.early("a") == ("Thu 08:00", "Thu 17:00")


def test_finished_work_stays_where_it_was_and_lags_count_from_there() -> None:
    found = (
        Sketch(status="Mon 17:00")
        .task("a", 8, done="Mon 17:00")
        .task("b", 8)
        .link("a", "b", "FS", 16)
        .solved()
    )

    assert found.early("a")[1] == "Mon 17:00"
    assert found.early("b")[0] == "Thu 08:00"


# `b` began before `a`, which it waits for, was done. Source: P6's schedule options for progressed activities.
@pytest.mark.parametrize(
    ("mode", "goes_on"),
    [("retained logic", "Thu 08:00"), ("progress override", "Tue 08:00"), ("actual dates", "Thu 08:00")],
)
def test_work_out_of_sequence_goes_on_by_the_progress_mode(mode: str, goes_on: str) -> None:
    sketch = Sketch("p6", status="Mon 17:00", progress=mode)
    found = sketch.task("a", 16).task("b", 16, left=8, started="Mon 08:00").link("a", "b").solved()

    assert found.early("b")[0] == goes_on


def test_in_p6_a_finished_task_passes_on_what_its_unfinished_predecessor_asks() -> None:
    sketch = Sketch("p6", status="Mon 17:00").task("a", 16).task("b", 8, done="Mon 17:00").task("c", 8)
    found = sketch.link("a", "b").link("b", "c").solved()

    assert found.early("c")[0] == "Thu 08:00"


# Sources of the next two: lags after progress in Primavera P6's own files.


def test_in_p6_a_start_lag_is_used_up_by_what_the_predecessor_has_worked() -> None:
    sketch = Sketch("p6", status="Mon 17:00").task(
        "a", 24, left=16, started="Mon 08:00", actual_minutes=8 * 60
    )
    found = sketch.task("b", 8).link("a", "b", "SS", 12).solved()

    assert found.early("b")[0] == "Tue 13:00"  # four of the twelve hours are left


def test_in_p6_a_lag_after_a_finished_task_is_used_up_until_the_status_date() -> None:
    sketch = Sketch("p6", status="Tue 17:00").task("a", 8, done="Mon 17:00").task("b", 8)
    found = sketch.link("a", "b", "FS", 12).solved()

    assert found.early("b")[0] == "Wed 13:00"


def test_progress_override_still_waits_with_the_finish() -> None:
    # Seen in a Primavera P6 file: the start has happened, but a finish-to-finish link isn't satisfied by that.
    sketch = Sketch("p6", status="Mon 17:00", progress="progress override")
    found = sketch.task("a", 32).task("b", 16, left=8, started="Mon 08:00").link("a", "b", "FF").solved()

    assert found.early("b")[1] == "Fri 17:00"


def test_in_microsoft_project_remaining_work_stays_where_it_is() -> None:
    sketch = Sketch("msproject", status="Fri 17:00")
    found = sketch.task("a", 16, left=8, started="Mon 08:00", resume="Tue 08:00").solved()

    assert found.dates("a") == ("Mon 08:00", "Tue 17:00")


# Summaries


def test_a_link_to_a_summary_drives_all_below_it() -> None:
    sketch = (
        Sketch().task("a", 8).summary("s").task("b", 8, inside="s").summary("t", "s").task("c", 4, inside="t")
    )
    found = sketch.link("a", "s").solved()

    assert found.early("b")[0] == "Tue 08:00"
    assert found.early("c")[0] == "Tue 08:00"


def test_a_link_from_a_summary_waits_for_the_last_below_it() -> None:
    sketch = (
        Sketch().summary("s").task("a", 8, inside="s").task("b", 24, inside="s").task("c", 8).link("s", "c")
    )

    assert sketch.solved().early("c")[0] == "Thu 08:00"


def test_start_to_start_from_a_summary_waits_for_the_first_below_it() -> None:
    sketch = (
        Sketch()
        .summary("s")
        .task("a", 8, inside="s", start="from Tue 08:00")
        .task("b", 8, inside="s", start="from Wed 08:00")
    )

    assert sketch.task("c", 8).link("s", "c", "SS").solved().early("c")[0] == "Tue 08:00"


def test_a_date_on_a_summary_holds_all_below_it() -> None:
    found = Sketch().summary("s", start="from Wed 08:00").task("a", 8, inside="s").solved()

    assert found.early("a")[0] == "Wed 08:00"


def test_links_between_large_summaries_cost_a_row_for_each_child() -> None:
    sketch = Sketch().summary("s").summary("t")
    for i in range(100):
        sketch.task(f"a{i}", 8, inside="s").task(f"b{i}", 8, inside="t")
    network = sketch.link("s", "t").solved().network

    assert len(network.links) == 201


# As late as possible, and maximum lags


def test_p6_moves_a_task_within_its_free_float() -> None:
    sketch = (
        Sketch("p6")
        .task("a", 32)
        .task("late", 8, late_as_possible=1)
        .task("end", 8)
        .link("a", "end")
        .link("late", "end")
    )
    found = sketch.solved()

    assert found.early("late") == ("Thu 08:00", "Thu 17:00")
    assert found.free("late") == 0


def test_microsoft_project_moves_a_task_within_its_total_float_and_its_successors_behind_it() -> None:
    sketch = (
        Sketch("msproject")
        .task("long", 40)
        .task("late", 8, late_as_possible=1)
        .task("b", 8)
        .link("late", "b")
    )
    found = sketch.solved()

    assert found.dates("late") == ("Thu 08:00", "Thu 17:00")
    assert found.dates("b") == ("Fri 08:00", "Fri 17:00")


def test_a_maximum_lag_holds_the_predecessor_back() -> None:
    sketch = (
        Sketch()
        .task("pour", 8)
        .task("smooth", 8, start="from Thu 08:00")
        .link("pour", "smooth", "FS", 0, most=4)
    )
    found = sketch.solved()

    # `smooth` begins on Thursday, so `pour` may end no earlier than four hours before: Wednesday 13:00.
    assert found.early("pour") == ("Tue 13:00", "Wed 12:00")
    assert found.path.broken_links == ()


def test_a_maximum_lag_that_can_not_be_kept_is_named() -> None:
    sketch = Sketch(status="Tue 17:00").task("a", 8, done="Mon 17:00").task("b", 8, start="from Fri 08:00")
    found = sketch.link("a", "b", "FS", 0, most=4).solved()

    assert found.path.broken_links == (0,)


def test_a_maximum_lag_that_late_dates_break_is_named() -> None:
    sketch = Sketch(from_finish=True).task("a", 8).task("b", 8).task("c", 8, start="on Wed 08:00")
    sketch.link("a", "b", "FS", 0, most=4).link("a", "c")
    sketch.draft.finish_by = sketch.draft.plan_start + (11 * 24 + 9) * 60  # the second Friday, 17:00
    found = sketch.solved()

    # `c` holds `a` on Tuesday; from the finish on, `b` lies on the Friday of the week after.
    assert found.path.broken_links == (0,)


def test_a_plan_from_its_finish_lies_as_late_as_it_can() -> None:
    sketch = Sketch(from_finish=True).task("a", 8).task("b", 16).link("a", "b")
    sketch.draft.finish_by = sketch.draft.plan_start + (11 * 24 + 9) * 60  # the second Friday, 17:00

    found = sketch.solved()
    assert found.dates("b") == ("2 Thu 08:00", "2 Fri 17:00")
    assert found.dates("a") == ("2 Wed 08:00", "2 Wed 17:00")
