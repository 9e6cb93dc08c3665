"""`fairlead optimize`: the best schedule with these people that a search finds, and what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import click

from fairlead.cli.agreements import agreed_for, must_take_agreements, say_how_to_agree
from fairlead.cli.arguments import Figure, force_option, json_option, plans_argument
from fairlead.cli.certificate import certificate
from fairlead.cli.findings import say_findings
from fairlead.cli.gantt import must_be_writable, write_chart
from fairlead.cli.headline import say_goals, say_span
from fairlead.cli.help import taught
from fairlead.cli.moving import say_moves
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.schedules import axis_of, today, with_people
from fairlead.cli.screen import (
    VERY_NARROW,
    at_terminal,
    counted,
    narrow,
    say,
    say_heading,
    say_json,
    say_table,
    toned,
    warn,
    width,
    wrapped,
)
from fairlead.cli.searching import Progress, Report, Searched, Stopped, searched
from fairlead.cli.waiting import kept_waiting, waiting, waits_in_words
from fairlead.cli.wording import Words
from fairlead.plan.errors import PlanError, SurroundingsError

if TYPE_CHECKING:
    from fairlead.schedule.agreed import Agreed
    from fairlead.schedule.optimising.answer import Optimised
    from fairlead.schedule.outlook import Outlook

_GOALS = ("finish", "goals", "cost", "smooth")
_MOST_WAITING = 15
Goal = Literal["finish", "goals", "cost", "smooth"]

_WORTH_SAYING = 1.0  # seconds


@taught(
    "optimize",
    ("fairlead optimize robotics.yaml --time-limit 5", "search five seconds; say what is proven"),
    ("fairlead optimize robotics.yaml --time-limit 0", "level only: who keeps what waiting"),
    ("fairlead optimize robotics.yaml --time-limit 2 --goal goals", "keep the deadlines of goals first"),
    ("fairlead optimize robotics.yaml --time-limit 2 --write", "agree to what it finds"),
    ("fairlead optimize robotics.yaml --time-limit 0 -o levelled.svg", "draw it; .png .pdf .html likewise"),
    ("fairlead optimize robotics.yaml software.yaml --time-limit 4", "several plans with shared people"),
    more="The search goes on until the time is up or nothing better is possible; Ctrl-C ends it and keeps the best so "
    "far. It ends with what is proven: the date before which no plan with these people can finish. PLAN may be a "
    "benchmark instance as well. Several plans are scheduled together, each by its own rules: people and things with "
    "one id in them are one, and the plan with the higher `priority` in its head goes first.",
)
@plans_argument
@click.option(
    "--goal",
    type=click.Choice(_GOALS),
    default="finish",
    help="An early finish (default), goals in time, little cost, an even load.",
)
@click.option(
    "--time-limit",
    "seconds",
    metavar="S",
    type=Figure(0),
    default=60.0,
    help="Search so many seconds (default 60); 0 levels only.",
)
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**31 - 1), default=1, help="Search another way.")
@click.option("--write", is_flag=True, help="Make it the agreed schedule, kept beside the plan.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Draw it: .svg, .png, .pdf or .html.")
@force_option
@json_option
def command(
    plans: tuple[str, ...],
    goal: Goal,
    seconds: float,
    seed: int,
    write: bool,
    output: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Search, say what was found and what is proven of it, write what is asked for."""
    if len(plans) > 1:
        from fairlead.cli.together import optimize_together

        return optimize_together(
            plans, goal=goal, seconds=seconds, seed=seed, write=write, output=output, as_json=as_json
        )
    if output is not None:
        must_be_writable(output, force)
    given = sound(named(plans[0] if plans else None))
    if write:
        must_take_agreements(given)
    agreed = agreed_for(given.name, given.plan)
    found, stopped = _searched(given, goal, seconds, seed, agreed)
    if found.schedule is not None:
        say_findings(given.opened.locate(found.schedule.findings), err=True)
    written = _written(given, found) if write else None
    if as_json:
        say_json({**found.to_json(), "plan": given.plan.title, "written": written})
    else:
        _say(given, found, agreed, stopped=stopped, written=written)
    if output is not None and found.schedule is not None:
        _draw(found, output, force, quiet=as_json)
    return 0 if found.schedule is not None else 1


def _searched(
    given: Given, goal: Goal, seconds: float, seed: int, agreed: Agreed | None
) -> tuple[Optimised, bool]:
    from fairlead.schedule.optimising.optimised import optimised

    def search(report: Report, stopped: Stopped) -> Optimised:
        return optimised(
            given.plan,
            goal=goal,
            time_limit=seconds,
            seed=seed,
            agreed=agreed,
            default_start=today(),
            report=report,
            stopped=stopped,
        )

    line = _Line(given, goal)
    try:
        run = _run(search, line, seconds)
    except PlanError as error:
        raise PlanError(given.opened.locate(error.findings)) from error
    except MemoryError:
        warn("the search ran out of memory; the schedule is levelled only")
        seconds = 0.0  # `search` asks for as much as this says
        run = _run(search, line, seconds)
    return run.answer, run.stopped


def _run(search: Callable[[Report, Stopped], Optimised], line: _Line, seconds: float) -> Searched[Optimised]:
    try:
        return searched(search, line, limit=seconds)
    except MemoryError:
        if seconds > 0:
            raise
        raise SurroundingsError(
            "there is too little memory for this plan; there is no schedule yet"
        ) from None


class _Line:
    """What the line at the terminal says while the search runs."""

    def __init__(self, given: Given, goal: Goal) -> None:
        self.goal = goal
        self.given = given
        self.words: Words | None = None

    def __call__(self, seconds: float, progress: Progress | None) -> str:
        said = [f"{seconds:4.0f} s"]
        if progress is not None and progress.best is not None:
            starts = self.goal == "finish" and self.given.plan.settings.schedule_from == "finish"
            said.append(f"{'latest start' if starts else 'best'} {self._value(progress.best)}")
        if progress is not None and progress.bound is not None:
            said.append(f"none before {self._value(progress.bound)}" if self.goal == "finish" else
                        f"none below {self._value(progress.bound)}")  # fmt: skip
        return "  ".join(said)

    def _value(self, value: float) -> str:
        if self.goal != "finish":
            return f"{value:,.2f}".removesuffix(".00")
        self.words = self.words or Words.of(self.given.plan, brief=True)
        return self.words.finished(axis_of(self.given.plan).local(int(value)))


def _written(given: Given, found: Optimised) -> str | None:
    from fairlead.schedule.agreed import Agreed
    from fairlead.store.agreed import write_agreed

    if found.schedule is None:
        return None
    return str(write_agreed(given.name, Agreed.of(found.schedule, found.goal)))


def _draw(found: Optimised, output: str, force: bool, *, quiet: bool) -> None:
    from fairlead.schedule.charts import gantt_chart

    outlook = _outlook(found)
    chart = gantt_chart(outlook.plan, outlook.schedule, people=outlook.people)
    write_chart(chart, output, force=force, quiet=quiet)


def _outlook(found: Optimised) -> Outlook:
    from fairlead.schedule.outlook import Outlook
    from fairlead.schedule.schedule import schedule

    assert found.schedule is not None
    return Outlook(schedule(found.schedule.plan, today()), found.schedule)


# ---------------------------------------------------------------- the page


def _say(
    given: Given, found: Optimised, agreed: Agreed | None, *, stopped: bool, written: str | None
) -> None:
    say(toned(given.plan.title, "heading"))
    if found.schedule is None:
        _say_none(found, stopped)
        return
    outlook, words = _outlook(found), Words.of(given.plan, brief=narrow())
    if not outlook.tasks:
        say("There is nothing to schedule.")
        say_span(outlook, words)
        return
    _say_certificate(found, outlook, words, stopped=stopped)
    say_goals(outlook, words)
    say_table(_table(outlook, words))
    _say_waiting(outlook, words)
    _say_changes(outlook, words, agreed)
    say()
    if written is not None:
        say(f"{toned('Agreed', 'good')}: written to {written}.")
    else:
        _say_next(given, found)


def _say_none(found: Optimised, stopped: bool) -> None:
    if found.status == "infeasible":
        said = f"There is no schedule that keeps all links, dates and limits: {found.proof or 'proven'}."
    elif stopped:
        said = "None yet: the search was stopped before it found a schedule."
    else:
        said = "None yet: no schedule was found in this time; give more with --time-limit."
    for line in wrapped(said):
        say(toned(line, "bad"))


def _say_certificate(found: Optimised, outlook: Outlook, words: Words, *, stopped: bool) -> None:
    say_span(outlook, words)
    for line in wrapped(certificate(found, outlook, words)):
        say(toned(line, "good" if found.status == "optimal" else "strong"))
    how = f"{found.proof[:1].upper()}{found.proof[1:].rstrip('.')}. " if found.proof else ""
    took = f"It took {found.seconds:.1f} s." if found.seconds >= _WORTH_SAYING else ""
    end = f"Stopped, with the best so far, after {found.seconds:.1f} s." if stopped else took
    if how or end:
        for line in wrapped(f"{how}{end}".rstrip()):
            say(toned(line, "quiet"))


def _table(outlook: Outlook, words: Words) -> Any:
    from fairlead.cli.schedule import task_table

    columns: Sequence[str]
    if narrow():
        columns = ("start", "finish", "who") if width() >= VERY_NARROW else ("finish",)
    elif at_terminal() and width() < 130:
        columns = ("start", "finish", "logic-finish", "who")
    else:
        columns = ("id", "start", "finish", "logic-finish", "who")
    return task_table(outlook, words, columns)


def _say_waiting(outlook: Outlook, words: Words) -> None:
    kept = kept_waiting(outlook)
    if not kept:
        if outlook.finish == outlook.schedule.finish:
            say()
            say("Nobody keeps anything waiting.")
        return
    say_heading("Who and what keeps tasks waiting")
    widest = max(len(each.name) for each in kept)
    for each in kept:
        total = f"{counted(len(each.tasks), 'task'):>9}  {words.length(each.minutes):>7} in all"
        say(f"  {each.name.ljust(widest)}  {total}")
    say_heading("What waits")
    found = waiting(outlook)
    for task in found[:_MOST_WAITING]:
        line = f"{task.name} [{task.id}] {waits_in_words(outlook, task, words)}"
        for number, part in enumerate(wrapped(line, first=2, indent=4)):
            say(part if number else f"  {part}")
    if len(found) > _MOST_WAITING:
        say(toned(f"  and {len(found) - _MOST_WAITING:,} more; --json names all", "quiet"))


def _say_changes(outlook: Outlook, words: Words, agreed: Agreed | None) -> None:
    """Print what this schedule would change against what is agreed, or against the one that holds without it."""
    assert outlook.people is not None
    before = with_people(outlook.schedule, agreed=agreed)
    if before is not None:
        name = "what is agreed" if agreed else "the schedule that holds until something is agreed"
        say_moves(outlook, before, outlook.people, words, against=name)


def _say_next(given: Given, found: Optimised) -> None:
    again = " ".join(
        filter(
            None,
            (f"fairlead optimize {given.name}", f"--goal {found.goal}" if found.goal != "finish" else ""),
        )
    )
    say_how_to_agree(given, f"{again} --write")
