"""A forecast as pictures: rows whose numbers can be counted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from fairlead.draw.chart import minutes, moment_at
from fairlead.draw.figure import Figure
from fairlead.draw.histogram import Histogram, Level
from fairlead.draw.text import cells
from fairlead.risk.charts import (
    cost_histogram,
    criticality_gantt,
    figures,
    finish_and_cost,
    finish_histogram,
    forecast_html,
    forecast_svg,
    forecast_terminal,
    histograms,
    scatters,
    tornado,
    tornados,
)
from fairlead.risk.forecast import NEVER, Driver, Forecast
from fairlead.schedule.compiling import compile_plan
from tests.plans import a_plan

PLAN = """
    name: Robot
    start: 2027-01-04
    currency: EUR
    budget: {total: 250}
    confidence: 75%
    goals:
      - {id: out, name: Shipped, done_when: [ship], deadline: 2027-01-07}
    tasks:
      - id: build
        name: Build
        tasks:
          - {id: weld, name: Weld, estimate: 1d..2d..3d}
          - {id: paint, name: Paint, estimate: 1d, after: [weld]}
      - {id: ship, name: Ship, estimate: 0d, after: [paint]}
"""


def january(day: int, hour: int = 17) -> datetime:
    return datetime(2027, 1, day, hour)


def a_forecast(text: str = PLAN, **more: Any) -> Forecast:
    """Four iterations, finished on the evening of 5, 6, 7 and 8 January for 100, 200, 300 and 200 EUR."""
    plan = a_plan(text)
    compiled = compile_plan(plan)
    finish = np.array([compiled_minute(compiled, january(day)) for day in (5, 6, 7, 8)])
    values: dict[str, Any] = {
        "plan": plan,
        "compiled": compiled,
        "basis": "logic",
        "seed": 1,
        "wanted": 4,
        "finish": finish,
        "cost": np.array([100.0, 200.0, 300.0, 200.0]),
        "ends": {"out": finish},
        "criticality": {"weld": 0.75, "paint": 1.0, "ship": 0.0},
        "drivers": (
            Driver("estimate", "weld", "Weld", (float(finish[0]), float(finish[3])), (100.0, 250.0)),
            Driver("risk", "rain", "Rain", (float(finish[1]), float(finish[2])), (200.0, 200.1)),
        ),
        "struck": {},
        "planned_finish": int(finish[1]),
        "planned_cost": 200.0,
    }
    return Forecast(**{**values, **more})


def compiled_minute(compiled: Any, moment: datetime) -> int:
    from fairlead.plan.values import Moment

    return int(compiled.axis.minute(Moment.parse(moment.isoformat(timespec="minutes"))))


def level(histogram: Histogram, name: str) -> Level:
    return next(each for each in histogram.levels if each.name == name)


def test_the_finish_is_counted_by_days_where_they_are_few() -> None:
    histogram = finish_histogram(a_forecast())
    assert [moment_at(edge).day for edge in histogram.edges] == [5, 6, 7, 8, 9]
    assert histogram.counts == (1, 1, 1, 1)
    assert histogram.curve[-1] == (minutes(january(8)), 1.0)


def test_what_ends_at_midnight_ends_on_the_day_before() -> None:
    forecast = a_forecast()
    midnight = np.array([compiled_minute(forecast.compiled, january(7, 0))])
    histogram = finish_histogram(replace(forecast, finish=midnight))
    assert [moment_at(edge).day for edge in histogram.edges] == [6, 7]
    assert histogram.counts == (1,)


def test_percentiles_of_one_day_are_one_mark() -> None:
    names = [each.name for each in finish_histogram(a_forecast()).levels]
    # P10 is the first of four, P50 the second, P80 and P90 the last.
    assert names == ["P10", "P50", "P80 to P90", "Planned", "Deadline Shipped"]


def test_percentiles_of_one_day_are_told_apart_where_bins_are_hours() -> None:
    forecast = a_forecast()
    hours = np.array([compiled_minute(forecast.compiled, january(5, hour)) for hour in (9, 10, 11, 12)])
    names = [each.name for each in finish_histogram(replace(forecast, finish=hours)).levels]
    assert names[:3] == ["P10", "P50", "P80 to P90"]


def test_a_deadline_is_marked_with_its_chance_and_is_kept_where_the_plan_wants_no_more() -> None:
    deadline = level(finish_histogram(a_forecast()), "Deadline Shipped")
    # Three of four are finished on the 7th, which ends at midnight but is still called the 7th.
    assert (deadline.kind, deadline.note) == ("kept", "(75% in time)")
    assert moment_at(deadline.value) == datetime(2027, 1, 7, 23, 59)
    surer = a_forecast(PLAN.replace("75%", "80%"))
    assert level(finish_histogram(surer), "Deadline Shipped").kind == "missed"


def test_the_budget_is_marked_on_the_cost() -> None:
    histogram = cost_histogram(a_forecast())
    assert sum(histogram.counts) == 4
    assert level(histogram, "Budget") == Level("Budget", 250.0, "kept", "(75% within)")
    assert level(histogram, "Planned").note == "(75% within)"


def test_all_costs_alike_are_one_bin() -> None:
    histogram = cost_histogram(replace(a_forecast(), cost=np.full(4, 200.0)))
    assert histogram.counts == (4,)
    assert histogram.edges[0] < 200 < histogram.edges[1]


def test_a_plan_without_money_has_only_the_finish() -> None:
    forecast = replace(a_forecast(), cost=np.zeros(4))
    assert [each.title for each in histograms(forecast)] == ["When it is finished"]
    assert scatters(forecast) == []


def test_what_never_ends_is_in_no_bin_but_in_the_odds() -> None:
    forecast = a_forecast()
    finish = forecast.finish.copy()
    finish[3] = NEVER
    histogram = finish_histogram(replace(forecast, finish=finish))
    assert (sum(histogram.counts), histogram.total, histogram.curve[-1][1]) == (3, 4, 0.75)
    assert histogram.note == "In 25% of all cases some work never finds time: no date for P80, P90."


def test_when_nothing_ever_ends_there_is_no_finish_to_draw() -> None:
    forecast = replace(a_forecast(), finish=np.full(4, NEVER), planned_finish=NEVER, drivers=())
    assert [each.title for each in figures(forecast)] == ["What it costs"]


def test_quadrants_share_out_all_iterations() -> None:
    shares = {each.name: each.share for each in finish_and_cost(a_forecast()).quadrants}
    assert shares == {
        "by the deadline, within the budget": 0.5,
        "by the deadline, over the budget": 0.25,
        "later, within the budget": 0.25,
        "later, over the budget": 0.0,
    }


def test_quadrants_are_halves_where_only_one_is_promised() -> None:
    forecast = a_forecast(PLAN.replace("    budget: {total: 250}\n", ""))
    assert {each.name: each.share for each in finish_and_cost(forecast).quadrants} == {
        "by the deadline": 0.75,
        "later": 0.25,
    }


def test_a_goal_that_needs_less_than_all_has_its_own_odds() -> None:
    forecast = a_forecast()
    assert finish_and_cost(forecast).note == ""
    earlier = replace(forecast, ends={"out": forecast.finish - 1440})
    assert finish_and_cost(earlier).note == (
        "The deadline is that of Shipped; by itself it is in time in 100% of all cases."
    )


def test_the_frontier_is_at_the_confidence_the_plan_wants() -> None:
    scatter = finish_and_cost(a_forecast())
    assert scatter.frontier_name == "75% keep both"
    # Three of four by the 7th need 300 EUR; three of four by the 8th need 200.
    assert scatter.frontier == ((minutes(january(7)), 300.0), (minutes(january(8)), 200.0))


def test_drivers_are_ranked_and_those_that_move_nothing_left_out() -> None:
    forecast = a_forecast()
    assert [(each.name, each.said) for each in tornado(forecast, "cost").swings] == [("Weld", "+150")]
    finish = tornado(forecast, "finish").swings
    # Three days of the clock are 3 * 5 / 7 of a week's working days.
    assert [(each.name, each.said, each.detail) for each in finish] == [
        ("Weld", "+2.1d", "how long it takes"),
        ("Rain", "+0.7d", "whether it strikes"),
    ]
    assert (moment_at(finish[0].low), moment_at(finish[0].high)) == (january(5), january(8))


def test_a_certain_plan_has_no_tornado() -> None:
    assert tornados(replace(a_forecast(), drivers=())) == []


def test_the_gantt_says_how_often_each_task_is_critical() -> None:
    chart = criticality_gantt(a_forecast())
    # The summary is as critical as the most critical task in it.
    assert {row.id: row.share for row in chart.rows} == {
        "build": 1.0,
        "weld": 0.75,
        "paint": 1.0,
        "ship": 0.0,
    }


def test_bars_with_people_are_levelled() -> None:
    text = PLAN.replace("\n    tasks:", "\n    people:\n      - {id: ana, name: Ana}\n    tasks:").replace(
        "1d, after", "1d, who: [ana], after"
    )
    chart = criticality_gantt(a_forecast(text, basis="levelled"))
    assert "with your people" in chart.subtitle


def test_one_drawing_has_all_figures() -> None:
    svg = forecast_svg(a_forecast())
    ElementTree.fromstring(svg)
    titles = ("When it is finished", "What it costs", "Finish and cost together", "What drives the finish")
    assert all(f">{title}</text>" in svg for title in titles)


def test_the_page_has_the_gantt_too() -> None:
    page = forecast_html(a_forecast())
    assert len(re.findall(r'<svg class="odds" role="img"', page)) == 5
    assert len(re.findall(r'<svg class="gantt" role="img"', page)) == 1
    assert ">75%</text>" in page


@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal_has_all_pictures_within_its_width(width: int) -> None:
    lines = forecast_terminal(a_forecast(), width, colour=False)
    assert max(map(cells, lines)) <= width
    assert not any("\x1b" in line for line in lines)
    assert all(line.isascii() for line in forecast_terminal(a_forecast(), width, colour=False, plain=True))
    assert any("\x1b[" in line for line in forecast_terminal(a_forecast(), width))


def test_figures_are_wide_enough_for_what_they_hold() -> None:
    def far_right(figure: Figure) -> float:
        return max(float(x) for x in re.findall(r'<text[^>]* x="([\d.]+)"', figure.content))

    assert [each.title for each in figures(a_forecast()) if far_right(each) > each.width] == []
