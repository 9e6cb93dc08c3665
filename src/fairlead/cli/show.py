"""`fairlead show`: why a task is where it is, and what would move it; the facts of anything else with an id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from fairlead.cli.arguments import json_option
from fairlead.cli.completing import plans_and_ids
from fairlead.cli.headline import verdict
from fairlead.cli.help import taught
from fairlead.cli.naming import meant
from fairlead.cli.plans import plan_and_words, sound
from fairlead.cli.schedules import asks_for_anybody, outlook_of
from fairlead.cli.screen import counted, narrow, say, say_heading, say_json, say_table, toned, wrapped
from fairlead.cli.waiting import people_in_words, waits_in_words
from fairlead.cli.wording import Words
from fairlead.plan.entities import Decision, Entity, Goal, Risk, Task
from fairlead.plan.errors import RequestError
from fairlead.schedule.outlook import Outlook, TaskDates

if TYPE_CHECKING:
    from fairlead.schedule.why.answer import Why
    from fairlead.schedule.why.with_people import WhyWithPeople

_MOST_LISTED = 12
_SAID_WITH_PEOPLE = ("Why does it start then?", "Why does it end then?", "Why then?", "What would move it?")
_ITEM = re.compile(r"\s+(?:\d+\. )?")


def _complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Any:
    return plans_and_ids(ctx.params.get("words") or (), incomplete)


@taught(
    "show",
    ("fairlead show robotics.yaml bench", "why is the bench test then?"),
    ('fairlead show robotics.yaml "EMC test"', "a name will do, a WBS code or another tool's key too"),
    ("fairlead show robotics.yaml pilot", "a goal: what decides it"),
    ("fairlead show robotics.yaml ana", "a person: what they do"),
    more="ID may be that of a task, goal, person, decision, risk or anything else in the plan.",
)
@click.argument("words", nargs=-1, metavar="[PLAN] ID", shell_complete=_complete)
@json_option
def command(words: tuple[str, ...], as_json: bool) -> None:
    """Find what is meant, show it."""
    name, others = plan_and_words(words)
    if not others:
        raise RequestError(
            f"say what to show, as in `fairlead show {name} ID`; `fairlead schedule` lists the ids"
        )
    given = sound(name)
    outlook = outlook_of(given.plan, given.opened, name=name)
    entity = meant(" ".join(others), outlook.plan)
    if as_json:
        say_json(_json(outlook, entity))
        return
    say(f"{toned(entity.title, 'heading')} {toned(f'[{entity.id}]', 'quiet')}, {_place(outlook, entity)}")
    if isinstance(entity, Task | Goal | Decision):
        said = _say_with_people(outlook, entity)
        brief = _say_why_with_people(outlook, entity)
        _say_why(outlook, entity, said=said, brief=brief)
    elif isinstance(entity, Risk):
        _say_delayed(outlook, entity)
    else:
        _say_work(outlook, entity.id)
    _say_facts(entity)


def _place(outlook: Outlook, entity: Entity) -> str:
    """Return what it is and where it stands: `a task in Approval`."""
    if not isinstance(entity, Task):
        return f"{'an' if entity.kind[0] in 'aeiou' else 'a'} {entity.kind}"
    kind = (
        "summary"
        if outlook.plan.outline.is_summary(entity.id)
        else "milestone"
        if entity.milestone
        else "task"
    )
    above = outlook.plan.tasks.get(entity.parent or "")
    return f"a {kind} in {above.title}" if above else f"a {kind}"


# ---------------------------------------------------------------- with people


def _say_with_people(outlook: Outlook, entity: Entity) -> bool:
    """Print where a task or a goal is with your people, and whom it waits for; return whether logic says the same."""
    words = Words.of(outlook.plan, brief=narrow())
    found = _of_goal(outlook, entity, words) if isinstance(entity, Goal) else _of_task(outlook, entity, words)
    if outlook.people is None or found is None:
        return False
    dates, same, *others = found
    for line in (
        f"{dates} {outlook.with_whom}{' (by logic alone too)' if same else ''}",
        *filter(None, others),
    ):
        for part in wrapped(line, indent=2):
            say(part)
    return same


def _of_goal(outlook: Outlook, goal: Goal, words: Words) -> tuple[str, bool, str] | None:
    found = next(each for each in outlook.goals() if each.id == goal.id)
    if found.finish is None:
        return None
    kept = f"deadline {words.finished(found.deadline)}: {verdict(found, words)}" if found.deadline else ""
    return f"met {words.reached(found.finish)}", found.finish == found.logic_finish, kept


def _of_task(outlook: Outlook, entity: Entity, words: Words) -> tuple[str, bool, str, str] | None:
    each = outlook.tasks.get(entity.id)
    if each is None or each.done:
        return None
    dates = (
        words.reached(each.finish)
        if each.kind == "milestone"
        else f"{words.started(each.start)} to {words.finished(each.finish)}"
    )
    decided = isinstance(entity, Task) and {who.id for who in entity.who} == {*each.assigned}
    who = "" if decided else f"by {people_in_words(outlook, each.assigned)}"
    same = (each.start, each.finish) == (each.logic_start, each.logic_finish)
    return dates, same, who, waits_in_words(outlook, each, words)


# ---------------------------------------------------------------- why


def _say_why_with_people(outlook: Outlook, entity: Entity) -> bool:
    """Print whom it waits for back to the start, and what about them would move it; return whether there is any."""
    found = _with_people(outlook, entity)
    if found is None or not (found.differs or found.has_people):
        return False
    _say_lines([line for heading, items in found.sections() for line in ("", heading, *_indented(items))])
    return True


def _with_people(outlook: Outlook, entity: Entity) -> WhyWithPeople | None:
    """Return the answer with people; None where it is done, and where nobody is asked for."""
    from fairlead.schedule.why.with_people import why_with_people

    if outlook.people is None or not isinstance(entity, Task | Goal) or not _is_open(outlook, entity):
        return None
    return why_with_people(outlook.schedule, outlook.people, entity.id, agreed=outlook.agreed)


def _say_why(outlook: Outlook, entity: Entity, *, said: bool, brief: bool = False) -> None:
    """Print the answer of the engine by logic alone; its dates may have been `said` already.

    A `brief` one comes after that with people: of the way back it has the first steps only.
    """
    from fairlead.schedule.why import why

    answer = why(outlook.schedule, entity.id)
    if brief:
        _say_lines(["", *_in_brief(answer, same=said)])
        return
    _, *lines = answer.lines()
    if said:
        lines = [line for line in lines[1:] if not line.startswith("deadline ")]
    elif outlook.people is not None and _is_open(outlook, entity):
        lines[0] += " by logic alone"
    _say_lines(lines)


def _in_brief(answer: Why, *, same: bool) -> Iterator[str]:
    why_then = () if same else (answer.dates, *(step.sentence for step in answer.steps[:1]))
    said = [each for each in (*why_then, answer.room) if each]
    if said:
        yield from ("And by logic alone?", *_indented(said))
    for heading, items in answer.sections():
        if heading not in _SAID_WITH_PEOPLE:
            yield from ("", heading, *_indented(items))


def _indented(items: Iterable[str]) -> Iterator[str]:
    return (f"  {item}" for item in items)


def _say_lines(lines: Sequence[str]) -> None:
    """Print paragraphs, their headings set off and their sentences broken at words."""
    for number, line in enumerate(lines):
        if not line:
            continue
        if not line.startswith(" ") and (number == 0 or not lines[number - 1]):
            say_heading(line) if number else say(line)
            continue
        item = _ITEM.match(line)
        start = item.group() if item else ""
        first, *others = wrapped(line[len(start) :], first=len(start), indent=len(start))
        say(f"{start}{first}")
        for other in others:
            say(other)


def _is_open(outlook: Outlook, entity: Entity) -> bool:
    return (entity.id in outlook.tasks and not outlook.tasks[entity.id].done) or isinstance(entity, Goal)


# ---------------------------------------------------------------- everything else


def _say_work(outlook: Outlook, party: str) -> None:
    """Print what a person, a team or a thing is down for."""
    tasks = [
        outlook.tasks[id]
        for id, task in outlook.plan.tasks.items()
        if id in outlook.tasks and (_takes_part(task, party) or party in outlook.tasks[id].assigned)
    ]
    if not tasks:
        return
    open_work = [each for each in tasks if not each.done]
    say_heading(f"{counted(len(open_work), 'task')} to do, {len(tasks) - len(open_work)} done")
    if open_work:
        _say_dates(outlook, open_work)


def _takes_part(task: Task, party: str) -> bool:
    asked = (skill.what for need in task.needs for skill in need.alternatives)
    return any(someone.id == party for someone in task.who) or party in asked


def _say_delayed(outlook: Outlook, risk: Risk) -> None:
    dates = [outlook.tasks[id] for id in risk.delays if id in outlook.tasks]
    if dates:
        say_heading("What it would delay")
        _say_dates(outlook, dates)


def _say_dates(outlook: Outlook, tasks: Sequence[TaskDates]) -> None:
    from fairlead.draw.tables import Column, Table, Toned

    words = Words.of(outlook.plan, brief=narrow())
    rows = tuple(
        (
            None if each.kind == "milestone" else words.started(each.start),
            words.reached(each.finish) if each.kind == "milestone" else words.finished(each.finish),
            Toned(each.name, "critical" if each.critical else ""),
            Toned(each.id, "quiet"),
        )
        for each in tasks[:_MOST_LISTED]
    )
    columns = (Column("Start", wrap=False), Column("Finish", wrap=False), Column("What"), Column("Id"))
    say_table(Table(columns, rows), gap=False)
    if len(tasks) > _MOST_LISTED:
        say(toned(f"and {len(tasks) - _MOST_LISTED} more", "quiet"))


def _say_facts(entity: Entity) -> None:
    facts = {key: value for key, value in entity.body().items() if key not in ("id", "name", "source")}
    if not facts:
        return
    say_heading("In the plan")
    widest = max(map(len, facts))
    for key, value in facts.items():
        for number, line in enumerate(wrapped(_plain(value), first=widest + 4, indent=widest + 4)):
            say(f"  {toned(key.ljust(widest), 'quiet')}  {line}" if number == 0 else line)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(
            f"{{{_plain(each)}}}" if isinstance(each, Mapping) else _plain(each) for each in value
        )
    return str(value)


# ---------------------------------------------------------------- for other programs


def _json(outlook: Outlook, entity: Entity) -> dict[str, Any]:
    said: dict[str, Any] = {
        "plan": outlook.plan.title,
        "kind": entity.kind,
        "id": entity.id,
        "name": entity.title,
        "facts": {key: value for key, value in entity.body().items() if key != "id"},
    }
    return said | dict(_calculated(outlook, entity))


def _calculated(outlook: Outlook, entity: Entity) -> Iterator[tuple[str, Any]]:
    from fairlead.cli.home import goal_json
    from fairlead.schedule.why import why

    if isinstance(entity, Task):
        schedule = outlook.schedule.to_json(outlook.people, limited=asks_for_anybody(outlook.plan))
        yield "dates", next(each for each in schedule["tasks"] if each["id"] == entity.id)
    if isinstance(entity, Goal):
        yield "dates", goal_json(next(each for each in outlook.goals() if each.id == entity.id))
    if isinstance(entity, Task | Goal | Decision):
        yield "why", why(outlook.schedule, entity.id).to_json()
    found = _with_people(outlook, entity)
    if found is not None:
        yield "people", found.to_json()
