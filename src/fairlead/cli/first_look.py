"""A first look at a brief: rough ranges, the odds, and what to find out next."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairlead.cli.forecasting import Asked, money
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.paper import say_blocks
from fairlead.cli.plans import STANDARD_INPUT
from fairlead.cli.schedules import today
from fairlead.cli.screen import say, say_json, toned, wrapped
from fairlead.cli.searching import searched
from fairlead.cli.wording import Words
from fairlead.draw.shares import percent
from fairlead.plan.files import write_atomically

if TYPE_CHECKING:
    from fairlead.draw.document import Block
    from fairlead.feasibility.first_look import FirstLook, Question

_SHOWN = (0.1, 0.5, 0.8, 0.9)
_MOST_QUESTIONS = 5
_PLANS = (".yaml", ".yml")
_SAID = {"it-consulting": "IT consulting", "information-security": "information security"}


def brief_in(name: str) -> bytes | None:
    """Return the text of a brief; None where the name is that of anything else."""
    from fairlead.feasibility.brief import is_brief

    if name == STANDARD_INPUT:
        return _piped_brief()
    if not os.path.isfile(name):
        return None
    with open(name, "rb") as file:
        data = file.read(1 << 20)
    return data if is_brief(data) else None


def _piped_brief() -> bytes | None:
    """Return the brief on standard input; a plan is left there, to be read as any other."""
    from fairlead.feasibility.brief import is_brief

    piped = getattr(sys.stdin, "buffer", None)
    if piped is None or not hasattr(piped, "peek") or not is_brief(piped.peek(1 << 16)):
        return None
    data: bytes = piped.read()
    return data


def say_first_look(
    brief: bytes,
    name: str,
    asked: Asked,
    output: str | None,
    as_plan: str | None,
    *,
    force: bool,
    as_json: bool,
) -> int:
    """Look, say what is seen, write what is asked for; 1 where the odds of anything promised are below even."""
    from fairlead.draw.document import to_html, to_markdown
    from fairlead.feasibility.brief import plan_of_brief
    from fairlead.feasibility.first_look import first_look
    from fairlead.risk.scoring import Luck

    if as_plan is not None:
        must_be_writable(as_plan, force, _PLANS, "plans are written")
    plan, text = plan_of_brief(brief, name)
    luck = Luck(asked.iterations, asked.seed, default_start=today())
    found = searched(
        lambda _report, stopped: first_look(plan, luck, stopped=stopped),
        lambda seconds, _: f"looking, {seconds:.0f} s",
        limit=1.0,
    ).answer
    if as_json:
        say_json(found.to_json())
    else:
        say(toned(f"{plan.title}: a first look", "heading"))
        for line in wrapped(_basis(found)):
            say(toned(line, "quiet"))
        say_blocks(_blocks(found))
    if output is not None:
        title = f"{plan.title}: a first look"
        basis = _basis(found)
        page = to_markdown(title, _blocks(found), subtitle=basis) if output.lower().endswith(".md") else None
        write_atomically(output, page or to_html(title, basis, _blocks(found)), force=force)
    if as_plan is not None:
        write_atomically(as_plan, text, force=force)
    if not as_json:
        for written in filter(None, (output, as_plan)):
            say(f"{toned('Wrote', 'good')} {written}.")
    chance = found.score.chance_of_all
    return 1 if chance is not None and chance < 0.5 else 0


def _basis(found: FirstLook) -> str:
    history = found.plan.settings.history
    named = history.industry if history is not None else None
    why = f"none of {_SAID.get(named, named)} has been published" if named else "no industry is named"
    record = (
        f"the record of {_SAID.get(found.industry, found.industry)}"
        if found.industry
        else f"a wide record ({why})"
    )
    own = f" and in {found.coverage.projects} projects of your own" if found.coverage else ""
    count = f"{found.score.iterations:,} iterations (seed {found.score.seed})"
    return f"Rough: from a brief, by how far such estimates are off in {record}{own}; {count}."


def _blocks(found: FirstLook) -> Iterator[Block]:
    from fairlead.draw.document import Bullets, Heading, Paragraph
    from fairlead.draw.tables import Column, Table
    from fairlead.feasibility.phrases import of_runs

    score, plan = found.score, found.plan
    forecast, words = score.forecast, Words.of(plan, brief=True)
    rows = [("Finish", *(_date(found, p, words) for p in _SHOWN))]
    if forecast.cost.any():
        rows.append(("Cost", *(money(forecast.cost_at(p), plan) for p in _SHOWN)))
    titles = ("", *(f"P{round(100 * p)}" for p in _SHOWN))
    yield Table(
        tuple(Column(title, "right" if k else "left", wrap=not k) for k, title in enumerate(titles)),
        tuple(rows),
    )
    odds = [f"{plan.goals[id].title}: {of_runs(chance)}" for id, chance in score.goals.items()]
    if score.chance_of_budget is not None:
        odds.append(f"Within the budget: {of_runs(score.chance_of_budget)}")
    if len(odds) > 1 and score.chance_of_all is not None:
        odds.append(f"All of it together: {of_runs(score.chance_of_all)}")
    if odds:
        yield Heading("The odds, roughly")
        yield Bullets(tuple(odds))
    if found.questions:
        yield Heading("What to find out next")
        yield Bullets(tuple(_question(each) for each in found.questions[:_MOST_QUESTIONS]))
    if found.coverage is not None:
        inside, projects = found.coverage.inside, found.coverage.projects
        yield Paragraph(
            "Checked against your own record: the 80% range that the others give holds "
            f"{round(inside * projects)} of {projects} finished projects."
        )
    missing = list(_missing(found))
    if missing:
        yield Heading("What the brief doesn't say")
        yield Bullets(tuple(missing))


def _date(found: FirstLook, p: float, words: Words) -> str:
    date = found.score.forecast.finish_at(p)
    return "never" if date is None else words.date(date)


def _question(each: Question) -> str:
    parts = [
        f"the range of the {what} by {percent(share)}"
        for what, share in (("finish", each.finish), ("cost", each.cost))
        if share >= 0.02
    ]
    return f"How long {each.name} takes: knowing it narrows {' and '.join(parts)}."


def _missing(found: FirstLook) -> Iterator[str]:
    plan = found.plan
    if plan.settings.start is None:
        yield "No start: it begins today. Write `start: 2027-03-01`."
    if not any(goal.deadline for goal in plan.goals.values()):
        yield "No deadline: there is nothing to be late for. Write `deadline: 2027-10-29`."
    if plan.settings.budget is None:
        yield "No budget: write `budget: 300000 EUR`."
    if not plan.people:
        yield "No team: everything goes on at once. Write `team: {firmware: 2 at 85/h}`."
    elif not all("rate" in plan.confidential(id) for id in plan.people):
        yield "Not everybody's rate is known, so the cost is too low."
    if plan.people and plan.settings.focus is None:
        yield "No `focus`: nobody works all their hours on one plan; 80% is usual."
