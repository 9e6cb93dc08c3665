"""A network with one thing changed, and scheduled again: milliseconds, because nothing is compiled anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.codes import MISSING
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, dates_alone
from fairlead.schedule.critical_path.working import add_on
from fairlead.schedule.network import Network
from fairlead.schedule.why.reading import Reading

Variant = Callable[[], Reading | None]
"""Schedules again with one thing changed; None where the dates leave the calendars."""


def again(reading: Reading, network: Network) -> Reading | None:
    """Return the reading of a changed network of the same plan."""
    try:
        return Reading(reading.compiled, network, dates_alone(network))
    except BeyondCalendarsError:
        return None


def shorter(reading: Reading, place: int, minutes: int) -> Network:
    """Return the network in which a task takes so many minutes less, lags in percent of it along."""
    network = reading.network
    tasks, parts, links = network.tasks.copy(), network.parts.copy(), network.links.copy()
    rows = slice(int(tasks[place, at.PART]), int(tasks[place + 1, at.PART]))
    for column in (at.PART_MINUTES, at.PART_REMAINING):
        parts[rows, column] = np.maximum(parts[rows, column] - minutes, 0)
    tasks[place, at.DURATION] = max(int(tasks[place, at.DURATION]) - minutes, 0)
    for row in np.flatnonzero(links[:, at.BEFORE] == place):
        link = reading.link(int(row))
        if link is not None and link.lag is not None and link.lag.percent:
            links[row, at.LAG] = round(float(link.lag.amount) / 100 * int(tasks[place, at.DURATION]))
    return replace(network, tasks=tasks, parts=parts, links=links)


def without_lag(reading: Reading, row: int) -> Network:
    """Return the network in which a link has no lag."""
    links = reading.network.links.copy()
    links[row, at.LAG] = 0
    return replace(reading.network, links=links)


def without_maximum(reading: Reading, row: int) -> Network:
    """Return the network in which a link has no maximum lag."""
    rest = tuple(each for each in reading.network.max_lags if each[0] != row)
    return replace(reading.network, max_lags=rest)


def without_constraint(reading: Reading, place: int, moment: int) -> Network:
    """Return the network in which a task has no constraint of this date."""
    changed: dict[int, int] = {}
    for column in (at.CONSTRAINT, at.CONSTRAINT_2):
        if reading.fact(place, column + 1) == moment:
            changed |= {column: codes.NO_CONSTRAINT, column + 1: MISSING}
    return with_facts(reading, place, changed)


def with_facts(reading: Reading, place: int, values: dict[int, int], state: int | None = None) -> Network:
    """Return the network in which a task has other facts, and perhaps another state."""
    network = reading.network
    tasks = network.tasks.copy()
    own = network.facts[tasks[place, at.FACTS]].copy()
    own[list(values)] = list(values.values())
    tasks[place, at.FACTS], tasks[place, at.ORDINARY] = len(network.facts), 0
    if state is not None:
        tasks[place, at.STATE] = state
    return replace(network, tasks=tasks, facts=np.concatenate([network.facts, own[None]]))


def later(reading: Reading, places: list[int], minutes: int) -> Network:
    """Return the network in which these tasks come so many working minutes later; begun ones take longer."""
    network = reading.network
    for place in places:
        network = _later(replace(reading, network=network), place, minutes)
    return network


def _later(reading: Reading, place: int, minutes: int) -> Network:
    state, calendar = reading.state(place), int(reading.network.tasks[place, at.CALENDAR])
    if state == codes.STARTED:
        return shorter(reading, place, -minutes)
    if state == codes.FIXED:
        ends = {at.ACTUAL_START: "start", at.ACTUAL_FINISH: "finish"}
        moved = {column: int(getattr(reading.path, name)[place]) for column, name in ends.items()}
        return with_facts(
            reading,
            place,
            {column: int(add_on(reading.net, calendar, moment, minutes)) for column, moment in moved.items()},
        )
    begin = int(add_on(reading.net, calendar, int(reading.path.start[place]), minutes))
    return with_facts(reading, place, {at.HOLD: begin})
