"""What would move a task: things on its chain changed one at a time, and the plan scheduled again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from fairlead.plan.entities import Entity
from fairlead.plan.values import Period, Rhythm
from fairlead.schedule import codes
from fairlead.schedule.codes import CLOCK, MISSING
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.why import variants
from fairlead.schedule.why.answer import Mover, Step, Wait
from fairlead.schedule.why.bonds import Bond, chain
from fairlead.schedule.why.reading import Reading
from fairlead.schedule.why.saying import source_of
from fairlead.schedule.why.words import said_days

_MOST = 8
_LEAST = 3
_ENOUGH = 8_000
"""So many tasks may be scheduled again in all: of large plans fewer changes are tried."""
_MOST_TASKS = 1_000
"""Above, people's hours are not changed to see what that gives: the whole plan would be compiled again for each."""
_A_DAY = 1440

Recompile = Callable[[Entity], Reading | None]
"""Schedules the plan with one entity changed."""
Goal = Callable[[Reading], int | None]
"""Where what is asked about ends up: a place in the network."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be moved: found anew in each variant by `place`, measured at its start or its finish."""

    name: str
    place: Goal
    at_start: bool

    def date(self, reading: Reading) -> int | None:
        """Return the moment that counts, in minutes of the axis."""
        place = self.place(reading)
        if place is None:
            return None
        if not self.at_start:
            return int(reading.path.finish[place])
        started = reading.state(place) == codes.STARTED
        return reading.found(place, at.GO_ON) if started else int(reading.path.start[place])


@dataclass(frozen=True, slots=True)
class _Change:
    """One thing that could be otherwise."""

    words: str
    id: str
    variant: variants.Variant


def movers(
    reading: Reading, asked: Asked, bonds: Sequence[Bond], steps: Sequence[Step], recompile: Recompile
) -> tuple[Mover, ...]:
    """Return what moves it, the eight nearest on its chain, those that help most first."""
    changes: dict[tuple[str, str], _Change] = {}
    for change in _changes(reading, asked, bonds, steps, recompile):
        changes.setdefault((change.id, change.words), change)
    known = {bond.key(reading) for bond in bonds}
    found = (
        _mover(reading, asked, change, known)
        for change in _chosen(list(changes.values()), _how_many(reading))
    )
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.moves))


def _how_many(reading: Reading) -> int:
    return min(_MOST, max(_LEAST, _ENOUGH // max(reading.network.size, 1)))


def _chosen(changes: list[_Change], most: int) -> list[_Change]:
    """Half of them may be work to do faster; dates, lags, decisions and people's hours are often easier to move."""
    work = [each for each in changes if " off " in each.words]
    others = [each for each in changes if " off " not in each.words]
    shown = others[: max(most // 2, most - len(work))]
    wanted = {id(each) for each in [*shown, *work[: most - len(shown)]]}
    return [each for each in changes if id(each) in wanted]


def _mover(
    reading: Reading, asked: Asked, change: _Change, known: set[tuple[str, str, str | None, str | None]]
) -> Mover | None:
    other = change.variant()
    now, then = asked.date(reading), asked.date(other) if other is not None else None
    if other is None or now is None or then is None:
        return None
    moves = other.worked(now, then) or then - now
    binds = _binds_then(other, asked, known)
    return Mover(
        change.words,
        change.id,
        other.local(then),
        moves,
        binds,
        _sentence(other, asked, change, moves, then, binds),
    )


def _binds_then(
    other: Reading, asked: Asked, known: set[tuple[str, str, str | None, str | None]]
) -> str | None:
    place = asked.place(other)
    new = (
        (bond for bond in chain(other, place) if bond.key(other) not in known)
        if place is not None
        else iter(())
    )
    bond = next(new, None)
    return source_of(other, bond) if bond is not None else None


def _sentence(other: Reading, asked: Asked, change: _Change, moves: int, then: int, binds: str | None) -> str:
    if moves == 0:
        why = f": {binds} binds then" if binds else ""
        return f"{change.words} alone doesn't move it{why}"
    words, moment = other.words, other.local(then)
    said = words.started(moment) if asked.at_start else words.finished(moment)
    way = "earlier" if moves < 0 else "later"
    after = f"; then {binds} binds" if binds else ""
    return f"{change.words} moves it to {said}, {words.length(moves)} {way}{after}"


# What could be otherwise


def _changes(
    reading: Reading, asked: Asked, bonds: Sequence[Bond], steps: Sequence[Step], recompile: Recompile
) -> Iterator[_Change]:
    if not asked.at_start and bonds:
        yield from _less_work(reading, bonds[0].place)
    small = len(reading.compiled.plan.tasks) <= _MOST_TASKS
    for bond, step in zip(bonds, steps, strict=True):
        yield from _of_bond(reading, bond)
        if small:
            for wait in step.waits:
                yield from islice(_of_wait(reading, wait, recompile), 1)


def _of_bond(reading: Reading, bond: Bond) -> Iterator[_Change]:
    id = reading.id_of(bond.place)
    name = reading.name(id)

    def facts(values: dict[int, int], state: int | None = None) -> variants.Variant:
        return lambda: variants.again(reading, variants.with_facts(reading, bond.place, values, state))

    match bond.kind:
        case "link":
            yield from _of_link(reading, bond)
        case "constraint":
            yield from _of_constraint(reading, bond)
        case "decision":
            now = max(int(reading.network.rules[at.PLAN_START]), int(reading.network.rules[at.STATUS_DATE]))
            none = {at.CONSTRAINT: codes.NO_CONSTRAINT, at.CONSTRAINT_DATE: MISSING}
            if now < bond.moment:
                yield _Change(f"deciding {name} at once", id, facts(none))
        case "delay":
            yield _Change(f"no levelling delay of {name}", id, facts({at.DELAY: 0}))
        case "by hand":
            yield _Change(f"scheduling {name} by its links", id, facts({}, codes.PLANNED))
        case "as late as possible":
            yield _Change(f"{name} as soon as possible", id, facts({at.LATE_AS_POSSIBLE: 0}))
        case "expected finish":
            yield _Change(f"no expected finish of {name}", id, facts({at.EXPECTED_FINISH: MISSING}))
        case "progress" if reading.fact(bond.place, at.RESUME) is not None:
            yield _Change(f"taking {name} up again at once", id, facts({at.RESUME: MISSING}))
        case "maximum lag":
            words = f"no maximum lag between {name} and {source_of(reading, bond)}"
            yield _Change(
                words, id, lambda: variants.again(reading, variants.without_maximum(reading, bond.link))
            )


def _of_link(reading: Reading, bond: Bond) -> Iterator[_Change]:
    row = bond.link if bond.link >= 0 else bond.last
    source, kind = bond.source, int(reading.net.links[row, at.KIND])
    name = reading.name(reading.id_of(source))
    lag = int(reading.net.links[row, at.LAG])
    link = reading.link(row)
    if lag > 0 and link is not None:
        words = f"no lag ({link.lag}) after {name}"
        yield _Change(
            words,
            reading.id_of(bond.place),
            lambda: variants.again(reading, variants.without_lag(reading, row)),
        )
    of_percent = link is not None and link.lag is not None and link.lag.percent
    if kind in (codes.FS, codes.FF) or of_percent:
        yield from _less_work(reading, source)


def _less_work(reading: Reading, place: int) -> Iterator[_Change]:
    """A day less of a task, half of it where it takes no more than a day; nothing of what is done or set by hand."""
    if reading.is_moment(place) or reading.state(place) not in (codes.PLANNED, codes.STARTED):
        return
    parts = reading.network.parts[
        reading.network.tasks[place, at.PART] : reading.network.tasks[place + 1, at.PART]
    ]
    column = at.PART_REMAINING if reading.state(place) == codes.STARTED else at.PART_MINUTES
    length = int(parts[:, column].max(initial=0))
    elapsed = bool(len(parts)) and int(parts[0, at.PART_CALENDAR]) == CLOCK
    day = a_day(reading, place)
    less = day if length > day else length // 2
    if less <= 0:
        return
    said = (
        (f"{less // _A_DAY}ed" if less >= _A_DAY else f"{less // 60}eh")
        if elapsed
        else reading.words.length(less)
    )
    id = reading.id_of(place)
    words = f"{said} off {reading.name(id)}"
    yield _Change(words, id, lambda: variants.again(reading, variants.shorter(reading, place, less)))


def a_day(reading: Reading, place: int) -> int:
    """Return the minutes of a day for what stands at a place: working ones, or of the clock."""
    return _A_DAY if int(reading.network.tasks[place, at.CALENDAR]) == CLOCK else reading.compiled.units.day


def _of_constraint(reading: Reading, bond: Bond) -> Iterator[_Change]:
    id = bond.holder or reading.id_of(bond.place)
    place = _holding(reading, bond)
    if place is not None:
        words = f"taking away the date asked for {reading.name(id)}"
        yield _Change(
            words,
            id,
            lambda: variants.again(reading, variants.without_constraint(reading, place, bond.moment)),
        )


def _holding(reading: Reading, bond: Bond) -> int | None:
    """Return the place whose constraint binds: the task's own, or a gate of a summary above it."""
    for place in [bond.place, *range(reading.network.size)]:
        own = place == bond.place or (reading.is_gate(place) and reading.id_of(place) == bond.holder)
        dates = reading.fact(place, at.CONSTRAINT_DATE), reading.fact(place, at.CONSTRAINT_2_DATE)
        if own and bond.moment in dates:
            return int(place)
    return None


def _of_wait(reading: Reading, wait: Wait, recompile: Recompile) -> Iterator[_Change]:
    """Yield what somebody else's hours would give: no leave, any day, the plan's hours."""
    plan = reading.compiled.plan
    party: Any = plan.party(wait.who) if wait.who else None
    if party is None or wait.who is None:
        return
    update: dict[str, Any] = {}
    words = ""
    if wait.reason == "away":
        update, words = (
            {"away": tuple(each for each in party.away if not _covers(each, wait))},
            f"there {_when(wait)}",
        )
    elif wait.reason == "availability":
        update, words = {"available": ()}, "with time on any working day"
        if "from_" in type(party).model_fields:
            update |= {"from_": None, "until": None}
    elif wait.reason == "hours":
        update, words = {"hours": ()}, "at the plan's hours"
    if update:
        changed: Entity = party.model_copy(update=update)
        yield _Change(f"{party.title} {words}", wait.who, lambda: recompile(changed))


def _covers(when: Period | Rhythm, wait: Wait) -> bool:
    if isinstance(when, Rhythm):
        return True
    first = when.first is None or when.first.date <= wait.last
    return first and (when.last is None or when.last.date >= wait.first)


def _when(wait: Wait) -> str:
    return (
        f"on {said_days(wait.first, wait.last)}"
        if wait.first == wait.last
        else f"from {said_days(wait.first, wait.last)}"
    )
