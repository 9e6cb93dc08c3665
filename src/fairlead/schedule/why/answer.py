"""The answer to "why is it there": plain data, as lines of text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

Binding = Literal[
    "link",
    "constraint",
    "rhythm",
    "decision",
    "progress",
    "done",
    "status date",
    "by hand",
    "delay",
    "as late as possible",
    "expected finish",
    "maximum lag",
    "plan start",
    "plan finish",
    "part",
    "people",
]
"""What holds a date; `part` is for what consists of others: a summary, a goal; `people`, for who or what is taken."""

WaitReason = Literal["weekend", "holiday", "away", "availability", "hours", "closed"]


@dataclass(frozen=True, slots=True)
class Wait:
    """Time in which work could go on but for somebody's hours; `who` is an id, None for the plan's calendar."""

    reason: WaitReason
    text: str
    who: str | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Step:
    """One step back: where an entity is, and what binds it there.

    `date` is the moment that the binding asks for, `by` the entity it comes from, `link` the link as the plan writes
    it, `through` the summaries whose links or constraints hold it. `waits` lie between `date` and the start. `who`
    is the person, thing or limit that it waits for until `by` is done; nobody in an answer by logic.
    """

    id: str
    name: str
    start: datetime
    finish: datetime
    binds: Binding
    date: datetime
    by: str | None
    link: str | None
    through: tuple[str, ...]
    waits: tuple[Wait, ...]
    sentence: str
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Mover:
    """One thing changed: where that moves the task, by how many working minutes, and what binds it then.

    `moves` is negative for earlier. `then` is None where nothing new binds.
    """

    change: str
    id: str
    date: datetime
    moves: int
    then: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Near:
    """A predecessor that doesn't bind: `slack` working minutes more and it would."""

    id: str
    name: str
    link: str
    slack: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Drives:
    """What moves when the task slips by a day: by how many working minutes, and until when."""

    id: str
    name: str
    moves: int
    date: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why an entity is where it is.

    `steps` lead from it back to the plan's start; `begins` does so for the start of a summary, whose `steps` explain
    its finish. Floats are working minutes. Sentences are for people; everything in them also stands in a field.
    """

    id: str
    name: str
    kind: str
    start: datetime | None
    finish: datetime | None
    dates: str
    total_float: int | None
    free_float: int | None
    critical: bool
    room: str
    deadline: str | None
    steps: tuple[Step, ...]
    begins: tuple[Step, ...]
    movers: tuple[Mover, ...]
    near: tuple[Near, ...]
    drives: tuple[Drives, ...]
    moves_plan: int

    def lines(self) -> list[str]:
        """Return the answer as plain text, a paragraph for each question."""
        head = [f"{self.name} ({self.id})" if self.name != self.id else self.id, self.dates, self.room]
        lines = [text for text in (*head, self.deadline) if text]
        for heading, items in self.sections():
            lines += ["", heading, *(f"  {item}" for item in items)]
        return lines

    def sections(self) -> list[tuple[str, list[str]]]:
        """Return each question with its answers, those of the way back numbered; what has no answer is left out."""
        found = [
            ("Why does it start then?", _numbered(self.begins)),
            ("Why does it end then?" if self.begins else "Why then?", _numbered(self.steps)),
            ("What would move it?", list(self._moving())),
            ("What else does it wait for?", [each.sentence for each in self.near]),
            ("What does a day's slip move?", [each.sentence for each in self.drives]),
        ]
        return [(heading, items) for heading, items in found if items]

    def to_json(self) -> dict[str, Any]:
        """Return plain data: moments as ISO text on the wall clock of the plan, lengths in working minutes."""
        said: dict[str, Any] = _plain(asdict(self))
        for old, new in (("total_float", "total_float_minutes"), ("free_float", "free_float_minutes")):
            said[new] = said.pop(old)
        said["moves_plan_minutes"] = said.pop("moves_plan")
        for key, length in (("movers", "moves"), ("drives", "moves"), ("near", "slack")):
            for each in said[key]:
                each[f"{length}_minutes"] = each.pop(length)
        return said

    def _moving(self) -> Iterator[str]:
        """Yield a line for each that helps or shows what binds next, and one for all that alone give nothing."""
        idle = [each.change for each in self.movers if not each.moves and not each.then]
        yield from (each.sentence for each in self.movers if each.moves or each.then)
        if idle:
            yield f"no help alone: {', '.join(idle)}"


def _numbered(steps: tuple[Step, ...]) -> list[str]:
    width = len(str(len(steps)))
    return [f"{number:>{width}}. {step.sentence}" for number, step in enumerate(steps, 1)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
