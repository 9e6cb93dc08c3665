"""The checker as a whole: schedules as objects and as JSON, changed schedules, and whose code it doesn't use."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairlead.schedule.verifying
from fairlead.schedule.verifying import verify, verify_json
from tests.plans import a_plan
from tests.schedule.laying import laid

FOLDER = Path(fairlead.schedule.verifying.__file__).parent
ALLOWED = ("axis", "options", "plan_options", "calendars", "verifying", "levelling.placed")


def test_it_shares_no_code_with_what_makes_schedules() -> None:
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if module.startswith("fairlead.schedule"):
                used = module.removeprefix("fairlead.schedule.")
                assert used.startswith(ALLOWED), f"{path.name} imports {module}"


ZONED = """
    calendar: {zone: Europe/Berlin}
    people: [{id: ana}]
    tasks: [{id: a, estimate: 1d, who: [ana at 50%]}, {id: m, milestone: yes, after: [a]}]
"""
RIGHT = {
    "a": ("2027-01-04 08:00", "2027-01-05 17:00", ["ana at 50%"]),
    "m": ("2027-01-05 17:00", "2027-01-05 17:00"),
}


@pytest.mark.parametrize(
    "text", [ZONED, ZONED.replace("{zone: Europe/Berlin}", "{hours: [Mon-Fri 08:00-12:00 13:00-17:00]}")]
)
def test_json_is_checked_as_the_schedule_is(text: str) -> None:
    plan = a_plan(text)
    wrong = RIGHT | {"m": ("2027-01-05 16:00", "2027-01-05 16:00")}

    assert verify_json(plan, {"tasks": laid(plan, RIGHT).tasks_json()}) == []
    found = verify_json(plan, {"tasks": laid(plan, wrong).tasks_json()})
    assert found == verify(plan, laid(plan, wrong))
    assert [each.code for each in found] == ["link"]
    assert found[0].to_json()["tasks"] == ["m", "a"]


def test_a_task_stands_in_an_answer_once() -> None:
    plan = a_plan(ZONED)
    tasks = laid(plan, RIGHT).tasks_json()

    assert {each.code for each in verify_json(plan, {"tasks": [*tasks, tasks[0]]})} == {"scheduled-twice"}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"tasks": 3},
        {"tasks": [3]},
        {"tasks": [{"id": "a"}]},
        {"tasks": [{"id": "a", "start": "soon", "finish": "later"}]},
        {"tasks": [{"id": "a", "start": None, "finish": None}]},
        {
            "tasks": [
                {
                    "id": "a",
                    "start": "2027-01-04T08:00:00",
                    "finish": "2027-01-04T17:00:00",
                    "assigned": [{"who": "ana", "share": "x"}],
                }
            ]
        },
    ],
)
def test_an_answer_that_cannot_be_read_is_a_violation(answer: dict[str, Any]) -> None:
    assert [each.code for each in verify_json(a_plan(ZONED), answer)] == ["unreadable"]


# A schedule in which one thing was changed, beside a check hour by hour

SKILLED = {"ana": {"cad", "weld"}, "tom": {"cad"}, "mei": {"weld"}}


@st.composite
def _hourly(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Tasks with a skill, hours of work, predecessors, and where a simple scheduler puts them, in working hours."""
    tasks: list[dict[str, Any]] = []
    free = dict.fromkeys(SKILLED, 0)
    for number in range(draw(st.integers(2, 5))):
        skill = draw(st.sampled_from(("cad", "weld")))
        who = draw(st.sampled_from(sorted(id for id, skills in SKILLED.items() if skill in skills)))
        after = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
        hours = draw(st.integers(1, 10))
        start = max([free[who], *(tasks[each]["start"] + tasks[each]["hours"] for each in after)]) + draw(
            st.integers(0, 2)
        )
        free[who] = start + hours
        tasks.append({"skill": skill, "who": who, "after": after, "hours": hours, "start": start})
    return tasks


@given(_hourly(), st.data())
def test_what_a_change_breaks_is_found_and_what_is_harmless_passes(
    tasks: list[dict[str, Any]], data: st.DataObject
) -> None:
    assert _verified(tasks)
    assert _holds(tasks)

    changed = data.draw(st.sampled_from(tasks))
    if data.draw(st.booleans()):
        changed["start"] = max(changed["start"] - data.draw(st.integers(1, 12)), 0)
    else:
        changed["who"] = data.draw(st.sampled_from(sorted(SKILLED)))

    assert _verified(tasks) == _holds(tasks)


def _holds(tasks: list[dict[str, Any]]) -> bool:
    busy: set[tuple[str, int]] = set()
    for task in tasks:
        if task["skill"] not in SKILLED[task["who"]]:
            return False
        if any(tasks[each]["start"] + tasks[each]["hours"] > task["start"] for each in task["after"]):
            return False
        mine = {(task["who"], hour) for hour in range(task["start"], task["start"] + task["hours"])}
        if mine & busy:
            return False
        busy |= mine
    return True


def _verified(tasks: list[dict[str, Any]]) -> bool:
    people = ", ".join(
        f"{{id: {id}, skills: {{{', '.join(f'{s}: 1' for s in sorted(skills))}}}}}"
        for id, skills in SKILLED.items()
    )
    lines = [
        f"  - {{id: t{n}, estimate: {task['hours']}h, needs: [{task['skill']}], after: [{', '.join(f't{each}' for each in task['after'])}]}}"
        for n, task in enumerate(tasks)
    ]
    plan = a_plan(f"people: [{people}]\ntasks:\n" + "\n".join(lines) + "\n")
    said = {
        f"t{n}": (_moment(task["start"]), _moment(task["start"] + task["hours"] - 1, end=True), [task["who"]])
        for n, task in enumerate(tasks)
    }
    return not verify(plan, laid(plan, said))


def _moment(hour: int, *, end: bool = False) -> str:
    """The beginning or end of a working hour, counted from Monday 2027-01-04 08:00 on."""
    day, of_day = divmod(hour, 8)
    week, weekday = divmod(day, 5)
    clock = (8 if of_day < 4 else 9) + of_day + end
    return f"2027-01-{4 + 7 * week + weekday:02} {clock:02}:00"
