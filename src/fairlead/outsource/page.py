"""What the team lacks, as people read it: each gap with dates and money, who could fill it, and the lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fairlead.draw.document import Block, Bullets, Heading, Paragraph
from fairlead.draw.shares import percent
from fairlead.draw.tables import Column, Table
from fairlead.outsource.leading import Leading
from fairlead.outsource.needs import Need
from fairlead.outsource.phrases import said_hours, said_span
from fairlead.outsource.ranking import Ranked
from fairlead.outsource.solving import Solved
from fairlead.outsource.staffing import LEAD, Staffing
from fairlead.plan.document import Plan
from fairlead.plan.values import said_money
from fairlead.risk.scoring import Score
from fairlead.schedule.why.words import listed, said_date

_MOST_TASKS = 4


def blocks(found: Staffing) -> Iterator[Block]:
    """Yield what is found, the most pressing first."""
    yield from (Paragraph(each) for each in found.missing)
    if not found.needs and found.plan.people and found.asked != LEAD:
        yield Paragraph("Nobody more, for any of the work, would make the plan or a goal earlier.")
    for need, ranked in zip(found.needs, found.ranked, strict=True):
        yield Heading(need.title)
        yield Bullets(tuple(_said(found.plan, need)))
        if need.together and ranked:
            yield Paragraph(
                f"With somebody for {_named(need.together)} there too, whose pay isn't counted here:"
            )
        yield from _people(found.before, ranked, nobody=need.nobody)
    if found.leading is not None:
        yield from _lead(found, found.leading)


def _said(plan: Plan, need: Need) -> Iterator[str]:
    whole = need.helped.schedule.compiled.plan
    if need.nobody:
        names = _named([whole.tasks[id].title for id in need.without if id in whole.tasks])
        yield f"nobody can do {names} now: without somebody the plan can't be done at all"
    full = "full time" if need.share == 100 else f"{need.share}% of somebody's time"
    extent = f"{full} {said_span(need.first, need.last)}, {said_hours(need.hours)} of work"
    if need.nobody:
        yield f"{extent}; after {said_date(need.latest)} each day makes the plan later"
    elif need.latest > need.first:
        yield f"{extent}; the latest start that still helps is {said_date(need.latest)}"
    else:
        yield f"{extent}; a later start no longer helps"
    if need.together:
        yield f"only together with {_named(need.together)}: none of them alone makes anything earlier"
    yield from _earlier(plan, need)
    if not need.nobody:
        yield _worth(plan, need)
    titles = list(dict.fromkeys(whole.tasks[id.partition("#")[0]].title for id in need.tasks))
    if titles:
        yield f"would do {_named(titles)}"


def _earlier(plan: Plan, need: Need) -> Iterator[str]:
    """Yield when the plan and its goals are done with somebody more, and when without."""
    before, helped = need.before, need.helped
    if need.gain > 0:
        dates = f"{_day(helped, helped.finish)} instead of {_day(before, before.finish)}"
        yield f"the plan is done on {dates} ({helped.schedule.compiled.units.shown(need.gain)} of work)"
    for id in need.goals:
        if id in plan.goals:
            title = plan.goals[id].title
            yield f"{title}: {_day(helped, helped.goals[id])} instead of {_day(before, before.goals[id])}"


def _worth(plan: Plan, need: Need) -> str:
    if need.rate is None:
        return "nothing says what that is worth in money: give a goal a `penalty`, or say --day-worth"
    parts = [
        f"{_money(plan, amount)} {what}"
        for amount, what in (
            (need.penalties, "in penalties"),
            (need.costs, "in standing costs and others' hours"),
            (need.value - need.penalties - need.costs, "for the days"),
        )
        if abs(amount) >= 0.5
    ]
    of = (
        f" ({', '.join(parts)})"
        if len(parts) > 1
        else f" ({parts[0].partition(' in ')[2]})"
        if " in " in parts[0]
        else ""
    )
    whose = " for each of them" if need.together else ""
    return f"worth {_money(plan, need.value)}{of}: up to {_money(plan, need.rate)} an hour{whose}"


def _people(
    before: Score, ranked: Sequence[Ranked], *, nobody: bool = False, lead: bool = False
) -> Iterator[Block]:
    """Yield who could do it with the effect of each, what speaks for and against them, and who is ruled out."""
    plan, fitting = before.plan, [each for each in ranked if not each.out]
    if fitting:
        priced = not lead and not nobody and any(each.worth is not None for each in fitting)
        columns = [Column("Who could"), Column("Finish", wrap=False), Column("Cost", "right", wrap=False),
                   Column("Odds", "right", wrap=False)]  # fmt: skip
        if priced:
            columns.append(Column("Net worth", "right", wrap=False))
        rows = [
            (f"{number}. {each.name}", _finish(each), _paid(plan, each, each.price), _odds(each))
            + ((_paid(plan, each, each.worth or 0.0),) if priced else ())
            for number, each in enumerate(fitting, 1)
        ]
        yield Table(tuple(columns), tuple(rows))
        yield Bullets(
            tuple(f"{each.name}: {', '.join([*_goals(before, each), *each.reasons])}" for each in fitting)
        )
        if fitting[0].lines:
            yield Paragraph(f"To take {fitting[0].name}:")
            yield Bullets(fitting[0].lines)
    out = [each for each in ranked if each.out]
    if out:
        yield Paragraph("Ruled out:" if fitting else "Nobody of those who are listed could do it:")
        yield Bullets(tuple(_ruled_out(out)))


def _ruled_out(out: Sequence[Ranked]) -> Iterator[str]:
    """Yield why people are ruled out, those for the same reason together."""
    names: dict[str, list[str]] = {}
    for each in out:
        names.setdefault(each.out, []).append(each.name)
    for reason, those in names.items():
        yield f"{_named(those)}: {reason}"


def _goals(before: Score, each: Ranked) -> Iterator[str]:
    """Yield what becomes of each goal with somebody: by how many days it moves as planned, and its odds."""
    for id, goal in before.plan.goals.items():
        days = round(each.goals.get(id, 0) / 1440)
        now, then = before.goals.get(id), each.score.goals.get(id) if each.score is not None else None
        said = []
        if days:
            said.append(
                f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'earlier' if days > 0 else 'later'}"
            )
        if now is not None and then is not None and round(100 * now) != round(100 * then):
            said.append(f"odds {percent(then)} instead of {percent(now)}")
        if said:
            yield f"{goal.title} {' with '.join(said)}"


def _paid(plan: Plan, each: Ranked, amount: float) -> str:
    """Return a sum with somebody; where their pay isn't known nothing can be said."""
    return _signed(plan, amount) if each.priced else "not known"


def _finish(each: Ranked) -> str:
    if each.solved is None:
        return ""
    days = round(each.finish_gain / 1440)
    word = f", {abs(days)}d {'earlier' if days > 0 else 'later'}" if days else ""
    return f"{_day(each.solved, each.solved.finish).partition(' ')[2]}{word}"


def _odds(each: Ranked) -> str:
    chance = each.score.chance_of_all if each.score is not None else None
    if chance is None:
        return ""
    points = round(100 * (each.chance_gain or 0.0))
    return percent(chance) + (f" ({points:+d})" if points else "")


def _lead(found: Staffing, leading: Leading) -> Iterator[Block]:
    yield Heading("The lead")
    yield Paragraph(leading.sentence)
    if leading.inferred:
        yield Paragraph(f"{leading.inferred} If somebody else leads, say so with `manager`.")
    length = leading.base.schedule.compiled.units.shown(leading.late)
    if leading.late > 0 and leading.is_gap:
        yield Paragraph(f"With leading as their load the plan finishes {length} of work later.")
    if leading.is_gap:
        extent = "full time" if leading.extent == 100 else f"{leading.extent}% of somebody's time"
        least = " (the least that is asked for)" if leading.extent > round(100 * leading.share) else ""
        span = said_span(leading.first, leading.last)
        yield Paragraph(f"That is a gap: a technical project manager, {extent}{least}, {span}.")
        if leading.burdened is not None and any(not each.out for each in found.leads):
            yield Paragraph(f"Compared with {leading.name} leading beside other work:")
        yield from _people(found.before, found.leads, lead=True)
    if leading.part is not None:
        more = " That is more than one person can give: leads of teams take part." * leading.is_for_several
        yield Paragraph(
            f"{leading.part:.0%} of all effort is what finished projects with as many people reported.{more} "
            "Your own figure counts instead once the plan has it as a duty, as below."
        )
    if leading.lines:
        yield Paragraph("As load in the plan:")
        yield Bullets(leading.lines)
    if leading.late > 0 and not leading.is_gap:
        yield Paragraph(
            f"The same share of every day would make the plan finish {length} of work later, since their own tasks "
            "would wait: leave days free for these, or give them to others."
        )


def _named(titles: Sequence[str]) -> str:
    more = [f"{len(titles) - _MOST_TASKS} more"] if len(titles) > _MOST_TASKS else []
    return listed([*titles[:_MOST_TASKS], *more])


def _day(solved: Solved, minute: int) -> str:
    return said_date(solved.schedule.compiled.axis.local(minute - 1))


def _money(plan: Plan, amount: float) -> str:
    return said_money(amount, plan.settings.currency)


def _signed(plan: Plan, amount: float) -> str:
    sign = "" if round(amount) == 0 else "+" if amount > 0 else "−"
    return f"{sign}{_money(plan, abs(amount))}"
