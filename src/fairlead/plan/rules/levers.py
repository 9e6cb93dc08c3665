"""Levers: what ways out may use contradicts neither itself nor the plan, and no scenario goes against it."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Candidate, Levers, Settings, Supplier
from fairlead.plan.errors import FairleadError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.levers import ALSO, CODE, KINDS, against_levers, against_own_levers, spared_by
from fairlead.plan.rules._context import Context, Rule, error, listed, warning
from fairlead.plan.values import suggest

_CONTRADICT = "levers-contradict"
_CONTRACTING = ({"hire", "candidate"}, {"supplier", "outsource"}, {"buy"})
_HIRING = ({"hire", "candidate"}, {"lend"})


def levers_agree(context: Context) -> Iterator[Finding]:
    """What one lever allows no other takes away altogether."""
    settings, levers = context.plan.settings, context.plan.settings.levers
    if levers is None:
        return
    never = {*levers.never}
    if levers.overtime is not None and levers.overtime.time.amount and "overtime" in never:
        message = f"`levers: overtime` allows {levers.overtime}, and `never` says `overtime`"
        yield error(settings, "levers", _CONTRADICT, message, "Keep one of the two")
    elif levers.overtime is not None and levers.overtime.time.amount and _spares_everybody(context):
        message = f"`levers: overtime` allows {levers.overtime}, and `not_overtime` names everybody"
        yield error(settings, "levers", _CONTRADICT, message, "Drop `overtime`, or name those who are spared")
    for name, most, ways in (
        ("contractors", levers.contractors, _CONTRACTING),
        ("hires", levers.hires, _HIRING),
    ):
        if most and all(way & never for way in ways):
            words = listed(word for word in levers.never if any(word in way for way in ways))
            message = f"`levers: {name}` allows {most}, and `never` says {words}"
            yield error(settings, "levers", _CONTRADICT, message, f"Write `{name}: 0`, or allow one of these")


def _spares_everybody(context: Context) -> bool:
    people = context.plan.people.values()
    return bool(people) and all(spared_by(context.plan, person) for person in people)


def plan_keeps_its_levers(context: Context) -> Iterator[Finding]:
    """Nobody works overtime, or is hired, against the plan's own levers."""
    yield from against_own_levers(context.plan)


def places_are_known(context: Context) -> Iterator[Finding]:
    """Of all who could come from outside it is known whether that is inside the regions that the plan allows."""
    settings, levers = context.plan.settings, context.plan.settings.levers
    if levers is None or not levers.regions:
        return
    outside: list[Candidate | Supplier] = [
        *context.plan.candidates.values(),
        *context.plan.suppliers.values(),
    ]
    nowhere = [
        each.id for each in outside if each.skills and not each.location and each.id not in levers.never
    ]
    if nowhere:
        count, say = ("counts", "doesn't say") if len(nowhere) == 1 else ("count", "don't say")
        message = (
            f"`levers: regions` allows {', '.join(levers.regions)}; {listed(nowhere)} {say} where they are and "
            f"{count} as inside"
        )
        remedy = "Write their `location`, such as `Krakow, PL`"
        yield Finding(Severity.NOTE, "place-unknown", message, remedy, settings.kind, settings.id, "levers")


def never_is_known(context: Context) -> Iterator[Finding]:
    """Each word under `never` is a kind of move, something in the plan, or both together."""
    levers = context.plan.settings.levers
    for word in levers.never if levers is not None else ():
        if (unknown := _unknown(context, levers, word)) is not None:
            near = suggest(unknown, [*KINDS, *ALSO, *_ids(context)])
            hint = f"Did you mean `{near}`?" if near else f"Kinds are {listed(KINDS, len(KINDS))}"
            message = (
                f"`levers: never` says `{word}`, and `{unknown}` is neither a kind of move nor in the plan"
            )
            yield warning(context.plan.settings, "levers", "unknown-lever", message, hint)


def _unknown(context: Context, levers: Levers | None, word: str) -> str | None:
    """Return the part of a word that nothing is known by; None where all is."""
    first, _, rest = word.partition(" ")
    ids = _ids(context)
    if word in ids or word in KINDS or word in ALSO:
        return None
    if first in KINDS:
        return None if rest.strip() in ids else rest.strip()
    return word


def _ids(context: Context) -> set[str]:
    whole = context.whole
    return {
        id
        for kind, found in whole.entities.items()
        if kind not in (Settings.kind, "scenario", "calendar", "template")
        for id in found
    }


def scenarios_keep_the_levers(context: Context) -> Iterator[Finding]:
    """No line of a scenario does what the levers, or a task's scope, forbid."""
    if not context.plan.scenarios:
        return
    # The language stands above the rules, which it uses to judge its own results.
    from fairlead.plan.apply import apply
    from fairlead.plan.language import parse_line

    for scenario in context.plan.scenarios.values():
        plan = context.plan
        for line in scenario.changes:
            try:
                changes = parse_line(line, plan)
                after = apply(plan, changes)
            except FairleadError:
                continue  # said by the rule for lines that can't be read
            for each in against_levers(plan, after, changes):
                message = f"the line `{line}` goes against the levers: {each.message}"
                yield warning(scenario, "changes", f"scenario-{CODE}", message, each.remedy)
            plan = after


RULES: tuple[Rule, ...] = (
    levers_agree,
    plan_keeps_its_levers,
    places_are_known,
    never_is_known,
    scenarios_keep_the_levers,
)
