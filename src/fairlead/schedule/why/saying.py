"""A bond as a step: its dates, and a sentence that anybody understands."""

from __future__ import annotations

from fairlead.plan.entities import Task
from fairlead.plan.values import Link, Moment, Windows
from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.why.answer import Step, Wait
from fairlead.schedule.why.bonds import Bond
from fairlead.schedule.why.reading import Reading
from fairlead.schedule.why.waiting import waits, whose
from fairlead.schedule.why.words import listed, said_date

_A_DAY = 1440
_CONSTRAINTS = {
    ("start", "from"): "may not start before {}",
    ("start", "by"): "has to start by {}",
    ("start", "on"): "is to start on {}",
    ("start", "fixed"): "is fixed to start on {}",
    ("finish", "from"): "may not finish before {}",
    ("finish", "by"): "has to finish by {}",
    ("finish", "on"): "is to finish on {}",
    ("finish", "fixed"): "is fixed to finish on {}",
}


def step_of(reading: Reading, bond: Bond) -> Step:
    """Return what a bond says as a step of the answer."""
    id = reading.id_of(bond.place)
    between = _waits(reading, bond)
    link = reading.link(bond.link) if bond.link >= 0 else None
    source = reading.id_of(bond.source) if bond.source >= 0 else None
    return Step(
        id=id,
        name=reading.name(id),
        start=reading.local(int(reading.path.start[bond.place])),
        finish=reading.local(int(reading.path.finish[bond.place])),
        binds=bond.kind,
        date=reading.local(bond.moment),
        by=source or (bond.holder if bond.holder != id else None),
        link=_link_text(link) if link else None,
        through=bond.through,
        waits=between,
        sentence=_sentence(reading, bond, link, between),
    )


def when_of(reading: Reading, place: int) -> str:
    """Return what a task does and when: `starts Mon 4 Jan 2027`, `goes on ...`, `is reached ...`."""
    words = reading.words
    if reading.is_moment(place):
        verb = "is due" if reading.id_of(place) in reading.compiled.plan.decisions else "is reached"
        return f"{verb} {words.reached(reading.local(int(reading.path.finish[place])))}"
    if reading.state(place) == codes.STARTED:
        return f"goes on {words.started(reading.local(reading.found(place, at.GO_ON)))}"
    return f"starts {words.started(reading.local(int(reading.path.start[place])))}"


def finish_of(reading: Reading, place: int) -> str:
    """Return when a task finishes, as people read it."""
    moment = reading.local(int(reading.path.finish[place]))
    return reading.words.reached(moment) if reading.is_moment(place) else reading.words.finished(moment)


def source_of(reading: Reading, bond: Bond) -> str:
    """Return what binds, as the subject of a sentence: `Motors`, `the date asked for`."""
    if bond.source >= 0:
        return reading.name(reading.id_of(bond.source))
    name = reading.name(bond.holder or reading.id_of(bond.place))
    return {
        "plan start": "the plan's start",
        "plan finish": "the plan's finish",
        "status date": "the status date",
        "constraint": f"the date asked for {name}",
        "decision": f"the decision {name}",
        "rhythm": f"the rhythm of {name}",
        "delay": f"the levelling delay of {name}",
        "by hand": f"the date set by hand for {name}",
        "progress": f"what is reported of {name}",
        "done": f"{name}, which is done",
        "expected finish": f"the expected finish of {name}",
    }.get(bond.kind, name)


def _waits(reading: Reading, bond: Bond) -> tuple[Wait, ...]:
    if bond.kind in (
        "done",
        "by hand",
        "as late as possible",
        "maximum lag",
        "expected finish",
        "plan finish",
    ):
        return ()
    if bond.last >= 0 and not _from_the_start(reading, bond):
        return ()
    begin = reading.found(bond.place, at.GO_ON)
    if reading.compiled.options.from_finish:
        return ()
    return waits(reading, reading.id_of(bond.place), bond.moment, begin)


def _from_the_start(reading: Reading, bond: Bond) -> bool:
    return int(reading.net.links[bond.last, at.KIND]) in (codes.FS, codes.SS)


def _sentence(reading: Reading, bond: Bond, link: Link | None, between: tuple[Wait, ...]) -> str:
    id = reading.id_of(bond.place)
    name = reading.name(id)
    subject = _subject(reading, bond, name if name == id else f"{name} ({id})")
    return f"{subject}{_because(reading, bond, link)}{_after_waiting(reading, bond, between)}"


def _subject(reading: Reading, bond: Bond, name: str) -> str:
    if bond.kind == "done":
        if bond.holder is None and reading.id_of(bond.place) in reading.compiled.plan.decisions:
            return f"{name} was decided {reading.words.reached(reading.local(bond.moment))}"
        return f"{name} was finished {finish_of(reading, bond.place)}"
    ends = reading.compiled.options.from_finish and reading.state(bond.place) == codes.PLANNED
    if (bond.last >= 0 and not _from_the_start(reading, bond)) or ends or bond.kind == "expected finish":
        if reading.is_moment(bond.place):
            return f"{name} is reached {finish_of(reading, bond.place)}"
        return f"{name} finishes {finish_of(reading, bond.place)}"
    return f"{name} {when_of(reading, bond.place)}"


def _because(reading: Reading, bond: Bond, link: Link | None) -> str:
    words, when = reading.words, reading.local(bond.moment)
    match bond.kind:
        case "link":
            return f", because {_other_end(reading, bond, link)}"
        case "constraint":
            return f", because it {_asked_for(reading, bond)}"
        case "rhythm":
            task = reading.compiled.plan.tasks[bond.holder or ""]
            return f", because it comes round every {task.every}"
        case "decision":
            return ", the day on which a decision is expected"
        case "progress":
            resumed = reading.fact(bond.place, at.RESUME) is not None
            return (
                ", because it is set aside until then"
                if resumed
                else ", because it has begun and waits for nothing"
            )
        case "done":
            return ": that is a fact"
        case "status date":
            return ", because what isn't done by the status date can only be done after it"
        case "by hand":
            entity = reading.entity(reading.id_of(bond.place))
            other = isinstance(entity, Task) and entity.external
            return ", a date kept from another plan" if other else ", because its dates are set by hand"
        case "delay":
            return f", because levelling delays it from {words.moment(when)}"
        case "as late as possible":
            if bond.source < 0:
                return ", as late as the plan's finish allows"
            successor = reading.name(reading.id_of(bond.source))
            return f", as late as {successor} allows, which {when_of(reading, bond.source)}"
        case "expected finish":
            return ", because that is when it is expected to"
        case "maximum lag":
            return (
                f", because earlier it would be too far from {source_of(reading, bond)} ({_link_text(link)})"
            )
        case "plan finish":
            return ", because the plan is scheduled back from its finish"
        case _:
            return ", when the plan starts"


def _other_end(reading: Reading, bond: Bond, link: Link | None) -> str:
    """Return what the link comes from: `Motors finishes Sat 22 May 2027 (link)`."""
    source, row = bond.source, bond.link if bond.link >= 0 else bond.last
    name = reading.name(reading.id_of(source))
    kind = int(reading.net.links[row, at.KIND])
    behind = reading.compiled.options.from_finish and reading.state(bond.place) == codes.PLANNED
    by_finish = kind in (codes.FF, codes.SF) if behind else kind in (codes.FS, codes.FF)
    if reading.is_moment(source):
        when = when_of(reading, source)
        if reading.state(source) == codes.FINISHED:
            when = f"was reached {finish_of(reading, source)}"
    elif by_finish:
        verb = "was finished" if reading.state(source) == codes.FINISHED else "finishes"
        when = f"{verb} {finish_of(reading, source)}"
    else:
        start = reading.words.started(reading.local(int(reading.path.start[source])))
        when = f"{'starts' if reading.state(source) == codes.PLANNED else 'started'} {start}"
    return f"{name} {when} ({_link_text(link)}{_through(reading, bond)})"


def _through(reading: Reading, bond: Bond) -> str:
    if not bond.through:
        return ""
    return f", by way of {listed([reading.name(each) for each in bond.through])}"


def _link_text(link: Link | None) -> str:
    if link is None:
        return "link"
    text = str(link).removeprefix(link.id).strip()
    return f"link {text}" if text else "link"


def _asked_for(reading: Reading, bond: Bond) -> str:
    task = reading.entity(bond.holder or "")
    of = (
        ""
        if bond.holder == reading.id_of(bond.place)
        else f"belongs to {reading.name(bond.holder or '')}, which "
    )
    for end in ("start", "finish"):
        windows: Windows | None = getattr(task, end, None)
        for window in windows.windows if windows else ():
            if abs(reading.compiled.axis.minute(window.moment, end=end == "finish") - bond.moment) < _A_DAY:
                return of + _CONSTRAINTS[end, window.kind].format(
                    _moment_text(reading, window.moment, bond.moment)
                )
    return f"{of}is held by a date"


def _moment_text(reading: Reading, asked: Moment, minute: int) -> str:
    return said_date(asked.date) if asked.time is None else reading.words.moment(reading.local(minute))


def _after_waiting(reading: Reading, bond: Bond, between: tuple[Wait, ...]) -> str:
    if not between:
        return ""
    names = whose(reading, reading.id_of(bond.place), bond.moment)
    begin = reading.words.moment(reading.local(reading.found(bond.place, at.GO_ON)))
    reasons = "; ".join(wait.text for wait in between)
    return f"; the next working moment{f' of {names}' if names else ''} is {begin} ({reasons})"
