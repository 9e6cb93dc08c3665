"""`fairlead init`: a new plan, from a few questions at a terminal or from options."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from fairlead.cli.arguments import force_option
from fairlead.cli.help import taught
from fairlead.cli.screen import at_terminal, say, toned, wrapped
from fairlead.cli.starter import Answers, must_be_a_task, next_monday, starter_text
from fairlead.plan.errors import FairleadError, RequestError
from fairlead.plan.files import write_atomically
from fairlead.plan.values import parse_date, slug

T = TypeVar("T")


@taught(
    "init",
    ("fairlead init robot.yaml", "asks a few questions, then writes the plan"),
    ('fairlead init --name "New shop" --deadline 2027-06-30 --country DE', "asks nothing that is said"),
    (
        'fairlead init shop.yaml --name Shop --task "Design 5d" --task "Build 2w" --person Ana',
        "with first tasks",
    ),
    more="Asks only at a terminal, and only what no option says; elsewhere options and sensible defaults decide.",
    scenario=False,
)
@click.argument("file", required=False, metavar="[PLAN.yaml]")
@click.option("--name", help="What the project is called.")
@click.option("--start", metavar="DATE", help="The day on which work can begin (default: next Monday).")
@click.option("--goal", metavar="TEXT", help="What it is for.")
@click.option("--deadline", metavar="DATE", help="When the goal is due.")
@click.option("--country", metavar="CODE", help="Whose public holidays are free: DE, FR, US ...")
@click.option("--region", metavar="CODE", help="A part of the country: BY, CA ...")
@click.option(
    "--person", "people", multiple=True, metavar="NAME", help="Somebody who works in it; repeat for more."
)
@click.option(
    "--task", "tasks", multiple=True, metavar='"NAME 3d"', help="A task and its length; repeat for more."
)
@click.option("--yes", is_flag=True, help="Ask nothing.")
@force_option
def command(
    file: str | None,
    name: str | None,
    start: str | None,
    goal: str | None,
    deadline: str | None,
    country: str | None,
    region: str | None,
    people: tuple[str, ...],
    tasks: tuple[str, ...],
    yes: bool,
    force: bool,
) -> None:
    """Ask, write, say what to do next."""
    if file is not None:
        _refuse_what_is_in_the_way(file, force)
    asker = _Asker(not yes and sys.stdin.isatty() and at_terminal())
    called = asker.one(name, "--name", "What is the project called", _name_for(file), _text)
    monday = next_monday(date.today()).isoformat()
    answers = Answers(
        name=called,
        start=asker.one(start, "--start", "When can work begin", monday, parse_date),
        goal=asker.one(goal, "--goal", "What is it for (one line)", f"{called} finished", str),
        deadline=asker.one(
            deadline, "--deadline", "When is that due (empty: no deadline)", "", _date_or_none
        ),
        country=asker.one(country, "--country", "Whose public holidays are free (DE, US ...)", "", _country),
        region=(region or "").upper(),
        people=people or asker.several("Who works in it", "a name", _text),
        tasks=tasks or asker.several("The first tasks", "such as `Design 5d`", _task),
    )
    _must_have_holidays(answers.country, answers.region)
    path = Path(file or f"{slug(called, (), 'plan')}.yaml")
    write_atomically(path, starter_text(answers), force=force)
    _say_what_next(path)


class _Asker:
    """Takes an answer from an option, else from somebody at a terminal, else the default.

    A wrong answer at the terminal is asked again; elsewhere it raises RequestError.
    """

    def __init__(self, asks: bool) -> None:
        self.asks = asks

    def one(self, given: str | None, option: str, question: str, default: str, read: Callable[[str], T]) -> T:
        """Return one answer."""
        if given is None and self.asks:
            return self._asked(question, default, read)
        try:
            return read(default if given is None else given)
        except (ValueError, FairleadError) as problem:
            raise RequestError(f"{option}: {problem}") from problem

    def several(self, question: str, hint: str, read: Callable[[str], str]) -> tuple[str, ...]:
        """Return answers until an empty one; none where nobody can be asked."""
        if not self.asks:
            return ()
        click.echo(f"{question}, one a line ({hint}; an empty line ends the list)")
        answers = []
        while answer := self._asked(" ", "", lambda text: read(text) if text else "", "> "):
            answers.append(answer)
        return tuple(answers)

    def _asked(self, question: str, default: str, read: Callable[[str], T], suffix: str = ": ") -> T:
        while True:
            said = click.prompt(question, default=default, show_default=bool(default), prompt_suffix=suffix)
            try:
                return read(str(said).strip())
            except (ValueError, FairleadError) as problem:
                for line in wrapped(str(problem), first=2, indent=2):
                    click.echo(f"  {line.lstrip()}")


def _text(text: str) -> str:
    if not text:
        raise ValueError("this can't be empty")
    return text


def _date_or_none(text: str) -> date | None:
    return parse_date(text) if text else None


def _country(text: str) -> str:
    from fairlead.schedule.calendars.holidays import public_holidays

    if text:
        public_holidays(text.upper(), None, [2027])
    return text.upper()


def _must_have_holidays(country: str, region: str) -> None:
    from fairlead.schedule.calendars.holidays import public_holidays

    if region and not country:
        raise RequestError("--region needs --country too, such as --country DE --region BY")
    if region:
        try:
            public_holidays(country, region, [2027])
        except FairleadError as problem:
            raise RequestError(f"--region: {problem}") from problem


def _task(text: str) -> str:
    must_be_a_task(text)
    return text


def _name_for(file: str | None) -> str:
    words = Path(file).stem.replace("-", " ").replace("_", " ").strip() if file else ""
    return words[:1].upper() + words[1:] or "New project"


def _say_what_next(path: Path) -> None:
    say(f"{toned('Wrote', 'good')} {path}. Next:")
    purposes = {"check": "is anything wrong?", "schedule": "when is what done?", "gantt": "a picture"}
    lines = {f"fairlead {word} {path}": purpose for word, purpose in purposes.items()}
    widest = max(map(len, lines))
    for line, purpose in lines.items():
        say(f"  {toned(line.ljust(widest), 'command')}  {purpose}")


def _refuse_what_is_in_the_way(file: str, force: bool) -> None:
    """Say so before any question is asked, not after."""
    if Path(file).exists() and not force:
        raise RequestError(f"{file} exists already; add --force to write over it, or choose another name")
    if Path(file).suffix.lower() == ".json":
        better = Path(file).with_suffix(".yaml")
        raise RequestError(f"a new plan is YAML, so that it can hold comments; call it {better}")
