"""Kernels: what one link asks of its successor's early dates and of its predecessor's late dates."""

from __future__ import annotations

from fairlead.schedule.codes import (
    FF,
    FINISHED,
    FIXED,
    FS,
    GATE_FIRST,
    MISSING,
    PLANNED,
    PROGRESS_OVERRIDE,
    REMAINING_STAYS,
    SF,
    SS,
    STARTED,
)
from fairlead.schedule.critical_path.tables import (
    ACTUAL_FINISH,
    ACTUAL_MINUTES,
    ACTUAL_START,
    AFTER,
    BEFORE,
    DRIVER_LINK,
    FINISH,
    GO_ON,
    KIND,
    LAG,
    LAG_CALENDAR,
    LATE_FINISH,
    LATE_GO_ON,
    PASS_THROUGH,
    PROGRESS,
    SHAPE,
    SPLIT_IN_PROGRESS,
    START,
    STATE,
    STATUS_DATE,
    Net,
)
from fairlead.schedule.critical_path.working import add_on, between_on, fact, subtract_on
from fairlead.schedule.jit import kernel


@kernel
def link_counts(net: Net, row: int) -> bool:
    """Return whether a link still asks anything of its successor's unfinished work.

    Progress override: who has begun isn't held by the start any more, but the finish still waits for FF and SF links
    (Primavera P6's own files say so).
    """
    tasks, links, rules = net.tasks, net.links, net.rules
    state, kind, progress = tasks[links[row, AFTER], STATE], links[row, KIND], rules[PROGRESS]
    if state == PLANNED or state == FIXED:
        return True
    if state == FINISHED:
        return bool(rules[PASS_THROUGH] == 1 and progress != PROGRESS_OVERRIDE)
    if progress == PROGRESS_OVERRIDE:
        return bool(kind == FF or kind == SF)
    if progress == REMAINING_STAYS:
        return bool(rules[SPLIT_IN_PROGRESS] == 1 and kind == FS)
    return True


@kernel
def early_bound(net: Net, row: int) -> int:
    """Return the moment before which a link's successor can't start (FS, SS) or finish (FF, SF)."""
    tasks, links, found, rules = net.tasks, net.links, net.found, net.rules
    before, kind = links[row, BEFORE], links[row, KIND]
    lag, c = links[row, LAG], links[row, LAG_CALENDAR]
    state = tasks[before, STATE]
    from_finish = kind == FS or kind == FF
    if state == PLANNED or state == FIXED:
        return add_on(net, c, found[before, FINISH if from_finish else START], lag)
    if rules[PASS_THROUGH] == 0:
        return add_on(net, c, found[before, FINISH] if from_finish else fact(net, before, ACTUAL_START), lag)
    if state == STARTED:
        return add_on(net, c, found[before, FINISH if from_finish else GO_ON], lag_ahead(net, row))
    if kind == FF:
        return add_on(net, c, fact(net, before, ACTUAL_FINISH), lag)
    if kind == SF:
        return add_on(net, c, fact(net, before, ACTUAL_START), lag)
    if kind == SS:
        return max(add_on(net, c, fact(net, before, ACTUAL_START), lag), found[before, GO_ON])
    return add_on(net, c, found[before, GO_ON], lag_ahead(net, row))


@kernel
def late_bound(net: Net, row: int) -> int:
    """Return the moment after which a link's predecessor can't finish (FS, FF) or start (SS, SF)."""
    tasks, links, found, rules = net.tasks, net.links, net.found, net.rules
    after, kind = links[row, AFTER], links[row, KIND]
    moment = found[after, LATE_GO_ON if kind == FS or kind == SS else LATE_FINISH]
    stays = rules[PROGRESS] == REMAINING_STAYS and tasks[after, STATE] == STARTED and kind == FS
    if stays and tasks[links[row, BEFORE], STATE] != STARTED:
        # Seen in Microsoft Project's files: who has begun can finish until the successor's work goes on, who hasn't
        # can finish until it began.
        moment = fact(net, after, ACTUAL_START)
    return subtract_on(net, links[row, LAG_CALENDAR], moment, lag_ahead(net, row))


@kernel
def lag_ahead(net: Net, row: int) -> int:
    """Return what is left of a link's lag: predecessors under way and finished ones use it up as time passes.

    Only where finished tasks pass logic on, as in Primavera P6; elsewhere lags count from the actual dates.
    """
    tasks, links, rules = net.tasks, net.links, net.rules
    before, kind, lag = links[row, BEFORE], links[row, KIND], links[row, LAG]
    if rules[PASS_THROUGH] == 0:
        return lag
    state = tasks[before, STATE]
    if state == STARTED and (kind == SS or kind == SF):
        return max(0, lag - fact(net, before, ACTUAL_MINUTES))
    if state == FINISHED and kind == FS:
        finished, today = fact(net, before, ACTUAL_FINISH), rules[STATUS_DATE]
        if lag <= 0 or today == MISSING or finished > today:
            return max(lag, 0)
        return max(0, lag - between_on(net, links[row, LAG_CALENDAR], finished, today))
    return lag


@kernel
def binds_predecessor(net: Net, row: int) -> bool:
    """Return whether a link limits the late dates of its predecessor."""
    tasks, links, found, rules = net.tasks, net.links, net.found, net.rules
    after, kind = links[row, AFTER], links[row, KIND]
    if tasks[after, SHAPE] == GATE_FIRST:
        return bool(found[after, DRIVER_LINK] == row)
    stays = rules[PROGRESS] == REMAINING_STAYS and tasks[after, STATE] == STARTED
    if not stays and not link_counts(net, row):
        return False
    if rules[PASS_THROUGH] == 0 and tasks[links[row, BEFORE], STATE] != PLANNED:
        return bool(kind == FS or kind == FF)
    return True
