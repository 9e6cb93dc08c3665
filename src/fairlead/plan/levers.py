"""What a plan's levers forbid: the plan as it stands against its own levers, and changes against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from fairlead.plan.changes import Change, Rename
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Equipment, Levers, Person, Settings, Supplier, Task
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.regions import is_inside
from fairlead.plan.values import Money, Overtime
from fairlead.plan.weeks import minutes_of_units

KINDS = (
    "hire", "supplier", "lend", "overtime", "overlap", "shorten", "buy", "split", "reassign", "drop", "postpone",
    "deadline", "budget", "mitigate", "window",
)  # fmt: skip
"""What can be done otherwise, as `levers: {never: [...]}` names it."""

ALSO = ("candidate", "outsource")
"""Other words for kinds that `never` understands."""

CODE = "against-levers"
"""The code of everything that a plan's levers forbid."""

_OTHER_WORDS = {"hire": ("candidate",), "supplier": ("outsource",)}
_EMPLOYED = ("employ", "permanent", "staff")


def never_of(levers: Levers | None, kind: str, ids: Iterable[str]) -> str | None:
    """Return the word under `never` that forbids something: its kind, an id, or both together; None for none."""
    about = {*ids}
    for word in levers.never if levers is not None else ():
        first, _, rest = word.partition(" ")
        if word == kind or word in about or (first == kind and rest.strip() in about):
            return word
    return None


def spared_by(plan: Plan, person: Person) -> str | None:
    """Return who of `not_overtime` stands for somebody: they themselves, or a team of theirs; None for nobody."""
    levers = plan.settings.levers
    named = {*levers.not_overtime} if levers is not None else set()
    if person.id in named:
        return person.id
    teams, team = set[str](), person.team
    while team is not None and team in plan.teams and team not in teams:
        if team in named:
            return team
        teams.add(team)
        team = plan.teams[team].parent
    return team if team in named else None


def is_contractor(plan: Plan, who: str) -> bool:
    """Tell whether somebody comes by contract: a firm, or a candidate of one, or not employed by their own words."""
    candidate = plan.candidates.get(who)
    if candidate is None:
        return True
    words = (candidate.contract or "").casefold()
    return candidate.supplier is not None or not any(each in words for each in _EMPLOYED)


def hired(plan: Plan, *, contractors: bool) -> list[Candidate]:
    """Return who is hired already, as contractors or as employees."""
    return [
        each
        for each in plan.candidates.values()
        if each.hired is not None and is_contractor(plan, each.id) == contractors
    ]


# ---------------------------------------------------------------- a plan against its own levers


def against_own_levers(plan: Plan) -> list[Finding]:
    """Return what a plan says though its levers forbid it: overtime, and who is hired."""
    levers = plan.settings.levers
    if levers is None:
        return []
    return [*_overtime(plan, levers), *_hired(plan, levers)]


def _overtime(plan: Plan, levers: Levers) -> Iterator[Finding]:
    for person in plan.people.values():
        said = person.overtime
        if said is None or not said.time.amount:
            continue
        spared = spared_by(plan, person)
        if spared is not None:
            whose = "" if spared == person.id else f", the team of {person.title}"
            message = (
                f"{person.title} works overtime ({said}), and `levers: not_overtime` names `{spared}`{whose}"
            )
            remedy = f"Drop the overtime, or take `{spared}` out of `not_overtime`"
            yield _found(person.kind, person.id, "overtime", message, remedy)
        elif levers.overtime is not None and _a_week(plan, said) > _a_week(plan, levers.overtime):
            message = f"{person.title} works {said} of overtime, more than `levers: overtime` allows: {levers.overtime}"
            yield _found(
                person.kind, person.id, "overtime", message, "Ask for less, or allow more under `levers`"
            )


def _a_week(plan: Plan, overtime: Overtime) -> Decimal:
    """Return the minutes of overtime in a week."""
    day, week, month = minutes_of_units(plan)
    minutes = Decimal(overtime.time.to_minutes(day, week, month))
    return minutes * {"d": Decimal(week) / day, "w": Decimal(1), "mo": Decimal(week) / month}[overtime.per]


def _hired(plan: Plan, levers: Levers) -> Iterator[Finding]:
    for most, contractors, word in ((levers.contractors, True, "contractor"), (levers.hires, False, "hire")):
        there = hired(plan, contractors=contractors)
        if most is not None and len(there) > most:
            names = ", ".join(f"`{each.id}`" for each in there)
            are = f"{len(there)} {word}s are" if len(there) > 1 else f"1 {word} is"
            message = f"{are} hired ({names}), and `levers: {word}s` allows {most or 'none'}"
            remedy = "Drop `hired` of somebody, or allow more under `levers`"
            yield _found(Candidate.kind, there[-1].id, "hired", message, remedy)
    for each in plan.candidates.values():
        if each.hired is None:
            continue
        if each.id in levers.never:
            message = f"{each.title} is hired, and `levers: never` names `{each.id}`"
            remedy = f"Drop `hired`, or take `{each.id}` out of `never`"
            yield _found(each.kind, each.id, "hired", message, remedy)
        if levers.regions and each.location and not is_inside(each.location, levers.regions):
            message = (
                f"{each.title} is hired from {each.location}, outside of what `levers: regions` allows: "
                f"{', '.join(levers.regions)}"
            )
            yield _found(each.kind, each.id, "hired", message, "Drop `hired`, or allow more under `regions`")


# ---------------------------------------------------------------- changes against the levers


def against_levers(before: Plan, after: Plan, changes: Iterable[Change] = ()) -> list[Finding]:
    """Return what changes do though the plan's levers, or a task's `scope`, forbid it; levers count as they are after.

    `changes` tell a task that is renamed from one that is left out. What was so before isn't the changes' doing.
    """
    own = against_own_levers(after)
    new = [each for each in own if each not in against_own_levers(before)] if own else []
    renamed = {each.id for each in changes if isinstance(each, Rename)}
    known = {(each.kind, each.id) for each in new}
    levers = after.settings.levers
    for move in _moves(before, after, renamed):
        found = (never_of(levers, kind, move.ids) for kind in (move.kind, *_OTHER_WORDS.get(move.kind, ())))
        word = next((each for each in found if each is not None), None)
        if word is not None and (move.of, move.id) not in known:
            remedy = f"Leave it, or take `{word}` out of `levers: never`"
            message = f"{move.what}, and `levers: never` says `{word}`"
            new.append(_found(move.of, move.id, move.field, message, remedy))
    return [*new, *_musts(before, after, renamed)]


def _musts(before: Plan, after: Plan, renamed: Collection[str]) -> Iterator[Finding]:
    """Yield what is left out though somebody wrote that it must be; that work is a must unless said isn't a lever."""
    for task in _gone(before, after, renamed):
        if "scope" in task.model_fields_set and task.scope == "must":
            message = f"{task.title} is left out, and its `scope` is `must`"
            yield _found(task.kind, task.id, "scope", message, "Keep it, or write another `scope`")


@dataclass(frozen=True, slots=True)
class _Move:
    """Something that is done otherwise: of which kind, what about, in words, and where it stands."""

    kind: str
    ids: frozenset[str]
    what: str
    of: str
    id: str
    field: str | None = None


def _moves(before: Plan, after: Plan, renamed: Collection[str]) -> Iterator[_Move]:
    yield from _of_people(before, after, renamed)
    yield from _of_windows(before, after)
    for task in _gone(before, after, renamed):
        if task.parent is not None and task.parent in before.tasks and task.parent not in after.tasks:
            continue  # it goes with what it stands below
        below = {*before.outline.below(task.id)}
        yield _Move("drop", frozenset({task.id, *below}), f"{task.title} is left out", task.kind, task.id)
    for task in after.tasks.values():
        old = before.tasks.get(task.id)
        if old is not None and old is not task:
            yield from _of_task(before, after, old, task)
    yield from _of_promises(before, after)


def _of_people(before: Plan, after: Plan, renamed: Collection[str]) -> Iterator[_Move]:
    for each in after.candidates.values():
        was = before.candidates.get(each.id)
        if each.hired is not None and (was is None or was.hired is None):
            ids = frozenset({each.id, *([each.supplier] if each.supplier else [])})
            yield _Move("hire", ids, f"{each.title} is hired", each.kind, each.id, "hired")
    for person in after.people.values():
        old = before.people.get(person.id)
        if old is None:
            if not renamed:
                yield _Move(
                    "lend", frozenset({person.id}), f"{person.title} is added", person.kind, person.id
                )
        elif person.overtime is not None and _less(before, old.overtime, person.overtime):
            what = f"{person.title} works {person.overtime} of overtime"
            yield _Move("overtime", frozenset({person.id}), what, person.kind, person.id, "overtime")


def _of_windows(before: Plan, after: Plan) -> Iterator[_Move]:
    """Yield who or what is there in more weeks than before, of those whose weeks are listed."""
    old: list[Supplier | Equipment] = [*before.suppliers.values(), *before.equipment.values()]
    new: list[Supplier | Equipment] = [*after.suppliers.values(), *after.equipment.values()]
    listed = {each.id: each.available for each in old}
    for each in new:
        if listed.get(each.id) and {*each.available} > {*listed[each.id]}:
            what = f"{each.title} is there in more weeks"
            yield _Move("window", frozenset({each.id}), what, each.kind, each.id, "available")


def _less(plan: Plan, old: Overtime | None, new: Overtime) -> bool:
    return (_a_week(plan, old) if old is not None else Decimal(0)) < _a_week(plan, new)


def _of_task(before: Plan, after: Plan, old: Task, task: Task) -> Iterator[_Move]:
    firms = _firms(after, task) - _firms(before, old)
    chosen = bool(old.instead) and not task.instead
    if firms:
        names = ", ".join(sorted(after.suppliers[id].title for id in firms))
        ids, kind = frozenset({task.id, *firms}), "buy" if chosen else "supplier"
        yield _Move(kind, ids, f"{task.title} goes to {names}", task.kind, task.id, "needs")
    elif chosen:
        yield _Move("shorten", frozenset({task.id}), f"{task.title} is done another way", task.kind, task.id)
    elif {who.id for who in old.who} - {who.id for who in task.who} and task.who:
        ids = frozenset({task.id, *(who.id for who in (*old.who, *task.who))})
        yield _Move("reassign", ids, f"{task.title} is given to others", task.kind, task.id, "who")
    plain = {link.id for link in old.after if link.type == "FS" and link.lag is None}
    for link in task.after:
        if link.type == "SS" and link.id in plain:
            ids = frozenset({task.id, link.id})
            what = f"{task.title} begins before `{link.id}` is done"
            yield _Move("overlap", ids, what, task.kind, task.id, "after")


def _firms(plan: Plan, task: Task) -> set[str]:
    named = {who.id for who in task.who} | {each.what for need in task.needs for each in need.alternatives}
    return named & plan.suppliers.keys()


def _of_promises(before: Plan, after: Plan) -> Iterator[_Move]:
    for goal in after.goals.values():
        old = before.goals.get(goal.id)
        was, now = old.deadline if old is not None else None, goal.deadline
        if was is not None and now is not None and now.date > was.date:
            what = f"{goal.title} is promised for {now} instead of {was}"
            yield _Move("deadline", frozenset({goal.id}), what, goal.kind, goal.id, "deadline")
    for risk in after.risks.values():
        accepted = before.risks.get(risk.id)
        if accepted is not None and accepted.response == "accept" and risk.response == "mitigate":
            what = f"Something is done against {risk.title}"
            yield _Move("mitigate", frozenset({risk.id}), what, risk.kind, risk.id, "response")
    total, larger = _total(before), _total(after)
    if total is not None and larger is not None and larger > total:
        yield _Move("budget", frozenset({"budget"}), "The budget grows", Settings.kind, "plan", "budget")
    if after.settings.options.split_when_levelling and not before.settings.options.split_when_levelling:
        yield _Move("split", frozenset(), "Tasks may be put aside", Settings.kind, "plan", "options")


def _total(plan: Plan) -> Decimal | None:
    budget = plan.settings.budget
    total: Money | None = budget.total if budget is not None else None
    return total.range.high if total is not None else None


def _gone(before: Plan, after: Plan, renamed: Collection[str]) -> Iterator[Task]:
    for task in before.tasks.values():
        if task.id not in after.tasks and task.id not in renamed:
            yield task


def _found(kind: str, id: str, field: str | None, message: str, remedy: str) -> Finding:
    return Finding(Severity.ERROR, CODE, message, remedy, kind, id, field)


__all__ = ["ALSO", "CODE", "KINDS", "against_levers", "against_own_levers", "hired", "is_contractor",
           "never_of", "spared_by"]  # fmt: skip
