"""Why a task is where it is in a schedule with people: links, calendars and whoever is busy until then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fairlead.schedule import codes
from fairlead.schedule.codes import BY_ALAP, BY_CONSTRAINT, BY_LINK
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.bounds import early_bound, link_counts
from fairlead.schedule.critical_path.working import between_on
from fairlead.schedule.levelling.placed import PeopleSchedule, Placed
from fairlead.schedule.levelling.reading import places_by_id
from fairlead.schedule.schedule import Schedule
from fairlead.schedule.why.answer import Step
from fairlead.schedule.why.bonds import bond_of
from fairlead.schedule.why.reading import Reading
from fairlead.schedule.why.saying import finish_of, step_of, when_of
from fairlead.schedule.why.waiting import waits
from fairlead.schedule.why.words import listed

_FROM_START = (codes.FS, codes.SS)


def chain(schedule: Schedule, people: PeopleSchedule, id: str) -> tuple[Step, ...]:
    """Return the steps from a task back to the plan's start in the schedule that respects people.

    A summary is explained by the task below it that finishes last. A step that waits for somebody or something leads
    to the task they do until then (`binds` is `people`), any other to what binds given where the people's schedule has
    the predecessors. There are no steps for what has no dates.
    """
    return tuple(_steps(_Placements(schedule, people), id))


class _Placements:
    """Who is where by place in the network, and the network read at the people's dates."""

    def __init__(self, schedule: Schedule, people: PeopleSchedule) -> None:
        self.place_of = places_by_id(schedule.compiled)
        self.at = {self.place_of[each.id]: each for each in people if each.id in self.place_of}
        self.reading = _read_at(Reading(schedule.compiled, schedule.compiled.network, schedule.path), self.at)

    def last_of(self, id: str) -> int | None:
        """Return the place that finishes last at or below an id."""
        places = [place for place in self.reading.leaves(id) if place in self.at]
        return max(places, key=lambda place: (self.at[place].finish, self.at[place].start), default=None)


def _steps(found: _Placements, id: str) -> Iterator[Step]:
    place, seen = found.last_of(id), set[int]()
    while place is not None and place >= 0 and place not in seen:
        seen.add(place)
        waits_for = found.at[place].waits_for if place in found.at else None
        busy = found.place_of.get(waits_for.task or "") if waits_for is not None else None
        if waits_for is not None and busy is not None and busy in found.at:
            yield _behind(found.reading, place, found.at[place], busy, found.at[busy], waits_for.resource)
            place = busy
            continue
        bond = bond_of(found.reading, place)
        step = step_of(found.reading, bond)
        if waits_for is not None:
            name = resource_name(found.reading, waits_for.resource)
            step = replace(
                step, sentence=f"{step.sentence}; there is no room for it with {name} before", who=waits_for.resource
            )  # fmt: skip
        yield step
        place = bond.source


def _behind(reading: Reading, place: int, task: Placed, busy: int, other: Placed, who: str) -> Step:
    """Return the step of a task that waits until somebody is done with another."""
    id, by = reading.id_of(place), reading.id_of(busy)
    name, until = resource_name(reading, who), finish_of(reading, busy)
    between = waits(reading, id, other.finish, task.start)
    parties = {**reading.compiled.plan.people, **reading.compiled.plan.candidates}
    verb = "does" if who in parties or who in reading.compiled.plan.suppliers else "is taken by"
    subject = f"{reading.name(id)} ({id})" if reading.name(id) != id else id
    reasons = f" ({'; '.join(wait.text for wait in between)})" if between else ""
    return Step(
        id=id,
        name=reading.name(id),
        start=reading.local(task.start),
        finish=reading.local(task.finish),
        binds="people",
        date=reading.local(other.finish),
        by=by,
        link=None,
        through=(),
        waits=between,
        sentence=f"{subject} {when_of(reading, place)}: {name} {verb} {reading.name(by)} until {until}{reasons}",
        who=who,
    )


def resource_name(reading: Reading, id: str) -> str:
    """Return what people call a person, a thing, or a limit to how much goes on at a time."""
    plan = reading.compiled.plan
    kind, colon, rest = id.partition(":")
    if colon and kind == "wip":
        holder = plan.party(rest)
        return f"the work in progress of {holder.title if holder else rest}"
    if colon and kind == "apart":
        return f"the room beside {listed([reading.name(each) for each in rest.split('+')])}"
    party = plan.party(id)
    return party.title if party else id


# The network at the people's dates


def _read_at(reading: Reading, placed: dict[int, Placed]) -> Reading:
    """Return the reading in which every task stands where people put it, and the link that binds it there is named."""
    path = reading.path
    found, start, finish = path.found.copy(), path.start.copy(), path.finish.copy()
    network = reading.network
    crews = {each.id.partition("#")[0]: tuple(by.who for by in each.assigned) for each in placed.values()}
    path = replace(path, found=found, start=start, finish=finish)
    other = Reading(reading.compiled, network, path, crews)
    for place in range(network.size):
        if reading.is_gate(place):
            _set_gate(other, place)
        elif place in placed:
            each = placed[place]
            start[place], finish[place] = each.start, each.finish
            logic = int(found[place, at.GO_ON]), int(found[place, at.FINISH])
            begun = reading.state(place) == codes.STARTED
            goes_on = (
                each.segments[-1][0]
                if begun and len(each.segments) > 1
                else logic[0]
                if begun
                else each.start
            )
            found[place, at.START], found[place, at.GO_ON], found[place, at.FINISH] = (
                each.start,
                goes_on,
                each.finish,
            )
            _set_driver(other, place, logic)
    return other


def _set_gate(reading: Reading, place: int) -> None:
    """Put a summary's gate where its links have it now; one that a date holds later stays there."""
    moments = [(int(early_bound(reading.net, row)), row) for row in _into(reading, place)]
    if not moments:
        return
    first = int(reading.network.tasks[place, at.SHAPE]) == codes.GATE_FIRST
    moment, row = min(moments) if first else max(moments)
    held = reading.found(place, at.DRIVER) != BY_LINK and not first
    if held and moment <= reading.found(place, at.START):
        return
    found = reading.path.found
    found[place, at.START] = found[place, at.GO_ON] = found[place, at.FINISH] = moment
    found[place, at.DRIVER], found[place, at.DRIVER_LINK] = BY_LINK, row


def _set_driver(reading: Reading, place: int, logic: tuple[int, int]) -> None:
    """Name the link that leaves a task the least room, unless a date of its own or a fact holds it where logic did."""
    if reading.state(place) not in (codes.PLANNED, codes.STARTED):
        return
    nearest: tuple[int, int, int] | None = None
    # With people nothing is laid as late as possible: its links say where it is.
    by_link = reading.found(place, at.DRIVER) in (BY_LINK, BY_ALAP)
    calendar = int(reading.network.tasks[place, at.CALENDAR])
    for row in _into(reading, place):
        starts = int(reading.net.links[row, at.KIND]) in _FROM_START
        moment = int(early_bound(reading.net, row))
        if not by_link and moment <= logic[0 if starts else 1]:
            continue
        room = int(
            between_on(reading.net, calendar, moment, reading.found(place, at.GO_ON if starts else at.FINISH))
        )
        if not by_link and room < 0:
            continue  # held by a date whatever this link asks for
        if nearest is None or (room, -moment) < nearest[:2]:
            nearest = room, -moment, row
    if nearest is None:
        return
    held = nearest[0] < 0 and reading.fact(place, at.CONSTRAINT)
    found = reading.path.found
    # A date that holds whatever links ask for: with people they ask for more than by logic.
    found[place, at.DRIVER], found[place, at.DRIVER_LINK] = (
        (BY_CONSTRAINT, -1) if held else (BY_LINK, nearest[2])
    )


def _into(reading: Reading, place: int) -> Iterator[int]:
    """Yield the links into a place that still count."""
    tasks = reading.network.tasks
    for row in range(int(tasks[place, at.INTO]), int(tasks[place + 1, at.INTO])):
        if link_counts(reading.net, row):
            yield row
