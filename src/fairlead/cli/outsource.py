"""`fairlead outsource`: what the team lacks, what that is worth, who could fill it, and a description of the role."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlead.cli.arguments import force_option, json_option, plan_argument
from fairlead.cli.findings import say_findings
from fairlead.cli.gantt import must_be_writable
from fairlead.cli.help import taught
from fairlead.cli.looking import looked_at
from fairlead.cli.paper import say_blocks
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.schedules import today
from fairlead.cli.screen import listed, say, say_json, toned, wrapped
from fairlead.cli.sums import sum_in
from fairlead.plan.errors import RequestError
from fairlead.plan.files import write_atomically
from fairlead.plan.values import slug

if TYPE_CHECKING:
    from fairlead.cli.looking import Told
    from fairlead.cli.searching import Stopped
    from fairlead.outsource.roles import Role
    from fairlead.outsource.staffing import Staffing

_ENDINGS = (".md", ".html")


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
@click.option("--for", "skill", metavar="SKILL", help="Look at this skill, team, person, or `lead`, alone.")
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
    help="Write the roles: one file each into a folder, or one role as .md or .html.",
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
    if output is not None:
        _must_be_a_place(output, force)
    worth = 0.0 if day_worth is None else sum_in(given.plan, "--day-worth", day_worth)
    found = _found(given, skill, worth, iterations, seed)
    say_findings(given.opened.locate(found.before.forecast.findings), err=True)
    written = _written(found, output, with_rates=with_rates, force=force) if output is not None else None
    if as_json:
        say_json(found.to_json())
        return
    _say(found)
    if written is not None:
        say()
        names = f"{toned('Wrote', 'good')} {listed(written)}."
        say(names if written else "No role is to be filled, so that nothing was written.")


def _must_be_a_place(output: str, force: bool) -> None:
    path = Path(output)
    if path.suffix and not path.is_dir():
        must_be_writable(output, force, _ENDINGS, "one role is written")
    elif path.exists() and not path.is_dir():
        raise RequestError(
            f"{output} is a file: name a folder for the roles, or one role's file ending in .md or .html"
        )


def _found(given: Given, skill: str | None, day_worth: float, iterations: int, seed: int) -> Staffing:
    from fairlead.outsource.staffing import must_ask_for, staffing
    from fairlead.risk.scoring import Luck

    must_ask_for(given.plan, skill)
    luck = Luck(iterations, seed, default_start=today())

    def look(told: Told, stopped: Stopped) -> Staffing:
        return staffing(
            given.plan,
            luck,
            skill=skill,
            day_worth=day_worth,
            stopped=stopped,
            progress=told,
        )

    return looked_at(given, look)


def _say(found: Staffing) -> None:
    from fairlead.outsource.page import blocks

    say(toned(f"{found.plan.title}: what the team lacks", "heading"))
    score = found.before
    for line in wrapped(
        f"{score.iterations:,} iterations (seed {score.seed}); each figure is solved with and without."
    ):
        say(toned(line, "quiet"))
    say_blocks(blocks(found))


def _written(found: Staffing, output: str, *, with_rates: bool, force: bool) -> list[str]:
    """Write the roles, and return the names of their files."""
    from fairlead.draw.document import to_html, to_markdown

    roles = _roles(found, with_rates)
    path = Path(output)
    if path.suffix and not path.is_dir():
        if len(roles) > 1:
            asked = [need.skill for need in found.needs] + ["lead"] * (len(roles) > len(found.needs))
            skills = " or ".join(f"--for {name}" for name in asked)
            raise RequestError(
                f"{output} holds one role, and there are {len(roles)}: name a folder, or say {skills}"
            )
        for role in roles:
            page = to_markdown(role.title, role.blocks)
            if path.suffix.lower() == ".html":
                page = to_html(role.title, found.plan.title, role.blocks)
            write_atomically(output, page, force=force)
        return [output] if roles else []
    names: dict[str, Role] = {}
    for role in roles:
        names[f"{slug(role.name, {name.removesuffix('.md') for name in names}, fallback='role')}.md"] = role
    for name in names:
        must_be_writable(str(path / name), force, _ENDINGS, "roles are written")
    if names:
        path.mkdir(parents=True, exist_ok=True)
    for name, role in names.items():
        write_atomically(str(path / name), to_markdown(role.title, role.blocks), force=force)
    return [str(path / name) for name in names]


def _roles(found: Staffing, with_rates: bool) -> list[Role]:
    from fairlead.outsource.roles import lead_role_of, role_of

    roles = [role_of(found.plan, need, with_rates=with_rates) for need in found.needs]
    if found.leading is not None and found.leading.is_gap:
        roles.append(lead_role_of(found.plan, found.leading))
    return roles
