"""Where work waits for people, or nobody can do it: the groups of people of whom one more might help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from fairlead.plan.changes import Add, Change, Set
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Person, Task
from fairlead.plan.references import space_kinds
from fairlead.plan.templates import expanded
from fairlead.plan.values import Skill, Who, slug
from fairlead.schedule.levelling.placed import PeopleSchedule

Kind = Literal["skill", "team", "person"]

_THINGS = ("material", "equipment", "supplier", "candidate")


@dataclass(frozen=True, slots=True)
class Lack:
    """People with a skill (at `levels` that work asks for, rising), of a team, or who can stand in for a person.

    `waiting` are the working minutes that work waits for them; `nobody` says that some of it nobody can do.
    """

    kind: Kind
    what: str
    levels: tuple[int, ...] = (0,)
    waiting: int = 0
    nobody: bool = False

    @property
    def level(self) -> int:
        """The level that does for everything that is asked for."""
        return self.levels[-1]

    def at(self, level: int) -> Lack:
        """Return the lack of a certain level alone."""
        return replace(self, levels=(level,))


def lacks_of(plan: Plan, schedule: PeopleSchedule) -> list[Lack]:
    """Return whom open work waits for in a levelled schedule; first what nobody can do, then what waits longest.

    A task counts for each alternative it asks for, for the teams named on it, and for the person it waits for by name.
    """
    whole = schedule.compiled.plan
    levels = asked_for(plan)
    unfilled = {each: None for id in unfilled_tasks(schedule) for each in _unfilled(whole, whole.tasks[id])}
    waits: dict[tuple[Kind, str], int] = {}
    for placed in schedule:
        task = whole.tasks.get(placed.id.partition("#")[0])
        if task is None or task.done is not None or placed.waits_for is None or placed.waits_for.minutes <= 0:
            continue
        for each in _groups(whole, task, placed.waits_for.resource):
            waits[each] = waits.get(each, 0) + placed.waits_for.minutes
    found = [
        Lack(kind, what, levels.get(what, (0,)) if kind == "skill" else (0,), waits.get((kind, what), 0),
             (kind, what) in unfilled)
        for kind, what in dict.fromkeys([*unfilled, *waits])
    ]  # fmt: skip
    return sorted(found, key=lambda lack: (not lack.nobody, -lack.waiting))


def asked_for(plan: Plan) -> dict[str, tuple[int, ...]]:
    """Return the skills that open work asks for, with the levels of each, rising."""
    whole = expanded(plan)
    found: dict[str, set[int]] = {}
    for task in whole.tasks.values():
        if task.done is None and not task.inactive:
            for each in _alternatives(task):
                if kind_of(whole, each) == "skill":
                    found.setdefault(each.what, set()).add(each.level or 0)
    return {name: tuple(sorted(levels)) for name, levels in found.items()}


def unfilled_tasks(schedule: PeopleSchedule) -> list[str]:
    """Return the tasks that ask for somebody whom there isn't: they are scheduled without."""
    named = (finding.id for finding in schedule.findings if finding.code == "nobody-can" and finding.id)
    found = dict.fromkeys(id.partition("#")[0] for id in named)
    return [id for id in found if id in schedule.compiled.plan.tasks]


def unfilled_by(schedule: PeopleSchedule, lack: Lack) -> tuple[str, ...]:
    """Return the tasks that nobody can do for want of this."""
    whole = schedule.compiled.plan
    return tuple(
        id for id in unfilled_tasks(schedule) if (lack.kind, lack.what) in _unfilled(whole, whole.tasks[id])
    )


def kind_of(plan: Plan, skill: Skill) -> Kind | None:
    """Return what a need asks for, as far as it is people: a name that a skill and a team share is the skill's."""
    if skill.level is None and plan.find(skill.what, _THINGS) is not None:
        return None
    if skill.level is None and skill.what in plan.people:
        return "person"
    able = any(skill.what in person.skills for person in plan.people.values())
    return "team" if skill.what in plan.teams and skill.level is None and not able else "skill"


def _alternatives(task: Task) -> Iterator[Skill]:
    for need in (*task.needs, *(need for mode in task.modes for need in mode.needs)):
        yield from need.alternatives


def _groups(plan: Plan, task: Task, waits_for: str) -> Iterator[tuple[Kind, str]]:
    named = [(kind_of(plan, each), each.what) for each in _alternatives(task)]
    named += [("team" if who.id in plan.teams else "person", who.id) for who in task.who]
    for kind, what in dict.fromkeys(named):
        if kind in ("skill", "team") or (kind == "person" and what == waits_for):
            yield kind, what


def _unfilled(plan: Plan, task: Task) -> Iterator[tuple[Kind, str]]:
    """Yield what nobody can do, or nobody is left to do, of what a task asks for: of alternatives the first is enough.

    Where there is somebody for each need, those who are must stay off this task (`not_as`): one more is lacking.
    """
    asked = [
        need.alternatives for need in task.needs if kind_of(plan, need.alternatives[0]) in ("skill", "team")
    ]
    nobody = [each for each in asked if not any(_somebody_can(plan, one) for one in each)]
    for first, *_ in nobody or asked[:1]:
        kind = kind_of(plan, first)
        if kind is not None:
            yield kind, first.what


def _somebody_can(plan: Plan, skill: Skill) -> bool:
    match kind_of(plan, skill):
        case "skill":
            return any(one.skills.get(skill.what, -1) >= (skill.level or 0) for one in plan.people.values())
        case "team":
            return any(person.team == skill.what for person in plan.people.values())
        case _:
            return True


def with_newcomer(plan: Plan, lack: Lack, first: date, until: date | None, share: int) -> list[Change]:
    """Return the changes that add somebody who fills a lack, for so many percent of their time; the first adds them."""
    name, body = _newcomer(plan, lack)
    taken = {id for kind in space_kinds("person") for id in plan.of_kind(kind)}
    skills = {skill for person in plan.people.values() for skill in person.skills} | set(asked_for(plan))
    id = slug(name, taken | skills, fallback="newcomer")
    body |= {"name": name, "from": first.isoformat(), "share": f"{share}%"}
    if until is not None:
        body["until"] = until.isoformat()
    return [Add("person", id, body), *(stand_ins(plan, lack.what, id) if lack.kind == "person" else ())]


def _newcomer(plan: Plan, lack: Lack) -> tuple[str, dict[str, Any]]:
    match lack.kind:
        case "skill":
            return f"One more for {lack.what}", {"skills": {lack.what: str(max(lack.level, 1))}}
        case "team":
            return f"One more in {plan.teams[lack.what].title}", {"team": lack.what}
        case _:
            return f"One more like {somebody(plan, lack.what).title}", {}


def stand_ins(plan: Plan, who: str, other: str) -> Iterator[Change]:
    """Yield the changes after which either of two can do what one is named on and hasn't begun.

    Copies that templates make stay with whom they name, and so do tasks that can be done in several ways.
    """
    for task in plan.tasks.values():
        if (
            task.started is not None
            or task.done is not None
            or task.modes
            or plan.outline.is_summary(task.id)
        ):
            continue
        named = [each for each in task.who if each.id == who]
        needs = [_either(need, who, other) for need in map(str, task.needs)]
        if named:
            others = [str(each) for each in task.who if each.id != who]
            yield Set("task", task.id, "who", others or None)
        if named or needs != list(map(str, task.needs)):
            yield Set("task", task.id, "needs", [*needs, *(_as_need(each, other) for each in named)])


def _as_need(who: Who, other: str) -> str:
    share = f" at {who.share}" if who.share is not None else ""
    return f"{_pair(who.id, other)}{share}"


def _pair(who: str, other: str) -> str:
    return who if who == other else f"{who} | {other}"


def _either(need: str, who: str, other: str) -> str:
    """Return a need for somebody alone as one for either."""
    what, at, share = need.partition(" at ")
    return f"{_pair(who, other)}{at}{share}" if what == who else need


def skills_of(plan: Plan, lack: Lack) -> Mapping[str, int]:
    """Return the skills, with levels, that somebody who fills a lack may have: of a team or person, those there now."""
    if lack.kind == "skill":
        return {lack.what: lack.level}
    people = [somebody(plan, lack.what)] if lack.kind == "person" else _members(plan, lack.what)
    found: dict[str, int] = {}
    for person in people:
        for skill, level in person.skills.items():
            found[skill] = max(level, found.get(skill, 0))
    return found


def somebody(plan: Plan, id: str) -> Person | Candidate:
    """Return one of the people, or a candidate who has been hired."""
    return plan.people.get(id) or plan.candidates[id]


def _members(plan: Plan, team: str) -> list[Person | Candidate]:
    hired = [each for each in plan.candidates.values() if each.hired is not None]
    everybody: list[Person | Candidate] = [*plan.people.values(), *hired]
    return [each for each in everybody if each.team == team]
