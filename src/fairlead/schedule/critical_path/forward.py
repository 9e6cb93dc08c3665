"""Kernels: the forward pass, which gives every task its early dates and what drives them."""

from __future__ import annotations

from fairlead.schedule.codes import (
    BY_CONSTRAINT,
    BY_DELAY,
    BY_EXPECTED,
    BY_HAND,
    BY_LINK,
    BY_MAX_LAG,
    BY_PROGRESS,
    BY_START,
    BY_STATUS_DATE,
    EARLIEST,
    FF,
    FINISH_BY,
    FINISH_FROM,
    FINISH_ON,
    FIXED,
    FS,
    GATE_FIRST,
    LATEST,
    MANDATORY_FINISH,
    MANDATORY_START,
    MISSING,
    NO_CONSTRAINT,
    PLANNED,
    SS,
    START_BY,
    START_FROM,
    START_ON,
    STARTED,
)
from fairlead.schedule.critical_path.bounds import early_bound, link_counts
from fairlead.schedule.critical_path.tables import (
    ACTUAL_FINISH,
    ACTUAL_START,
    BEFORE,
    CONSTRAINT,
    DELAY,
    DRIVER,
    DRIVER_LINK,
    EARLY_OF_REMAINING,
    EXPECTED_FINISH,
    FACTS,
    FINISH,
    FLOOR_ALL,
    GO_ON,
    HOLD,
    HONOUR_CONSTRAINTS,
    INTO,
    KIND,
    LAG,
    LAG_CALENDAR,
    LATE_AS_POSSIBLE,
    ORDINARY,
    PART,
    PART_CALENDAR,
    PART_MINUTES,
    PART_REMAINING,
    PASS_THROUGH,
    PLAN_START,
    RESUME,
    SHAPE,
    START,
    STATE,
    STATUS_DATE,
    USE_EXPECTED_FINISH,
    Net,
)
from fairlead.schedule.critical_path.working import (
    add_on,
    finish_from,
    finish_not_before,
    laid_from,
    laid_to,
    next_work_on,
    nothing_asked,
    start_from,
    start_reading,
    taken_up_from,
)
from fairlead.schedule.jit import inlined, kernel


@kernel
def forward_pass(net: Net, begin: int, end: int) -> None:
    """Fill in the early dates of tasks `begin:end`; those before `begin` must be there already.

    A date beyond the calendars' window comes out beyond, and so does all that depends on it.
    """
    tasks, links, found = net.tasks, net.links, net.found
    floor = max(net.rules[PLAN_START], net.rules[STATUS_DATE])
    floored_by = BY_STATUS_DATE if net.rules[STATUS_DATE] > net.rules[PLAN_START] else BY_START
    for t in range(begin, end):
        state = tasks[t, STATE]
        if state == FIXED:
            keep_fixed(net, t)
            continue

        # What the links ask: the strictest bounds on start and finish, and who sets them
        start, finish, from_link, to_link = nothing_asked(EARLIEST)
        first_wins = tasks[t, SHAPE] == GATE_FIRST
        for row in range(tasks[t, INTO], tasks[t + 1, INTO]):
            before, kind = links[row, BEFORE], links[row, KIND]
            if state == PLANNED and tasks[before, STATE] == PLANNED:
                moment = found[before, FINISH if kind == FS or kind == FF else START]
                if links[row, LAG] != 0:
                    moment = lag_behind(net, row, moment)
            elif link_counts(net, row):
                moment = early_bound(net, row)
            else:
                continue
            if first_wins:
                if from_link < 0 or moment < start:
                    start, from_link = moment, row
            elif kind == FS or kind == SS:
                if moment > start:
                    start, from_link = moment, row
            elif moment > finish:
                finish, to_link = moment, row

        # The ordinary task goes the short way, the others through their own function
        if tasks[t, ORDINARY] == 1:
            driver = BY_LINK
            if start < floor and (net.rules[FLOOR_ALL] == 1 or tasks[t, INTO] == tasks[t + 1, INTO]):
                start, from_link, driver = floor, -1, floored_by
            if start > EARLIEST:
                p = tasks[t, PART]
                c, minutes = net.parts[p, PART_CALENDAR], net.parts[p, PART_MINUTES]
                begun, done = laid_from(net, c, start, minutes)
                link = from_link
                if done < finish <= LATEST and minutes > 0:  # as a link holds the finish, back from there
                    latest, reached = laid_to(net, c, finish, minutes)
                    begun, done = (
                        max(begun, latest),
                        finish if reached == finish else next_work_on(net, c, finish),
                    )
                    driver, link = BY_LINK, to_link
                if done >= finish:
                    found[t, START] = found[t, GO_ON] = begun
                    found[t, FINISH], found[t, DRIVER], found[t, DRIVER_LINK] = done, driver, link
                    continue
        if state == PLANNED:
            lay_planned(net, t, start, finish, from_link, to_link)
        elif state == STARTED:
            lay_started(net, t, start, finish, from_link, to_link)
        else:
            lay_finished(net, t, max(start, finish), from_link if start >= finish else to_link)


@inlined
def lag_behind(net: Net, row: int, moment: int) -> int:
    """Return a moment moved on by a link's lag, which isn't 0."""
    c, lag = net.links[row, LAG_CALENDAR], net.links[row, LAG]
    if lag > 0 and EARLIEST <= moment <= LATEST:
        _, done = laid_from(net, c, moment, lag)
        return done
    return add_on(net, c, moment, lag)


@kernel
def keep_fixed(net: Net, t: int) -> None:
    """Keep dates that people set."""
    facts, own = net.facts, net.tasks[t, FACTS]
    found = net.found
    found[t, START] = found[t, GO_ON] = facts[own, ACTUAL_START]
    found[t, FINISH], found[t, DRIVER], found[t, DRIVER_LINK] = facts[own, ACTUAL_FINISH], BY_HAND, -1


@kernel
def lay_planned(net: Net, t: int, start: int, finish: int, from_link: int, to_link: int) -> None:
    """Lay out a task that nobody has begun, by the bounds of its links."""
    facts, own = net.facts, net.tasks[t, FACTS]
    tasks, found, rules = net.tasks, net.found, net.rules
    driver, link = BY_LINK if from_link >= 0 else BY_START, from_link
    has_links = tasks[t, INTO] < tasks[t + 1, INTO]
    if rules[FLOOR_ALL] == 1 or not (has_links or has_date_of_its_own(net, t)):
        if rules[PLAN_START] > start:
            start, driver, link = rules[PLAN_START], BY_START, -1
        if rules[STATUS_DATE] > start:
            start, driver, link = rules[STATUS_DATE], BY_STATUS_DATE, -1

    # Constraints that ask for later dates
    for column in (CONSTRAINT, CONSTRAINT + 2):
        kind, date = facts[own, column], facts[own, column + 1]
        if (kind == START_FROM or kind == START_ON) and date > start:
            start, driver, link = date, BY_CONSTRAINT, -1
        if (kind == FINISH_FROM or kind == FINISH_ON) and date > finish:
            finish, to_link = date, -1
    if start == EARLIEST:
        start = rules[PLAN_START]

    # From the start on; where the finish has to be later, back from it
    start = start_reading(net, t, start)
    if facts[own, DELAY] != 0:
        start, driver, link = start_reading(net, t, start + facts[own, DELAY]), BY_DELAY, -1
    if facts[own, HOLD] > start:  # the moment itself: delays have passed by then
        start, driver, link = taken_up_from(net, t, facts[own, HOLD]), BY_MAX_LAG, -1
    done = finish_from(net, t, start, PART_MINUTES)
    if done < finish:
        done = finish_not_before(net, t, finish)
        start = max(start, start_reading(net, t, start_from(net, t, finish, PART_MINUTES)))
        driver, link = (BY_LINK, to_link) if to_link >= 0 else (BY_CONSTRAINT, -1)

    # Constraints that pull towards earlier dates or fix one
    pulls = rules[HONOUR_CONSTRAINTS] == 1
    for column in (CONSTRAINT, CONSTRAINT + 2):
        kind, date = facts[own, column], facts[own, column + 1]
        if kind < START_BY:
            continue
        if kind >= MANDATORY_START:
            date = max(date, rules[STATUS_DATE])  # what is left to do can't lie in the past
        if kind == MANDATORY_START or (pulls and (kind == START_BY or kind == START_ON) and date < start):
            start = start_reading(net, t, date)
            done = finish_from(net, t, start, PART_MINUTES)
            driver, link = BY_CONSTRAINT, -1
        elif kind == MANDATORY_FINISH or (pulls and (kind == FINISH_BY or kind == FINISH_ON) and date < done):
            start = start_reading(net, t, start_from(net, t, date, PART_MINUTES))
            done = finish_not_before(net, t, date)
            driver, link = BY_CONSTRAINT, -1
    if goes_by_expected_finish(net, t, start):
        done = facts[own, EXPECTED_FINISH]
    found[t, START] = found[t, GO_ON] = start
    found[t, FINISH], found[t, DRIVER], found[t, DRIVER_LINK] = done, driver, link


@kernel
def has_date_of_its_own(net: Net, t: int) -> bool:
    """Return whether a constraint gives a task a date to start from, so that the plan's start isn't needed."""
    facts, own = net.facts, net.tasks[t, FACTS]
    for column in (CONSTRAINT, CONSTRAINT + 2):
        kind = facts[own, column]
        if kind != NO_CONSTRAINT and kind != START_BY and kind != FINISH_BY:
            return True
    return False


@kernel
def goes_by_expected_finish(net: Net, t: int, start: int) -> bool:
    """Return whether the expected finish takes the place of the one computed: it is wanted, and can be kept."""
    facts, own = net.facts, net.tasks[t, FACTS]
    rules = net.rules
    date = facts[own, EXPECTED_FINISH]
    if date == MISSING or rules[USE_EXPECTED_FINISH] == 0 or facts[own, LATE_AS_POSSIBLE] == 1:
        return False
    return bool(date >= start and date >= rules[STATUS_DATE])


@kernel
def lay_started(net: Net, t: int, start: int, finish: int, from_link: int, to_link: int) -> None:
    """Lay out what is left of a task that has begun."""
    facts, own = net.facts, net.tasks[t, FACTS]
    found, rules = net.found, net.rules
    driver, link = BY_LINK, from_link
    if facts[own, RESUME] > start:
        start, driver, link = facts[own, RESUME], BY_PROGRESS, -1
    if rules[STATUS_DATE] > start:
        start, driver, link = rules[STATUS_DATE], BY_STATUS_DATE, -1
    if start == EARLIEST:
        start, driver = facts[own, ACTUAL_START], BY_PROGRESS
    start = start_reading(net, t, start)
    done = finish_from(net, t, start, PART_REMAINING)
    for column in (CONSTRAINT, CONSTRAINT + 2):
        kind, date = facts[own, column], facts[own, column + 1]
        if (kind == FINISH_FROM or kind == FINISH_ON) and date > finish:
            finish, to_link = date, -1
    if done < finish:
        done = finish_not_before(net, t, finish)
        start = max(start, start_reading(net, t, start_from(net, t, finish, PART_REMAINING)))
        driver, link = (BY_LINK, to_link) if to_link >= 0 else (BY_CONSTRAINT, -1)
    if goes_by_expected_finish(net, t, start):
        done, driver, link = facts[own, EXPECTED_FINISH], BY_EXPECTED, -1
    found[t, START] = start if rules[EARLY_OF_REMAINING] == 1 else facts[own, ACTUAL_START]
    found[t, FINISH], found[t, GO_ON] = done, start
    found[t, DRIVER], found[t, DRIVER_LINK] = driver, link


@kernel
def lay_finished(net: Net, t: int, asked: int, link: int) -> None:
    """Keep a finished task's dates; where logic passes through, remember what its predecessors ask."""
    facts, own = net.facts, net.tasks[t, FACTS]
    rules = net.rules
    found = net.found
    found[t, START] = facts[own, ACTUAL_START]
    found[t, FINISH] = found[t, GO_ON] = facts[own, ACTUAL_FINISH]
    if rules[PASS_THROUGH] == 1:
        passed = max(asked, max(rules[STATUS_DATE], rules[PLAN_START]))
        found[t, START] = found[t, FINISH] = found[t, GO_ON] = passed
    found[t, DRIVER], found[t, DRIVER_LINK] = BY_PROGRESS, link
