"""What a file contradicts of itself: a sign that it was stored before the other tool's last calculation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fairlead.exchange.comparing.links import FileLink, asked_by, links_of
from fairlead.exchange.comparing.sides import EARLY, LATE, PLACED, Sides
from fairlead.plan.values import Moment
from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing in a file that can't be true beside another; `late` where it is about late dates or floats alone."""

    task: str
    name: str
    code: str
    message: str
    late: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {"task": self.task, "name": self.name, "code": self.code, "message": self.message}


def contradictions(sides: Sides) -> Iterator[Contradiction]:
    """Yield what the dates stored in a file contradict: each other, the file's links, constraints and calendars."""
    for id in sides.compared():
        for look in _LOOKS:
            yield from look(sides, id)
    yield from _broken_links(sides)
    yield from _late_ends(sides)


def _said(sides: Sides, id: str, code: str, message: str, *, late: bool = False) -> Contradiction:
    return Contradiction(id, sides.task(id).title, code, message, late)


def _backwards(sides: Sides, id: str) -> Iterator[Contradiction]:
    for first, last in (EARLY, LATE, PLACED):
        start, finish = sides.stored(id, first), sides.stored(id, last)
        if (
            start is not None
            and finish is not None
            and start > finish
            and not sides.same_instant(id, start, finish)
        ):
            ends = (
                f"{_words(last)} ({_at(sides, finish)}) lies before its {_words(first)} ({_at(sides, start)})"
            )
            yield _said(sides, id, "finish-before-start", f"its stored {ends}", late=first == "late_start")
            return


def _length(sides: Sides, id: str) -> Iterator[Contradiction]:
    """Look at work on one calendar that hasn't begun: there the stored dates are as far apart as it is long."""
    start, finish = (sides.stored(id, field) for field in EARLY)
    if start is None or finish is None or start > finish or _is_uneven(sides, id):
        return
    if not sides.reaches(id, start, finish):
        return
    apart = sides.work(id, start, finish)
    long = sides.work(id, *(sides.calculated(id, field) for field in EARLY))
    if abs(apart - long) > 1:
        shown = sides.schedule.compiled.units.shown
        message = (
            f"its stored early dates are {shown(apart)} of work apart, and its duration is {shown(long)}"
        )
        yield _said(sides, id, "duration", message)


def _is_uneven(sides: Sides, id: str) -> bool:
    """Tell whether a task's dates aren't simply its duration apart."""
    task = sides.task(id)
    spanning = task.activity_type in ("level of effort", "WBS summary")
    return sides.begun(id) or spanning or bool(task.parts) or not sides.on_one_calendar(id)


def _out_of_hours(sides: Sides, id: str) -> Iterator[Contradiction]:
    start = sides.stored(id, "early_start")
    if start is None or _is_uneven(sides, id) or not sides.takes_time(id):
        return
    if sides.reaches(id, start) and not sides.calendar(id).works_at([start - 1, start]).any():
        message = f"its stored early start ({_at(sides, start)}) is no working time of its calendar"
        yield _said(sides, id, "calendar", message)


def _constraints(sides: Sides, id: str) -> Iterator[Contradiction]:
    if sides.begun(id):
        return
    for kind_at, date_at in ((at.CONSTRAINT, at.CONSTRAINT_DATE), (at.CONSTRAINT_2, at.CONSTRAINT_2_DATE)):
        field = _FROM.get(sides.fact(id, kind_at))
        stored = sides.stored(id, field) if field else None
        date = sides.fact(id, date_at)
        if field and stored is not None and stored < date and not sides.same_instant(id, stored, date):
            early = f"its stored {_words(field)} ({_at(sides, stored)})"
            message = f"{early} breaks its constraint, not before {_at(sides, date)}"
            yield _said(sides, id, "constraint", message)


_FROM = {
    codes.START_FROM: "early_start",
    codes.START_ON: "early_start",
    codes.MANDATORY_START: "early_start",
    codes.FINISH_FROM: "early_finish",
    codes.FINISH_ON: "early_finish",
    codes.MANDATORY_FINISH: "early_finish",
}


def _floats(sides: Sides, id: str) -> Iterator[Contradiction]:
    """Look whether a stored total float is what lies between the stored dates, at the start or at the finish."""
    total = sides.stored(id, "total_float")
    if total is None or sides.begun(id) or not sides.on_one_calendar(id):
        return
    pairs = (
        (sides.stored(id, f"early_{end}"), sides.stored(id, f"late_{end}")) for end in ("start", "finish")
    )
    known = [(early, late) for early, late in pairs if early is not None and late is not None]
    found = [sides.work(id, early, late) for early, late in known if sides.reaches(id, early, late)]
    if len(found) == 2 and all(abs(total - each) > 1 for each in found):
        shown = sides.schedule.compiled.units.shown
        late = f"its stored late dates are {shown(min(found))} after the early ones"
        message = f"its stored total float is {shown(total)}, and {late}"
        yield _said(sides, id, "float", message, late=True)


def _late_room(sides: Sides, id: str) -> Iterator[Contradiction]:
    """Look whether what is left of the work fits between the stored late dates."""
    start, finish = (sides.stored(id, field) for field in LATE)
    if (
        start is None
        or finish is None
        or start > finish
        or sides.finished(id)
        or not sides.on_one_calendar(id)
    ):
        return
    apart, left = sides.work(id, start, finish), sides.left(id)
    if sides.reaches(id, start, finish) and left - apart > 1 and not sides.task(id).parts:
        shown = sides.schedule.compiled.units.shown
        message = f"its stored late dates are {shown(apart)} of work apart, and {shown(left)} are left to do"
        yield _said(sides, id, "late-duration", message, late=True)


_Look = Callable[[Sides, str], Iterator[Contradiction]]
_LOOKS: tuple[_Look, ...] = (_backwards, _length, _out_of_hours, _constraints, _late_room, _floats)


def _broken_links(sides: Sides) -> Iterator[Contradiction]:
    for link in links_of(sides):
        if sides.by_the_tool(link.after):
            yield from _broken_early(sides, link)
        if sides.by_the_tool(link.before):
            yield from _broken_late(sides, link)


def _broken_early(sides: Sides, link: FileLink) -> Iterator[Contradiction]:
    """Look whether the successor was stored earlier than its link lets it be; what has begun may stand anywhere."""
    if sides.begun(link.after) or _is_held(sides, link.after) or _is_apart(sides, link.before):
        return
    before, after = (
        _stored(sides, link.before, "early", link.from_end),
        _stored(sides, link.after, "early", link.to_end),
    )
    if before is None or after is None or (sides.begun(link.before) and link.lag):
        return
    asked = asked_by(sides, link, before)
    if asked is None:
        return
    if sides.finished(link.before):
        asked = min(asked, _latest_fact(sides))
    if after < asked and not sides.same_instant(link.after, after, asked):
        message = (
            f"its stored early {link.to_end} ({_at(sides, after)}) is earlier than its link {link.said} "
            f"from `{link.before}` allows ({_at(sides, asked)})"
        )
        yield _said(sides, link.after, "link", message)


def _broken_late(sides: Sides, link: FileLink) -> Iterator[Contradiction]:
    if sides.begun(link.before) or sides.begun(link.after) or not sides.by_the_tool(link.after):
        return
    if _is_held(sides, link.before) or _is_apart(sides, link.after):
        return
    before, after = (
        sides.stored(link.before, f"late_{link.from_end}"),
        sides.stored(link.after, f"late_{link.to_end}"),
    )
    if before is None or after is None:
        return
    asked = asked_by(sides, link, before)
    if asked is not None and after < asked and not sides.same_instant(link.after, after, asked):
        message = (
            f"its stored late {link.from_end} ({_at(sides, before)}) is later than its link {link.said} "
            f"to `{link.after}` allows"
        )
        yield _said(sides, link.before, "late-link", message, late=True)


def _stored(sides: Sides, id: str, pair: str, end: str) -> int | None:
    """Return the end of a task that counts for its links: what happened, else what was scheduled."""
    if sides.finished(id) or not sides.by_the_tool(id):
        return sides.stored(id, end)
    return sides.stored(id, f"{pair}_{end}")


def _latest_fact(sides: Sides) -> int:
    """Return the latest moment at which what is finished holds others: by Primavera, the data date."""
    status = int(sides.network.rules[at.STATUS_DATE])
    return codes.LATEST if status == codes.MISSING else status


def _is_held(sides: Sides, id: str) -> bool:
    """Tell whether a constraint holds a task against its links."""
    holding = {codes.MANDATORY_START, codes.MANDATORY_FINISH}
    if sides.network.options.honour_constraints:
        holding |= {codes.START_BY, codes.FINISH_BY, codes.START_ON, codes.FINISH_ON}
    return bool(holding & {sides.fact(id, at.CONSTRAINT), sides.fact(id, at.CONSTRAINT_2)})


def _is_apart(sides: Sides, id: str) -> bool:
    """Tell whether links from or to a task don't hold by its early and late dates alone."""
    task = sides.task(id)
    spanning = task.activity_type in ("level of effort", "WBS summary")
    return spanning or task.levelling_delay is not None or task.as_late_as_possible


def _late_ends(sides: Sides) -> Iterator[Contradiction]:
    """Look at the late finishes of what nothing waits for: by Microsoft Project, the finish of the plan."""
    if sides.network.options.progress != "msproject" or sides.network.options.open_ends_critical:
        return
    finish = _stored_finish(sides)
    linked = {link.before for link in links_of(sides)}
    for id in sides.compared():
        late = sides.stored(id, "late_finish")
        if late is None or finish is None or id in linked or sides.begun(id) or not _is_open(sides, id):
            continue
        if late < finish and not sides.same_instant(id, late, finish):
            message = (
                f"nothing waits for it, and its stored late finish ({_at(sides, late)}) isn't the finish of the plan "
                f"({_at(sides, finish)})"
            )
            yield _said(sides, id, "late-finish", message, late=True)


def _is_open(sides: Sides, id: str) -> bool:
    """Tell whether only the plan's finish bounds a task: no deadline, constraint or link, here or above it."""
    task = sides.task(id)
    above: list[Any] = [task]
    while above[-1].parent in sides.plan.tasks:
        above.append(sides.plan.tasks[above[-1].parent])
    return not any(
        each.deadline or each.start or each.finish or each.id in sides.waited_for for each in above
    )


def _stored_finish(sides: Sides) -> int | None:
    ends = (sides.stored(id, "finish") for id in sides.places)
    return max((end for end in ends if end is not None), default=None)


def _words(field: str) -> str:
    return field.replace("_", " ")


def _at(sides: Sides, minute: int) -> str:
    local = sides.schedule.moment(minute)
    return str(Moment(local.date(), local.time()))
