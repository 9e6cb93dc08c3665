"""`fairlead assess`: can it be done, by then, for that, with these people; and if not, why not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlead.cli.agreements import agreed_for
from fairlead.cli.arguments import Figure, force_option, json_option, plan_argument
from fairlead.cli.findings import say_findings
from fairlead.cli.first_look import brief_in, say_first_look
from fairlead.cli.forecasting import Asked
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.help import taught
from fairlead.cli.looking import looked_at
from fairlead.cli.paper import say_blocks
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.promise import wanted_confidence
from fairlead.cli.schedules import today
from fairlead.cli.screen import VERY_NARROW, narrow, say, say_json, toned, width, wrapped
from fairlead.plan.errors import RequestError
from fairlead.plan.files import write_atomically

if TYPE_CHECKING:
    from fairlead.cli.looking import Told
    from fairlead.cli.searching import Stopped
    from fairlead.feasibility.verdict import Assessment

_ENDINGS = (".md", ".html")


@taught(
    "assess",
    ("fairlead assess robotics.yaml", "one page: the verdict, the odds, the reasons"),
    ("fairlead assess robotics.yaml --scenario lean", "of a scenario"),
    ("fairlead assess robotics.yaml --confidence 95%", "for those who can't be late"),
    ("fairlead assess robotics.yaml -o verdict.html", "as a page, or as .md for mail and wikis"),
    (
        "fairlead assess brief.txt --as-plan robot.yaml",
        "a first look at a brief, and the plan to go on from",
    ),
    more="yes: at least as likely as the confidence asked for; at risk: more likely than not; no: less, or not to be "
    "met at all. Where it can't be met even with luck, the smallest sets of demands that contradict one another are "
    "named, with the cheapest cures of each. Exit code 1 where any answer is no. A file that says `work` and no "
    "`tasks` is a brief (with name, start, team, deadline, budget and work): it gets a first look, in rough ranges.",
)
@plan_argument
@click.option(
    "--confidence", metavar="P", help="How sure to be, such as 80% (default: the plan's, else 80%)."
)
@click.option(
    "--iterations", metavar="N", type=click.IntRange(100), default=5_000, help="How many (default 5000)."
)
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**63 - 1), default=1, help="Draw other numbers.")
@click.option(
    "--why-not", "seconds", metavar="S", type=Figure(0), default=30.0,
    help="Look so many seconds for contradictions (default 30); 0: not at all.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write the page: .md or .html.")
@click.option("--as-plan", metavar="FILE", type=click.Path(), help="Write the plan that a brief amounts to.")
@force_option
@json_option
def command(
    plan: str | None,
    confidence: str | None,
    iterations: int,
    seed: int,
    seconds: float,
    output: str | None,
    as_plan: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Assess the plan and say the verdict."""
    if output is not None:
        must_be_writable(output, force, _ENDINGS, "the page is written")
    name = named(plan)
    if (brief := brief_in(name)) is not None:
        return say_first_look(
            brief, name, Asked(iterations, seed), output, as_plan, force=force, as_json=as_json
        )
    if as_plan is not None:
        raise RequestError(f"--as-plan is for briefs, and {name} is a plan already")
    given = sound(name)
    wanted = None if confidence is None else wanted_confidence(confidence, None)
    found = _assessed(given, wanted, iterations, seed, seconds)
    say_findings(given.opened.locate(found.score.forecast.findings), err=True)
    if as_json:
        say_json(found.to_json())
    else:
        _say(found)
    if output is not None:
        write_atomically(output, _drawn(found, Path(output).suffix.lower()), force=force)
        if not as_json:
            say(f"{toned('Wrote', 'good')} {output}.")
    answers = [
        found.verdict,
        found.budget.verdict,
        found.people.verdict,
        *(each.verdict for each in found.goals),
    ]
    return 1 if "no" in answers else 0


def _assessed(
    given: Given, confidence: float | None, iterations: int, seed: int, seconds: float
) -> Assessment:
    from fairlead.feasibility.assessing import assess
    from fairlead.risk.scoring import Luck

    agreed = agreed_for(given.name, given.plan)
    luck = Luck(iterations, seed, default_start=today())

    def look(told: Told, stopped: Stopped) -> Assessment:
        return assess(
            given.plan,
            luck,
            confidence=confidence,
            why_not=seconds,
            agreed=agreed,
            stopped=stopped,
            progress=told,
        )

    return looked_at(given, look)


def _say(found: Assessment) -> None:
    from fairlead.feasibility.page import blocks, subtitle

    say(toned(found.plan.title, "heading"))
    for line in wrapped(subtitle(found)):
        say(toned(line, "quiet"))
    tone = {"yes": "good", "at risk": "doubtful", "no": "bad"}.get(found.verdict or "", "strong")
    bare = narrow() and width() < VERY_NARROW
    say_blocks(blocks(found, found.words, narrow=narrow(), bare=bare), strong=tone)


def _drawn(found: Assessment, ending: str) -> str:
    from fairlead.draw.document import to_html, to_markdown
    from fairlead.feasibility.page import blocks, subtitle

    title = f"{found.plan.title}: can it be done?"
    if ending == ".md":
        return to_markdown(title, blocks(found, found.words), subtitle=subtitle(found))
    return to_html(title, subtitle(found), blocks(found, found.words))
