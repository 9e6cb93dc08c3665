"""A role to be filled, described so that it can be sent: the work, what is asked for, how people will be chosen.

What is confidential stays out: nobody's pay, no penalty, no budget; the rate worth paying only where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fairlead.draw.document import Block, Bullets, Heading, Paragraph
from fairlead.draw.tables import Column, Table
from fairlead.outsource.lacks import kind_of, skills_of
from fairlead.outsource.languages import languages_of
from fairlead.outsource.leading import Leading
from fairlead.outsource.leads import field_of
from fairlead.outsource.needs import Need
from fairlead.outsource.phrases import said_hours, said_span
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.hiring import hours_cost
from fairlead.plan.values import said_money
from fairlead.plan.weeks import plan_calendar
from fairlead.schedule.load import load_of
from fairlead.schedule.why.words import listed, said_date

_MOST_TASKS = 12
_MOST_SKILLS = 6


@dataclass(frozen=True)
class Role:
    """A description ready to send; `name` is short enough for a file's."""

    title: str
    name: str
    blocks: tuple[Block, ...]


def role_of(plan: Plan, need: Need, *, with_rates: bool = False) -> Role:
    """Return the description of the role that fills a need; rates are left out unless asked for."""
    tasks = _tasks(need)
    must, nice = tuple(_must(plan, need)), tuple(_nice(plan, need, tasks))
    blocks: list[Block] = [
        Paragraph(_why(plan, need)),
        Heading("The work"),
        *_work(need),
        Heading("Extent"),
        Bullets(tuple(_extent(plan, need, with_rates))),
        Heading("Must have"),
        Bullets(must),
    ]
    if nice:
        blocks += [Heading("Nice to have"), Bullets(nice)]
    blocks += [Heading("How we choose"), _criteria(_weights(plan, need, tasks, nice))]
    return Role(f"{_sought(plan, need)} for {plan.title}", _sought(plan, need), tuple(blocks))


def _sought(plan: Plan, need: Need) -> str:
    """Return what is sought, without the name of anybody in the team."""
    words = _able_to(plan, need) or _one_more(plan, need)
    return f"{words[:1].upper()}{words[1:]}"


def _one_more(plan: Plan, need: Need) -> str:
    if able := _able_to(plan, need):
        return f"one more for {able}"
    return f"one more in {plan.teams[need.skill].title if need.lack.kind == 'team' else 'the team'}"


def _able_to(plan: Plan, need: Need) -> str:
    """Return what whoever is sought can do; empty where a team alone is asked for, or somebody without skills."""
    if need.lack.kind == "skill":
        return need.skill.replace("-", " ")
    skills = list(skills_of(plan, need.lack))[:3] if need.lack.kind == "person" else []
    return listed(skills) if skills else ""


def _why(plan: Plan, need: Need) -> str:
    whole = need.helped.schedule.compiled.plan
    if need.nobody:
        names = listed([whole.tasks[id].title for id in need.without if id in whole.tasks])
        return f"{plan.title} has work that nobody in the team can do: {names}."
    others = ", together with others who are sought too" * bool(need.together)
    what = f"With {_one_more(plan, need)}{others},"
    goals = [
        f"{plan.goals[id].title} is reached {_days(gain / 1440)} earlier"
        for id, gain in need.goals.items()
        if id in plan.goals
    ]
    if need.gain > 0:
        days = _days(need.gain / need.helped.schedule.compiled.units.day, "working day")
        return f"{what} {plan.title} is done {days} earlier{''.join(f'; {each}' for each in goals)}."
    return f"{what} {listed(goals)}." if goals else f"{plan.title} lacks people for this work."


def _days(days: float, unit: str = "day") -> str:
    number = f"{days:.0f}" if days >= 10 or abs(days - round(days)) < 0.05 else f"{days:.1f}"
    return f"{number} {unit}{'' if number == '1' else 's'}"


def _tasks(need: Need) -> list[Task]:
    whole = need.helped.schedule.compiled.plan.tasks
    ids = dict.fromkeys(id.partition("#")[0] for id in need.tasks)
    return [whole[id] for id in ids if id in whole]


def _work(need: Need) -> Iterator[Block]:
    helped = need.helped.schedule
    party = next((each for each in load_of(helped).parties if each.id == need.who), None)
    efforts: Mapping[str, int] = party.whole.tasks if party is not None else {}
    rows = []
    for id in need.tasks[:_MOST_TASKS]:
        placed = helped.placed[id]
        begin, end = max(helped.local(placed.start).date(), need.first), helped.local(placed.finish - 1)
        effort = efforts.get(id)
        rows.append((
            _title(need, id),
            said_date(begin),
            said_date(end),
            f"{effort / 60:.0f} h" if effort else "",
        ))  # fmt: skip
    yield Table(
        (Column("Task"), Column("From", wrap=False), Column("Until", wrap=False), Column("Effort", "right")),
        tuple(rows),
    )
    if len(need.tasks) > _MOST_TASKS:
        yield Paragraph(f"And {len(need.tasks) - _MOST_TASKS} more.")
    accept = list(dict.fromkeys(text for task in _tasks(need) for text in task.accept))
    if accept:
        yield Paragraph("It is done when:")
        yield Bullets(tuple(accept))


def _title(need: Need, id: str) -> str:
    """Return a task's name, with that of what it is part of where several are called the same."""
    plan = need.helped.schedule.compiled.plan
    task = plan.tasks[id.partition("#")[0]]
    alike = sum(each.title == task.title for each in _tasks(need)) > 1
    parent = plan.tasks.get(task.parent or "")
    return f"{parent.title}: {task.title}" if alike and parent is not None else task.title


def _extent(plan: Plan, need: Need, with_rates: bool) -> Iterator[str]:
    yield f"{_full(need)}, {said_span(need.first, need.last)}; about {said_hours(need.hours)} of work"
    if need.nobody:
        yield f"a start after {said_date(need.latest)} makes the plan later"
    else:
        yield f"the latest start that still helps is {said_date(need.latest)}"
    if with_rates:
        yield from _rates(plan, need)


def _full(need: Need) -> str:
    return "full time" if need.share == 100 else f"{need.share}% of full time"


def _rates(plan: Plan, need: Need) -> Iterator[str]:
    """Yield the range of rates: from what the cheapest in the team with the skill costs up to what it is worth."""
    if need.rate is None:
        yield "the plan doesn't say what this is worth, so that there is no highest rate"
        return
    asked = skills_of(plan, need.lack)
    able = [
        person.id
        for person in plan.people.values()
        if any(person.skills.get(skill, -1) >= level for skill, level in asked.items())
    ]
    paid = [
        price.most_likely()
        for id in able
        if (price := hours_cost(plan, id, Decimal(60), need.first)) is not None
        and price.currency in (None, plan.settings.currency)
    ]
    low = float(min(paid)) if paid else None
    if low is not None and low < need.rate:
        low_said, high_said = (said_money(each, plan.settings.currency) for each in (low, need.rate))
        yield f"a rate from {low_said} to {high_said} an hour; more isn't worth it"
    else:
        yield f"up to {said_money(need.rate, plan.settings.currency)} an hour is worth paying"


def _must(plan: Plan, need: Need) -> Iterator[str]:
    asked = skills_of(plan, need.lack)
    for skill, level in asked.items():
        yield f"{skill} at level {level} or more{_as_here(plan, skill)}" if level else skill
    yield f"can begin on {said_date(need.first)}, or soon after"
    levers = plan.settings.levers
    if levers is not None and levers.regions:
        yield f"based in {' or '.join(levers.regions)}"
    if languages := languages_of(plan):
        yield f"speaks {' or '.join(languages)}"


def _as_here(plan: Plan, skill: str) -> str:
    """Return what a level means to somebody who doesn't know the plan: the highest that the team has."""
    best = max((person.skills.get(skill, 0) for person in plan.people.values()), default=0)
    return f" (the best here have level {best})" if best else ""


def _asked_beside(need: Need, tasks: Iterable[Task]) -> Iterator[str]:
    """Yield the skills that the same work asks for beside, of whoever does it."""
    plan, known = need.helped.schedule.compiled.plan, skills_of(need.before.plan, need.lack)
    found: dict[str, int] = {}
    for task in tasks:
        for asked in task.needs:
            for each in asked.alternatives:
                if kind_of(plan, each) == "skill" and each.what not in known:
                    found[each.what] = max(found.get(each.what, 0), each.level or 0)
    for skill, level in found.items():
        yield f"{skill} at level {level}" if level else skill


def _nice(plan: Plan, need: Need, tasks: Sequence[Task]) -> Iterator[str]:
    yield from _asked_beside(need, tasks)
    if tools := _tools(plan, tasks):
        yield f"has worked with the like of: {', '.join(tools)}"
    calendar = plan_calendar(plan)
    if calendar is not None and calendar.zone:
        yield f"works during the day of the team ({calendar.zone})"
    industry = plan.settings.history.industry if plan.settings.history is not None else None
    if industry:
        yield f"has worked in {industry}"


def _tools(plan: Plan, tasks: Iterable[Task]) -> list[str]:
    """Return the things that the work is done with."""
    ids = [each.what for task in tasks for need in task.needs for each in need.alternatives]
    ids += [who.id for task in tasks for who in task.who]
    return [plan.equipment[id].title for id in dict.fromkeys(ids) if id in plan.equipment]


def _weights(plan: Plan, need: Need, tasks: Sequence[Task], nice: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the criteria with their weights before they are made to add up to a hundred."""
    trial = next((task.title for task in tasks if task.unproven), None)
    sought = ", ".join(list(skills_of(plan, need.lack))[:3])
    first = tasks[0].title if tasks else "the work above"
    yield f"Has done work like {first}, and can show it" + (f" ({sought})" if sought else ""), 40
    if trial is not None:
        yield f"A trial task: {trial}, which nobody here has done before", 15
    yield (
        f"Begins on {said_date(need.first)} or soon after, for {_full(need)} until {said_date(need.last)}",
        20,
    )
    if nice:
        yield "What is nice to have", 10
    calendar = plan_calendar(plan)
    if (calendar is not None and calendar.zone) or languages_of(plan):
        yield "Hours together with the team, and language", 10
    yield "References", 10
    yield "Rate, all in all", 10


def _criteria(weights: Iterable[tuple[str, int]]) -> Table:
    """Return the criteria with weights that add up to 100 %; what rounding leaves goes to the first."""
    rows = list(weights)
    total = sum(weight for _, weight in rows)
    shares = [round(100 * weight / total) for _, weight in rows]
    shares[0] += 100 - sum(shares)
    return Table(
        (Column("Criterion"), Column("Weight", "right", wrap=False)),
        tuple((text, f"{share}%") for (text, _), share in zip(rows, shares, strict=True)),
    )


def lead_role_of(plan: Plan, gap: Leading) -> Role:
    """Return the description of a technical project manager for a plan."""
    known = field_of(plan)[:_MOST_SKILLS]
    fields = listed(known) if known else ""
    extent = "full time" if gap.extent == 100 else f"{gap.extent}% of full time"
    why = (
        "Nobody leads this plan."
        if gap.who is None
        else "Whoever leads this plan has too little time for it."
    )
    blocks: tuple[Block, ...] = (
        Paragraph(f"{plan.title} needs somebody who leads it. {why}"),
        Heading("The work"),
        Bullets((*_duties_of_the_lead(plan, gap), *_goals_to_reach(plan))),
        Heading("Extent"),
        Bullets((f"{extent}, {said_span(gap.first, gap.last)}",)),
        Heading("Must have"),
        Bullets(tuple(_musts_of_the_lead(plan, gap, fields))),
        Heading("Nice to have"),
        Bullets(tuple(_nice_in_the_lead(plan))),
        Heading("How we choose"),
        _criteria(_weights_of_the_lead(fields)),
    )
    return Role(f"Technical project manager for {plan.title}", "Project manager", blocks)


def _duties_of_the_lead(plan: Plan, gap: Leading) -> Iterator[str]:
    tasks = gap.base.schedule.compiled.plan.tasks.values()
    teams = " through the leads of the teams" if plan.teams else ""
    yield f"plan, delegate{teams}, watch progress and risk, keep everybody informed"
    of_the_plan = (
        (sum(task.done is None and not task.inactive for task in tasks), "open task", "open tasks"),
        (gap.team, "person", "people"),
        (len(plan.risks), "risk", "risks"),
        (len(plan.stakeholders), "stakeholder", "stakeholders"),
    )
    yield ", ".join(_counted(number, one, many) for number, one, many in of_the_plan if number)


def _goals_to_reach(plan: Plan) -> Iterator[str]:
    for goal in plan.goals.values():
        by = f", by {said_date(goal.deadline.date)}" if goal.deadline is not None else ""
        yield f"reach: {goal.title}{by}"


def _musts_of_the_lead(plan: Plan, gap: Leading, fields: str) -> Iterator[str]:
    yield f"has led projects with {_counted(gap.team, 'person', 'people')} or more from plan to acceptance"
    yield f"judges estimates and risks in {fields or 'the field'}"
    levers = plan.settings.levers
    if levers is not None and levers.regions:
        yield f"based in {' or '.join(levers.regions)}"
    if languages := languages_of(plan):
        yield f"speaks {' or '.join(languages)}"


def _nice_in_the_lead(plan: Plan) -> Iterator[str]:
    yield "a certificate in force: PMP, PgMP, PMI-ACP, CSM, PRINCE2 or the like"
    yield "coaches or mentors leads of teams"
    calendar = plan_calendar(plan)
    if calendar is not None and calendar.zone:
        yield f"works during the day of the team ({calendar.zone})"


def _weights_of_the_lead(fields: str) -> Iterator[tuple[str, int]]:
    yield "Projects led before, and how their dates and budgets came out", 35
    yield f"Knows the field: {fields or 'its work and its risks'}", 25
    yield "Talks with engineers and with those who pay, each in their words", 20
    yield "Certificates in force", 10
    yield "References", 10


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
