"""A role to be filled, described so that it can be sent: the work, what is asked for, how people will be chosen."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.draw.document import Block, Bullets, Heading, Paragraph
from fairlead.draw.tables import Column, Table
from fairlead.outsource.leading import Leading
from fairlead.outsource.needs import Need
from fairlead.outsource.solving import Solved
from fairlead.plan.document import Plan
from fairlead.schedule.why.words import said_date

_MOST_TASKS = 12


def role_title(plan: Plan, need: Need) -> str:
    """Return the heading of a role."""
    return f"{need.skill[:1].upper()}{need.skill[1:]} for {plan.title}"


def role(plan: Plan, need: Need, base: Solved, *, with_rates: bool = False) -> Iterator[Block]:
    """Yield the description of the role that fills a need; rates are left out unless asked for."""
    helped = need.helped.schedule
    whole = helped.compiled.plan
    yield Paragraph(_why(plan, need))
    yield Heading("The work")
    rows = []
    for id in need.tasks[:_MOST_TASKS]:
        placed, task = helped.placed[id], whole.tasks[id.partition("#")[0]]
        rows.append(
            (task.title, said_date(helped.local(placed.start)), said_date(helped.local(placed.finish - 1)))
        )
    yield Table((Column("Task"), Column("From"), Column("Until")), tuple(rows))
    if len(need.tasks) > _MOST_TASKS:
        yield Paragraph(f"And {len(need.tasks) - _MOST_TASKS} more.")
    yield Heading("Extent")
    full = "full time" if need.share == 100 else f"{need.share}% of full time"
    yield Bullets((
        f"{full}, from {said_date(need.first)} to {said_date(need.last)}; about {need.hours:.0f} hours of work",
        f"a start after {said_date(need.latest)} no longer helps",
        *((f"up to {need.rate:.0f} {plan.settings.currency or ''} an hour is worth paying",)
          if with_rates and need.rate is not None else ()),
    ))  # fmt: skip
    yield Heading("Must have")
    yield Bullets(tuple(_must(need)))
    nice = tuple(_nice(plan, need))
    if nice:
        yield Heading("Nice to have")
        yield Bullets(nice)
    yield Heading("How we choose")
    yield Table(
        (Column("Criterion"), Column("Weight", "right")),
        (
            (f"Proven experience with {need.skill}, shown on work like the above", "40%"),
            (f"Free from {said_date(need.first)}, at the latest {said_date(need.latest)}", "25%"),
            ("Hours together with the team, and language", "15%"),
            ("References", "10%"),
            ("Rate", "10%"),
        ),
    )


def _why(plan: Plan, need: Need) -> str:
    days = need.gain / need.helped.schedule.compiled.units.day
    if need.without:
        tasks = need.helped.schedule.compiled.plan.tasks
        names = ", ".join(tasks[id].title for id in need.without if id in tasks)
        return f"{plan.title} has work that nobody in the team can do: {names}."
    return f"{plan.title} would be done about {days:.0f} working days earlier with one more for {need.skill}."


def _must(need: Need) -> Iterator[str]:
    level = f" at level {need.level} or more" if need.level else ""
    yield f"{need.skill}{level}"
    tasks = need.helped.schedule.compiled.plan.tasks
    accept = [
        text
        for id in need.tasks
        if id.partition("#")[0] in tasks
        for text in tasks[id.partition("#")[0]].accept
    ]
    if accept:
        yield f"work that is done when: {'; '.join(dict.fromkeys(accept))}"


def _nice(plan: Plan, need: Need) -> Iterator[str]:
    """Yield what the rest of the team's work of the same kind asks for."""
    tasks = need.helped.schedule.compiled.plan.tasks
    beside: dict[str, int] = {}
    for id in need.tasks:
        for asked in tasks[id.partition("#")[0]].needs:
            for each in asked.alternatives:
                if each.what != need.skill and any(
                    each.what in person.skills for person in plan.people.values()
                ):
                    beside[each.what] = max(beside.get(each.what, 0), each.level or 0)
    for skill, level in beside.items():
        yield f"{skill}" + (f" at level {level}" if level else "")
    calendar = plan.settings.calendar
    zone = getattr(calendar, "zone", None)
    if zone:
        yield f"works during the day in {zone}"
    industry = plan.settings.history.industry if plan.settings.history is not None else None
    if industry:
        yield f"has worked in {industry}"


def lead_role(plan: Plan, gap: Leading) -> Iterator[Block]:
    """Yield the description of a technical project manager for a plan."""
    yield Paragraph(gap.sentence)
    yield Heading("The work")
    goals = [
        f"{goal.title}" + (f", by {goal.deadline}" if goal.deadline else "") for goal in plan.goals.values()
    ]
    yield Bullets((
        "plan, delegate through the team leads, watch progress and risk, keep everybody informed",
        f"{len(plan.tasks)} tasks, {gap.team} people, {len(plan.risks)} risks, {len(plan.stakeholders)} stakeholders",
        *(f"reach: {goal}" for goal in goals),
    ))  # fmt: skip
    yield Heading("Extent")
    yield Bullets((f"about {gap.share:.0%} of full time, for as long as the plan runs",))
    yield Heading("Must have")
    skills = sorted({skill for person in plan.people.values() for skill in person.skills})
    yield Bullets(
        (
            "has led technical projects of this size from plan to acceptance",
            f"enough expertise to judge estimates and risks in {', '.join(skills[:6]) or 'the field'}",
        )
    )
    yield Heading("Nice to have")
    yield Bullets(("PMP, PgMP, PMI-ACP, PRINCE2 or CSM, in force", "coaching or mentoring of team leads"))
    yield Heading("How we choose")
    yield Table(
        (Column("Criterion"), Column("Weight", "right")),
        (
            ("Projects led before, and how their dates and budgets came out", "35%"),
            ("Expertise in the field", "25%"),
            ("Talks with engineers and with those who pay, each in their words", "20%"),
            ("Certificates in force", "10%"),
            ("References", "10%"),
        ),
    )
