"""What luck decides, as reasons: what comes too late to be done at all, and what varies most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fairlead.draw.shares import percent
from fairlead.feasibility.phrases import of_runs, quoted, said_days
from fairlead.feasibility.verdict import Reason
from fairlead.feasibility.why_not.words import said_day
from fairlead.plan.document import Plan
from fairlead.plan.values import Period
from fairlead.risk.forecast import Driver, Forecast, ranked_drivers

_LEAST_DAYS = 3


def what_finds_no_time(forecast: Forecast) -> Iterator[Reason]:
    """Yield what is most often the first to come too late for its hours and windows, so that it never gets done."""
    tasks = forecast.compiled.plan.tasks
    for id in [id for id in forecast.blocked if id in tasks][:1]:
        task = tasks[id]
        sentence = (
            f"In {percent(forecast.never)} of the runs some work comes too late for its hours and windows and is "
            f"never done, most often {quoted(task.title)}"
        )
        asked = [who.id for who in task.who] + [
            each.what for need in task.needs for each in need.alternatives
        ]
        yield Reason("windows", id, f"{sentence}{_last_time(forecast.compiled.plan, asked)}.")


def _last_time(plan: Plan, asked: Sequence[str]) -> str:
    """Return until when those are there whose days are listed, in words; nothing where none is."""
    ends: dict[date, str] = {}
    for id in asked:
        party = plan.suppliers.get(id) or plan.equipment.get(id) or plan.people.get(id)
        listed_days = party.available if party is not None else ()
        lasts = [each.last.date for each in listed_days if isinstance(each, Period) and each.last is not None]
        if party is not None and lasts and len(lasts) == len(listed_days):
            ends[max(lasts)] = party.title
    if not ends:
        return ""
    first = min(ends)
    return f": {ends[first]} is there until {said_day(first)} and not after"


def what_moves_the_finish(forecast: Forecast) -> Iterator[Reason]:
    """Yield what luck moves most, where that is much: an estimate or a risk."""
    ranked = ranked_drivers(forecast.drivers, "finish")
    for driver in [each for each in ranked if abs(each.days) >= _LEAST_DAYS][:1]:
        weeks = abs(driver.days) / 7
        size = f"{weeks:.0f} weeks" if weeks >= 2 else said_days(round(abs(driver.days)))
        how = f"by {size}" if _strikes(driver, forecast) else f"{size} between good and bad luck"
        sentence = f"Of all that is uncertain, {named(driver, forecast)} moves the finish most: {how}."
        yield Reason("driver", driver.id.partition("#")[0], sentence)


def _strikes(driver: Driver, forecast: Forecast) -> bool:
    return driver.kind in ("risk", "happens") and driver.id in forecast.struck


def named(driver: Driver, forecast: Forecast) -> str:
    """Return what varies: a risk in quotation marks, since its name is a sentence of its own."""
    if not _strikes(driver, forecast):
        return quoted(driver.title)
    share = of_runs(forecast.struck[driver.id])
    risk = driver.id.partition("#")[0] in forecast.plan.risks
    return f"the risk “{driver.title}” ({share})" if risk else f"{quoted(driver.title)} ({share})"
