"""A later date: the first one that can be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.answer import Repair
from fairlead.feasibility.why_not.judgement import OF_MONEY, Judgement
from fairlead.feasibility.why_not.repairs.trying import Trial, smallest
from fairlead.feasibility.why_not.words import quoted, said_day, said_number
from fairlead.plan.changes import Change, Set
from fairlead.plan.values import Moment, Window, Windows
from fairlead.schedule.levelling.placed import PeopleSchedule

_A_DAY = timedelta(days=1)
_MOST_DAYS = 2_000
_PATIENCE = (2.0, 5.0)  # seconds for one day


def later(trial: Trial) -> Iterator[Repair]:
    """Yield for each date of the contradiction the first day to which it has to move, all else staying as it is."""
    for aim in trial.aims:
        if (repair := _first_day(trial, aim)) is not None:
            yield repair


def _first_day(trial: Trial, aim: Aim) -> Repair | None:
    days = list(_working_days(trial, aim.moment.date))

    def tried(number: int) -> Judgement:
        return trial.tried([_line(trial, aim, days[number])])

    if not days:
        return None
    found = smallest(_first(trial, aim, days), len(days) - 1, tried, _known(trial, aim, days, tried))
    return None if found is None else _moved(trial, aim, days, *found)


def sooner(trial: Trial, repairs: Sequence[Repair]) -> list[Repair]:
    """Return repairs in which each date moves less, as far as that is found between what is refuted and what fits.

    The days between are halved again and again, with more patience for each than when all kinds of cures were tried.
    """
    found = list(repairs)
    for aim in trial.aims:
        days = list(_working_days(trial, aim.moment.date))
        numbers: dict[tuple[str, ...], int] = {
            (_line(trial, aim, day),): number for number, day in enumerate(days)
        }
        known = next((each for each in found if each.kind == "later" and each.lines in numbers), None)
        if not days or (known.proven if known is not None else bool(found)):
            continue  # it is the first day, or there are other ways out
        high = numbers[known.lines] if known is not None else len(days)
        less = _halved(trial, aim, days, _first(trial, aim, days) - 1, high)
        if less is not None:
            found = [each for each in found if each is not known] + [less]
        elif known is not None and (proven := _is_refuted(trial, aim, days, high - 1)):
            found = [replace(each, proven=proven) if each is known else each for each in found]
    return found


def _halved(trial: Trial, aim: Aim, days: Sequence[date], low: int, high: int) -> Repair | None:
    """Return the move to a day before number `high`; `low` is refuted. None where nothing is found."""
    best: Judgement | None = None
    for seconds in _PATIENCE:
        worst = low
        while high - worst > 1 and not trial.clock.is_over():
            middle = (worst + high) // 2
            judgement = trial.tried([_line(trial, aim, days[middle])], min(seconds, trial.clock.left))
            if judgement.fits:
                best, high = judgement, middle
                continue
            worst = middle
            low = middle if judgement.cannot else low
    return None if best is None else _moved(trial, aim, days, high, best, low >= high - 1)


def _is_refuted(trial: Trial, aim: Aim, days: Sequence[date], number: int) -> bool:
    """Tell whether it has been proven that a day is too early."""
    if number < _first(trial, aim, list(days)):
        return True
    known = trial.asked.get((_line(trial, aim, days[number]),))
    return known is not None and known.cannot


def _moved(
    trial: Trial, aim: Aim, days: Sequence[date], number: int, judgement: Judgement, proven: bool
) -> Repair:
    late = trial.days_between(aim.moment.date, days[number])
    title, far = quoted(_title(trial, aim)), said_number(_rounded(late), "working day")
    said = f"{title} {far} later, by {said_day(days[number])}"
    line = _line(trial, aim, days[number])
    return Repair("later", (line,), said, None, late, proven, judgement.schedule)


def _known(
    trial: Trial, aim: Aim, days: Sequence[date], tried: Callable[[int], Judgement]
) -> tuple[int, Judgement] | None:
    """Return the number of a day that can be kept: by the schedule that there is, or by one for the last."""
    assert trial.best.schedule is not None
    number = _reached(trial.best.schedule, aim, days)
    if number is not None and (found := tried(number)).fits:
        return number, found
    last = len(days) - 1
    at_last = tried(last)
    if at_last.schedule is None:
        return None
    number = _reached(at_last.schedule, aim, days)
    if number is not None and (found := tried(number)).fits:
        return number, found
    return last, at_last


def _reached(schedule: PeopleSchedule, aim: Aim, days: Sequence[date]) -> int | None:
    """Return the number of the first of these days that a schedule keeps as a date; None for none of them."""
    axis = schedule.compiled.axis
    latest = axis.minute(aim.moment, end=True) + aim.late_by(schedule)
    return next((n for n, day in enumerate(days) if axis.minute(Moment(day), end=True) >= latest), None)


def _rounded(days: Decimal) -> Decimal:
    """Return days as people count them: whole ones, unless it is less than one."""
    return days.quantize(Decimal(1)) if days >= 1 else days


def _working_days(trial: Trial, after: date) -> Iterator[date]:
    """Yield the days with work after a day until everything is done in the schedule that there is."""
    assert trial.best.schedule is not None
    schedule = trial.best.schedule
    begin, end = (schedule.local(moment).date() for moment in (schedule.start, schedule.finish))
    lasts = [
        each.last
        for each in trial.best.limits
        if each.last is not None and trial.contradiction.proof == OF_MONEY
    ]
    end = max(
        [end, *(last + (end - begin) for last in lasts)]
    )  # what waits for money begins when it is released
    last = max(end, after) + 7 * _A_DAY
    day = after + _A_DAY
    for _ in range(_MOST_DAYS):
        if day > last:
            return
        if trial.minutes_between(day, day) > 0:
            yield day
        day += _A_DAY


def _first(trial: Trial, aim: Aim, days: list[date]) -> int:
    """Return the first day that the contradiction itself leaves open: no earlier one can do."""
    excess = trial.contradiction.excess
    if excess is None or len(trial.aims) > 1 or trial.contradiction.proof == OF_MONEY:
        return 0
    for number, day in enumerate(days):
        if trial.minutes_between(aim.moment.date + _A_DAY, day) >= excess:
            return number
    return len(days) - 1


def _line(trial: Trial, aim: Aim, day: date) -> str:
    return trial.line(_change(trial, aim, day))


def _change(trial: Trial, aim: Aim, day: date) -> Change:
    moved = Moment(day)
    if aim.kind == "plan":
        settings = trial.plan.settings
        field = "must_finish" if settings.must_finish == aim.moment else "finish"
        return Set("plan", "plan", field, str(moved))
    if aim.kind in ("goal", "deadline"):
        return Set("goal" if aim.kind == "goal" else "task", aim.id, "deadline", str(moved))
    field = "finish" if aim.kind == "finish_by" else "start"
    windows: Windows | None = getattr(trial.best.plan.tasks[aim.id], field)
    assert windows is not None
    said = [Window(each.kind, moved) if each.kind in ("by", "on") else each for each in windows.windows]
    return Set("task", aim.id, field, str(Windows(tuple(said))))


def _title(trial: Trial, aim: Aim) -> str:
    plan = trial.best.plan
    if aim.kind == "plan":
        return "the whole plan"
    return plan.goals[aim.id].title if aim.kind == "goal" else plan.tasks[aim.id].title
