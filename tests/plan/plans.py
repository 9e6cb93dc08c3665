"""Plans and changes for the tests of this folder: small ones by hand, random ones by Hypothesis."""

from __future__ import annotations

import textwrap
from typing import Any

from hypothesis import strategies as st

from fairlead.plan.apply import apply
from fairlead.plan.changes import Add, Change, Remove, Rename, Set
from fairlead.plan.document import Plan
from fairlead.plan.opening import Opened, open_text
from fairlead.plan.text.dumping import dump
from fairlead.plan.values.ids import slug

ROBOT = """
    name: Robot
    start: 2027-01-11
    status_date: 2027-02-01   # progress is true up to here
    budget: {total: 640000, accounts: {hardware: 140000}}
    sizes: {M: 3d..5d..9d}
    calendars:
      - {id: always, hours: Mon-Sun 00:00-24:00}
    teams:
      - {id: firmware, lead: ana}
    people:
      - {id: ana, name: Ana Ruiz, team: firmware, skills: {firmware: 3, ros: 2}, rate: 85/h, away: [2027-02-15..2027-02-19]}
      - {id: tom, name: Tom Beck, team: firmware, fields: {Cost centre: 4711}}   # part-time
    templates:
      - id: build
        tasks: [{id: frame, estimate: 3d}, {id: wire, estimate: M, after: [frame]}]
    tasks:
      - id: concept
        name: Concept
        raci: {A: ana}
        tasks:
          - {id: spec, name: Arm concept, estimate: 6d, who: [ana], started: 2027-01-25}   # a comment
          - {id: cdr, name: Concept review, milestone: yes, after: [spec]}

      # What comes after the review
      - {id: arm-fw, name: Arm controller, estimate: 10d, needs: [2 firmware >= 2], after: [cdr]}
      - {id: bench, name: Bench test, estimate: 4d, after: [arm-fw +1d, gripper]}
      - {id: robot1, name: Robot 1, use: build, after: [bench]}
      - {name: Handover, milestone: yes, after: [robot1.wire]}
    goals:
      - {id: pilot, name: Pilot, deadline: 2027-09-30, done_when: [bench]}
    risks:
      - {id: r-motor, event: Motor slips, probability: 30%, delays: {bench: 5d..10d}, owner: ana,
         actions: [{name: Second source, due: 2027-02-26}]}
    decisions:
      - {id: gripper, question: "Suction or fingers?", options: [suction, fingers], decides: ana, due: 2027-02-19}
    scenarios:
      - {id: lean, changes: [bench estimate 2d, drop cdr, "ana away 2027-05-03"]}
"""


def opened(text: str) -> Opened:
    """The plan in an indented text, which has to be right."""
    found = open_text(textwrap.dedent(text).lstrip("\n"), name="plan.yaml")
    assert found.findings == ()
    return found


def a_plan(text: str) -> Plan:
    """The plan in an indented text."""
    return opened(text).plan


names = st.text(alphabet="abc äß,:#'\"[]{}-+@%.0", min_size=1, max_size=12).map(str.strip).filter(bool)
estimates = st.sampled_from(["1d", "3d..5d", "5d..8d..15d", "2w", "6h", "0d"])
lags = st.sampled_from(["", " +1d", " SS", " FF -2d", " SS +50%"])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Documents of a few people, things and nested tasks, whose references lead somewhere."""
    people = [f"p{index}" for index in range(draw(st.integers(0, 3)))]
    count = draw(st.integers(0, 7))
    ids = [f"t{index}" for index in range(count)]
    roots: list[dict[str, Any]] = []
    bodies: list[dict[str, Any]] = []
    for index, id in enumerate(ids):
        body = _a_task(draw, id, ids[:index], people)
        above = draw(st.sampled_from([None, *bodies])) if bodies else None
        siblings = roots if above is None else above.setdefault("tasks", [])
        siblings.append(body)
        bodies.append(body)
    document: dict[str, Any] = {"name": draw(names)}
    if people:
        document["people"] = [_a_person(draw, id) for id in people]
    if ids and draw(st.booleans()):
        document["goals"] = [
            {"id": "g0", "done_when": [draw(st.sampled_from(ids))]},
            {"id": "g1", "name": draw(names)},
        ]
    if ids and draw(st.booleans()):
        document["correlations"] = draw(st.lists(_a_correlation([*ids, *people]), min_size=1, max_size=2))
        for number, each in enumerate(document["correlations"]):
            each["id"] = f"c{number}"
    document["tasks"] = roots
    return document


def _a_task(draw: st.DrawFn, id: str, before: list[str], people: list[str]) -> dict[str, Any]:
    body: dict[str, Any] = {"id": id}
    if draw(st.booleans()):
        body["name"] = draw(names)
    how_long = draw(st.integers(0, 5))
    if how_long > 1:
        body["estimate"] = draw(estimates)
    elif how_long:
        body["outcomes"] = draw(st.sampled_from([["1d at 100%"], ["4d at 60%", "8d at 40%"]]))
    else:
        body["modes"] = draw(st.lists(_a_mode(people), min_size=1, max_size=3))
    if before:
        links = draw(st.lists(st.sampled_from(before), unique=True, max_size=2))
        if links:
            body["after"] = [link + draw(lags) for link in links]
        conditions = draw(st.lists(st.sampled_from(before), unique=True, max_size=2))
        if conditions:
            body[draw(st.sampled_from(["only_if", "unless"]))] = conditions
    if people and draw(st.booleans()):
        body["who"] = draw(st.lists(st.sampled_from(people), unique=True, min_size=1))
    if draw(st.booleans()):
        body["fields"] = {draw(names): draw(names)}
    return body


@st.composite
def _a_correlation(draw: st.DrawFn, ids: list[str]) -> dict[str, Any]:
    among = draw(st.lists(st.sampled_from(ids), unique=True, min_size=1, max_size=3))
    if draw(st.booleans()):
        return {"among": among, "strength": draw(st.sampled_from(["60%", "-20%"]))}
    numbers = st.sampled_from(["0.3", "-0.25", "0"])
    upper = {(row, column): draw(numbers) for row in range(len(among)) for column in range(row)}
    return {
        "among": among,
        "matrix": [[_entry(upper, row, column) for column in range(len(among))] for row in range(len(among))],
    }


def _entry(upper: dict[tuple[int, int], str], row: int, column: int) -> str:
    return "1" if row == column else upper[max(row, column), min(row, column)]


@st.composite
def _a_mode(draw: st.DrawFn, people: list[str]) -> dict[str, Any]:
    mode: dict[str, Any] = {draw(st.sampled_from(["estimate", "work", "duration"])): draw(estimates)}
    if draw(st.booleans()):
        mode["name"] = draw(names)
    if people and draw(st.booleans()):
        mode["who"] = draw(st.lists(st.sampled_from(people), unique=True, min_size=1))
    if draw(st.booleans()):
        mode["needs"] = draw(st.sampled_from([["rig"], ["cad >= 2", "2 steel"]]))
    return mode


def _a_person(draw: st.DrawFn, id: str) -> dict[str, Any]:
    body: dict[str, Any] = {"id": id, "name": draw(names)}
    if draw(st.booleans()):
        body["rate"] = draw(st.sampled_from(["85/h", "600/d"]))
    if draw(st.booleans()):
        body["skills"] = {"cad": str(draw(st.integers(0, 5)))}
    return body


plans = documents().map(lambda document: open_text(dump(document)).plan)


@st.composite
def changes_to(draw: st.DrawFn, plan: Plan, most: int = 4) -> list[Change]:
    """Changes that can be made to a plan one after the other."""
    found: list[Change] = []
    for _ in range(draw(st.integers(1, most))):
        change = _a_change(draw, plan)
        if change is not None:
            found.append(change)
            plan = apply(plan, [change])
    return found


def _a_change(draw: st.DrawFn, plan: Plan) -> Change | None:
    makers = [_an_addition, _a_setting_of_the_plan]
    if plan.tasks:
        makers += [_a_setting_of_a_task, _a_move, _a_task_gone, _a_task_renamed, _a_setting_of_a_task]
    if plan.people:
        makers += [_a_setting_of_a_person, _a_person_gone]
    return draw(st.sampled_from(makers))(draw, plan)


def _a_setting_of_the_plan(draw: st.DrawFn, plan: Plan) -> Change:
    field, value = draw(
        st.sampled_from([("name", "Other"), ("budget.total", "100"), ("focus", "80%"), ("note", None)])
    )
    return Set("plan", "plan", field, value)


def _a_setting_of_a_task(draw: st.DrawFn, plan: Plan) -> Change:
    id = draw(st.sampled_from(list(plan.tasks)))
    others = [f"{each}{draw(lags)}" for each in plan.tasks if each != id]
    values = {
        "name": names,
        "note": st.text(alphabet="ab \n#:", max_size=9).filter(bool),
        "estimate": estimates,
        "after": st.lists(st.sampled_from(others), unique=True, max_size=3) if others else st.just([]),
        "fields.x y": names,
        "delivers": st.lists(names, max_size=3),
        "milestone": st.sampled_from(["yes", "no"]),
        "chance": st.sampled_from(["70%", "100%"]),
        "outcomes": st.sampled_from([["2d at 50%", "3d at 50%"], ["1w at 100%"]]),
    }
    field = draw(st.sampled_from(list(values)))
    return Set("task", id, field, draw(st.one_of(values[field], st.none())))


def _a_setting_of_a_person(draw: st.DrawFn, plan: Plan) -> Change:
    id = draw(st.sampled_from(list(plan.people)))
    kind, field, value = draw(
        st.sampled_from(
            [
                ("person", "skills.cad", "4"),
                ("person", "skills", None),
                ("person", "away", ["2027-03-01..2027-03-14", "2027-05-01"]),
                ("rate", "value", "99/h"),
                ("rate", "value", None),
            ]
        )
    )
    return Set(kind, id, field, value)


def _an_addition(draw: st.DrawFn, plan: Plan) -> Change:
    name = draw(names)
    if draw(st.integers(0, 3)) == 0:
        people = list(plan.people)
        before = draw(st.sampled_from([None, *people]))
        return Add("person", slug(name, {*people, *plan.tasks}, "p"), {"name": name}, None, before)
    parent = draw(st.sampled_from([None, *plan.tasks]))
    before = draw(st.sampled_from([None, *plan.outline.children.get(parent, ())]))
    body = {"name": name, "estimate": draw(estimates)}
    return Add("task", slug(name, {*plan.people, *plan.tasks}, "t"), body, parent, before)


def _a_move(draw: st.DrawFn, plan: Plan) -> Change | None:
    id = draw(st.sampled_from(list(plan.tasks)))
    inside = {id, *plan.outline.below(id)}
    parent = draw(st.sampled_from([each for each in (None, *plan.tasks) if each not in inside]))
    siblings = [each for each in plan.outline.children.get(parent, ()) if each != id]
    place = {"parent": parent, "before": draw(st.sampled_from([None, *siblings]))}
    return Set("task", id, "place", {key: value for key, value in place.items() if value is not None})


def _a_task_gone(draw: st.DrawFn, plan: Plan) -> Change:
    return Remove("task", draw(st.sampled_from(list(plan.tasks))), unlink=True)


def _a_person_gone(draw: st.DrawFn, plan: Plan) -> Change:
    return Remove("person", draw(st.sampled_from(list(plan.people))), unlink=draw(st.booleans()))


def _a_task_renamed(draw: st.DrawFn, plan: Plan) -> Change:
    old = draw(st.sampled_from(list(plan.tasks)))
    return Rename("task", old, slug("renamed", {*plan.tasks, *plan.people, *plan.goals}))
