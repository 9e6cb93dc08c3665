"""`fairlead replan`: what has happened, absorbed with as few moves of tasks and people as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fairlead.cli.agreements import agreed_for, must_take_agreements, say_how_to_agree
from fairlead.cli.arguments import Figure, json_option, plan_argument
from fairlead.cli.findings import say_findings
from fairlead.cli.help import taught
from fairlead.cli.plans import Given, named, sound
from fairlead.cli.schedules import today
from fairlead.cli.screen import counted, say, say_heading, say_json, toned, wrapped
from fairlead.cli.searching import Report, Stopped, searched
from fairlead.cli.wording import Words
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.values import Duration

if TYPE_CHECKING:
    from fairlead.schedule.moves import Moved
    from fairlead.schedule.replanning import Replanned


@taught(
    "replan",
    ("fairlead replan robotics.yaml", "the finish of a free optimum, with the fewest moves"),
    ("fairlead replan robotics.yaml --keep-until 2w", "nothing that begins within two weeks is touched"),
    ("fairlead replan robotics.yaml --move-at-most 5", "no more than five moves, and what that costs"),
    ("fairlead replan robotics.yaml --write", "agree to it"),
)
@plan_argument
@click.option(
    "--keep-until", metavar="TIME", help="Keep what was agreed to begin before the status date + TIME (2w)."
)
@click.option(
    "--move-at-most", "most", metavar="N", type=click.IntRange(0), help="Move no more than N tasks by choice."
)
@click.option(
    "--time-limit",
    "seconds",
    metavar="S",
    type=Figure(0),
    default=10.0,
    help="Search so many seconds (default 10); 0 goes by the priority rules.",
)
@click.option("--write", is_flag=True, help="Make it the agreed schedule, kept beside the plan.")
@json_option
def command(
    plan: str | None, keep_until: str | None, most: int | None, seconds: float, write: bool, as_json: bool
) -> int:
    """Replan against what is agreed; say what moves, and what keeping it costs."""
    given = sound(named(plan))
    if write:
        must_take_agreements(given)
    found, stopped = _replanned(given, _duration(keep_until), most, seconds)
    say_findings(given.opened.locate(found.schedule.findings), err=True)
    written = _written(given, found) if write else None
    if as_json:
        say_json({**found.to_json(), "plan": given.plan.title, "written": written})
    else:
        _say(given, found, written, stopped=stopped)
    return 0


def _duration(text: str | None) -> Duration | None:
    if text is None:
        return None
    try:
        return Duration.parse(text)
    except ValueError as problem:
        raise RequestError(f"--keep-until: {problem}") from problem


def _replanned(
    given: Given, keep_until: Duration | None, most: int | None, seconds: float
) -> tuple[Replanned, bool]:
    from fairlead.schedule.replanning import replanned

    agreed = agreed_for(given.name, given.plan)
    if not agreed:
        raise RequestError(
            f"nothing is agreed for {given.name} yet, so there is nothing to keep; "
            f"`fairlead optimize {given.name} --write` agrees to a schedule"
        )

    def search(report: Report, stopped: Stopped) -> Replanned:
        return replanned(
            given.plan,
            agreed,
            keep_until=keep_until,
            move_at_most=most,
            time_limit=seconds,
            default_start=today(),
            report=report,
            stopped=stopped,
        )

    try:
        run = searched(search, lambda seconds, _progress: f"{seconds:4.0f} s  replanning", limit=seconds)
    except PlanError as error:
        raise PlanError(given.opened.locate(error.findings)) from error
    return run.answer, run.stopped


def _written(given: Given, found: Replanned) -> str:
    from fairlead.schedule.agreed import Agreed
    from fairlead.store.agreed import write_agreed

    return str(write_agreed(given.name, Agreed.of(found.schedule)))


def _say(given: Given, found: Replanned, written: str | None, *, stopped: bool) -> None:
    words = Words.of(given.plan)
    say(toned(given.plan.title, "heading"))
    for line in wrapped(_certificate(found, words)):
        say(toned(line, "strong"))
    if stopped:
        say(toned("Stopped, with the best so far.", "quiet"))
    chosen = [each for each in found.moved if each.id not in found.forced]
    forced = [each for each in found.moved if each.id in found.forced]
    for title, moved in (("Moved by choice", chosen), ("Moved because facts force it", forced)):
        if moved:
            say_heading(f"{title} ({counted(len(moved), 'task')})")
        for each in moved:
            say(f"  {_in_words(found, each, words)}")
    if not found.moved:
        say(toned("Nothing moves: what is agreed still holds.", "quiet"))
    say()
    if written is not None:
        say(f"{toned('Agreed', 'good')}: written to {written}.")
    else:
        say_how_to_agree(given, f"fairlead replan {given.name} --write")


def _certificate(found: Replanned, words: Words) -> str:
    local = found.schedule.local
    free = found.free.schedule
    said = f"Finishes {words.reached(local(found.schedule.finish))}"
    if found.keeps_finish and found.required is not None:
        said += f", and so keeps the required {words.reached(local(found.required))}"
    elif found.price and free is not None:
        said += (
            f", {words.about(found.price)} later than a free optimum ({words.reached(local(free.finish))})"
        )
    else:
        proven = ", which is proven optimal" if found.free.status == "optimal" else ""
        said += f", as early as the free optimum{proven}"
    latest = max(found.schedule.finish, found.required if found.keeps_finish and found.required else 0)
    if found.pushed is not None and found.pushed > latest:
        said += f"; pushed as it was agreed it would be {words.reached(local(found.pushed))}"
    fewest = ", the fewest that this finish takes, which is proven" if found.is_fewest and found.moved else ""
    moved = f"{counted(len(found.moved), 'task')} moved{fewest}"
    return f"{said}. {moved}; the free optimum moves {found.moved_by_free:,}."


def _in_words(found: Replanned, each: Moved, words: Words) -> str:
    local = found.schedule.local
    parts = []
    if each.start_before != each.start_after:
        parts.append(f"{words.started(local(each.start_before))} → {words.started(local(each.start_after))}")
    elif each.finish_before != each.finish_after:
        before, after = (words.finished(local(end)) for end in (each.finish_before, each.finish_after))
        parts.append(f"until {after} instead of {before}")
    if each.in_people:
        parts.append(
            f"{', '.join(each.people_before) or 'nobody'} → {', '.join(each.people_after) or 'nobody'}"
        )
    return f"{each.id}: {'; '.join(parts)}"
