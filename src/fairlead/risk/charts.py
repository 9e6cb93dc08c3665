"""A forecast as pictures: finish, cost, both together, what drives them, how often each task is critical."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from fairlead.draw.chart import ColumnKey, GanttChart, is_midnight, minutes, moment_at
from fairlead.draw.histogram import Histogram, Level
from fairlead.draw.scatter import Quadrant, Scatter
from fairlead.draw.shares import percent
from fairlead.draw.tornado import Swing, Tornado
from fairlead.draw.units import UNITS
from fairlead.risk.forecast import NEVER, SHOWN, Driver, Forecast, percentile, ranked_drivers

if TYPE_CHECKING:
    from fairlead.draw.figure import Figure
    from fairlead.draw.gantt_terminal import Line
    from fairlead.risk.tables import Floats, Ints
    from fairlead.schedule.levelling.placed import PeopleSchedule
    from fairlead.schedule.schedule import Schedule

By = Literal["finish", "cost"]

KINDS = {
    "estimate": "how long it takes",
    "risk": "whether it strikes",
    "delay": "how long it delays",
    "away": "how long somebody is away",
    "costs": "what it costs",
    "cost": "what it costs",
    "price": "its price",
    "action": "what it costs",
    "exchange": "exchange rate",
    "rate": "what an hour costs",
    "escalation": "how prices rise",
    "branch": "whether it is needed",
    "decision": "which option is taken",
    "retry": "how often it fails",
    "either": "which of them strikes",
}
"""What of a driver is uncertain, by its kind."""

_MOST_BINS = 70
_MOST_POINTS = 1500
_MOST_DRIVERS = 10
_MOST_DEADLINES = 6
_CURVE = 200
_SURE = 0.8
"""The confidence of a plan that names none."""


# ---------------------------------------------------------------- drawn


def forecast_lines(forecast: Forecast, width: int, *, plain: bool = False) -> Iterator[Line]:
    """Yield the pictures for a terminal so many columns wide, line by line; `plain` keeps to ASCII signs."""
    from fairlead.draw.gantt_terminal import Piece
    from fairlead.draw.histogram_terminal import histogram_lines
    from fairlead.draw.scatter_terminal import scatter_lines
    from fairlead.draw.tornado_terminal import tornado_lines

    drawn = [histogram_lines(each, width, plain=plain) for each in histograms(forecast)]
    drawn += [scatter_lines(each, width, plain=plain) for each in scatters(forecast)]
    drawn += [tornado_lines(each, width, plain=plain) for each in tornados(forecast)]
    for number, lines in enumerate(drawn):
        if number:
            yield (Piece(""),)
        yield from lines


def forecast_terminal(
    forecast: Forecast, width: int, *, colour: bool = True, plain: bool = False
) -> list[str]:
    """Return the pictures as lines for a terminal so many columns wide.

    With `colour` they hold the terminal's escape sequences; `plain` keeps to ASCII signs, for pipes.
    """
    from fairlead.draw.styling import styled

    return [styled(line, colour=colour) for line in forecast_lines(forecast, width, plain=plain)]


def forecast_svg(forecast: Forecast) -> str:
    """Return histograms, tornados and scatter below one another as an SVG document."""
    from fairlead.draw.figure import figures_svg

    return figures_svg(forecast.plan.title, basis_of(forecast), figures(forecast))


def forecast_html(
    forecast: Forecast, *, schedule: Schedule | None = None, people: PeopleSchedule | None = None
) -> str:
    """Return all pictures as one HTML page, the Gantt chart with the criticality of each task among them.

    Bars stand as `criticality_gantt` says.
    """
    from fairlead.draw.figure import figures_html
    from fairlead.draw.gantt_svg import gantt_figure

    gantt = gantt_figure(criticality_gantt(forecast, schedule=schedule, people=people))
    return figures_html(forecast.plan.title, basis_of(forecast), [*figures(forecast), gantt])


def figures(forecast: Forecast) -> list[Figure]:
    """Return the drawings in the order in which they are shown."""
    from fairlead.draw.histogram_svg import histogram_figure
    from fairlead.draw.scatter_svg import scatter_figure
    from fairlead.draw.tornado_svg import tornado_figure

    return [
        *map(histogram_figure, histograms(forecast)),
        *map(scatter_figure, scatters(forecast)),
        *map(tornado_figure, tornados(forecast)),
    ]


def criticality_gantt(
    forecast: Forecast,
    *,
    schedule: Schedule | None = None,
    people: PeopleSchedule | None = None,
    columns: Sequence[ColumnKey] = ("start", "finish"),
    depth: int | None = None,
) -> GanttChart:
    """Return the plan's Gantt chart with a column that says in how many iterations each task was critical.

    Bars stand at the dates of `people` (what is agreed), else of `schedule`; without either they are levelled where the
    forecast respects people. A summary shows the greatest share of what is below it.
    """
    from fairlead.schedule.charts import gantt_chart

    if schedule is None:
        schedule, people = _dates_of(forecast)
    chart = gantt_chart(schedule.plan, schedule, columns=columns, depth=depth, people=people)
    shares = _shares(forecast)
    rows = tuple(replace(row, share=shares.get(row.id)) for row in chart.rows)
    return replace(chart, title="How often each task is critical", rows=rows)


def _dates_of(forecast: Forecast) -> tuple[Schedule, PeopleSchedule | None]:
    from fairlead.schedule.levelling.levelled import levelled
    from fairlead.schedule.schedule import schedule

    begin = forecast.local(forecast.compiled.ground.plan_start).date()
    found = schedule(forecast.plan, default_start=begin)
    people = None if forecast.basis == "logic" else levelled(forecast.plan, begin, schedule=found)
    return found, people


def _shares(forecast: Forecast) -> dict[str, float]:
    """Return the criticality of tasks, and of summaries the greatest below them."""
    outline = forecast.compiled.plan.outline
    found = dict(forecast.criticality)
    for id in reversed(outline.order):
        below = [found[child] for child in outline.children.get(id, ()) if child in found]
        if below:
            found[id] = max(below)
    return found


def basis_of(forecast: Forecast) -> str:
    """Return on what the odds rest, in a line."""
    basis = {
        "agreed": "with your people, as agreed",
        "levelled": "with your people, levelled",
        "logic": "by logic alone, as if everybody were free",
    }[forecast.basis]
    stopped = f" of {forecast.wanted:,}" if forecast.interrupted else ""
    times = "iteration" if forecast.wanted == 1 else "iterations"
    return f"{forecast.iterations:,}{stopped} {times} (seed {forecast.seed}), {basis}"


# ---------------------------------------------------------------- distributions


def histograms(forecast: Forecast) -> list[Histogram]:
    """Return the distribution of the finish, where there is one, and of the cost, where anything costs."""
    found = [finish_histogram(forecast)] if len(_finite(forecast)) else []
    return [*found, cost_histogram(forecast)] if _costs_anything(forecast) else found


def finish_histogram(forecast: Forecast) -> Histogram:
    """Return the distribution of the finish: bins of whole days, weeks or months, with goals' deadlines."""
    rising, axis = _finite(forecast), forecast.compiled.axis
    turns = _turns(forecast.local(int(rising[0]) - 1), forecast.local(int(rising[-1])))
    at = [axis_minute(forecast, turn) for turn in turns]
    # Work that ends at midnight ends on the day before: a bin holds its end, not its beginning.
    counts = np.diff(np.searchsorted(rising, at, side="right"))
    shown = len(rising) / forecast.iterations
    undated = [f"P{round(100 * p)}" for p in SHOWN if percentile(forecast.finishes, p) >= NEVER]
    never = f"In {percent(forecast.never)} of all cases some work never finds time"
    note = f"{never}{': no date for ' * bool(undated)}{', '.join(undated)}." if forecast.never else ""
    zone = f" Times of {axis.zone}." if axis.zone and turns[-1] - turns[0] < timedelta(days=3) else ""
    return Histogram(
        title="When it is finished",
        kind="moment",
        edges=tuple(minutes(turn) for turn in turns),
        counts=tuple(counts.tolist()),
        curve=tuple((_wall(forecast, value), share * shown) for value, share in _curve(rising)),
        levels=tuple(_finish_levels(forecast, by_day=turns[1] - turns[0] >= timedelta(days=1))),
        note=note + zone,
        total=forecast.iterations,
    )


def cost_histogram(forecast: Forecast) -> Histogram:
    """Return the distribution of the cost, with the budget."""
    edges = _round_edges(float(forecast.costs[0]), float(forecast.costs[-1]))
    counts, _ = np.histogram(forecast.costs, edges)
    return Histogram(
        title="What it costs",
        kind="amount",
        edges=tuple(edges),
        counts=tuple(counts.tolist()),
        curve=tuple((float(value), share) for value, share in _curve(forecast.costs)),
        levels=tuple(_cost_levels(forecast)),
        unit=forecast.plan.settings.currency or "",
    )


def _finite(forecast: Forecast) -> Ints:
    return forecast.finishes[forecast.finishes < NEVER]


def _costs_anything(forecast: Forecast) -> bool:
    return bool(forecast.iterations) and float(forecast.costs[-1]) > 0


def _wall(forecast: Forecast, minute: float) -> float:
    """Return a moment of the axis in minutes of the wall clock; an end at midnight counts to the day before."""
    moment = forecast.local(minute)
    return minutes(moment - timedelta(minutes=1) if is_midnight(moment) else moment)


def axis_minute(forecast: Forecast, wall: datetime) -> int:
    """Return the minute of the axis of a moment of the plan's own clock."""
    from fairlead.schedule.calendars.zones import to_utc

    shown, zone = np.array([round(minutes(wall))]), forecast.compiled.axis.zone
    return int(to_utc(shown, zone)[0]) if zone else int(shown[0])


def _turns(first: datetime, last: datetime) -> list[datetime]:
    """Return the turns of the finest unit that needs no more bins than can be seen."""
    span = (last - first) / timedelta(minutes=1)
    units = [UNITS[name] for name in ("hour", "day", "week", "month", "quarter", "year", "decade", "century")]
    unit = next((unit for unit in units if span / unit.minutes <= _MOST_BINS), units[-1])
    turns = [unit.floor(first)]
    while turns[-1] < last:
        turns.append(unit.following(turns[-1]))
    return turns


def _round_edges(first: float, last: float) -> list[float]:
    """Return the edges of about thirty bins or more, at round amounts."""
    if last - first < 1e-6 * max(abs(last), 1.0):
        half = max(abs(last) * 0.005, 0.5)
        return [first - half, last + half]
    least = (last - first) / (_MOST_BINS - 2)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    begin = math.floor(first / step)
    count = math.floor(last / step) - begin + 1
    return [(begin + number) * step for number in range(count + 1)]


def _curve(rising: Ints | Floats) -> Iterator[tuple[float, float]]:
    yield float(rising[0]), 0.0
    for number in range(_CURVE + 1):
        share = number / _CURVE
        yield float(percentile(rising, share)), share


def _finish_levels(forecast: Forecast, *, by_day: bool) -> Iterator[Level]:
    known = [(p, percentile(forecast.finishes, p)) for p in SHOWN]
    # Where bins are days, what ends on the same day is one line, not two on top of each other.
    named = [(p, _wall(forecast, value)) for p, value in known if value < NEVER]
    yield from _merged(named, lambda wall: moment_at(wall).date() if by_day else wall)
    if forecast.planned_finish < NEVER:
        share = float(np.mean(forecast.finish <= forecast.planned_finish))
        planned = _wall(forecast, forecast.planned_finish)
        yield Level("Planned", planned, "planned", f"({percent(share)} by then)")
    for id in list(_goals_with_deadlines(forecast))[:_MOST_DEADLINES]:
        chance = forecast.chance_of(id) or 0.0
        name = forecast.plan.goals[id].name or id
        kind: Literal["kept", "missed"] = "kept" if chance >= confidence_of(forecast) else "missed"
        deadline = _wall(forecast, forecast.deadlines[id])
        yield Level(f"Deadline {name}", deadline, kind, f"({percent(chance)} in time)")


def _cost_levels(forecast: Forecast) -> Iterator[Level]:
    yield from _merged([(p, forecast.cost_at(p)) for p in SHOWN], round)
    share = float(np.mean(forecast.cost <= forecast.planned_cost))
    yield Level("Planned", forecast.planned_cost, "planned", f"({percent(share)} within)")
    if (budget := _budget(forecast)) is not None:
        yield budget


def _budget(forecast: Forecast) -> Level | None:
    if forecast.budget is None:
        return None
    chance = forecast.chance_of_budget or 0.0
    kind: Literal["kept", "missed"] = "kept" if chance >= confidence_of(forecast) else "missed"
    return Level("Budget", float(forecast.budget), kind, f"({percent(chance)} within)")


def _merged(known: list[tuple[float, float]], same: Callable[[float], object]) -> Iterator[Level]:
    """Yield percentiles, those that can't be told apart as one."""
    values: dict[object, list[tuple[float, float]]] = {}
    for p, value in known:
        values.setdefault(same(value), []).append((p, value))
    for each in values.values():
        names = [f"P{round(100 * p)}" for p, _ in each]
        yield Level(names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}", each[-1][1])


def _goals_with_deadlines(forecast: Forecast) -> Iterator[str]:
    return (id for id in forecast.plan.goals if id in forecast.deadlines)


def confidence_of(forecast: Forecast) -> float:
    """Return the confidence that the plan asks for, from 0 to 1; 80% where it names none."""
    wanted = forecast.plan.settings.confidence
    return float(wanted.fraction) if wanted is not None else _SURE


# ---------------------------------------------------------------- both together


def scatters(forecast: Forecast) -> list[Scatter]:
    """Return finish and cost together, where both are uncertain things to speak of."""
    both = len(_finite(forecast)) and _costs_anything(forecast)
    return [finish_and_cost(forecast)] if both else []


def finish_and_cost(forecast: Forecast) -> Scatter:
    """Return iterations as points, and the frontier at the plan's confidence; the latest deadline is the one drawn."""
    confidence = confidence_of(forecast)
    ends = np.flatnonzero(forecast.finish < NEVER)
    shown = ends[np.unique(np.linspace(0, len(ends) - 1, min(_MOST_POINTS, len(ends))).astype(int))]
    frontier = [(x, y) for x, y in forecast.frontier(confidence) if x < NEVER]
    deadline, note = _last_deadline(forecast)
    if not frontier:
        note += f" No finish and cost are both kept in {confidence:.0%} of all cases."
    sampled = (
        f"{len(shown):,} of {forecast.iterations:,} iterations are drawn." if len(shown) < len(ends) else ""
    )
    return Scatter(
        title="Finish and cost together",
        x_title="Finish",
        y_title=f"Cost ({forecast.plan.settings.currency})" if forecast.plan.settings.currency else "Cost",
        x_kind="moment",
        y_kind="amount",
        points=tuple((_wall(forecast, int(forecast.finish[k])), float(forecast.cost[k])) for k in shown),
        frontier=tuple((_wall(forecast, x), y) for x, y in frontier),
        frontier_name=f"{confidence:.0%} keep both" if frontier else "",
        x_limit=deadline,
        y_limit=_budget(forecast),
        quadrants=tuple(_quadrants(forecast)),
        y_unit=forecast.plan.settings.currency or "",
        note=" ".join(filter(None, (sampled, note.strip()))),
    )


def _last_deadline(forecast: Forecast) -> tuple[Level | None, str]:
    """Return the latest of the goals' deadlines, and what has to be said about it.

    What is drawn is the whole plan's finish. A goal may need less than all of it, and then has better odds of its own.
    """
    known = list(_goals_with_deadlines(forecast))
    if not known:
        return None, ""
    id = max(known, key=lambda each: forecast.deadlines[each])
    share = float(np.mean(forecast.finish <= forecast.deadlines[id]))
    kind: Literal["kept", "missed"] = "kept" if share >= confidence_of(forecast) else "missed"
    said = f"({percent(share)} finished by then)"
    level = Level("Deadline", _wall(forecast, forecast.deadlines[id]), kind, said)
    name, own = forecast.plan.goals[id].name or id, forecast.chance_of(id) or 0.0
    alone = f"; by itself it is in time in {percent(own)} of all cases" if abs(own - share) >= 0.01 else ""
    note = f"The deadline is that of {name}{', which is the last one' if len(known) > 1 else ''}{alone}."
    return level, note if alone or len(known) > 1 else ""


def _quadrants(forecast: Forecast) -> Iterator[Quadrant]:
    known = [forecast.deadlines[id] for id in _goals_with_deadlines(forecast)]
    in_time = forecast.finish <= max(known) if known else None
    within = forecast.cost <= float(forecast.budget) if forecast.budget is not None else None
    if in_time is None and within is None:
        return
    for x in (True, False) if in_time is not None else (None,):
        for y in (False, True) if within is not None else (None,):
            there = np.ones(forecast.iterations, bool)
            if in_time is not None:
                there &= in_time == x
            if within is not None:
                there &= within == y
            yield Quadrant(
                float(np.mean(there)), x, y, _corner(x, y, "later or never" if forecast.never else "later")
            )


def _corner(in_time: bool | None, within: bool | None, late: str) -> str:
    finished = "" if in_time is None else "by the deadline" if in_time else late
    paid = "" if within is None else "within the budget" if within else "over the budget"
    return ", ".join(filter(None, (finished, paid)))


# ---------------------------------------------------------------- drivers


def tornados(forecast: Forecast) -> list[Tornado]:
    """Return what drives the finish and what drives the cost, where anything does."""
    made = (tornado(forecast, "finish"), tornado(forecast, "cost"))
    return [each for each in made if each.swings]


def tornado(forecast: Forecast, by: By) -> Tornado:
    """Return what moves the finish or the cost most: from its lowest tenth to its highest."""
    swings = [_swing(forecast, each, by) for each in _drivers(forecast, by)]
    if by == "finish":
        mean = _wall(forecast, forecast.mean_finish) if forecast.mean_finish < NEVER else 0.0
        note = "Differences in working days." if swings else ""
        return Tornado("What drives the finish", "moment", mean, tuple(swings), note=note)
    # Drivers compare iterations that finish: the mean is of the same.
    ends = forecast.finish < NEVER
    mean, unit = (
        float(np.mean(forecast.cost[ends] if ends.any() else forecast.cost)),
        forecast.plan.settings.currency,
    )
    return Tornado("What drives the cost", "amount", mean, tuple(swings), unit or "")


def _drivers(forecast: Forecast, by: By) -> list[Driver]:
    """Return the drivers worth a bar."""
    units, money = forecast.compiled.units, max(float(np.mean(forecast.cost)), 1.0)

    def worth(driver: Driver) -> bool:
        if by == "finish":
            return (
                max(driver.finish) < NEVER
                and abs(_working_days(forecast, driver)) * units.day >= 0.05 * units.day
            )
        return abs(driver.money) > 0.001 * money

    return [each for each in ranked_drivers(forecast.drivers, by) if worth(each)][:_MOST_DRIVERS]


def _working_days(forecast: Forecast, driver: Driver) -> float:
    """Return about how many working days it moves the finish: the clock's time as if spread evenly over the week."""
    units = forecast.compiled.units
    return driver.days * units.week / (7 * units.day)


def _swing(forecast: Forecast, driver: Driver, by: By) -> Swing:
    detail = KINDS.get(driver.kind, driver.kind)
    if by == "finish":
        low, high = (_wall(forecast, end) for end in driver.finish)
        days = _working_days(forecast, driver)
        return Swing(driver.title, low, high, f"{'+' if days > 0 else '−'}{round(abs(days), 1):g}d", detail)
    money = driver.money
    return Swing(driver.title, *driver.cost, f"{'+' if money > 0 else '−'}{abs(money):,.0f}", detail)
