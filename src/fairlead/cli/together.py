"""Several plans that share people: `optimize A B` schedules them together, `people A B` adds up what they ask for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlead.cli.agreements import must_take_agreements
from fairlead.cli.findings import say_findings
from fairlead.cli.headline import say_goals
from fairlead.cli.plans import Given, sound
from fairlead.cli.schedules import axis_of, today
from fairlead.cli.screen import listed, narrow, say, say_heading, say_json, toned, wrapped
from fairlead.cli.searching import Progress, Report, Stopped, searched
from fairlead.cli.wording import Words
from fairlead.plan.errors import PlanError, RequestError, SurroundingsError
from fairlead.plan.findings import Finding
from fairlead.plan.values.ids import slug, valid_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fairlead.schedule.outlook import Outlook
    from fairlead.schedule.sharing import Part, Together, Waiting

_MOST_WAITING = 8
_MOST_SHARED = 5


def optimize_together(
    names: Sequence[str],
    *,
    goal: str,
    seconds: float,
    seed: int,
    write: bool,
    output: str | None,
    as_json: bool,
) -> int:
    """Schedule several plans together, say what was found and what is proven of it, write what is asked for."""
    if goal != "finish":
        raise RequestError(
            f"several plans together are scheduled for an early finish; leave `--goal {goal}` out, or name one plan"
        )
    if output is not None:
        raise RequestError("a picture shows one plan; leave `-o` out, or name one plan")
    given = plans_of(names)
    if write:
        for each in given.values():
            must_take_agreements(each)
    found, stopped = _found(given, seconds, seed)
    written = _written(given, found) if write and found.parts else {}
    _say_findings(given, found)
    if as_json:
        say_json(_json(given, found, written))
    else:
        _say(given, found, written, stopped=stopped)
    return 0 if found.parts else 1


# ---------------------------------------------------------------- what is given


def plans_of(names: Sequence[str]) -> dict[str, Given]:
    """Return the plans under the names by which they refer to each other: those of their files, without endings."""
    given: dict[str, Given] = {}
    for name in names:
        called = _name_of(name)
        if called in given:
            raise RequestError(
                f"{given[called].name} and {name} are both called `{called}`; name each plan once, "
                "and give the files different names"
            )
        given[called] = sound(name)
    return given


def _name_of(file: str) -> str:
    stem = Path(file).name.partition("@")[0].partition(".")[0]
    return stem if valid_id(stem) else slug(stem, fallback="plan")


@contextmanager
def located(given: Mapping[str, Given]) -> Iterator[None]:
    """Say of an error in which file, and where in it, it is."""
    try:
        yield
    except PlanError as error:
        raise PlanError([each for finding in error.findings for each in _at_home(given, finding)]) from error


def _at_home(given: Mapping[str, Given], finding: Finding) -> Sequence[Finding]:
    """Return a finding about `plan:id` as one of that plan's file."""
    name, colon, id = (finding.id or "").partition(":")
    if not colon or name not in given:
        return [finding]
    return given[name].opened.locate([replace(finding, id=id or None)])


def _say_findings(given: Mapping[str, Given], found: Together) -> None:
    say_findings([each for finding in found.findings for each in _at_home(given, finding)], err=True)
    for name, part in found.parts.items():
        say_findings(given[name].opened.locate(part.schedule.findings), err=True)


# ---------------------------------------------------------------- the search


def _found(given: Mapping[str, Given], seconds: float, seed: int) -> tuple[Together, bool]:
    from fairlead.schedule.sharing import optimised_together

    files = {name: os.path.basename(each.name) for name, each in given.items()}
    now = [next(iter(given))]  # the plan that is being scheduled

    def search(report: Report, stopped: Stopped) -> Together:
        def heard(name: str, progress: Progress) -> None:
            now[0] = name
            report(progress)

        return optimised_together(
            {name: each.plan for name, each in given.items()},
            time_limit=seconds,
            seed=seed,
            default_start=today(),
            files=files,
            report=heard,
            stopped=stopped,
        )

    def line(seconds: float, progress: Progress | None) -> str:
        said = f"{seconds:4.0f} s  {files[now[0]]}"
        if progress is None or not progress.best:
            return said
        plan = given[now[0]].plan
        best = Words.of(plan, brief=True).finished(axis_of(plan).local(int(progress.best)))
        return f"{said}: best {best}"

    with located(given):
        run = searched(search, line, limit=seconds)
    return run.answer, run.stopped


def _written(given: Mapping[str, Given], found: Together) -> dict[str, str]:
    """Agree to every plan's own schedule, once all of them have been verified; return where each was written."""
    from fairlead.schedule.agreed import Agreed
    from fairlead.store.agreed import write_agreed

    if found.violations and all(part.found.status != "unknown" for part in found.parts.values()):
        message = found.violations[0].message
        raise SurroundingsError(f"the schedules break a rule of the plans, so nothing was written: {message}")
    return {
        name: str(write_agreed(given[name].name, Agreed.of(part.schedule, part.found.goal)))
        for name, part in found.parts.items()
    }


# ---------------------------------------------------------------- the page


def _say(given: Mapping[str, Given], found: Together, written: Mapping[str, str], *, stopped: bool) -> None:
    say(toned(" + ".join(each.plan.title for each in given.values()), "heading"))
    if not found.parts:
        _say_none(found)
        return
    words = Words.of(next(iter(given.values())).plan, brief=narrow())
    for line in wrapped(_certificate(found, words)):
        say(toned(line, "good" if found.status == "optimal" else "strong"))
    for line in wrapped(f"{_order(given, found)} {_shared(found)}"):
        say(toned(line, "quiet"))
    if stopped:
        say(toned(f"Stopped, with the best so far, after {found.seconds:.1f} s.", "quiet"))
    for part in found.parts.values():
        _say_part(given, found, part, written.get(part.name))
    if not written:
        say()
        files = " ".join(each.name for each in given.values())
        say(f"{toned(f'fairlead optimize {files} --write', 'command')} makes them the agreed schedules.")


def _say_none(found: Together) -> None:
    said = (
        f"There is no schedule that keeps all links, dates and limits: {found.proof}."
        if found.status == "infeasible"
        else f"None yet: no schedule of {found.proof} was found in this time; give more with --time-limit."
    )
    for line in wrapped(said):
        say(toned(line, "bad"))


def _certificate(found: Together, words: Words) -> str:
    assert found.value is not None
    finish = words.reached(found.clock.local(found.value))
    if found.status == "unknown":
        broken = f" ({found.violations[0].message})" if found.violations else ""
        return f"All finished {finish}, but not within all limits{broken}. Nothing is proven."
    if found.status == "optimal":
        return f"All finished {finish}. Proven optimal: these plans can't all be finished earlier with these people."
    if found.lower_bound is None:
        return f"All finished {finish}; nothing is proven yet about how early it could be."
    bound = found.clock.local(found.lower_bound)
    earliest = words.finished(bound)
    if earliest == finish:
        finish, earliest = words.moment(found.clock.local(found.value)), words.moment(bound)
    whatever = ", whichever goes first" if len(found.groups) > 1 else ""
    gap = f" (gap {found.gap:.1%})" if found.gap else ""
    return f"All finished {finish}; with these people they can't all be before {earliest}{whatever}{gap}."


def _order(given: Mapping[str, Given], found: Together) -> str:
    if len(found.groups) == 1:
        if len({part.priority for part in found.parts.values()}) > 1:
            return "Plans that wait for one another go together, whatever their `priority`."
        return "No plan goes before another (`priority` in the head says which does)."
    titles = [listed(given[name].plan.title for name in group) for group in found.groups]
    return f"By priority: {', then '.join(titles)}."


def _shared(found: Together) -> str:
    ids = [*found.pool.holders]
    if not ids:
        return "They share nobody: no id of a person or thing is in two of them."
    parties = [found.pool.plans[found.pool.holders[id][0]].party(id) for id in ids[:_MOST_SHARED]]
    more = f" and {len(ids) - _MOST_SHARED} more" if len(ids) > _MOST_SHARED else ""
    return f"Shared: {', '.join(each.title for each in parties if each is not None)}{more}."


def _say_part(given: Mapping[str, Given], found: Together, part: Part, written: str | None) -> None:
    plan = given[part.name].plan
    say_heading(plan.title)
    outlook, words = _outlook(part), Words.of(plan, brief=narrow())
    if not outlook.tasks:
        say("There is nothing to schedule.")
        return
    for line in wrapped(f"{_beside(part, words)} {_proven(part, words)}".strip()):
        say(line)
    say_goals(outlook, words)
    for each in part.waits[:_MOST_WAITING]:
        for number, line in enumerate(wrapped(_waits(found, part, each, words), first=2, indent=4)):
            say(line if number else f"  {line}")
    if len(part.waits) > _MOST_WAITING:
        say(toned(f"  and {len(part.waits) - _MOST_WAITING:,} more; --json names all", "quiet"))
    if not part.waits:
        say(toned("Nothing in it waits for people whom another plan has.", "quiet"))
    if written is not None:
        say(f"{toned('Agreed', 'good')}: written to {written}.")


def _beside(part: Part, words: Words) -> str:
    local = part.schedule.local
    if part.schedule.compiled.options.from_finish and part.alone.schedule is not None:
        start, alone = (words.started(local(each.start)) for each in (part.schedule, part.alone.schedule))
        kept = f"Starts {start} and finishes {words.reached(local(part.finish))}"
        return f"{kept}, as it would alone." if start == alone else f"{kept}; alone it would start {alone}."
    finish, alone = (words.reached(local(each)) for each in (part.finish, part.finish_alone))
    if part.finish == part.finish_alone:
        return f"Finishes {finish}, as it would alone."
    if finish == alone:
        finish, alone = (words.moment(local(each)) for each in (part.finish, part.finish_alone))
    return f"Finishes {finish}; alone it would {alone}."


def _proven(part: Part, words: Words) -> str:
    """Return what is proven of one plan's finish: whatever the others do, else beside those before it."""
    if part.found.status == "unknown" or part.found.lower_bound is None:
        return ""
    if part.found.status == "optimal":
        return "Proven optimal."
    local, alone = part.schedule.local, int(part.found.lower_bound)
    even_alone = f"It can't before {words.finished(local(alone))}, even alone"
    if part.beside is None or part.beside <= alone:
        return f"{even_alone}."
    if part.beside >= part.finish:
        return f"{even_alone}, and not earlier than this beside the plans before it as they are."
    return f"{even_alone}, and not before {words.finished(local(part.beside))} beside the plans before it as they are."


def _waits(found: Together, part: Part, each: Waiting, words: Words) -> str:
    party = found.pool.plans[part.name].party(each.resource)
    who = party.title if party is not None else each.resource
    other = found.parts[each.other].schedule
    placed = other.placed.get(each.other_task)
    until = f" until {words.finished(other.local(placed.finish))}" if placed is not None else ""
    return (
        f"{_task(found, part.name, each.task)} [{each.task}] waits for {who}, busy with "
        f"{_task(found, each.other, each.other_task)} [{each.other}:{each.other_task}]{until}: "
        f"{words.length(each.minutes)}"
    )


def _task(found: Together, name: str, id: str) -> str:
    task = found.pool.plans[name].tasks.get(id.partition("#")[0])
    return task.title if task is not None else id


def _outlook(part: Part) -> Outlook:
    from fairlead.schedule.outlook import Outlook
    from fairlead.schedule.schedule import schedule

    return Outlook(schedule(part.schedule.plan, today()), part.schedule)


# ---------------------------------------------------------------- for other programs


def _json(given: Mapping[str, Given], found: Together, written: Mapping[str, str]) -> dict[str, Any]:
    iso = found.clock.iso
    return {
        "goal": "finish",
        "start": iso(found.start) if found.parts else None,
        "finish": iso(found.value) if found.value is not None else None,
        "lower_bound": iso(found.lower_bound) if found.lower_bound is not None else None,
        "gap": found.gap,
        "status": found.status,
        "seconds": round(found.seconds, 3),
        "proof": found.proof,
        "order": [[given[name].name for name in group] for group in found.groups],
        "shared": [*found.pool.holders],
        "plans": [_part_json(given[name], part, written.get(name)) for name, part in found.parts.items()],
        "violations": [each.message for each in found.violations],
    }


def _part_json(given: Given, part: Part, written: str | None) -> dict[str, Any]:
    iso = part.schedule.compiled.axis.iso
    return {
        **part.found.to_json(),
        "plan": given.plan.title,
        "file": given.name,
        "priority": float(part.priority),
        "lower_bound_beside": iso(part.beside) if part.beside is not None else None,
        "finish_alone": iso(part.finish_alone),
        "waits_for_other_plans": [
            {
                "task": each.task,
                "resource": each.resource,
                "plan": each.other,
                "other_task": each.other_task,
                "delay_minutes": each.minutes,
            }
            for each in part.waits
        ],
        "written": written,
    }
