"""Late dates, floats, critical tasks, the longest path and float paths."""

from __future__ import annotations

import numpy as np
import pytest

from fairlead.schedule.critical_path.passes import float_paths, near_critical
from tests.schedule.critical_path.networks import EVERY_DAY, Sketch, at


def test_the_shorter_of_two_branches_has_the_difference_for_float() -> None:
    found = _fork().solved()

    assert found.late("short") == ("Tue 08:00", "Tue 17:00")
    assert (found.total("short"), found.free("short")) == (8, 8)
    assert (found.total("long"), found.free("long")) == (0, 0)
    assert found.critical() == {"long", "end"}


def test_a_lag_uses_up_the_free_float_of_the_task_before_it() -> None:
    # weld ends on day 1, the lag on day 2, paint on day 3; wire sets the finish on day 5.
    found = Sketch().task("weld").task("paint").task("wire", 40).link("weld", "paint", "FS", 8).solved()

    assert found.free("weld") == 0
    assert found.total("weld") == 16
    assert found.free("paint") == 16


def test_free_float_is_what_no_successor_feels() -> None:
    sketch = Sketch().task("a", 8).task("b", 8).task("c", 32).task("d", 8)
    found = sketch.link("a", "b").link("b", "d").link("c", "d").solved()

    assert (found.total("a"), found.free("a")) == (16, 0)
    assert (found.total("b"), found.free("b")) == (16, 16)


def test_float_goes_below_zero_where_a_deadline_is_missed() -> None:
    found = Sketch().task("a", 16).task("b", 16, deadline="Wed 17:00").link("a", "b").solved()

    assert found.total("b") == -8
    assert found.total("a") == -8
    assert found.early("b") == ("Wed 08:00", "Thu 17:00")  # a deadline never moves anything


def test_a_date_that_must_be_kept_takes_float_away() -> None:
    found = Sketch().task("a", 8, finish="by Mon 12:00").task("long", 40).solved()

    assert found.total("a") == -4


def test_a_start_that_is_asked_for_at_night_is_the_last_minute_of_the_evening() -> None:
    # `check` starts by Tue 08:00, so `pour` by Mon 20:00. Ready at 17:00, `pour` would begin on Tuesday only.
    sketch = Sketch().task("ready", 0).task("pour", 1).task("check", 8).task("long", 16)
    found = sketch.link("ready", "pour").link("pour", "check", "SS", 12, elapsed=True).solved()

    assert found.early("check") == ("Tue 08:00", "Tue 17:00")
    assert found.late("pour") == ("Mon 16:59", "Tue 08:59")
    assert found.late("ready") == ("Mon 16:59", "Mon 16:59")


def test_a_milestone_that_is_asked_for_at_night_is_the_evening() -> None:
    # A milestone can be reached at 17:00 itself.
    sketch = Sketch().task("ready", 0).task("check", 8).task("long", 16)
    found = sketch.link("ready", "check", "SS", 12, elapsed=True).solved()

    assert found.late("ready") == ("Mon 17:00", "Mon 17:00")


def test_start_and_finish_float_differ_where_calendars_do() -> None:
    # Late by Friday 17:00; on a calendar with weekends the start can wait as long as the end.
    sketch = Sketch(float_rule="start").task("a", 8).task("b", 40)
    found = sketch.link("a", "b", "SS").solved()

    assert found.total("a") == 0  # its start holds `b`
    finish = Sketch(float_rule="finish").task("a", 8).task("b", 40).link("a", "b", "SS").solved()
    assert finish.total("a") == 0


def test_an_open_end_has_float_until_the_plans_finish_unless_open_ends_are_critical() -> None:
    assert Sketch().task("a", 8).task("long", 24).solved().total("a") == 16
    assert Sketch(open_ends_critical=True).task("a", 8).task("long", 24).solved().total("a") == 0


def test_late_dates_count_from_the_date_by_which_all_must_be_finished() -> None:
    sketch = Sketch("p6").task("a", 8)
    sketch.draft.finish_by = at("Fri 17:00")

    assert sketch.solved().total("a") == 32


def test_finished_work_is_not_critical() -> None:
    found = Sketch(status="Mon 17:00").task("a", 8, done="Mon 17:00").task("b", 8).link("a", "b").solved()

    assert found.critical() == {"b"}
    assert found.total("a") == 0


def test_a_threshold_widens_what_is_critical() -> None:
    assert _fork(critical_minutes=480).solved().critical() == {"long", "short", "end"}


def test_near_critical_tasks_have_little_float() -> None:
    found = _fork(near_critical_minutes=480).solved()

    near = near_critical(found.network, found.path)
    assert [name for name in found.names if near[found.place(name)]] == ["short"]


def test_the_longest_path_goes_back_through_what_drives_even_where_float_is_negative() -> None:
    sketch = _fork(critical_rule="longest path")
    sketch.task("late", 8, deadline="Mon 08:00")  # negative float, but nothing waits for it

    found = sketch.solved()
    assert found.longest() == {"long", "end"}
    assert found.critical() == {"long", "end"}


def test_float_paths_are_numbered_from_the_most_critical_on() -> None:
    found = _fork().solved()

    numbers = float_paths(found.network, found.path)
    assert {name: int(numbers[found.place(name)]) for name in found.names} == {
        "long": 1,
        "end": 1,
        "short": 2,
    }


def test_started_work_has_the_float_of_its_finish() -> None:
    sketch = Sketch(status="Mon 17:00").task("a", 16, left=8, started="Mon 08:00").task("b", 24)

    assert sketch.solved().total("a") == 16


def test_in_microsoft_project_a_started_task_keeps_its_start_as_late_start() -> None:
    found = (
        Sketch("msproject")
        .task("a", 16, left=8, started="Mon 08:00", resume="Tue 08:00")
        .task("b", 32)
        .solved()
    )

    assert found.late("a") == ("Mon 08:00", "Thu 17:00")


def test_in_microsoft_project_a_task_without_float_of_its_own_can_slip_until_its_successor_began() -> None:
    sketch = Sketch("msproject").task("a", 8).task("b", 16, left=8, started="Wed 08:00", resume="Thu 08:00")
    found = sketch.link("a", "b").solved()

    assert found.late("a") == ("Tue 08:00", "Tue 17:00")


def test_late_dates_of_something_available_only_later_are_finite() -> None:
    sketch = Sketch().task("a", 8, start="from 3 Mon 08:00", deadline="Mon 08:00")

    assert -1000 < sketch.solved().total("a") < 0


@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
def test_late_dates_mirror_early_ones(kind: str) -> None:
    found = Sketch().task("a", 8, EVERY_DAY).task("b", 24).task("c", 60).link("a", "b", kind, 4).solved()

    # Laid at its late dates, `a` leaves `b` exactly its own.
    late_start, late_finish = (
        int(column[found.place("a")]) for column in (found.path.late_start, found.path.late_finish)
    )
    again = (
        Sketch().task("a", 8, EVERY_DAY, constraint=1, constraint_date=late_start).task("b", 24).task("c", 60)
    )
    held = again.link("a", "b", kind, 4).solved()
    assert held.path.early_finish[held.place("a")] == late_finish
    assert held.path.early_start[held.place("b")] <= found.path.late_start[found.place("b")]
    assert np.all(held.path.plan_finish == found.path.plan_finish)


def _fork(**options: object) -> Sketch:
    """`long` and `short` both go before `end`."""
    sketch = Sketch(**options)  # type: ignore[arg-type]
    return sketch.task("long", 16).task("short", 8).task("end", 8).link("long", "end").link("short", "end")
