"""What the date of a goal hangs on: its work from today to the end, and whoever that waits for, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fairlead.feasibility.phrases import last_day, quoted, said_on
from fairlead.feasibility.why_not.words import said_day
from fairlead.plan.document import Plan
from fairlead.plan.entities import Goal
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.schedule import Schedule
from fairlead.schedule.why.answer import Step
from fairlead.schedule.why.people_chain import chain
from fairlead.schedule.why.words import listed

_MOST_PIECES = 3
_MOST_BUSY = 2
_LEAST = timedelta(days=1)
_USUAL = frozenset({"weekend", "holiday"})
"""Waits that nobody is asked to explain."""


@dataclass(frozen=True, slots=True)
class Path:
    """What decides when a goal is met, in the order of time: `pieces` of work and waiting, and who is `busy` before."""

    pieces: tuple[str, ...]
    busy: tuple[str, ...]
    tasks: int
    """How many tasks follow one another, where `pieces` are less than half of the way; else 0."""

    @property
    def sentence(self) -> str:
        """What the date hangs on; nothing where nothing takes a day."""
        if not self.pieces:
            return ""
        chain = f"{self.tasks} tasks one after the other, the longest " if self.tasks else ""
        return f"Its date hangs on {chain}{listed(list(self.pieces))}."


def path_of(schedule: Schedule, people: PeopleSchedule, goal: Goal) -> Path | None:
    """Return what decides when a goal is met; None where nothing is left to do, or the plan is laid from its finish."""
    if schedule.compiled.options.from_finish:
        return None
    spans = {id: span for id in goal.done_when if (span := people.span_of(id)) is not None}
    last = max(spans, key=lambda id: spans[id][1], default=None)
    if last is None:
        return None
    steps = [step for step in reversed(chain(schedule, people, last)) if step.binds != "done"]
    if not steps:
        return None
    plan = people.compiled.plan
    pieces = [piece for step in steps for piece in _pieces(plan, step)]
    longest = sorted(pieces, key=lambda piece: piece.begin - piece.end)[:_MOST_PIECES]
    named = [piece for piece in pieces if piece in longest]
    until = last_day(steps[-1].finish)
    told = sum((piece.end - piece.begin for piece in named), timedelta())
    tasks = sum(1 for step in steps if step.finish > step.start)
    little = told < (steps[-1].finish - steps[0].start) / 2 and tasks > 2 * _MOST_PIECES
    return Path(tuple(_said(named, until)), tuple(_busy(plan, steps, until)), tasks if little else 0)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the way: work, or a wait for somebody or something that is there `again` at its end."""

    begin: datetime
    end: datetime
    what: str
    again: bool = False


def _pieces(plan: Plan, step: Step) -> Iterator[_Piece]:
    away = next((each for each in step.waits if each.who is not None and each.reason not in _USUAL), None)
    if away is not None and away.who is not None and step.start - step.date >= _LEAST:
        party = plan.party(away.who)
        if party is not None:
            person = away.who in {*plan.people, *plan.candidates, *plan.stakeholders}
            again = f"{party.title}, {'who has time on' if person else 'which is there from'}"
            yield _Piece(step.date, step.start, again, again=True)
    if step.finish - step.start >= _LEAST:
        yield _Piece(step.start, step.finish, quoted(step.name))


def _said(pieces: Sequence[_Piece], until: date) -> Iterator[str]:
    """Yield the pieces with their ends; only the last has its year, where it is that of all."""
    for number, piece in enumerate(pieces):
        day = last_day(piece.end) if not piece.again else piece.end.date()
        said = said_day(day) if number == len(pieces) - 1 else said_on(day, until)
        yield f"{piece.what} {said}" if piece.again else f"{piece.what} until {said}"


def _busy(plan: Plan, steps: Sequence[Step], until: date) -> Iterator[str]:
    """Yield who does something else until when, of those whom the way waits for; the latest come first."""
    names = {step.id: step.name for step in steps}
    held = [step for step in reversed(steps) if step.binds == "people" and step.who is not None]
    for step in held[:_MOST_BUSY]:
        party = plan.party(step.who or "")
        if party is not None and step.by in names:
            does = "does" if step.who in {*plan.people, *plan.candidates, *plan.suppliers} else "is taken by"
            day = said_on(last_day(step.date), until)
            yield f"{party.title} {does} {quoted(names[step.by])} until {day}, before {quoted(step.name)}"
