"""Cost against date: today, the options, and the line of those that no other beats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from fairlead.draw.chart import minutes
from fairlead.draw.histogram import Level
from fairlead.draw.scatter import Mark, Scatter
from fairlead.draw.shares import percent
from fairlead.draw.tables import Column, Table
from fairlead.feasibility.options.choosing import Options
from fairlead.feasibility.options.option import Option
from fairlead.plan.values import said_money
from fairlead.risk.scoring import Score
from fairlead.schedule.why.words import listed, said_date

if TYPE_CHECKING:
    from fairlead.draw.gantt_terminal import Line

_TODAY = "0"


def comparison(found: Options) -> Scatter | None:
    """Return the chart: the cost at P80 over the finish at P80, or at P50 where some have no P80; None with less than
    two points.
    """
    by = 0.8 if all(score.local(score.finish_p80) for score in _scores(found)) else 0.5
    today = _place(found.today, 0.0, by)
    marks = [Mark(today, _TODAY, f"today{_chance(found.today)}")] if today is not None else []
    for number, option in enumerate(found.chosen, 1):
        place = _place(option.score, option.extra, by)
        if place is not None:
            name = f"{option.name}{_chance(option.score)}{_given_up(option)}"
            marks.append(Mark(place, str(number), name, good=_is_efficient(option, found)))
    if len(marks) < 2 or not any(score.cost_p80 for score in _scores(found)):
        return None
    currency = found.plan.settings.currency or ""
    sure, fined = f"P{round(100 * by)}", any(option.extra for option in found.chosen)
    return Scatter(
        title="What each way costs, and when it is done",
        x_title=f"Finish at {sure}",
        y_title=f"Cost at {sure}"
        + (" with penalties" if fined else "")
        + (f" ({currency})" if currency else ""),
        x_kind="moment",
        y_kind="amount",
        points=(),
        y_limit=_budget(found),
        y_unit=currency,
        note=" ".join(
            filter(None, ("Filled: no other way is surer, cheaper and earlier.", _left_out(found, marks)))
        ),
        marks=tuple(marks),
    )


def comparison_lines(found: Options, width: int, *, colour: bool, plain: bool = False) -> list[str]:
    """Return the chart as lines for a terminal so many columns wide; none where there is nothing to compare."""
    from fairlead.draw.scatter_terminal import scatter_lines
    from fairlead.draw.styling import styled

    chart = comparison(found)
    if chart is None:
        return []
    lines: Sequence[Line] = list(scatter_lines(chart, width, plain=plain))
    return [styled(line, colour=colour) for line in lines]


def comparison_svg(found: Options, subtitle: str) -> str:
    """Return the chart as an SVG document."""
    from fairlead.draw.figure import figures_svg
    from fairlead.draw.scatter_svg import scatter_figure

    chart = comparison(found)
    return figures_svg(found.plan.title, subtitle, [scatter_figure(chart)] if chart is not None else [])


def comparison_html(found: Options, subtitle: str) -> str:
    """Return the chart as a page; its table says of each way what to do, what comes of it, and who is affected."""
    from fairlead.draw.figure import figures_html
    from fairlead.draw.scatter_svg import scatter_figure

    chart = comparison(found)
    figures = [replace(scatter_figure(chart), table=_in_full(found))] if chart is not None else []
    return figures_html(found.plan.title, subtitle, figures)


def _in_full(found: Options) -> Table:
    goals = {id: goal.title for id, goal in found.plan.goals.items() if id in found.today.goals}
    rows = [("Today", "", "", *_figures(found, found.today, goals), "", "")]
    for number, option in enumerate(found.chosen, 1):
        rows.append((
            f"{number} {option.name}", option.sentence, said_money(option.price, found.plan.settings.currency),
            *_figures(found, option.score, goals),
            " ".join(option.risks), listed([each.name for each in option.affected]) if option.affected else "",
        ))  # fmt: skip
    titles = (
        "Way", "What to do", "Price", "Finish P50", "Finish P80", "Cost P50", "Cost P80", *goals.values(), "Budget",
        "All", "Risk", "Affected",
    )  # fmt: skip
    return Table(tuple(Column(title) for title in titles), tuple(rows))


def _figures(found: Options, score: Score, goals: Mapping[str, str]) -> tuple[str, ...]:
    moments = (score.local(minute) for minute in (score.finish_p50, score.finish_p80))
    sums = (said_money(cost, found.plan.settings.currency) for cost in (score.cost_p50, score.cost_p80))
    chances = (*(score.goals.get(id) for id in goals), score.chance_of_budget, score.chance_of_all)
    return (
        *("never" if moment is None else said_date(moment) for moment in moments),
        *sums,
        *("" if chance is None else percent(chance) for chance in chances),
    )


def _scores(found: Options) -> list[Score]:
    return [found.today, *(option.score for option in found.chosen)]


def _place(score: Score, extra: float, by: float) -> tuple[float, float] | None:
    minute, cost = (score.finish_p80, score.cost_p80) if by == 0.8 else (score.finish_p50, score.cost_p50)
    moment = score.local(minute)
    return (float(minutes(_naive(moment))), cost + extra) if moment is not None else None


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _chance(score: Score) -> str:
    return "" if score.chance_of_all is None else f", {percent(score.chance_of_all)}"


def _given_up(option: Option) -> str:
    count = len(option.given_up)
    return f", {count} goal{'s' * (count > 1)} given up" if count else ""


def _left_out(found: Options, marks: Sequence[Mark]) -> str:
    """Return who has no place in the picture."""
    shown = {mark.sign for mark in marks}
    names = ["today"] * (_TODAY not in shown)
    names += [str(number) for number, _ in enumerate(found.chosen, 1) if str(number) not in shown]
    if not names:
        return ""
    return f"Not in the picture, because some work may find no time any more: {listed(names)}."


def _is_efficient(option: Option, found: Options) -> bool:
    own = option.measures
    others = [other.measures for other in found.chosen if other is not option]
    return not any(other != own and all(a <= b for a, b in zip(other, own, strict=True)) for other in others)


def _budget(found: Options) -> Level | None:
    budget = found.today.forecast.budget
    if budget is None:
        return None
    kept = (found.today.chance_of_budget or 0.0) >= 0.5
    return Level("Budget", float(budget), "kept" if kept else "missed")
