"""The first text of a plan: what is known so far, with comments that show the next steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from fairlead.plan.apply import apply
from fairlead.plan.changes import Add
from fairlead.plan.document import Plan
from fairlead.plan.entities import Settings
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.findings import Severity
from fairlead.plan.language import parse_line
from fairlead.plan.opening import open_text
from fairlead.plan.rules import check
from fairlead.plan.text.dumping import in_brackets
from fairlead.plan.text.structure import Node
from fairlead.plan.values import slug

HOURS = "Mon-Fri 09:00-12:00 13:00-18:00"
_SUGGESTED = ("Find out what is needed 3d", "Build it 8d..12d..20d", "Try it out 4d", "Hand it over 1d")
_FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody says about a new plan; tasks as in `fairlead set PLAN "add ..."`, without the `add`."""

    name: str
    start: date
    deadline: date | None = None
    goal: str = ""
    country: str = ""
    region: str = ""
    people: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


def starter_text(answers: Answers) -> str:
    """Return the text of a plan that says what the answers say and checks clean.

    Raises RequestError for a task that can't be understood, PlanError for answers that contradict each other.
    """
    people = _people(answers.people)
    tasks = _tasks(answers.tasks or _SUGGESTED, people, answers)
    text = (
        "\n".join([*_head(answers), *_goals(answers), *_people_lines(people), *_task_lines(tasks), *_NEXT])
        + "\n"
    )
    _must_be_sound(text)
    return text


def must_be_a_task(line: str) -> None:
    """Raise RequestError for a line that `starter_text` couldn't read as a task."""
    _added(line, Plan.of(Settings()))


def next_monday(today: date) -> date:
    """Return the day itself when it is a Monday, else the Monday after it."""
    return today + timedelta(days=-today.weekday() % 7)


def _people(names: Sequence[str]) -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = []
    taken: set[str] = set()
    for name in names:
        first = name.split()[0] if name.split() else name
        id = (
            slug(first, taken, "person")
            if slug(first, (), "person") not in taken
            else slug(name, taken, "person")
        )
        taken.add(id)
        people.append({"id": id, "name": name})
    return people


def _tasks(
    lines: Sequence[str], people: Sequence[Mapping[str, Any]], answers: Answers
) -> list[dict[str, Any]]:
    """Return the tasks, each after the one before it and with the people in turns unless they say otherwise."""
    plan = Plan.of(Settings(name=answers.name))
    before: str | None = None
    for number, line in enumerate(lines):
        add = _added(line, plan)
        body = dict(add.body)
        if not body.keys() & {"estimate", "work", "duration", "milestone", "use"}:
            body |= {"estimate": "3d", "estimated": "yes"}
        if before is not None and "after" not in body:
            body["after"] = [before]
        if people and "who" not in body and "milestone" not in body:
            body["who"] = [people[number % len(people)]["id"]]
        plan = apply(plan, [replace(add, body=body)])
        before = add.id
    return [{"id": id, **_without_id(task.body())} for id, task in plan.tasks.items()]


def _added(line: str, plan: Plan) -> Add:
    try:
        changes = parse_line(f"add {line}", plan)
    except RequestError as problem:
        raise RequestError(f"the task `{line}` can't be read: {problem}") from problem
    added = changes[0]
    if not isinstance(added, Add) or added.kind != "task":
        raise RequestError(f"`{line}` is no task; write it like `Bench test 3d` or `Bench test 2d..3d..6d`")
    return added


_READS_WELL = ("name", "estimate", "work", "duration", "milestone", "who", "needs", "after")


def _without_id(body: Mapping[str, Any]) -> dict[str, Any]:
    order = [*(key for key in _READS_WELL if key in body), *(key for key in body if key not in _READS_WELL)]
    return {key: body[key] for key in order if key != "id"}


def _head(answers: Answers) -> list[str]:
    calendar: dict[str, Node] = {"country": answers.country, "region": answers.region, "hours": HOURS}
    said: dict[str, Node] = {key: value for key, value in calendar.items() if value}
    holidays = (
        "no work on public holidays" if answers.country else "add `country: DE` for its public holidays"
    )
    return [
        "# A plan of Fairlead: plain text, yours to edit.  What it says:  fairlead check, schedule, gantt",
        f"name: {in_brackets(answers.name)}",
        f"start: {answers.start}",
        "# status_date: the day up to which progress is true; set it when work has begun",
        f"calendar: {in_brackets(said)}   # {holidays}",
    ]


def _goals(answers: Answers) -> list[str]:
    goal: dict[str, Node] = {"id": "goal", "name": answers.goal or f"{answers.name} finished"}
    done_when: dict[str, Node] = {"done_when": [_FINISHED]}
    if answers.deadline is None:
        # A goal without a deadline would be the plan's first warning.
        return [
            "# goals:                               # what the plan is for; give it a day and take the # away",
            f"#   - {in_brackets({**goal, 'deadline': str(answers.start + timedelta(days=90)), **done_when})}",
        ]
    return [
        "goals:                                 # what the plan is for, the most important first",
        f"  - {in_brackets({**goal, 'deadline': str(answers.deadline), **done_when})}",
    ]


def _people_lines(people: Sequence[Mapping[str, Any]]) -> list[str]:
    if not people:
        return [
            "# people:                              # who does it; `away` and part-time `hours` move the dates",
            "#   - {id: ana, name: Ana Ruiz, away: [2027-02-15..2027-02-19]}",
        ]
    lines = [f"  - {in_brackets(dict(person))}" for person in people]
    return [
        "people:                                # `away: [2027-02-15..2027-02-19]`, `share: 50%` ...",
        *lines,
    ]


def _task_lines(tasks: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [f"  - {in_brackets(dict(task))}" for task in tasks]
    leaves = [str(task["id"]) for task in tasks]
    followed = {str(link).split()[0] for task in tasks for link in task.get("after", ())}
    ends = [id for id in leaves if id not in followed] or leaves[-1:]
    last: dict[str, Node] = {"id": _FINISHED, "name": "Finished", "milestone": "yes", "after": [*ends]}
    return [
        "# How long: `estimate: 4d` while all it needs is on it, `work: 12d` shared by whoever does it, `duration: 6w`",
        "# passes by itself; a range is `2d..3d..6d`. `after` may say more: [build, design SS +2d]",
        "tasks:",
        *lines,
        f"  - {in_brackets(last)}",
    ]


_NEXT = (
    "# There is room for more: teams, skills, equipment, risks, decisions, stakeholders, budget, templates, baselines.",
    "# `fairlead schema` gives completion in an editor.",
)


def _must_be_sound(text: str) -> None:
    opened = open_text(text, name="the new plan")
    found = [*opened.findings, *opened.locate(check(opened.plan))]
    if any(finding.severity is not Severity.NOTE for finding in found):
        raise PlanError(found)
