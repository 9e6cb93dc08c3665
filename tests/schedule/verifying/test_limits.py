"""People keep their limits, work in progress its number, and tasks their distance."""

from __future__ import annotations

import pytest

from tests.schedule.verifying.checked import broken, violations

MONDAY = ("01-04 08:00", "01-04 17:00")
TUESDAY = ("01-05 08:00", "01-05 17:00")


@pytest.mark.parametrize(
    ("limit", "first", "right", "wrong"),
    [
        ("8h/w", "01-04", "01-11", "01-06"),  # one day a week: the next one has eight hours again
        ("8h", "01-04", "01-11", "01-06"),
        ("8h/mo", "02-01", "03-01", "02-08"),
        ("8h/d", "01-04", "01-05", None),
    ],
)
def test_nobody_works_more_than_their_limit(limit: str, first: str, right: str, wrong: str | None) -> None:
    plan = f"""
        people: [{{id: ana, limit: {limit}}}]
        tasks: [{{id: a, estimate: 1d, who: [ana]}}, {{id: b, estimate: 1d, who: [ana]}}]
    """

    def on(day: str) -> tuple[str, str, list[str]]:
        return (f"{day} 08:00", f"{day} 17:00", ["ana"])

    assert broken(plan, {"a": on(first), "b": on(right)}) == set()
    if wrong is not None:
        assert broken(plan, {"a": on(first), "b": on(wrong)}) == {"limit", "length"}


def test_a_limit_stretches_a_task_over_more_days() -> None:
    plan = "people: [{id: ana, limit: 4h/d}]\ntasks: [{id: a, estimate: 1d, who: [ana]}]"

    assert broken(plan, {"a": ("01-04 08:00", "01-05 12:00", ["ana"])}) == set()
    assert broken(plan, {"a": ("01-04 08:00", "01-04 17:00", ["ana"])}) == {"limit", "length"}


def test_no_more_is_in_progress_than_wanted_nights_included() -> None:
    plan = """
        options: {split_when_levelling: yes}
        teams: [{id: lab, wip: 1}]
        people: [{id: ana, team: lab}, {id: tom, team: lab}]
        tasks: [{id: a, estimate: 1d, who: [ana]}, {id: b, estimate: 4h, who: [tom]}]
    """
    over_night = ([("01-04 08:00", "01-04 12:00"), ("01-05 08:00", "01-05 12:00")], ["ana"])

    assert broken(plan, {"a": (*MONDAY, ["ana"]), "b": ("01-05 08:00", "01-05 12:00", ["tom"])}) == set()
    found = violations(plan, {"a": over_night, "b": ("01-04 13:00", "01-04 17:00", ["tom"])})
    assert [(each.code, each.tasks, each.who) for each in found] == [("wip", ("a", "b"), ("lab",))]


def test_tasks_that_stay_apart_do_not_overlap() -> None:
    plan = "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d, apart_from: [a]}]"

    assert broken(plan, {"a": MONDAY, "b": TUESDAY}) == set()
    (found,) = violations(plan, {"a": MONDAY, "b": ("01-04 13:00", "01-05 12:00")})
    assert found.code == "apart-from"
    assert "from 2027-01-04 13:00 to 2027-01-04 17:00" in found.message


def test_everything_below_a_summary_stays_apart() -> None:
    plan = "tasks: [{id: s, apart_from: [b], tasks: [{id: a, estimate: 1d}]}, {id: b, estimate: 1d}]"

    assert broken(plan, {"a": MONDAY, "b": TUESDAY}) == set()
    assert broken(plan, {"a": MONDAY, "b": MONDAY}) == {"apart-from"}
