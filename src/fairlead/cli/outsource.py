"""`fairlead outsource`: what the team lacks, what that is worth, who could fill it, and a description of the role."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlead.cli.arguments import force_option, json_option, plan_argument
from fairlead.cli.forecasting import money
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.help import taught
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.schedules import today
from fairlead.cli.screen import counted, say, say_heading, say_json, toned, wrapped
from fairlead.cli.searching import searched
from fairlead.cli.wording import Words
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.files import write_atomically
from fairlead.plan.values import Money, slug, suggest

if TYPE_CHECKING:
    from fairlead.cli.searching import Report, Stopped
    from fairlead.outsource.leading import Leading
    from fairlead.outsource.needs import Need
    from fairlead.outsource.ranking import Ranked
    from fairlead.outsource.solving import Solved
    from fairlead.risk.scoring import Score

_ENDINGS = (".md", ".html")
_MOST_RANKED = 8


@dataclass(frozen=True)
class _Found:
    base: Solved
    needs: list[Need]
    ranked: list[list[Ranked]]
    before: Score
    leading: Leading | None


@taught(
    "outsource",
    ("fairlead outsource software.yaml", "what is lacking, and who could fill it"),
    ("fairlead outsource software.yaml --for backend", "one skill alone"),
    ("fairlead outsource software.yaml --day-worth 2000", "where a day is worth so much"),
    ("fairlead outsource software.yaml -o roles", "a description of each role, ready to send"),
    more="A gap is where somebody more makes the plan or a goal earlier, found by solving it with and without them. "
    "Its worth is what penalties and costs that saves; the highest rate worth paying is that for each of their hours.",
)
@plan_argument
@click.option("--for", "skill", metavar="SKILL", help="Look at this skill alone.")
@click.option(
    "--day-worth", metavar="SUM", help="What a day of the finish is worth, beside penalties and costs."
)
@click.option(
    "--iterations", metavar="N", type=click.IntRange(100), default=1_000, help="How many (default 1000)."
)
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**63 - 1), default=1, help="Draw other numbers.")
@click.option("--with-rates", is_flag=True, help="Say in the roles what rate is worth paying.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER|FILE",
    type=click.Path(),
    help="Write the roles: folder, .md, .html.",
)
@force_option
@json_option
def command(
    plan: str | None,
    skill: str | None,
    day_worth: str | None,
    iterations: int,
    seed: int,
    with_rates: bool,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Find what is lacking, rank who is there, describe the roles."""
    given = sound(named(plan))
    _must_be_known(given, skill)
    if output is not None and Path(output).suffix:
        must_be_writable(output, force, _ENDINGS, "roles are written")
    found = _found(given, skill, _sum(day_worth), iterations, seed)
    if as_json:
        say_json(_json(given, found))
    else:
        _say(given, found)
    if output is not None:
        written = _write(given, found, output, with_rates, force)
        if not as_json:
            say()
            say(
                f"{toned('Wrote', 'good')} {', '.join(written)}." if written else "There is no role to write."
            )


def _must_be_known(given: Given, skill: str | None) -> None:
    from fairlead.outsource.needs import skills_in

    known = skills_in(given.plan)
    if skill is None or skill in known:
        return
    near = suggest(skill, known)
    hint = f"did you mean `{near}`?" if near else f"it asks for {', '.join(known) or 'no skill at all'}"
    raise RequestError(f"no open work of the plan asks for `{skill}`; {hint}")


def _sum(text: str | None) -> float:
    if text is None:
        return 0.0
    try:
        return float(Money.parse(text).most_likely())
    except ValueError as problem:
        raise RequestError(f"--day-worth: {problem}") from None


def _found(given: Given, skill: str | None, day_worth: float, iterations: int, seed: int) -> _Found:
    from fairlead.outsource.leading import leading
    from fairlead.outsource.needs import needs_of
    from fairlead.outsource.ranking import ranked_for
    from fairlead.risk.scoring import Luck, scored

    luck = Luck(iterations, seed, default_start=today())

    def search(_report: Report, stopped: Stopped) -> _Found:
        base, needs = needs_of(given.plan, luck, skill=skill, day_worth=day_worth, stopped=stopped)
        before = scored(given.plan, luck)
        ranked = [ranked_for(given.plan, need, before, luck) for need in needs if not stopped()]
        return _Found(base, needs[: len(ranked)], ranked, before, leading(given.plan, base))

    try:
        return searched(
            search, lambda seconds, _: f"solving with and without, {seconds:.0f} s", limit=1.0
        ).answer
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem


def _json(given: Given, found: _Found) -> dict[str, object]:
    currency = given.plan.settings.currency
    needs = [
        {**need.to_json(currency), "candidates": [each.to_json(currency) for each in ranked]}
        for need, ranked in zip(found.needs, found.ranked, strict=True)
    ]
    return {
        "plan": given.plan.title,
        "needs": needs,
        "leading": found.leading.to_json() if found.leading is not None else None,
    }


def _say(given: Given, found: _Found) -> None:
    words = Words.of(given.plan, brief=True)
    say(toned(f"{given.plan.title}: what the team lacks", "heading"))
    for line in _missing(given):
        for part in wrapped(line):
            say(toned(part, "doubtful"))
    if not found.needs and given.plan.people:
        say()
        say("Nobody more with any skill of the work would make the plan or a goal earlier.")
    for need, ranked in zip(found.needs, found.ranked, strict=True):
        _say_need(given, need, words)
        _say_ranked(given, ranked, words)
    if found.leading is not None:
        say_heading("The lead")
        for part in wrapped(found.leading.sentence):
            say(toned(part, "doubtful" if found.leading.is_gap else ""))
        if found.leading.line:
            say(toned(f"  as load in the plan: {found.leading.line}", "quiet"))


def _missing(given: Given) -> list[str]:
    plan = given.plan
    if not plan.tasks:
        return ["The plan has no tasks yet: nothing is asked of anybody."]
    if not plan.people:
        return ["Nobody is in the plan, so that nobody can be missed; list the team under `people`."]
    return (
        []
        if plan.candidates or plan.suppliers
        else ["Nobody is listed under `candidates` or `suppliers` yet."]
    )


def _say_need(given: Given, need: Need, words: Words) -> None:
    plan, tasks = given.plan, need.helped.schedule.compiled.plan.tasks
    say_heading(f"{need.skill[:1].upper()}{need.title[1:]}")
    full = "full time" if need.share == 100 else f"{need.share}% of somebody's time"
    lines = [
        f"{full} from {words.date(need.first)} to {words.date(need.last)}; "
        f"after {words.date(need.latest)} it no longer helps"
    ]
    if need.without:
        names = ", ".join(tasks[id].title for id in need.without if id in tasks)
        lines.append(f"nobody can do {names} now")
    gains = [f"the plan {words.length(need.gain)} earlier"] if need.gain > 0 else []
    gains += [
        f"{plan.goals[id].title} {max(round(gain / 1440), 1)} days earlier" for id, gain in need.goals.items()
        if id in plan.goals
    ]  # fmt: skip
    if gains:
        lines.append("; ".join(gains))
    if need.rate is not None:
        lines.append(
            f"worth {money(need.value, plan)} in penalties and costs: up to {money(need.rate, plan)} an hour "
            f"for about {need.hours:.0f} hours"
        )
    doing = [tasks[id.partition("#")[0]].title for id in need.tasks]
    doing = list(dict.fromkeys(doing))
    if doing:
        more = f" and {len(doing) - 4} more" if len(doing) > 4 else ""
        lines.append(f"would do {', '.join(doing[:4])}{more}")
    for line in lines:
        for number, part in enumerate(wrapped(line, indent=4, first=4)):
            say(f"  - {part}" if number == 0 else part)


def _say_ranked(given: Given, ranked: Sequence[Ranked], words: Words) -> None:
    fitting = [each for each in ranked if not each.out]
    for number, each in enumerate(fitting[:_MOST_RANKED], 1):
        effect = []
        if each.score is not None:
            days = round(each.finish_gain / 1440)
            when = (
                f"finish {counted(abs(days), 'day')} {'earlier' if days > 0 else 'later'}"
                if days
                else "same finish"
            )
            effect.append(when)
            effect.append(f"{'+' if each.price >= 0 else '−'}{money(abs(each.price), given.plan)}")
            if each.chance_gain is not None:
                points = round(100 * each.chance_gain)
                effect.append(f"{'+' if points >= 0 else '−'}{abs(points)} points of chance")
        said = f"{each.name}: {', '.join([*effect, *each.reasons])}"
        for n, part in enumerate(wrapped(said, indent=5, first=5)):
            say(f"  {number}. {part}" if n == 0 else part)
    for each in [each for each in ranked if each.out][:_MOST_RANKED]:
        for n, part in enumerate(wrapped(f"{each.name} {each.out}", indent=5, first=5)):
            say(toned(f"  -  {part}" if n == 0 else part, "quiet"))


def _write(given: Given, found: _Found, output: str, with_rates: bool, force: bool) -> list[str]:
    from fairlead.draw.document import to_html, to_markdown
    from fairlead.outsource.roles import lead_role, role, role_title

    plan = given.plan
    roles = [
        (role_title(plan, need), need.skill, list(role(plan, need, found.base, with_rates=with_rates)))
        for need in found.needs
    ]
    if found.leading is not None and found.leading.is_gap:
        title = f"Technical project manager for {plan.title}"
        roles.append((title, "project manager", list(lead_role(plan, found.leading))))
    if Path(output).suffix:
        if not roles:
            return []
        if len(roles) > 1:
            raise RequestError(
                f"{output}: there are {len(roles)} roles; name a folder, or one of them with --for"
            )
        title, _, blocks = roles[0]
        page = to_markdown(title, blocks) if output.endswith(".md") else to_html(title, plan.title, blocks)
        write_atomically(output, page, force=force)
        return [output]
    os.makedirs(output, exist_ok=True)
    written = []
    for title, name, blocks in roles:
        path = str(Path(output) / f"{slug(name, (), fallback='role')}.md")
        write_atomically(path, to_markdown(title, blocks), force=force)
        written.append(path)
    return written
